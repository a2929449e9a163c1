"""/my: somebody's own points, line by line. Private, wherever it is asked."""

from bot.i18n import N_
from bot.services import board
from handlers.access import member
from handlers.call import Call, Command
from handlers.pages.my import page
from handlers.reply import Reply


def show(call: Call) -> Reply:
    """Show the running period, or the one that was asked for."""
    branch = call.branch
    return page(call, branch, board.parse_span(call.desk, branch, call.words), 0)


COMMAND = Command(
    name="my",
    triggers=("我的积分", "我的積分"),
    help=N_("my points and why"),
    usage="[PERIOD]",
    who=member,
    run=show,
)
