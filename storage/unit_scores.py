"""Scores of units: who entered them, who confirmed them."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, delete, select, update

from storage.prepared import prepared
from storage.schema import orgs, unit_scores
from storage.transaction import Tx


class Score(NamedTuple):
    """A score, or the marks of several judges; it counts once a second person has confirmed it."""

    unit_id: int
    period: str
    part: str
    marks: list[str]
    entered_by: int
    confirmed_by: int | None


_OF_PARENT = prepared(
    select(*(unit_scores.c[name] for name in Score._fields))
    .join(orgs, orgs.c.id == unit_scores.c.unit_id)
    .where(orgs.c.parent_id == bindparam("parent_id"), unit_scores.c.period == bindparam("period"))
    .order_by(orgs.c.code, unit_scores.c.part),
    Score,
)


def of_parent(tx: Tx, parent_id: int, period: str) -> list[Score]:
    """Answer the scores of the units of a committee in a period."""
    return list(tx.all(_OF_PARENT, parent_id=parent_id, period=period))


def put(tx: Tx, unit_id: int, period: str, part: str, *, marks: list[str], by: int, now: datetime) -> None:
    """Enter a score in place of an earlier one; it is to be confirmed again."""
    here = (unit_scores.c.unit_id == unit_id, unit_scores.c.period == period, unit_scores.c.part == part)
    tx.run(delete(unit_scores).where(*here))
    tx.add(unit_scores, unit_id=unit_id, period=period, part=part, marks=marks, entered_by=by, entered_at=now)


def confirm(tx: Tx, unit_ids: list[int], period: str, *, by: int) -> int:
    """Confirm all that somebody else entered; answer how many that were."""
    waits = (
        unit_scores.c.unit_id.in_(unit_ids),
        unit_scores.c.period == period,
        unit_scores.c.confirmed_by.is_(None),
        unit_scores.c.entered_by != by,
    )
    return tx.run(update(unit_scores).where(*waits).values(confirmed_by=by))
