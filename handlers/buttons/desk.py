"""The buttons of /desk: a new link to the notice board, and all of them taken back."""

from bot.domain.refusals import stale_card
from bot.services import people
from bot.services.browser import doors
from handlers.call import Call
from handlers.pages.desk import ANSWERING, LINK, TAKEN
from handlers.reply import Reply
from storage import orgs


def press(call: Call) -> Reply:
    """dk:<n for new, x for take back>:<branch>."""
    match call.data:
        case ["n" | "x" as verb, number] if number.isdecimal() and doors.ready(call.desk.house):
            branch, me = orgs.get(call.desk.tx, int(number)), call.known_person
        case _:
            raise stale_card()
    people.need_role(call.desk, me, branch, *ANSWERING)
    if verb == "x":
        count = doors.take_back(call.desk, me, branch)
        return Reply(text=call.speech.say(TAKEN, count=count), private=True)
    link = doors.board_link(call.desk, me, branch, lang=call.speech.code)
    return Reply(text=call.speech.say(LINK, branch=branch.name, link=link), private=True)
