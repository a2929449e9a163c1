"""/declare: the declaration form of a month; in the private chat, for it also holds deductions."""

from bot.domain.calendar.periods import PeriodKind, parse_period
from bot.domain.refusals import unknown_period
from bot.i18n import N_
from bot.services import declare as service
from bot.services import reminder, rulebook
from handlers.access import anyone, member
from handlers.call import Call, Command
from handlers.doors import door
from handlers.guided import proceed, request_of
from handlers.pages.declare import page
from handlers.reply import Reply
from handlers.verbs import VERBS, Verb
from storage.declarations import Declaration


def show(call: Call) -> Reply | None:
    """Open the form of the month in hand or of the one named, or add the line that the message holds."""
    if entrance := door(call):
        return entrance
    member(call)
    branch, words = call.branch, call.words
    if words and words[0].upper() in rulebook.current(call.desk, branch).scheme.items:
        return proceed(call, request_of(call, call.rest, verb="declare"))
    month = month_of("".join(words)) if words else reminder.month_in_hand(call.desk, branch).month
    return page(call, service.begin(call.desk, branch, call.known_person, month))


def month_of(word: str) -> str:
    """Read a month. Raises ``UNKNOWN_PERIOD``."""
    period = parse_period(word)
    if period.kind is not PeriodKind.MONTH:
        raise unknown_period(word)
    return period.key


def added(call: Call, outcome: Declaration) -> Reply:
    """Show the form with its new line."""
    return page(call, outcome)


VERBS["declare"] = Verb(service.attempt, added)
COMMAND = Command(
    name="declare",
    triggers=("申报表", "申報表", "个人申报表", "個人申報表"),
    help=N_("my declaration form of the month"),
    usage="[PERIOD]",
    who=anyone,
    run=show,
)
