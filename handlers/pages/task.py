"""The pages of work lists: own tasks, the branch's, what waits for a word, one task, what recurs, the sections."""

from collections.abc import Sequence

from bot.domain.life import cadence
from bot.domain.life.task import IN_HAND, TaskState
from bot.i18n import N_, Html, nN_
from bot.services.letters import Key
from bot.services.life import requests, task_letters, task_seen, task_text, task_waiting, units, worklist
from bot.services.life.task_seen import Seen
from bot.services.paging import in_rows, page_at, page_keys
from handlers.call import Call
from handlers.reply import Reply
from handlers.usage import spelled
from storage import persons, placements, task_asks, task_lists
from storage.orgs import Org
from storage.task_asks import Ask

PAGE = 10
KEYS_IN_ROW = 5
MINE = N_("🗒 <b>Your tasks</b> {counts}")
NONE = N_("Nothing is to be done. {hint}")
HINT = N_("A new one: {usage}")
ALL = N_("🚦 <b>Work list of {branch}</b> {counts}")
NO_TASKS = N_("No task is open. With /settings sections laixi the branch gets a work list; a single task: {usage}")
WAITING = nN_("📥 <b>{n} task waits for your word</b>", "📥 <b>{n} tasks wait for your word</b>")
NOTHING_WAITS = N_("📥 No task waits for your word.")
RECURRING = N_("🔁 <b>Recurring tasks of {branch}</b>\nTap one to take it off the list, or to put it back.")
TEMPLATE = N_("{n}. {tick} {title} · {freq} · {level} · {due}")
NO_RECURRING = N_("There are none. {usage}")
OWN_USAGE = N_("One of your own: {usage}")
SECTIONS = N_("🏢 <b>Sections of {branch}</b>\nThe first who is named leads the section. {usage}")
SECTION = N_("• {name}: {names}")
EMPTY_SECTION = N_("• {name}: nobody yet")
REQUESTS = N_("☎️ <b>Classes of requests</b> and the working days to answer them\n{usage}")
REQUEST = N_("{code} {name} · {days}")
FREQS = {
    "day": N_("daily"),
    "week": N_("weekly"),
    "month": N_("monthly"),
    "quarter": N_("quarterly"),
    "year": N_("yearly"),
}
LEVELS = {"person": N_("every person"), "section": N_("every section"), "department": N_("the department")}
DUES = {
    "same_day": N_("the same day"),
    "month_end": N_("end of the month"),
    "quarter_end": N_("end of the quarter"),
    "year_end": N_("end of the year"),
}
WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
BACK = N_("◀ My tasks")
HANG = N_("📌 Supervise")
UNHANG = N_("📌 Supervise no more")
CANCEL = N_("🗑 Cancel")
MISS = N_("⛔ Close as not done")
UNDO = N_("↺ Undo")
FILES = N_("📎 Show files")


def mine(call: Call, number: int = 0) -> Reply:
    """The asker's own tasks over all branches, a button each, the worst colour first."""
    speech, found = call.speech, task_waiting.own(call.desk, call.known_person)
    page, pages = page_at(number, len(found), PAGE)
    here = found[page * PAGE : (page + 1) * PAGE]
    colors: dict[str, int] = {}
    for _, task in found:
        colors[task.color] = colors.get(task.color, 0) + 1
    lines = [speech.say(MINE, counts=task_text.counts(colors, speech))]
    lines += [task_text.line(call.desk, branch, task, speech, own=True) for branch, task in here]
    if not found:
        lines.append(speech.say(NONE, hint=speech.say(HINT, usage=usage(call, "/task new NAME 06-10 WHAT"))))
    rows = in_rows([_open_key(task.id) for _, task in here], KEYS_IN_ROW)
    if turn := page_keys("t:m", page, pages):
        rows.append(turn)
    return Reply(text=Html("\n".join(lines)), keyboard=rows, private=True, edit=True)


def listed(call: Call, branch: Org, number: int = 0) -> Reply:
    """The open tasks of a branch, for who sets them.

    Raises:
        Refusal: ``NO_RIGHT``.
    """
    units.need_setter(call.desk, call.known_person, branch)
    speech = call.speech
    colors = task_text.by_color(task_lists.tally(call.desk.tx, branch.id))
    page, pages = page_at(number, colors.total(), PAGE)
    here = task_lists.of_branch(call.desk.tx, branch.id, skip=page * PAGE, most=PAGE)
    lines = [speech.say(ALL, branch=branch.name, counts=task_text.counts(colors, speech))]
    lines += [task_text.line(call.desk, branch, task, speech, own=False) for task in here]
    if not here:
        lines.append(speech.say(NO_TASKS, usage=usage(call, "/task new NAME 06-10 WHAT")))
    rows = in_rows([_open_key(task.id) for task in here], KEYS_IN_ROW)
    if turn := page_keys(f"t:a:{branch.id}", page, pages):
        rows.append(turn)
    return Reply(text=Html("\n".join(lines)), keyboard=rows, private=True, edit=True)


def waiting(call: Call, branch: Org) -> Reply:
    """What of a branch waits for the asker's word: handed in, or asked for."""
    desk, speech, me = call.desk, call.speech, call.known_person
    found = [one for one in task_waiting.words(desk, branch) if me.id in one.people][:PAGE]
    if not found:
        return Reply(text=speech.say(NOTHING_WAITS), private=True)
    lines = [speech.count(WAITING, len(found))]
    for one in found:
        lines.append(task_text.line(desk, branch, one.seen.task, speech, own=False))
        lines += [task_text.ask_text(one.ask, speech)] if one.ask is not None else []
    keys = [_open_key(number) for number in dict.fromkeys(one.seen.task.id for one in found)]
    return Reply(text=Html("\n".join(lines)), keyboard=in_rows(keys, KEYS_IN_ROW), private=True, edit=True)


def one(call: Call, number: int) -> Reply:
    """A task, with what the asker can do about it.

    Raises:
        Refusal: ``NO_SUCH_TASK``.
    """
    found = task_seen.seen(call.desk, call.known_person, number)
    rows = [*_doing(call, found), *_answering(call, found), *_deciding(call, found)]
    rows.append([Key(label=call.speech.plain(BACK), data="t:m:0")])
    return Reply(text=task_text.page(call.desk, found, call.speech), keyboard=rows, private=True, edit=True)


def _doing(call: Call, found: Seen) -> list[list[Key]]:
    doing = found.mine(call.known_person) and TaskState(found.task.state) in IN_HAND
    return task_letters.doer_keys(found, call.speech) if doing else []


def _answering(call: Call, found: Seen) -> list[list[Key]]:
    """Answer the buttons for what was asked for and waits for the asker."""
    me, desk = call.known_person, call.desk

    def mine_to_answer(ask: Ask) -> bool:
        return ask.state == "waiting" and any(who.id == me.id for who in task_seen.answerers(desk, found, ask))

    asks = [ask for ask in task_asks.of_task(desk.tx, found.task.id) if mine_to_answer(ask)]
    return [task_letters.ask_keys(ask, call.speech) for ask in asks]


def _deciding(call: Call, found: Seen) -> list[list[Key]]:
    """Answer what who accepts a task, and who sets tasks for all, can do with it now."""
    speech, task, me = call.speech, found.task, call.known_person
    rows: list[list[Key]] = []
    place = f"{task.id}:{task.rev}"
    if task_letters.files(call.desk, task.id):
        rows.append([Key(label=speech.plain(FILES), data=f"t:f:{task.id}")])
    if found.supervised_by(me):
        if task.state == TaskState.SUBMITTED:
            rows.append(task_letters.supervisor_keys(found, speech))
        elif task.state == TaskState.DONE:
            rows.append([Key(label=speech.plain(UNDO), data=f"t:z:{place}")])
        if task.closed_at is None:
            ends = [Key(label=speech.plain(CANCEL), data=f"t:d:{place}")]
            if TaskState(task.state) in IN_HAND and call.desk.today > task.due_on:
                ends.append(Key(label=speech.plain(MISS), data=f"t:k:{place}"))
            rows.append(ends)
    if task.closed_at is None and units.sets_for_all(call.desk, me, found.branch):
        rows.append([Key(label=speech.plain(UNHANG if task.supervised else HANG), data=f"t:v:{task.id}")])
    return rows


def recurring(call: Call, branch: Org) -> Reply:
    """What recurs in a branch, with a button each that takes it off the list or puts it back."""
    units.need_setter(call.desk, call.known_person, branch)
    speech, found = call.speech, worklist.recurring(call.desk, branch)
    lines = [speech.say(RECURRING, branch=branch.name)]
    for number, each in enumerate(found, start=1):
        facts = {"tick": "☑️" if each.active else "⬜", "title": each.title or worklist.title_of(each.mark, speech)}
        words = {"freq": speech.word(FREQS[each.freq]), "level": speech.word(LEVELS[each.level])}
        lines.append(speech.say(TEMPLATE, n=number, due=_due_word(call, each), **facts, **words))
    own = speech.say(OWN_USAGE, usage=usage(call, worklist.USAGE))
    lines.append(own if found else speech.say(NO_RECURRING, usage=own))
    keys = [Key(label=str(n), data=f"t:r:{branch.id}:{each.mark}") for n, each in enumerate(found, start=1)]
    return Reply(text=Html("\n".join(lines)), keyboard=in_rows(keys, KEYS_IN_ROW), private=True, edit=True)


def _due_word(call: Call, each: worklist.Recurring) -> str:
    rule, speech = each.due, call.speech
    if rule.kind == "weekday":
        word = speech.word(WEEKDAYS[rule.weekday or 0])
    elif rule.kind == "month_day":
        span = cadence.span_in(each.freq, call.desk.today)
        word = speech.day(cadence.due_in(rule, span, call.desk.calendar()))
    else:
        word = speech.word(DUES[rule.kind])
    return f"{word} {rule.at:%H:%M}" if rule.at is not None else word


def sections(call: Call, branch: Org, told: Sequence[Html] = ()) -> Reply:
    """The sections of a branch and who works in them."""
    speech, placed = call.speech, placements.of_branch(call.desk.tx, branch.id)
    lines = [*told, speech.say(SECTIONS, branch=branch.name, usage=usage(call, units.USAGE))]
    for org in units.sections(call.desk, branch):
        names = [persons.get(call.desk.tx, one.person_id).name for one in placed if one.section_id == org.id]
        sentence = SECTION if names else EMPTY_SECTION
        lines.append(speech.say(sentence, name=org.name, names=speech.listing(names)))
    return Reply(text=Html("\n".join(lines)), private=True)


def request_classes(call: Call) -> Reply:
    """The classes of service requests."""
    speech = call.speech
    lines = [speech.say(REQUESTS, usage=usage(call, "/task service Q05 WHAT"))]
    lines += [
        speech.say(REQUEST, code=one.code, name=one.name(speech), days=one.days) for one in requests.classes().values()
    ]
    return Reply(text=Html("\n".join(lines)), private=True)


def _open_key(number: int) -> Key:
    return Key(label=f"№{number}", data=f"t:o:{number}")


def usage(call: Call, form: str) -> str:
    """Write the form of a command in the reader's language."""
    return spelled(call.speech, form)
