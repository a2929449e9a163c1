"""What happened to tasks: what people did, how colours changed, what shows the work."""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import bindparam, func, select

from storage.prepared import prepared
from storage.schema import task_colors, task_evidence, task_steps, tasks
from storage.transaction import Tx


class Step(NamedTuple):
    """What somebody did; `person_id` is None for the work list itself."""

    id: int
    task_id: int
    verb: str
    person_id: int | None
    text: str | None
    at: datetime


class Change(NamedTuple):
    """A changed colour."""

    task_id: int
    day: date
    before: str
    after: str


class Piece(NamedTuple):
    """A file that shows the work."""

    kind: str
    file_id: str | None
    person_id: int


_STEPS = prepared(
    select(*(task_steps.c[name] for name in Step._fields))
    .where(task_steps.c.task_id == bindparam("task_id"))
    .order_by(task_steps.c.id),
    Step,
)
_COLORS = prepared(
    select(*(task_colors.c[name] for name in Change._fields))
    .where(task_colors.c.task_id == bindparam("task_id"))
    .order_by(task_colors.c.id),
    Change,
)
_OF_DAY = prepared(
    select(*(task_colors.c[name] for name in Change._fields))
    .join(tasks, tasks.c.id == task_colors.c.task_id)
    .where(
        tasks.c.branch_id == bindparam("branch_id"),
        tasks.c.color_on == bindparam("day", type_=tasks.c.color_on.type),
        tasks.c.closed_at.is_(None),
        tasks.c.owner_kind != "person",
        task_colors.c.day == bindparam("day", type_=task_colors.c.day.type),
    )
    .order_by(task_colors.c.id),
    Change,
)
_FILES = prepared(
    select(*(task_evidence.c[name] for name in Piece._fields))
    .where(task_evidence.c.task_id == bindparam("task_id"))
    .order_by(task_evidence.c.id),
    Piece,
)
_HOW_MANY = prepared(select(func.count()).where(task_evidence.c.task_id == bindparam("task_id")))


def add_step(tx: Tx, task_id: int, *, verb: str, person_id: int | None, text: str | None, now: datetime) -> int:
    """Write what somebody did."""
    return tx.add(task_steps, task_id=task_id, verb=verb, person_id=person_id, text=text, at=now)


def steps(tx: Tx, task_id: int) -> list[Step]:
    """Answer what was done with a task, in order."""
    return list(tx.all(_STEPS, task_id=task_id))


def add_color(tx: Tx, task_id: int, *, day: date, before: str, after: str) -> None:
    """Log a changed colour."""
    tx.add(task_colors, task_id=task_id, day=day, before=before, after=after)


def colors(tx: Tx, task_id: int) -> list[Change]:
    """Answer how a task's colour changed."""
    return list(tx.all(_COLORS, task_id=task_id))


def unit_colors_of_day(tx: Tx, branch_id: int, day: date) -> list[Change]:
    """Answer the colours of a branch's sections and department that changed on a day."""
    return list(tx.all(_OF_DAY, branch_id=branch_id, day=day))


def add_file(
    tx: Tx, task_id: int, *, person_id: int, kind: str, file_id: str | None, unique_id: str | None, now: datetime
) -> int:
    """Keep a file that shows the work."""
    return tx.add(
        task_evidence, task_id=task_id, person_id=person_id, kind=kind, file_id=file_id, unique_id=unique_id,
        added_at=now,
    )  # fmt: skip


def files(tx: Tx, task_id: int) -> list[Piece]:
    """Answer the files of a task in the order they came."""
    return list(tx.all(_FILES, task_id=task_id))


def how_many_files(tx: Tx, task_id: int) -> int:
    """Answer how many files a task has."""
    return int(tx.scalar(_HOW_MANY, task_id=task_id) or 0)
