"""Digests: who was told on which day what waits for a decision."""

from datetime import date, datetime

from sqlalchemy import bindparam, delete
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from storage.prepared import prepared
from storage.schema import digests
from storage.transaction import Tx

_NEW = {
    True: prepared(sqlite_insert(digests).on_conflict_do_nothing()),
    False: prepared(postgres_insert(digests).on_conflict_do_nothing()),
}
_DROP = prepared(delete(digests).where(digests.c.day < bindparam("before", type_=digests.c.day.type)))


def take(tx: Tx, person_id: int, day: date, *, now: datetime) -> bool:
    """Write that a person is told today; answer False where that has happened already."""
    return tx.run(_NEW[tx.sqlite], person_id=person_id, day=day, at=now) == 1


def drop_old(tx: Tx, before: date) -> int:
    """Drop what lies so far back that nobody asks any more whether it was told."""
    return tx.run(_DROP, before=before)
