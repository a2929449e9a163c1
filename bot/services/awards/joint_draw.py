"""Collaboration groups are drawn from a ranking, seen with their working, published (H11, 3.27).

The groups are never stored before they are published: they follow from the inputs, which are.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from bot.domain.awards.joint import JointKind, JointState
from bot.domain.awards.joint_refusals import joint_is, one_side_only, too_few_leaders, units_without_score
from bot.domain.organisation.groups import snake_groups
from bot.domain.points.number import round2
from bot.domain.refusals import stale_card, unknown_branch
from bot.i18n import N_
from bot.schemes.loader import load_preset
from bot.services import committee
from bot.services.awards import joint, joint_course
from bot.services.awards.joint import Joint, Side
from bot.services.desk import Desk
from bot.services.ratings import composite
from storage import joint_works, orgs, terms
from storage.joint_works import Draw
from storage.orgs import Org
from storage.persons import Person

TITLE = N_("Collaboration group {number}")
REPLACED = N_("new groups were published")


class Unit(NamedTuple):
    """A unit with the score that it is drawn by, and whether it may lead."""

    code: str
    score: Decimal
    leads: bool


def count() -> int:
    """Answer how many groups the rulebook wants."""
    awards = load_preset(joint.RULES).awards
    if awards is None or awards.groups is None:
        raise LookupError(f"preset {joint.RULES} has no groups")
    return awards.groups.count


def draw(desk: Desk, person: Person, owner: Org, groups: int, *, year: str, rows: Sequence[Unit]) -> Draw:
    """Draw groups from rows of code and score, or, without rows, from the composite results of a year.

    Raises:
        Refusal: ``NO_RIGHT``, ``UNKNOWN_BRANCH``, ``ONE_SIDE_ONLY`` for a unit given twice, ``UNITS_WITHOUT_SCORE``,
            ``TOO_FEW_LEADERS``.
    """
    committee.need_conductor(desk, person, owner)
    inputs = _written(desk, owner, rows) if rows else _ranked(desk, owner, year)
    leaders = sum(one.leads for one in inputs)
    if not 1 <= groups <= leaders:
        raise too_few_leaders(groups, leaders)
    stored = [[one.code, f"{one.score:.2f}", one.leads] for one in inputs]
    number = joint_works.add_draw(
        desk.tx, committee_id=owner.id, groups=groups, inputs=stored, drawn_by=person.id, drawn_on=desk.today
    )
    committee.note(desk, person, "groups", f"draw {number}", "drawn")
    return known(desk, person, number)


def _units(desk: Desk, owner: Org) -> list[Org]:
    limited = {org_id for org_id, _ in terms.limited(desk.tx)}
    return [one for one in committee.under(desk, owner) if one.id not in limited]


def _written(desk: Desk, owner: Org, rows: Sequence[Unit]) -> list[Unit]:
    known_units = {one.code: one for one in _units(desk, owner)}
    for row in rows:
        if row.code not in known_units:
            raise unknown_branch(row.code, sorted(known_units)[:3])
    if len({row.code for row in rows}) != len(rows):
        raise one_side_only()
    return [
        row._replace(score=round2(row.score), leads=row.leads or known_units[row.code].kind == "general_branch")
        for row in sorted(rows)
    ]


def _ranked(desk: Desk, owner: Org, year: str) -> list[Unit]:
    sheet = composite.sheet(desk, owner, year, composite.rules_of(owner))
    totals = {one.unit.id: one.composite.total for one in sheet.results}
    found, missing = [], []
    for one in _units(desk, owner):
        total = totals.get(one.id)
        if total is None:
            missing.append(one.code)
        else:
            found.append(Unit(one.code, round2(total), one.kind == "general_branch"))
    if missing or not found:
        raise units_without_score(missing[:8] or [owner.code])
    return found


def known(desk: Desk, person: Person, number: int) -> Draw:
    """Answer a draw for who conducts the committee's proceedings. Raises ``STALE_CARD``, ``NO_RIGHT``."""
    found = joint_works.draw(desk.tx, number)
    if found is None:
        raise stale_card()
    committee.need_conductor(desk, person, orgs.get(desk.tx, found.committee_id))
    return found


def units(found: Draw) -> list[Unit]:
    """Answer the inputs of a draw."""
    return [Unit(str(code), Decimal(str(score)), bool(leads)) for code, score, leads in found.inputs]


def groups(found: Draw) -> list[list[str]]:
    """Answer the codes of a draw's groups, leaders first: they follow from its inputs by 3.27."""
    given = units(found)
    leaders = [(one.code, one.score) for one in given if one.leads]
    return snake_groups(leaders, [(one.code, one.score) for one in given if not one.leads], found.groups)


def publish(desk: Desk, person: Person, number: int) -> list[Joint]:
    """Publish the groups of a draw; those of the same committee before them end.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``, ``JOINT_IS`` where it was published or dropped before.
    """
    found = known(desk, person, number)
    if not joint_works.settle_draw(desk.tx, number, "published"):
        raise joint_is(JointState.ENDED)
    owner, speech = orgs.get(desk.tx, found.committee_id), desk.speaks_code(desk.house.locale)
    for row in joint_works.standing(desk.tx):
        if row.kind == JointKind.GROUP and row.committee_id == owner.id and row.state == JointState.ACTIVE:
            joint_course.end(desk, person, row.id, speech.word(REPLACED))
    by_code = {one.code: one for one in orgs.every(desk.tx)}
    leads = {one.code for one in units(found) if one.leads}
    made = []
    for at, codes in enumerate(groups(found), 1):
        sides = [Side(org_id=by_code[code].id, part="lead" if code in leads else "") for code in codes]
        one = joint_course.write(
            desk,
            person,
            owner,
            JointKind.GROUP,
            sides,
            state=JointState.ACTIVE,
            title=speech.plain(TITLE, number=at),
            draw_id=number,
        )
        joint.tell_begun(desk, one)
        made.append(one)
    committee.note(desk, person, "groups", f"draw {number}", "published")
    return made


def drop(desk: Desk, person: Person, number: int) -> None:
    """Drop a draw that was not published. Raises ``STALE_CARD``, ``NO_RIGHT``, ``JOINT_IS``."""
    known(desk, person, number)
    if not joint_works.settle_draw(desk.tx, number, "dropped"):
        raise joint_is(JointState.ENDED)
    committee.note(desk, person, "groups", f"draw {number}", "dropped")
