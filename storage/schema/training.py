"""Training: the courses that people attended, with hours, evidence and who confirmed them."""

from sqlalchemy import Column, Date, Index, String, Table, Text, UniqueConstraint

from storage.schema.base import key, metadata, to
from storage.types import Hundredths, Instant

trainings = Table(
    "trainings",
    metadata,
    key(),
    to("orgs", "branch_id"),
    to("persons", "person_id"),
    Column("title", Text, nullable=False),
    Column("kind", String(12), nullable=False),  # bot/domain/life/training.py
    Column("held_on", Date, nullable=False),  # its first day
    Column("hours", Hundredths, nullable=False),  # academic hours
    Column("evidence", Text, nullable=False),  # number of a certificate, a notice, a link; may be empty
    Column("state", String(10), nullable=False),  # claimed, confirmed, declined, disputed, withdrawn
    to("persons", "entered_by", null=True),  # None where a sheet was read at the command line
    Column("entered_at", Instant, nullable=False),
    to("persons", "answered_by", null=True),
    Column("answered_at", Instant),
    UniqueConstraint("person_id", "title", "held_on"),
    sqlite_autoincrement=True,
)
Index("ix_trainings_branch_id", trainings.c.branch_id)
