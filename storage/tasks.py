"""Tasks: what somebody has to do by when, how far it is, its colour."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, bindparam, case, literal_column, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from storage.prepared import prepared
from storage.schema import tasks
from storage.transaction import Tx


class Task(NamedTuple):
    """One task; `state` is a `TaskState`, `outcome` an `Outcome` or empty."""

    id: int
    branch_id: int
    mark: str | None
    kind: str
    title: str
    request: str | None
    freq: str
    period: str
    owner_kind: str
    owner_id: int
    start_on: date
    due_on: date
    due_hour: str
    progress: int
    state: str
    outcome: str
    supervised: bool
    set_by: int | None
    escalate_to: int | None
    points: Decimal | None
    entry_id: int | None
    color: str
    color_on: date
    submitted_at: datetime | None
    opened_at: datetime
    closed_at: datetime | None
    rev: int


class Looked(NamedTuple):
    """What the daily look at a task's colour needs."""

    id: int
    freq: str
    start_on: date
    due_on: date
    due_hour: str
    progress: int
    state: str
    color: str
    submitted_at: datetime | None


IS_OPEN: ColumnElement[bool] = literal_column("closed_at IS NULL")
"""Written out: SQLite uses a partial index only where the statement itself says its condition."""
_COLUMNS = [tasks.c[name] for name in Task._fields]
_BRANCH = tasks.c.branch_id == bindparam("branch_id")
COLOR_ORDER = case({"red": 0, "yellow": 1}, value=tasks.c.color, else_=2)
_OWNER = (tasks.c.owner_kind == bindparam("owner_kind"), tasks.c.owner_id == bindparam("owner_id"))
_DAY = tasks.c.due_on.type
_BY_ID = prepared(select(*_COLUMNS).where(tasks.c.id == bindparam("id")), Task)
_OF_OWNER = prepared(
    select(*_COLUMNS).where(*_OWNER, tasks.c.closed_at.is_(None)).order_by(COLOR_ORDER, tasks.c.due_on, tasks.c.id),
    Task,
)
_TO_LOOK_AT = prepared(
    select(*(tasks.c[name] for name in Looked._fields))
    .where(_BRANCH, IS_OPEN, tasks.c.id > bindparam("after"))
    .order_by(tasks.c.id)
    .limit(bindparam("most")),
    Looked,
)
_COLOR = prepared(
    update(tasks)
    .where(tasks.c.id == bindparam("key"), tasks.c.color != bindparam("to"))
    .values(color=bindparam("to"), color_on=bindparam("day", type_=_DAY))
)
_LAPSE = prepared(
    update(tasks)
    .where(tasks.c.id == bindparam("key"), tasks.c.closed_at.is_(None))
    .values(
        state=literal_column("'cancelled'"),
        outcome=literal_column("'lapsed'"),
        closed_at=bindparam("at", type_=tasks.c.closed_at.type),
        rev=tasks.c.rev + literal_column("1"),
    )
)
_VALUES = {column.name: bindparam(column.name, type_=column.type) for column in tasks.c if column.name != "id"}
_NEW = {
    True: prepared(sqlite_insert(tasks).values(_VALUES).on_conflict_do_nothing()),
    False: prepared(postgres_insert(tasks).values(_VALUES).on_conflict_do_nothing().returning(tasks.c.id)),
}
_BLANK = dict.fromkeys(Task._fields[1:]) | {
    "title": "",
    "period": "",
    "due_hour": "",
    "progress": 0,
    "state": "todo",
    "outcome": "",
    "supervised": False,
    "color": "green",
    "rev": 0,
}


def add(tx: Tx, **values: Any) -> int | None:
    """Hand out a task; answer its id, None where this owner has it for this period already."""
    return tx.add_new(_NEW[tx.sqlite], **{**_BLANK, **values})


def get(tx: Tx, number: int) -> Task | None:
    """Answer a task, or None."""
    row: Task | None = tx.one(_BY_ID, id=number)
    return row


def of_owner(tx: Tx, owner_kind: str, owner_id: int) -> list[Task]:
    """Answer the open tasks of an owner, the worst colour first."""
    return list(tx.all(_OF_OWNER, owner_kind=owner_kind, owner_id=owner_id))


def to_look_at(tx: Tx, branch_id: int, *, after: int, most: int) -> list[Looked]:
    """Answer the next open tasks of a branch by number."""
    return list(tx.all(_TO_LOOK_AT, branch_id=branch_id, after=after, most=most))


def recolor(tx: Tx, number: int, color: str, day: date) -> bool:
    """Write a task's new colour; False where it has that already."""
    return tx.run(_COLOR, key=number, to=color, day=day) == 1


def lapse(tx: Tx, number: int, *, now: datetime) -> bool:
    """Let an open task leave the list undone; False where somebody ended it."""
    return tx.run(_LAPSE, key=number, at=now) == 1


def change(tx: Tx, number: int, *, from_rev: int, **values: Any) -> bool:
    """Write some columns of a task that nobody changed since; False where somebody was faster."""
    here = (tasks.c.id == number, tasks.c.rev == from_rev)
    return tx.run(update(tasks).where(*here).values(rev=from_rev + 1, **values)) == 1
