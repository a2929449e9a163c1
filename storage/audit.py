"""The audit log: who did what to whom, append-only."""

from datetime import datetime

from storage.schema import audit
from storage.transaction import Tx


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
