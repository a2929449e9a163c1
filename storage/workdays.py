"""Workdays: the operator's own list, which wins over every bundled calendar."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import bindparam, delete, select

from storage.prepared import prepared
from storage.schema import workdays
from storage.transaction import Tx

_ALL = prepared(select(workdays.c.day, workdays.c.working))
_DROP = prepared(delete(workdays).where(workdays.c.day == bindparam("of_day", type_=workdays.c.day.type)))


def overrides(tx: Tx) -> Mapping[date, bool]:
    """Answer day → whether it is worked."""
    return tx.memory.recall("workdays", lambda: {row[0]: row[1] for row in tx.all(_ALL)})


def put(tx: Tx, day: date, *, working: bool, note: str = "") -> None:
    """Write one day, over an older word on it."""
    tx.memory.forget("workdays", "calendar", kinds=("plan",))
    tx.run(_DROP, of_day=day)
    tx.add(workdays, day=day, working=working, note=note)
