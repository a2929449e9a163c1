"""/desk: the review desk and the notice board in a browser."""

from bot.i18n import N_
from handlers.access import member
from handlers.call import Call, Command
from handlers.pages.desk import page
from handlers.reply import Reply


def show(call: Call) -> Reply:
    """Give the links that the asker may have."""
    return page(call)


COMMAND = Command(
    name="desk",
    triggers=("网页", "網頁"),
    help=N_("review and notice board in a browser"),
    who=member,
    run=show,
    where="private",
    menu="staff",
)
