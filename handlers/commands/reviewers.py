"""/reviewers: how the reviewers of the branch decide, for those who answer for it."""

from bot.i18n import N_
from bot.services.reviewers import text
from handlers.access import secretary
from handlers.call import Call, Command
from handlers.reply import Reply


def show(call: Call) -> Reply:
    """Tell it privately, of the running year or of the period asked for."""
    period = call.words[0].upper() if call.words else f"{call.desk.today:%Y}"
    return Reply(text=text(call.desk, call.branch, period, call.speech), private=True)


COMMAND = Command(
    name="reviewers",
    help=N_("how reviewers decide, in figures"),
    usage="[PERIOD]",
    who=secretary,
    run=show,
    menu="staff",
)
