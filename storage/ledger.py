"""The ledger: append-only entries, chained by hash within a branch."""

from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import bindparam, select

from storage.prepared import prepared
from storage.schema import ledger, ledger_texts
from storage.transaction import Tx

EVER = ("", "9")
"""Before and behind every month's key."""


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


COLUMNS = [
    *(ledger.c[name] for name in Entry._fields[:18]),
    ledger_texts.c.salt,
    ledger_texts.c.name,
    ledger_texts.c.reason,
]
WITH_TEXTS = select(*COLUMNS).join(ledger_texts, ledger_texts.c.entry_id == ledger.c.id, isouter=True)
_OF_BRANCH = prepared(
    WITH_TEXTS.where(
        ledger.c.branch_id == bindparam("branch_id"),
        ledger.c.seq > bindparam("after"),
        ledger.c.period >= bindparam("first"),
        ledger.c.period <= bindparam("last"),
    )
    .order_by(ledger.c.seq)
    .limit(bindparam("most")),
    Entry,
)
_OF_CLAIM = prepared(WITH_TEXTS.where(ledger.c.claim_id == bindparam("claim_id")).order_by(ledger.c.id), Entry)
_OF_SUBJECT = prepared(
    WITH_TEXTS.where(
        ledger.c.subject_kind == bindparam("kind"),
        ledger.c.subject_id == bindparam("subject_id"),
        ledger.c.period >= bindparam("start"),
        ledger.c.period <= bindparam("end"),
    ).order_by(ledger.c.period, ledger.c.id),
    Entry,
)
_BY_ID = prepared(WITH_TEXTS.where(ledger.c.id == bindparam("entry_id")), Entry)
_REVERSAL = prepared(WITH_TEXTS.where(ledger.c.reverses == bindparam("entry_id")), Entry)

_TAKEN_BACK = ledger.alias("taken_back")
_OPENINGS = prepared(
    WITH_TEXTS.join(_TAKEN_BACK, _TAKEN_BACK.c.reverses == ledger.c.id, isouter=True)
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


def of_branch(
    tx: Tx, branch_id: int, *, after: int = 0, most: int = 1_000_000_000, months: tuple[str, str] = EVER
) -> list[Entry]:
    """Answer a branch's entries in order, from behind a sequence number, of a span of months (keys, inclusive)."""
    return list(tx.all(_OF_BRANCH, branch_id=branch_id, after=after, most=most, first=months[0], last=months[1]))


def of_claim(tx: Tx, claim_id: int) -> list[Entry]:
    """Answer the entries of a claim."""
    return list(tx.all(_OF_CLAIM, claim_id=claim_id))


def of_subject(tx: Tx, kind: str, subject_id: int, start: str, end: str) -> list[Entry]:
    """Answer a subject's entries in a span of months (keys, inclusive)."""
    return list(tx.all(_OF_SUBJECT, kind=kind, subject_id=subject_id, start=start, end=end))


def openings(tx: Tx, branch_id: int) -> list[Entry]:
    """Answer a branch's opening balances that nobody took back."""
    return list(tx.all(_OPENINGS, branch_id=branch_id))


def reversal_of(tx: Tx, entry_id: int) -> Entry | None:
    """Answer the entry that reverses another, if there is one."""
    row: Entry | None = tx.one(_REVERSAL, entry_id=entry_id)
    return row


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
