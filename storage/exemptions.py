"""Exemptions: leaves asked for, until a second person has agreed, and those that stand (2.2-20)."""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select, update

from storage.prepared import one_of, prepared
from storage.schema import exemptions
from storage.transaction import Tx


class Exemption(NamedTuple):
    """A leave of somebody in a branch; `state` is waiting, approved, declined or withdrawn."""

    id: int
    branch_id: int
    person_id: int
    first: date
    last: date
    reason: str
    state: str
    asked_by: int
    decided_by: int | None


class Leave(NamedTuple):
    """An approved leave, first and last day."""

    person_id: int
    first: date
    last: date


_COLUMNS = [exemptions.c[name] for name in Exemption._fields]
_BY_ID = prepared(select(*_COLUMNS).where(exemptions.c.id == bindparam("id")), Exemption)
_OF_BRANCH = prepared(
    select(*_COLUMNS)
    .where(
        exemptions.c.branch_id == bindparam("branch_id"),
        one_of(exemptions.c.state, "waiting", "approved"),
        exemptions.c.last >= bindparam("since", type_=exemptions.c.last.type),
    )
    .order_by(exemptions.c.first.desc(), exemptions.c.id.desc()),
    Exemption,
)
_LEAVES = prepared(
    select(exemptions.c.person_id, exemptions.c.first, exemptions.c.last)
    .where(exemptions.c.branch_id == bindparam("branch_id"), exemptions.c.state == "approved")
    .order_by(exemptions.c.first),
    Leave,
)
_SAME = prepared(
    select(*_COLUMNS).where(
        exemptions.c.branch_id == bindparam("branch_id"),
        exemptions.c.person_id == bindparam("person_id"),
        exemptions.c.first == bindparam("first", type_=exemptions.c.first.type),
        exemptions.c.last == bindparam("last", type_=exemptions.c.last.type),
        one_of(exemptions.c.state, "waiting", "approved"),
    ),
    Exemption,
)
_DECIDE = prepared(
    update(exemptions)
    .where(exemptions.c.id == bindparam("key"), exemptions.c.state == "waiting")
    .values(
        state=bindparam("becomes"),
        decided_by=bindparam("by"),
        decided_at=bindparam("at", type_=exemptions.c.decided_at.type),
    )
)
_END = prepared(
    update(exemptions)
    .where(
        exemptions.c.id == bindparam("key"),
        exemptions.c.state == "approved",
        exemptions.c.last > bindparam("day", type_=exemptions.c.last.type),
    )
    .values(last=bindparam("day", type_=exemptions.c.last.type))
)


def add(
    tx: Tx, *, branch_id: int, person_id: int, first: date, last: date, reason: str, asked_by: int, now: datetime
) -> int:
    """Add a leave that waits for a second person; answer its id."""
    return tx.add(
        exemptions,
        branch_id=branch_id,
        person_id=person_id,
        first=first,
        last=last,
        reason=reason,
        state="waiting",
        asked_by=asked_by,
        asked_at=now,
    )


def get(tx: Tx, exemption_id: int) -> Exemption | None:
    """Answer a leave, or None."""
    row: Exemption | None = tx.one(_BY_ID, id=exemption_id)
    return row


def of_branch(tx: Tx, branch_id: int, since: date) -> list[Exemption]:
    """Answer a branch's leaves that wait or stand and last at least to a day, the latest first."""
    return list(tx.all(_OF_BRANCH, branch_id=branch_id, since=since))


def leaves(tx: Tx, branch_id: int) -> list[Leave]:
    """Answer a branch's leaves that stand, of all times."""
    return list(tx.all(_LEAVES, branch_id=branch_id))


def same(tx: Tx, *, branch_id: int, person_id: int, first: date, last: date) -> Exemption | None:
    """Answer a leave of the same person and span that waits or stands, if there is one."""
    row: Exemption | None = tx.one(_SAME, branch_id=branch_id, person_id=person_id, first=first, last=last)
    return row


def decide(tx: Tx, exemption_id: int, *, state: str, by: int, now: datetime) -> bool:
    """Answer a leave that waits; False where somebody was faster."""
    tx.memory.forget(kinds=("tenures",))
    return tx.run(_DECIDE, key=exemption_id, becomes=state, by=by, at=now) == 1


def end(tx: Tx, exemption_id: int, day: date) -> bool:
    """Let a leave that stands end on an earlier day; False where it does not last beyond it."""
    tx.memory.forget(kinds=("tenures",))
    return tx.run(_END, key=exemption_id, day=day) == 1
