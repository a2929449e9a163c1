"""The books as they lie on the disk, for checking them: raw columns, read in pages, never all at once.

Instants are the stored text and points whole hundredths, so that a check recomputes what was written, not what a
conversion makes of it.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, String, bindparam, func, select, type_coerce

from storage.prepared import prepared
from storage.schema import ledger, ledger_texts
from storage.transaction import Tx

PAGE = 500
"""Entries read at a time; what fits the processor's cache is read a tenth faster."""


class RawEntry(NamedTuple):
    """An entry as stored, with its texts."""

    id: int
    seq: int
    booked_at: str
    subject_kind: str
    subject_id: int
    scheme_id: int
    period: str
    item: str
    kind: str
    points: int
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


Raw = tuple[Any, ...]
"""An entry as the driver hands it over, in the order of `RawEntry`: a million of them are read without a name."""

SHARED = slice(3, 9)
"""The columns of an entry that others share: subject, version, month, item and kind."""


_RAW = select(
    ledger.c.id,
    ledger.c.seq,
    type_coerce(ledger.c.booked_at, String).label("booked_at"),
    ledger.c.subject_kind,
    ledger.c.subject_id,
    ledger.c.scheme_id,
    ledger.c.period,
    ledger.c.item,
    ledger.c.kind,
    type_coerce(ledger.c.points, BigInteger).label("points"),
    ledger.c.claim_id,
    ledger.c.ref_period,
    ledger.c.reverses,
    ledger.c.by_id,
    ledger.c.text_digest,
    ledger.c.prev_hash,
    ledger.c.hash,
    ledger_texts.c.salt,
    ledger_texts.c.name,
    ledger_texts.c.reason,
).join(ledger_texts, ledger_texts.c.entry_id == ledger.c.id, isouter=True)
_ENTRIES = prepared(
    _RAW.where(
        ledger.c.branch_id == bindparam("branch_id"),
        ledger.c.seq > bindparam("after"),
        ledger.c.seq <= bindparam("upto"),
    )
    .order_by(ledger.c.seq)
    .limit(bindparam("most")),
    RawEntry,
)
_ONE = prepared(
    _RAW.where(ledger.c.id == bindparam("entry_id"), ledger.c.branch_id == bindparam("branch_id")), RawEntry
)
_BEFORE = prepared(
    select(ledger.c.seq, ledger.c.hash)
    .where(ledger.c.branch_id == bindparam("branch_id"), ledger.c.seq <= bindparam("upto"))
    .order_by(ledger.c.seq.desc())
    .limit(1)
)
_LAST = prepared(select(func.coalesce(func.max(ledger.c.seq), 0)).where(ledger.c.branch_id == bindparam("branch_id")))
_COUNT = prepared(select(func.count()).select_from(ledger))


def pages(tx: Tx, branch_id: int, *, after: int, upto: int) -> Iterator[list[Raw]]:
    """Answer a branch's entries in order, from behind a sequence number up to another, page by page."""
    while after < upto:
        page = tx.raw(_ENTRIES, branch_id=branch_id, after=after, upto=upto, most=PAGE)
        yield page
        if len(page) < PAGE:
            return
        after = page[-1][1]


def last_seq(tx: Tx, branch_id: int) -> int:
    """Answer the last sequence number that a branch's entries have, 0 without any."""
    return int(tx.scalar(_LAST, branch_id=branch_id))


def last_of(tx: Tx, branch_id: int, upto: int) -> tuple[int, str] | None:
    """Answer number and hash of the last entry of a branch up to a sequence number, None without any."""
    row = tx.one(_BEFORE, branch_id=branch_id, upto=upto)
    return (row[0], row[1]) if row is not None else None


def entry(tx: Tx, branch_id: int, entry_id: int) -> RawEntry | None:
    """Answer one entry of a branch by its id, or None."""
    row: RawEntry | None = tx.one(_ONE, branch_id=branch_id, entry_id=entry_id)
    return row


def entry_count(tx: Tx) -> int:
    """Answer how many entries the ledger has, whomever they belong to."""
    return int(tx.scalar(_COUNT))
