"""The course of joint work: proposed, agreed to by each side, approved, ended; a project's points booked by shares."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from bot.domain.awards.joint import JointKind, JointState
from bot.domain.awards.joint_refusals import (
    bad_project_points,
    joint_is,
    not_temporary,
    one_side_only,
    second_person_needed,
    shares_differ,
)
from bot.domain.points.ledger import EntryKind
from bot.domain.points.number import HUNDRED, ZERO
from bot.domain.points.period import book
from bot.domain.points.text import REASON_LIMIT, clean_text
from bot.domain.refusals import no_right, stale_card, unknown_branch, words_needed
from bot.services import booking, committee, people, rulebook
from bot.services.awards import joint
from bot.services.awards.joint import Joint, Side
from bot.services.booking import frozen_months, subject_of
from bot.services.desk import Desk
from bot.services.words import PROJECT_ITEM
from storage import joint_works, orgs, terms
from storage.orgs import Org
from storage.persons import Person

MOST_POINTS = Decimal(1000)


def propose(
    desk: Desk,
    person: Person,
    owner: Org,
    kind: JointKind,
    sides: Sequence[Side],
    *,
    title: str = "",
    ends_on: date | None = None,
) -> Joint:
    """Propose a pair, a project, an instructor: each side is asked; who proposes has agreed for the own one.

    Raises:
        Refusal: ``ONE_SIDE_ONLY``, ``SHARES_DIFFER``, ``NO_RIGHT`` for who neither conducts nor speaks for a side.
    """
    if len({(one.org_id, one.person_id) for one in sides}) != len(sides):
        raise one_side_only()
    if kind is JointKind.PROJECT and sum((one.share or ZERO for one in sides), ZERO) != HUNDRED:
        raise shares_differ(sum((one.share or ZERO for one in sides), ZERO))
    found = write(desk, person, owner, kind, sides, state=JointState.PROPOSED, title=title, ends_on=ends_on)
    own = joint.sides_of(desk, person, found)
    if not own and not committee.conducts(desk, person, owner):
        raise no_right(committee.CONDUCTS)
    for one in found.members:
        if one not in own:
            keys = ((joint.AGREE, f"jw:y:{found.row.id}"), (joint.DECLINE, f"jw:n:{found.row.id}"))
            joint.tell(desk, joint.voices(desk, one), found, joint.ASKED, keys=keys, by=person.name)
    return agree(desk, person, found.row.id) if own else found


def write(
    desk: Desk,
    person: Person,
    owner: Org,
    kind: JointKind,
    sides: Sequence[Side],
    *,
    state: JointState,
    title: str = "",
    ends_on: date | None = None,
    org_id: int | None = None,
    draw_id: int | None = None,
) -> Joint:
    """Write joint work with its sides."""
    number = joint_works.add(
        desk.tx,
        committee_id=owner.id,
        kind=kind.value,
        title=clean_text(title, REASON_LIMIT),
        state=state.value,
        org_id=org_id,
        draw_id=draw_id,
        ends_on=ends_on,
        opened_by=person.id,
        opened_on=desk.today,
    )
    for one in sides:
        joint_works.add_member(desk.tx, number, **one._asdict())
    joint.note(desk, person, number, state)
    row = joint_works.get(desk.tx, number)
    if row is None:
        raise stale_card()
    return joint.look(desk, row)


def set_up(desk: Desk, person: Person, owner: Org, kind: JointKind, *, code: str, sides: Sequence[Side]) -> Joint:
    """Set up a camp or a joint committee on a temporary organisation; it ends with it (H13).

    Raises:
        Refusal: ``NO_RIGHT``, ``UNKNOWN_BRANCH``, ``NOT_TEMPORARY``, ``ONE_SIDE_ONLY``.
    """
    committee.need_conductor(desk, person, owner)
    org = orgs.by_code(desk.tx, code.upper())
    if org is None or all(above.id != owner.id for above in people.ancestors(desk, org)):
        raise unknown_branch(code)
    until = dict(terms.limited(desk.tx)).get(org.id)
    if until is None:
        raise not_temporary(org.name)
    if len({(one.org_id, one.person_id) for one in sides}) != len(sides):
        raise one_side_only()
    found = write(desk, person, owner, kind, sides, state=JointState.ACTIVE, ends_on=until, org_id=org.id)
    joint.tell_begun(desk, found)
    return found


def choose_part(desk: Desk, person: Person, number: int, member_id: int, part: str) -> Joint:
    """Say of what kind a side of a pair is. Raises ``NO_RIGHT``, ``STALE_CARD``, ``JOINT_IS``."""
    found = need(desk, person, number, JointState.PROPOSED, JointState.ACTIVE)
    kinds = {code for code, _ in joint.parts()}
    if found.row.kind != JointKind.PAIR or part not in kinds or all(one.id != member_id for one in found.members):
        raise stale_card()
    joint_works.change_members(desk.tx, [member_id], part=part)
    return joint.known(desk, person, number)


# ---- going on ---------------------------------------------------------------------------------------------------
def need(desk: Desk, person: Person, number: int, *states: JointState) -> Joint:
    """Answer joint work that concerns somebody and stands so. Raises ``STALE_CARD``, ``NO_RIGHT``, ``JOINT_IS``."""
    found = joint.known(desk, person, number)
    if found.row.state not in states:
        raise joint_is(found.row.state)
    return found


def agree(desk: Desk, person: Person, number: int) -> Joint:
    """Agree for the own side; with the last one it begins, a project goes to the committee.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``, ``JOINT_IS``.
    """
    found = need(desk, person, number, JointState.PROPOSED)
    own = joint.sides_of(desk, person, found)
    if not own:
        raise no_right(committee.OFFICE)
    fresh = [one.id for one in own if one.agreed_by is None]
    if not fresh:
        return found
    joint_works.change_members(desk.tx, fresh, agreed_by=person.id, agreed_on=desk.today)
    joint.note(desk, person, number, "agreed")
    found = joint.known(desk, person, number)
    if any(one.agreed_by is None for one in found.members):
        return found
    if found.row.kind == JointKind.PROJECT:
        joint.tell(
            desk, joint.conductors(desk, found.owner), found, joint.APPROVE, keys=((joint.OPEN, f"jw:p:{number}"),)
        )
        return found
    joint_works.change(desk.tx, number, from_state=JointState.PROPOSED, state=JointState.ACTIVE.value)
    found = joint.known(desk, person, number)
    joint.tell_begun(desk, found)
    return found


def approve(desk: Desk, person: Person, number: int, points: Decimal) -> Joint:
    """Approve a project that all owners agreed to, with the points that it gives at its end.

    Raises:
        Refusal: ``NO_RIGHT``, ``JOINT_IS``, ``SECOND_PERSON_NEEDED``, ``BAD_PROJECT_POINTS``.
    """
    found = need(desk, person, number, JointState.PROPOSED)
    committee.need_conductor(desk, person, found.owner)
    if found.row.kind != JointKind.PROJECT or any(one.agreed_by is None for one in found.members):
        raise joint_is(found.row.state)
    if person.id == found.row.opened_by:
        raise second_person_needed()
    if not ZERO <= points <= MOST_POINTS or points != round(points, 2):
        raise bad_project_points(points, MOST_POINTS)
    changes = {"state": JointState.ACTIVE.value, "points": points}
    joint_works.change(desk.tx, number, from_state=JointState.PROPOSED, **changes)
    joint.note(desk, person, number, f"approved, {points} points")
    found = joint.known(desk, person, number)
    joint.tell_begun(desk, found)
    return found


def drop(desk: Desk, person: Person, number: int) -> Joint:
    """Decline, or take back, what is only proposed. Raises ``STALE_CARD``, ``NO_RIGHT``, ``JOINT_IS``."""
    found = need(desk, person, number, JointState.PROPOSED)
    joint_works.change(desk.tx, number, from_state=JointState.PROPOSED, state=JointState.DROPPED.value)
    joint.note(desk, person, number, "dropped")
    hearers = [one for one in joint.all_voices(desk, found) if one.id != person.id]
    joint.tell(desk, hearers, found, joint.DROPPED)
    return joint.known(desk, person, number)


def end(desk: Desk, person: Person, number: int, record: str) -> Joint:
    """End joint work with a record; a project only the committee ends, and its shares are booked, once.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``, ``JOINT_IS``, ``WORDS_NEEDED``.
    """
    found = need(desk, person, number, JointState.ACTIVE)
    if found.row.kind not in {JointKind.PAIR, JointKind.INSTRUCTOR}:
        committee.need_conductor(desk, person, found.owner)
    said = clean_text(record, REASON_LIMIT)
    if not said:
        raise words_needed()
    changes = {"state": JointState.ENDED.value, "record": said, "ended_on": desk.today}
    if not joint_works.change(desk.tx, number, from_state=JointState.ACTIVE, **changes):
        raise joint_is(JointState.ENDED)
    joint.note(desk, person, number, "ended")
    if found.row.kind == JointKind.PROJECT and found.row.points:
        _book(desk, person, found, found.row.points)
    joint.tell(desk, joint.all_voices(desk, found), found, joint.ENDED, record=said)
    return joint.known(desk, person, number)


def _book(desk: Desk, person: Person, found: Joint, points: Decimal) -> None:
    """Book the shares of a project for those owners whose rulebook has points of branches."""
    for one, part in zip(found.members, joint.given(found), strict=True):
        branch = orgs.get(desk.tx, one.org_id or 0)
        if not part or branch.scheme_code is None or one.entry_id is not None:
            continue
        rules = rulebook.current(desk, branch)
        if "branch" not in rules.scheme.subjects:
            continue
        place = book(desk.today, desk.today, frozen_months(desk, branch))
        entry_id = booking.append(
            desk,
            branch=branch,
            rules=rules,
            subject=subject_of(desk, "branch", branch.id),
            item=PROJECT_ITEM,
            kind=EntryKind(place.kind),
            points=part,
            period=place.period,
            ref_period=place.ref_period,
            claim_id=None,
            by_id=person.id,
            reason=f"J{found.row.id} {found.row.title}: {one.share} % / {points}",
        )
        joint_works.change_members(desk.tx, [one.id], entry_id=entry_id)
