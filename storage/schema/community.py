"""Members in their communities: acts of the four ones, posts, and what a community is asked."""

from sqlalchemy import Column, Date, Index, Integer, String, Table, UniqueConstraint

from storage.schema.base import key, metadata, to
from storage.types import Instant

community_acts = Table(
    "community_acts",  # nothing but which of the four ones, and when (2.3-15)
    metadata,
    key(),
    to("orgs", "branch_id"),
    to("persons", "person_id"),
    Column("one", String(10), nullable=False),  # post, pair, activity, suggestion
    Column("done_on", Date, nullable=False),
    Column("state", String(10), nullable=False),  # told (the member has not answered yet), counted, disputed
    to("persons", "entered_by"),
    Column("at", Instant, nullable=False),
    UniqueConstraint("person_id", "one", "done_on"),
    sqlite_autoincrement=True,
)
Index("ix_community_acts_branch_id", community_acts.c.branch_id)

community_posts = Table(
    "community_posts",  # the one service post of a member
    metadata,
    key(),
    to("orgs", "branch_id"),
    to("persons", "person_id"),
    Column("post", Integer, nullable=False),  # place in the rulebook's list
    Column("since", Date, nullable=False),
    Column("until", Date),
    sqlite_autoincrement=True,
)
Index("ix_community_posts_person_id", community_posts.c.person_id)

consultations = Table(
    "consultations",  # before a promotion or an award the community is asked; its answer holds no words
    metadata,
    key(),
    to("orgs", "branch_id"),
    to("persons", "person_id"),
    Column("subject", Integer, nullable=False),  # place in the rulebook's list
    Column("due_on", Date, nullable=False),
    to("persons", "asked_by"),
    Column("asked_at", Instant, nullable=False),
    Column("answer", String(8)),  # agree, talk
    to("persons", "answered_by", null=True),
    Column("answered_at", Instant),
    sqlite_autoincrement=True,
)
Index("ix_consultations_branch_id", consultations.c.branch_id)
Index("ix_consultations_person_id", consultations.c.person_id)
