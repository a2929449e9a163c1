"""Follow-ups: what a secretary agreed with a member, by when, what was answered, how it ended."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select, update

from storage.prepared import one_of, prepared
from storage.schema import followups, orgs
from storage.transaction import Tx


class FollowUp(NamedTuple):
    """One of them; `kind` is education or rectification, `state` open, reported, closed or cancelled."""

    id: int
    branch_id: int
    person_id: int
    kind: str
    task: str
    due_on: date
    state: str
    opened_by: int
    opened_at: datetime
    answer: str | None
    answered_at: datetime | None
    record: str | None
    closed_at: datetime | None


_COLUMNS = [followups.c[name] for name in FollowUp._fields]
_BY_ID = prepared(select(*_COLUMNS).where(followups.c.id == bindparam("id")), FollowUp)
_RUNNING = prepared(
    select(*_COLUMNS)
    .where(followups.c.branch_id == bindparam("branch_id"), one_of(followups.c.state, "open", "reported"))
    .order_by(followups.c.due_on, followups.c.id),
    FollowUp,
)
_BRANCHES = prepared(
    # From the branches, a look into the index for each: the rows of a branch that are ended are not walked through.
    select(orgs.c.id).where(
        select(followups.c.id)
        .where(followups.c.branch_id == orgs.c.id, one_of(followups.c.state, "open", "reported"))
        .exists()
    )
)


def add(tx: Tx, **values: Any) -> int:
    """Open one; answer its id."""
    return tx.add(followups, state="open", **values)


def get(tx: Tx, number: int) -> FollowUp | None:
    """Answer one, or None."""
    row: FollowUp | None = tx.one(_BY_ID, id=number)
    return row


def running(tx: Tx, branch_id: int) -> list[FollowUp]:
    """Answer those of a branch that are not ended, the earliest due first."""
    return list(tx.all(_RUNNING, branch_id=branch_id))


def branches_running(tx: Tx) -> list[int]:
    """Answer the ids of the branches in which one is not ended."""
    return [row[0] for row in tx.all(_BRANCHES)]


def change(tx: Tx, number: int, *, from_state: str, **values: Any) -> bool:
    """Write some columns of one that stands so; False where somebody was faster."""
    here = (followups.c.id == number, followups.c.state == from_state)
    return tx.run(update(followups).where(*here).values(**values)) == 1
