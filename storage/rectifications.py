"""Rectifications: branches that are put right, their helpers, their problems."""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, select, update

from storage.prepared import one_of, prepared
from storage.schema import orgs, rectifications, rectified_problems
from storage.transaction import Tx


class Rectification(NamedTuple):
    """One of them; see the schema for what its columns hold."""

    id: int
    org_id: int
    kind: str
    reason: str
    state: str
    helpers: dict[str, str]
    rank_before: int | None
    rank_after: int | None
    opened_by: int
    opened_on: date
    closed_on: date | None
    record: str | None


class Problem(NamedTuple):
    """A problem and, once it is solved, what shows it."""

    id: int
    case_id: int
    problem: str
    added_on: date
    evidence: str | None
    solved_on: date | None


_COLUMNS = [rectifications.c[name] for name in Rectification._fields]
_BY_ID = prepared(select(*_COLUMNS).where(rectifications.c.id == bindparam("id")), Rectification)
_UNDER = prepared(
    select(*_COLUMNS)
    .join(orgs, orgs.c.id == rectifications.c.org_id)
    .where(orgs.c.parent_id == bindparam("parent_id"), one_of(rectifications.c.state, "proposed", "active", "closed"))
    .order_by(rectifications.c.id.desc()),
    Rectification,
)
_OF_ORG = prepared(
    select(*_COLUMNS)
    .where(rectifications.c.org_id == bindparam("org_id"), one_of(rectifications.c.state, "active", "closed"))
    .order_by(rectifications.c.id.desc()),
    Rectification,
)
_PROBLEMS = prepared(
    select(*(rectified_problems.c[name] for name in Problem._fields))
    .where(rectified_problems.c.case_id == bindparam("case_id"))
    .order_by(rectified_problems.c.id),
    Problem,
)
_LEFT = prepared(
    select(func.count()).where(
        rectified_problems.c.case_id == bindparam("case_id"), rectified_problems.c.solved_on.is_(None)
    )
)
_SOLVE = prepared(
    update(rectified_problems)
    .where(rectified_problems.c.id == bindparam("key"), rectified_problems.c.solved_on.is_(None))
    .values(solved_on=bindparam("on", type_=rectified_problems.c.solved_on.type), evidence=bindparam("shown"))
)


def add(tx: Tx, **values: Any) -> int:
    """Propose one; answer its id."""
    return tx.add(rectifications, state="proposed", helpers={}, **values)


def get(tx: Tx, number: int) -> Rectification | None:
    """Answer one, or None."""
    row: Rectification | None = tx.one(_BY_ID, id=number)
    return row


def under(tx: Tx, parent_id: int) -> list[Rectification]:
    """Answer those of the units of a committee, the newest first; dropped ones are not among them."""
    return list(tx.all(_UNDER, parent_id=parent_id))


def of_org(tx: Tx, org_id: int) -> list[Rectification]:
    """Answer those that a unit knows of, the newest first."""
    return list(tx.all(_OF_ORG, org_id=org_id))


def change(tx: Tx, number: int, *, from_state: str, **values: Any) -> bool:
    """Write some columns of one that stands so; False where somebody was faster."""
    here = (rectifications.c.id == number, rectifications.c.state == from_state)
    return tx.run(update(rectifications).where(*here).values(**values)) == 1


def add_problem(tx: Tx, number: int, problem: str, *, on: date) -> int:
    """Note a problem; answer its id."""
    return tx.add(rectified_problems, case_id=number, problem=problem, added_on=on)


def problems(tx: Tx, number: int) -> list[Problem]:
    """Answer the problems of one, in the order in which they were added."""
    return list(tx.all(_PROBLEMS, case_id=number))


def unsolved(tx: Tx, number: int) -> int:
    """Count the problems of one that are not solved."""
    return int(tx.scalar(_LEFT, case_id=number))


def solve(tx: Tx, problem_id: int, evidence: str, *, on: date) -> bool:
    """Note that a problem is solved and what shows it; False where it was before."""
    return tx.run(_SOLVE, key=problem_id, on=on, shown=evidence) == 1
