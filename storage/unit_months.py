"""The colours that months left: of persons, sections and the department, one line a month."""

from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from storage.prepared import prepared
from storage.schema import unit_months
from storage.transaction import Tx


class Month(NamedTuple):
    """How an owner's tasks stood when a month ended."""

    owner_kind: str
    owner_id: int
    month: str
    color: str
    red: int
    yellow: int
    green: int


_OF_YEAR = prepared(
    select(*(unit_months.c[name] for name in Month._fields))
    .where(
        unit_months.c.branch_id == bindparam("branch_id"),
        unit_months.c.month >= bindparam("first"),
        unit_months.c.month <= bindparam("last"),
    )
    .order_by(unit_months.c.owner_kind, unit_months.c.owner_id, unit_months.c.month),
    Month,
)
_NEW = {
    True: prepared(sqlite_insert(unit_months).on_conflict_do_nothing()),
    False: prepared(postgres_insert(unit_months).on_conflict_do_nothing()),
}


def add(tx: Tx, branch_id: int, month: Month) -> None:
    """Keep how an owner's tasks stood; the first word stands."""
    tx.run(_NEW[tx.sqlite], branch_id=branch_id, **month._asdict())


def between(tx: Tx, branch_id: int, first: str, last: str) -> list[Month]:
    """Answer the months of a branch's owners over a span, those of each owner in order."""
    return list(tx.all(_OF_YEAR, branch_id=branch_id, first=first, last=last))
