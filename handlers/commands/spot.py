"""/spot: the spot checks of the branch, and what the asker is to check. Private."""

from bot.i18n import N_
from handlers.access import member
from handlers.call import Call, Command
from handlers.pages.spot import page
from handlers.reply import Reply


def show(call: Call) -> Reply:
    """Show the newest spot checks, or that of the month that is named."""
    return page(call, call.branch, call.words[0] if call.words else "")


COMMAND = Command(
    name="spot",
    triggers=("抽查",),
    help=N_("spot checks, and how to recheck the draw"),
    usage="[PERIOD]",
    who=member,
    run=show,
    menu="staff",
)
