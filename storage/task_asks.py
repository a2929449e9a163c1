"""What was asked for about tasks: more time, or coordination from above."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, bindparam, literal_column, select, update

from storage.prepared import prepared
from storage.schema import orgs, task_asks
from storage.transaction import Tx


class Ask(NamedTuple):
    """One of them; `kind` is extension or escalation, `state` waiting, granted, declined, answered or over."""

    id: int
    task_id: int
    branch_id: int
    kind: str
    asked_by: int
    words: str
    until: date | None
    state: str
    asked_at: datetime
    answered_by: int | None
    answer: str | None


_WAITING: ColumnElement[bool] = literal_column("state = 'waiting'")
_COLUMNS = [task_asks.c[name] for name in Ask._fields]
_BY_ID = prepared(select(*_COLUMNS).where(task_asks.c.id == bindparam("id")), Ask)
_OF_TASK = prepared(select(*_COLUMNS).where(task_asks.c.task_id == bindparam("task_id")).order_by(task_asks.c.id), Ask)
_OF_BRANCH = prepared(
    select(*_COLUMNS).where(task_asks.c.branch_id == bindparam("branch_id"), _WAITING).order_by(task_asks.c.id), Ask
)
_BRANCHES = prepared(
    select(orgs.c.id).where(select(task_asks.c.id).where(task_asks.c.branch_id == orgs.c.id, _WAITING).exists())
)


def add(tx: Tx, **values: Any) -> int:
    """Ask; answer the id."""
    return tx.add(task_asks, state="waiting", **values)


def get(tx: Tx, number: int) -> Ask | None:
    """Answer one, or None."""
    row: Ask | None = tx.one(_BY_ID, id=number)
    return row


def of_task(tx: Tx, task_id: int) -> list[Ask]:
    """Answer what was asked for about a task, in order."""
    return list(tx.all(_OF_TASK, task_id=task_id))


def waiting(tx: Tx, branch_id: int) -> list[Ask]:
    """Answer what of a branch is not answered yet."""
    return list(tx.all(_OF_BRANCH, branch_id=branch_id))


def branches_waiting(tx: Tx) -> list[int]:
    """Answer the ids of the branches in which something is not answered yet."""
    return [row[0] for row in tx.all(_BRANCHES)]


def answer(tx: Tx, number: int, **values: Any) -> bool:
    """Answer what waits; False where somebody was faster."""
    here = (task_asks.c.id == number, task_asks.c.state == "waiting")
    return tx.run(update(task_asks).where(*here).values(**values)) == 1


def end(tx: Tx, task_id: int) -> int:
    """The task has ended: what was still asked for is over."""
    here = (task_asks.c.task_id == task_id, task_asks.c.state == "waiting")
    return tx.run(update(task_asks).where(*here).values(state="over"))
