"""What is stored about a person's meetings: lists, leave, check-ins, meetings held."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, or_, select

from storage.own_points import but
from storage.schema import checkins, meeting_people, meetings


def sections(person_id: int) -> Iterator[tuple[str, Select[Any]]]:
    """Answer the parts of a person's data that tell of meetings."""
    yield (
        "meetings",
        select(meetings.c.kind, meetings.c.starts_at, *but(meeting_people, "person_id"))
        .join(meeting_people, meeting_people.c.meeting_id == meetings.c.id)
        .where(meeting_people.c.person_id == person_id)
        .order_by(meetings.c.starts_at),
    )
    # Whether somebody was near is all that was ever kept of where they were.
    yield "checkins", select(*but(checkins)).where(checkins.c.person_id == person_id).order_by(checkins.c.id)
    held = or_(
        meetings.c.planned_by == person_id,
        meetings.c.host_id == person_id,
        meetings.c.recorded_by == person_id,
        meetings.c.verified_by == person_id,
    )
    yield (
        "meetings_held",
        select(meetings.c.id, meetings.c.kind, meetings.c.starts_at, meetings.c.state)
        .where(held)
        .order_by(meetings.c.starts_at),
    )
