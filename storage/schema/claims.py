"""Claims: what is asked for, and its evidence."""

from sqlalchemy import (
    BigInteger,
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
    Column("digest", String(64)),  # SHA-256 of the copy; NULL: none yet; empty: Telegram does not hand it out
)
Index("ix_evidence_claim_id", evidence.c.claim_id)
Index("ix_evidence_person_id", evidence.c.person_id)
Index("ix_evidence_unique_id", evidence.c.unique_id)
Index(
    "ix_evidence_digest",
    evidence.c.digest,
    sqlite_where=text("digest IS NOT NULL"),
    postgresql_where=text("digest IS NOT NULL"),
)
Index(
    "ix_evidence_media_group",
    evidence.c.media_group,
    sqlite_where=text("media_group IS NOT NULL"),
    postgresql_where=text("media_group IS NOT NULL"),
)
