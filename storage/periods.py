"""Periods: the months and years of a branch that are not simply open."""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import bindparam, func, select, update

from storage.prepared import prepared
from storage.schema import periods
from storage.transaction import Tx


class PeriodRow(NamedTuple):
    """A month of a branch whose notice was written, or a year whose result was laid open."""

    branch_id: int
    key: str
    state: str
    frozen_at: datetime | None
    publicity_until: date | None
    head_seq: int | None
    head_hash: str | None


YEAR = 4
"""Characters of a year's key; all longer ones are months."""

_COLUMNS = [periods.c[name] for name in PeriodRow._fields]
_ONE = prepared(
    select(*_COLUMNS).where(periods.c.branch_id == bindparam("branch_id"), periods.c.key == bindparam("key")),
    PeriodRow,
)
_FROZEN = prepared(
    select(*_COLUMNS)
    .where(periods.c.branch_id == bindparam("branch_id"), periods.c.frozen_at.is_not(None))
    .where(func.length(periods.c.key) > YEAR)
    .order_by(periods.c.key),
    PeriodRow,
)
_PUBLISHED = prepared(
    select(*_COLUMNS)
    .where(periods.c.branch_id == bindparam("branch_id"), periods.c.frozen_at.is_not(None))
    .order_by(periods.c.key),
    PeriodRow,
)
_CLOSE = prepared(
    update(periods)
    .where(
        periods.c.branch_id == bindparam("of_branch"), periods.c.key == bindparam("of_key"),
        periods.c.state == "publicity",
    )
    .values(state="closed")
)  # fmt: skip
_ENDED = prepared(
    select(*_COLUMNS).where(
        periods.c.state == "publicity",
        periods.c.publicity_until < bindparam("today", type_=periods.c.publicity_until.type),
    ),
    PeriodRow,
)


def get(tx: Tx, branch_id: int, key: str) -> PeriodRow | None:
    """Answer a month's row; a month without one is open."""
    row: PeriodRow | None = tx.one(_ONE, branch_id=branch_id, key=key)
    return row


def frozen(tx: Tx, branch_id: int) -> list[PeriodRow]:
    """Answer the months that take no entry any more, oldest first."""
    return tx.memory.recall(("frozen", branch_id), lambda: list(tx.all(_FROZEN, branch_id=branch_id)))


def published(tx: Tx, branch_id: int) -> list[PeriodRow]:
    """Answer the months and years that are laid open or closed, by key."""
    return list(tx.all(_PUBLISHED, branch_id=branch_id))


def freeze(
    tx: Tx, branch_id: int, key: str, *, now: datetime, publicity_until: date, head_seq: int, head_hash: str
) -> None:
    """Write that a month's notice stands: from now on it takes no entry (2.3-2); likewise a year's result."""
    tx.memory.forget(("frozen", branch_id))
    tx.add(
        periods,
        branch_id=branch_id,
        key=key,
        state="publicity",
        frozen_at=now,
        publicity_until=publicity_until,
        head_seq=head_seq,
        head_hash=head_hash,
    )


def ended(tx: Tx, today: date) -> list[PeriodRow]:
    """Answer the periods, of all branches, whose publicity ran out before a day and that are not closed yet."""
    return list(tx.all(_ENDED, today=today))


def move_until(tx: Tx, branch_id: int, key: str, until: date) -> None:
    """Write that a period's publicity runs to another day: it was suspended meanwhile."""
    tx.memory.forget(("frozen", branch_id))
    statement = update(periods).where(periods.c.branch_id == branch_id, periods.c.key == key)
    tx.run(statement.values(publicity_until=until))


def close(tx: Tx, branch_id: int, key: str) -> bool:
    """Close a period that is laid open; False where it is not, or somebody was faster."""
    tx.memory.forget(("frozen", branch_id))
    return tx.run(_CLOSE, of_branch=branch_id, of_key=key) == 1
