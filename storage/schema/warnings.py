"""Early warnings: what was found in a branch, what its people did about it, by when it is to be put right."""

from sqlalchemy import Column, Date, Index, Integer, String, Table, Text, text

from storage.schema.base import key, metadata, to
from storage.types import Instant, Json

warnings = Table(
    "warnings",
    metadata,
    key(),
    to("orgs", "branch_id"),
    Column("rule", String(24), nullable=False),  # what was looked for: tasks_overdue, reviews_late, …
    Column("about", String(40), nullable=False),  # what it is about: task:12, 2026-05, branch
    Column("color", String(6), nullable=False),  # red, yellow
    Column("facts", Json, nullable=False),  # numbers and names of units, worded for each reader
    Column("state", String(12), nullable=False),  # open, acknowledged, rectifying, submitted, closed, escalated
    Column("due_on", Date, nullable=False),
    Column("opened_at", Instant, nullable=False),
    to("persons", "submitted_by", null=True),  # who reported it as put right; somebody else closes it
    Column("closed_at", Instant),
    Column("rev", Integer, nullable=False),
    sqlite_autoincrement=True,
)
_OPEN = text("closed_at IS NULL")
# One that is open for each rule and what it is about; a closed one of the same is not opened again by the rules.
Index("ix_warnings_found", warnings.c.branch_id, warnings.c.rule, warnings.c.about, unique=True)
Index("ix_warnings_open", warnings.c.branch_id, warnings.c.id, sqlite_where=_OPEN, postgresql_where=_OPEN)
Index("ix_warnings_submitted_by", warnings.c.submitted_by)

warning_steps = Table(
    "warning_steps",
    metadata,
    key(),
    to("warnings", "warning_id"),
    Column("verb", String(12), nullable=False),
    to("persons", "person_id", null=True),  # NULL: the rules
    Column("text", Text),
    Column("at", Instant, nullable=False),
)
Index("ix_warning_steps_warning_id", warning_steps.c.warning_id)
Index("ix_warning_steps_person_id", warning_steps.c.person_id)
