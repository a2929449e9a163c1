"""Placements: who works in which section of a branch, and who answers for it."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, delete, select

from storage.prepared import prepared
from storage.schema import placements
from storage.transaction import Tx


class Placement(NamedTuple):
    """A person in a section."""

    branch_id: int
    section_id: int
    person_id: int
    leads: bool


_COLUMNS = [placements.c[name] for name in Placement._fields]
_OF_BRANCH = prepared(
    select(*_COLUMNS)
    .where(placements.c.branch_id == bindparam("branch_id"))
    .order_by(placements.c.leads.desc(), placements.c.person_id),
    Placement,
)
_OF_PERSON = prepared(
    select(*_COLUMNS).where(placements.c.person_id == bindparam("person_id")).order_by(placements.c.branch_id),
    Placement,
)
_DROP = prepared(
    delete(placements).where(placements.c.branch_id == bindparam("of"), placements.c.person_id == bindparam("who"))
)
_CLEAR = prepared(
    delete(placements).where(placements.c.branch_id == bindparam("of"), placements.c.section_id == bindparam("which"))
)


def of_branch(tx: Tx, branch_id: int) -> list[Placement]:
    """Answer who works where in a branch, those who answer for a section first."""
    return tx.memory.recall(("placements", branch_id), lambda: list(tx.all(_OF_BRANCH, branch_id=branch_id)))


def of_person(tx: Tx, person_id: int) -> list[Placement]:
    """Answer where a person works."""
    return tx.memory.recall(("placed", person_id), lambda: list(tx.all(_OF_PERSON, person_id=person_id)))


def put(tx: Tx, branch_id: int, section_id: int, person_id: int, *, leads: bool, now: datetime) -> None:
    """Put a person into a section, out of the one before."""
    tx.memory.forget()
    tx.run(_DROP, of=branch_id, who=person_id)
    tx.add(placements, branch_id=branch_id, section_id=section_id, person_id=person_id, leads=leads, since=now)


def clear(tx: Tx, branch_id: int, section_id: int) -> None:
    """Take everybody out of a section."""
    tx.memory.forget()
    tx.run(_CLEAR, of=branch_id, which=section_id)
