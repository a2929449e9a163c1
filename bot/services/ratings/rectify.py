"""Rectification of weak branches with four named helpers (F22), and contact points (F21).

Proposed, active once all helpers are named, closed with a record and the movement in rank; problems are counted, and
solved with what shows it. The group hears nothing of it.
"""

from collections.abc import Sequence
from typing import NamedTuple

from bot.domain.points.text import REASON_LIMIT, clean_text
from bot.domain.ratings.refusals import helpers_missing, problems_left, rectification_is
from bot.domain.refusals import no_right, stale_card, unknown_branch, words_needed
from bot.i18n import N_
from bot.services import notice, people
from bot.services.desk import Desk
from bot.services.ratings.composite import MANAGE, manages, owner_of, units
from storage import audit, orgs, rectifications
from storage.orgs import Org
from storage.persons import Person
from storage.rectifications import Problem, Rectification

HELPERS = {
    "four_ones": ("municipal_leader", "town_leader", "first_secretary", "paired_department"),
    "contact": ("contact",),
}
"""Kind to the helpers that it needs before it is active: one municipal leader, one town leader, one first secretary,
one paired department."""
PLACES = {
    "municipal_leader": N_("municipal leader"),
    "town_leader": N_("town leader"),
    "first_secretary": N_("first secretary"),
    "paired_department": N_("paired department"),
    "contact": N_("leader who takes charge"),
}
STATES = {
    "proposed": N_("proposed"),
    "active": N_("under way"),
    "closed": N_("closed"),
    "dropped": N_("dropped"),
}
BEGUN = N_("🛠 {branch} is helped from now on by {helpers}. /rectify shows what is to be put right.")


class Case(NamedTuple):
    """A rectification with its problems."""

    row: Rectification
    unit: Org
    problems: Sequence[Problem]

    @property
    def solved(self) -> int:
        """How many problems are solved."""
        return sum(one.solved_on is not None for one in self.problems)


def of_committee(desk: Desk, person: Person, branch: Org) -> list[Case]:
    """Answer the rectifications below somebody's committee. Raises ``NO_RIGHT``."""
    owner = owner_of(desk, person, branch)
    return [_case(desk, row) for row in rectifications.under(desk.tx, owner.id)]


def of_unit(desk: Desk, unit: Org) -> list[Case]:
    """Answer the rectifications that a unit knows of: what is only proposed it does not (2.3-9)."""
    return [_case(desk, row) for row in rectifications.of_org(desk.tx, unit.id)]


def _case(desk: Desk, row: Rectification) -> Case:
    return Case(row, orgs.get(desk.tx, row.org_id), rectifications.problems(desk.tx, row.id))


def known(desk: Desk, person: Person, number: int) -> Case:
    """Answer a rectification for who manages it, or, once it is active, for the office of its unit.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``.
    """
    row = rectifications.get(desk.tx, number)
    if row is None:
        raise stale_card()
    case = _case(desk, row)
    held = people.roles_in(desk, person, case.unit) & {"secretary", "deputy_secretary"}
    if not manages(desk, person, case.unit) and not (held and row.state in {"active", "closed"}):
        raise no_right(MANAGE)
    return case


def propose(desk: Desk, person: Person, branch: Org, code: str, reason: str, *, kind: str, rank: int | None) -> Case:
    """Propose to put a unit right.

    Raises:
        Refusal: ``NO_RIGHT``, ``UNKNOWN_BRANCH``, ``WORDS_NEEDED``.
    """
    owner = owner_of(desk, person, branch)
    below = units(desk, owner)
    unit = next((one for one in below if code in {one.code, one.name}), None)
    if unit is None:
        raise unknown_branch(code, [one.code for one in below][:3])
    number = rectifications.add(
        desk.tx,
        org_id=unit.id,
        kind=kind,
        reason=_words(reason),
        rank_before=rank,
        opened_by=person.id,
        opened_on=desk.today,
    )
    _note(desk, person, number, "proposed")
    return known(desk, person, number)


def name_helper(desk: Desk, person: Person, number: int, place: str, name: str) -> Case:
    """Name a helper; a rectification that has all of them becomes active, and its unit's office is told.

    Raises:
        Refusal: ``NO_RIGHT``, ``STALE_CARD``, ``WORDS_NEEDED``, ``RECTIFICATION_IS``.
    """
    case = _managed(desk, person, number, "proposed", "active")
    if place not in HELPERS[case.row.kind]:
        raise stale_card()
    helpers = {**case.row.helpers, place: _words(name)}
    rectifications.change(desk.tx, number, from_state=case.row.state, helpers=helpers)
    _note(desk, person, number, f"helper {place}")
    return known(desk, person, number)


def activate(desk: Desk, person: Person, number: int) -> Case:
    """Begin: all helpers must be named before (F22).

    Raises:
        Refusal: ``NO_RIGHT``, ``RECTIFICATION_IS``, ``HELPERS_MISSING``.
    """
    case = _managed(desk, person, number, "proposed")
    missing = [place for place in HELPERS[case.row.kind] if not case.row.helpers.get(place)]
    if missing:
        raise helpers_missing(missing)
    rectifications.change(desk.tx, number, from_state="proposed", state="active")
    _note(desk, person, number, "active")
    for receiver in notice.office(desk, case.unit):
        speech = desk.speaks(receiver)
        names = speech.listing(case.row.helpers[place] for place in HELPERS[case.row.kind])
        text = speech.say(BEGUN, branch=case.unit.name, helpers=names)
        notice.tell(desk, receiver, case.unit, text, key=f"rectify:{number}")
    return known(desk, person, number)


def add_problem(desk: Desk, person: Person, number: int, text: str) -> Case:
    """Note a problem. Raises ``NO_RIGHT``, ``RECTIFICATION_IS``, ``WORDS_NEEDED``."""
    _managed(desk, person, number, "proposed", "active")
    rectifications.add_problem(desk.tx, number, _words(text), on=desk.today)
    _note(desk, person, number, "problem added")
    return known(desk, person, number)


def solve(desk: Desk, person: Person, number: int, problem_id: int, evidence: str) -> Case:
    """Note that a problem is solved, and what shows it.

    Raises:
        Refusal: ``NO_RIGHT``, ``RECTIFICATION_IS``, ``WORDS_NEEDED``, ``STALE_CARD`` for one that was solved before.
    """
    case = _managed(desk, person, number, "active")
    words = _words(evidence)
    if all(one.id != problem_id for one in case.problems) or not rectifications.solve(
        desk.tx, problem_id, words, on=desk.today
    ):
        raise stale_card()
    _note(desk, person, number, "problem solved")
    return known(desk, person, number)


def close(desk: Desk, person: Person, number: int, record: str, *, rank: int | None) -> Case:
    """Close with a record and the rank that the unit has now; every problem must be solved.

    Raises:
        Refusal: ``NO_RIGHT``, ``RECTIFICATION_IS``, ``PROBLEMS_LEFT``, ``WORDS_NEEDED``.
    """
    _managed(desk, person, number, "active")
    if left := rectifications.unsolved(desk.tx, number):
        raise problems_left(left)
    changes = {"state": "closed", "record": _words(record), "rank_after": rank, "closed_on": desk.today}
    rectifications.change(desk.tx, number, from_state="active", **changes)
    _note(desk, person, number, "closed")
    return known(desk, person, number)


def drop(desk: Desk, person: Person, number: int) -> None:
    """Drop what was only proposed. Raises ``NO_RIGHT``, ``RECTIFICATION_IS``."""
    _managed(desk, person, number, "proposed")
    rectifications.change(desk.tx, number, from_state="proposed", state="dropped")
    _note(desk, person, number, "dropped")


def moved(row: Rectification) -> int | None:
    """Answer how many places a unit moved up, below nothing for down; None where a rank is not known."""
    return None if row.rank_before is None or row.rank_after is None else row.rank_before - row.rank_after


def _managed(desk: Desk, person: Person, number: int, *states: str) -> Case:
    case = known(desk, person, number)
    if not manages(desk, person, case.unit):
        raise no_right(MANAGE)
    if case.row.state not in states:
        raise rectification_is(case.row.state)
    return case


def _words(text: str) -> str:
    words = clean_text(text, REASON_LIMIT)
    if not words:
        raise words_needed()
    return words


def _note(desk: Desk, person: Person, number: int, what: str) -> None:
    audit.add(desk.tx, now=desk.now, actor_id=person.id, action="rectify", what=f"rectification {number}", after=what)
