"""Tasks in words: their line, their page, their colours. What tells of a person is for private chats."""

from collections import Counter
from collections.abc import Iterable, Mapping

from bot.domain.life.ryg import COLORS, TaskColor
from bot.domain.life.task import TaskState
from bot.i18n import N_, Html, Language, points_text
from bot.services.desk import Desk
from bot.services.life import requests, units, worklist
from bot.services.life.coloring import color_of
from bot.services.life.task_seen import Seen
from bot.services.words import TASK_STATES
from storage import persons, task_asks, task_log
from storage.orgs import Org
from storage.task_asks import Ask
from storage.task_lists import Tally
from storage.task_log import Step
from storage.tasks import Task

SIGNS: Mapping[str, str] = {"red": "🔴", "yellow": "🟡", "green": "🟢"}
HUNG = "📌"
WHY = {
    "done": N_("done"),
    "done_late": N_("done late"),
    "overdue": N_("overdue for {days} d"),
    "lag": N_("{lag} percent behind its plan"),
    "due_soon": N_("working days left: {left}"),
    "on_track": N_("on track"),
}
LINE = N_("{sign} №{id} {title} · {owner} · by {day} · {percent}%{more}")
LINE_OWN = N_("{sign} №{id} {title} · by {day} · {percent}%{more}")
UNIT_LINE = N_("{sign} {title} · {owner} · {why}")
UNIT_CHANGE = N_("{before}→{after} {title} | {owner} | {why}")
HEAD = N_("{sign} <b>№{id} {title}</b>\n{owner} · {from_day} – {day} · {percent}% · {state}")
REASON = N_("Colour: {why}")
STANDARD = N_("Standard: {standard}")
KINDS = {
    "research": N_("Research report: handed in with a file"),
    "service": N_("Service request {code} {name}; working days to answer: {days}"),
    "helper": N_("Help for the branch"),
}
SUPERVISED = N_("📌 Supervised: it hangs on the board until it is done.")
SET_BY = N_("Set by {name}; accepted by {names}")
BY_THE_LIST = N_("From the work list; accepted by {names}")
NOBODY = N_("Nobody is left to accept it: an administrator can appoint a deputy secretary with /grant.")
FILES = N_("Files: {count}")
GAVE = N_("It gave {points}.")
STEP = N_("{at} · {name}: {verb}")
STEP_TEXT = N_("{at} · {name}: {verb} – {text}")
VERBS = {
    "new": N_("set"),
    "progress": N_("progress"),
    "evidence": N_("evidence"),
    "submit": N_("handed in"),
    "accept": N_("accepted"),
    "return": N_("given back"),
    "undo": N_("acceptance taken back"),
    "cancel": N_("cancelled"),
    "miss": N_("closed as not done"),
    "lapse": N_("left the list undone"),
    "supervise": N_("under supervision"),
    "unhang": N_("no more under supervision"),
    "extension": N_("asks for more time"),
    "escalation": N_("asks for coordination"),
    "granted": N_("more time granted"),
    "declined": N_("more time declined"),
    "answered": N_("coordinated"),
}
ASKED = {
    "extension": N_("⏳ Waiting: more time until {until} – {words}"),
    "escalation": N_("🆘 Waiting: coordination – {words}"),
}
LIST = N_("the work list")
COUNTS = N_("🔴{red} 🟡{yellow} 🟢{green}")
SHOWN_STEPS = 8
TITLE_ROOM = 60


def title(task: Task, speech: Language) -> str:
    """Answer what a task is called: as it was set, or as its rulebook says in this language."""
    if task.title:
        return task.title
    return worklist.title_of(task.mark or "", speech)


def why(desk: Desk, task: Task, found: TaskColor, speech: Language) -> str:
    """Word why a task has its colour."""
    facts = {"days": (desk.today - task.due_on).days, "lag": found.lag, "left": found.workdays_left}
    return speech.plain(WHY[found.why], **facts)


def due(task: Task, speech: Language) -> str:
    """Write a task's last day, with its hour where it has one."""
    day = speech.day(task.due_on)
    return f"{day} {task.due_hour}" if task.due_hour else day


def line(desk: Desk, branch: Org, task: Task, speech: Language, *, own: bool) -> Html:
    """Write a task in a line, for who may read it."""
    found = color_of(desk, branch, task)
    told = [HUNG] if task.supervised else []
    if TaskState(task.state) is TaskState.SUBMITTED:
        told.append(speech.word(TASK_STATES[task.state]))
    elif found.why != "on_track":
        told.append(why(desk, task, found, speech))
    facts: dict[str, object] = {
        "sign": SIGNS[found.color],
        "id": task.id,
        "title": _short(title(task, speech)),
        "day": due(task, speech),
        "percent": task.progress,
        "more": "".join(f" · {part}" for part in told),
    }
    whose = units.owner(desk, branch, task.owner_kind, task.owner_id)
    return speech.say(LINE_OWN if own else LINE, owner=whose.name, **facts)


def unit_line(desk: Desk, branch: Org, task: Task, speech: Language) -> Html:
    """Write a task of a section or of the department in a line that a group may read."""
    found, whose = color_of(desk, branch, task), units.owner(desk, branch, task.owner_kind, task.owner_id)
    facts = {"title": _short(title(task, speech)), "owner": whose.name, "why": why(desk, task, found, speech)}
    hung = f" {HUNG}" if task.supervised else ""
    return speech.say(UNIT_LINE, sign=f"{SIGNS[found.color]}{hung}", **facts)


def _short(text: str) -> str:
    return text if len(text) <= TITLE_ROOM else text[: TITLE_ROOM - 1] + "…"


def counts(colors: Mapping[str, int], speech: Language) -> Html:
    """Write how many tasks have which colour."""
    return speech.say(COUNTS, **{color: colors.get(color, 0) for color in COLORS})


def by_color(tallies: Iterable[Tally]) -> Counter[str]:
    """Add up tasks by colour."""
    found: Counter[str] = Counter()
    for one in tallies:
        found[one.color] += one.number
    return found


def page(desk: Desk, found: Seen, speech: Language) -> Html:
    """Write everything about a task, for who may read it."""
    task, branch = found.task, found.branch
    color = color_of(desk, branch, task)
    told = [
        speech.say(
            HEAD,
            sign=SIGNS[task.color if task.closed_at is not None and task.outcome == "lapsed" else color.color],
            id=task.id,
            title=title(task, speech),
            owner=found.owner.name,
            from_day=task.start_on,
            day=due(task, speech),
            percent=task.progress,
            state=speech.word(TASK_STATES[task.state]),
        )
    ]
    if task.closed_at is None:
        told.append(speech.say(REASON, why=why(desk, task, color, speech)))
    if task.kind in KINDS:
        told.append(speech.say(KINDS[task.kind], **requests.facts(task.request, speech)))
    if task.supervised:
        told.append(speech.say(SUPERVISED))
    told.append(_people(desk, found, speech))
    if files := task_log.how_many_files(desk.tx, task.id):
        told.append(speech.say(FILES, count=files))
    if task.points is not None:
        told.append(speech.say(GAVE, points=points_text(task.points, sign=True)))
    told += [_step(desk, one, speech) for one in task_log.steps(desk.tx, task.id)[-SHOWN_STEPS:]]
    told += [ask_text(one, speech) for one in task_asks.of_task(desk.tx, task.id) if one.state == "waiting"]
    return Html("\n".join(told))


def _people(desk: Desk, found: Seen, speech: Language) -> Html:
    if not found.supervisors:
        return speech.say(NOBODY)
    names = speech.choice(person.name for person in found.supervisors)
    if found.task.set_by is None:
        return speech.say(BY_THE_LIST, names=names)
    return speech.say(SET_BY, name=persons.get(desk.tx, found.task.set_by).name, names=names)


def _step(desk: Desk, one: Step, speech: Language) -> Html:
    name = persons.get(desk.tx, one.person_id).name if one.person_id is not None else speech.word(LIST)
    facts = {"at": speech.moment(one.at, desk.house.zone), "name": name, "verb": speech.word(VERBS[one.verb])}
    return speech.say(STEP_TEXT, text=one.text, **facts) if one.text else speech.say(STEP, **facts)


def ask_text(ask: Ask, speech: Language) -> Html:
    """Write what is asked for and not answered yet."""
    return speech.say(ASKED[ask.kind], words=ask.words, until=ask.until)
