"""/task: what is to be done by when, in red, yellow and green; privately, but for the units' board of a group."""

from bot.i18n import N_
from bot.services.life import task as service
from handlers.access import member
from handlers.call import Call, Command
from handlers.guided import check_files
from handlers.pages import task as pages
from handlers.pages.task_words import VERBS
from handlers.reply import Reply

NOTED = N_("📈 №{id}: {percent}%")
MOST_DIGITS = 15


def show(call: Call) -> Reply | None:
    """Show one's own tasks, or do what the first word says."""
    word = call.words[0].lower().lstrip("№") if call.words else ""
    if word.isascii() and word.isdecimal():
        return one(call, int(word[:MOST_DIGITS]))
    run = VERBS.get(word)
    return run(call, " ".join(call.words[1:])) if run is not None else pages.mine(call)


def one(call: Call, number: int) -> Reply:
    """Show a task; with a percentage, words or a photo, note how far it is."""
    words, pieces = " ".join(call.words[1:]), call.incoming.pieces
    if not words and not pieces:
        return pages.one(call, number)
    check_files(call)
    found = service.report(call.desk, call.known_person, number, words, pieces)
    return Reply(text=call.speech.say(NOTED, id=number, percent=found.task.progress), private=True)


COMMAND = Command(
    name="task",
    triggers=("任务", "任務"),
    help=N_("tasks in red, yellow and green"),
    usage="[ID [60%]|new NAME DATE WHAT|all|waiting|board|every|sections|service]",
    who=member,
    run=show,
)
