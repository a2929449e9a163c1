"""Rosters: who belongs, belonged or may come to belong to an organisation, by name or code."""

from sqlalchemy import bindparam, exists, or_, select

from storage.persons import COLUMNS, Person, number_of
from storage.prepared import prepared
from storage.schema import (
    memberships,
    persons,
)
from storage.transaction import Tx

_NAMED = prepared(
    select(*COLUMNS)
    .join(memberships, memberships.c.person_id == persons.c.id)
    .where(
        memberships.c.org_id == bindparam("org_id"),
        memberships.c.state == "active",
        persons.c.name == bindparam("name"),
    )
    .order_by(persons.c.id),
    Person,
)
_ROSTER = prepared(
    select(*COLUMNS)
    .join(memberships, memberships.c.person_id == persons.c.id)
    .where(memberships.c.org_id == bindparam("org_id"), memberships.c.state == "active")
    .order_by(persons.c.id),
    Person,
)
_FORMER = prepared(
    select(*COLUMNS)
    .where(
        or_(persons.c.name == bindparam("name"), persons.c.id == bindparam("key")),
        exists().where(
            memberships.c.person_id == persons.c.id,
            memberships.c.org_id == bindparam("org_id"),
            memberships.c.state == "ended",
        ),
    )
    .order_by(persons.c.id),
    Person,
)
_EVERYWHERE = prepared(
    select(*COLUMNS)
    .where(
        or_(persons.c.name == bindparam("name"), persons.c.id == bindparam("key")),
        exists().where(memberships.c.person_id == persons.c.id, memberships.c.state == "active"),
    )
    .order_by(persons.c.id),
    Person,
)
_INTRODUCED = prepared(
    select(*COLUMNS)
    .where(
        or_(persons.c.name == bindparam("name"), persons.c.id == bindparam("key")),
        persons.c.telegram_id.is_not(None),
        persons.c.anonymised_at.is_(None),
        ~exists().where(memberships.c.person_id == persons.c.id, memberships.c.state == "active"),
    )
    .order_by(persons.c.id),
    Person,
)
_ENROLLED = prepared(
    select(memberships.c.id)
    .where(memberships.c.person_id == bindparam("key"), memberships.c.state == "active")
    .limit(1)
)


def named(tx: Tx, org_id: int, name: str) -> list[Person]:
    """Answer the active members of an organisation with that name."""
    return list(tx.all(_NAMED, org_id=org_id, name=name))


def roster(tx: Tx, org_id: int) -> list[Person]:
    """Answer the active members of an organisation."""
    return tx.memory.recall(("roster", org_id), lambda: list(tx.all(_ROSTER, org_id=org_id)))


def everywhere(tx: Tx, word: str) -> list[Person]:
    """Answer the active members of any organisation who have that name, or that code."""
    return list(tx.all(_EVERYWHERE, name=word, key=number_of(word)))


def introduced(tx: Tx, word: str) -> list[Person]:
    """Answer those known only by their account - they pressed Start, or hold an office - with that name or code."""
    return list(tx.all(_INTRODUCED, name=word, key=number_of(word)))


def is_on_a_roster(tx: Tx, person_id: int) -> bool:
    """Tell whether a person is an active member anywhere."""
    return tx.one(_ENROLLED, key=person_id) is not None


def former(tx: Tx, org_id: int, word: str) -> list[Person]:
    """Answer the former members of an organisation who have that name, or that code."""
    return list(tx.all(_FORMER, org_id=org_id, name=word, key=number_of(word)))
