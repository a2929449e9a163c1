"""What is kept of the courses that a person attended, or whose entry the person had a part in."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, or_, select

from storage.own_points import but
from storage.schema import trainings


def sections(person_id: int) -> Iterator[tuple[str, Select[Any]]]:
    """Answer the sections about training, each with its statement."""
    rows = trainings.c
    yield "trainings", select(*but(trainings, "branch_id")).where(rows.person_id == person_id).order_by(rows.id)
    part = or_(rows.entered_by == person_id, rows.answered_by == person_id)
    yield (
        "trainings_of_others",
        select(rows.id, rows.entered_at, rows.answered_at).where(part, rows.person_id != person_id).order_by(rows.id),
    )
