"""Terms: when those of committees and branches end, and on which approval that rests."""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select

from storage.prepared import prepared
from storage.schema import orgs, terms
from storage.transaction import Tx


class Term(NamedTuple):
    """An end of a term as it was set."""

    ends_on: date
    record: str
    set_by: int
    set_at: datetime


_OF_ORG = prepared(
    select(*(terms.c[name] for name in Term._fields))
    .where(terms.c.org_id == bindparam("org_id"))
    .order_by(terms.c.id.desc()),
    Term,
)
_END = prepared(select(orgs.c.term_end).where(orgs.c.id == bindparam("org_id")))
_ENDING = prepared(
    select(orgs.c.id, orgs.c.term_end)
    .where(orgs.c.term_end.is_not(None), orgs.c.state == "active")
    .order_by(orgs.c.code)
)


_LIMITED = prepared(
    select(orgs.c.id, orgs.c.valid_to)
    .where(orgs.c.temporary, orgs.c.valid_to.is_not(None), orgs.c.state == "active")
    .order_by(orgs.c.code)
)


def limited(tx: Tx) -> list[tuple[int, date]]:
    """Answer the temporary organisations that stand, with the day on which they are to end."""
    return [(row[0], row[1]) for row in tx.all(_LIMITED)]


def end_of(tx: Tx, org_id: int) -> date | None:
    """Answer when the term of an organisation ends, None where nobody said."""
    found: date | None = tx.scalar(_END, org_id=org_id)
    return found


def ending(tx: Tx) -> list[tuple[int, date]]:
    """Answer every active organisation whose term is known."""
    return tx.memory.recall("terms", lambda: [(row[0], row[1]) for row in tx.all(_ENDING)])


def add(tx: Tx, *, org_id: int, ends_on: date, record: str, by: int, now: datetime) -> None:
    """Note an end of a term and what it rests on."""
    tx.add(terms, org_id=org_id, ends_on=ends_on, record=record, set_by=by, set_at=now)


def of_org(tx: Tx, org_id: int) -> list[Term]:
    """Answer what was set for an organisation, the newest first."""
    return list(tx.all(_OF_ORG, org_id=org_id))
