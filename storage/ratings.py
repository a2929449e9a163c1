"""Ratings of branches, and the objections to them."""

from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select, update

from storage.prepared import prepared
from storage.schema import rating_objections, ratings, star_rounds
from storage.transaction import Tx


class Rating(NamedTuple):
    """A branch in a round; see the schema for what its columns hold."""

    id: int
    round_id: int
    branch_id: int
    state: str
    own: dict[str, str]
    found: dict[str, str]
    deduct: Decimal
    deduct_reason: str
    review: Decimal | None
    verdict: str | None
    verdict_reason: str
    files: list[list[str]]
    chosen: bool
    star: int | None
    cause: str | None
    rated_by: int | None
    appraised_by: int | None
    reviewed_by: int | None
    moved_at: datetime
    rev: int


class Objection(NamedTuple):
    """What somebody sees otherwise; `star` is what an upheld one corrected it to."""

    id: int
    rating_id: int
    person_id: int
    text: str
    at: datetime
    answer: str | None
    star: int | None
    answered_by: int | None


_COLUMNS = [ratings.c[name] for name in Rating._fields]
_BY_ID = prepared(select(*_COLUMNS).where(ratings.c.id == bindparam("id")), Rating)
_OF_ROUND = prepared(
    select(*_COLUMNS).where(ratings.c.round_id == bindparam("round_id")).order_by(ratings.c.id), Rating
)
_OF_BRANCH = prepared(
    select(*_COLUMNS).where(ratings.c.branch_id == bindparam("branch_id")).order_by(ratings.c.id.desc()), Rating
)
_OPEN = star_rounds.c.state != "filed"
_RUNNING = prepared(
    select(*_COLUMNS)
    .join(star_rounds, star_rounds.c.id == ratings.c.round_id)
    .where(ratings.c.branch_id == bindparam("branch_id"), _OPEN)
    .order_by(ratings.c.id),
    Rating,
)
_WAITING = prepared(select(ratings.c.branch_id).join(star_rounds, star_rounds.c.id == ratings.c.round_id).where(_OPEN))
_SAID = [rating_objections.c[name] for name in Objection._fields]
_OBJECTION = prepared(select(*_SAID).where(rating_objections.c.id == bindparam("id")), Objection)
_OBJECTIONS = prepared(
    select(*_SAID)
    .join(ratings, ratings.c.id == rating_objections.c.rating_id)
    .where(ratings.c.round_id == bindparam("round_id"))
    .order_by(rating_objections.c.id),
    Objection,
)


def add(tx: Tx, *, round_id: int, branch_id: int, now: datetime) -> int:
    """Bring a branch into a round; answer the rating's id."""
    facts = {"own": {}, "found": {}, "deduct": Decimal(0), "files": [], "moved_at": now}
    return tx.add(ratings, round_id=round_id, branch_id=branch_id, state="self_rating", **facts)


def get(tx: Tx, number: int) -> Rating | None:
    """Answer a rating, or None."""
    row: Rating | None = tx.one(_BY_ID, id=number)
    return row


def of_round(tx: Tx, round_id: int) -> list[Rating]:
    """Answer all ratings of a round, in the order of its branches."""
    return list(tx.all(_OF_ROUND, round_id=round_id))


def of_branch(tx: Tx, branch_id: int) -> list[Rating]:
    """Answer a branch's ratings, the newest first."""
    return list(tx.all(_OF_BRANCH, branch_id=branch_id))


def branches_waiting(tx: Tx) -> list[int]:
    """Answer the ids of the branches of rounds that are not filed."""
    return [row[0] for row in tx.all(_WAITING)]


def running_of(tx: Tx, branch_id: int) -> list[Rating]:
    """Answer a branch's ratings in rounds that are not filed."""
    return list(tx.all(_RUNNING, branch_id=branch_id))


def change(tx: Tx, number: int, *, from_rev: int, **values: Any) -> bool:
    """Write some columns of a rating that nobody changed meanwhile; its revision goes up."""
    here = (ratings.c.id == number, ratings.c.rev == from_rev)
    return tx.run(update(ratings).where(*here).values(rev=from_rev + 1, **values)) == 1


def object_to(tx: Tx, *, rating_id: int, person_id: int, text: str, now: datetime) -> int:
    """Write an objection; answer its id."""
    return tx.add(rating_objections, rating_id=rating_id, person_id=person_id, text=text, at=now)


def objection(tx: Tx, number: int) -> Objection | None:
    """Answer an objection, or None."""
    row: Objection | None = tx.one(_OBJECTION, id=number)
    return row


def objections(tx: Tx, round_id: int) -> list[Objection]:
    """Answer every objection to a round."""
    return list(tx.all(_OBJECTIONS, round_id=round_id))


def answer(tx: Tx, number: int, *, text: str, star: int | None, by: int, now: datetime) -> bool:
    """Answer an objection that nobody answered yet."""
    here = (rating_objections.c.id == number, rating_objections.c.answer.is_(None))
    facts = {"answer": text, "star": star, "answered_by": by, "answered_at": now}
    return tx.run(update(rating_objections).where(*here).values(**facts)) == 1
