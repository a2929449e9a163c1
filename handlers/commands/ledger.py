"""/ledger: the branch's entries in order, for those who keep the books. Private."""

from bot.i18n import N_
from bot.services import board, ledger_book, people
from bot.services.board import Span
from handlers.access import anyone
from handlers.call import Call, Command
from handlers.paging import page_keys
from handlers.reply import Reply
from storage.orgs import Org

KEEPERS = ("secretary", "deputy_secretary", "ledger_keeper")
"""Roles that read the whole ledger; those above the branch read it too."""


def show(call: Call) -> Reply:
    """Show the newest page of the running period, or of the one that was asked for."""
    branch = call.branch
    people.need_role(call.desk, call.known_person, branch, *KEEPERS)
    return page(call, branch, board.parse_span(call.desk, branch, call.words), None)


def page(call: Call, branch: Org, span: Span, number: int | None) -> Reply:
    """A page of entries."""
    shown = ledger_book.page(call.desk, branch, span, number)
    text = ledger_book.page_text(call.desk, branch, span, shown, call.speech)
    turn = page_keys(f"lg:{branch.id}:{span.key}", shown.number, shown.pages)
    return Reply(text=text, keyboard=[turn] if turn else [], private=True, edit=True)


COMMAND = Command(name="ledger", help=N_("the branch's entries"), usage="[PERIOD]", who=anyone, run=show, menu="staff")
