"""Dues: which months are marked as paid. Amounts and incomes are never here."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import bindparam, delete, func, select, update

from storage.prepared import prepared
from storage.schema import dues_paid
from storage.transaction import Tx


class Paid(NamedTuple):
    """A month of somebody that is marked."""

    person_id: int
    month: str
    claim_id: int | None


_COLUMNS = [dues_paid.c[name] for name in Paid._fields]
_HERE = (
    dues_paid.c.branch_id == bindparam("in_branch"),
    dues_paid.c.person_id == bindparam("of_person"),
    dues_paid.c.month == bindparam("of_month"),
)
_OF_BRANCH = prepared(
    select(*_COLUMNS).where(dues_paid.c.branch_id == bindparam("branch_id"), dues_paid.c.month >= bindparam("since")),
    Paid,
)
_FIRST = prepared(select(func.min(dues_paid.c.month)).where(dues_paid.c.branch_id == bindparam("branch_id")))
_UNMARK = prepared(delete(dues_paid).where(*_HERE, dues_paid.c.claim_id.is_(None)))
_BOOKED = prepared(update(dues_paid).where(*_HERE).values(claim_id=bindparam("claim")))


def since(tx: Tx, branch_id: int, month: str) -> list[Paid]:
    """Answer what is marked in a branch of a month and all later ones."""
    return list(tx.all(_OF_BRANCH, branch_id=branch_id, since=month))


def first_month(tx: Tx, branch_id: int) -> str | None:
    """Answer the first month of which anything is marked: before it a branch kept no record here."""
    found: str | None = tx.scalar(_FIRST, branch_id=branch_id)
    return found


def mark(tx: Tx, *, branch_id: int, person_id: int, month: str, by: int, on: date) -> None:
    """Mark a month as paid; it was not before."""
    tx.add(dues_paid, branch_id=branch_id, person_id=person_id, month=month, marked_by=by, marked_on=on)


def unmark(tx: Tx, *, branch_id: int, person_id: int, month: str) -> bool:
    """Take a mark back; False for one whose item is entered already."""
    return tx.run(_UNMARK, in_branch=branch_id, of_person=person_id, of_month=month) == 1


def booked(tx: Tx, *, branch_id: int, person_id: int, month: str, claim_id: int) -> None:
    """Remember the office entry that a mark led to."""
    tx.run(_BOOKED, in_branch=branch_id, of_person=person_id, of_month=month, claim=claim_id)
