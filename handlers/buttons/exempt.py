"""The buttons of leaves: agree, decline, take back, back again."""

from bot.domain.refusals import stale_card
from bot.i18n import N_
from bot.services import exemption
from handlers.call import Call
from handlers.pages.exempt import page
from handlers.reply import Reply
from storage import orgs

STANDS = N_("The leave stands.")
DECLINED = N_("Declined.")


def press(call: Call) -> Reply:
    """x:<leave>:<y, n, w to take back, e to end>, or x:<branch>:p:<page>."""
    number, verb, *rest = call.data
    desk, me = call.desk, call.known_person
    match verb:
        case "y" | "n":
            exemption.answer(desk, me, int(number), agree=verb == "y")
            return Reply(toast=call.speech.plain(STANDS if verb == "y" else DECLINED))
        case "w":
            leave = exemption.withdraw(desk, me, int(number))
            return page(call, orgs.get(desk.tx, leave.branch_id))
        case "e":
            leave = exemption.end(desk, me, int(number))
            return page(call, orgs.get(desk.tx, leave.branch_id))
        case "p":
            return page(call, orgs.get(desk.tx, int(number)), int(rest[0]))
        case _:
            raise stale_card()
