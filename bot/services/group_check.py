"""The group check of a declaration form: the group leader looks through what a member added before it is reviewed.

It holds nothing up: the reviewers see how it stands, and decide with it or without.
"""

from bot.domain.points.period import month_key
from bot.i18n import N_, Html, Language
from bot.services import people
from bot.services.desk import Desk
from storage import declarations, orgs, persons
from storage.claims import Claim
from storage.declarations import Declaration
from storage.persons import Person

WAITS = N_("Group check: waiting for {names}")
RIGHT = N_("Group check: right, {name} {at}")
DOUBTED = N_("Group check: {name} asks: {doubt}")


def leaders(desk: Desk, declaration: Declaration) -> list[Person]:
    """Answer who checks a form: the branch's group leaders, but never the member whose it is."""
    held = people.holders(desk, orgs.get(desk.tx, declaration.branch_id)).get("group_leader", ())
    return [persons.get(desk.tx, int(one)) for one in held if int(one) != declaration.person_id]


def text(desk: Desk, declaration: Declaration, speech: Language) -> list[Html]:
    """Say how the check stands; nothing where the branch has no group leader but the member."""
    if declaration.checked_by is not None and declaration.checked_at is not None:
        name = persons.get(desk.tx, declaration.checked_by).name
        if declaration.doubt:
            return [speech.say(DOUBTED, name=name, doubt=declaration.doubt)]
        return [speech.say(RIGHT, name=name, at=speech.moment(declaration.checked_at, desk.house.zone))]
    names = [person.name for person in leaders(desk, declaration)]
    return [speech.say(WAITS, names=speech.listing(names))] if names else []


def text_of(desk: Desk, claim: Claim, speech: Language) -> list[Html]:
    """Say to a claim's reviewers how the check of the form stands from which it came."""
    form = declarations.of(desk.tx, claim.branch_id, month_key(claim.occurred_on), claim.subject_id)
    return text(desk, form, speech) if form is not None else []
