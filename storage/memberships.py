"""Memberships: who belongs to which organisation, since when, and exempt when."""

from collections import defaultdict
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, select, update

from storage import exemptions
from storage.prepared import one_of, prepared
from storage.schema import memberships, persons
from storage.transaction import Tx


class Membership(NamedTuple):
    """A person in an organisation."""

    id: int
    person_id: int
    org_id: int
    state: str
    since: datetime
    exempt_from: date | None
    exempt_to: date | None
    rev: int
    chat_id: int | None


class Tenure(NamedTuple):
    """From when to when somebody was a member, and when exempt; `until` is None for who still is."""

    person_id: int
    name: str
    status: str
    since: datetime
    until: datetime | None
    exempt_from: date | None
    exempt_to: date | None
    leaves: tuple[tuple[date, date | None], ...] = ()
    """Every leave of the person there: the roster's, and those that a second person agreed to."""


_COLUMNS = [memberships.c[name] for name in Membership._fields]
_BY_ID = prepared(select(*_COLUMNS).where(memberships.c.id == bindparam("id")), Membership)
_OF_PERSON = prepared(
    select(*_COLUMNS)
    .where(memberships.c.person_id == bindparam("person_id"), one_of(memberships.c.state, "active", "pending"))
    .order_by(memberships.c.state, memberships.c.id.desc()),
    Membership,
)
_OF_ORG = prepared(
    select(*_COLUMNS)
    .where(memberships.c.org_id == bindparam("org_id"), memberships.c.state == bindparam("state"))
    .order_by(memberships.c.id),
    Membership,
)
_TENURES = prepared(
    select(
        memberships.c.person_id,
        persons.c.name,
        persons.c.status,
        memberships.c.since,
        memberships.c.until,
        memberships.c.exempt_from,
        memberships.c.exempt_to,
    )
    .join(persons, persons.c.id == memberships.c.person_id)
    .where(memberships.c.org_id == bindparam("org_id"), one_of(memberships.c.state, "active", "ended"))
    .order_by(memberships.c.person_id, memberships.c.id)
)
_HEADS = prepared(
    select(memberships.c.org_id, func.count()).where(memberships.c.state == "active").group_by(memberships.c.org_id)
)
_MOVE = prepared(
    update(memberships).where(memberships.c.person_id == bindparam("old")).values(person_id=bindparam("new"))
)


def add(tx: Tx, *, person_id: int, org_id: int, state: str, now: datetime, chat_id: int | None = None) -> int:
    """Add a membership, pending or active; answer its id."""
    _forget(tx, person_id, org_id)
    return tx.add(memberships, person_id=person_id, org_id=org_id, state=state, since=now, chat_id=chat_id)


def _forget(tx: Tx, person_id: int, org_id: int) -> None:
    tx.memory.forget(("memberships", person_id), ("roster", org_id), ("tenures", org_id), "heads")


def get(tx: Tx, membership_id: int) -> Membership | None:
    """Answer a membership, or None."""
    row: Membership | None = tx.one(_BY_ID, id=membership_id)
    return row


def of_person(tx: Tx, person_id: int) -> list[Membership]:
    """Answer a person's active and pending memberships, active first, the newest first."""
    return tx.memory.recall(("memberships", person_id), lambda: list(tx.all(_OF_PERSON, person_id=person_id)))


def of_org(tx: Tx, org_id: int, state: str = "active") -> list[Membership]:
    """Answer an organisation's memberships in a state."""
    return list(tx.all(_OF_ORG, org_id=org_id, state=state))


def tenures(tx: Tx, org_id: int) -> list[Tenure]:
    """Answer who is or was a member of an organisation, with name and status as they are now."""

    def read() -> list[Tenure]:
        agreed: defaultdict[int, list[tuple[date, date | None]]] = defaultdict(list)
        for leave in exemptions.leaves(tx, org_id):
            agreed[leave.person_id].append((leave.first, leave.last))
        rows = [Tenure(*row) for row in tx.all(_TENURES, org_id=org_id)]
        return [
            row._replace(
                leaves=(*(((row.exempt_from, row.exempt_to),) if row.exempt_from else ()), *agreed[row.person_id])
            )
            for row in rows
        ]

    return tx.memory.recall(("tenures", org_id), read)


def heads(tx: Tx) -> dict[int, int]:
    """Answer how many active members each organisation has."""
    return tx.memory.recall("heads", lambda: {row[0]: row[1] for row in tx.all(_HEADS)})


def change(tx: Tx, membership_id: int, **values: Any) -> int:
    """Write some columns of a membership."""
    found = get(tx, membership_id)
    if found is not None:
        _forget(tx, found.person_id, found.org_id)
    return tx.run(update(memberships).where(memberships.c.id == membership_id).values(**values))


def move(tx: Tx, old: int, new: int) -> int:
    """Give a person's memberships to the person that the account belongs to; answer how many."""
    tx.memory.forget()
    return tx.run(_MOVE, old=old, new=new)
