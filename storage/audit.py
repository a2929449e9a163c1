"""The audit log: who did what to whom, append-only."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select

from storage.prepared import prepared
from storage.schema import audit
from storage.transaction import Tx


class AuditRow(NamedTuple):
    """One act."""

    id: int
    at: datetime
    actor_id: int | None
    action: str
    object: str
    before: str | None
    after: str | None


_LAST = prepared(
    select(*(audit.c[name] for name in AuditRow._fields)).order_by(audit.c.id.desc()).limit(bindparam("most")), AuditRow
)


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


def last(tx: Tx, most: int = 50) -> list[AuditRow]:
    """Answer the newest acts."""
    return list(tx.all(_LAST, most=most))
