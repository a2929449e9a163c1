"""Who has tasks: persons, sections, the department; and who answers for a section or the department.

A section is a node of the tree below the branch, or below the unit whose branch it is (X1: groups stand on sections).
The department is the branch itself, under the unit's name where there is one.
"""

from collections.abc import Iterable
from typing import NamedTuple

from bot.domain.points.text import NAME_LIMIT, clean_text
from bot.domain.refusals import Refusal, bad_name, missing_argument, no_right, unknown_owner
from bot.services import people
from bot.services.asked import second_persons
from bot.services.desk import Desk
from storage import audit, orgs, persons, placements, rosters
from storage.orgs import Org
from storage.persons import Person

PERSON, SECTION, DEPARTMENT = "person", "section", "department"
KINDS_OF_SECTIONS = frozenset({"section", "group"})
SETTERS = ("secretary", "deputy_secretary", "main_leader", "deputy_leader")
"""Who sets tasks for everybody in a branch, and reads all of them; who leads a section does so in it."""
SUPERVISE = ("secretary", "deputy_secretary", "main_leader", "deputy_leader", "committee_reviewer", "admin")
"""Who accepts a task that the work list set, the first who does not have to do it."""
COORDINATE = ("main_leader", "deputy_leader", "secretary", "committee_reviewer", "admin")
"""To whom a task is taken that its owner cannot finish alone (提请协调), likewise."""
USAGE = "/task section NAME 王五、赵六"


class Owner(NamedTuple):
    """Whose a task is."""

    kind: str
    id: int
    name: str


def department(desk: Desk, branch: Org) -> Owner:
    """Answer the department of a branch."""
    unit = orgs.get(desk.tx, branch.parent_id) if branch.parent_id is not None else None
    return Owner(DEPARTMENT, branch.id, unit.name if unit is not None and unit.kind == "unit" else branch.name)


def sections(desk: Desk, branch: Org) -> list[Org]:
    """Answer the sections of a branch, by code."""
    parents = [branch.id]
    if branch.parent_id is not None and orgs.get(desk.tx, branch.parent_id).kind == "unit":
        parents.append(branch.parent_id)
    return [org for parent in parents for org in orgs.below(desk.tx, parent) if org.kind in KINDS_OF_SECTIONS]


def owners(desk: Desk, branch: Org, level: str) -> list[Owner]:
    """Answer the owners of a level: every member, every section, the department."""
    if level == PERSON:
        return [Owner(PERSON, person.id, person.name) for person in rosters.roster(desk.tx, branch.id)]
    if level == SECTION:
        return [Owner(SECTION, org.id, org.name) for org in sections(desk, branch)]
    return [department(desk, branch)]


def owner(desk: Desk, branch: Org, kind: str, number: int) -> Owner:
    """Answer an owner by kind and number."""
    if kind == PERSON:
        return Owner(kind, number, persons.get(desk.tx, number).name)
    return Owner(kind, number, orgs.get(desk.tx, number).name) if kind == SECTION else department(desk, branch)


def doers(desk: Desk, branch: Org, kind: str, number: int) -> list[int]:
    """Answer who does what an owner has to do: the person; who leads the section; the secretary for the department.

    A section that nobody leads, and a department without a secretary, are answered for by the next in line.
    """
    if kind == PERSON:
        return [number]
    if kind == SECTION:
        placed = placements.of_branch(desk.tx, branch.id)
        leading = [one.person_id for one in placed if one.section_id == number and one.leads]
        if leading:
            return leading
    held = people.holders(desk, branch)
    first = next((held[role] for role in ("secretary", "deputy_secretary", "admin") if held.get(role)), ())
    return [int(one) for one in first]


def find(desk: Desk, branch: Org, name: str) -> Owner:
    """Answer the owner that a name means: a member, a section, or the branch for the department.

    Raises:
        Refusal: ``UNKNOWN_OWNER`` with the nearest names, ``SEVERAL_PERSONS`` for namesakes.
    """
    wanted = name.strip()
    whole = department(desk, branch)
    if wanted in {whole.name, branch.name, branch.code}:
        return whole
    for org in sections(desk, branch):
        if wanted in {org.name, org.code}:
            return Owner(SECTION, org.id, org.name)
    try:
        person = people.find_member(desk, branch, wanted)
    except Refusal as refusal:
        if refusal.code != "UNKNOWN_PERSON":
            raise
        near = refusal.facts["nearest"]
        raise unknown_owner(name, near if isinstance(near, tuple) else ()) from refusal
    return Owner(PERSON, person.id, person.name)


def led_by(desk: Desk, person: Person, branch: Org) -> list[int]:
    """Answer the sections of a branch that a person leads."""
    own = placements.of_person(desk.tx, person.id)
    return [one.section_id for one in own if one.leads and one.branch_id == branch.id]


def sets_for_all(desk: Desk, person: Person, branch: Org) -> bool:
    """Tell whether a person sets tasks for everybody in a branch."""
    return bool(people.roles_in(desk, person, branch) & set(SETTERS)) or people.is_above(desk, person, branch)


def need_setter(desk: Desk, person: Person, branch: Org, whose: Owner | None = None) -> None:
    """Insist that a person may set tasks: for everybody, or for the section that the owner is or works in.

    Raises:
        Refusal: ``NO_RIGHT``.
    """
    if sets_for_all(desk, person, branch):
        return
    led = set(led_by(desk, person, branch))
    if whose is not None and whose.kind == SECTION and whose.id in led:
        return
    if whose is not None and whose.kind == PERSON:
        placed = placements.of_person(desk.tx, whose.id)
        if any(one.branch_id == branch.id and one.section_id in led for one in placed):
            return
    raise no_right(SETTERS[:1])


def first_able(desk: Desk, branch: Org, roles: Iterable[str], *, without: Iterable[int]) -> list[Person]:
    """Answer the holders of the first of some roles that somebody else holds; none where nobody is left."""
    try:
        return second_persons(desk, branch, roles, excluded=without)
    except Refusal:
        return []


def arrange(desk: Desk, person: Person, branch: Org, name: str, members: list[str]) -> tuple[Org, list[Person]]:
    """Make a section of a branch, or change who works in it; the first who is named leads it.

    Args:
        desk: Where it is decided.
        person: Who arranges it.
        branch: Whose section.
        name: What it is called.
        members: Names of members; nobody leaves the section empty.

    Raises:
        Refusal: ``NO_RIGHT``, ``UNKNOWN_PERSON``, ``SEVERAL_PERSONS``, ``BAD_NAME``, ``MISSING_ARGUMENT``.
    """
    people.need_role(desk, person, branch, *SETTERS)
    title = clean_text(name, NAME_LIMIT)
    if not title:
        raise missing_argument("task", USAGE)
    if any(title in {one.name, one.code} for one in rosters.roster(desk.tx, branch.id)):
        raise bad_name(title)
    placed = [people.find_member(desk, branch, one) for one in dict.fromkeys(members)]
    section = next((org for org in sections(desk, branch) if title in {org.name, org.code}), None)
    if section is None:
        number = orgs.add(
            desk.tx, code=_code(desk, branch), name=title, kind=SECTION, parent_id=branch.id,
            rehearsal=branch.rehearsal, now=desk.now,
        )  # fmt: skip
        section = orgs.get(desk.tx, number)
    placements.clear(desk.tx, branch.id, section.id)
    for order, one in enumerate(placed):
        placements.put(desk.tx, branch.id, section.id, one.id, leads=order == 0, now=desk.now)
    audit.add(
        desk.tx,
        now=desk.now,
        actor_id=person.id,
        action="section",
        what=f"org {section.code}",
        after=", ".join(one.code for one in placed),
    )
    return section, placed


def _code(desk: Desk, branch: Org) -> str:
    """Answer a code that no organisation has: B001-S1 for the first section."""
    number = 1
    while orgs.by_code(desk.tx, f"{branch.code}-S{number}") is not None:
        number += 1
    return f"{branch.code}-S{number}"
