"""The organisation: its tree, its chats, its people and what they hold."""

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
    text,
)

from storage.schema.base import key, metadata, to
from storage.types import Id, Instant, Json

orgs = Table(
    "orgs",
    metadata,
    key(),
    Column("code", String(64), nullable=False, unique=True),
    to("orgs", "parent_id", null=True),
    Column("kind", String(20), nullable=False),  # committee, unit, general_branch, branch, group, section
    Column("name", Text, nullable=False),
    Column("domain", Text),
    Column("scheme_code", String(64)),
    Column("rehearsal", Boolean, nullable=False, default=False),
    Column("temporary", Boolean, nullable=False, default=False),
    Column("valid_from", Date),
    Column("valid_to", Date),
    Column("term_end", Date),
    Column("state", String(20), nullable=False, default="active"),  # active, merged, abolished
    Column("settings", Json, nullable=False),  # overrides: public_rows, quiet_hours, timetable, …
    Column("created_at", Instant, nullable=False),
    # The head of the branch's ledger: this row is locked while its chain grows.
    Column("ledger_seq", BigInteger, nullable=False, default=0),
    Column("ledger_head", String(64), nullable=False, default=""),
    sqlite_autoincrement=True,
)

chats = Table(
    "chats",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),  # Telegram's chat id
    to("orgs", "org_id", null=True),
    Column("kind", String(12), nullable=False),  # group, supergroup, channel
    Column("title", Text, nullable=False, default=""),
    Column("lang", String(8)),
    Column("thread_id", BigInteger),
    Column("state", String(12), nullable=False),  # new, bound, suspended
    Column("bound_at", Instant),
    Column("rights", Json),  # what the bot may do there, as Telegram last told us
    Column("migrated_to", BigInteger),
)
Index("ix_chats_org_id", chats.c.org_id)

persons = Table(
    "persons",
    metadata,
    key(),
    Column("telegram_id", BigInteger, unique=True),
    Column("name", Text, nullable=False),
    Column("lang", String(8)),  # chosen by /lang
    Column("telegram_lang", String(8)),  # what the app reports
    Column("status", String(12), nullable=False, default="full"),  # full, probationary, retired, mobile, activist
    Column("home_id", Id, ForeignKey("orgs.id")),  # of several branches the one meant in the private chat
    Column("reachable", Boolean),  # NULL: never tried; False: Telegram refused a private message
    Column("consent_at", Instant),
    Column("created_at", Instant, nullable=False),
    Column("anonymised_at", Instant),
    Column("board_name", String(8)),  # how a group's boards name the person: initials, hidden; NULL: in full
    sqlite_autoincrement=True,
)

Index(
    "ix_persons_board_name",
    persons.c.id,
    sqlite_where=text("board_name IS NOT NULL"),
    postgresql_where=text("board_name IS NOT NULL"),
)

memberships = Table(
    "memberships",
    metadata,
    key(),
    to("persons", "person_id"),
    to("orgs", "org_id"),
    Column("state", String(12), nullable=False),  # pending, active, ended, declined
    Column("since", Instant, nullable=False),
    Column("until", Instant),
    Column("exempt_from", Date),
    Column("exempt_to", Date),
    Column("exempt_reason", Text),
    Column("rev", Integer, nullable=False, default=0),
    Column("chat_id", BigInteger),
)
Index("ix_memberships_org_id_state", memberships.c.org_id, memberships.c.state)
Index("ix_memberships_person_id", memberships.c.person_id)

grants = Table(
    "grants",
    metadata,
    key(),
    to("persons", "person_id"),
    to("orgs", "org_id"),
    Column("role", String(24), nullable=False),
    Column("granted_at", Instant, nullable=False),
    to("persons", "granted_by", null=True),
    Column("revoked_at", Instant),
    to("persons", "revoked_by", null=True),
)
Index("ix_grants_org_id", grants.c.org_id)
Index("ix_grants_person_id", grants.c.person_id)

tokens = Table(
    "tokens",
    metadata,
    Column("digest", String(64), primary_key=True),  # SHA-256 of the word; the word itself is only in the link
    Column("kind", String(16), nullable=False),  # invite, bind, …
    Column("facts", Json, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("used_at", Instant),
    to("persons", "used_by", null=True),
)
