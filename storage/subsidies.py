"""Subsidies: confirmed lines; what is not confirmed is computed anew each time."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from storage.prepared import prepared
from storage.schema import subsidies
from storage.transaction import Tx


class SubsidyRow(NamedTuple):
    """One line: a month of a secretary, or the fund of a branch; `amount` is yuan."""

    branch_id: int
    month: str
    kind: str
    person_id: int | None
    star: int
    amount: Decimal


_COLUMNS = [subsidies.c[name] for name in SubsidyRow._fields]
_OF_MONTH = prepared(
    select(*_COLUMNS).where(subsidies.c.month == bindparam("month")).order_by(subsidies.c.branch_id, subsidies.c.kind),
    SubsidyRow,
)
_OF_BRANCH = prepared(
    select(*_COLUMNS)
    .where(
        subsidies.c.branch_id == bindparam("branch_id"),
        subsidies.c.month >= bindparam("start"),
        subsidies.c.month <= bindparam("end"),
    )
    .order_by(subsidies.c.month, subsidies.c.kind),
    SubsidyRow,
)
_ALL = prepared(
    select(*_COLUMNS).order_by(subsidies.c.month, subsidies.c.branch_id, subsidies.c.kind.desc()), SubsidyRow
)


def add(tx: Tx, row: SubsidyRow, *, by: int, now: datetime) -> None:
    """Write a confirmed line."""
    values: dict[str, Any] = row._asdict()
    tx.add(subsidies, confirmed_by=by, confirmed_at=now, **values)


def of_month(tx: Tx, month: str) -> list[SubsidyRow]:
    """Answer the confirmed lines of a month."""
    return list(tx.all(_OF_MONTH, month=month))


def of_branch(tx: Tx, branch_id: int, start: str, end: str) -> list[SubsidyRow]:
    """Answer the confirmed lines of a branch over a span of months."""
    return list(tx.all(_OF_BRANCH, branch_id=branch_id, start=start, end=end))


def every(tx: Tx) -> Iterator[SubsidyRow]:
    """Answer all confirmed lines, by month and branch, a month's money before the fund."""
    yield from tx.all(_ALL)
