"""The buttons of an appraisal: a unit's working, and the second person's confirmation."""

from bot.domain.refusals import stale_card
from bot.services.ratings import composite as service
from handlers.call import Call
from handlers.pages.appraise import CONFIRMED, mine, sheet
from handlers.reply import Reply
from storage import orgs


def press(call: Call) -> Reply:
    """aa:u:<unit>:<period> and aa:s:<unit>:<period> show; aa:c:<unit>:<period> confirms what others entered."""
    match call.data:
        case ["u", number, period]:
            return mine(call, orgs.get(call.desk.tx, int(number)), service.check_period(period))
        case ["s", number, period]:
            return sheet(call, orgs.get(call.desk.tx, int(number)), service.check_period(period))
        case ["c", number, period]:
            branch = orgs.get(call.desk.tx, int(number))
            owner = service.owner_of(call.desk, call.known_person, branch)
            n = service.confirm(call.desk, call.known_person, owner, service.check_period(period))
            return sheet(call, branch, period, said=call.speech.plain(CONFIRMED, n=n))
        case _:
            raise stale_card()
