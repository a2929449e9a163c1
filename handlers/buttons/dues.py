"""The buttons of dues: reckon once more, and the record."""

from bot.domain.life.dues import read_income
from bot.domain.refusals import no_right, stale_card
from bot.services.life import dues as service
from handlers.call import Call
from handlers.pages.dues import ENTERED, ask, reckoned, record
from handlers.reply import Reply
from storage import orgs
from storage.orgs import Org


def press(call: Call) -> Reply:
    """du:a; du:c:<kind>:<income>; du:m:<branch>:<month>:<page>; du:t:…:<page>:<person>; du:x, du:e:<branch>:<month>."""
    match call.data:
        case ["a"]:
            return ask(call)
        case ["c", "employed" | "retired" as kind, income]:
            return reckoned(call, read_income(income), kind)
        case ["m", number, month, page]:
            service.check_month(call.desk, month)
            return record(call, _branch(call, number), month, int(page))
        case ["t", number, month, page, person]:
            branch = _branch(call, number)
            service.toggle(call.desk, call.known_person, branch, int(person), month)
            return record(call, branch, month, int(page))
        case ["x", number, month]:
            branch = _branch(call, number)
            service.mark_all(call.desk, call.known_person, branch, month)
            return record(call, branch, month, 0)
        case ["e", number, month]:
            branch = _branch(call, number)
            service.check_month(call.desk, month)
            n = service.enter(call.desk, call.known_person, branch, month)
            return record(call, branch, month, 0, said=call.speech.plain(ENTERED, n=n))
        case _:
            raise stale_card()


def _branch(call: Call, number: str) -> Org:
    branch = orgs.get(call.desk.tx, int(number))
    if not service.may_mark(call.desk, call.known_person, branch):
        raise no_right(service.MARK)
    return branch
