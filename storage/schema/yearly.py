"""Year sheets: what a closed year came to for each member and for the branch itself."""

from sqlalchemy import Column, Index, Integer, String, Table, Text, UniqueConstraint

from storage.schema.base import key, metadata, to
from storage.types import Id, Instant

year_sheets = Table(
    "year_sheets",
    metadata,
    key(),
    to("orgs", "branch_id"),
    Column("year", Integer, nullable=False),
    Column("subject_kind", String(8), nullable=False),  # member, branch
    Column("subject_id", Id, nullable=False),
    Column("text", Text),  # canonical JSON; NULL: the person was erased
    Column("salt", String(32)),  # goes with the text
    Column("hash", String(64), nullable=False),
    Column("frozen_at", Instant, nullable=False),
    UniqueConstraint("branch_id", "year", "subject_kind", "subject_id"),
    sqlite_autoincrement=True,
)
Index("ix_year_sheets_subject", year_sheets.c.subject_kind, year_sheets.c.subject_id)
