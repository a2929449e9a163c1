"""The buttons by which people choose how the group's boards name them."""

from bot.domain.refusals import stale_card
from handlers.call import Call
from handlers.pages.privacy import NAMED, page
from handlers.reply import Reply
from storage import persons


def press(call: Call) -> Reply:
    """pv:<full, initials or hidden>: how the group's boards name who presses."""
    (how,) = call.data
    if how not in NAMED:
        raise stale_card()
    persons.change(call.desk.tx, call.known_person.id, board_name=None if how == "full" else how)
    return page(call)
