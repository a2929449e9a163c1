"""The ledger: append-only entries, chained by hash within a branch."""

from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import Select, bindparam, func, literal_column, select, union_all

from storage.prepared import prepared
from storage.schema import ledger, ledger_texts
from storage.transaction import Tx
from storage.types import Hundredths

LAST_SEQ = 2**62
"""Above every sequence number."""


class Entry(NamedTuple):
    """One entry with the texts that stand beside it."""

    id: int
    branch_id: int
    seq: int
    booked_at: datetime
    subject_kind: str
    subject_id: int
    scheme_id: int
    period: str
    item: str
    kind: str
    points: Decimal
    claim_id: int | None
    ref_period: str | None
    reverses: int | None
    by_id: int | None
    text_digest: str
    prev_hash: str
    hash: str
    salt: str | None
    name: str | None
    reason: str | None


_COLUMNS = [
    *(ledger.c[name] for name in Entry._fields[:18]),
    ledger_texts.c.salt,
    ledger_texts.c.name,
    ledger_texts.c.reason,
]
_WITH_TEXTS = select(*_COLUMNS).join(ledger_texts, ledger_texts.c.entry_id == ledger.c.id, isouter=True)
_OF_BRANCH = prepared(
    _WITH_TEXTS.where(ledger.c.branch_id == bindparam("branch_id"), ledger.c.seq > bindparam("after"))
    .order_by(ledger.c.seq)
    .limit(bindparam("most")),
    Entry,
)
_OF_CLAIM = prepared(_WITH_TEXTS.where(ledger.c.claim_id == bindparam("claim_id")).order_by(ledger.c.id), Entry)
_OF_SUBJECT = prepared(
    _WITH_TEXTS.where(
        ledger.c.subject_kind == bindparam("kind"),
        ledger.c.subject_id == bindparam("subject_id"),
        ledger.c.period >= bindparam("start"),
        ledger.c.period <= bindparam("end"),
    ).order_by(ledger.c.period, ledger.c.id),
    Entry,
)


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
    select(*_COLUMNS)
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
    _WITH_TEXTS.where(*_IN_SPAN).order_by(ledger.c.seq).limit(bindparam("most")).offset(bindparam("skip")), Entry
)
_SUM = prepared(
    select(func.count(), func.coalesce(func.sum(ledger.c.points, type_=Hundredths()), 0, type_=Hundredths())).where(
        *_IN_SPAN, ledger.c.seq < bindparam("before")
    )
)
_BY_ID = prepared(_WITH_TEXTS.where(ledger.c.id == bindparam("entry_id")), Entry)
_REVERSAL = prepared(_WITH_TEXTS.where(ledger.c.reverses == bindparam("entry_id")), Entry)

_TAKEN_BACK = ledger.alias("taken_back")
_OPENINGS = prepared(
    _WITH_TEXTS.join(_TAKEN_BACK, _TAKEN_BACK.c.reverses == ledger.c.id, isouter=True)
    .where(ledger.c.branch_id == bindparam("branch_id"), ledger.c.kind == "opening", _TAKEN_BACK.c.id.is_(None))
    .order_by(ledger.c.seq),
    Entry,
)


def append(
    tx: Tx,
    *,
    branch_id: int,
    seq: int,
    booked_at: datetime,
    subject_kind: str,
    subject_id: int,
    scheme_id: int,
    period: str,
    item: str,
    kind: str,
    points: Decimal,
    claim_id: int | None,
    ref_period: str | None,
    reverses: int | None,
    by_id: int | None,
    text_digest: str,
    prev_hash: str,
    entry_hash: str,
) -> int:
    """Append an entry; answer its id."""
    return tx.add(
        ledger,
        branch_id=branch_id,
        seq=seq,
        booked_at=booked_at,
        subject_kind=subject_kind,
        subject_id=subject_id,
        scheme_id=scheme_id,
        period=period,
        item=item,
        kind=kind,
        points=points,
        claim_id=claim_id,
        ref_period=ref_period,
        reverses=reverses,
        by_id=by_id,
        text_digest=text_digest,
        prev_hash=prev_hash,
        hash=entry_hash,
    )


def add_texts(tx: Tx, entry_id: int, *, salt: str, name: str, reason: str) -> None:
    """Put the texts of an entry beside it."""
    tx.add(ledger_texts, entry_id=entry_id, salt=salt, name=name, reason=reason)


def of_branch(tx: Tx, branch_id: int, *, after: int = 0, most: int = 1_000_000_000) -> list[Entry]:
    """Answer a branch's entries in order, from behind a sequence number."""
    return list(tx.all(_OF_BRANCH, branch_id=branch_id, after=after, most=most))


def of_claim(tx: Tx, claim_id: int) -> list[Entry]:
    """Answer the entries of a claim."""
    return list(tx.all(_OF_CLAIM, claim_id=claim_id))


def of_subject(tx: Tx, kind: str, subject_id: int, start: str, end: str) -> list[Entry]:
    """Answer a subject's entries in a span of months (keys, inclusive)."""
    return list(tx.all(_OF_SUBJECT, kind=kind, subject_id=subject_id, start=start, end=end))


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


def openings(tx: Tx, branch_id: int) -> list[Entry]:
    """Answer a branch's opening balances that nobody took back."""
    return list(tx.all(_OPENINGS, branch_id=branch_id))


def reversal_of(tx: Tx, entry_id: int) -> Entry | None:
    """Answer the entry that reverses another, if there is one."""
    row: Entry | None = tx.one(_REVERSAL, entry_id=entry_id)
    return row


def page(tx: Tx, branch_id: int, start: str, end: str, *, skip: int, most: int) -> list[Entry]:
    """Answer some of a branch's entries in a span of months (keys, inclusive), in order."""
    return list(tx.all(_PAGE, branch_id=branch_id, start=start, end=end, skip=skip, most=most))


def summed(tx: Tx, branch_id: int, start: str, end: str, *, before: int = LAST_SEQ) -> tuple[int, Decimal]:
    """Answer the number and the sum of a branch's entries in a span of months, below a sequence number."""
    row = tx.one(_SUM, branch_id=branch_id, start=start, end=end, before=before)
    return row[0], row[1]


def find(tx: Tx, entry_id: int) -> Entry | None:
    """Answer an entry by its id, or None."""
    row: Entry | None = tx.one(_BY_ID, entry_id=entry_id)
    return row


def get(tx: Tx, entry_id: int) -> Entry:
    """Answer an entry that is known to exist."""
    row = find(tx, entry_id)
    if row is None:
        raise LookupError(f"entry {entry_id} was referred to and does not exist")
    return row
