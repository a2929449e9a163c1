"""Stops: who asked not to be reminded of a month any more."""

from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from storage.prepared import prepared
from storage.schema import stops
from storage.transaction import Tx

_NEW = {
    True: prepared(sqlite_insert(stops).on_conflict_do_nothing()),
    False: prepared(postgres_insert(stops).on_conflict_do_nothing()),
}
_OF_PERIOD = prepared(
    select(stops.c.person_id).where(stops.c.branch_id == bindparam("branch_id"), stops.c.period == bindparam("period"))
)


def add(tx: Tx, person_id: int, branch_id: int, period: str, *, now: datetime) -> None:
    """Remember that somebody wants no more reminders of a month; asking twice is the same."""
    tx.run(_NEW[tx.sqlite], person_id=person_id, branch_id=branch_id, period=period, at=now)


def of_period(tx: Tx, branch_id: int, period: str) -> set[int]:
    """Answer the ids of those who want no more reminders of a month."""
    return {row[0] for row in tx.all(_OF_PERIOD, branch_id=branch_id, period=period)}
