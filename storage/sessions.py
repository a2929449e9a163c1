"""Review sessions: who was present, what came of each card, what was noted."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, select, update

from storage.prepared import one_of, prepared
from storage.schema import review_sessions, session_cards, session_people
from storage.transaction import Tx


class Session(NamedTuple):
    """A review session; `state` is gathering, walking, closed or cancelled."""

    id: int
    branch_id: int
    opened_by: int
    state: str
    minutes: str | None
    opened_at: datetime
    closed_at: datetime | None


class Walked(NamedTuple):
    """A card that a session came to."""

    claim_id: int
    outcome: str


_COLUMNS = [review_sessions.c[name] for name in Session._fields]
_BY_ID = prepared(select(*_COLUMNS).where(review_sessions.c.id == bindparam("id")), Session)
_OPEN = prepared(
    select(*_COLUMNS)
    .where(
        review_sessions.c.branch_id == bindparam("branch_id"), one_of(review_sessions.c.state, "gathering", "walking")
    )
    .order_by(review_sessions.c.id.desc())
    .limit(1),
    Session,
)
_CLOSED = prepared(
    select(*_COLUMNS)
    .where(
        review_sessions.c.branch_id == bindparam("branch_id"),
        review_sessions.c.state == "closed",
        review_sessions.c.opened_at >= bindparam("since", type_=review_sessions.c.opened_at.type),
        review_sessions.c.opened_at < bindparam("until", type_=review_sessions.c.opened_at.type),
    )
    .order_by(review_sessions.c.id),
    Session,
)
_LAST = prepared(
    select(*_COLUMNS)
    .where(review_sessions.c.branch_id == bindparam("branch_id"), review_sessions.c.state == "closed")
    .order_by(review_sessions.c.id.desc())
    .limit(1),
    Session,
)
_PEOPLE = prepared(
    select(session_people.c.person_id)
    .where(session_people.c.session_id == bindparam("session_id"))
    .order_by(session_people.c.person_id)
)
_LEAVE = prepared(
    delete(session_people).where(
        session_people.c.session_id == bindparam("of"), session_people.c.person_id == bindparam("who")
    )
)
_CARDS = prepared(
    select(session_cards.c.claim_id, session_cards.c.outcome)
    .where(session_cards.c.session_id == bindparam("session_id"))
    .order_by(session_cards.c.at, session_cards.c.claim_id),
    Walked,
)
_AGAIN = prepared(
    delete(session_cards).where(
        session_cards.c.session_id == bindparam("of"), session_cards.c.claim_id == bindparam("card")
    )
)


def add(tx: Tx, *, branch_id: int, opened_by: int, now: datetime) -> int:
    """Open a session; answer its id."""
    return tx.add(review_sessions, branch_id=branch_id, opened_by=opened_by, state="gathering", opened_at=now)


def get(tx: Tx, session_id: int) -> Session | None:
    """Answer a session, or None."""
    row: Session | None = tx.one(_BY_ID, id=session_id)
    return row


def open_of(tx: Tx, branch_id: int) -> Session | None:
    """Answer a branch's session that is under way, or None."""
    row: Session | None = tx.one(_OPEN, branch_id=branch_id)
    return row


def last_of(tx: Tx, branch_id: int) -> Session | None:
    """Answer a branch's last session that was closed, or None."""
    row: Session | None = tx.one(_LAST, branch_id=branch_id)
    return row


def closed_between(tx: Tx, branch_id: int, since: datetime, until: datetime) -> list[Session]:
    """Answer the sessions that were opened in a span and closed."""
    return list(tx.all(_CLOSED, branch_id=branch_id, since=since, until=until))


def change(tx: Tx, session_id: int, *, from_state: str, **values: Any) -> bool:
    """Write some columns of a session that stands so; False where somebody was faster."""
    here = (review_sessions.c.id == session_id, review_sessions.c.state == from_state)
    return tx.run(update(review_sessions).where(*here).values(**values)) == 1


def people(tx: Tx, session_id: int) -> list[int]:
    """Answer who is present."""
    return [row[0] for row in tx.all(_PEOPLE, session_id=session_id)]


def enter(tx: Tx, session_id: int, person_id: int) -> None:
    """Add somebody who is present."""
    tx.add(session_people, session_id=session_id, person_id=person_id)


def leave(tx: Tx, session_id: int, person_id: int) -> bool:
    """Take somebody out; answer whether they were in."""
    return tx.run(_LEAVE, of=session_id, who=person_id) == 1


def walked(tx: Tx, session_id: int) -> list[Walked]:
    """Answer the cards that a session came to, in their order."""
    return list(tx.all(_CARDS, session_id=session_id))


def walk(tx: Tx, session_id: int, claim_id: int, outcome: str, *, now: datetime) -> None:
    """Write what came of a card; the last word counts."""
    tx.run(_AGAIN, of=session_id, card=claim_id)
    tx.add(session_cards, session_id=session_id, claim_id=claim_id, outcome=outcome, at=now)
