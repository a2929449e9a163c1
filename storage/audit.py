"""The audit log: who did what to whom, append-only."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select

from storage.prepared import prepared
from storage.schema import audit
from storage.transaction import Tx


class Act(NamedTuple):
    """What somebody did."""

    at: datetime
    actor_id: int | None
    action: str
    before: str | None
    after: str | None


_ABOUT = prepared(
    select(*(audit.c[name] for name in Act._fields)).where(audit.c.object == bindparam("what")).order_by(audit.c.id),
    Act,
)


def about(tx: Tx, what: str) -> list[Act]:
    """Answer what was done to something, the oldest first."""
    return list(tx.all(_ABOUT, what=what))


def add(
    tx: Tx,
    *,
    now: datetime,
    actor_id: int | None,
    action: str,
    what: str,
    before: str | None = None,
    after: str | None = None,
    chat_id: int | None = None,
) -> None:
    """Append an act."""
    tx.add(audit, at=now, actor_id=actor_id, action=action, object=what, before=before, after=after, chat_id=chat_id)
