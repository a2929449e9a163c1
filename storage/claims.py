"""Claims: what was asked, how far its review is."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select, update

from storage.prepared import one_of, prepared
from storage.schema import claims
from storage.transaction import Tx


class Claim(NamedTuple):
    """A claim as stored; `chain` is a list of {"role": …, "people": [person ids]}, one a level."""

    id: int
    branch_id: int
    scheme_id: int
    item: str
    subject_kind: str
    subject_id: int
    submitter_id: int
    occurred_on: date
    quantity: Decimal
    level: str | None
    requested: Decimal
    credited: Decimal | None
    state: str
    level_no: int
    chain: list[dict[str, Any]]
    rev: int
    note: str
    source: str
    batch_id: int | None
    chat_id: int | None
    thread_id: int | None
    message_id: int | None
    media_group: str | None
    filed_at: datetime | None
    decided_at: datetime | None
    level_since: datetime | None
    confirm_until: date | None


COLUMNS = [claims.c[name] for name in Claim._fields]
"""What a claim is read from."""

_BY_ID = prepared(select(*COLUMNS).where(claims.c.id == bindparam("id")), Claim)
_BATCH = prepared(select(*COLUMNS).where(claims.c.batch_id == bindparam("id")).order_by(claims.c.id), Claim)
_SAME = prepared(
    select(claims.c.id)
    .where(
        claims.c.sameness == bindparam("sameness"), ~one_of(claims.c.state, "rejected", "withdrawn", "draft", "voided")
    )
    .order_by(claims.c.id.desc())
    .limit(1)
)
_BY_ALBUM = prepared(
    select(*COLUMNS).where(claims.c.media_group == bindparam("media_group")).order_by(claims.c.id), Claim
)


_UNSAID: dict[str, Any] = {"level_no": 0, "rev": 0, "note": ""} | {
    name: None for name in Claim._fields if claims.c[name].nullable
}
"""What a claim's columns hold where nothing is said of them."""


def add(tx: Tx, *, sameness: str, created_at: datetime, **values: Any) -> Claim:
    """Add a claim; answer it as it is stored. Its id is its number in all chats."""
    claim_id = tx.add(claims, sameness=sameness, created_at=created_at, **values)
    return Claim(**{**_UNSAID, **values, "id": claim_id})


def get(tx: Tx, claim_id: int) -> Claim | None:
    """Answer a claim, or None."""
    row: Claim | None = tx.one(_BY_ID, id=claim_id)
    return row


def known(tx: Tx, claim_id: int) -> Claim:
    """Answer a claim that is known to exist."""
    claim = get(tx, claim_id)
    if claim is None:
        raise LookupError(f"claim {claim_id} was referred to and does not exist")
    return claim


def batch(tx: Tx, first_id: int) -> list[Claim]:
    """Answer the claims that share the card of `first_id`, itself included."""
    return list(tx.all(_BATCH, id=first_id))


def same(tx: Tx, sameness: str) -> int | None:
    """Answer the newest live claim with the same beneficiary, item, date and note."""
    found: int | None = tx.scalar(_SAME, sameness=sameness)
    return found


def by_album(tx: Tx, media_group: str) -> list[Claim]:
    """Answer the claims that an album filed."""
    return list(tx.all(_BY_ALBUM, media_group=media_group))


def set_batch(tx: Tx, claim: Claim) -> Claim:
    """Make a claim the first of a batch; it speaks for all on one card."""
    tx.run(_SET_BATCH, key=claim.id, first=claim.id)
    return claim._replace(batch_id=claim.id)


def change(tx: Tx, claim_id: int, *, from_rev: int, **values: Any) -> bool:
    """Write some columns if nobody was faster; the revision grows.

    Returns:
        False where the claim is not at `from_rev` any more, and nothing was written.
    """
    statement = _change(tuple(values))
    return tx.run(statement, key=claim_id, from_rev=from_rev, next_rev=from_rev + 1, **values) == 1


def _change(names: tuple[str, ...]) -> Any:
    if names not in _CHANGES:
        columns = {name: bindparam(name, type_=claims.c[name].type) for name in names}
        _CHANGES[names] = prepared(
            update(claims)
            .where(claims.c.id == bindparam("key"), claims.c.rev == bindparam("from_rev"))
            .values(rev=bindparam("next_rev"), **columns)
        )
    return _CHANGES[names]


_SET_BATCH = prepared(update(claims).where(claims.c.id == bindparam("key")).values(batch_id=bindparam("first")))
_CHANGES: dict[tuple[str, ...], Any] = {}
