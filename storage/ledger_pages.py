"""Pages of the ledger: what a reader turns over costs what the page is long."""

from decimal import Decimal

from sqlalchemy import Select, bindparam, func, literal_column, select, union_all

from storage.ledger import COLUMNS, WITH_TEXTS, Entry
from storage.prepared import prepared
from storage.schema import ledger, ledger_texts
from storage.transaction import Tx
from storage.types import Hundredths

LAST_SEQ = 2**62
"""Above every sequence number."""


def _reach(kind: str) -> Select[tuple[int, str]]:
    """Answer the newest entries of a person as one kind of subject, as far as a page reaches, from the index alone."""
    newest = (
        select(ledger.c.id, ledger.c.period)
        .where(
            ledger.c.subject_kind == literal_column(f"'{kind}'"),
            ledger.c.subject_id == bindparam("person_id"),
            ledger.c.period >= bindparam("start"),
            ledger.c.period <= bindparam("end"),
            ledger.c.branch_id == bindparam("branch_id"),
        )
        .order_by(ledger.c.period.desc(), ledger.c.id.desc())
        .limit(bindparam("reach"))
        .subquery()
    )
    return select(newest.c.id, newest.c.period)


_REACHED = union_all(_reach("member"), _reach("cadre")).subquery()
_NEWEST_OF = prepared(
    select(*COLUMNS)
    .join(_REACHED, _REACHED.c.id == ledger.c.id)
    .join(ledger_texts, ledger_texts.c.entry_id == ledger.c.id, isouter=True)
    .order_by(_REACHED.c.period.desc(), ledger.c.id.desc())
    .limit(bindparam("most"))
    .offset(bindparam("skip")),
    Entry,
)
_IN_SPAN = (
    ledger.c.branch_id == bindparam("branch_id"),
    ledger.c.period >= bindparam("start"),
    ledger.c.period <= bindparam("end"),
)
_PAGE = prepared(
    WITH_TEXTS.where(*_IN_SPAN).order_by(ledger.c.seq).limit(bindparam("most")).offset(bindparam("skip")), Entry
)
_SUM = prepared(
    select(func.count(), func.coalesce(func.sum(ledger.c.points, type_=Hundredths()), 0, type_=Hundredths())).where(
        *_IN_SPAN, ledger.c.seq < bindparam("before")
    )
)


def newest_of(tx: Tx, branch_id: int, person_id: int, start: str, end: str, *, skip: int, most: int) -> list[Entry]:
    """Answer some of a person's entries in a branch and a span of months, the newest month and entry first."""
    return list(
        tx.all(
            _NEWEST_OF,
            branch_id=branch_id,
            person_id=person_id,
            start=start,
            end=end,
            reach=skip + most,
            skip=skip,
            most=most,
        )
    )


def page(tx: Tx, branch_id: int, start: str, end: str, *, skip: int, most: int) -> list[Entry]:
    """Answer some of a branch's entries in a span of months (keys, inclusive), in order."""
    return list(tx.all(_PAGE, branch_id=branch_id, start=start, end=end, skip=skip, most=most))


def summed(tx: Tx, branch_id: int, start: str, end: str, *, before: int = LAST_SEQ) -> tuple[int, Decimal]:
    """Answer the number and the sum of a branch's entries in a span of months, below a sequence number."""
    row = tx.one(_SUM, branch_id=branch_id, start=start, end=end, before=before)
    return row[0], row[1]
