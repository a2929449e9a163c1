"""The buttons of somebody's own page: turn it, open the why of a line, and back."""

from bot.i18n import N_
from bot.services import board as boards
from bot.services import my as service
from bot.services import score_why
from bot.services.letters import Key
from bot.services.pictures import year
from handlers.call import Call
from handlers.pages import my
from handlers.pages.board import may_look
from handlers.reply import Reply
from storage import orgs

BACK = N_("◀ Back")


def press(call: Call) -> Reply:
    """m:<branch>:<span>:<page>, then e<entry> or c<claim> for a line, t for the total, y<year> for the picture."""
    number, key, page, *shown = call.data
    if shown and shown[0][0] == "y":
        return _year(call, int(number), int(shown[0][1:]))
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


def _year(call: Call, number: int, wanted: int) -> Reply:
    """Tell the year in words under its picture, in a message of its own."""
    branch = orgs.get(call.desk.tx, number)
    may_look(call, branch)
    told = year.facts(call.desk, branch, call.known_person, wanted)
    text = year.text(branch, call.known_person, told, call.speech)
    return Reply(
        text=text, picture=year.picture(branch, call.known_person, told, call.speech), caption=True, private=True
    )


def _why(call: Call, shown: str, back: Key) -> Reply:
    person, speech = call.known_person, call.speech
    if shown[0] == "e":
        text = service.why_text(call.desk, service.own_entry(call.desk, person, int(shown[1:])), speech, reader=person)
    else:
        text = service.claim_text(call.desk, service.own_claim(call.desk, person, int(shown[1:])), speech)
    return Reply(text=text, keyboard=[[back]], private=True, edit=True)
