"""Delegations: who decides in somebody's place for a span of days."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import bindparam, select, update

from storage.prepared import prepared
from storage.schema import delegations
from storage.transaction import Tx


class Delegation(NamedTuple):
    """A span in which one person decides in another's place, both days included."""

    id: int
    person_id: int
    delegate_id: int
    since: date
    until: date
    made_at: datetime


_COLUMNS = [delegations.c[name] for name in Delegation._fields]
_NOT_OVER = prepared(
    select(*_COLUMNS)
    .where(
        delegations.c.until >= bindparam("today", type_=delegations.c.until.type),
        delegations.c.since <= delegations.c.until,
    )
    .order_by(delegations.c.since, delegations.c.id),
    Delegation,
)
_END = prepared(
    update(delegations)
    .where(delegations.c.id == bindparam("key"))
    .values(until=bindparam("last", type_=delegations.c.until.type))
)


def add(tx: Tx, *, person_id: int, delegate_id: int, since: date, until: date, now: datetime) -> int:
    """Add a delegation; answer its id."""
    tx.memory.forget(kinds=("delegations",))
    return tx.add(delegations, person_id=person_id, delegate_id=delegate_id, since=since, until=until, made_at=now)


def not_over(tx: Tx, today: date) -> list[Delegation]:
    """Answer those that run or are still to come, by their beginning."""
    return tx.memory.recall(("delegations", today), lambda: list(tx.all(_NOT_OVER, today=today)))


def end(tx: Tx, delegation_id: int, today: date) -> None:
    """End a delegation: yesterday was its last day, and one that had not begun never does."""
    tx.memory.forget(kinds=("delegations",))
    tx.run(_END, key=delegation_id, last=today - timedelta(days=1))
