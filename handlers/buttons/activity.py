"""The buttons of an activity's card, and its private tick list."""

from bot.domain.refusals import stale_card
from bot.i18n import N_
from bot.services import activity as service
from bot.services import people
from handlers.call import Call
from handlers.reply import Reply

IN = N_("You are on the list.")
OUT = N_("You are off the list.")
FILED = N_("Handed in as #{id}.")
CANCELLED = N_("Cancelled.")
SENT = N_("The list is in our private chat.")
ADDED = N_("📎 Added to “{title}”.")


def press(call: Call) -> Reply:
    """a:<activity>:<j, h, x, t, g or p and a person>[:<page>]."""
    number, verb, *page = call.data
    me, activity_id = call.known_person, int(number)
    say = call.speech.plain
    match verb[0]:
        case "j":
            is_in = service.toggle(call.desk, activity_id, me, how="self")
            return Reply(toast=say(IN if is_in else OUT))
        case "h":
            return Reply(toast=say(FILED, id=service.hand_in(call.desk, activity_id, me).id))
        case "x":
            service.cancel(call.desk, activity_id, me)
            return Reply(toast=say(CANCELLED))
        case "t":
            gathering = service.need_open(call.desk, activity_id)
            service.need_opener(call.desk, me, gathering)
            service.send_ticks(call.desk, gathering.activity, me)
            return Reply(toast=say(SENT))
        case "g" | "p":
            return _ticked(call, activity_id, verb, int(page[0]))
        case _:
            raise stale_card()


def _ticked(call: Call, activity_id: int, verb: str, page: int) -> Reply:
    """Turn a page of the tick list, or tick somebody on it."""
    gathering = service.need_open(call.desk, activity_id)
    service.need_opener(call.desk, call.known_person, gathering)
    if verb[1:]:
        who = people.member_by_id(call.desk, gathering.branch, int(verb[1:]))
        service.toggle(call.desk, activity_id, who, how="ticked")
        gathering = service.need_open(call.desk, activity_id)
    text, keys = service.ticks(call.desk, gathering, call.speech, page=page)
    return Reply(text=text, keyboard=keys, edit=True)
