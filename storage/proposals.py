"""Proposals: rules that a branch wishes for itself, until the committee above has answered."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select, update

from storage.prepared import prepared
from storage.schema import proposals
from storage.transaction import Tx


class Proposal(NamedTuple):
    """One wish; `state` is waiting, approved or declined, `body` what bot.schemes writes and reads."""

    id: int
    code: str
    branch_id: int
    effective_from: date
    body: dict[str, Any]
    state: str


_COLUMNS = [proposals.c[name] for name in Proposal._fields]
_BY_ID = prepared(select(*_COLUMNS).where(proposals.c.id == bindparam("id")), Proposal)
_DECIDE = prepared(
    update(proposals)
    .where(proposals.c.id == bindparam("key"), proposals.c.state == "waiting")
    .values(
        state=bindparam("becomes"),
        decided_by=bindparam("by"),
        decided_at=bindparam("at", type_=proposals.c.decided_at.type),
        reason=bindparam("why"),
    )
)


def add(tx: Tx, *, code: str, branch_id: int, effective_from: date, body: dict[str, Any], now: datetime) -> int:
    """Add a wish; answer its id."""
    values = {"code": code, "branch_id": branch_id, "effective_from": effective_from, "body": body}
    return tx.add(proposals, state="waiting", asked_at=now, **values)


def get(tx: Tx, proposal_id: int) -> Proposal | None:
    """Answer a wish, or None."""
    row: Proposal | None = tx.one(_BY_ID, id=proposal_id)
    return row


def known(tx: Tx, proposal_id: int) -> Proposal:
    """Answer a wish that is known to exist."""
    row = get(tx, proposal_id)
    if row is None:
        raise LookupError(f"proposal {proposal_id} was referred to and does not exist")
    return row


def decide(tx: Tx, proposal_id: int, *, state: str, by: int, reason: str, now: datetime) -> bool:
    """Answer a wish; False where somebody was faster."""
    return tx.run(_DECIDE, key=proposal_id, becomes=state, by=by, why=reason, at=now) == 1
