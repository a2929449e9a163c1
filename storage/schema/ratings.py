"""Star ratings: rounds, the branches in them, findings, stars in force, subsidies."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.schema.base import key, metadata, to
from storage.types import Hundredths, Instant, Json

star_rounds = Table(
    "star_rounds",  # a year's rating of all branches under an organisation
    metadata,
    key(),
    to("orgs", "org_id"),
    Column("year", Integer, nullable=False),
    Column("sheet", Json, nullable=False),  # the whole rating sheet as it was when the round opened
    Column("state", String(12), nullable=False),  # rating, publicity, filed
    Column("due_on", Date, nullable=False),  # until when branches rate themselves
    Column("until", Date),  # last day of the publicity
    Column("tie_reason", Text),  # why a tie at the limit of five stars was decided so
    to("persons", "tie_by", null=True),
    to("persons", "opened_by"),
    Column("opened_at", Instant, nullable=False),
    Column("filed_at", Instant),
    Column("rev", Integer, nullable=False, default=0),
    UniqueConstraint("org_id", "year"),
    sqlite_autoincrement=True,
)

ratings = Table(
    "ratings",
    metadata,
    key(),
    to("star_rounds", "round_id"),
    to("orgs", "branch_id"),
    Column("state", String(20), nullable=False),  # bot.domain.ratings.rating.RatingState
    Column("own", Json, nullable=False),  # {indicator: "0.80"}, the branch's own
    Column("found", Json, nullable=False),  # the same as the committee found it
    Column("deduct", Hundredths, nullable=False),
    Column("deduct_reason", Text, nullable=False, default=""),
    Column("review", Hundredths),  # score of the committee's appraisal
    Column("verdict", String(8)),  # keep or cancel, by the review on site
    Column("verdict_reason", Text, nullable=False, default=""),
    Column("files", Json, nullable=False),  # photos of the review: [[kind, file id], …]
    Column("chosen", Boolean, nullable=False, default=False),  # a tie at the limit was decided for it
    Column("star", Integer),
    Column("cause", String(20)),  # why it is this star: band, vetoed, quota, quota_tie_manual, cancelled, chosen, …
    to("persons", "rated_by", null=True),
    to("persons", "appraised_by", null=True),
    to("persons", "reviewed_by", null=True),
    Column("moved_at", Instant, nullable=False),  # since when it stands there
    Column("rev", Integer, nullable=False, default=0),
    UniqueConstraint("round_id", "branch_id"),
    sqlite_autoincrement=True,
)
Index("ix_ratings_branch_id", ratings.c.branch_id)

rating_objections = Table(
    "rating_objections",
    metadata,
    key(),
    to("ratings", "rating_id"),
    to("persons", "person_id"),
    Column("text", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("answer", Text),
    Column("star", Integer),  # the star that it was corrected to; NULL: not upheld
    to("persons", "answered_by", null=True),
    Column("answered_at", Instant),
    sqlite_autoincrement=True,
)
Index("ix_rating_objections_rating_id", rating_objections.c.rating_id)
Index("ix_rating_objections_person_id", rating_objections.c.person_id)

rating_facts = Table(
    "rating_facts",  # findings that weigh on a branch; they count once a second person confirmed them
    metadata,
    key(),
    to("orgs", "branch_id"),
    Column("kind", String(10), nullable=False),  # veto, negative, demotion
    Column("veto", String(16), nullable=False, default=""),  # class of the sheet
    Column("max_star", Integer, nullable=False),
    Column("document", Text, nullable=False),
    Column("since", Date, nullable=False),  # day of the document
    Column("text", Text, nullable=False),
    Column("state", String(10), nullable=False),  # proposed, confirmed, applied, lifted, dropped
    Column("due_on", Date),  # until when the branch is heard before a demotion
    Column("heard", Text),  # what it said
    to("persons", "proposed_by"),
    Column("proposed_at", Instant, nullable=False),
    to("persons", "confirmed_by", null=True),
    to("persons", "ended_by", null=True),
    Column("ended_why", Text),
    Column("rev", Integer, nullable=False, default=0),
    sqlite_autoincrement=True,
)
Index("ix_rating_facts_branch_id", rating_facts.c.branch_id)

stars = Table(
    "stars",  # which star is in force from which month on; rows are only added
    metadata,
    key(),
    to("orgs", "branch_id"),
    Column("star", Integer, nullable=False),
    Column("month", String(7), nullable=False),
    to("ratings", "rating_id", null=True),
    to("rating_facts", "fact_id", null=True),
    Column("at", Instant, nullable=False),
    sqlite_autoincrement=True,
)
Index("ix_stars_branch_id", stars.c.branch_id)

subsidies = Table(
    "subsidies",  # confirmed lines of the star subsidy; money as whole fen
    metadata,
    key(),
    to("orgs", "branch_id"),
    Column("month", String(7), nullable=False),
    Column("kind", String(8), nullable=False),  # monthly, fund
    to("persons", "person_id", null=True),
    Column("star", Integer, nullable=False),
    Column("amount", Hundredths, nullable=False),
    to("persons", "confirmed_by"),
    Column("confirmed_at", Instant, nullable=False),
    UniqueConstraint("branch_id", "month", "kind"),
    sqlite_autoincrement=True,
)
Index("ix_subsidies_person_id", subsidies.c.person_id)
