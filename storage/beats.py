"""Beats: which process carries which chat's letters. Only on PostgreSQL, where several processes may send.

A postman is a process that sends; it is alive until a moment that it moves on every second, by the database's own
clock. A beat is a chat whose letters one postman carries, so that they keep their order. The beats of a postman that is
dead, and has been for longer than one on a slow network could still believe otherwise, are anybody's.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import BigInteger, bindparam, case, cast, delete, exists, func, or_, select, update
from sqlalchemy.dialects.postgresql import ARRAY, insert

from storage.letters import IS_DUE, IS_RIPE, WITH_PLACE, Letter
from storage.prepared import prepared
from storage.schema import beats, letters, postmen
from storage.transaction import Tx

LEASE_MS = 8_000
GRACE_MS = 3_000
"""Taken over at the latest after both, and one more second until somebody looks."""
BURIED_MS = 3_600_000

_NOW = cast(func.extract("epoch", func.clock_timestamp()) * 1000, BigInteger)
_ME = bindparam("me", type_=BigInteger)
_COUNTS = postmen.c.until + GRACE_MS > _NOW

_ENLIST = prepared(insert(postmen).values(id=_ME, since=_NOW, until=_NOW + LEASE_MS))
_RENEW = prepared(update(postmen).where(postmen.c.id == _ME, postmen.c.until > _NOW).values(until=_NOW + LEASE_MS))
_RETIRE = prepared(update(postmen).where(postmen.c.id == _ME).values(until=_NOW - 1))
_BURY = prepared(delete(postmen).where(postmen.c.until < _NOW - BURIED_MS))
_COLLEAGUES = prepared(
    select(postmen.c.id, (_NOW - postmen.c.since).label("age_ms"), (postmen.c.until > _NOW).label("alive")).where(
        _COUNTS
    )
)

_HELD = exists().where(postmen.c.id == beats.c.postman_id, _COUNTS)
_CHATS = func.unnest(bindparam("chats", type_=ARRAY(BigInteger))).column_valued("chat_id")
_NEW = insert(beats).from_select(["chat_id", "postman_id"], select(_CHATS, _ME).order_by(_CHATS))
_TAKE = prepared(
    _NEW.on_conflict_do_update(
        index_elements=["chat_id"],
        set_={"postman_id": _NEW.excluded.postman_id},
        where=or_(beats.c.postman_id.is_(None), beats.c.postman_id == _NEW.excluded.postman_id, ~_HELD),
    ).returning(beats.c.chat_id, beats.c.recent)
)
_OF_MINE = beats.c.chat_id == func.any(bindparam("chats", type_=ARRAY(BigInteger)))
_HOLD = prepared(
    select(beats.c.chat_id).where(_OF_MINE, beats.c.postman_id == _ME).order_by(beats.c.chat_id).with_for_update()
)
_LEAVE = prepared(
    update(beats)
    .where(beats.c.chat_id == bindparam("chat"))
    .values(postman_id=None, recent=bindparam("times", type_=beats.c.recent.type))
)
_LEAVE_ALL = prepared(update(beats).where(beats.c.postman_id == _ME).values(postman_id=None))
_ORPHANS = prepared(
    select(letters.c.chat_id)
    .join(beats, beats.c.chat_id == letters.c.chat_id, isouter=True)
    .where(IS_DUE, IS_RIPE, ~case((beats.c.postman_id.is_(None), False), else_=_HELD))
    .order_by(letters.c.id)
    .limit(bindparam("most"))
)
_DUE = prepared(
    WITH_PLACE.where(
        IS_DUE, IS_RIPE, letters.c.chat_id == func.any(bindparam("chats", type_=ARRAY(BigInteger)))
    ).order_by(letters.c.id),
    Letter,
)


class Colleague(NamedTuple):
    """A postman that counts: it is alive, or may have sent a moment ago."""

    id: int
    age_ms: int
    alive: bool = True


def enlist(tx: Tx, me: int) -> None:
    """Begin to live."""
    tx.run(_BURY)
    tx.run(_ENLIST, me=me)


def renew(tx: Tx, me: int) -> bool:
    """Live on; False where this postman counts as dead already and must begin anew."""
    return tx.run(_RENEW, me=me) == 1


def retire(tx: Tx, me: int) -> None:
    """Leave all beats to others, at once; its share of the pace stays taken for a moment, it may just have sent."""
    tx.run(_LEAVE_ALL, me=me)
    tx.run(_RETIRE, me=me)


def colleagues(tx: Tx) -> list[Colleague]:
    """Answer all postmen that count, this one included."""
    return [Colleague(*row) for row in tx.all(_COLLEAGUES)]


def take(tx: Tx, me: int, chats: Iterable[int]) -> dict[int, list[float]]:
    """Take what is nobody's of some chats; answer which are this postman's now, and when they were last written to.

    A chat that somebody else holds stays locked until the commit: its holder, about to leave it, waits and sees the
    letters of this very transaction.
    """
    wanted = sorted(set(chats))
    return {row[0]: row[1] or [] for row in tx.all(_TAKE, me=me, chats=wanted)} if wanted else {}


def hold(tx: Tx, me: int, chats: Sequence[int]) -> list[int]:
    """Lock some of this postman's beats before leaving them, so that nobody writes unseen meanwhile."""
    return [row[0] for row in tx.all(_HOLD, me=me, chats=list(chats))]


def leave(tx: Tx, chat_id: int, recent: list[float]) -> None:
    """Leave a beat that is held; `recent` is when its last messages were sent."""
    tx.run(_LEAVE, chat=chat_id, times=recent or None)


def orphans(tx: Tx, most: int, *, now: datetime) -> list[int]:
    """Answer chats with letters that could go and nobody carries, the oldest letter's first."""
    return list(dict.fromkeys(row[0] for row in tx.all(_ORPHANS, most=most, now=now)))


def due(tx: Tx, chats: Iterable[int], *, now: datetime) -> list[Letter]:
    """Answer the letters to some chats that could go, in the order they were written."""
    return list(tx.all(_DUE, chats=list(chats), now=now))
