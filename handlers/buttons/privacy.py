"""The buttons of /privacy: how the group's boards name somebody, and withdrawing the consent."""

from bot.domain.refusals import stale_card
from bot.services.privacy import consent
from handlers.call import Call
from handlers.pages.privacy import NAMED, leaving, page
from handlers.reply import Reply
from storage import persons


def press(call: Call) -> Reply:
    """pv:<full, initials or hidden> for the name on boards; pv:page; pv:leave, and pv:leave:yes to do it."""
    how, *sure = call.data
    person = call.known_person
    if how == "page":
        return page(call)
    if how == "leave" and not sure:
        return leaving(call)
    if how == "leave":
        consent.withdraw(call.desk, person)
        return Reply(text=call.speech.say(consent.FAREWELL), edit=True)
    if how not in NAMED:
        raise stale_card()
    persons.change(call.desk.tx, person.id, board_name=None if how == "full" else how)
    return page(call)
