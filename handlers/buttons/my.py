"""The buttons of somebody's own page: turn it, open the why of a line, and back."""

from bot.i18n import N_
from bot.services import board as boards
from bot.services import my as service
from bot.services import score_why
from bot.services.letters import Key
from handlers.call import Call
from handlers.pages import my
from handlers.pages.board import may_look
from handlers.reply import Reply
from storage import orgs

BACK = N_("◀ Back")


def press(call: Call) -> Reply:
    """m:<branch>:<span>:<page>, followed by e<entry> or c<claim> for a line's why, by t for that of the total."""
    number, key, page, *shown = call.data
    if shown:
        back = Key(label=call.speech.plain(BACK), data=f"m:{number}:{key}:{page}")
        return _total(call, int(number), key, back) if shown[0] == "t" else _why(call, shown[0], back)
    branch = orgs.get(call.desk.tx, int(number))
    may_look(call, branch)
    return my.page(call, branch, boards.span_of(call.desk, key), int(page))


def _total(call: Call, number: int, key: str, back: Key) -> Reply:
    branch = orgs.get(call.desk.tx, number)
    may_look(call, branch)
    span = boards.span_of(call.desk, key)
    asked = score_why.Asked(call.desk, branch, call.known_person, span, call.speech)
    return Reply(text=score_why.text(asked), keyboard=[[back]], private=True, edit=True)


def _why(call: Call, shown: str, back: Key) -> Reply:
    person, speech = call.known_person, call.speech
    if shown[0] == "e":
        text = service.why_text(call.desk, service.own_entry(call.desk, person, int(shown[1:])), speech, reader=person)
    else:
        text = service.claim_text(call.desk, service.own_claim(call.desk, person, int(shown[1:])), speech)
    return Reply(text=text, keyboard=[[back]], private=True, edit=True)
