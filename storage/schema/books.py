"""The ledger, its texts, and the totals that follow from it."""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.schema.base import key, metadata, to
from storage.types import Hundredths, Id, Instant

ledger = Table(
    "ledger",
    metadata,
    key(),  # SQLite's rowid: the global order
    to("orgs", "branch_id"),
    Column("seq", BigInteger, nullable=False),  # counts per branch from 1
    Column("booked_at", Instant, nullable=False),
    Column("subject_kind", String(8), nullable=False),
    Column("subject_id", Id, nullable=False),
    to("schemes", "scheme_id"),
    Column("period", String(7), nullable=False),
    Column("item", String(24), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("points", Hundredths, nullable=False),
    to("claims", "claim_id", null=True),
    Column("ref_period", String(7)),
    Column("reverses", Id, ForeignKey("ledger.id"), unique=True),
    to("persons", "by_id", null=True),
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
    to("schemes", "scheme_id"),  # the version by whose rule it was counted
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
