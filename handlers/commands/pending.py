"""/pending: what waits for the asker's decision. Private, for it names people and what they ask."""

from bot.i18n import N_
from handlers.access import anyone
from handlers.call import Call, Command
from handlers.pages.pending import queue
from handlers.reply import Reply


def show(call: Call) -> Reply:
    """Show the queue from its start."""
    return queue(call, 0)


COMMAND = Command(
    name="pending",
    triggers=("待审", "待審"),
    help=N_("what waits for my decision"),
    who=anyone,
    run=show,
    menu="staff",
)
