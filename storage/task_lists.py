"""Lists of tasks: a branch's, its units', what changed, what is handed in; and how many have which colour."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, bindparam, func, literal_column, select

from storage.prepared import prepared
from storage.schema import orgs, tasks
from storage.tasks import COLOR_ORDER, IS_OPEN, Task
from storage.transaction import Tx


class Tally(NamedTuple):
    """How many open tasks of an owner have a colour."""

    owner_kind: str
    owner_id: int
    color: str
    number: int


_SUBMITTED: ColumnElement[bool] = literal_column("state = 'submitted'")
_COLUMNS = [tasks.c[name] for name in Task._fields]
_BRANCH = tasks.c.branch_id == bindparam("branch_id")
_DAY = tasks.c.due_on.type
_OF_BRANCH = prepared(
    select(*_COLUMNS)
    .where(_BRANCH, IS_OPEN)
    .order_by(COLOR_ORDER, tasks.c.supervised.desc(), tasks.c.due_on, tasks.c.id)
    .limit(bindparam("most"))
    .offset(bindparam("skip")),
    Task,
)
_UNITS = prepared(
    select(*_COLUMNS)
    .where(_BRANCH, IS_OPEN, tasks.c.owner_kind != "person")
    .order_by(COLOR_ORDER, tasks.c.due_on, tasks.c.id),
    Task,
)
_TALLY = prepared(
    select(tasks.c.owner_kind, tasks.c.owner_id, tasks.c.color, func.count())
    .where(_BRANCH, IS_OPEN)
    .group_by(tasks.c.owner_kind, tasks.c.owner_id, tasks.c.color),
    Tally,
)
_CHANGED = prepared(
    select(*_COLUMNS)
    .where(_BRANCH, IS_OPEN, tasks.c.color_on > bindparam("since", type_=_DAY), tasks.c.color != "green")
    .order_by(tasks.c.id),
    Task,
)
_SUBMITTED_ONES = prepared(select(*_COLUMNS).where(_BRANCH, _SUBMITTED).order_by(tasks.c.submitted_at), Task)
_DUE_BETWEEN = prepared(
    select(*_COLUMNS)
    .where(_BRANCH, tasks.c.due_on >= bindparam("first", type_=_DAY), tasks.c.due_on <= bindparam("last", type_=_DAY))
    .order_by(tasks.c.due_on, tasks.c.id),
    Task,
)
_MARKED = prepared(
    select(tasks.c.owner_kind, tasks.c.owner_id).where(
        _BRANCH, tasks.c.mark == bindparam("mark"), tasks.c.period == bindparam("period")
    )
)
_RESTLESS = prepared(
    # From the branches, a look into the index for each: branches in which nothing changed are not walked through.
    select(orgs.c.id).where(
        select(tasks.c.id)
        .where(tasks.c.branch_id == orgs.c.id, IS_OPEN, tasks.c.color_on > bindparam("since", type_=_DAY))
        .exists()
    )
)
_WITH_SUBMITTED = prepared(
    select(orgs.c.id).where(select(tasks.c.id).where(tasks.c.branch_id == orgs.c.id, _SUBMITTED).exists())
)
_WITH_ANY = prepared(
    select(orgs.c.id).where(select(tasks.c.id).where(tasks.c.branch_id == orgs.c.id, IS_OPEN).exists())
)
_EVERY = prepared(select(*_COLUMNS).where(_BRANCH).order_by(tasks.c.id), Task)


def of_branch(tx: Tx, branch_id: int, *, skip: int, most: int) -> list[Task]:
    """Answer some of a branch's open tasks, the worst colour first."""
    return list(tx.all(_OF_BRANCH, branch_id=branch_id, skip=skip, most=most))


def of_units(tx: Tx, branch_id: int) -> list[Task]:
    """Answer the open tasks of a branch's sections and of its department, the worst colour first."""
    return list(tx.all(_UNITS, branch_id=branch_id))


def tally(tx: Tx, branch_id: int) -> list[Tally]:
    """Count the open tasks of a branch by owner and colour."""
    return list(tx.all(_TALLY, branch_id=branch_id))


def changed(tx: Tx, branch_id: int, since: date) -> list[Task]:
    """Answer the open tasks of a branch that turned yellow or red after a day."""
    return list(tx.all(_CHANGED, branch_id=branch_id, since=since))


def submitted(tx: Tx, branch_id: int) -> list[Task]:
    """Answer the tasks of a branch that are handed in and not yet accepted, the oldest first."""
    return list(tx.all(_SUBMITTED_ONES, branch_id=branch_id))


def due_between(tx: Tx, branch_id: int, first: date, last: date) -> list[Task]:
    """Answer the tasks of a branch, open or not, that are due in a span of days."""
    return list(tx.all(_DUE_BETWEEN, branch_id=branch_id, first=first, last=last))


def owners_with(tx: Tx, branch_id: int, mark: str, period: str) -> set[tuple[str, int]]:
    """Answer the owners who have a recurring task of a period already."""
    return {(row[0], row[1]) for row in tx.all(_MARKED, branch_id=branch_id, mark=mark, period=period)}


def branches_changed(tx: Tx, since: date) -> list[int]:
    """Answer the ids of the branches in which a colour changed after a day."""
    return [row[0] for row in tx.all(_RESTLESS, since=since)]


def branches_submitted(tx: Tx) -> list[int]:
    """Answer the ids of the branches in which a task waits to be accepted."""
    return [row[0] for row in tx.all(_WITH_SUBMITTED)]


def branches_open(tx: Tx) -> set[int]:
    """Answer the ids of the branches in which a task is open."""
    return {row[0] for row in tx.all(_WITH_ANY)}


def every(tx: Tx, branch_id: int) -> list[Task]:
    """Answer all tasks of a branch."""
    return list(tx.all(_EVERY, branch_id=branch_id))
