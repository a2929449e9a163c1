"""Reviews: who decided what and why, in whose place; who was told what waits; wishes to take back."""

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from storage.schema.base import key, metadata, to
from storage.types import Hundredths, Id, Instant

review_steps = Table(
    "review_steps",
    metadata,
    key(),
    to("claims", "claim_id"),
    Column("rev", Integer, nullable=False),
    Column("level", Integer, nullable=False),  # 1 is the first; 0 for the claimant's own steps
    Column("role", String(24), nullable=False),
    to("persons", "reviewer_id"),
    Column("verdict", String(12), nullable=False),
    Column("points", Hundredths),
    Column("at", Instant, nullable=False),
    Column("for_id", Id),  # the person in whose place the reviewer decided; added later, so SQLite takes no reference
)
Index("ix_review_steps_claim_id", review_steps.c.claim_id)
Index("ix_review_steps_reviewer_id", review_steps.c.reviewer_id)

delegations = Table(
    "delegations",  # who decides in somebody's place for a span of days
    metadata,
    key(),
    to("persons", "person_id"),
    to("persons", "delegate_id"),
    Column("since", Date, nullable=False),
    Column("until", Date, nullable=False),  # the last day; ended early: the day before
    Column("made_at", Instant, nullable=False),
)
Index("ix_delegations_person_id", delegations.c.person_id)
Index("ix_delegations_delegate_id", delegations.c.delegate_id)
Index("ix_delegations_until", delegations.c.until)

digests = Table(
    "digests",  # who was told on which day what waits for a decision: once a day
    metadata,
    Column("person_id", Id, ForeignKey("persons.id"), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("at", Instant, nullable=False),
)

step_texts = Table(
    "step_texts",  # beside the steps, which never change: a reason tells of a person and can be erased
    metadata,
    Column("step_id", Id, ForeignKey("review_steps.id"), primary_key=True, autoincrement=False),
    Column("reason", Text, nullable=False),
)

adjustments = Table(
    "adjustments",  # a wish to take back what a claim booked; it waits for a second person
    metadata,
    key(),
    to("claims", "claim_id"),
    to("persons", "asked_by"),
    Column("reason", Text, nullable=False),
    Column("state", String(10), nullable=False),  # waiting, done, declined
    to("persons", "decided_by", null=True),
    Column("asked_at", Instant, nullable=False),
    Column("decided_at", Instant),
    sqlite_autoincrement=True,
)
Index("ix_adjustments_claim_id", adjustments.c.claim_id)
