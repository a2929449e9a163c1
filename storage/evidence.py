"""Evidence: Telegram's file ids of what a claim shows. Files stay with Telegram."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, delete, func, select

from storage.prepared import prepared
from storage.schema import claims, evidence
from storage.transaction import Tx


class Evidence(NamedTuple):
    """One photo, document or text."""

    id: int
    claim_id: int | None
    person_id: int | None
    kind: str
    file_id: str | None
    unique_id: str | None
    note: str | None
    message_id: int | None
    media_group: str | None


_COLUMNS = [evidence.c[name] for name in Evidence._fields]
_OF_CLAIM = prepared(
    select(*_COLUMNS).where(evidence.c.claim_id == bindparam("claim_id")).order_by(evidence.c.id), Evidence
)
_COUNT = prepared(select(func.count()).where(evidence.c.claim_id == bindparam("claim_id")))
_COUNTS = prepared(
    select(evidence.c.claim_id, func.count())
    .where(evidence.c.claim_id >= bindparam("first"), evidence.c.claim_id <= bindparam("last"))
    .group_by(evidence.c.claim_id)
)
_LOOSE = prepared(
    select(*_COLUMNS)
    .where(
        evidence.c.media_group == bindparam("media_group"),
        evidence.c.chat_id == bindparam("chat_id"),
        evidence.c.claim_id.is_(None),
    )
    .order_by(evidence.c.id),
    Evidence,
)
_TAKE = prepared(
    delete(evidence).where(
        evidence.c.media_group == bindparam("group"),
        evidence.c.chat_id == bindparam("in_chat"),
        evidence.c.claim_id.is_(None),
    )
)
_RECYCLED = prepared(
    select(evidence.c.claim_id)
    .join(claims, claims.c.id == evidence.c.claim_id)
    .where(
        evidence.c.unique_id == bindparam("unique_id"),
        func.coalesce(claims.c.batch_id, claims.c.id) != bindparam("card_id"),
    )
    .distinct()
    .order_by(evidence.c.claim_id)
    .limit(3)
)
_DROP_LOOSE = prepared(
    delete(evidence).where(
        evidence.c.claim_id.is_(None), evidence.c.added_at < bindparam("before", type_=evidence.c.added_at.type)
    )
)


def add(
    tx: Tx,
    *,
    claim_id: int | None,
    person_id: int | None,
    kind: str,
    file_id: str | None,
    unique_id: str | None,
    chat_id: int,
    message_id: int,
    media_group: str | None,
    now: datetime,
    note: str | None = None,
) -> Evidence:
    """Add a piece of evidence; without a claim it is a part of an album whose caption has not come yet."""
    piece_id = tx.add(
        evidence,
        claim_id=claim_id,
        person_id=person_id,
        kind=kind,
        file_id=file_id,
        unique_id=unique_id,
        note=note,
        chat_id=chat_id,
        message_id=message_id,
        media_group=media_group,
        added_at=now,
    )
    return Evidence(piece_id, claim_id, person_id, kind, file_id, unique_id, note, message_id, media_group)


def of_claim(tx: Tx, claim_id: int) -> list[Evidence]:
    """Answer a claim's evidence in the order it came."""
    return list(tx.all(_OF_CLAIM, claim_id=claim_id))


def count(tx: Tx, claim_id: int) -> int:
    """Answer how many pieces a claim has."""
    return tx.scalar(_COUNT, claim_id=claim_id) or 0


def loose(tx: Tx, chat_id: int, media_group: str) -> list[Evidence]:
    """Answer the parts of an album that wait for a claim."""
    return list(tx.all(_LOOSE, chat_id=chat_id, media_group=media_group))


def take_loose(tx: Tx, chat_id: int, media_group: str) -> list[Evidence]:
    """Take the waiting parts of an album away, to give them to its claims."""
    found = loose(tx, chat_id, media_group)
    if found:
        tx.run(_TAKE, in_chat=chat_id, group=media_group)
    return found


def recycled(tx: Tx, unique_id: str, card_id: int) -> list[int]:
    """Answer claims that show the very same file, but for those on the card of `card_id`."""
    return [row[0] for row in tx.all(_RECYCLED, unique_id=unique_id, card_id=card_id)]


def drop_loose(tx: Tx, before: datetime) -> int:
    """Drop album parts that nobody claimed with; messages that are no claims are not kept."""
    return tx.run(_DROP_LOOSE, before=before)


def counts(tx: Tx, first: int, last: int) -> dict[int, int]:
    """Answer how many pieces each claim shows, from one number to another, for all that show any."""
    return {row[0]: row[1] for row in tx.all(_COUNTS, first=first, last=last)}
