"""Guesses: how often an account said a wrong word, until it is forgotten."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from storage.prepared import prepared
from storage.schema import guesses
from storage.transaction import Tx


class Guesses(NamedTuple):
    """The wrong words of an account."""

    wrong: int
    since: datetime


_ONE = prepared(
    select(guesses.c.wrong, guesses.c.since).where(
        guesses.c.kind == bindparam("kind"), guesses.c.account == bindparam("account")
    ),
    Guesses,
)
_PUT = {}
for _sqlite, _new in ((True, sqlite_insert(guesses)), (False, postgres_insert(guesses))):
    _values = {"wrong": _new.excluded.wrong, "since": _new.excluded.since}
    _PUT[_sqlite] = prepared(_new.on_conflict_do_update(index_elements=["kind", "account"], set_=_values))
_FORGET = prepared(
    delete(guesses).where(guesses.c.kind == bindparam("kind"), guesses.c.account == bindparam("account"))
)
_DROP = prepared(delete(guesses).where(guesses.c.since < bindparam("before", type_=guesses.c.since.type)))


def get(tx: Tx, kind: str, account: int) -> Guesses | None:
    """Answer the wrong words of an account, or None."""
    row: Guesses | None = tx.one(_ONE, kind=kind, account=account)
    return row


def put(tx: Tx, kind: str, account: int, *, wrong: int, since: datetime) -> None:
    """Remember how often an account was wrong, and since when."""
    tx.run(_PUT[tx.sqlite], kind=kind, account=account, wrong=wrong, since=since)


def forget(tx: Tx, kind: str, account: int) -> None:
    """The account said the right word."""
    tx.run(_FORGET, kind=kind, account=account)


def drop_old(tx: Tx, before: datetime) -> int:
    """Drop what began so long ago that no rule asks for it."""
    return tx.run(_DROP, before=before)
