"""/board: who stands where. A group sees what it may; the whole list comes privately, and the own place always."""

from bot.i18n import N_
from bot.services import board
from handlers.access import member
from handlers.call import Call, Command
from handlers.pages.board import private, public
from handlers.reply import Reply


def show(call: Call) -> Reply:
    """Show the board of the running period, or of the one that was asked for."""
    branch = call.branch
    kind, words = board.parse_kind(call.desk, branch, call.words)
    span = board.parse_span(call.desk, branch, words)
    return public(call, branch, kind, span) if call.incoming.in_group else private(call, branch, kind, span, 0)


COMMAND = Command(
    name="board",
    triggers=("榜单", "榜單"),
    help=N_("who stands where"),
    usage="[members|cadres|branches] [month|quarter|year|ytd|2026-01..2026-05]",
    who=member,
    run=show,
)
