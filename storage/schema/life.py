"""Organisation life: meetings, who is expected, who checked in, and what that booked."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.schema.base import key, metadata, to
from storage.types import Id, Instant, Json

meetings = Table(
    "meetings",
    metadata,
    key(),
    to("orgs", "branch_id"),
    Column("kind", String(16), nullable=False),  # members_meeting, committee, group, lecture, theme_day, …
    Column("title", Text, nullable=False, default=""),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant),
    Column("place", Text, nullable=False, default=""),
    Column("state", String(10), nullable=False),  # planned, open, closed, recorded, verified, cancelled
    Column("rev", Integer, nullable=False, default=0),  # grows with each move; a button of another rev is stale
    Column("secret", String(64), nullable=False, default=""),  # of its codes; only while it is open
    Column("site", Json),  # [latitude, longitude] of the place, where check-ins may tell that they are near
    Column("chat_id", BigInteger),  # the group where it was announced
    to("persons", "planned_by"),
    Column("planned_at", Instant, nullable=False),
    to("persons", "host_id", null=True),  # who opened it: the screen and the codes are theirs
    Column("opened_at", Instant),
    Column("closed_at", Instant),
    Column("head_count", Integer),
    Column("explanation", Text),  # why the heads are not the check-ins
    Column("minutes", Text),
    Column("pieces", Json, nullable=False),  # photos of the record: [{"kind": …, "file_id": …}]
    to("persons", "recorded_by", null=True),
    Column("recorded_at", Instant),
    to("persons", "verified_by", null=True),
    Column("verified_at", Instant),
    Column("reason", Text),  # why it was cancelled, or its record sent back
    Column("waits_since", Instant),  # for its record to be made, or to be verified; NULL: for nothing
    sqlite_autoincrement=True,
)
Index("ix_meetings_branch_id_starts_at", meetings.c.branch_id, meetings.c.starts_at)
Index("ix_meetings_state", meetings.c.state)
Index(
    "ix_meetings_waits",
    meetings.c.branch_id,
    sqlite_where=text("waits_since IS NOT NULL"),
    postgresql_where=text("waits_since IS NOT NULL"),
)

meeting_people = Table(
    "meeting_people",  # who is expected, who will come, who asked for leave
    metadata,
    Column("meeting_id", Id, ForeignKey("meetings.id"), primary_key=True),
    Column("person_id", Id, ForeignKey("persons.id"), primary_key=True),
    Column("exempt", Boolean, nullable=False, default=False),  # may come, is not missed
    Column("coming_at", Instant),
    Column("leave_at", Instant),
    Column("leave_reason", Text),  # for whoever holds the meeting to read
)
Index("ix_meeting_people_person_id", meeting_people.c.person_id)

checkins = Table(
    "checkins",
    metadata,
    key(),
    to("meetings", "meeting_id"),
    to("persons", "person_id"),
    Column("at", Instant, nullable=False),
    Column("method", String(8), nullable=False),  # code, link, manual
    Column("near", Boolean),  # whether the person was near the place; NULL: not asked or not told
    to("persons", "by_id", null=True),  # who called the roll
    Column("struck_at", Instant),
    to("persons", "struck_by", null=True),
    Column("struck_reason", Text),
    UniqueConstraint("meeting_id", "person_id"),
    sqlite_autoincrement=True,
)
Index("ix_checkins_person_id", checkins.c.person_id)

checkin_entries = Table(
    "checkin_entries",  # what a meeting's attendance booked: for a person, or for the branch
    metadata,
    Column("entry_id", Id, ForeignKey("ledger.id"), primary_key=True),
    to("meetings", "meeting_id"),
    to("persons", "person_id", null=True),
)
Index("ix_checkin_entries_meeting_id", checkin_entries.c.meeting_id)
