"""Votes: the roll and its receipts, the urn, the counters. No statement here ever sees a choice beside a person."""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, func, select, update

from storage.prepared import one_of, prepared
from storage.schema import vote_counts, vote_keys, vote_links, vote_roll, vote_urn, votes
from storage.transaction import Tx


class Vote(NamedTuple):
    """A vote; see the schema for what its columns hold."""

    id: int
    branch_id: int
    kind: str
    title: str
    state: str
    seats: int
    options: list[list[Any]]
    facts: dict[str, Any]
    opened_by: int
    teller_id: int | None
    eligible: int
    ballots: int | None
    chat_id: int | None
    opened_on: date | None
    counted_on: date | None
    record: str | None
    recorded_by: int | None


_COLUMNS = [votes.c[name] for name in Vote._fields]
_BY_ID = prepared(select(*_COLUMNS).where(votes.c.id == bindparam("id")), Vote)
_UNDER_WAY = prepared(
    select(*_COLUMNS)
    .where(votes.c.branch_id == bindparam("branch_id"), one_of(votes.c.state, "prepared", "open", "closed"))
    .order_by(votes.c.id.desc()),
    Vote,
)
_OF_BRANCH = prepared(select(*_COLUMNS).where(votes.c.branch_id == bindparam("branch_id")).order_by(votes.c.id), Vote)
_COUNTED = prepared(
    select(*_COLUMNS)
    .where(votes.c.branch_id == bindparam("branch_id"), votes.c.state == "counted")
    .order_by(votes.c.id.desc())
    .limit(bindparam("most")),
    Vote,
)
_RECIPIENTS = prepared(select(vote_keys.c.recipient).where(vote_keys.c.vote_id == bindparam("vote_id")))
_ON_ROLL = prepared(
    select(vote_roll.c.voted).where(
        vote_roll.c.vote_id == bindparam("vote_id"), vote_roll.c.person_id == bindparam("person_id")
    )
)
_CAST = prepared(
    update(vote_roll)
    .where(
        vote_roll.c.vote_id == bindparam("of"),
        vote_roll.c.person_id == bindparam("who"),
        vote_roll.c.voted.is_(False),
    )
    .values(voted=True)
)
_CAST_BY_LINK = prepared(
    update(vote_links).where(vote_links.c.digest == bindparam("of"), vote_links.c.voted.is_(False)).values(voted=True)
)
_LINK = prepared(select(vote_links.c.vote_id, vote_links.c.voted).where(vote_links.c.digest == bindparam("digest")))
_RECEIPTS = tuple(
    prepared(select(func.count()).where(table.c.vote_id == bindparam("vote_id"), table.c.voted.is_(True)))
    for table in (vote_roll, vote_links)
)
_VOTERS = prepared(
    select(vote_roll.c.person_id).where(vote_roll.c.vote_id == bindparam("vote_id"), vote_roll.c.voted.is_(True))
)
_URN = prepared(select(vote_urn.c.sealed).where(vote_urn.c.vote_id == bindparam("vote_id")).order_by(vote_urn.c.slip))
_EMPTY = prepared(delete(vote_urn).where(vote_urn.c.vote_id == bindparam("of")))
_COUNTS = prepared(
    select(vote_counts.c.subject, vote_counts.c.answer, vote_counts.c.n).where(
        vote_counts.c.vote_id == bindparam("vote_id")
    )
)


def add(tx: Tx, **values: Any) -> int:
    """Prepare a vote; answer its id."""
    return tx.add(votes, state="prepared", eligible=0, **values)


def get(tx: Tx, number: int) -> Vote | None:
    """Answer a vote, or None."""
    row: Vote | None = tx.one(_BY_ID, id=number)
    return row


def under_way(tx: Tx, branch_id: int) -> list[Vote]:
    """Answer a branch's votes that are not over, the newest first."""
    return list(tx.all(_UNDER_WAY, branch_id=branch_id))


def of_branch(tx: Tx, branch_id: int) -> list[Vote]:
    """Answer all votes that a branch ever prepared, the oldest first."""
    return list(tx.all(_OF_BRANCH, branch_id=branch_id))


def counted(tx: Tx, branch_id: int, *, most: int) -> list[Vote]:
    """Answer a branch's last votes that were counted, the newest first."""
    return list(tx.all(_COUNTED, branch_id=branch_id, most=most))


def change(tx: Tx, number: int, *, from_state: str, **values: Any) -> bool:
    """Write some columns of a vote that stands so; False where somebody was faster."""
    here = (votes.c.id == number, votes.c.state == from_state)
    return tx.run(update(votes).where(*here).values(**values)) == 1


def add_key(tx: Tx, number: int, person_id: int, recipient: str) -> None:
    """Let ballots be sealed to somebody's key from now on, in place of an earlier one of theirs."""
    tx.run(delete(vote_keys).where(vote_keys.c.vote_id == number, vote_keys.c.person_id == person_id))
    tx.add(vote_keys, vote_id=number, person_id=person_id, recipient=recipient)


def recipients(tx: Tx, number: int) -> list[str]:
    """Answer the keys to which ballots are sealed."""
    return [row[0] for row in tx.all(_RECIPIENTS, vote_id=number)]


def enrol(tx: Tx, number: int, person_id: int) -> None:
    """Put somebody on the roll."""
    tx.add(vote_roll, vote_id=number, person_id=person_id)


def has_cast(tx: Tx, number: int, person_id: int) -> bool | None:
    """Tell whether somebody has put a ballot in, None for who is not on the roll."""
    found = tx.scalar(_ON_ROLL, vote_id=number, person_id=person_id)
    return None if found is None else bool(found)


def cast(tx: Tx, number: int, person_id: int) -> bool:
    """Write the receipt; False where there is one already, or nobody of that number on the roll."""
    return tx.run(_CAST, of=number, who=person_id) == 1


def add_link(tx: Tx, number: int, digest: str) -> None:
    """Remember a one-time link."""
    tx.add(vote_links, digest=digest, vote_id=number)


def link(tx: Tx, digest: str) -> tuple[int, bool] | None:
    """Answer which vote a link is for and whether it was used, None for no link."""
    row = tx.one(_LINK, digest=digest)
    return None if row is None else (row[0], bool(row[1]))


def cast_by_link(tx: Tx, digest: str) -> bool:
    """Use a link up; False where it was used before."""
    return tx.run(_CAST_BY_LINK, of=digest) == 1


def receipts(tx: Tx, number: int) -> int:
    """Count the receipts."""
    return sum(int(tx.scalar(statement, vote_id=number)) for statement in _RECEIPTS)


def voters(tx: Tx, number: int) -> list[int]:
    """Answer the ids of those of the roll who have put a ballot in."""
    return [row[0] for row in tx.all(_VOTERS, vote_id=number)]


def put_in(tx: Tx, number: int, slip: str, sealed: str) -> None:
    """Put a sealed mark into the urn."""
    tx.add(vote_urn, slip=slip, vote_id=number, sealed=sealed)


def urn(tx: Tx, number: int) -> list[str]:
    """Answer the sealed marks, in the order of their lots."""
    return [row[0] for row in tx.all(_URN, vote_id=number)]


def empty(tx: Tx, number: int) -> None:
    """Empty the urn so that its pages hold nothing of it either, and forget the keys."""
    before = tx.connection.exec_driver_sql("PRAGMA secure_delete").scalar() if tx.sqlite else None
    if tx.sqlite:
        tx.connection.exec_driver_sql("PRAGMA secure_delete=ON")
    tx.run(_EMPTY, of=number)
    tx.run(delete(vote_keys).where(vote_keys.c.vote_id == number))
    if tx.sqlite:
        tx.connection.exec_driver_sql(f"PRAGMA secure_delete={before}")


def add_count(tx: Tx, number: int, subject: int, answer: str, n: int) -> None:
    """Write a counter."""
    tx.add(vote_counts, vote_id=number, subject=subject, answer=answer, n=n)


def counts(tx: Tx, number: int) -> dict[tuple[int, str], int]:
    """Answer the counters, by question and answer."""
    return {(row[0], row[1]): row[2] for row in tx.all(_COUNTS, vote_id=number)}
