"""The pages of rectification: the list, and one with its helpers, problems and movement in rank."""

from bot.domain.refusals import no_right
from bot.i18n import N_, Html
from bot.services import people
from bot.services.letters import Key
from bot.services.ratings import composite
from bot.services.ratings import rectify as service
from bot.services.ratings.rectify import HELPERS, PLACES, STATES, Case
from handlers.call import Call
from handlers.reply import Reply
from storage.orgs import Org

LIST = N_("🛠 <b>Put right</b> · {owner}")
NOTHING = N_("No branch is being put right.")
ROW = N_("R{id} · {unit} · {state} · problems {solved}/{count}")
KINDS = {"four_ones": N_("rectification with four helpers"), "contact": N_("contact point")}
HEAD = N_("🛠 <b>R{id} · {unit}</b> · {kind} · {state}\n{reason}")
HELPER = N_("{place}: {name}")
NOT_NAMED = N_("{place}: not named yet")
PROBLEM = N_("⬜ {text} (since {day})")
SOLVED = N_("✅ {text} – {evidence} ({day})")
RANK = N_("Rank before: {rank}")
MOVED = N_("Rank {before} → {after}, places moved up: {moved}")
RECORD = N_("Record: {text}")
NAME = N_("👤 {place}")
ADD = N_("➕ Problem")
SOLVE = N_("✅ Solved: {text}")
BEGIN = N_("▶️ Begin")
CLOSE = N_("📝 Close")
DROP = N_("✖️ Drop")
MOST = 12


def listed(call: Call, branch: Org, *, managed: bool) -> Reply:
    """The rectifications below a committee, or those of the own unit.

    Raises:
        Refusal: ``NO_RIGHT``.
    """
    desk, speech = call.desk, call.speech
    if managed:
        found = service.of_committee(desk, call.known_person, branch)
        owner = composite.owner_of(desk, call.known_person, branch)
    elif people.roles_in(desk, call.known_person, branch) & {"secretary", "deputy_secretary"}:
        found, owner = service.of_unit(desk, branch), branch
    else:
        raise no_right(composite.MANAGE)
    lines = [speech.say(LIST, owner=owner.name)]
    for one in found[:MOST]:
        facts = {"solved": one.solved, "count": len(one.problems), "state": speech.word(STATES[one.row.state])}
        lines.append(speech.say(ROW, id=one.row.id, unit=one.unit.name, **facts))
    if not found:
        lines.append(speech.say(NOTHING))
    keys = [[Key(label=f"R{one.row.id} · {one.unit.name[:30]}", data=f"re:p:{one.row.id}")] for one in found[:MOST]]
    return Reply(text=Html("\n".join(lines)), keyboard=keys, private=True, edit=True)


def page(call: Call, case: Case) -> Reply:
    """One rectification."""
    speech, row = call.speech, case.row
    kind, state = speech.word(KINDS[row.kind]), speech.word(STATES[row.state])
    lines = [speech.say(HEAD, id=row.id, unit=case.unit.name, kind=kind, state=state, reason=row.reason)]
    for place in HELPERS[row.kind]:
        named, name = speech.word(PLACES[place]), row.helpers.get(place)
        lines.append(speech.say(HELPER, place=named, name=name) if name else speech.say(NOT_NAMED, place=named))
    for one in case.problems:
        if one.solved_on is None:
            lines.append(speech.say(PROBLEM, text=one.problem, day=one.added_on))
        else:
            lines.append(speech.say(SOLVED, text=one.problem, evidence=one.evidence, day=one.solved_on))
    moved = service.moved(row)
    if moved is not None:
        lines.append(speech.say(MOVED, before=row.rank_before, after=row.rank_after, moved=moved))
    elif row.rank_before is not None:
        lines.append(speech.say(RANK, rank=row.rank_before))
    if row.record:
        lines.append(speech.say(RECORD, text=row.record))
    keys = _keys(call, case) if composite.manages(call.desk, call.known_person, case.unit) else []
    return Reply(text=Html("\n".join(lines)), keyboard=keys, private=True, edit=True)


def _keys(call: Call, case: Case) -> list[list[Key]]:
    speech, row = call.speech, case.row
    add = Key(label=speech.plain(ADD), data=f"re:a:{row.id}")
    if row.state == "proposed":
        names = [
            [Key(label=speech.plain(NAME, place=speech.word(PLACES[place])), data=f"re:h:{row.id}:{place}")]
            for place in HELPERS[row.kind]
        ]
        begin = Key(label=speech.plain(BEGIN), data=f"re:b:{row.id}")
        return [*names, [add], [begin, Key(label=speech.plain(DROP), data=f"re:d:{row.id}")]]
    if row.state == "active":
        open_ = [one for one in case.problems if one.solved_on is None][:MOST]
        solve = [
            [Key(label=speech.plain(SOLVE, text=one.problem[:30]), data=f"re:s:{row.id}:{one.id}")] for one in open_
        ]
        return [*solve, [add, Key(label=speech.plain(CLOSE), data=f"re:c:{row.id}")]]
    return []
