"""Linkages: what a branch's people give it, cached beside the ledger in the transaction of its entries (L17)."""

from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import bindparam, func, select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from storage.prepared import prepared
from storage.schema import linkages, linked, totals
from storage.transaction import Tx
from storage.types import Hundredths


class Basis(NamedTuple):
    """What the points of a branch's people amount to in a cycle, by the rule of a version."""

    cycle: str
    scheme_id: int
    basis: Decimal


class PersonTotal(NamedTuple):
    """What a person has in a branch over a span, as a kind of subject."""

    subject_kind: str
    subject_id: int
    points: Decimal


_SUM = func.coalesce(func.sum(linked.c.points, type_=Hundredths()), 0, type_=Hundredths())
_SPAN = (linked.c.period >= bindparam("start"), linked.c.period <= bindparam("end"))
_BASES = select(linkages.c.cycle, linkages.c.scheme_id, linkages.c.basis).where(
    linkages.c.branch_id == bindparam("branch_id")
)
_EVERY = prepared(_BASES.order_by(linkages.c.cycle), Basis)
_ONE = prepared(_BASES.where(linkages.c.cycle == bindparam("cycle")), Basis)
_POSTED = prepared(select(_SUM).where(linked.c.branch_id == bindparam("branch_id"), *_SPAN))
_BY_MONTH = prepared(select(linked.c.period, linked.c.points).where(linked.c.branch_id == bindparam("branch_id")))
_OF_BRANCHES = prepared(select(linked.c.branch_id, _SUM).where(*_SPAN).group_by(linked.c.branch_id))
_TOTAL = func.sum(totals.c.points, type_=Hundredths())
_PEOPLE = (
    totals.c.branch_id == bindparam("branch_id"),
    totals.c.period >= bindparam("start"),
    totals.c.period <= bindparam("end"),
)
_OF_PEOPLE = prepared(
    select(totals.c.subject_kind, totals.c.subject_id, _TOTAL.label("points"))
    .where(totals.c.subject_kind != "branch", *_PEOPLE)
    .group_by(totals.c.subject_kind, totals.c.subject_id),
    PersonTotal,
)
_OF_PERSON = prepared(
    select(func.coalesce(_TOTAL, 0, type_=Hundredths())).where(
        totals.c.subject_kind == bindparam("kind"), totals.c.subject_id == bindparam("person_id"), *_PEOPLE
    )
)
_WRITE = {}
_POST = {}
for _sqlite, _insert in ((True, sqlite_insert), (False, postgres_insert)):
    _new = _insert(linkages)
    _values = {"scheme_id": _new.excluded.scheme_id, "basis": _new.excluded.basis}
    _WRITE[_sqlite] = prepared(_new.on_conflict_do_update(index_elements=["branch_id", "cycle"], set_=_values))
    _more = _insert(linked)
    _added = {"points": linked.c.points + _more.excluded.points}
    _POST[_sqlite] = prepared(_more.on_conflict_do_update(index_elements=["branch_id", "period"], set_=_added))


def basis(tx: Tx, branch_id: int, cycle: str) -> Basis | None:
    """Answer what a branch's people amount to in a cycle, None before the first time."""
    row: Basis | None = tx.one(_ONE, branch_id=branch_id, cycle=cycle)
    return row


def bases(tx: Tx, branch_id: int) -> list[Basis]:
    """Answer the same of every cycle."""
    return list(tx.all(_EVERY, branch_id=branch_id))


def write(tx: Tx, branch_id: int, cycle: str, *, scheme_id: int, basis: Decimal) -> None:
    """Write what a branch's people amount to in a cycle."""
    tx.run(_WRITE[tx.sqlite], branch_id=branch_id, cycle=cycle, scheme_id=scheme_id, basis=basis)


def of_people(tx: Tx, branch_id: int, start: str, end: str) -> list[PersonTotal]:
    """Answer what everybody has in a branch over a span of months (keys, inclusive)."""
    return list(tx.all(_OF_PEOPLE, branch_id=branch_id, start=start, end=end))


def of_person(tx: Tx, branch_id: int, kind: str, person_id: int, *, start: str, end: str) -> Decimal:
    """Answer what one person has in a branch over a span of months, as a kind of subject."""
    found: Decimal = tx.scalar(_OF_PERSON, branch_id=branch_id, kind=kind, person_id=person_id, start=start, end=end)
    return found


def post(tx: Tx, branch_id: int, period: str, points: Decimal) -> None:
    """Add a linkage entry to what linkage has given."""
    tx.run(_POST[tx.sqlite], branch_id=branch_id, period=period, points=points)


def posted(tx: Tx, branch_id: int, start: str, end: str) -> Decimal:
    """Answer what linkage has given a branch over a span of months."""
    found: Decimal = tx.scalar(_POSTED, branch_id=branch_id, start=start, end=end)
    return found


def by_month(tx: Tx, branch_id: int) -> dict[str, Decimal]:
    """Answer what linkage has given a branch, by month."""
    return {row[0]: row[1] for row in tx.all(_BY_MONTH, branch_id=branch_id)}


def of_branches(tx: Tx, start: str, end: str) -> dict[int, Decimal]:
    """Answer what linkage has given each branch over a span of months."""
    return {row[0]: row[1] for row in tx.all(_OF_BRANCHES, start=start, end=end)}
