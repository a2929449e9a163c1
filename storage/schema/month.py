"""The branch's month: declaration forms, review sessions, what was agreed."""

from sqlalchemy import (
    Column,
    Date,
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
from storage.types import Hundredths, Id, Instant, Json

declarations = Table(
    "declarations",  # the personal declaration form (个人申报表): one for each member and month
    metadata,
    key(),
    to("persons", "person_id"),
    to("orgs", "branch_id"),
    Column("month", String(7), nullable=False),
    Column("state", String(12), nullable=False),  # open, submitted, reviewed, confirmed, disputed
    Column("rev", Integer, nullable=False, default=0),  # grows with each change; a button of another rev is stale
    Column("signed_at", Instant),
    to("persons", "checked_by", null=True),  # the group leader who looked through it
    Column("checked_at", Instant),
    Column("doubt", Text),  # what the group leader asks; NULL for nothing
    Column("reviewed_at", Instant),  # when the last of the month's claims was decided
    Column("answered_at", Instant),  # when the member confirmed or disputed the result
    Column("words", Text),  # why the member disputes it
    Column("created_at", Instant, nullable=False),
    UniqueConstraint("branch_id", "month", "person_id"),
    sqlite_autoincrement=True,
)
Index("ix_declarations_person_id", declarations.c.person_id)

declaration_lines = Table(
    "declaration_lines",  # what a member adds to the form; it becomes a claim when the form is signed
    metadata,
    key(),
    to("declarations", "declaration_id"),
    Column("item", String(24), nullable=False),
    Column("subject_kind", String(8), nullable=False),  # member or cadre
    Column("occurred_on", Date, nullable=False),
    Column("quantity", Hundredths, nullable=False),
    Column("level", String(16)),
    Column("requested", Hundredths, nullable=False),  # below nothing for a deduction
    Column("note", Text, nullable=False),
    Column("pieces", Json, nullable=False),  # evidence before it is filed: [{"kind": …, "file_id": …}]
    Column("media_group", String(64)),
    to("claims", "claim_id", null=True),
    sqlite_autoincrement=True,
)
Index("ix_declaration_lines_declaration_id", declaration_lines.c.declaration_id)
Index(
    "ix_declaration_lines_media_group",
    declaration_lines.c.media_group,
    sqlite_where=text("media_group IS NOT NULL"),
    postgresql_where=text("media_group IS NOT NULL"),
)

review_sessions = Table(
    "review_sessions",  # 评审会: the branch walks through what waits, card by card
    metadata,
    key(),
    to("orgs", "branch_id"),
    to("persons", "opened_by"),
    Column("state", String(10), nullable=False),  # gathering, walking, closed, cancelled
    Column("minutes", Text),
    Column("opened_at", Instant, nullable=False),
    Column("closed_at", Instant),
    sqlite_autoincrement=True,
)
Index("ix_review_sessions_branch_id", review_sessions.c.branch_id)

session_people = Table(
    "session_people",  # who was present
    metadata,
    Column("session_id", Id, ForeignKey("review_sessions.id"), primary_key=True),
    Column("person_id", Id, ForeignKey("persons.id"), primary_key=True),
)

session_cards = Table(
    "session_cards",  # what came of each card; the review itself stands in review_steps
    metadata,
    Column("session_id", Id, ForeignKey("review_sessions.id"), primary_key=True),
    Column("claim_id", Id, ForeignKey("claims.id"), primary_key=True),
    Column("outcome", String(10), nullable=False),  # approve, return, reject, later
    Column("at", Instant, nullable=False),
)

followups = Table(
    "followups",  # what a secretary agreed with a member: education, or something to put right (S6)
    metadata,
    key(),
    to("orgs", "branch_id"),
    to("persons", "person_id"),
    Column("kind", String(14), nullable=False),  # education, rectification
    Column("task", Text, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("state", String(10), nullable=False),  # open, reported, closed, cancelled
    to("persons", "opened_by"),
    Column("opened_at", Instant, nullable=False),
    Column("answer", Text),  # what the member says of it
    Column("answered_at", Instant),
    Column("record", Text),  # what the secretary notes at the end
    to("persons", "closed_by", null=True),
    Column("closed_at", Instant),
    sqlite_autoincrement=True,
)
Index("ix_followups_branch_id_state", followups.c.branch_id, followups.c.state)
Index("ix_followups_person_id", followups.c.person_id)
