"""/mydata: everything that is stored about the asker, as a file."""

from bot.i18n import N_
from bot.services import document
from handlers.access import anyone
from handlers.call import Call, Command
from handlers.reply import Reply


def send(call: Call) -> Reply:
    """Send the file, into the private chat only."""
    document.send_own(call.desk, call.known_person)
    return Reply()


COMMAND = Command(name="mydata", help=N_("all that is stored about me"), who=anyone, run=send, where="private")
