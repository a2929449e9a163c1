"""Joint work: its rows, its members, its activities, and the draws that groups came from."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Update, bindparam, case, select, update

from storage.prepared import one_of, prepared
from storage.schema import joint_acts, joint_draws, joint_members, joint_works
from storage.transaction import Tx


class Work(NamedTuple):
    """One of them; see the schema for what its columns hold."""

    id: int
    committee_id: int
    kind: str
    title: str
    state: str
    org_id: int | None
    draw_id: int | None
    ends_on: date | None
    points: Decimal | None
    record: str | None
    opened_by: int
    opened_on: date
    ended_on: date | None


class Member(NamedTuple):
    """A side: an organisation or a person."""

    id: int
    work_id: int
    org_id: int | None
    person_id: int | None
    part: str
    share: Decimal | None
    agreed_by: int | None
    agreed_on: date | None
    entry_id: int | None


class Act(NamedTuple):
    """An activity as one side recorded it; it counts once another has confirmed it."""

    id: int
    work_id: int
    done_on: date
    words: str
    state: str
    entered_by: int
    entered_on: date
    answered_by: int | None
    answered_on: date | None


class Draw(NamedTuple):
    """A draw; its groups follow from its inputs."""

    id: int
    committee_id: int
    groups: int
    inputs: list[list[Any]]
    state: str
    drawn_by: int
    drawn_on: date


_WORK = [joint_works.c[name] for name in Work._fields]
_MEMBER = [joint_members.c[name] for name in Member._fields]
_ACT = [joint_acts.c[name] for name in Act._fields]
_DRAW = [joint_draws.c[name] for name in Draw._fields]
_BY_ID = prepared(select(*_WORK).where(joint_works.c.id == bindparam("id")), Work)
_STANDING = prepared(
    select(*_WORK).where(one_of(joint_works.c.state, "proposed", "active")).order_by(joint_works.c.id), Work
)
_EVERY = prepared(select(*_WORK).order_by(joint_works.c.id), Work)
_MEMBERS = prepared(
    select(*_MEMBER).where(joint_members.c.work_id == bindparam("work_id")).order_by(joint_members.c.id), Member
)
_ACTS = prepared(
    select(*_ACT)
    .where(joint_acts.c.work_id == bindparam("work_id"))
    .order_by(joint_acts.c.done_on.desc(), joint_acts.c.id.desc()),
    Act,
)
_ACT_BY_ID = prepared(select(*_ACT).where(joint_acts.c.id == bindparam("id")), Act)
_DRAW_BY_ID = prepared(select(*_DRAW).where(joint_draws.c.id == bindparam("id")), Draw)
_DRAWS = prepared(
    select(*_DRAW).where(joint_draws.c.committee_id == bindparam("committee_id")).order_by(joint_draws.c.id.desc()),
    Draw,
)
_OF_ORG = (
    select(*_WORK)
    .join(joint_members, joint_members.c.work_id == joint_works.c.id)
    .where(joint_members.c.org_id == bindparam("org_id"))
    .order_by(joint_works.c.id)
)
_WORKS_OF_ORG = prepared(_OF_ORG.where(joint_works.c.state == "active"), Work)
_STANDING_OF_ORG = prepared(_OF_ORG.where(one_of(joint_works.c.state, "proposed", "active")), Work)
_ORGS_STANDING = prepared(
    select(joint_members.c.org_id)
    .join(joint_works, joint_works.c.id == joint_members.c.work_id)
    .where(joint_members.c.org_id.is_not(None), one_of(joint_works.c.state, "proposed", "active"))
    .distinct()
)
_EVER_OF = {
    column: prepared(
        select(*_WORK)
        .join(joint_members, joint_members.c.work_id == joint_works.c.id)
        .where(joint_members.c[column] == bindparam("side"))
        .distinct()
        .order_by(joint_works.c.id),
        Work,
    )
    for column in ("org_id", "person_id")
}


def add(tx: Tx, **values: Any) -> int:
    """Write one; answer its id."""
    return tx.add(joint_works, **values)


def get(tx: Tx, number: int) -> Work | None:
    """Answer one, or None."""
    row: Work | None = tx.one(_BY_ID, id=number)
    return row


def standing(tx: Tx) -> list[Work]:
    """Answer what is proposed or active, the oldest first."""
    return list(tx.all(_STANDING))


def every(tx: Tx) -> list[Work]:
    """Answer all that there ever was, the oldest first."""
    return list(tx.all(_EVERY))


def active_of(tx: Tx, org_id: int) -> list[Work]:
    """Answer the active ones that an organisation has a part in."""
    return list(tx.all(_WORKS_OF_ORG, org_id=org_id))


def of_org(tx: Tx, org_id: int) -> list[Work]:
    """Answer all that an organisation ever had a part in, the oldest first."""
    return list(tx.all(_EVER_OF["org_id"], side=org_id))


def of_person(tx: Tx, person_id: int) -> list[Work]:
    """Answer all that somebody ever had a part in, the oldest first."""
    return list(tx.all(_EVER_OF["person_id"], side=person_id))


def standing_of(tx: Tx, org_id: int) -> list[Work]:
    """Answer what an organisation has a part in that is proposed or active, the oldest first."""
    return list(tx.all(_STANDING_OF_ORG, org_id=org_id))


def orgs_standing(tx: Tx) -> set[int]:
    """Answer the ids of the organisations that have a part in what is proposed or active."""
    return {row[0] for row in tx.all(_ORGS_STANDING)}


def change(tx: Tx, number: int, *, from_state: str, **values: Any) -> bool:
    """Write some columns of one that stands so; False where somebody was faster."""
    here = (joint_works.c.id == number, joint_works.c.state == from_state)
    return tx.run(update(joint_works).where(*here).values(**values)) == 1


def add_member(tx: Tx, work_id: int, **values: Any) -> int:
    """Write a side; answer its id."""
    return tx.add(joint_members, work_id=work_id, **values)


def members(tx: Tx, work_id: int) -> list[Member]:
    """Answer the sides, in the order in which they were named."""
    return list(tx.all(_MEMBERS, work_id=work_id))


def change_members(tx: Tx, numbers: Iterable[int], **values: Any) -> None:
    """Write some columns of some sides."""
    tx.run(update(joint_members).where(joint_members.c.id.in_(list(numbers))).values(**values))


def add_act(tx: Tx, work_id: int, **values: Any) -> int:
    """Record an activity; answer its id."""
    return tx.add(joint_acts, work_id=work_id, state="recorded", **values)


def acts(tx: Tx, work_id: int) -> list[Act]:
    """Answer the activities, the latest first."""
    return list(tx.all(_ACTS, work_id=work_id))


def act(tx: Tx, number: int) -> Act | None:
    """Answer an activity, or None."""
    row: Act | None = tx.one(_ACT_BY_ID, id=number)
    return row


def answer_act(tx: Tx, number: int, state: str, *, by: int, on: date) -> bool:
    """Confirm or dispute what is only recorded; False where somebody was faster."""
    here = (joint_acts.c.id == number, joint_acts.c.state == "recorded")
    return tx.run(update(joint_acts).where(*here).values(state=state, answered_by=by, answered_on=on)) == 1


def add_draw(tx: Tx, **values: Any) -> int:
    """Write a draw; answer its id."""
    return tx.add(joint_draws, state="drawn", **values)


def draw(tx: Tx, number: int) -> Draw | None:
    """Answer a draw, or None."""
    row: Draw | None = tx.one(_DRAW_BY_ID, id=number)
    return row


def draws(tx: Tx, committee_id: int) -> list[Draw]:
    """Answer the draws of a committee, the newest first."""
    return list(tx.all(_DRAWS, committee_id=committee_id))


def settle_draw(tx: Tx, number: int, state: str) -> bool:
    """Publish or drop a draw; False where somebody was faster."""
    here = (joint_draws.c.id == number, joint_draws.c.state == "drawn")
    return tx.run(update(joint_draws).where(*here).values(state=state)) == 1


def erasing(person_id: int, now: datetime) -> tuple[Update, ...]:
    """Answer what ends a person's pairs and instructorships, and takes out what was written about them there."""
    theirs = select(joint_members.c.work_id).where(joint_members.c.person_id == person_id)
    stands = (joint_works.c.id.in_(theirs), one_of(joint_works.c.state, "proposed", "active"))
    over = case((joint_works.c.state == "proposed", "dropped"), else_="ended")
    return (
        update(joint_works).where(*stands).values(state=over, ended_on=now.date()),
        update(joint_works).where(joint_works.c.id.in_(theirs)).values(record=None),
        update(joint_acts).where(joint_acts.c.work_id.in_(theirs)).values(words=""),
    )
