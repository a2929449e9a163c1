"""Early warnings of branches, and what was done about them."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, bindparam, func, literal_column, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from storage.prepared import prepared
from storage.schema import orgs, warning_steps, warnings
from storage.transaction import Tx


class Warning(NamedTuple):  # noqa: A001 - what it is called
    """One of them; `state` is open, acknowledged, rectifying, submitted, closed or escalated."""

    id: int
    branch_id: int
    rule: str
    about: str
    color: str
    facts: list[Any]
    state: str
    due_on: date
    opened_at: datetime
    submitted_by: int | None
    closed_at: datetime | None
    rev: int


class Step(NamedTuple):
    """What somebody did about one; `person_id` is None for the rules."""

    id: int
    warning_id: int
    verb: str
    person_id: int | None
    text: str | None
    at: datetime


_IS_OPEN: ColumnElement[bool] = literal_column("closed_at IS NULL")
_COLUMNS = [warnings.c[name] for name in Warning._fields]
_BY_ID = prepared(select(*_COLUMNS).where(warnings.c.id == bindparam("id")), Warning)
_OPEN = prepared(
    select(*_COLUMNS).where(warnings.c.branch_id == bindparam("branch_id"), _IS_OPEN).order_by(warnings.c.id), Warning
)
_EVERY = prepared(
    select(*_COLUMNS).where(warnings.c.branch_id == bindparam("branch_id")).order_by(warnings.c.id), Warning
)
_COUNT = prepared(select(func.count()).where(warnings.c.branch_id == bindparam("branch_id")))
_BRANCHES = prepared(
    select(orgs.c.id).where(select(warnings.c.id).where(warnings.c.branch_id == orgs.c.id, _IS_OPEN).exists())
)
_STEPS = prepared(
    select(*(warning_steps.c[name] for name in Step._fields))
    .where(warning_steps.c.warning_id == bindparam("warning_id"))
    .order_by(warning_steps.c.id),
    Step,
)
_VALUES = {column.name: bindparam(column.name, type_=column.type) for column in warnings.c if column.name != "id"}
_NEW = {
    True: prepared(sqlite_insert(warnings).values(_VALUES).on_conflict_do_nothing()),
    False: prepared(postgres_insert(warnings).values(_VALUES).on_conflict_do_nothing().returning(warnings.c.id)),
}


def add(
    tx: Tx, *, branch_id: int, rule: str, about: str, color: str, facts: list[Any], due_on: date, now: datetime
) -> int | None:
    """Open one; None where there is or was one of this rule about this already."""
    return tx.add_new(
        _NEW[tx.sqlite], branch_id=branch_id, rule=rule, about=about, color=color, facts=facts, state="open",
        due_on=due_on, opened_at=now, submitted_by=None, closed_at=None, rev=0,
    )  # fmt: skip


def get(tx: Tx, number: int) -> Warning | None:
    """Answer one, or None."""
    row: Warning | None = tx.one(_BY_ID, id=number)
    return row


def open_of(tx: Tx, branch_id: int) -> list[Warning]:
    """Answer those of a branch that are not closed, the oldest first."""
    return list(tx.all(_OPEN, branch_id=branch_id))


def every(tx: Tx, branch_id: int) -> list[Warning]:
    """Answer all of a branch."""
    return list(tx.all(_EVERY, branch_id=branch_id))


def how_many(tx: Tx, branch_id: int) -> int:
    """Answer how many were ever opened in a branch."""
    return int(tx.scalar(_COUNT, branch_id=branch_id) or 0)


def branches_open(tx: Tx) -> set[int]:
    """Answer the ids of the branches in which one is not closed."""
    return {row[0] for row in tx.all(_BRANCHES)}


def change(tx: Tx, number: int, *, from_rev: int, **values: Any) -> bool:
    """Write some columns of one that nobody changed since; False where somebody was faster."""
    here = (warnings.c.id == number, warnings.c.rev == from_rev)
    return tx.run(update(warnings).where(*here).values(rev=from_rev + 1, **values)) == 1


def add_step(tx: Tx, number: int, *, verb: str, person_id: int | None, text: str | None, now: datetime) -> None:
    """Note what was done about one."""
    tx.add(warning_steps, warning_id=number, verb=verb, person_id=person_id, text=text, at=now)


def steps(tx: Tx, number: int) -> list[Step]:
    """Answer what was done about one, in order."""
    return list(tx.all(_STEPS, warning_id=number))
