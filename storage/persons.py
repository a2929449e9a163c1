"""People: their name, their Telegram account, what they asked of the bot."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, delete, exists, or_, select, update

from storage.prepared import prepared
from storage.schema import (
    audit,
    claims,
    declarations,
    delegations,
    digests,
    evidence,
    followups,
    grants,
    ledger,
    memberships,
    persons,
    placements,
    review_steps,
    task_steps,
    tasks,
    tokens,
)
from storage.transaction import Tx


class Person(NamedTuple):
    """Somebody who is, was or may become a member."""

    id: int
    telegram_id: int | None
    name: str
    lang: str | None
    telegram_lang: str | None
    status: str
    home_id: int | None
    reachable: bool | None
    consent_at: datetime | None
    anonymised_at: datetime | None

    @property
    def code(self) -> str:
        """The stable sign of a person in exports and ties."""
        return f"P{self.id:05d}"


_SHY = prepared(select(persons.c.id, persons.c.board_name).where(persons.c.board_name.is_not(None)))
_COLUMNS = [persons.c[name] for name in Person._fields]
_BY_ID = prepared(select(*_COLUMNS).where(persons.c.id == bindparam("id")), Person)
_BY_TELEGRAM = prepared(select(*_COLUMNS).where(persons.c.telegram_id == bindparam("telegram_id")), Person)
_NAMED = prepared(
    select(*_COLUMNS)
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
    select(*_COLUMNS)
    .join(memberships, memberships.c.person_id == persons.c.id)
    .where(memberships.c.org_id == bindparam("org_id"), memberships.c.state == "active")
    .order_by(persons.c.id),
    Person,
)
_FORMER = prepared(
    select(*_COLUMNS)
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
    select(*_COLUMNS)
    .where(
        or_(persons.c.name == bindparam("name"), persons.c.id == bindparam("key")),
        exists().where(memberships.c.person_id == persons.c.id, memberships.c.state == "active"),
    )
    .order_by(persons.c.id),
    Person,
)
_INTRODUCED = prepared(
    select(*_COLUMNS)
    .where(
        or_(persons.c.name == bindparam("name"), persons.c.id == bindparam("key")),
        persons.c.telegram_id.is_not(None),
        persons.c.anonymised_at.is_(None),
        ~exists().where(memberships.c.person_id == persons.c.id, memberships.c.state == "active"),
    )
    .order_by(persons.c.id),
    Person,
)
_DROP_STRANGERS = prepared(
    delete(persons).where(
        persons.c.telegram_id.is_not(None),
        persons.c.consent_at.is_(None),
        persons.c.created_at < bindparam("before", type_=persons.c.created_at.type),
        *(
            ~exists().where(column == persons.c.id)
            for column in (
                memberships.c.person_id,
                grants.c.person_id,
                grants.c.granted_by,
                claims.c.submitter_id,
                evidence.c.person_id,
                review_steps.c.reviewer_id,
                delegations.c.person_id,
                delegations.c.delegate_id,
                digests.c.person_id,
                audit.c.actor_id,
                tokens.c.used_by,
            )
        ),
    )
)
_ENROLLED = prepared(
    select(memberships.c.id)
    .where(memberships.c.person_id == bindparam("key"), memberships.c.state == "active")
    .limit(1)
)
_HAS_HISTORY = prepared(
    select(
        or_(
            exists().where(claims.c.submitter_id == bindparam("key")),
            exists().where(and_(claims.c.subject_id == bindparam("key"), claims.c.subject_kind != "branch")),
            exists().where(and_(ledger.c.subject_id == bindparam("key"), ledger.c.subject_kind != "branch")),
            exists().where(ledger.c.by_id == bindparam("key")),
            exists().where(declarations.c.person_id == bindparam("key")),
            exists().where(followups.c.person_id == bindparam("key")),
            exists().where(and_(tasks.c.owner_kind == "person", tasks.c.owner_id == bindparam("key"))),
            exists().where(placements.c.person_id == bindparam("key")),
            exists().where(task_steps.c.person_id == bindparam("key")),
            exists().where(review_steps.c.reviewer_id == bindparam("key")),
        )
    )
)


def add(
    tx: Tx, *, name: str, telegram_id: int | None, now: datetime, telegram_lang: str | None = None, status: str = "full"
) -> int:
    """Add a person; answer the id."""
    tx.memory.forget()
    return tx.add(
        persons, name=name, telegram_id=telegram_id, telegram_lang=telegram_lang, status=status, created_at=now
    )


def get(tx: Tx, person_id: int) -> Person:
    """Answer a person who is known to exist."""

    def read() -> Person:
        row: Person | None = tx.one(_BY_ID, id=person_id)
        if row is None:
            raise LookupError(f"person {person_id} was referred to and does not exist")
        return row

    return tx.memory.recall(("person", person_id), read)


def find(tx: Tx, person_id: int) -> Person | None:
    """Answer a person by a number that somebody wrote, or None."""
    row: Person | None = tx.one(_BY_ID, id=person_id)
    return row


def by_telegram(tx: Tx, telegram_id: int) -> Person | None:
    """Answer who writes from a Telegram account, or None."""

    def read() -> Person | None:
        row: Person | None = tx.one(_BY_TELEGRAM, telegram_id=telegram_id)
        return row

    return tx.memory.recall(("account", telegram_id), read)


def named(tx: Tx, org_id: int, name: str) -> list[Person]:
    """Answer the active members of an organisation with that name."""
    return list(tx.all(_NAMED, org_id=org_id, name=name))


def roster(tx: Tx, org_id: int) -> list[Person]:
    """Answer the active members of an organisation."""
    return tx.memory.recall(("roster", org_id), lambda: list(tx.all(_ROSTER, org_id=org_id)))


def everywhere(tx: Tx, word: str) -> list[Person]:
    """Answer the active members of any organisation who have that name, or that code."""
    return list(tx.all(_EVERYWHERE, name=word, key=_number(word)))


def introduced(tx: Tx, word: str) -> list[Person]:
    """Answer those known only by their account - they pressed Start, or hold an office - with that name or code."""
    return list(tx.all(_INTRODUCED, name=word, key=_number(word)))


def drop_strangers(tx: Tx, before: datetime) -> int:
    """Drop those who pressed Start before some moment and whom nothing else in the books knows."""
    gone = tx.run(_DROP_STRANGERS, before=before)
    if gone:
        tx.memory.forget()
    return gone


def is_on_a_roster(tx: Tx, person_id: int) -> bool:
    """Tell whether a person is an active member anywhere."""
    return tx.one(_ENROLLED, key=person_id) is not None


def former(tx: Tx, org_id: int, word: str) -> list[Person]:
    """Answer the former members of an organisation who have that name, or that code."""
    return list(tx.all(_FORMER, org_id=org_id, name=word, key=_number(word)))


def _number(word: str) -> int:
    """Answer the id in a code such as P00012, 0 where it is none."""
    return int(word[1:16]) if word.startswith("P") and word[1:].isascii() and word[1:].isdecimal() else 0


def has_history(tx: Tx, person_id: int) -> bool:
    """Tell whether something that cannot change refers to a person: a claim, an entry, a decision, a form."""
    return bool(tx.scalar(_HAS_HISTORY, key=person_id))


def change(tx: Tx, person_id: int, **values: Any) -> None:
    """Write some columns of a person."""
    tx.memory.forget()
    tx.run(update(persons).where(persons.c.id == person_id).values(**values))


def shy(tx: Tx) -> dict[int, str]:
    """Answer who does not want to be named in full on a group's boards, and how instead: initials, hidden."""
    return tx.memory.recall("shy", lambda: {row[0]: row[1] for row in tx.all(_SHY)})
