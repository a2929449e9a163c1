"""Told: what a group was told along with its posts, once."""

from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from storage.prepared import prepared
from storage.schema import told
from storage.transaction import Tx

_NEW = {
    True: prepared(sqlite_insert(told).on_conflict_do_nothing()),
    False: prepared(postgres_insert(told).on_conflict_do_nothing()),
}
_OF_CHAT = prepared(
    select(told.c.subject).where(told.c.what == bindparam("what"), told.c.chat_id == bindparam("chat_id"))
)
_MOVE = prepared(update(told).where(told.c.chat_id == bindparam("old")).values(chat_id=bindparam("new")))


def add(tx: Tx, what: str, subject: str, chat_id: int, *, now: datetime) -> None:
    """Remember that a group was told of something; twice is the same."""
    tx.run(_NEW[tx.sqlite], what=what, subject=subject, chat_id=chat_id, at=now)


def of_chat(tx: Tx, what: str, chat_id: int) -> set[str]:
    """Answer of what subjects a group was told."""
    return {row[0] for row in tx.all(_OF_CHAT, what=what, chat_id=chat_id)}


def move_chat(tx: Tx, old: int, new: int) -> None:
    """A group became a supergroup: what it was told stays told."""
    tx.run(_MOVE, old=old, new=new)
