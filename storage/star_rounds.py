"""Star rounds: a year's rating of the branches under an organisation."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select, update

from storage.prepared import prepared
from storage.schema import star_rounds
from storage.transaction import Tx


class StarRound(NamedTuple):
    """One of them; `sheet` is the rating sheet as it was when the round opened, as JSON."""

    id: int
    org_id: int
    year: int
    sheet: dict[str, Any]
    state: str
    due_on: date
    until: date | None
    tie_reason: str | None
    opened_by: int
    opened_at: datetime
    rev: int


_COLUMNS = [star_rounds.c[name] for name in StarRound._fields]
_BY_ID = prepared(select(*_COLUMNS).where(star_rounds.c.id == bindparam("id")), StarRound)
_OF_ORG = prepared(
    select(*_COLUMNS).where(star_rounds.c.org_id == bindparam("org_id")).order_by(star_rounds.c.year.desc()), StarRound
)
_ALL = prepared(select(*_COLUMNS).order_by(star_rounds.c.year, star_rounds.c.org_id), StarRound)
_RUNNING = prepared(
    select(*_COLUMNS).where(star_rounds.c.state != "filed").order_by(star_rounds.c.org_id, star_rounds.c.year),
    StarRound,
)


def add(tx: Tx, **values: Any) -> int:
    """Open a round; answer its id."""
    return tx.add(star_rounds, state="rating", **values)


def get(tx: Tx, number: int) -> StarRound | None:
    """Answer a round, or None."""
    row: StarRound | None = tx.one(_BY_ID, id=number)
    return row


def of_org(tx: Tx, org_id: int) -> list[StarRound]:
    """Answer the rounds that an organisation held, the newest first."""
    return list(tx.all(_OF_ORG, org_id=org_id))


def running(tx: Tx) -> list[StarRound]:
    """Answer every round that is not filed."""
    return list(tx.all(_RUNNING))


def every(tx: Tx) -> list[StarRound]:
    """Answer every round, the oldest first."""
    return list(tx.all(_ALL))


def change(tx: Tx, number: int, *, from_rev: int, **values: Any) -> bool:
    """Write some columns of a round that nobody changed meanwhile; its revision goes up."""
    here = (star_rounds.c.id == number, star_rounds.c.rev == from_rev)
    return tx.run(update(star_rounds).where(*here).values(rev=from_rev + 1, **values)) == 1
