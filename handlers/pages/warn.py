"""The pages of early warning: the list, one warning, the health report. All are private."""

from bot.services.life import health, warn_rules, warn_seen, warn_text
from bot.services.pictures import health as pictured
from handlers.call import Call
from handlers.reply import Reply
from storage import orgs, warnings
from storage.orgs import Org

MOST = 20


def listed(call: Call, branch: Org) -> Reply:
    """The open warnings of a branch, a button each.

    Raises:
        Refusal: ``NO_RIGHT``.
    """
    warn_seen.may_read(call.desk, call.known_person, branch)
    found = warnings.open_of(call.desk.tx, branch.id)[:MOST]
    text = warn_text.list_text(call.desk, branch, found, call.speech, looked=bool(warn_rules.active(branch)))
    return Reply(text=text, keyboard=warn_text.list_keys(branch, found, call.speech), private=True, edit=True)


def one(call: Call, number: int) -> Reply:
    """A warning, with what the asker can do about it.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``.
    """
    found = warn_seen.known(call.desk, number)
    warn_seen.may_read(call.desk, call.known_person, orgs.get(call.desk.tx, found.branch_id))
    mine = any(person.id == call.known_person.id for person in warn_seen.able(call.desk, found))
    keys = [row for row in [warn_text.keys(found, call.speech, mine=mine)] if row]
    return Reply(text=warn_text.page(call.desk, found, call.speech), keyboard=keys, private=True, edit=True)


def report(call: Call, branch: Org) -> Reply:
    """The health report of a branch, with the same as a picture.

    Raises:
        Refusal: ``NO_RIGHT``.
    """
    warn_seen.may_read(call.desk, call.known_person, branch)
    found = health.look(call.desk, branch)
    return Reply(
        text=warn_text.health_text(call.desk, branch, found, call.speech),
        keyboard=warn_text.health_keys(branch, found, call.speech),
        private=True,
        picture=pictured.picture(branch, found, call.speech, day=call.desk.today),
    )
