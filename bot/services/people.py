"""People and their roles, as a decision needs them."""

from collections.abc import Iterable

from rapidfuzz import process

from bot.domain.organisation.roles import INHERITED, LEADERS
from bot.domain.refusals import no_right, not_enrolled, several_persons, unknown_person
from bot.services.desk import Desk
from storage import grants, memberships, orgs, persons, rosters
from storage.orgs import Org
from storage.persons import Person

NO_ROLES: frozenset[str] = frozenset()
Holders = dict[str, tuple[str, ...]]
"""Role to the ids of its holders, as text (the rules of review know persons as text)."""


def ancestors(desk: Desk, org: Org) -> list[Org]:
    """Answer an organisation and all above it, the nearest first."""
    line = [org]
    while line[-1].parent_id is not None:
        line.append(orgs.get(desk.tx, line[-1].parent_id))
    return line


def holders(desk: Desk, branch: Org) -> Holders:
    """Answer who holds which role for a branch; some roles come from the nearest level above that has a holder."""

    def read() -> Holders:
        found: dict[str, list[str]] = {}
        for depth, org in enumerate(ancestors(desk, branch)):
            here: dict[str, list[str]] = {}
            for grant in grants.of_org(desk.tx, org.id):
                if depth == 0 or grant.role in INHERITED:
                    here.setdefault(grant.role, []).append(str(grant.person_id))
            for role, people in here.items():
                if role not in found or role == "admin":
                    found.setdefault(role, []).extend(people)
        owners = [persons.by_telegram(desk.tx, owner) for owner in sorted(desk.house.owners)]
        found.setdefault("admin", []).extend(str(owner.id) for owner in owners if owner is not None)
        return {role: tuple(dict.fromkeys(people)) for role, people in found.items()}

    return desk.tx.memory.recall(("holders", branch.id), read)


def in_office(desk: Desk, branch: Org) -> frozenset[str]:
    """Answer the ids of everybody who holds any role for a branch."""

    def gather() -> frozenset[str]:
        return frozenset(person for held in holders(desk, branch).values() for person in held)

    return desk.tx.memory.recall(("holders", branch.id, "all"), gather)


def account_came(desk: Desk, telegram_id: int | None) -> None:
    """An account is somebody's now; an owner's makes its person an administrator everywhere."""
    if telegram_id in desk.house.owners:
        desk.tx.memory.forget(kinds=("holders",))


def roles_in(desk: Desk, person: Person, branch: Org) -> frozenset[str]:
    """Answer the roles that a person holds for a branch."""
    key = str(person.id)
    if key not in in_office(desk, branch):
        return NO_ROLES
    return frozenset(role for role, people in holders(desk, branch).items() if key in people)


def is_admin(desk: Desk, person: Person) -> bool:
    """Tell whether a person is an administrator of the whole installation."""
    if person.telegram_id in desk.house.owners:
        return True
    return any(grant.role == "admin" for grant in grants.of_person(desk.tx, person.id))


def is_above(desk: Desk, person: Person, branch: Org) -> bool:
    """Tell whether a person is an administrator or secretary of an organisation above a branch."""
    if is_admin(desk, person):
        return True
    above = {org.id for org in ancestors(desk, branch)[1:]}
    return any(grant.role == "secretary" and grant.org_id in above for grant in grants.of_person(desk.tx, person.id))


def need_role(desk: Desk, person: Person, branch: Org, *roles: str) -> None:
    """Insist on one of some roles; administrators and secretaries above pass.

    Raises:
        Refusal: ``NO_RIGHT``.
    """
    if not roles_in(desk, person, branch) & set(roles) and not is_above(desk, person, branch):
        raise no_right(roles)


def branches_of(desk: Desk, person: Person) -> list[Org]:
    """Answer the branches in which a person is an active member, the newest membership first."""
    rows = memberships.of_person(desk.tx, person.id)
    found = [orgs.get(desk.tx, row.org_id) for row in rows if row.state == "active"]
    return [org for org in found if org.state == "active"]


def is_member(desk: Desk, person: Person, branch: Org) -> bool:
    """Tell whether a person is an active member of a branch."""
    return any(row.state == "active" and row.org_id == branch.id for row in memberships.of_person(desk.tx, person.id))


def need_member(desk: Desk, person: Person | None, branch: Org) -> Person:
    """Insist on an active member.

    Raises:
        Refusal: ``NOT_ENROLLED``.
    """
    if person is None or not is_member(desk, person, branch):
        raise not_enrolled()
    return person


def find_member(desk: Desk, branch: Org, word: str) -> Person:
    """Answer the one member whom a name (or a code such as P00012) means.

    Raises:
        Refusal: ``UNKNOWN_PERSON`` with the nearest names, ``SEVERAL_PERSONS`` for namesakes.
    """
    wanted = word.strip().lstrip("@")
    roster = rosters.roster(desk.tx, branch.id)
    found = [person for person in roster if wanted in {person.name, person.code}]
    if not found:
        raise unknown_person(word, nearest(wanted, roster))
    if len(found) > 1:
        raise several_persons(word, len(found))
    return found[0]


def nearest(word: str, known: Iterable[Person]) -> list[str]:
    """Answer the up to three names that look most like a word."""
    names = list(dict.fromkeys(person.name for person in known))
    return [match[0] for match in process.extract(word, names, limit=3, score_cutoff=50)]


def subject_kind(roles: Iterable[str], who: Iterable[str], subjects: Iterable[str]) -> str | None:
    """Answer as what kind of subject a person may claim an item, None for not at all.

    A cadre's points stand on the cadres' board where the item is for cadres; an item for leaders asks for one of
    their roles; an item for branches is claimed by those who answer for the branch.
    """
    held, kinds = set(roles), set(who)
    if "cadre" in kinds and "cadre" in held and "cadre" in set(subjects):
        return "cadre"
    if "member" in kinds or ("leader" in kinds and held & LEADERS):
        return "member"
    if "branch" in kinds and held & {"secretary", "deputy_secretary", "recorder", "ledger_keeper"}:
        return "branch"
    return None


def branches_with_role(desk: Desk, person: Person) -> list[Org]:
    """Answer a person's branches: those of the memberships first, then those in which a role is held."""
    found = branches_of(desk, person)
    for grant in grants.of_person(desk.tx, person.id):
        org = orgs.get(desk.tx, grant.org_id)
        if org.scheme_code is not None and org.state == "active" and org not in found:
            found.append(org)
    return found


def holds_office(desk: Desk, person: Person | None) -> bool:
    """Tell whether somebody has any role at all, for a branch or above it."""
    return person is not None and (is_admin(desk, person) or bool(grants.of_person(desk.tx, person.id)))


def home(desk: Desk, person: Person) -> Org | None:
    """Answer the branch that a person means in the private chat: the one chosen, else the newest; None for none."""
    own = branches_with_role(desk, person)
    return next((org for org in own if org.id == person.home_id), own[0] if own else None)


def choose_home(desk: Desk, person: Person, org_id: int) -> Org:
    """Remember which of several branches a person means in the private chat.

    Raises:
        Refusal: ``NOT_ENROLLED`` in that one.
    """
    found = next((org for org in branches_with_role(desk, person) if org.id == org_id), None)
    if found is None:
        raise not_enrolled()
    persons.change(desk.tx, person.id, home_id=found.id)
    return found


def enterers(desk: Desk, branch: Org) -> tuple[int, ...]:
    """Answer who enters points for others: the ledger keepers; the secretary only where there is none (2.3-5).

    An administrator does where the branch has neither.
    """
    held = holders(desk, branch)
    entering = held.get("ledger_keeper") or held.get("secretary") or held.get("admin", ())
    return tuple(int(person) for person in entering)


def entering_roles(desk: Desk, branch: Org) -> tuple[str, ...]:
    """Answer which role enters points in a branch, as a refusal names it."""
    return ("ledger_keeper",) if holders(desk, branch).get("ledger_keeper") else ("ledger_keeper", "secretary")


def may_enter(desk: Desk, person: Person, branch: Org) -> bool:
    """Tell whether a person enters points for others in a branch."""
    return person.id in enterers(desk, branch)


def member_by_id(desk: Desk, branch: Org, person_id: int) -> Person:
    """Answer a member of a branch by number.

    Raises:
        Refusal: ``UNKNOWN_PERSON``.
    """
    found = next((member for member in rosters.roster(desk.tx, branch.id) if member.id == person_id), None)
    if found is None:
        raise unknown_person(str(person_id))
    return found
