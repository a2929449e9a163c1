"""Who has to do with an early warning: who is told, who answers it, who closes it, for whom it waits."""

from datetime import date
from typing import NamedTuple

from bot.domain.life.warning import WarningState
from bot.domain.refusals import stale_card
from bot.services import people
from bot.services.desk import Desk
from bot.services.life import units
from storage import orgs, persons, warnings
from storage.orgs import Org
from storage.persons import Person
from storage.warnings import Warning as Found

OFFICE = ("secretary", "deputy_secretary", "cadre")
"""Who is told of a warning and answers it."""
CLOSE = ("committee_reviewer", "secretary", "deputy_secretary", "admin")
"""Who closes what was put right, the first who did not report it."""
ABOVE = ("committee_reviewer", "admin")
"""Who is told that nothing was put right in time."""


class Waiting(NamedTuple):
    """A warning that waits for somebody.

    Attributes:
        found: The warning.
        people: Who can go on with it.
        since: The day on which they were told of it, or of what changed it.
    """

    found: Found
    people: frozenset[int]
    since: date


def office(desk: Desk, branch: Org) -> list[Person]:
    """Answer who is told of warnings: the secretary and the cadres (F10)."""
    held = people.holders(desk, branch)
    return [
        persons.get(desk.tx, int(one)) for one in dict.fromkeys(one for role in OFFICE for one in held.get(role, ()))
    ]


def above(desk: Desk, branch: Org) -> list[Person]:
    """Answer who is told that a warning's day went by."""
    return units.first_able(desk, branch, ABOVE, without=())


def known(desk: Desk, number: int) -> Found:
    """Answer a warning. Raises ``STALE_CARD`` where there is none."""
    found = warnings.get(desk.tx, number)
    if found is None:
        raise stale_card()
    return found


def may_read(desk: Desk, person: Person, branch: Org) -> None:
    """Insist on who reads a branch's warnings: its secretary and cadres, and those above.

    Raises:
        Refusal: ``NO_RIGHT``.
    """
    people.need_role(desk, person, branch, *OFFICE, *ABOVE)


def closers(desk: Desk, found: Found) -> list[Person]:
    """Answer who closes a warning that was reported as put right: never who reported it."""
    branch = orgs.get(desk.tx, found.branch_id)
    return units.first_able(desk, branch, CLOSE, without=[found.submitted_by] if found.submitted_by else [])


def able(desk: Desk, found: Found) -> list[Person]:
    """Answer who can go on with a warning now."""
    if found.state == WarningState.SUBMITTED:
        return closers(desk, found)
    return office(desk, orgs.get(desk.tx, found.branch_id))


def waiting(desk: Desk, branch: Org) -> list[Waiting]:
    """Answer the warnings of a branch that wait for somebody, with who can go on."""
    found = []
    for one in warnings.open_of(desk.tx, branch.id):
        if one.state in {WarningState.OPEN, WarningState.ESCALATED, WarningState.SUBMITTED} or one.due_on <= desk.today:
            since = warnings.steps(desk.tx, one.id)[-1].at.astimezone(desk.house.zone).date()
            found.append(Waiting(one, frozenset(person.id for person in able(desk, one)), since))
    return found
