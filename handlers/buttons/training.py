"""The buttons of the training log: it counts, it does not, it is not right, take back, who is short."""

from bot.domain.refusals import stale_card
from bot.services.life import training
from handlers.call import Call
from handlers.pages import training as page
from handlers.reply import Reply


def press(call: Call) -> Reply:
    """tr:<course>:<y, n, x not right, w take back>, tr:s:<year>[:<page>] who is short, tr:o:<year> the own year."""
    match call.data:
        case [number, "y" | "n" | "x" as verb]:
            row = training.answer(call.desk, call.known_person, int(number), verb)
            return Reply(toast=call.speech.plain(page.STATES[row.state]))
        case [number, "w"]:
            row = training.answer(call.desk, call.known_person, int(number), "w")
            return page.own(call, row.held_on.year)
        case ["s", year, *rest]:
            return page.short(call, int(year), int(rest[0]) if rest else 0)
        case ["o", year]:
            return page.own(call, int(year))
        case _:
            raise stale_card()
