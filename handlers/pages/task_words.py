"""What the words behind /task do: set a task, show the board, the list, what recurs, the sections, requests."""

from bot.domain.points.text import split_people
from bot.domain.refusals import group_only
from bot.i18n import N_, Html
from bot.services import people
from bot.services.life import task as service
from bot.services.life import task_board, task_form, task_helpers, task_requests, units, worklist
from handlers.buttons.task import ask_new, told_given
from handlers.call import Call
from handlers.pages import task as pages
from handlers.reply import Reply

OFF = frozenset({"off", "关", "关闭", "關", "關閉"})
STOPPED = N_("⚪️ The board of the work list follows no more.")
NO_BOARD = N_("There is no board of the work list here. /task board starts one.")
ARRANGED = N_("🏢 {name}: {names}. {leader} leads it.")
EMPTIED = N_("🏢 {name} has nobody now.")


def new(call: Call, rest: str) -> Reply:
    """Set a task: whom it is for, by when, what it is; without words, ask for them."""
    if not rest:
        return ask_new(call)
    whose, due, title = task_form.read_new(call.desk, call.branch, rest)
    found = service.set_task(call.desk, call.branch, call.known_person, whose, due=due, title=title)
    return told_given(call, found)


def board(call: Call, rest: str) -> Reply | None:
    """Post the group's board of its units, which follows by itself; with ``off`` it rests."""
    if not call.incoming.in_group or call.chat is None:
        raise group_only(call.name)
    people.need_role(call.desk, call.known_person, call.branch, *units.SETTERS)
    if rest.lower() in OFF:
        return Reply(text=call.speech.say(STOPPED if task_board.stop(call.desk, call.chat) else NO_BOARD))
    task_board.start(call.desk, call.chat, call.branch)
    return None


def every(call: Call, rest: str) -> Reply:
    """Add a recurring task of the branch's own, or show all of them."""
    if rest:
        worklist.add(call.desk, call.known_person, call.branch, rest.split())
    return pages.recurring(call, call.branch)


def section(call: Call, rest: str) -> Reply:
    """Make a section of NAME and the people named behind it, or show the sections."""
    name, _, listed = rest.partition(" ")
    if not name:
        return pages.sections(call, call.branch)
    names, _ = split_people(f"{listed}:")
    made, placed = units.arrange(call.desk, call.known_person, call.branch, name, list(names))
    joined = call.speech.listing(person.name for person in placed)
    facts: dict[str, object] = {"name": made.name, "names": joined, "leader": placed[0].name if placed else ""}
    told: Html = call.speech.say(ARRANGED if placed else EMPTIED, **facts)
    return pages.sections(call, call.branch, [told])


def request(call: Call, rest: str) -> Reply:
    """Take a service request up, of a class and with its deadline; without words, list the classes."""
    if not rest:
        return pages.request_classes(call)
    return told_given(call, task_requests.take_up(call.desk, call.branch, call.known_person, rest))


def helper(call: Call, rest: str) -> Reply:
    """Put something on the list of the branch's helper (包保); who stands above the branch does."""
    return told_given(call, task_helpers.assign(call.desk, call.branch, call.known_person, rest))


def everything(call: Call, _rest: str) -> Reply:
    """Show the tasks of the whole branch."""
    return pages.listed(call, call.branch)


def words(call: Call, _rest: str) -> Reply:
    """Show what waits for the asker's word."""
    return pages.waiting(call, call.branch)


VERBS = {
    **dict.fromkeys(("new", "新建", "新增", "派"), new),
    **dict.fromkeys(("all", "全部", "清单", "清單"), everything),
    **dict.fromkeys(("board", "看板", "挂牌", "掛牌"), board),
    **dict.fromkeys(("every", "recurring", "模板", "范本", "範本", "周期", "週期"), every),
    **dict.fromkeys(("section", "sections", "科室"), section),
    **dict.fromkeys(("service", "request", "诉求", "訴求"), request),
    **dict.fromkeys(("helper", "包保"), helper),
    **dict.fromkeys(("waiting", "待验收", "待驗收"), words),
}
"""First word to what it does."""
