"""Votes: the roll with its receipts, the urn of sealed ballots, the counters. Nowhere a choice beside a person."""

from sqlalchemy import BigInteger, Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, Text

from storage.schema.base import key, metadata, to
from storage.types import Id, Instant, Json

votes = Table(
    "votes",
    metadata,
    key(),
    to("orgs", "branch_id"),
    Column("kind", String(14), nullable=False),  # resolution, election, satisfaction, appraisal
    Column("title", Text, nullable=False),
    Column("state", String(10), nullable=False),  # prepared, open, closed, counted, cancelled
    Column("seats", Integer, nullable=False),  # of an election; of an appraisal how many may be excellent
    Column("options", Json, nullable=False),  # who stands, or is graded: [[person id or 0, name], …]
    Column(
        "facts", Json, nullable=False
    ),  # of a member's development: {"person": …, "stage": …}; of a runoff: {"of": …}
    to("persons", "opened_by"),
    to("persons", "teller_id", null=True),
    Column("eligible", Integer, nullable=False),  # those on the roll, and the links given out
    Column("ballots", Integer),  # how many were put into the urn, once it is closed
    Column("chat_id", BigInteger),
    Column("created_at", Instant, nullable=False),
    Column("opened_on", Date),  # days, not moments: when who voted is nobody's business
    Column("counted_on", Date),
    Column("record", Text),  # what the committee above decided about the result
    to("persons", "recorded_by", null=True),
    sqlite_autoincrement=True,
)
Index("ix_votes_branch_id_state", votes.c.branch_id, votes.c.state)
Index("ix_votes_opened_by", votes.c.opened_by)
Index("ix_votes_teller_id", votes.c.teller_id)

vote_keys = Table(
    "vote_keys",  # to whom ballots are sealed; what opens them is only in a button on those people's phones
    metadata,
    Column("vote_id", Id, ForeignKey("votes.id"), primary_key=True),
    Column("person_id", Id, ForeignKey("persons.id"), primary_key=True),
    Column("recipient", String(80), nullable=False),
)

vote_roll = Table(
    "vote_roll",  # who may vote, fixed at the opening, and whether a ballot was put in: a receipt, without a time
    metadata,
    Column("vote_id", Id, ForeignKey("votes.id"), primary_key=True),
    Column("person_id", Id, ForeignKey("persons.id"), primary_key=True),
    Column("voted", Boolean, nullable=False, default=False),
)
Index("ix_vote_roll_person_id", vote_roll.c.person_id)

vote_links = Table(
    "vote_links",  # a ballot for somebody outside, by a one-time link of which only the digest is known
    metadata,
    Column("digest", String(64), primary_key=True),
    to("votes", "vote_id"),
    Column("voted", Boolean, nullable=False, default=False),
)
Index("ix_vote_links_vote_id", vote_links.c.vote_id)

vote_urn = Table(
    "vote_urn",  # sealed marks under names drawn by lot, which order them; emptied when they are counted
    metadata,
    Column("slip", String(32), primary_key=True),
    to("votes", "vote_id"),
    Column("sealed", Text, nullable=False),
    sqlite_with_rowid=False,  # a row number would tell the order in which they came
)
Index("ix_vote_urn_vote_id", vote_urn.c.vote_id)

vote_counts = Table(
    "vote_counts",
    metadata,
    Column("vote_id", Id, ForeignKey("votes.id"), primary_key=True),
    Column("subject", Integer, primary_key=True, autoincrement=False),  # the place in the vote's options
    Column("answer", String(12), primary_key=True),
    Column("n", Integer, nullable=False),
)
