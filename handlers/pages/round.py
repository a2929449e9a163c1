"""The pages of awards: what runs for the reader, a round, one entry, a criterion to mark, the library of plans."""

from collections.abc import Sequence
from decimal import Decimal

from bot.domain.awards.entry import EntryState, RoundState, Way, way
from bot.domain.refusals import Refusal, no_right
from bot.i18n import N_, Html, Language, html
from bot.schemes.loader import award_kinds
from bot.services import committee, people, words
from bot.services.awards import award, granting, judging
from bot.services.awards import entry as entries
from bot.services.awards.award import Round
from bot.services.letters import Key, Media, PrivateLetter, post
from bot.services.paging import page_at, page_keys
from handlers.call import Call, place
from handlers.errors import refusal_text
from handlers.reply import Reply
from storage import award_entries, award_rounds, orgs, persons
from storage.award_entries import Entry

SHOWN = 20
PUBLIC = frozenset({RoundState.PUBLICITY, RoundState.GRANTED})
"""States in which everybody sees who is entered."""
MARKS = (100, 95, 90, 85, 80, 75, 70, 60)
PLANS = 5

HEAD = N_("🏆 Awards")
NOTHING = N_("No round of awards runs for you. /round kinds lists those that can be held.")
KINDS = N_("🏆 Awards that can be held: /round open KIND PERIOD")
KIND = N_("<code>{kind}</code> {title} · {how} · e.g. {period}")
WAYS = {
    Way.JUDGES: N_("judges mark by criteria"),
    Way.FIGURE: N_("by results"),
    Way.COMMITTEE: N_("the committee decides with a reason"),
}
LINE = N_("{title} {period}: {state}")
WON = N_("🏅 {title} {period}, certificate {sign}")

ROUND = N_("🏆 {title} · {period} · {state}")
DUE = N_("Entries until {due}.")
PLACES = N_("Places: {places}")
CRITERIA = N_("Criteria: {criteria}")
CRITERION = N_("{name} {percent} percent")
HEAT = N_("Heat: {name}")
COUNT = N_("Entries: {count}")
ROW = N_("#{number} {name} · {state}")
ROW_SCORE = N_("#{number} {name} · {state} · {score}")
ROW_CHOSEN = N_("✓ #{number} {name} · {state} · {score}")
MORE = N_("… and more: {n}")
STATES = {
    "entered": N_("entered"),
    "withdrawn": N_("withdrawn"),
    "out": N_("out"),
    "candidate": N_("candidate"),
    "granted": N_("granted"),
    "revoked": N_("revoked"),
}
TO_CHOOSE = N_("⚖️ The committee decides about places that figures leave open: {seats}. Choose by ✓, give the reason.")
REASON = N_("Decided: {reason}")
UNTIL = N_("Publicity until {until}, 24:00.")

ENTER = N_("🏆 Enter")
ENTER_OTHER = N_("➕ Enter somebody")
WITHDRAW = N_("🗑 Withdraw")
BEGIN = N_("⏭ End entries, begin judging")
JUDGE = N_("🧮 Mark #{number} {name}")
RESULTS = N_("📝 Enter results")
NEXT_HEAT = N_("⏭ Next heat")
SETTLE = N_("⚖️ Give the reason")
CHOICE = N_("{mark} #{number} {name}")
PUBLISH = N_("📢 Lay open")
GRANT = N_("🏅 Grant")
ANSWER = N_("✋ Objection of {name}")
REVOKE = N_("✖️ Revoke #{number}")
HIGHER = N_("{mark} Next level: #{number} {name}")

MARK = N_("🧮 {name} · {title}\n{text}\n{at}/{count} {criterion} ({percent} percent). Your mark?{chosen}")
CHOSEN = N_(" So far: {mark}")
FILES = N_("📎 Files: {n}")
EXACT = N_("✏️ Exactly")
BACK = N_("◀ Round")
LIBRARY = N_("📚 Plans of winners")
EMPTY = N_("No plan has won yet.")
PLAN = N_("<b>{title} {period}</b> · {name}\n{text}")


def kinds(call: Call) -> Reply:
    """Every kind of award, with how its winners are found."""
    speech = call.speech
    lines = [speech.say(KINDS)]
    for code, rules in award_kinds().items():
        title = " / ".join(words.named(one, speech) for one in rules.titles)
        facts = {"how": speech.word(WAYS[way(rules)]), "period": award.PERIODS[rules.freq]}
        lines.append(speech.say(KIND, kind=code, title=title, **facts))
    return Reply(text=Html("\n".join(lines)), private=True)


def home(call: Call) -> Reply:
    """What runs for the reader, what was entered and won."""
    desk, speech, me = call.desk, call.speech, call.known_person
    lines, keys = [speech.say(HEAD)], []
    for found in award.running_for(desk, place(call)):
        facts = {"title": award.title(found, speech), "period": speech.period(found.row.period)}
        state = speech.word(award.STATES[found.row.state])
        keys.append([Key(label=speech.plain(LINE, state=state, **facts), data=f"aw:o:{found.row.id}")])
    for one in award_entries.of_person(desk.tx, me.id)[:PLANS]:
        if one.state == EntryState.GRANTED:
            found = award.known(desk, one.round_id)
            facts = {"title": award.title(found, speech, one), "period": speech.period(found.row.period)}
            lines.append(speech.say(WON, sign=granting.certificate_sign(found, one), **facts))
    if not keys:
        lines.append(speech.say(NOTHING))
    keys.append([Key(label=speech.plain(LIBRARY), data="aw:y:0")])
    return Reply(text=Html("\n".join(lines)), keyboard=keys, private=True, edit=True)


# ---- a round -----------------------------------------------------------------------------------------------------
def overview(call: Call, number: int) -> Reply:
    """A round: its rules, who is entered as far as the reader may see, what the reader can do."""
    desk, speech, me = call.desk, call.speech, call.known_person
    found = award.known(desk, number)
    conducting = committee.conducts(desk, me, found.org)
    standing = [one for one in award.entries(desk, found) if one.state != EntryState.WITHDRAWN]
    lines = _rules(call, found)
    seen = standing if conducting or found.row.state in PUBLIC else [one for one in standing if _own(call, one)]
    outcome, problem = _outcome(call, found) if conducting else (None, None)
    chosen = set(outcome.chosen) if outcome is not None else set()
    scores = outcome.choice.scores if outcome is not None else {}
    lines.append(speech.say(COUNT, count=len(standing)))
    ranked = sorted(seen, key=lambda one: (-(scores.get(one.id) or one.score or one.figure or Decimal(0)), one.id))
    lines += [_row(call, one, scores.get(one.id), chosen=one.id in chosen) for one in ranked[:SHOWN]]
    if len(ranked) > SHOWN:
        lines.append(speech.say(MORE, n=len(ranked) - SHOWN))
    if problem is not None:
        lines.append(refusal_text(speech, problem))
    if outcome is not None and outcome.to_choose and outcome.open_seats and found.row.state == RoundState.JUDGING:
        lines.append(speech.say(TO_CHOOSE, seats=outcome.open_seats))
    if found.row.reason:
        lines.append(speech.say(REASON, reason=found.row.reason))
    keys = _entering(call, found, standing)
    keys += [[_judge_key(award.name_of(desk, one), one.id, speech)] for one in judging.to_mark(desk, me, found)[:SHOWN]]
    if conducting:
        keys += _conducting(call, found, outcome)
    keys += _objections(call, found)
    return Reply(text=Html("\n".join(lines)), keyboard=keys, private=True, edit=True)


def _judge_key(name: str, number: int, speech: Language) -> Key:
    return Key(label=speech.plain(JUDGE, number=number, name=name), data=f"aw:m:{number}:0")


def _own(call: Call, one: Entry) -> bool:
    me = call.known_person
    mine = people.roles_in(call.desk, me, orgs.get(call.desk.tx, one.branch_id)) & set(committee.OFFICE)
    return me.id in {one.person_id, one.entered_by} or bool(mine)


def _rules(call: Call, found: Round) -> list[Html]:
    speech, row = call.speech, found.row
    facts = {"title": award.title(found, speech), "period": speech.period(row.period)}
    lines = [speech.say(ROUND, state=speech.word(award.STATES[row.state]), **facts)]
    if row.state == RoundState.ENTRIES:
        lines.append(speech.say(DUE, due=row.due_on))
    if row.state == RoundState.PUBLICITY and row.until is not None:
        lines.append(speech.say(UNTIL, until=row.until))
    if found.rules.quota is not None:
        lines.append(speech.say(PLACES, places=found.rules.quota))
    if found.rules.criteria:
        named = (
            speech.plain(CRITERION, name=words.named(names, speech), percent=f"{(weight * 100).normalize():f}")
            for names, weight in found.rules.criteria
        )
        lines.append(speech.say(CRITERIA, criteria=speech.listing(named)))
    if found.rules.stages:
        lines.append(speech.say(HEAT, name=words.named(found.rules.stages[row.heat], speech)))
    return lines


def _outcome(call: Call, found: Round) -> tuple[judging.Result | None, Refusal | None]:
    """Answer the outcome so far, or what it lacks."""
    if found.row.state == RoundState.ENTRIES:
        return None, None
    try:
        return judging.result(call.desk, found), None
    except Refusal as refusal:
        return None, refusal


def _row(call: Call, one: Entry, score: Decimal | None, *, chosen: bool) -> Html:
    speech = call.speech
    facts = {"number": one.id, "name": award.name_of(call.desk, one), "state": speech.word(STATES[one.state])}
    known = score if score is not None else one.score if one.score is not None else one.figure
    if known is None and not chosen:
        return speech.say(ROW, **facts)
    shown = known if known is not None else "–"
    return speech.say(ROW_CHOSEN if chosen else ROW_SCORE, score=shown, **facts)


def _entering(call: Call, found: Round, standing: Sequence[Entry]) -> list[list[Key]]:
    if found.row.state != RoundState.ENTRIES:
        return []
    speech, me = call.speech, call.known_person
    rows: list[list[Key]] = [
        [Key(label=speech.plain(WITHDRAW) + f" #{one.id}", data=f"aw:w:{one.id}:{one.rev}")]
        for one in standing
        if one.state == EntryState.ENTERED and _own(call, one)
    ][:SHOWN]
    office = people.roles_in(call.desk, me, place(call)) & set(committee.OFFICE)
    if found.rules.subject == "member":
        rows.append([Key(label=speech.plain(ENTER), data=f"aw:e:{found.row.id}")])
        if office:
            rows.append([Key(label=speech.plain(ENTER_OTHER), data=f"aw:n:{found.row.id}")])
    elif office:
        rows += [
            [Key(label=speech.plain(ENTER) + _titled(found, at, speech), data=f"aw:e:{found.row.id}:{at}")]
            for at in range(len(found.rules.titles))
        ]
    return rows


def _titled(found: Round, at: int, speech: Language) -> str:
    return f" · {words.named(found.rules.titles[at], speech)}" if len(found.rules.titles) > 1 else ""


def _conducting(call: Call, found: Round, outcome: judging.Result | None) -> list[list[Key]]:
    speech, number, rev = call.speech, found.row.id, found.row.rev
    match found.row.state:
        case RoundState.ENTRIES:
            return [[Key(label=speech.plain(BEGIN), data=f"aw:b:{number}:{rev}")]]
        case RoundState.PUBLICITY:
            return [[Key(label=speech.plain(GRANT), data=f"aw:g:{number}:{rev}")]]
        case RoundState.GRANTED:
            return _after(call, found)
    rows: list[list[Key]] = []
    if way(found.rules) is Way.FIGURE:
        rows.append([Key(label=speech.plain(RESULTS), data=f"aw:r:{number}")])
        if found.row.heat + 1 < len(found.rules.stages):
            rows.append([Key(label=speech.plain(NEXT_HEAT), data=f"aw:x:{number}:{rev}")])
    if outcome is not None and outcome.to_choose and outcome.open_seats:
        for entry_id in outcome.to_choose[:SHOWN]:
            one = entries.known(call.desk, entry_id)
            facts = {"mark": "✓" if one.chosen else "○", "number": one.id, "name": award.name_of(call.desk, one)}
            rows.append([Key(label=speech.plain(CHOICE, **facts), data=f"aw:c:{one.id}:{one.rev}")])
        rows.append([Key(label=speech.plain(SETTLE), data=f"aw:s:{number}:{rev}")])
    rows.append([Key(label=speech.plain(PUBLISH), data=f"aw:p:{number}:{rev}")])
    return rows


def _after(call: Call, found: Round) -> list[list[Key]]:
    speech = call.speech
    rows = []
    for one in award.entries(call.desk, found, EntryState.GRANTED)[:SHOWN]:
        row = [Key(label=speech.plain(REVOKE, number=one.id), data=f"aw:v:{one.id}")]
        if found.rules.next_level is not None:
            facts = {"mark": "✓" if one.next_level else "○", "number": one.id, "name": award.name_of(call.desk, one)}
            row.append(Key(label=speech.plain(HIGHER, **facts), data=f"aw:l:{one.id}:{one.rev}"))
        rows.append(row)
    return rows


def _objections(call: Call, found: Round) -> list[list[Key]]:
    rows = []
    for one in granting.waiting(call.desk, found):
        if any(person.id == call.known_person.id for person in granting.handlers(call.desk, found, one.person_id)):
            name = persons.get(call.desk.tx, one.person_id).name
            rows.append([Key(label=call.speech.plain(ANSWER, name=name), data=f"aw:q:{one.id}")])
    return rows


# ---- marking -----------------------------------------------------------------------------------------------------
def marking(call: Call, number: int, at: int) -> Reply:
    """One criterion of one entry, for a judge; behind the last the next entry, then the round.

    Raises:
        Refusal: ``NO_RIGHT`` for who does not judge it.
    """
    desk, speech, me = call.desk, call.speech, call.known_person
    one = entries.known(desk, number)
    found = award.known(desk, one.round_id)
    if not judging.may_judge(desk, me, found, one):
        raise no_right((judging.JUDGE,))
    if not 0 <= at < len(found.rules.criteria):
        left = judging.to_mark(desk, me, found)
        return marking(call, left[0].id, 0) if left else overview(call, found.row.id)
    given = {mark.criterion: mark.mark for mark in award_entries.marks(desk.tx, found.row.id)
             if mark.entry_id == number and mark.judge_id == me.id}  # fmt: skip
    names, weight = found.rules.criteria[at]
    about = [one.text] if one.text else []
    if one.files:
        about.append(speech.plain(FILES, n=len(one.files)))
    text = speech.say(
        MARK,
        name=award.name_of(desk, one),
        title=award.title(found, speech, one),
        text="\n".join(about) or "–",
        at=at + 1,
        count=len(found.rules.criteria),
        criterion=words.named(names, speech),
        percent=f"{(weight * 100).normalize():f}",
        chosen=speech.plain(CHOSEN, mark=given[at]) if at in given else "",
    )
    keys = [Key(label=f"{mark}", data=f"aw:k:{number}:{at}:{mark}") for mark in MARKS]
    ways = [
        Key(label=speech.plain(EXACT), data=f"aw:a:{number}:{at}"),
        Key(label=speech.plain(BACK), data=f"aw:o:{found.row.id}"),
    ]
    if one.files:
        ways.insert(0, Key(label=speech.plain(FILES, n=len(one.files)), data=f"aw:f:{number}"))
    return Reply(text=text, keyboard=[keys[:4], keys[4:], ways], private=True, edit=True)


def files(call: Call, number: int) -> Reply:
    """The files of an entry, sent privately to who judges or conducts, or whose it is.

    Raises:
        Refusal: ``NO_RIGHT``.
    """
    desk, me = call.desk, call.known_person
    one = entries.known(desk, number)
    found = award.known(desk, one.round_id)
    reads = judging.may_judge(desk, me, found, one) or committee.conducts(desk, me, found.org)
    if not reads and not _own(call, one) and one.state != EntryState.GRANTED:
        raise no_right((judging.JUDGE,))
    media = [Media(kind=kind, file_id=file_id) for kind, file_id in one.files]
    text = html(f"#{one.id} {award.name_of(desk, one)}")
    post(desk, PrivateLetter(to=call.account, text=text, media=media, about=orgs.get(desk.tx, one.branch_id)))
    return Reply(toast="📎")


# ---- the library -------------------------------------------------------------------------------------------------
def library(call: Call, at: int) -> Reply:
    """Plans that won, for others to learn from (J4)."""
    desk, speech = call.desk, call.speech
    found = [
        (award.of_row(desk, row), one)
        for row in award_rounds.every(desk.tx)
        if row.state == RoundState.GRANTED
        for one in award_entries.of_round(desk.tx, row.id)
        if one.state == EntryState.GRANTED and one.text and not orgs.get(desk.tx, one.branch_id).rehearsal
    ]
    found.reverse()
    at, pages = page_at(at, len(found), PLANS)
    lines = [speech.say(LIBRARY)] + ([] if found else [speech.say(EMPTY)])
    rows: list[list[Key]] = []
    for of, one in found[at * PLANS :][:PLANS]:
        facts = {"title": award.title(of, speech, one), "period": speech.period(of.row.period)}
        lines.append(speech.say(PLAN, name=award.name_of(desk, one), text=one.text, **facts))
        if one.files:
            label = f"#{one.id} " + speech.plain(FILES, n=len(one.files))
            rows.append([Key(label=label, data=f"aw:f:{one.id}")])
    rows.append(page_keys("aw:y", at, pages))
    return Reply(text=Html("\n\n".join(lines)), keyboard=[row for row in rows if row], private=True, edit=True)
