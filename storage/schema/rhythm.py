"""The rhythm of a branch: dues that were paid, terms that end. No income, no amount."""

from sqlalchemy import Column, Date, ForeignKey, Index, String, Table, Text

from storage.schema.base import key, metadata, to
from storage.types import Id, Instant

dues_paid = Table(
    "dues_paid",  # months that a recorder marked as paid; how much nobody knows here
    metadata,
    Column("branch_id", Id, ForeignKey("orgs.id"), primary_key=True),
    Column("person_id", Id, ForeignKey("persons.id"), primary_key=True),
    Column("month", String(7), primary_key=True),
    to("persons", "marked_by"),
    Column("marked_on", Date, nullable=False),
    to("claims", "claim_id", null=True),  # the office entry of the scheme's item, where it has one
)
Index("ix_dues_paid_person_id", dues_paid.c.person_id)

terms = Table(
    "terms",  # each end of a term that was set, with the approval it rests on
    metadata,
    key(),
    to("orgs", "org_id"),
    Column("ends_on", Date, nullable=False),
    Column("record", Text, nullable=False),
    to("persons", "set_by"),
    Column("set_at", Instant, nullable=False),
    sqlite_autoincrement=True,
)
Index("ix_terms_org_id", terms.c.org_id)
