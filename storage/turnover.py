"""The turnover of a span of months: what each subject was given and what was taken from it."""

from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, bindparam, case, func, select

from storage.prepared import prepared
from storage.schema import ledger
from storage.transaction import Tx
from storage.types import Hundredths


class Turnover(NamedTuple):
    """A subject's entries of a span: how many, the sum of gains, the sum of losses (as a negative number)."""

    subject_id: int
    entries: int
    plus: Decimal
    minus: Decimal


def _sum(condition: ColumnElement[bool]) -> ColumnElement[Any]:
    points = func.sum(case((condition, ledger.c.points), else_=0), type_=Hundredths())
    return func.coalesce(points, 0, type_=Hundredths())


_OF_KIND = prepared(
    select(ledger.c.subject_id, func.count(), _sum(ledger.c.points > 0), _sum(ledger.c.points < 0))
    .where(
        ledger.c.branch_id == bindparam("branch_id"),
        ledger.c.subject_kind == bindparam("kind"),
        ledger.c.period >= bindparam("start"),
        ledger.c.period <= bindparam("end"),
    )
    .group_by(ledger.c.subject_id),
    Turnover,
)


def of_kind(tx: Tx, branch_id: int, kind: str, start: str, end: str) -> dict[int, Turnover]:
    """Answer the turnover of a branch's subjects of one kind in a span of months (keys, inclusive), by id."""
    return {row.subject_id: row for row in tx.all(_OF_KIND, branch_id=branch_id, kind=kind, start=start, end=end)}
