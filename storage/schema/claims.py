"""Claims and reviews: what is asked for, its evidence, who decided, what was objected to."""

from sqlalchemy import (
    BigInteger,
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

claims = Table(
    "claims",
    metadata,
    key(),
    to("orgs", "branch_id"),
    to("schemes", "scheme_id"),
    Column("item", String(24), nullable=False),
    Column("subject_kind", String(8), nullable=False),  # member, cadre, branch
    Column("subject_id", Id, nullable=False),  # persons.id, or orgs.id for a branch
    to("persons", "submitter_id"),
    Column("occurred_on", Date, nullable=False),
    Column("quantity", Hundredths, nullable=False),
    Column("level", String(16)),
    Column("requested", Hundredths, nullable=False),
    Column("credited", Hundredths),
    Column("state", String(16), nullable=False),
    Column("level_no", Integer, nullable=False, default=0),  # levels decided
    Column("chain", Json, nullable=False),  # [{"role": …, "people": [person ids]}]
    Column("rev", Integer, nullable=False, default=0),  # grows with each change; a button of another rev is stale
    Column("note", Text, nullable=False, default=""),
    Column("sameness", String(64), nullable=False),  # digest of what makes two claims the same
    Column("source", String(10), nullable=False),  # chat, office, activity, form
    Column("batch_id", Id),  # the first claim of an act of several people; they share its card
    Column("chat_id", BigInteger),  # the group that shows the card, or NULL
    Column("thread_id", BigInteger),  # the forum topic of the card; 0 is General, NULL the group's own for posts
    Column("message_id", BigInteger),  # the claimant's message
    Column("media_group", String(64)),
    Column("filed_at", Instant),
    Column("decided_at", Instant),
    Column("level_since", Instant),  # since when the present level waits
    Column("confirm_until", Date),  # an office entry's last day to confirm or dispute
    Column("created_at", Instant, nullable=False),
    sqlite_autoincrement=True,
)
Index("ix_claims_branch_id_state", claims.c.branch_id, claims.c.state)
Index("ix_claims_branch_id_occurred_on", claims.c.branch_id, claims.c.occurred_on)
Index("ix_claims_sameness", claims.c.sameness)
Index("ix_claims_submitter_id", claims.c.submitter_id)
Index("ix_claims_subject", claims.c.subject_kind, claims.c.subject_id, claims.c.occurred_on)
Index("ix_claims_message", claims.c.chat_id, claims.c.message_id)
Index(
    "ix_claims_awaiting",
    claims.c.id,
    sqlite_where=text("state = 'awaiting_member'"),
    postgresql_where=text("state = 'awaiting_member'"),
)
Index(
    "ix_claims_in_review",
    claims.c.state,  # one value, but with it the index covers the question which branches have something waiting
    claims.c.branch_id,
    sqlite_where=text("state = 'in_review'"),
    postgresql_where=text("state = 'in_review'"),
)
Index(
    "ix_claims_media_group",
    claims.c.media_group,
    sqlite_where=text("media_group IS NOT NULL"),
    postgresql_where=text("media_group IS NOT NULL"),
)
Index(
    "ix_claims_batch_id",
    claims.c.batch_id,
    sqlite_where=text("batch_id IS NOT NULL"),
    postgresql_where=text("batch_id IS NOT NULL"),
)

evidence = Table(
    "evidence",
    metadata,
    key(),
    to("claims", "claim_id", null=True),  # NULL: a part of an album whose caption has not come yet
    to("persons", "person_id", null=True),
    Column("kind", String(10), nullable=False),  # photo, document, video, text
    Column("file_id", Text),
    Column("unique_id", String(64)),
    Column("note", Text),
    Column("chat_id", BigInteger),
    Column("message_id", BigInteger),
    Column("media_group", String(64)),
    Column("added_at", Instant, nullable=False),
)
Index("ix_evidence_claim_id", evidence.c.claim_id)
Index("ix_evidence_person_id", evidence.c.person_id)
Index("ix_evidence_unique_id", evidence.c.unique_id)
Index(
    "ix_evidence_media_group",
    evidence.c.media_group,
    sqlite_where=text("media_group IS NOT NULL"),
    postgresql_where=text("media_group IS NOT NULL"),
)

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

spot_draws = Table(
    "spot_draws",  # a month's spot check: the salt is committed to before the month is known, and drawn with after it
    metadata,
    key(),
    to("orgs", "branch_id"),
    Column("period", String(7), nullable=False),
    Column("salt", String(64), nullable=False),
    Column("commitment", String(64), nullable=False),  # SHA-256 of the salt, posted when the month opens
    Column("committed_at", Instant, nullable=False),
    Column("drawn_at", Instant),
    Column("pool", Integer),  # how many claims could be drawn
    UniqueConstraint("branch_id", "period"),
    sqlite_autoincrement=True,
)

spot_checks = Table(
    "spot_checks",  # a drawn claim, and what its checker found; private to those concerned
    metadata,
    key(),
    to("spot_draws", "draw_id"),
    to("claims", "claim_id"),
    Column("verdict", String(8)),  # true, partly, false; NULL while it waits
    to("persons", "checked_by", null=True),
    Column("checked_at", Instant),
    Column("reason", Text, nullable=False, default=""),  # it tells of a person and can be erased
    UniqueConstraint("draw_id", "claim_id"),
    sqlite_autoincrement=True,
)
Index("ix_spot_checks_claim_id", spot_checks.c.claim_id)
Index("ix_spot_checks_checked_by", spot_checks.c.checked_by)

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

activities = Table(
    "activities",
    metadata,
    key(),
    to("orgs", "branch_id"),
    Column("item", String(24), nullable=False),
    Column("title", Text, nullable=False),
    Column("occurred_on", Date, nullable=False),
    Column("quantity", Hundredths, nullable=False),
    Column("level", String(16)),
    to("persons", "opened_by"),
    Column("chat_id", BigInteger),
    Column("state", String(10), nullable=False),  # open, filed, cancelled
    Column("pieces", Json, nullable=False),  # evidence before it is filed: [{"kind": …, "file_id": …}]
    to("claims", "claim_id", null=True),  # the first claim of the batch, once filed
    Column("created_at", Instant, nullable=False),
    sqlite_autoincrement=True,
)

Index("ix_activities_branch_id", activities.c.branch_id, activities.c.occurred_on)

attendance = Table(
    "attendance",
    metadata,
    Column("activity_id", Id, ForeignKey("activities.id"), primary_key=True),
    Column("person_id", Id, ForeignKey("persons.id"), primary_key=True),
    Column("how", String(8), nullable=False),  # self, ticked
    Column("at", Instant, nullable=False),
)
