"""Publicities: what is laid open to objections, and how far each is."""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select, update

from storage.prepared import prepared
from storage.schema import publicities
from storage.transaction import Tx


class PublicityRow(NamedTuple):
    """One publicity; the subject of one of points is its period's key."""

    id: int
    branch_id: int
    kind: str
    subject: str
    state: str
    payload_hash: str | None
    published_at: datetime
    until: date
    concluded_at: datetime | None
    reason: str | None


_COLUMNS = [publicities.c[name] for name in PublicityRow._fields]
_ONE = prepared(
    select(*_COLUMNS).where(
        publicities.c.branch_id == bindparam("branch_id"),
        publicities.c.kind == bindparam("kind"),
        publicities.c.subject == bindparam("subject"),
    ),
    PublicityRow,
)
_OF_BRANCH = prepared(
    select(*_COLUMNS)
    .where(publicities.c.branch_id == bindparam("branch_id"), publicities.c.kind == bindparam("kind"))
    .order_by(publicities.c.subject),
    PublicityRow,
)
_MOVE = prepared(
    update(publicities)
    .where(publicities.c.id == bindparam("key"), publicities.c.state == bindparam("from_state"))
    .values(
        state=bindparam("to_state"),
        until=bindparam("to_day", type_=publicities.c.until.type),
        concluded_at=bindparam("at", type_=publicities.c.concluded_at.type),
        reason=bindparam("why"),
    )
)


def add(
    tx: Tx,
    *,
    branch_id: int,
    kind: str,
    subject: str,
    state: str,
    payload_hash: str,
    published_at: datetime,
    until: date,
) -> int:
    """Add a publicity; answer its id."""
    return tx.add(
        publicities,
        branch_id=branch_id,
        kind=kind,
        subject=subject,
        state=state,
        payload_hash=payload_hash,
        published_at=published_at,
        until=until,
    )


def get(tx: Tx, branch_id: int, kind: str, subject: str) -> PublicityRow | None:
    """Answer a publicity, or None."""
    row: PublicityRow | None = tx.one(_ONE, branch_id=branch_id, kind=kind, subject=subject)
    return row


def of_branch(tx: Tx, branch_id: int, kind: str) -> list[PublicityRow]:
    """Answer the publicities of a kind in a branch, by subject."""
    return list(tx.all(_OF_BRANCH, branch_id=branch_id, kind=kind))


def move(
    tx: Tx, row: PublicityRow, state: str, *, until: date, concluded_at: datetime | None, reason: str | None
) -> bool:
    """Write how a publicity stands now; False where somebody was faster."""
    values = {"to_state": state, "to_day": until, "at": concluded_at, "why": reason}
    return tx.run(_MOVE, key=row.id, from_state=row.state, **values) == 1
