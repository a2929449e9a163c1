"""What members do in their communities, and what communities are asked."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from storage.prepared import prepared
from storage.schema import community_acts, community_posts, consultations
from storage.transaction import Tx


class Act(NamedTuple):
    """One of the four ones, done on a day."""

    id: int
    branch_id: int
    person_id: int
    one: str
    done_on: date
    state: str
    entered_by: int


class Consultation(NamedTuple):
    """A question to a community; `answer` is agree, talk, or None."""

    id: int
    branch_id: int
    person_id: int
    subject: int
    due_on: date
    asked_by: int
    answer: str | None


_ACT = [community_acts.c[name] for name in Act._fields]
_OF_PERSON = prepared(
    select(*_ACT).where(community_acts.c.person_id == bindparam("person_id")).order_by(community_acts.c.done_on), Act
)
_OF_BRANCH = prepared(
    select(*_ACT)
    .where(
        community_acts.c.branch_id == bindparam("branch_id"),
        community_acts.c.done_on >= bindparam("first", type_=community_acts.c.done_on.type),
        community_acts.c.done_on <= bindparam("last", type_=community_acts.c.done_on.type),
    )
    .order_by(community_acts.c.person_id, community_acts.c.done_on),
    Act,
)
_NEW_ACT = {c.name: bindparam(c.name, type_=c.type) for c in community_acts.c if c.name != "id"}
_ADD_ACT = {
    True: prepared(sqlite_insert(community_acts).values(_NEW_ACT).on_conflict_do_nothing()),
    False: prepared(postgres_insert(community_acts).values(_NEW_ACT).on_conflict_do_nothing()),
}
_POST = prepared(
    select(community_posts.c.post)
    .where(community_posts.c.person_id == bindparam("person_id"), community_posts.c.until.is_(None))
    .order_by(community_posts.c.id.desc())
)
_ASKED = [consultations.c[name] for name in Consultation._fields]
_BY_ID = prepared(select(*_ASKED).where(consultations.c.id == bindparam("id")), Consultation)
_OPEN = prepared(
    select(*_ASKED)
    .where(consultations.c.branch_id == bindparam("branch_id"), consultations.c.answer.is_(None))
    .order_by(consultations.c.due_on),
    Consultation,
)


def act(tx: Tx, **values: Any) -> bool:
    """Write that one of the four ones was done; False where that day was written before."""
    return tx.run(_ADD_ACT[tx.sqlite], **values) == 1


def of_person(tx: Tx, person_id: int) -> list[Act]:
    """Answer what a member did, the earliest first."""
    return list(tx.all(_OF_PERSON, person_id=person_id))


def of_branch(tx: Tx, branch_id: int, first: date, last: date) -> list[Act]:
    """Answer what a branch's members did between two days."""
    return list(tx.all(_OF_BRANCH, branch_id=branch_id, first=first, last=last))


def settle(tx: Tx, person_id: int, entered_by: int, state: str) -> int:
    """Let what somebody told of a member count, or be disputed; answer how many waited for that."""
    here = (
        community_acts.c.person_id == person_id,
        community_acts.c.entered_by == entered_by,
        community_acts.c.state == "told",
    )
    return tx.run(update(community_acts).where(*here).values(state=state))


def post_of(tx: Tx, person_id: int) -> int | None:
    """Answer a member's post, its place in the rulebook's list; None for none."""
    found: int | None = tx.scalar(_POST, person_id=person_id)
    return found


def take_post(tx: Tx, *, branch_id: int, person_id: int, post: int, on: date) -> None:
    """Give a member a post in the place of the one before."""
    here = (community_posts.c.person_id == person_id, community_posts.c.until.is_(None))
    tx.run(update(community_posts).where(*here).values(until=on))
    tx.add(community_posts, branch_id=branch_id, person_id=person_id, post=post, since=on)


def ask(tx: Tx, **values: Any) -> int:
    """Write a question to a community; answer its id."""
    return tx.add(consultations, **values)


def consultation(tx: Tx, number: int) -> Consultation | None:
    """Answer a question, or None."""
    row: Consultation | None = tx.one(_BY_ID, id=number)
    return row


def open_of(tx: Tx, branch_id: int) -> list[Consultation]:
    """Answer a branch's questions that nobody answered yet, the most urgent first."""
    return list(tx.all(_OPEN, branch_id=branch_id))


def answer(tx: Tx, number: int, *, answer: str, by: int, now: datetime) -> bool:
    """Answer a question that nobody answered yet."""
    here = (consultations.c.id == number, consultations.c.answer.is_(None))
    return tx.run(update(consultations).where(*here).values(answer=answer, answered_by=by, answered_at=now)) == 1
