"""The buttons of a request to join."""

from bot.services import join as service
from handlers.call import Call
from handlers.reply import Reply


def press(call: Call) -> Reply:
    """j:<membership>:<a, a<person> or r>:<revision>; the card is rewritten wherever it stands."""
    number, verb, rev = call.data
    as_id = int(verb[1:]) if verb[1:] else None
    service.decide(call.desk, call.known_person, int(number), admit=verb[0] == "a", rev=int(rev), as_id=as_id)
    return Reply(toast="✓")
