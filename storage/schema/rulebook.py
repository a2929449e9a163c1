"""The rulebook: schemes and their versions, the periods they are counted in, working days."""

from sqlalchemy import (
    BigInteger,
    Boolean,
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

schemes = Table(
    "schemes",
    metadata,
    key(),
    Column("code", String(64), nullable=False),
    Column("version", Integer, nullable=False),
    Column("effective_from", Date, nullable=False),
    Column("body", Json, nullable=False),
    Column("created_at", Instant, nullable=False),
    UniqueConstraint("code", "version"),
)

scheme_owners = Table(
    "scheme_owners",  # whose own a version is; one without a row here is for all under the code
    metadata,
    Column("scheme_id", Id, ForeignKey("schemes.id"), primary_key=True, autoincrement=False),
    to("orgs", "branch_id"),
)

proposals = Table(
    "proposals",  # rules that a branch wishes for itself, until the committee above has answered
    metadata,
    key(),
    Column("code", String(64), nullable=False),
    to("orgs", "branch_id"),
    Column("effective_from", Date, nullable=False),
    Column("body", Json, nullable=False),
    Column("state", String(10), nullable=False),  # waiting, approved, declined
    Column("asked_at", Instant, nullable=False),
    to("persons", "decided_by", null=True),
    Column("decided_at", Instant),
    Column("reason", Text, nullable=False, default=""),
    sqlite_autoincrement=True,
)
Index("ix_proposals_branch_id", proposals.c.branch_id)
Index("ix_proposals_decided_by", proposals.c.decided_by)

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
    key(),
    to("orgs", "branch_id"),
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
