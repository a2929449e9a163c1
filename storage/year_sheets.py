"""Year sheets: written once when a year is closed; an erasure takes text and salt, the hash stays."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Update, bindparam, select, update

from storage.prepared import prepared
from storage.schema import year_sheets
from storage.transaction import Tx


class YearSheet(NamedTuple):
    """One of them; text and salt are None for who was erased."""

    branch_id: int
    year: int
    subject_kind: str
    subject_id: int
    text: str | None
    salt: str | None
    hash: str
    frozen_at: datetime


_COLUMNS = [year_sheets.c[name] for name in YearSheet._fields]
_ONE = prepared(
    select(*_COLUMNS).where(
        year_sheets.c.branch_id == bindparam("branch_id"),
        year_sheets.c.year == bindparam("year"),
        year_sheets.c.subject_kind == bindparam("kind"),
        year_sheets.c.subject_id == bindparam("subject_id"),
    ),
    YearSheet,
)
_OF_BRANCH = prepared(
    select(*_COLUMNS)
    .where(year_sheets.c.branch_id == bindparam("branch_id"))
    .order_by(year_sheets.c.year, year_sheets.c.subject_kind, year_sheets.c.subject_id),
    YearSheet,
)


def add(tx: Tx, row: YearSheet) -> None:
    """Write a sheet; the database holds it to one a subject and year."""
    tx.add(year_sheets, **row._asdict())


def get(tx: Tx, branch_id: int, year: int, kind: str, subject_id: int) -> YearSheet | None:
    """Answer a sheet, or None."""
    row: YearSheet | None = tx.one(_ONE, branch_id=branch_id, year=year, kind=kind, subject_id=subject_id)
    return row


def of_branch(tx: Tx, branch_id: int) -> list[YearSheet]:
    """Answer every sheet of a branch, by year, its own first."""
    return list(tx.all(_OF_BRANCH, branch_id=branch_id))


def erasing(person_id: int) -> Update:
    """Answer what takes the words of a person's sheets."""
    mine = (year_sheets.c.subject_kind == "member", year_sheets.c.subject_id == person_id)
    return update(year_sheets).where(*mine).values(text=None, salt=None)
