"""A month's spot check: its draw, and what was found."""

from sqlalchemy import (
    Column,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.schema.base import key, metadata, to
from storage.types import Instant

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
Index(
    "ix_spot_checks_waiting",
    spot_checks.c.verdict,  # no value at all, but with it the index answers which draws have something waiting
    spot_checks.c.draw_id,
    sqlite_where=text("verdict IS NULL"),
    postgresql_where=text("verdict IS NULL"),
)
