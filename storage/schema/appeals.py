"""Objections: who sees what otherwise, who handles it, what was decided."""

from sqlalchemy import (
    Column,
    Date,
    Index,
    Integer,
    String,
    Table,
    Text,
    text,
)

from storage.schema.base import key, metadata, to
from storage.types import Hundredths, Id, Instant

appeals = Table(
    "appeals",  # objections: who sees what otherwise, who handles it, what became of it; private to the two
    metadata,
    key(),
    to("orgs", "branch_id"),
    to("persons", "person_id"),
    Column("period", String(10), nullable=False),  # whose publicity it is made in
    Column("target", String(8), nullable=False),  # claim, entry, total, rank, other
    Column("target_id", Id),  # the claim's or the entry's number
    Column("text", Text, nullable=False),
    Column("state", String(16), nullable=False),  # filed, accepted, decided, second_review, final, withdrawn
    Column("level", Integer, nullable=False, default=1),  # 1 in the branch, 2 one level up
    to("persons", "handler_id", null=True),  # NULL: nobody may handle it yet
    Column("handler_role", String(24), nullable=False, default=""),
    Column("decide_by", Date),  # last day for the decision
    Column("outcome", String(12)),  # upheld, partly, dismissed: the last decision
    Column("points", Hundredths),  # what it changed
    Column("reply_by", Date),  # last day to ask for a second review
    Column("rev", Integer, nullable=False, default=0),
    Column("filed_at", Instant, nullable=False),
    Column("decided_at", Instant),
    sqlite_autoincrement=True,
)
Index("ix_appeals_branch_id_period", appeals.c.branch_id, appeals.c.period)
Index("ix_appeals_person_id", appeals.c.person_id)
Index("ix_appeals_handler_id", appeals.c.handler_id)
Index(
    "ix_appeals_open",
    appeals.c.id,
    sqlite_where=text("state NOT IN ('final', 'withdrawn')"),
    postgresql_where=text("state NOT IN ('final', 'withdrawn')"),
)

appeal_steps = Table(
    "appeal_steps",
    metadata,
    key(),
    to("appeals", "appeal_id"),
    Column("level", Integer, nullable=False),
    to("persons", "by_id", null=True),  # NULL: the house's rules
    Column("verdict", String(12), nullable=False),  # filed, assigned, upheld, partly, dismissed, agreed, second, …
    Column("points", Hundredths),
    Column("reason", Text, nullable=False, default=""),  # it tells of a person and can be erased
    to("ledger", "entry_id", null=True),  # what a decision booked
    Column("at", Instant, nullable=False),
)
Index("ix_appeal_steps_appeal_id", appeal_steps.c.appeal_id)
Index("ix_appeal_steps_entry_id", appeal_steps.c.entry_id)
Index("ix_appeal_steps_by_id", appeal_steps.c.by_id)

appeal_evidence = Table(
    "appeal_evidence",
    metadata,
    key(),
    to("appeals", "appeal_id"),
    Column("kind", String(10), nullable=False),  # photo, document, video
    Column("file_id", Text),
    Column("unique_id", String(64)),
    Column("added_at", Instant, nullable=False),
)
Index("ix_appeal_evidence_appeal_id", appeal_evidence.c.appeal_id)
