"""Cases: what the rules propose about a person or a branch, what people made of it, and its steps (2.3-9)."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from storage.prepared import one_of, prepared
from storage.schema import case_steps, cases, judgings, orgs
from storage.transaction import Tx


class Case(NamedTuple):
    """One case; see the schema for what its columns hold."""

    id: int
    branch_id: int
    kind: str
    mark: str
    person_id: int | None
    about_id: int | None
    duty: str
    level: int
    since: str
    period: str
    facts: list[list[str]]
    state: str
    due_on: date
    rev: int
    decided_by: int | None


class CaseStep(NamedTuple):
    """Something that happened to a case; nobody did what the rules did."""

    verb: str
    level: int
    person_id: int | None
    at: datetime
    text: str | None


_COLUMNS = [cases.c[name] for name in Case._fields]
_BY_ID = prepared(select(*_COLUMNS).where(cases.c.id == bindparam("id")), Case)
_BY_MARK = prepared(
    select(*_COLUMNS).where(cases.c.branch_id == bindparam("branch_id"), cases.c.mark == bindparam("mark")), Case
)
_OPEN = prepared(
    select(*_COLUMNS)
    .where(cases.c.branch_id == bindparam("branch_id"), one_of(cases.c.state, "proposed", "hearing"))
    .order_by(cases.c.due_on, cases.c.id),
    Case,
)
_BRANCHES = prepared(
    select(orgs.c.id).where(
        select(cases.c.id).where(cases.c.branch_id == orgs.c.id, one_of(cases.c.state, "proposed", "hearing")).exists()
    )
)
_OF_PERSON = prepared(
    select(*_COLUMNS)
    .where(cases.c.person_id == bindparam("person_id"), cases.c.state != "proposed")
    .order_by(cases.c.id.desc()),
    Case,
)
_IN_FORCE = prepared(
    select(*_COLUMNS).where(
        cases.c.branch_id == bindparam("branch_id"),
        cases.c.kind == bindparam("kind"),
        cases.c.since == bindparam("since"),
        cases.c.state == "closed",
    ),
    Case,
)
_STEPS = prepared(
    select(*(case_steps.c[name] for name in CaseStep._fields))
    .where(case_steps.c.case_id == bindparam("case_id"))
    .order_by(case_steps.c.id),
    CaseStep,
)
_ADD_JUDGING = {
    True: prepared(sqlite_insert(judgings).on_conflict_do_nothing()),
    False: prepared(postgres_insert(judgings).on_conflict_do_nothing()),
}
_JUDGINGS = prepared(select(judgings.c.branch_id, judgings.c.period).order_by(judgings.c.period, judgings.c.branch_id))
_JUDGED = prepared(
    delete(judgings).where(judgings.c.branch_id == bindparam("branch_id"), judgings.c.period == bindparam("period"))
)


def add(tx: Tx, **values: Any) -> int:
    """Add a case; answer its id."""
    return tx.add(cases, state="proposed", rev=0, **values)


def get(tx: Tx, case_id: int) -> Case | None:
    """Answer a case, or None."""
    row: Case | None = tx.one(_BY_ID, id=case_id)
    return row


def by_mark(tx: Tx, branch_id: int, mark: str) -> Case | None:
    """Answer the case about something, or None."""
    row: Case | None = tx.one(_BY_MARK, branch_id=branch_id, mark=mark)
    return row


def open_of(tx: Tx, branch_id: int) -> list[Case]:
    """Answer a branch's cases that wait for somebody, the most urgent first."""
    return list(tx.all(_OPEN, branch_id=branch_id))


def branches_open(tx: Tx) -> list[int]:
    """Answer the ids of the branches in which a case is open."""
    return [row[0] for row in tx.all(_BRANCHES)]


def of_person(tx: Tx, person_id: int) -> list[Case]:
    """Answer the cases that a person was told of, the newest first."""
    return list(tx.all(_OF_PERSON, person_id=person_id))


def in_force(tx: Tx, branch_id: int, kind: str, since: str) -> list[Case]:
    """Answer what was decided about a branch: cases of a kind and a first month that ended with a record."""
    return list(tx.all(_IN_FORCE, branch_id=branch_id, kind=kind, since=since))


def change(tx: Tx, case_id: int, *, from_rev: int, **values: Any) -> bool:
    """Write some columns of a case; False where somebody was faster."""
    statement = update(cases).where(cases.c.id == case_id, cases.c.rev == from_rev)
    return tx.run(statement.values(rev=from_rev + 1, **values)) == 1


def add_step(
    tx: Tx, case_id: int, *, verb: str, level: int, person_id: int | None, text: str | None, now: datetime
) -> None:
    """Note what happened to a case."""
    tx.add(case_steps, case_id=case_id, verb=verb, level=level, person_id=person_id, at=now, text=text)


def steps(tx: Tx, case_id: int) -> list[CaseStep]:
    """Answer what happened to a case, in order."""
    return list(tx.all(_STEPS, case_id=case_id))


def to_judge(tx: Tx, branch_id: int, period: str) -> None:
    """Remember that a closed month's standing is still to be looked at."""
    tx.run(_ADD_JUDGING[tx.sqlite], branch_id=branch_id, period=period)


def judgings_left(tx: Tx) -> list[tuple[int, str]]:
    """Answer the branches and months whose standing is still to be looked at."""
    return [(row[0], row[1]) for row in tx.all(_JUDGINGS)]


def judged(tx: Tx, branch_id: int, period: str) -> bool:
    """Note that a month's standing was looked at; False where that was done before."""
    return tx.run(_JUDGED, branch_id=branch_id, period=period) == 1
