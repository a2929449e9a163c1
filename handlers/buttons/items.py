"""The buttons of the catalogue."""

from bot.domain.refusals import item_not_for_you
from bot.i18n import N_
from bot.services import items as service
from bot.services import rulebook
from bot.services.claim import Request
from bot.services.words import item_name
from handlers.access import member
from handlers.call import Call
from handlers.pages import items
from handlers.reply import Reply
from storage import drafts

ASK = N_(
    "{code} {item} ({points}): please answer with what you did - the day, how many, a note - and a photo or document "
    "if you have one. For example: <code>x2 05-12 street cleaning</code>"
)
ASKED = N_("I ask you for the rest in our private chat.")


def press(call: Call) -> Reply:
    """i:m for the catalogue, i:k:<category>, i:t:<item>, i:c:<item> to claim it."""
    member(call)
    match call.data:
        case ["k", code]:
            return items.category(call, code)
        case ["t", code]:
            return items.item(call, rulebook.find_item(rulebook.current(call.desk, call.branch), code))
        case ["c", code]:
            return _ask(call, code)
        case _:
            return items.catalogue(call)


def _ask(call: Call, code: str) -> Reply:
    """Wait in the private chat for what the claim is about; the answer files it, or is asked for what it lacks."""
    rules = rulebook.current(call.desk, call.branch)
    item = rulebook.find_item(rules, code)
    if service.subject_for(call.desk, call.branch, rules, item, call.known_person) is None:
        raise item_not_for_you(item.code, item.who)
    request = Request(text=item.code, chat_id=call.account, message_id=None, today=call.desk.today.isoformat())
    drafts.put(call.desk.tx, call.account, call.account, "claim", request.to_json(), now=call.desk.now)
    points = service.points_words(item, call.speech)
    text = call.speech.say(ASK, code=item.code, item=item_name(item, call.speech), points=points)
    return Reply(text=text, private=True, toast=call.speech.plain(ASKED) if call.incoming.in_group else "")
