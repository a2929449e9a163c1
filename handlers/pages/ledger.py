"""The page of a branch's entries in order, for those who keep the books."""

from bot.services import ledger_book
from bot.services.board import Span
from bot.services.paging import page_keys
from handlers.call import Call
from handlers.reply import Reply
from storage.orgs import Org


def page(call: Call, branch: Org, span: Span, number: int | None) -> Reply:
    """A page of entries."""
    shown = ledger_book.page(call.desk, branch, span, number)
    text = ledger_book.page_text(call.desk, branch, span, shown, call.speech)
    turn = page_keys(f"lg:{branch.id}:{span.key}", shown.number, shown.pages)
    return Reply(text=text, keyboard=[turn] if turn else [], private=True, edit=True)
