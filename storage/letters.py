"""The outbox: everything that is said, written in the transaction of the change it tells of."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, literal_column, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from storage.prepared import prepared
from storage.schema import letters, slots
from storage.slots import place_of
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


# Written out, not bound: SQLite uses a partial index only where the statement itself says its condition.
IS_DUE = letters.c.state == literal_column("'due'")
IS_RIPE = or_(
    letters.c.due_at <= bindparam("now", type_=letters.c.due_at.type), letters.c.due_at == letters.c.created_at
)
"""Only a letter that was meant for later waits: one written at once does not, by whatever clock."""
IS_SENT = letters.c.state == literal_column("'sent'")
_COLUMNS = [
    *(letters.c[name] for name in Letter._fields[:12]),
    slots.c.message_id,
    slots.c.kind.label("message_kind"),
]
WITH_PLACE = select(*_COLUMNS).join(
    slots, (slots.c.slot == letters.c.slot) & (slots.c.chat_id == letters.c.chat_id), isouter=True
)
_VALUES = {column.name: bindparam(column.name, type_=column.type) for column in letters.c if column.name != "id"}
_NEW = {
    True: prepared(sqlite_insert(letters).values(_VALUES).on_conflict_do_nothing()),
    False: prepared(postgres_insert(letters).values(_VALUES).on_conflict_do_nothing().returning(letters.c.id)),
}
_SUPERSEDE = prepared(update(letters).where(letters.c.slot == bindparam("of_slot"), IS_DUE).values(state="superseded"))
_DUE = prepared(
    WITH_PLACE.where(IS_DUE, letters.c.id > bindparam("after")).order_by(letters.c.id).limit(bindparam("most")),
    Letter,
)
_RIPE = prepared(
    WITH_PLACE.where(IS_DUE, letters.c.lane == bindparam("of_lane"), IS_RIPE)
    .order_by(letters.c.id)
    .limit(bindparam("most")),
    Letter,
)
_UNRIPE = prepared(WITH_PLACE.where(IS_DUE, ~IS_RIPE).order_by(letters.c.id).limit(bindparam("most")), Letter)
_SENT = prepared(
    update(letters)
    .where(letters.c.id == bindparam("key"))
    .values(state="sent", sent_at=bindparam("at", type_=letters.c.sent_at.type))
)
_FAILED = prepared(
    update(letters).where(letters.c.id == bindparam("key")).values(state="failed", error=bindparam("why"))
)
_RECENT = prepared(
    select(letters.c.chat_id, letters.c.sent_at)
    .where(IS_SENT, letters.c.sent_at > bindparam("since", type_=letters.c.sent_at.type))
    .order_by(letters.c.sent_at)
)
_SENT_AT = prepared(select(letters.c.sent_at).where(letters.c.key == bindparam("key"), IS_SENT))
_STATE = prepared(select(letters.c.state).where(letters.c.key == bindparam("key")))
_MOVE_DUE = prepared(
    update(letters).where(letters.c.chat_id == bindparam("old"), IS_DUE).values(chat_id=bindparam("new"))
)
_CLOSE = prepared(
    update(letters).where(letters.c.chat_id == bindparam("at"), IS_DUE).values(state="failed", error=bindparam("why"))
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
    values: dict[str, Any] = {
        "key": key,
        "chat_id": chat_id,
        "lane": lane,
        "slot": slot,
        "method": method,
        "body": body,
        "due_at": due_at or now,
        "created_at": now,
        "attempts": 0,
        "feedback": feedback,
        "facts": facts,
    }
    letter_id = tx.add_new(_NEW[tx.sqlite], **values, state="due", sent_at=None, error=None)
    if letter_id is None:
        return None
    place = place_of(tx, slot) if slot is not None and not fresh else None
    message_id, kind = (place.message_id, place.kind) if place and place.chat_id == chat_id else (None, None)
    tx.letters.append(Letter(id=letter_id, **values, message_id=message_id, message_kind=kind))
    return letter_id


def supersede(tx: Tx, slot: str) -> int:
    """A newer letter for a slot is coming: those that wait are never sent."""
    return tx.run(_SUPERSEDE, of_slot=slot)


def ripe(tx: Tx, *, lane: int, most: int, now: datetime) -> list[Letter]:
    """Answer the first letters of a lane that could go now."""
    return list(tx.all(_RIPE, of_lane=lane, most=most, now=now))


def unripe(tx: Tx, *, most: int, now: datetime) -> list[Letter]:
    """Answer the first letters that are meant for later."""
    return list(tx.all(_UNRIPE, most=most, now=now))


def all_due(tx: Tx, *, after: int = 0, most: int = 10_000) -> list[Letter]:
    """Answer the letters that are due, in the order they were written."""
    return list(tx.all(_DUE, after=after, most=most))


def sent(tx: Tx, letter_id: int, at: datetime) -> None:
    """Telegram accepted the letter."""
    tx.run(_SENT, key=letter_id, at=at)


def all_sent(tx: Tx, taken: Mapping[int, datetime]) -> None:
    """Telegram accepted several letters, each at its time."""
    tx.run_each(_SENT, [{"key": letter_id, "at": at} for letter_id, at in taken.items()])


def failed(tx: Tx, letter_id: int, why: str) -> None:
    """Telegram refused the letter for good."""
    tx.run(_FAILED, key=letter_id, why=why)


def close_address(tx: Tx, chat_id: int, why: str) -> int:
    """Nothing can be sent there any more."""
    return tx.run(_CLOSE, at=chat_id, why=why)


def sent_since(tx: Tx, since: datetime) -> list[tuple[int, datetime]]:
    """Answer chat and time of what was sent lately, so that a restart does not burst."""
    return [(row[0], row[1]) for row in tx.all(_RECENT, since=since)]


def sent_at(tx: Tx, key: str) -> datetime | None:
    """Answer when Telegram took a letter, None where it has not."""
    found: datetime | None = tx.scalar(_SENT_AT, key=key)
    return found


def state_of(tx: Tx, key: str) -> str | None:
    """Answer the state of a letter: due, sent, superseded, failed; None where there is none of that key."""
    found: str | None = tx.scalar(_STATE, key=key)
    return found


def move_chat(tx: Tx, old: int, new: int) -> None:
    """A group became a supergroup: what waits goes to its new id."""
    tx.run(_MOVE_DUE, old=old, new=new)
