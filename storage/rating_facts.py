"""Findings that weigh on a branch, and the stars in force that ratings and demotions leave."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select, update

from storage.prepared import prepared
from storage.schema import rating_facts, stars
from storage.transaction import Tx


class Fact(NamedTuple):
    """One finding; see the schema for what its columns hold."""

    id: int
    branch_id: int
    kind: str
    veto: str
    max_star: int
    document: str
    since: date
    text: str
    state: str
    due_on: date | None
    heard: str | None
    proposed_by: int
    proposed_at: datetime
    confirmed_by: int | None
    ended_by: int | None
    ended_why: str | None
    rev: int


class StarRow(NamedTuple):
    """A star and the first month in which it is in force."""

    star: int
    month: str
    rating_id: int | None
    fact_id: int | None


_COLUMNS = [rating_facts.c[name] for name in Fact._fields]
_BY_ID = prepared(select(*_COLUMNS).where(rating_facts.c.id == bindparam("id")), Fact)
_OF_BRANCH = prepared(
    select(*_COLUMNS).where(rating_facts.c.branch_id == bindparam("branch_id")).order_by(rating_facts.c.id), Fact
)
_STARS = prepared(
    select(*(stars.c[name] for name in StarRow._fields))
    .where(stars.c.branch_id == bindparam("branch_id"))
    .order_by(stars.c.id),
    StarRow,
)


def add(tx: Tx, **values: Any) -> int:
    """Enter a finding; answer its id."""
    return tx.add(rating_facts, state="proposed", **values)


def get(tx: Tx, number: int) -> Fact | None:
    """Answer a finding, or None."""
    row: Fact | None = tx.one(_BY_ID, id=number)
    return row


def of_branch(tx: Tx, branch_id: int) -> list[Fact]:
    """Answer every finding about a branch, the oldest first."""
    return list(tx.all(_OF_BRANCH, branch_id=branch_id))


def change(tx: Tx, number: int, *, from_rev: int, **values: Any) -> bool:
    """Write some columns of a finding that nobody changed meanwhile; its revision goes up."""
    here = (rating_facts.c.id == number, rating_facts.c.rev == from_rev)
    return tx.run(update(rating_facts).where(*here).values(rev=from_rev + 1, **values)) == 1


def put_star(tx: Tx, **values: Any) -> int:
    """Write which star is in force from a month on."""
    return tx.add(stars, **values)


def star_history(tx: Tx, branch_id: int) -> list[StarRow]:
    """Answer a branch's stars in the order in which they were written."""
    return list(tx.all(_STARS, branch_id=branch_id))
