"""Pioneer indices: a year's standards, runs, and the values of people."""

from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, select, update

from storage.prepared import prepared
from storage.schema import pioneer_runs, pioneer_standards, pioneer_values
from storage.transaction import Tx


class StandardRow(NamedTuple):
    """A version of a year's standard."""

    year: int
    version: int
    rules: dict[str, Any]


class RunRow(NamedTuple):
    """One run; `rules` as they were when it opened."""

    id: int
    org_id: int
    period: str
    rules: dict[str, Any]
    version: int
    state: str
    opened_by: int
    opened_at: datetime
    confirmed_by: int | None
    rev: int


class ValueRow(NamedTuple):
    """What somebody's index is found from; the results are there once the run is confirmed."""

    id: int
    run_id: int
    branch_id: int
    person_id: int
    inputs: dict[str, Any]
    previous: Decimal | None
    value: Decimal | None
    ratio: Decimal | None
    entered_by: int


_STANDARDS = prepared(
    select(*(pioneer_standards.c[name] for name in StandardRow._fields))
    .where(pioneer_standards.c.org_id == bindparam("org_id"))
    .order_by(pioneer_standards.c.year.desc(), pioneer_standards.c.version.desc()),
    StandardRow,
)
_RUNS = [pioneer_runs.c[name] for name in RunRow._fields]
_RUN = prepared(select(*_RUNS).where(pioneer_runs.c.id == bindparam("id")), RunRow)
_OF_ORG = prepared(
    select(*_RUNS).where(pioneer_runs.c.org_id == bindparam("org_id")).order_by(pioneer_runs.c.id.desc()), RunRow
)
_EVERY = prepared(select(*_RUNS).order_by(pioneer_runs.c.id), RunRow)
_VALUES = [pioneer_values.c[name] for name in ValueRow._fields]
_VALUE = prepared(select(*_VALUES).where(pioneer_values.c.id == bindparam("id")), ValueRow)
_OF_RUN = prepared(
    select(*_VALUES)
    .where(pioneer_values.c.run_id == bindparam("run_id"))
    .order_by(pioneer_values.c.branch_id, pioneer_values.c.person_id),
    ValueRow,
)
_OF_PERSON = prepared(
    select(*_VALUES)
    .where(pioneer_values.c.person_id == bindparam("person_id"), pioneer_values.c.value.is_not(None))
    .order_by(pioneer_values.c.run_id.desc()),
    ValueRow,
)


def standards(tx: Tx, org_id: int) -> list[StandardRow]:
    """Answer the standards of an organisation, the newest year and version first."""
    return list(tx.all(_STANDARDS, org_id=org_id))


def add_standard(tx: Tx, **values: Any) -> int:
    """Write a version of a year's standard."""
    return tx.add(pioneer_standards, **values)


def add_run(tx: Tx, **values: Any) -> int:
    """Open a run; answer its id."""
    return tx.add(pioneer_runs, state="open", **values)


def run(tx: Tx, number: int) -> RunRow | None:
    """Answer a run, or None."""
    row: RunRow | None = tx.one(_RUN, id=number)
    return row


def of_org(tx: Tx, org_id: int) -> list[RunRow]:
    """Answer the runs of an organisation, the newest first."""
    return list(tx.all(_OF_ORG, org_id=org_id))


def every(tx: Tx) -> list[RunRow]:
    """Answer all runs in the order of their opening."""
    return list(tx.all(_EVERY))


def change(tx: Tx, number: int, *, from_rev: int, **values: Any) -> bool:
    """Write some columns of a run that nobody changed meanwhile; its revision goes up."""
    here = (pioneer_runs.c.id == number, pioneer_runs.c.rev == from_rev)
    return tx.run(update(pioneer_runs).where(*here).values(rev=from_rev + 1, **values)) == 1


def put(tx: Tx, run_id: int, person_id: int, **values: Any) -> int:
    """Write somebody's inputs in place of earlier ones."""
    here = (pioneer_values.c.run_id == run_id, pioneer_values.c.person_id == person_id)
    tx.run(delete(pioneer_values).where(*here))
    return tx.add(pioneer_values, run_id=run_id, person_id=person_id, **values)


def value(tx: Tx, number: int) -> ValueRow | None:
    """Answer somebody's values, or None."""
    row: ValueRow | None = tx.one(_VALUE, id=number)
    return row


def of_run(tx: Tx, run_id: int) -> list[ValueRow]:
    """Answer the values of a run, by branch and person."""
    return list(tx.all(_OF_RUN, run_id=run_id))


def of_person(tx: Tx, person_id: int) -> list[ValueRow]:
    """Answer somebody's confirmed values, the newest first."""
    return list(tx.all(_OF_PERSON, person_id=person_id))


def settle(tx: Tx, number: int, *, previous: Decimal | None, found: Decimal, ratio: Decimal | None) -> None:
    """Write what came of somebody's inputs."""
    tx.run(
        update(pioneer_values).where(pioneer_values.c.id == number).values(previous=previous, value=found, ratio=ratio)
    )
