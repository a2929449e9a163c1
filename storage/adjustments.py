"""Adjustments: the wish to take back what a claim booked, until a second person has said yes or no."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select, update

from storage.prepared import prepared
from storage.schema import adjustments
from storage.transaction import Tx


class Adjustment(NamedTuple):
    """One wish; `state` is waiting, done or declined."""

    id: int
    claim_id: int
    asked_by: int
    reason: str
    state: str


_COLUMNS = [adjustments.c[name] for name in Adjustment._fields]
_BY_ID = prepared(select(*_COLUMNS).where(adjustments.c.id == bindparam("id")), Adjustment)
_WAITING = prepared(
    select(*_COLUMNS).where(adjustments.c.claim_id == bindparam("claim_id"), adjustments.c.state == "waiting"),
    Adjustment,
)
_DECIDE = prepared(
    update(adjustments)
    .where(adjustments.c.id == bindparam("key"), adjustments.c.state == "waiting")
    .values(
        state=bindparam("becomes"),
        decided_by=bindparam("by"),
        decided_at=bindparam("at", type_=adjustments.c.decided_at.type),
    )
)


def add(tx: Tx, *, claim_id: int, asked_by: int, reason: str, now: datetime) -> int:
    """Add a wish; answer its id."""
    return tx.add(adjustments, claim_id=claim_id, asked_by=asked_by, reason=reason, state="waiting", asked_at=now)


def get(tx: Tx, adjustment_id: int) -> Adjustment | None:
    """Answer a wish, or None."""
    row: Adjustment | None = tx.one(_BY_ID, id=adjustment_id)
    return row


def waiting_for(tx: Tx, claim_id: int) -> Adjustment | None:
    """Answer the wish about a claim that nobody has answered yet."""
    row: Adjustment | None = tx.one(_WAITING, claim_id=claim_id)
    return row


def decide(tx: Tx, adjustment_id: int, *, state: str, by: int, now: datetime) -> bool:
    """Answer a wish; False where somebody was faster."""
    return tx.run(_DECIDE, key=adjustment_id, becomes=state, by=by, at=now) == 1
