"""The outbox: everything that is said, written in the transaction of the change it tells of."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, func, literal_column, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from storage.prepared import prepared
from storage.schema import letters, slots
from storage.transaction import Tx


class Letter(NamedTuple):
    """A letter that is due. `body` is JSON in our own words; the postman makes Telegram's call of it."""

    id: int
    key: str
    chat_id: int
    lane: int
    slot: str | None
    method: str
    body: str
    due_at: datetime
    created_at: datetime
    attempts: int
    feedback: str | None
    facts: dict[str, Any] | None
    message_id: int | None
    message_kind: str | None


class Slot(NamedTuple):
    """Where a rewritable message stands."""

    slot: str
    chat_id: int
    message_id: int
    kind: str


# Written out, not bound: SQLite uses a partial index only where the statement itself says its condition.
_IS_DUE = letters.c.state == literal_column("'due'")
_IS_SENT = letters.c.state == literal_column("'sent'")
_IS_SUPERSEDED = letters.c.state == literal_column("'superseded'")
_COLUMNS = [
    *(letters.c[name] for name in Letter._fields[:12]),
    slots.c.message_id,
    slots.c.kind.label("message_kind"),
]
_WITH_PLACE = select(*_COLUMNS).join(slots, slots.c.slot == letters.c.slot, isouter=True)
_SLOT_COLUMNS = [slots.c[name] for name in Slot._fields]
_VALUES = {column.name: bindparam(column.name, type_=column.type) for column in letters.c if column.name != "id"}
_NEW = {
    True: prepared(sqlite_insert(letters).values(_VALUES).on_conflict_do_nothing()),
    False: prepared(postgres_insert(letters).values(_VALUES).on_conflict_do_nothing().returning(letters.c.id)),
}
_SUPERSEDE = prepared(update(letters).where(letters.c.slot == bindparam("of_slot"), _IS_DUE).values(state="superseded"))
_DUE = prepared(
    _WITH_PLACE.where(_IS_DUE, letters.c.id > bindparam("after")).order_by(letters.c.id).limit(bindparam("most")),
    Letter,
)
_SENT = prepared(
    update(letters)
    .where(letters.c.id == bindparam("key"))
    .values(state="sent", sent_at=bindparam("at", type_=letters.c.sent_at.type))
)
_FAILED = prepared(
    update(letters).where(letters.c.id == bindparam("key")).values(state="failed", error=bindparam("why"))
)
_TRIED = prepared(
    update(letters)
    .where(letters.c.id == bindparam("key"))
    .values(attempts=letters.c.attempts + 1, error=bindparam("why"))
)
_RECENT = prepared(
    select(letters.c.chat_id, letters.c.sent_at)
    .where(_IS_SENT, letters.c.sent_at > bindparam("since", type_=letters.c.sent_at.type))
    .order_by(letters.c.sent_at)
)
_SLOT = prepared(select(*_SLOT_COLUMNS).where(slots.c.slot == bindparam("slot")), Slot)
_SLOTS_LIKE = prepared(select(slots.c.slot).where(slots.c.slot >= bindparam("low"), slots.c.slot < bindparam("high")))
_DUE_LIKE = prepared(
    select(letters.c.slot).where(_IS_DUE, letters.c.slot >= bindparam("low"), letters.c.slot < bindparam("high"))
)
_AT = prepared(
    # A message that became a claim's card may still have its first name ("act:…", "at:…"): the claim's comes first.
    select(*_SLOT_COLUMNS)
    .where(slots.c.chat_id == bindparam("chat_id"), slots.c.message_id == bindparam("message_id"))
    .order_by(slots.c.slot.desc()),
    Slot,
)
_SENT_AT = prepared(select(letters.c.sent_at).where(letters.c.key == bindparam("key"), _IS_SENT))
_STATE = prepared(select(letters.c.state).where(letters.c.key == bindparam("key")))
_PUT = {
    sqlite: prepared(
        new.on_conflict_do_update(
            index_elements=["slot"],
            set_={name: new.excluded[name] for name in ("chat_id", "message_id", "kind")},
        )
    )
    for sqlite, new in ((True, sqlite_insert(slots)), (False, postgres_insert(slots)))
}
_MOVE_DUE = prepared(
    update(letters).where(letters.c.chat_id == bindparam("old"), _IS_DUE).values(chat_id=bindparam("new"))
)
_COUNTS = prepared(select(letters.c.lane, letters.c.state, func.count()).group_by(letters.c.lane, letters.c.state))
_CLOSE = prepared(
    update(letters).where(letters.c.chat_id == bindparam("at"), _IS_DUE).values(state="failed", error=bindparam("why"))
)
_DROP_SENT = prepared(
    delete(letters).where(
        _IS_SENT, letters.c.sent_at < bindparam("before", type_=letters.c.sent_at.type), letters.c.lane < 2
    )
)
_DROP_NAMED = prepared(
    delete(letters).where(
        letters.c.key >= bindparam("low"), letters.c.key < bindparam("high"), letters.c.state != literal_column("'due'")
    )
)
_DROP_SUPERSEDED = prepared(
    delete(letters).where(_IS_SUPERSEDED, letters.c.created_at < bindparam("before", type_=letters.c.created_at.type))
)


def add(
    tx: Tx,
    *,
    key: str,
    chat_id: int,
    lane: int,
    method: str,
    body: str,
    now: datetime,
    slot: str | None = None,
    due_at: datetime | None = None,
    feedback: str | None = None,
    facts: dict[str, Any] | None = None,
    fresh: bool = False,
) -> int | None:
    """Write a letter; one with the same key exists already: nothing happens and the answer is None.

    `fresh` says that nothing was ever said in the slot, so that nobody need look where its message stands.
    """
    letter_id = tx.add_new(
        _NEW[tx.sqlite],
        key=key,
        chat_id=chat_id,
        lane=lane,
        slot=slot,
        method=method,
        body=body,
        state="due",
        due_at=due_at or now,
        created_at=now,
        sent_at=None,
        attempts=0,
        error=None,
        feedback=feedback,
        facts=facts,
    )
    if letter_id is None:
        return None
    place = slot_of(tx, slot) if slot is not None and not fresh else None
    tx.letters.append(
        Letter(
            id=letter_id,
            key=key,
            chat_id=chat_id,
            lane=lane,
            slot=slot,
            method=method,
            body=body,
            due_at=due_at or now,
            created_at=now,
            attempts=0,
            feedback=feedback,
            facts=facts,
            message_id=place.message_id if place else None,
            message_kind=place.kind if place else None,
        )
    )
    return letter_id


def supersede(tx: Tx, slot: str) -> int:
    """A newer letter for a slot is coming: those that wait are never sent."""
    return tx.run(_SUPERSEDE, of_slot=slot)


def all_due(tx: Tx, *, after: int = 0, most: int = 10_000) -> list[Letter]:
    """Answer the letters that are due, in the order they were written."""
    return list(tx.all(_DUE, after=after, most=most))


def sent(tx: Tx, letter_id: int, at: datetime) -> None:
    """Telegram accepted the letter."""
    tx.run(_SENT, key=letter_id, at=at)


def failed(tx: Tx, letter_id: int, why: str) -> None:
    """Telegram refused the letter for good."""
    tx.run(_FAILED, key=letter_id, why=why)


def tried(tx: Tx, letter_id: int, why: str) -> None:
    """An attempt came to nothing; the letter stays due."""
    tx.run(_TRIED, key=letter_id, why=why)


def close_address(tx: Tx, chat_id: int, why: str) -> int:
    """Nothing can be sent there any more."""
    return tx.run(_CLOSE, at=chat_id, why=why)


def sent_since(tx: Tx, since: datetime) -> list[tuple[int, datetime]]:
    """Answer chat and time of what was sent lately, so that a restart does not burst."""
    return [(row[0], row[1]) for row in tx.all(_RECENT, since=since)]


def slot_of(tx: Tx, slot: str) -> Slot | None:
    """Answer where a rewritable message stands, None before it was sent."""
    row: Slot | None = tx.one(_SLOT, slot=slot)
    return row


def slots_under(tx: Tx, prefix: str) -> set[str]:
    """Answer the slots that begin with a prefix: of messages that stand, and of those on their way."""
    high = prefix[:-1] + chr(ord(prefix[-1]) + 1)
    standing = tx.all(_SLOTS_LIKE, low=prefix, high=high)
    waiting = tx.all(_DUE_LIKE, low=prefix, high=high)
    return {row[0] for row in (*standing, *waiting)}


def slot_at(tx: Tx, chat_id: int, message_id: int) -> Slot | None:
    """Answer what a message of ours is, by where it stands."""
    row: Slot | None = tx.one(_AT, chat_id=chat_id, message_id=message_id)
    return row


def sent_at(tx: Tx, key: str) -> datetime | None:
    """Answer when Telegram took a letter, None where it has not."""
    found: datetime | None = tx.scalar(_SENT_AT, key=key)
    return found


def state_of(tx: Tx, key: str) -> str | None:
    """Answer the state of a letter: due, sent, superseded, failed; None where there is none of that key."""
    found: str | None = tx.scalar(_STATE, key=key)
    return found


def put_slot(tx: Tx, slot: str, *, chat_id: int, message_id: int, kind: str) -> None:
    """Remember where a rewritable message stands."""
    tx.run(_PUT[tx.sqlite], slot=slot, chat_id=chat_id, message_id=message_id, kind=kind)


def move_chat(tx: Tx, old: int, new: int) -> None:
    """A group became a supergroup: what waits goes to its new id."""
    tx.run(_MOVE_DUE, old=old, new=new)


def counts(tx: Tx) -> list[tuple[int, str, int]]:
    """Answer lane, state and number of letters, for /metrics."""
    return [(row[0], row[1], row[2]) for row in tx.all(_COUNTS)]


def drop_settled(tx: Tx, prefix: str) -> int:
    """Drop the letters whose keys begin so and that wait no more, because another of their kind is coming."""
    return tx.run(_DROP_NAMED, low=prefix, high=prefix[:-1] + chr(ord(prefix[-1]) + 1))


def drop_old(tx: Tx, before: datetime) -> int:
    """Drop answers and cards that went out long ago; broadcasts stay, they are the record of what was said."""
    return tx.run(_DROP_SENT, before=before) + tx.run(_DROP_SUPERSEDED, before=before)
