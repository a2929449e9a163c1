"""/activity: one card for an act of several people; they tap that they took part, one review books all."""

from bot.domain.refusals import missing_argument
from bot.i18n import N_
from bot.services import activity as service
from handlers.access import member
from handlers.call import Call, Command
from handlers.guided import proceed, request_of
from handlers.reply import Reply
from handlers.verbs import VERBS, Verb
from storage.activities import Activity


def activity(call: Call) -> Reply | None:
    """Open an activity's card, or ask for what it lacks."""
    if not call.rest.strip():
        raise missing_argument(call.name, service.USAGE)
    return proceed(call, request_of(call, call.rest, verb="activity"))


def opened(call: Call, outcome: Activity) -> Reply | None:
    """The card is the answer."""
    del call, outcome
    return None


VERBS["activity"] = Verb(service.open_, opened)
COMMAND = Command(
    name="activity",
    triggers=("活动", "活動"),
    help=N_("open a card for an act of several people"),
    usage="CODE [xN] [LEVEL] [DATE] TITLE",
    where="group",
    who=member,
    run=activity,
    menu="staff",
)
