"""Appeals: objections, how far each is, and every step of them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import bindparam, case, func, literal_column, select, update

from storage.prepared import one_of, prepared
from storage.schema import appeal_evidence, appeal_steps, appeals
from storage.transaction import Tx

_OPEN = one_of(appeals.c.state, "filed", "accepted", "second_review")


class Appeal(NamedTuple):
    """One objection."""

    id: int
    branch_id: int
    person_id: int
    period: str
    target: str
    target_id: int | None
    text: str
    state: str
    level: int
    handler_id: int | None
    handler_role: str
    decide_by: date | None
    outcome: str | None
    points: Decimal | None
    reply_by: date | None
    rev: int
    filed_at: datetime
    decided_at: datetime | None


class AppealStep(NamedTuple):
    """Something that was done with an objection; `by_id` is None for the house's rules."""

    id: int
    appeal_id: int
    level: int
    by_id: int | None
    verdict: str
    points: Decimal | None
    reason: str
    entry_id: int | None
    at: datetime


class AppealFile(NamedTuple):
    """A file that goes with an objection."""

    kind: str
    file_id: str | None


_COLUMNS = [appeals.c[name] for name in Appeal._fields]
_STEPS = [appeal_steps.c[name] for name in AppealStep._fields]
_BY_ID = prepared(select(*_COLUMNS).where(appeals.c.id == bindparam("id")), Appeal)
_OF_PERSON = prepared(
    select(*_COLUMNS).where(appeals.c.person_id == bindparam("person_id")).order_by(appeals.c.id), Appeal
)
_OF_HANDLER = prepared(
    select(*_COLUMNS)
    .where(appeals.c.handler_id == bindparam("handler_id"), one_of(appeals.c.state, "accepted", "second_review"))
    .order_by(appeals.c.id),
    Appeal,
)
# The condition is the partial index's own words, so that it serves.
_UNFINISHED = prepared(
    select(*_COLUMNS).where(literal_column("state NOT IN ('final', 'withdrawn')")).order_by(appeals.c.id), Appeal
)
_COUNTS = prepared(
    select(
        func.count(),
        func.coalesce(func.sum(case((_OPEN, 1), else_=0)), 0),
        func.coalesce(func.sum(case((one_of(appeals.c.outcome, "upheld", "partly"), 1), else_=0)), 0),
    ).where(
        appeals.c.branch_id == bindparam("branch_id"),
        appeals.c.period == bindparam("period"),
        appeals.c.state != "withdrawn",
    )
)
_STEPS_OF = prepared(
    select(*_STEPS).where(appeal_steps.c.appeal_id == bindparam("appeal_id")).order_by(appeal_steps.c.id), AppealStep
)
_BY_ENTRY = prepared(select(*_STEPS).where(appeal_steps.c.entry_id == bindparam("entry_id")), AppealStep)
_FILES = prepared(
    select(appeal_evidence.c.kind, appeal_evidence.c.file_id)
    .where(appeal_evidence.c.appeal_id == bindparam("appeal_id"))
    .order_by(appeal_evidence.c.id),
    AppealFile,
)
_CHANGES: dict[tuple[str, ...], Any] = {}


def add(tx: Tx, **values: Any) -> int:
    """Add an objection; answer its number."""
    return tx.add(appeals, **values)


def get(tx: Tx, appeal_id: int) -> Appeal | None:
    """Answer an objection, or None."""
    row: Appeal | None = tx.one(_BY_ID, id=appeal_id)
    return row


def of_person(tx: Tx, person_id: int) -> list[Appeal]:
    """Answer what somebody objected to, oldest first."""
    return list(tx.all(_OF_PERSON, person_id=person_id))


def of_handler(tx: Tx, handler_id: int) -> list[Appeal]:
    """Answer the objections that wait for somebody's decision, oldest first."""
    return list(tx.all(_OF_HANDLER, handler_id=handler_id))


def unfinished(tx: Tx) -> list[Appeal]:
    """Answer every objection that is neither final nor withdrawn, oldest first."""
    return list(tx.all(_UNFINISHED))


def counts(tx: Tx, branch_id: int, period: str) -> tuple[int, int, int]:
    """Answer how many objections a period has, how many are undecided, and how many were upheld at least in part."""
    row = tx.one(_COUNTS, branch_id=branch_id, period=period)
    return row[0], int(row[1]), int(row[2])


def change(tx: Tx, appeal: Appeal, **values: Any) -> bool:
    """Write some columns if nobody was faster; the revision grows."""
    names = tuple(values)
    if names not in _CHANGES:
        columns = {name: bindparam(name, type_=appeals.c[name].type) for name in names}
        _CHANGES[names] = prepared(
            update(appeals)
            .where(appeals.c.id == bindparam("key"), appeals.c.rev == bindparam("from_rev"))
            .values(rev=bindparam("next_rev"), **columns)
        )
    statement = _CHANGES[names]
    return tx.run(statement, key=appeal.id, from_rev=appeal.rev, next_rev=appeal.rev + 1, **values) == 1


def add_step(
    tx: Tx,
    *,
    appeal_id: int,
    level: int,
    by_id: int | None,
    verdict: str,
    now: datetime,
    reason: str = "",
    points: Decimal | None = None,
    entry_id: int | None = None,
) -> None:
    """Add a step."""
    tx.add(
        appeal_steps,
        appeal_id=appeal_id,
        level=level,
        by_id=by_id,
        verdict=verdict,
        points=points,
        reason=reason,
        entry_id=entry_id,
        at=now,
    )


def steps(tx: Tx, appeal_id: int) -> list[AppealStep]:
    """Answer the steps of an objection, in order."""
    return list(tx.all(_STEPS_OF, appeal_id=appeal_id))


def that_booked(tx: Tx, entry_id: int) -> AppealStep | None:
    """Answer the decision that booked an entry, None for an entry of another making."""
    row: AppealStep | None = tx.one(_BY_ENTRY, entry_id=entry_id)
    return row


def add_file(tx: Tx, *, appeal_id: int, kind: str, file_id: str | None, unique_id: str | None, now: datetime) -> None:
    """Add a file."""
    tx.add(appeal_evidence, appeal_id=appeal_id, kind=kind, file_id=file_id, unique_id=unique_id, added_at=now)


def files(tx: Tx, appeal_id: int) -> list[AppealFile]:
    """Answer the files of an objection, in the order in which they came."""
    return list(tx.all(_FILES, appeal_id=appeal_id))
