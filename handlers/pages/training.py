"""The pages of training: the own year, what waits for the office, and who is short. Private all of them."""

from bot.domain.life.training import written
from bot.domain.refusals import no_right
from bot.i18n import N_, Html, html
from bot.services import committee, people
from bot.services.letters import Key
from bot.services.life import training
from bot.services.paging import page_at, page_keys
from handlers.call import Call, place
from handlers.reply import Reply
from handlers.usage import spelled
from storage import persons, trainings
from storage.orgs import Org

HEAD = N_("📚 {name} · {year}: {hours} of {required} hours of training count.")
SHORT = N_("{hours} hours are missing.")
LINE = N_("{day} · {title} · {kind} · {hours} hours · {state}")
NONE = N_("No course is in the log of this year.")
HOW = N_("A new one: {usage}\nKinds: {kinds}")
WAITS = N_("⏳ {name}: {title} · {kind} · {day} · {hours} hours")
WHO = N_("👥 Who is short")
BACK = N_("◀ Back")
TAKE_BACK = N_("🗑 Take back: {title}")
HEAD_SHORT = N_("📚 Short of training hours in {year}: {n}")
SHORT_LINE = N_("{branch} · {name}: {hours} of {required}, {missing} missing")
NOBODY = N_("Nobody is short.")
STATES: dict[str, str] = {
    "claimed": N_("waits for the office"),
    "confirmed": N_("confirmed"),
    "declined": N_("not confirmed"),
    "disputed": N_("disputed"),
    "withdrawn": N_("taken back"),
}
PAGE = 12
LABEL = 24
"""Letters of a course's name that a button shows."""


def own(call: Call, of: int) -> Reply:
    """The reader's year; for an office also what waits for its word."""
    desk, speech, me = call.desk, call.speech, call.known_person
    home = people.home(desk, me)
    lines, keys = [], []
    if home is not None:
        found = training.year(desk, home, me, of)
        facts = {"name": me.name, "year": str(of), "hours": written(found.hours), "required": written(found.required)}
        lines.append(speech.say(HEAD, **facts))
        if found.short:
            lines.append(speech.say(SHORT, hours=written(found.short)))
        shown = [row for row in found.rows if row.state != "withdrawn"]
        for row in shown[:PAGE]:
            lines.append(speech.say(LINE, state=speech.word(STATES[row.state]), **training.facts(row, speech)))
            if row.state == "claimed":
                label = speech.plain(TAKE_BACK, title=row.title[:LABEL])
                keys.append([Key(label=label, data=f"tr:{row.id}:w")])
        if not shown:
            lines.append(speech.say(NONE))
    for row in trainings.waiting(desk.tx):
        if me.id in {one.id for one in training.deciders(desk, row)}:
            name = persons.get(desk.tx, row.person_id).name
            lines.append(speech.say(WAITS, name=name, **training.facts(row, speech)))
            keys.append(training.answer_keys(row, speech))
    named = ((code, speech.word(name)) for code, name in training.NAMES.items())
    kinds = speech.listing(code if code == name else f"{code} ({name})" for code, name in named)
    usage = Html(f"<code>{html(spelled(speech, training.USAGE))}</code>")
    lines.append(speech.say(HOW, usage=usage, kinds=kinds))
    if _branches(call):
        keys.append([Key(label=speech.plain(WHO), data=f"tr:s:{of}")])
    return Reply(text=Html("\n".join(lines)), keyboard=keys, private=True, edit=True)


def _branches(call: Call) -> list[Org]:
    """Answer the branches whose hours somebody may read: as office of the own one, as who conducts a committee."""
    desk, me, where = call.desk, call.known_person, place(call)
    for org in people.ancestors(desk, where)[::-1]:
        if org.kind not in committee.BRANCHES and committee.conducts(desk, me, org):
            return committee.under(desk, org)
    office = people.roles_in(desk, me, where) & set(committee.OFFICE) or people.is_above(desk, me, where)
    return [where] if office and where.kind in committee.BRANCHES else []


def short(call: Call, of: int, number: int = 0) -> Reply:
    """Who is short, by branch and name: for the office of a branch, and for who conducts a committee's proceedings."""
    speech, branches = call.speech, _branches(call)
    if not branches:
        raise no_right(committee.OFFICE)
    found = [(branch, one) for branch in branches for one in training.short(call.desk, branch, of)]
    number, pages = page_at(number, len(found), PAGE)
    lines = [speech.say(HEAD_SHORT, year=str(of), n=len(found))]
    for branch, one in found[number * PAGE :][:PAGE]:
        facts = {"hours": written(one.hours), "required": written(one.required), "missing": written(one.short)}
        lines.append(speech.say(SHORT_LINE, branch=branch.code, name=one.person.name, **facts))
    if not found:
        lines.append(speech.say(NOBODY))
    back = [Key(label=speech.plain(BACK), data=f"tr:o:{of}")]
    rows = [row for row in (page_keys(f"tr:s:{of}", number, pages), back) if row]
    return Reply(text=Html("\n".join(lines)), keyboard=rows, private=True, edit=True)
