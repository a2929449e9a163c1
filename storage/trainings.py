"""Trainings: courses attended, claimed by the person or entered by the office."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Text, Update, bindparam, cast, select, update

from storage.prepared import prepared
from storage.schema import trainings
from storage.transaction import Tx


class Training(NamedTuple):
    """A course that somebody attended; see the schema for what its columns hold."""

    id: int
    branch_id: int
    person_id: int
    title: str
    kind: str
    held_on: date
    hours: Decimal
    evidence: str
    state: str
    entered_by: int | None
    entered_at: datetime
    answered_by: int | None
    answered_at: datetime | None


_ALL = [trainings.c[name] for name in Training._fields]
_DAY = trainings.c.held_on.type
_BETWEEN = (
    trainings.c.held_on >= bindparam("first", type_=_DAY),
    trainings.c.held_on <= bindparam("last", type_=_DAY),
)
_BY_ID = prepared(select(*_ALL).where(trainings.c.id == bindparam("id")), Training)
_OF_PERSON = prepared(
    select(*_ALL)
    .where(trainings.c.person_id == bindparam("person_id"), *_BETWEEN)
    .order_by(trainings.c.held_on.desc(), trainings.c.id.desc()),
    Training,
)
_OF_BRANCH = prepared(
    select(*_ALL)
    .where(trainings.c.branch_id == bindparam("branch_id"), *_BETWEEN)
    .order_by(trainings.c.held_on, trainings.c.id),
    Training,
)
_WAITING = prepared(select(*_ALL).where(trainings.c.state == "claimed").order_by(trainings.c.id), Training)
_WAITING_OF = prepared(
    select(*_ALL)
    .where(trainings.c.branch_id == bindparam("branch_id"), trainings.c.state == "claimed")
    .order_by(trainings.c.id),
    Training,
)
_SAME = prepared(
    select(*_ALL).where(
        trainings.c.person_id == bindparam("person_id"),
        trainings.c.title == bindparam("title"),
        trainings.c.held_on == bindparam("held_on", type_=_DAY),
    ),
    Training,
)


def add(tx: Tx, **values: Any) -> int:
    """Write one; answer its id."""
    return tx.add(trainings, **values)


def get(tx: Tx, number: int) -> Training | None:
    """Answer one, or None."""
    row: Training | None = tx.one(_BY_ID, id=number)
    return row


def same(tx: Tx, *, person_id: int, title: str, held_on: date) -> Training | None:
    """Answer what was written of a person's course on a day before, in any state."""
    row: Training | None = tx.one(_SAME, person_id=person_id, title=title, held_on=held_on)
    return row


def of_person(tx: Tx, person_id: int, first: date, last: date) -> list[Training]:
    """Answer a person's courses between two days, the latest first."""
    return list(tx.all(_OF_PERSON, person_id=person_id, first=first, last=last))


def of_branch(tx: Tx, branch_id: int, first: date, last: date) -> list[Training]:
    """Answer the courses of a branch's people between two days."""
    return list(tx.all(_OF_BRANCH, branch_id=branch_id, first=first, last=last))


def waiting(tx: Tx) -> list[Training]:
    """Answer what waits for an office's word, of all branches."""
    return list(tx.all(_WAITING))


def waiting_of(tx: Tx, branch_id: int) -> list[Training]:
    """Answer what waits for the word of one branch's office."""
    return list(tx.all(_WAITING_OF, branch_id=branch_id))


def change(tx: Tx, number: int, *, from_states: Sequence[str], **values: Any) -> bool:
    """Write some columns of one that stands so; False where somebody was faster."""
    here = (trainings.c.id == number, trainings.c.state.in_(list(from_states)))
    return tx.run(update(trainings).where(*here).values(**values)) == 1


def erasing(person_id: int) -> Update:
    """Answer what takes out the words about a person's courses; day, kind and hours stay."""
    gone = {"title": cast(trainings.c.id, Text), "evidence": ""}  # titles are one of a kind
    return update(trainings).where(trainings.c.person_id == person_id).values(**gone)
