"""/close: how far a month or a year is, what keeps it open, and closing it where nothing does. Private."""

from bot.i18n import N_
from bot.services import closing
from handlers.access import secretary
from handlers.call import Call, Command
from handlers.pages.close import page
from handlers.reply import Reply


def show(call: Call) -> Reply:
    """Show the checklist of the period that is named, else of the one that is to be closed next."""
    branch = call.branch
    return page(call, branch, call.words[0] if call.words else closing.in_hand(call.desk, branch))


COMMAND = Command(
    name="close",
    help=N_("what keeps a month or year open, and closing it"),
    usage="[PERIOD]",
    who=secretary,
    run=show,
    menu="staff",
)
