"""Activities: one card for what several people did together."""

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    ForeignKey,
    Index,
    String,
    Table,
    Text,
)

from storage.schema.base import key, metadata, to
from storage.types import Hundredths, Id, Instant, Json

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
