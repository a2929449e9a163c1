"""Entries in rounds of awards, and the judges' marks."""

from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, select, update

from storage.prepared import prepared
from storage.schema import award_entries, award_marks
from storage.transaction import Tx


class Entry(NamedTuple):
    """One entry; `person_id` is None where the branch itself is entered."""

    id: int
    round_id: int
    branch_id: int
    person_id: int | None
    title: int
    text: str
    files: list[list[str]]
    state: str
    figure: Decimal | None
    score: Decimal | None
    place: int | None
    chosen: bool
    next_level: bool
    entered_by: int
    entered_at: datetime
    revoked_by: int | None
    revoked_why: str | None
    rev: int


class Mark(NamedTuple):
    """A judge's mark of one criterion."""

    entry_id: int
    judge_id: int
    criterion: int
    mark: Decimal


_COLUMNS = [award_entries.c[name] for name in Entry._fields]
_BY_ID = prepared(select(*_COLUMNS).where(award_entries.c.id == bindparam("id")), Entry)
_OF_ROUND = prepared(
    select(*_COLUMNS).where(award_entries.c.round_id == bindparam("round_id")).order_by(award_entries.c.id), Entry
)
_OF_PERSON = prepared(
    select(*_COLUMNS).where(award_entries.c.person_id == bindparam("person_id")).order_by(award_entries.c.id.desc()),
    Entry,
)
_OF_BRANCH = prepared(
    select(*_COLUMNS).where(award_entries.c.branch_id == bindparam("branch_id")).order_by(award_entries.c.id), Entry
)
_MARKS = prepared(
    select(*(award_marks.c[name] for name in Mark._fields))
    .join(award_entries, award_entries.c.id == award_marks.c.entry_id)
    .where(award_entries.c.round_id == bindparam("round_id"))
    .order_by(award_marks.c.entry_id, award_marks.c.criterion, award_marks.c.judge_id),
    Mark,
)
_DROP_MARK = prepared(
    delete(award_marks).where(
        award_marks.c.entry_id == bindparam("of_entry"),
        award_marks.c.judge_id == bindparam("of_judge"),
        award_marks.c.criterion == bindparam("of_criterion"),
    )
)


def add(tx: Tx, **values: Any) -> int:
    """Enter somebody; answer the entry's id."""
    return tx.add(award_entries, state="entered", **values)


def get(tx: Tx, number: int) -> Entry | None:
    """Answer an entry, or None."""
    row: Entry | None = tx.one(_BY_ID, id=number)
    return row


def of_round(tx: Tx, round_id: int) -> list[Entry]:
    """Answer all entries of a round, in the order in which they came."""
    return list(tx.all(_OF_ROUND, round_id=round_id))


def of_person(tx: Tx, person_id: int) -> list[Entry]:
    """Answer somebody's entries, the newest first."""
    return list(tx.all(_OF_PERSON, person_id=person_id))


def of_branch(tx: Tx, branch_id: int) -> list[Entry]:
    """Answer the entries of a branch and of its members, the oldest first."""
    return list(tx.all(_OF_BRANCH, branch_id=branch_id))


def change(tx: Tx, number: int, *, from_rev: int, **values: Any) -> bool:
    """Write some columns of an entry that nobody changed meanwhile; its revision goes up."""
    here = (award_entries.c.id == number, award_entries.c.rev == from_rev)
    return tx.run(update(award_entries).where(*here).values(rev=from_rev + 1, **values)) == 1


def mark(tx: Tx, *, entry_id: int, judge_id: int, criterion: int, value: Decimal) -> None:
    """Write a judge's mark in the place of the one before."""
    tx.run(_DROP_MARK, of_entry=entry_id, of_judge=judge_id, of_criterion=criterion)
    tx.add(award_marks, entry_id=entry_id, judge_id=judge_id, criterion=criterion, mark=value)


def marks(tx: Tx, round_id: int) -> list[Mark]:
    """Answer every mark of a round."""
    return list(tx.all(_MARKS, round_id=round_id))
