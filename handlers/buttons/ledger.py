"""The buttons of the ledger's pages."""

from bot.domain.organisation.roles import KEEP_BOOKS
from bot.services import board, my, people
from bot.services.letters import Key
from handlers.buttons.my import BACK
from handlers.call import Call
from handlers.pages import ledger
from handlers.reply import Reply
from storage import orgs


def press(call: Call) -> Reply:
    """lg:<branch>:<span>:<page>, followed by an entry for its why."""
    number, key, page, *shown = call.data
    branch = orgs.get(call.desk.tx, int(number))
    people.need_role(call.desk, call.known_person, branch, *KEEP_BOOKS)
    if shown:
        me = call.known_person
        entry = my.own_entry(call.desk, me, int(shown[0]))
        back = Key(label=call.speech.plain(BACK), data=f"lg:{number}:{key}:{page}")
        text = my.why_text(call.desk, entry, call.speech, reader=me)
        return Reply(text=text, keyboard=[[back]], private=True, edit=True)
    return ledger.page(call, branch, board.span_of(call.desk, key), int(page))
