"""/session: the branch's review session, held by its secretary; private, for reasons are talked about."""

from bot.i18n import N_
from bot.services import session as service
from handlers.access import anyone
from handlers.call import Call, Command
from handlers.pages.session import gather, walk
from handlers.reply import Reply


def show(call: Call) -> Reply:
    """Open a session, or go on with the one under way."""
    gathering = service.open_(call.desk, call.branch, call.known_person)
    return (walk if gathering.session.state == "walking" else gather)(call, gathering)


COMMAND = Command(
    name="session",
    triggers=("评审会", "評審會"),
    help=N_("hold a review session: who is present, card by card, minutes"),
    who=anyone,
    where="private",
    run=show,
    menu="staff",
)
