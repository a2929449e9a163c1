"""People: their name, their Telegram account, what they asked of the bot."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, delete, exists, or_, select, update

from storage.memberships import of_person as memberships_of
from storage.prepared import prepared
from storage.schema import (
    audit,
    checkins,
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


def number_of(word: str) -> int:
    """Answer the id in a code such as P00012, 0 where it is none."""
    return int(word[1:16]) if word.startswith("P") and word[1:].isascii() and word[1:].isdecimal() else 0


OWN = frozenset({"lang", "telegram_lang", "reachable", "consent_at"})
"""Columns that only a person's own rows are made of; names, accounts and the like stand in many places."""

_SHY = prepared(select(persons.c.id, persons.c.board_name).where(persons.c.board_name.is_not(None)))
COLUMNS = [persons.c[name] for name in Person._fields]
"""What a person is read from."""

_BY_ID = prepared(select(*COLUMNS).where(persons.c.id == bindparam("id")), Person)
_BY_TELEGRAM = prepared(select(*COLUMNS).where(persons.c.telegram_id == bindparam("telegram_id")), Person)
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
            exists().where(checkins.c.person_id == bindparam("key")),
        )
    )
)


def add(
    tx: Tx, *, name: str, telegram_id: int | None, now: datetime, telegram_lang: str | None = None, status: str = "full"
) -> int:
    """Add a person; answer the id."""
    tx.memory.forget(("account", telegram_id))
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


def drop_strangers(tx: Tx, before: datetime) -> int:
    """Drop those who pressed Start before some moment and whom nothing else in the books knows."""
    gone = tx.run(_DROP_STRANGERS, before=before)
    if gone:
        tx.memory.forget()
    return gone


def has_history(tx: Tx, person_id: int) -> bool:
    """Tell whether something that cannot change refers to a person: a claim, an entry, a decision, a form."""
    return bool(tx.scalar(_HAS_HISTORY, key=person_id))


def change(tx: Tx, person_id: int, **values: Any) -> None:
    """Write some columns of a person."""
    if values.keys() <= OWN:
        present = get(tx, person_id)
        rosters = (("roster", membership.org_id) for membership in memberships_of(tx, person_id))
        tx.memory.forget(("person", person_id), ("account", present.telegram_id), *rosters)
    else:
        tx.memory.forget()
    tx.run(update(persons).where(persons.c.id == person_id).values(**values))


def shy(tx: Tx) -> dict[int, str]:
    """Answer who does not want to be named in full on a group's boards, and how instead: initials, hidden."""
    return tx.memory.recall("shy", lambda: {row[0]: row[1] for row in tx.all(_SHY)})
