"""/year: everything that a year came to, for oneself and for the branch. Private, wherever it is asked."""

from bot.domain.refusals import unknown_period
from bot.i18n import N_
from handlers.access import member
from handlers.call import Call, Command
from handlers.pages.year import page
from handlers.reply import Reply


def show(call: Call) -> Reply:
    """Show the own sheet of the running year, or of the one that is asked for.

    Raises:
        Refusal: ``UNKNOWN_PERIOD`` for what is no year, or one to come.
    """
    word = "".join(call.words).removesuffix("年") or str(call.desk.today.year)
    if not (word.isascii() and word.isdecimal() and len(word) == 4):
        raise unknown_period(word)
    return page(call, call.branch, int(word), "me")


COMMAND = Command(
    name="year",
    triggers=("年度",),
    help=N_("everything that a year came to, for me and for the branch"),
    usage="[YEAR]",
    who=member,
    run=show,
)
