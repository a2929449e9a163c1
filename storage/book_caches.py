"""What is cached of the books, beside what the entries say, for checking the one by the other."""

from typing import NamedTuple

from sqlalchemy import BigInteger, bindparam, func, literal_column, select, type_coerce

from storage.prepared import prepared
from storage.schema import credited, ledger, totals
from storage.transaction import Tx


class RawTotal(NamedTuple):
    """A cached total of a branch."""

    subject_kind: str
    subject_id: int
    period: str
    points: int
    entries: int
    zeroings: int


class RawCredit(NamedTuple):
    """A cached credit."""

    subject_kind: str
    subject_id: int
    item: str
    month: str
    points: int


class BookedCredit(NamedTuple):
    """What a version of a scheme's item has given a subject for acts of a month, by the entries."""

    scheme_id: int
    subject_kind: str
    subject_id: int
    item: str
    month: str
    points: int


_TOTALS = prepared(
    select(
        totals.c.subject_kind,
        totals.c.subject_id,
        totals.c.period,
        type_coerce(totals.c.points, BigInteger).label("points"),
        totals.c.entries,
        totals.c.zeroings,
    ).where(totals.c.branch_id == bindparam("branch_id")),
    RawTotal,
)
_CREDITS = prepared(
    select(
        credited.c.subject_kind,
        credited.c.subject_id,
        credited.c.item,
        credited.c.month,
        type_coerce(credited.c.points, BigInteger).label("points"),
    ),
    RawCredit,
)
_ACT_MONTH = func.coalesce(ledger.c.ref_period, ledger.c.period)
_BOOKED_CREDITS = prepared(
    select(
        ledger.c.scheme_id,
        ledger.c.subject_kind,
        ledger.c.subject_id,
        ledger.c.item,
        _ACT_MONTH.label("month"),
        func.sum(type_coerce(ledger.c.points, BigInteger), type_=BigInteger).label("points"),
    )
    .where(ledger.c.item != literal_column("''"))
    .group_by(ledger.c.scheme_id, ledger.c.subject_kind, ledger.c.subject_id, ledger.c.item, _ACT_MONTH),
    BookedCredit,
)


def cached_totals(tx: Tx, branch_id: int) -> list[RawTotal]:
    """Answer the cached totals of a branch."""
    return list(tx.all(_TOTALS, branch_id=branch_id))


def cached_credits(tx: Tx) -> list[RawCredit]:
    """Answer the cached credits of everybody."""
    return list(tx.all(_CREDITS))


def booked_credits(tx: Tx) -> list[BookedCredit]:
    """Answer what the entries themselves credit, over all branches; a balance over all items credits none."""
    return list(tx.all(_BOOKED_CREDITS))
