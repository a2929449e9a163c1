"""/adjust: take back what a claim booked, by a reversing entry with a reason, when a second person agrees."""

from bot.domain.refusals import missing_argument
from bot.i18n import N_
from bot.services import adjust as service
from bot.services import review
from handlers.access import anyone
from handlers.call import Call, Command
from handlers.deciding import ids_of
from handlers.doors import door
from handlers.reply import Reply

ASKED = N_("#{id}: {names} must agree before it is taken back. You hear of it here.")


def adjust(call: Call) -> Reply | None:
    """Ask for it in private; in a group do nothing but open the private chat (2.3-8)."""
    opened = door(call)
    if opened is not None:
        return opened
    wanted, reason = ids_of(call, several=False)
    if len(wanted) > 1:
        raise missing_argument(call.name, "/adjust 12 REASON")
    number = wanted[0][0]
    claim = review.find(call.desk, call.known_person, number)
    agreeing = service.ask(call.desk, call.known_person, claim, reason)
    names = call.speech.listing(person.name for person in agreeing)
    return Reply(text=call.speech.say(ASKED, id=number, names=names), private=True)


COMMAND = Command(
    name="adjust",
    help=N_("take a booked entry back, with a second person (ledger keeper)"),
    usage="ID REASON",
    who=anyone,
    run=adjust,
    menu="staff",
)
