"""Activities: an act of several people while it is being gathered, before it is filed as claims."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, select, update

from storage.prepared import prepared
from storage.schema import activities, attendance
from storage.transaction import Tx


class Activity(NamedTuple):
    """An act that somebody opened; `state` is open, filed or cancelled."""

    id: int
    branch_id: int
    item: str
    title: str
    occurred_on: date
    quantity: Decimal
    level: str | None
    opened_by: int
    chat_id: int | None
    state: str
    pieces: list[dict[str, Any]]
    claim_id: int | None


_COLUMNS = [activities.c[name] for name in Activity._fields]
_BY_ID = prepared(select(*_COLUMNS).where(activities.c.id == bindparam("id")), Activity)
_CLOSE = prepared(
    update(activities)
    .where(activities.c.id == bindparam("key"), activities.c.state == "open")
    .values(state=bindparam("becomes"), claim_id=bindparam("first"))
)
_SHOW = prepared(
    update(activities)
    .where(activities.c.id == bindparam("key"))
    .values(pieces=bindparam("shown", type_=activities.c.pieces.type))
)
_PEOPLE = prepared(
    select(attendance.c.person_id)
    .where(attendance.c.activity_id == bindparam("activity_id"))
    .order_by(attendance.c.at, attendance.c.person_id)
)
_PRESENT = prepared(
    select(attendance.c.person_id)
    .join(activities, activities.c.id == attendance.c.activity_id)
    .where(
        activities.c.branch_id == bindparam("branch_id"),
        activities.c.occurred_on == bindparam("day", type_=activities.c.occurred_on.type),
        activities.c.state != "cancelled",
    )
    .distinct()
)
_LEAVE = prepared(
    delete(attendance).where(attendance.c.activity_id == bindparam("of"), attendance.c.person_id == bindparam("who"))
)


def add(tx: Tx, **values: Any) -> int:
    """Open an activity; answer its id."""
    return tx.add(activities, state="open", **values)


def get(tx: Tx, activity_id: int) -> Activity | None:
    """Answer an activity, or None."""
    row: Activity | None = tx.one(_BY_ID, id=activity_id)
    return row


def close(tx: Tx, activity_id: int, *, state: str, claim_id: int | None = None) -> bool:
    """End the gathering; False where somebody was faster."""
    return tx.run(_CLOSE, key=activity_id, becomes=state, first=claim_id) == 1


def show(tx: Tx, activity_id: int, pieces: list[dict[str, Any]]) -> None:
    """Write the evidence of an activity."""
    tx.run(_SHOW, key=activity_id, shown=pieces)


def people(tx: Tx, activity_id: int) -> list[int]:
    """Answer who took part, in the order they came."""
    return [row[0] for row in tx.all(_PEOPLE, activity_id=activity_id)]


def present(tx: Tx, branch_id: int, day: date) -> set[int]:
    """Answer who took part in anything of a branch on a day."""
    return {row[0] for row in tx.all(_PRESENT, branch_id=branch_id, day=day)}


def enter(tx: Tx, activity_id: int, person_id: int, *, how: str, now: datetime) -> None:
    """Add somebody who took part: `self` or `ticked`."""
    tx.add(attendance, activity_id=activity_id, person_id=person_id, how=how, at=now)


def leave(tx: Tx, activity_id: int, person_id: int) -> bool:
    """Take somebody out; answer whether they were in."""
    return tx.run(_LEAVE, of=activity_id, who=person_id) == 1
