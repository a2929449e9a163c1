"""The page of a branch's entries in order, for those who keep the books."""

from bot.i18n import Html
from bot.services import ledger_book
from bot.services.board import Span
from bot.services.letters import Key
from bot.services.paging import in_rows, page_keys
from handlers.call import Call
from handlers.pages.my import WHY
from handlers.reply import Reply
from storage.orgs import Org

KEYS_IN_ROW = 6


def page(call: Call, branch: Org, span: Span, number: int | None) -> Reply:
    """A page of entries."""
    shown = ledger_book.page(call.desk, branch, span, number)
    text = ledger_book.page_text(call.desk, branch, span, shown, call.speech)
    place = f"lg:{branch.id}:{span.key}"
    keys = [Key(label=str(one.seq), data=f"{place}:{shown.number}:{one.id}") for one in shown.entries]
    rows = in_rows(keys, KEYS_IN_ROW)
    if turn := page_keys(place, shown.number, shown.pages):
        rows.append(turn)
    if keys:
        text = Html(f"{text}\n{call.speech.say(WHY)}")
    return Reply(text=text, keyboard=rows, private=True, edit=True)
