"""The buttons of the ledger's pages."""

from bot.domain.organisation.roles import KEEP_BOOKS
from bot.services import board, people
from handlers.call import Call
from handlers.pages import ledger
from handlers.reply import Reply
from storage import orgs


def press(call: Call) -> Reply:
    """lg:<branch>:<span>:<page>."""
    number, key, page = call.data
    branch = orgs.get(call.desk.tx, int(number))
    people.need_role(call.desk, call.known_person, branch, *KEEP_BOOKS)
    return ledger.page(call, branch, board.span_of(call.desk, key), int(page))
