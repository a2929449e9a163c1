"""Slots: where the messages stand that are rewritten, such as a claim's card."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import bindparam, literal_column, select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from storage.prepared import behind, prepared
from storage.schema import letters, slots
from storage.transaction import Tx


class Slot(NamedTuple):
    """Where a rewritable message stands."""

    slot: str
    chat_id: int
    message_id: int
    kind: str


_COLUMNS = [slots.c[name] for name in Slot._fields]
_PLACE = prepared(select(*_COLUMNS).where(slots.c.slot == bindparam("slot")), Slot)
_AT = prepared(
    # A message that became a claim's card may still have its first name ("act:…", "at:…"): the claim's comes first.
    select(*_COLUMNS)
    .where(slots.c.chat_id == bindparam("chat_id"), slots.c.message_id == bindparam("message_id"))
    .order_by(slots.c.slot.desc()),
    Slot,
)
_UNDER = prepared(select(slots.c.slot).where(slots.c.slot >= bindparam("low"), slots.c.slot < bindparam("high")))
_DUE_UNDER = prepared(
    # Written out, not bound: SQLite uses a partial index only where the statement itself says its condition.
    select(letters.c.slot).where(
        letters.c.state == literal_column("'due'"),
        letters.c.slot >= bindparam("low"),
        letters.c.slot < bindparam("high"),
    )
)
_PUT = {
    sqlite: prepared(
        new.on_conflict_do_update(
            index_elements=["slot"],
            set_={name: new.excluded[name] for name in ("chat_id", "message_id", "kind")},
        )
    )
    for sqlite, new in ((True, sqlite_insert(slots)), (False, postgres_insert(slots)))
}


def place_of(tx: Tx, slot: str) -> Slot | None:
    """Answer where a rewritable message stands, None before it was sent."""
    row: Slot | None = tx.one(_PLACE, slot=slot)
    return row


def at(tx: Tx, chat_id: int, message_id: int) -> Slot | None:
    """Answer what a message of ours is, by where it stands."""
    row: Slot | None = tx.one(_AT, chat_id=chat_id, message_id=message_id)
    return row


def under(tx: Tx, prefix: str) -> set[str]:
    """Answer the slots that begin with a prefix: of messages that stand, and of those on their way."""
    high = behind(prefix)
    standing = tx.all(_UNDER, low=prefix, high=high)
    waiting = tx.all(_DUE_UNDER, low=prefix, high=high)
    return {row[0] for row in (*standing, *waiting)}


def put(tx: Tx, slot: str, *, chat_id: int, message_id: int, kind: str) -> None:
    """Remember where a rewritable message stands."""
    tx.run(_PUT[tx.sqlite], slot=slot, chat_id=chat_id, message_id=message_id, kind=kind)


def put_all(tx: Tx, places: Iterable[Slot]) -> None:
    """Remember where several rewritable messages stand."""
    tx.run_each(_PUT[tx.sqlite], [place._asdict() for place in places])
