"""/report: the branch's month in figures, for its secretary's eyes; private."""

from bot.i18n import N_
from bot.services import reminder, report
from handlers.access import anyone
from handlers.call import Call, Command
from handlers.commands.declare import month_of
from handlers.pages.report import page
from handlers.reply import Reply


def show(call: Call) -> Reply:
    """Show the month in hand, or the one named."""
    branch, words = call.branch, call.words
    report.may_read(call.desk, call.known_person, branch)
    return page(call, branch, month_of("".join(words)) if words else reminder.month_in_hand(call.desk, branch).month)


COMMAND = Command(
    name="report",
    triggers=("分析",),
    help=N_("the month in figures, and what was confirmed (secretary)"),
    usage="[PERIOD]",
    who=anyone,
    where="private",
    run=show,
    menu="staff",
)
