"""What is stored about a person's meetings: lists, leave, check-ins, meetings held."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, or_, select

from storage.own_points import but
from storage.schema import checkin_entries, checkins, ledger, meeting_people, meetings


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
    yield (
        "checkins_booked",
        select(*but(checkin_entries, "person_id"), meetings.c.starts_at, ledger.c.booked_at, ledger.c.points)
        .join(meetings, meetings.c.id == checkin_entries.c.meeting_id)
        .join(ledger, ledger.c.id == checkin_entries.c.entry_id)
        .where(checkin_entries.c.person_id == person_id)
        .order_by(checkin_entries.c.entry_id),
    )
    yield (
        "rolls_called",
        select(checkins.c.id, checkins.c.meeting_id, checkins.c.at, checkins.c.struck_at)
        .where(or_(checkins.c.by_id == person_id, checkins.c.struck_by == person_id))
        .order_by(checkins.c.id),
    )
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
