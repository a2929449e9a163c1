"""Standing: leaves, cases, and what closed months and cycles leave."""

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
)

from storage.schema.base import key, metadata, to
from storage.types import Id, Instant, Json

exemptions = Table(
    "exemptions",  # a leave whose months count neither in averages nor in the ladder, once a second person agrees
    metadata,
    key(),
    to("orgs", "branch_id"),
    to("persons", "person_id"),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    Column("reason", Text, nullable=False),
    Column("state", String(10), nullable=False),  # waiting, approved, declined, withdrawn
    to("persons", "asked_by"),
    Column("asked_at", Instant, nullable=False),
    to("persons", "decided_by", null=True),
    Column("decided_at", Instant),
    sqlite_autoincrement=True,
)
Index("ix_exemptions_branch_id_state", exemptions.c.branch_id, exemptions.c.state)
Index("ix_exemptions_person_id", exemptions.c.person_id)

cases = Table(
    "cases",  # what the rules propose about a person or a branch; people decide (2.3-9)
    metadata,
    key(),
    to("orgs", "branch_id"),
    Column("kind", String(12), nullable=False),  # ladder, duty, restriction
    Column("mark", String(80), nullable=False),  # what it is about: one case a streak, a duty, a year
    to("persons", "person_id", null=True),  # whom it concerns; NULL: the branch
    to("persons", "about_id", null=True),  # whose month a duty is about
    Column("duty", String(40), nullable=False, default=""),
    Column("level", Integer, nullable=False),  # step of the ladder
    Column("since", String(7), nullable=False),  # first month of the streak
    Column("period", String(7), nullable=False),  # the month whose end proposed it last
    Column("facts", Json, nullable=False),  # the scores it rests on
    Column("state", String(10), nullable=False),  # proposed, hearing, closed, dropped
    Column("due_on", Date, nullable=False),  # by when the present state waits for somebody
    Column("rev", Integer, nullable=False, default=0),
    to("persons", "decided_by", null=True),  # who let the person be heard
    Column("opened_at", Instant, nullable=False),
    UniqueConstraint("branch_id", "mark"),
    sqlite_autoincrement=True,
)
Index("ix_cases_person_id", cases.c.person_id)
Index("ix_cases_about_id", cases.c.about_id)

case_steps = Table(
    "case_steps",
    metadata,
    key(),
    to("cases", "case_id"),
    Column("verb", String(10), nullable=False),  # propose, raise, hear, explain, object, record, drop
    Column("level", Integer, nullable=False),
    to("persons", "person_id", null=True),  # NULL: the rules
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
    to("orgs", "branch_id"),
    Column("kind", String(8), nullable=False),
    Column("seen", BigInteger, nullable=False),  # up to which entry it shows the ledger
    Column("shown_at", Instant, nullable=False),
)
