"""The buttons of the pioneer index: a run, one person's working, the second person's confirmation."""

from bot.domain.refusals import stale_card
from bot.services.awards import pioneer as service
from handlers.call import Call
from handlers.pages import pioneer as page
from handlers.reply import Reply


def press(call: Call) -> Reply:
    """pi:o:<run>:<at> and pi:p:<value> show; pi:c:<run>:<revision> confirms."""
    match call.data:
        case ["o", number, at]:
            return page.run(call, int(number), int(at))
        case ["p", number]:
            return page.person(call, int(number))
        case ["c", number, rev]:
            service.confirm(call.desk, call.known_person, int(number), rev=int(rev))
            return page.run(call, int(number), 0)
        case _:
            raise stale_card()
