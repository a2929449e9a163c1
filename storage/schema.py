"""Every table. The models-match test holds it against the migrations; triggers stand in storage/triggers.py."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.types import Hundredths, Id, Instant, Json

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _key() -> Column[int]:
    return Column("id", Id, primary_key=True, autoincrement=True)


def _to(target: str, name: str, *, null: bool = False) -> Column[int]:
    return Column(name, Id, ForeignKey(f"{target}.id"), nullable=null)


# ---- the organisation ------------------------------------------------------------------------------------------
orgs = Table(
    "orgs",
    metadata,
    _key(),
    Column("code", String(64), nullable=False, unique=True),
    _to("orgs", "parent_id", null=True),
    Column("kind", String(20), nullable=False),  # committee, unit, general_branch, branch, group, section
    Column("name", Text, nullable=False),
    Column("domain", Text),
    Column("scheme_code", String(64)),
    Column("rehearsal", Boolean, nullable=False, default=False),
    Column("temporary", Boolean, nullable=False, default=False),
    Column("valid_from", Date),
    Column("valid_to", Date),
    Column("term_end", Date),
    Column("state", String(20), nullable=False, default="active"),  # active, merged, abolished
    Column("settings", Json, nullable=False),  # overrides: public_rows, quiet_hours, timetable, …
    Column("created_at", Instant, nullable=False),
    # The head of the branch's ledger: this row is locked while its chain grows.
    Column("ledger_seq", BigInteger, nullable=False, default=0),
    Column("ledger_head", String(64), nullable=False, default=""),
    sqlite_autoincrement=True,
)

chats = Table(
    "chats",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),  # Telegram's chat id
    _to("orgs", "org_id", null=True),
    Column("kind", String(12), nullable=False),  # group, supergroup, channel
    Column("title", Text, nullable=False, default=""),
    Column("lang", String(8)),
    Column("thread_id", BigInteger),
    Column("state", String(12), nullable=False),  # new, bound, suspended
    Column("bound_at", Instant),
    Column("rights", Json),  # what the bot may do there, as Telegram last told us
    Column("migrated_to", BigInteger),
)
Index("ix_chats_org_id", chats.c.org_id)

persons = Table(
    "persons",
    metadata,
    _key(),
    Column("telegram_id", BigInteger, unique=True),
    Column("name", Text, nullable=False),
    Column("lang", String(8)),  # chosen by /lang
    Column("telegram_lang", String(8)),  # what the app reports
    Column("status", String(12), nullable=False, default="full"),  # full, probationary, retired, mobile, activist
    Column("home_id", Id, ForeignKey("orgs.id")),  # of several branches the one meant in the private chat
    Column("reachable", Boolean),  # NULL: never tried; False: Telegram refused a private message
    Column("consent_at", Instant),
    Column("created_at", Instant, nullable=False),
    Column("anonymised_at", Instant),
    Column("board_name", String(8)),  # how a group's boards name the person: initials, hidden; NULL: in full
    sqlite_autoincrement=True,
)

Index(
    "ix_persons_board_name",
    persons.c.id,
    sqlite_where=text("board_name IS NOT NULL"),
    postgresql_where=text("board_name IS NOT NULL"),
)

memberships = Table(
    "memberships",
    metadata,
    _key(),
    _to("persons", "person_id"),
    _to("orgs", "org_id"),
    Column("state", String(12), nullable=False),  # pending, active, ended, declined
    Column("since", Instant, nullable=False),
    Column("until", Instant),
    Column("exempt_from", Date),
    Column("exempt_to", Date),
    Column("exempt_reason", Text),
    Column("rev", Integer, nullable=False, default=0),
    Column("chat_id", BigInteger),
)
Index("ix_memberships_org_id_state", memberships.c.org_id, memberships.c.state)
Index("ix_memberships_person_id", memberships.c.person_id)

grants = Table(
    "grants",
    metadata,
    _key(),
    _to("persons", "person_id"),
    _to("orgs", "org_id"),
    Column("role", String(24), nullable=False),
    Column("granted_at", Instant, nullable=False),
    _to("persons", "granted_by", null=True),
    Column("revoked_at", Instant),
    _to("persons", "revoked_by", null=True),
)
Index("ix_grants_org_id", grants.c.org_id)
Index("ix_grants_person_id", grants.c.person_id)

tokens = Table(
    "tokens",
    metadata,
    Column("digest", String(64), primary_key=True),  # SHA-256 of the word; the word itself is only in the link
    Column("kind", String(16), nullable=False),  # invite, bind, …
    Column("facts", Json, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("used_at", Instant),
    _to("persons", "used_by", null=True),
)

# ---- the rulebook ----------------------------------------------------------------------------------------------
schemes = Table(
    "schemes",
    metadata,
    _key(),
    Column("code", String(64), nullable=False),
    Column("version", Integer, nullable=False),
    Column("effective_from", Date, nullable=False),
    Column("body", Json, nullable=False),
    Column("created_at", Instant, nullable=False),
    UniqueConstraint("code", "version"),
)

periods = Table(
    "periods",
    metadata,
    Column("branch_id", Id, ForeignKey("orgs.id"), primary_key=True),
    Column("key", String(10), primary_key=True),  # a month: 2026-05
    Column("state", String(12), nullable=False),  # open, publicity, closed; a month without a row is open
    Column("frozen_at", Instant),  # the moment its notice was written (2.3-2)
    Column("publicity_until", Date),
    Column("head_seq", BigInteger),  # the ledger's head as published
    Column("head_hash", String(64)),
)

publicities = Table(
    "publicities",  # what is laid open to objections: the points of a period, later ratings and awards
    metadata,
    _key(),
    _to("orgs", "branch_id"),
    Column("kind", String(12), nullable=False),  # points, rating, award, development
    Column("subject", String(40), nullable=False),  # of points the period's key
    Column("state", String(16), nullable=False),  # running, objections_open, suspended, concluded, announced
    Column("payload_hash", String(64)),  # of what was published; NULL for what was published before there was one
    Column("published_at", Instant, nullable=False),
    Column("until", Date, nullable=False),
    Column("concluded_at", Instant),
    Column("reason", Text),  # why it is suspended
    UniqueConstraint("branch_id", "kind", "subject"),
    sqlite_autoincrement=True,
)

workdays = Table(
    "workdays",
    metadata,
    Column("day", Date, primary_key=True),
    Column("working", Boolean, nullable=False),
    Column("note", Text),
)

# ---- standing --------------------------------------------------------------------------------------------------
exemptions = Table(
    "exemptions",  # a leave whose months count neither in averages nor in the ladder, once a second person agrees
    metadata,
    _key(),
    _to("orgs", "branch_id"),
    _to("persons", "person_id"),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    Column("reason", Text, nullable=False),
    Column("state", String(10), nullable=False),  # waiting, approved, declined, withdrawn
    _to("persons", "asked_by"),
    Column("asked_at", Instant, nullable=False),
    _to("persons", "decided_by", null=True),
    Column("decided_at", Instant),
    sqlite_autoincrement=True,
)
Index("ix_exemptions_branch_id_state", exemptions.c.branch_id, exemptions.c.state)
Index("ix_exemptions_person_id", exemptions.c.person_id)

cases = Table(
    "cases",  # what the rules propose about a person or a branch; people decide (2.3-9)
    metadata,
    _key(),
    _to("orgs", "branch_id"),
    Column("kind", String(12), nullable=False),  # ladder, duty, restriction
    Column("mark", String(80), nullable=False),  # what it is about: one case a streak, a duty, a year
    _to("persons", "person_id", null=True),  # whom it concerns; NULL: the branch
    _to("persons", "about_id", null=True),  # whose month a duty is about
    Column("duty", String(40), nullable=False, default=""),
    Column("level", Integer, nullable=False),  # step of the ladder
    Column("since", String(7), nullable=False),  # first month of the streak
    Column("period", String(7), nullable=False),  # the month whose end proposed it last
    Column("facts", Json, nullable=False),  # the scores it rests on
    Column("state", String(10), nullable=False),  # proposed, hearing, closed, dropped
    Column("due_on", Date, nullable=False),  # by when the present state waits for somebody
    Column("rev", Integer, nullable=False, default=0),
    _to("persons", "decided_by", null=True),  # who let the person be heard
    Column("opened_at", Instant, nullable=False),
    UniqueConstraint("branch_id", "mark"),
    sqlite_autoincrement=True,
)
Index("ix_cases_person_id", cases.c.person_id)
Index("ix_cases_about_id", cases.c.about_id)

case_steps = Table(
    "case_steps",
    metadata,
    _key(),
    _to("cases", "case_id"),
    Column("verb", String(10), nullable=False),  # propose, raise, hear, explain, object, record, drop
    Column("level", Integer, nullable=False),
    _to("persons", "person_id", null=True),  # NULL: the rules
    Column("at", Instant, nullable=False),
    Column("text", Text),  # tells of a person, and can be erased
)
Index("ix_case_steps_case_id", case_steps.c.case_id)
Index("ix_case_steps_person_id", case_steps.c.person_id)

judgings = Table(
    "judgings",  # closed months whose standing is still to be looked at, one branch a transaction
    metadata,
    Column("branch_id", Id, ForeignKey("orgs.id"), primary_key=True),
    Column("period", String(7), primary_key=True),
)

seasons = Table(
    "seasons",  # what a board said when its cycle closed: ranks and points, names stay with the people
    metadata,
    Column("branch_id", Id, ForeignKey("orgs.id"), primary_key=True),
    Column("key", String(10), primary_key=True),  # 2026, or a month
    Column("kind", String(8), primary_key=True),
    Column("places", Json, nullable=False),  # [[rank, subject id, points, champion], …], best first
    Column("closed_at", Instant, nullable=False),
)

live_boards = Table(
    "live_boards",  # the one card of a group that follows its board
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    _to("orgs", "branch_id"),
    Column("kind", String(8), nullable=False),
    Column("seen", BigInteger, nullable=False),  # up to which entry it shows the ledger
    Column("shown_at", Instant, nullable=False),
)

# ---- claims and reviews ----------------------------------------------------------------------------------------
claims = Table(
    "claims",
    metadata,
    _key(),
    _to("orgs", "branch_id"),
    _to("schemes", "scheme_id"),
    Column("item", String(24), nullable=False),
    Column("subject_kind", String(8), nullable=False),  # member, cadre, branch
    Column("subject_id", Id, nullable=False),  # persons.id, or orgs.id for a branch
    _to("persons", "submitter_id"),
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
    _key(),
    _to("claims", "claim_id", null=True),  # NULL: a part of an album whose caption has not come yet
    _to("persons", "person_id", null=True),
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
    _key(),
    _to("claims", "claim_id"),
    Column("rev", Integer, nullable=False),
    Column("level", Integer, nullable=False),  # 1 is the first; 0 for the claimant's own steps
    Column("role", String(24), nullable=False),
    _to("persons", "reviewer_id"),
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
    _key(),
    _to("persons", "person_id"),
    _to("persons", "delegate_id"),
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
    _key(),
    _to("claims", "claim_id"),
    _to("persons", "asked_by"),
    Column("reason", Text, nullable=False),
    Column("state", String(10), nullable=False),  # waiting, done, declined
    _to("persons", "decided_by", null=True),
    Column("asked_at", Instant, nullable=False),
    Column("decided_at", Instant),
    sqlite_autoincrement=True,
)
Index("ix_adjustments_claim_id", adjustments.c.claim_id)

appeals = Table(
    "appeals",  # objections: who sees what otherwise, who handles it, what became of it; private to the two
    metadata,
    _key(),
    _to("orgs", "branch_id"),
    _to("persons", "person_id"),
    Column("period", String(10), nullable=False),  # whose publicity it is made in
    Column("target", String(8), nullable=False),  # claim, entry, total, rank, other
    Column("target_id", Id),  # the claim's or the entry's number
    Column("text", Text, nullable=False),
    Column("state", String(16), nullable=False),  # filed, accepted, decided, second_review, final, withdrawn
    Column("level", Integer, nullable=False, default=1),  # 1 in the branch, 2 one level up
    _to("persons", "handler_id", null=True),  # NULL: nobody may handle it yet
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
    _key(),
    _to("appeals", "appeal_id"),
    Column("level", Integer, nullable=False),
    _to("persons", "by_id", null=True),  # NULL: the house's rules
    Column("verdict", String(12), nullable=False),  # filed, assigned, upheld, partly, dismissed, agreed, second, …
    Column("points", Hundredths),
    Column("reason", Text, nullable=False, default=""),  # it tells of a person and can be erased
    _to("ledger", "entry_id", null=True),  # what a decision booked
    Column("at", Instant, nullable=False),
)
Index("ix_appeal_steps_appeal_id", appeal_steps.c.appeal_id)
Index("ix_appeal_steps_entry_id", appeal_steps.c.entry_id)
Index("ix_appeal_steps_by_id", appeal_steps.c.by_id)

appeal_evidence = Table(
    "appeal_evidence",
    metadata,
    _key(),
    _to("appeals", "appeal_id"),
    Column("kind", String(10), nullable=False),  # photo, document, video
    Column("file_id", Text),
    Column("unique_id", String(64)),
    Column("added_at", Instant, nullable=False),
)
Index("ix_appeal_evidence_appeal_id", appeal_evidence.c.appeal_id)

activities = Table(
    "activities",
    metadata,
    _key(),
    _to("orgs", "branch_id"),
    Column("item", String(24), nullable=False),
    Column("title", Text, nullable=False),
    Column("occurred_on", Date, nullable=False),
    Column("quantity", Hundredths, nullable=False),
    Column("level", String(16)),
    _to("persons", "opened_by"),
    Column("chat_id", BigInteger),
    Column("state", String(10), nullable=False),  # open, filed, cancelled
    Column("pieces", Json, nullable=False),  # evidence before it is filed: [{"kind": …, "file_id": …}]
    _to("claims", "claim_id", null=True),  # the first claim of the batch, once filed
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

# ---- the branch's month ----------------------------------------------------------------------------------------
declarations = Table(
    "declarations",  # the personal declaration form (个人申报表): one for each member and month
    metadata,
    _key(),
    _to("persons", "person_id"),
    _to("orgs", "branch_id"),
    Column("month", String(7), nullable=False),
    Column("state", String(12), nullable=False),  # open, submitted, reviewed, confirmed, disputed
    Column("rev", Integer, nullable=False, default=0),  # grows with each change; a button of another rev is stale
    Column("signed_at", Instant),
    _to("persons", "checked_by", null=True),  # the group leader who looked through it
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
    _key(),
    _to("declarations", "declaration_id"),
    Column("item", String(24), nullable=False),
    Column("subject_kind", String(8), nullable=False),  # member or cadre
    Column("occurred_on", Date, nullable=False),
    Column("quantity", Hundredths, nullable=False),
    Column("level", String(16)),
    Column("requested", Hundredths, nullable=False),  # below nothing for a deduction
    Column("note", Text, nullable=False),
    Column("pieces", Json, nullable=False),  # evidence before it is filed: [{"kind": …, "file_id": …}]
    Column("media_group", String(64)),
    _to("claims", "claim_id", null=True),
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
    _key(),
    _to("orgs", "branch_id"),
    _to("persons", "opened_by"),
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
    _key(),
    _to("orgs", "branch_id"),
    _to("persons", "person_id"),
    Column("kind", String(14), nullable=False),  # education, rectification
    Column("task", Text, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("state", String(10), nullable=False),  # open, reported, closed, cancelled
    _to("persons", "opened_by"),
    Column("opened_at", Instant, nullable=False),
    Column("answer", Text),  # what the member says of it
    Column("answered_at", Instant),
    Column("record", Text),  # what the secretary notes at the end
    _to("persons", "closed_by", null=True),
    Column("closed_at", Instant),
    sqlite_autoincrement=True,
)
Index("ix_followups_branch_id_state", followups.c.branch_id, followups.c.state)
Index("ix_followups_person_id", followups.c.person_id)

# ---- the ledger ------------------------------------------------------------------------------------------------
ledger = Table(
    "ledger",
    metadata,
    _key(),  # SQLite's rowid: the global order
    _to("orgs", "branch_id"),
    Column("seq", BigInteger, nullable=False),  # counts per branch from 1
    Column("booked_at", Instant, nullable=False),
    Column("subject_kind", String(8), nullable=False),
    Column("subject_id", Id, nullable=False),
    _to("schemes", "scheme_id"),
    Column("period", String(7), nullable=False),
    Column("item", String(24), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("points", Hundredths, nullable=False),
    _to("claims", "claim_id", null=True),
    Column("ref_period", String(7)),
    Column("reverses", Id, ForeignKey("ledger.id"), unique=True),
    _to("persons", "by_id", null=True),
    Column("text_digest", String(64), nullable=False),
    Column("prev_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    UniqueConstraint("branch_id", "seq"),
)
Index("ix_ledger_subject", ledger.c.subject_kind, ledger.c.subject_id, ledger.c.period)
Index("ix_ledger_claim_id", ledger.c.claim_id)
Index("ix_ledger_by_id", ledger.c.by_id)

ledger_texts = Table(
    "ledger_texts",  # beside the ledger, so that names and reasons can go with their salt
    metadata,
    Column("entry_id", Id, ForeignKey("ledger.id"), primary_key=True, autoincrement=False),
    Column("salt", String(32), nullable=False),
    Column("name", Text, nullable=False),
    Column("reason", Text, nullable=False),
)

totals = Table(
    "totals",  # a cache that verify recomputes, kept in the transaction of its entries
    metadata,
    Column("branch_id", Id, ForeignKey("orgs.id"), primary_key=True),
    Column("subject_kind", String(8), primary_key=True),
    Column("period", String(7), primary_key=True),
    Column("subject_id", Id, primary_key=True),
    Column("points", Hundredths, nullable=False),
    Column("entries", Integer, nullable=False),
    Column("zeroings", Integer, nullable=False),
)
Index("ix_totals_subject", totals.c.subject_kind, totals.c.subject_id, totals.c.period)

credited = Table(
    "credited",  # what an item has given a subject for acts of a month: the caps' memory, likewise a cache
    metadata,
    Column("subject_kind", String(8), primary_key=True),
    Column("subject_id", Id, primary_key=True),
    Column("item", String(24), primary_key=True),
    Column("month", String(7), primary_key=True),  # of the act
    Column("points", Hundredths, nullable=False),
)

linkages = Table(
    "linkages",  # what the points of a branch's people amount to in a cycle, for the linkage: likewise a cache
    metadata,
    Column("branch_id", Id, ForeignKey("orgs.id"), primary_key=True),
    Column("cycle", String(7), primary_key=True),  # its first month
    _to("schemes", "scheme_id"),  # the version by whose rule it was counted
    Column("basis", Hundredths, nullable=False),
)

linked = Table(
    "linked",  # what linkage has given a branch in a month, apart from its own points: likewise a cache
    metadata,
    Column("branch_id", Id, ForeignKey("orgs.id"), primary_key=True),
    Column("period", String(7), primary_key=True),
    Column("points", Hundredths, nullable=False),
)
Index("ix_linked_period", linked.c.period)

# ---- the conversation ------------------------------------------------------------------------------------------
updates = Table(
    "updates",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
)
Index("ix_updates_at", updates.c.at)

drafts = Table(
    "drafts",  # an unfinished question: what the bot waits for from a person in a chat
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("telegram_id", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(24), nullable=False),
    Column("facts", Json, nullable=False),
    Column("at", Instant, nullable=False),
)

letters = Table(
    "letters",
    metadata,
    _key(),
    Column("key", String(160), nullable=False, unique=True),  # makes a repeat harmless
    Column("chat_id", BigInteger, nullable=False),
    Column("lane", Integer, nullable=False),  # 0 answers, 1 cards, 2 broadcasts
    Column("slot", String(120)),  # the message this letter writes or rewrites
    Column("method", String(40), nullable=False),
    Column("body", Text, nullable=False),  # JSON of the call
    Column("state", String(10), nullable=False),  # due, sent, superseded, failed
    Column("due_at", Instant, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("sent_at", Instant),
    Column("attempts", Integer, nullable=False, default=0),
    Column("error", Text),
    Column("feedback", String(24)),  # who is told of the outcome: a name in handlers.feedback
    Column("facts", Json),  # what it needs to know, e.g. where to fall back to
)
Index("ix_letters_due", letters.c.id, sqlite_where=text("state = 'due'"), postgresql_where=text("state = 'due'"))
Index("ix_letters_slot", letters.c.slot, sqlite_where=text("state = 'due'"), postgresql_where=text("state = 'due'"))
Index(
    "ix_letters_sent_at",
    letters.c.sent_at,
    sqlite_where=text("state = 'sent'"),
    postgresql_where=text("state = 'sent'"),
)
Index(
    "ix_letters_superseded",
    letters.c.created_at,
    sqlite_where=text("state = 'superseded'"),
    postgresql_where=text("state = 'superseded'"),
)

slots = Table(
    "slots",  # where a rewritable message stands
    metadata,
    Column("slot", String(120), primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("message_id", BigInteger, nullable=False),
    Column("kind", String(8), nullable=False, default="text"),  # text, or media with a caption
)
Index("ix_slots_message", slots.c.chat_id, slots.c.message_id)

posts = Table(
    "posts",  # what the timetable owed and what became of it: once per kind, period and chat
    metadata,
    Column("kind", String(12), primary_key=True),
    Column("period", String(12), primary_key=True),
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    _to("orgs", "branch_id"),
    Column("planned_at", Instant, nullable=False),
    Column("state", String(10), nullable=False),  # posted, late, missed, skipped
    Column("at", Instant, nullable=False),
    _to("persons", "by_id", null=True),
    Column("reason", Text),
)
Index("ix_posts_chat_id", posts.c.chat_id)

stops = Table(
    "stops",  # who asked not to be reminded of a month any more
    metadata,
    Column("person_id", Id, ForeignKey("persons.id"), primary_key=True),
    Column("branch_id", Id, ForeignKey("orgs.id"), primary_key=True),
    Column("period", String(7), primary_key=True),
    Column("at", Instant, nullable=False),
)

# ---- several processes on PostgreSQL; on SQLite there is one, and these stay empty ----------------------------------
news = Table(
    "news",  # one row: its number grows with every commit that changes what processes remember
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("number", BigInteger, nullable=False),
)

postmen = Table(
    "postmen",  # the processes that send, each alive until a moment of the database's own clock (milliseconds)
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("since", BigInteger, nullable=False),
    Column("until", BigInteger, nullable=False),
)

beats = Table(
    "beats",  # the chats whose letters one postman carries just now, so that they keep their order
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("postman_id", BigInteger),  # NULL: nobody's
    Column("recent", Json),  # when its last messages were sent, in seconds: whoever takes it keeps its pace
)
Index("ix_beats_postman_id", beats.c.postman_id)

audit = Table(
    "audit",
    metadata,
    _key(),
    Column("at", Instant, nullable=False),
    _to("persons", "actor_id", null=True),
    Column("action", String(32), nullable=False),
    Column("object", Text, nullable=False),
    Column("before", Text),
    Column("after", Text),
    Column("chat_id", BigInteger),
)
Index("ix_audit_actor_id", audit.c.actor_id)
