"""/ledger: the branch's entries in order, for those who keep the books. Private."""

from bot.domain.organisation.roles import KEEP_BOOKS
from bot.i18n import N_
from bot.services import board, people
from handlers.access import anyone
from handlers.call import Call, Command
from handlers.pages.ledger import page
from handlers.reply import Reply


def show(call: Call) -> Reply:
    """Show the newest page of the running period, or of the one that was asked for."""
    branch = call.branch
    people.need_role(call.desk, call.known_person, branch, *KEEP_BOOKS)
    return page(call, branch, board.parse_span(call.desk, branch, call.words), None)


COMMAND = Command(name="ledger", help=N_("the branch's entries"), usage="[PERIOD]", who=anyone, run=show, menu="staff")
