"""Totals and credits: caches beside the ledger, kept in the transaction of their entries; `verify` recomputes them."""

from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import bindparam, func, select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from storage.prepared import Prepared, prepared
from storage.schema import credited, totals
from storage.transaction import Tx
from storage.types import Hundredths


class Total(NamedTuple):
    """What a subject has in a span: the sum, how many entries, how many standing zeroings."""

    subject_kind: str
    subject_id: int
    points: Decimal
    entries: int
    zeroings: int


class SubjectMonth(NamedTuple):
    """What one subject has in one month."""

    subject_id: int
    period: str
    points: Decimal
    zeroings: int


def _upserts(table: object) -> dict[bool, Prepared]:
    made = {}
    for sqlite, insert in ((True, sqlite_insert), (False, postgres_insert)):
        if table is totals:
            new = insert(totals)
            made[sqlite] = prepared(
                new.on_conflict_do_update(
                    index_elements=["branch_id", "subject_kind", "period", "subject_id"],
                    set_={
                        "points": totals.c.points + new.excluded.points,
                        "entries": totals.c.entries + new.excluded.entries,
                        "zeroings": totals.c.zeroings + new.excluded.zeroings,
                    },
                )
            )
        else:
            new = insert(credited)
            made[sqlite] = prepared(
                new.on_conflict_do_update(
                    index_elements=["subject_kind", "subject_id", "item", "month"],
                    set_={"points": credited.c.points + new.excluded.points},
                )
            )
    return made


_ADD_TOTAL = _upserts(totals)
_ADD_CREDIT = _upserts(credited)
_OF_SPAN = prepared(
    select(
        totals.c.subject_kind,
        totals.c.subject_id,
        func.sum(totals.c.points, type_=Hundredths()).label("points"),
        func.sum(totals.c.entries).label("entries"),
        func.sum(totals.c.zeroings).label("zeroings"),
    )
    .where(
        totals.c.branch_id == bindparam("branch_id"),
        totals.c.subject_kind == bindparam("kind"),
        totals.c.period >= bindparam("start"),
        totals.c.period <= bindparam("end"),
    )
    .group_by(totals.c.subject_kind, totals.c.subject_id),
    Total,
)
_BY_MONTH = prepared(
    select(totals.c.subject_id, totals.c.period, totals.c.points, totals.c.zeroings).where(
        totals.c.branch_id == bindparam("branch_id"),
        totals.c.subject_kind == bindparam("kind"),
        totals.c.period >= bindparam("start"),
        totals.c.period <= bindparam("end"),
    ),
    SubjectMonth,
)
_OF_SUBJECT = prepared(
    select(
        totals.c.subject_kind,
        totals.c.subject_id,
        totals.c.points,
        totals.c.entries,
        totals.c.zeroings,
    ).where(
        totals.c.branch_id == bindparam("branch_id"),
        totals.c.subject_kind == bindparam("kind"),
        totals.c.subject_id == bindparam("subject_id"),
        totals.c.period >= bindparam("start"),
        totals.c.period <= bindparam("end"),
    ),
    Total,
)
_OF_BRANCHES = prepared(
    select(totals.c.subject_id, totals.c.period, totals.c.points, totals.c.zeroings).where(
        totals.c.subject_kind == "branch",
        totals.c.period >= bindparam("start"),
        totals.c.period <= bindparam("end"),
    ),
    SubjectMonth,
)
_CREDITED = prepared(
    select(func.coalesce(func.sum(credited.c.points, type_=Hundredths()), 0, type_=Hundredths())).where(
        credited.c.subject_kind == bindparam("kind"),
        credited.c.subject_id == bindparam("subject_id"),
        credited.c.item == bindparam("item"),
        credited.c.month >= bindparam("start"),
        credited.c.month <= bindparam("end"),
    )
)
_SCORED = prepared(
    select(credited.c.item, func.sum(credited.c.points, type_=Hundredths()).label("points"))
    .where(
        credited.c.subject_kind == bindparam("kind"),
        credited.c.subject_id == bindparam("subject_id"),
        credited.c.month >= bindparam("start"),
        credited.c.month <= bindparam("end"),
    )
    .group_by(credited.c.item)
)


def add(
    tx: Tx, *, branch_id: int, kind: str, subject_id: int, period: str, points: Decimal, entries: int, zeroings: int
) -> None:
    """Add an entry to the totals."""
    tx.run(
        _ADD_TOTAL[tx.sqlite],
        branch_id=branch_id,
        subject_kind=kind,
        subject_id=subject_id,
        period=period,
        points=points,
        entries=entries,
        zeroings=zeroings,
    )


def add_credit(tx: Tx, *, kind: str, subject_id: int, item: str, month: str, points: Decimal) -> None:
    """Add what an item gave for acts of a month."""
    tx.run(_ADD_CREDIT[tx.sqlite], subject_kind=kind, subject_id=subject_id, item=item, month=month, points=points)


def of_span(tx: Tx, branch_id: int, kind: str, start: str, end: str) -> list[Total]:
    """Answer the totals of a branch's subjects of a kind over a span of months (keys, inclusive)."""
    return list(tx.all(_OF_SPAN, branch_id=branch_id, kind=kind, start=start, end=end))


def by_month(tx: Tx, branch_id: int, kind: str, start: str, end: str) -> list[SubjectMonth]:
    """Answer the totals of a branch's subjects of a kind, month by month."""
    return list(tx.all(_BY_MONTH, branch_id=branch_id, kind=kind, start=start, end=end))


def of_subject(tx: Tx, branch_id: int, subject_id: int, *, kind: str, start: str, end: str) -> list[Total]:
    """Answer one subject's totals in a branch, one a month."""
    return list(tx.all(_OF_SUBJECT, branch_id=branch_id, kind=kind, subject_id=subject_id, start=start, end=end))


def of_branches(tx: Tx, start: str, end: str) -> list[SubjectMonth]:
    """Answer the totals that branches themselves have, month by month, over all of them."""
    return list(tx.all(_OF_BRANCHES, start=start, end=end))


def credited_so_far(tx: Tx, *, kind: str, subject_id: int, item: str, start: str, end: str) -> Decimal:
    """Answer what an item has given a subject for acts in a span of months."""
    found: Decimal = tx.scalar(_CREDITED, kind=kind, subject_id=subject_id, item=item, start=start, end=end)
    return found


def scored_items(tx: Tx, *, kind: str, subject_id: int, start: str, end: str) -> dict[str, Decimal]:
    """Answer what each item has given a subject for acts in a span of months."""
    rows = tx.all(_SCORED, kind=kind, subject_id=subject_id, start=start, end=end)
    return {row[0]: row[1] for row in rows}
