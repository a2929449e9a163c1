"""Drafts: the one unfinished question between the bot and a person in a chat."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, select

from storage.prepared import prepared
from storage.schema import drafts
from storage.transaction import Tx


class Draft(NamedTuple):
    """What the bot waits for."""

    chat_id: int
    telegram_id: int
    kind: str
    facts: dict[str, Any]
    at: datetime


_WHERE = (drafts.c.chat_id == bindparam("chat_id"), drafts.c.telegram_id == bindparam("telegram_id"))
_ONE = prepared(select(*(drafts.c[name] for name in Draft._fields)).where(*_WHERE), Draft)
_DROP = prepared(delete(drafts).where(*_WHERE))


def get(tx: Tx, chat_id: int, telegram_id: int) -> Draft | None:
    """Answer what the bot waits for there, if anything."""
    row: Draft | None = tx.one(_ONE, chat_id=chat_id, telegram_id=telegram_id)
    return row


def put(tx: Tx, chat_id: int, telegram_id: int, kind: str, facts: dict[str, Any], *, now: datetime) -> None:
    """Wait for something; whatever was waited for before is forgotten."""
    drop(tx, chat_id, telegram_id)
    tx.add(drafts, chat_id=chat_id, telegram_id=telegram_id, kind=kind, facts=facts, at=now)


def drop(tx: Tx, chat_id: int, telegram_id: int) -> bool:
    """Wait for nothing any more."""
    return tx.run(_DROP, chat_id=chat_id, telegram_id=telegram_id) > 0
