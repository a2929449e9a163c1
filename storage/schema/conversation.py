"""The conversation: updates in, letters out, what is owed and what was posted."""

from sqlalchemy import (
    BigInteger,
    Column,
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

updates = Table(
    "updates",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
)
Index("ix_updates_at", updates.c.at)

drafts = Table(
    "drafts",  # an unfinished question: what the bot waits for from a person in a chat
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("telegram_id", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(24), nullable=False),
    Column("facts", Json, nullable=False),
    Column("at", Instant, nullable=False),
)

guesses = Table(
    "guesses",  # how often an account said a wrong word where one could be guessed; forgotten after a day
    metadata,
    Column("kind", String(16), primary_key=True),  # invite, checkin
    Column("account", BigInteger, primary_key=True, autoincrement=False),  # Telegram's number, a stranger's too
    Column("wrong", Integer, nullable=False),
    Column("since", Instant, nullable=False),  # the first of them
)

letters = Table(
    "letters",
    metadata,
    key(),
    Column("key", String(160), nullable=False, unique=True),  # makes a repeat harmless
    Column("chat_id", BigInteger, nullable=False),
    Column("lane", Integer, nullable=False),  # 0 answers, 1 cards, 2 broadcasts
    Column("slot", String(120)),  # the message this letter writes or rewrites
    Column("method", String(40), nullable=False),
    Column("body", Text, nullable=False),  # JSON of the call
    Column("state", String(10), nullable=False),  # due, sent, superseded, failed
    Column("due_at", Instant, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("sent_at", Instant),
    Column("attempts", Integer, nullable=False, default=0),
    Column("error", Text),
    Column("feedback", String(24)),  # who is told of the outcome: a name in handlers.feedback
    Column("facts", Json),  # what it needs to know, e.g. where to fall back to
)
Index("ix_letters_due", letters.c.id, sqlite_where=text("state = 'due'"), postgresql_where=text("state = 'due'"))
Index("ix_letters_slot", letters.c.slot, sqlite_where=text("state = 'due'"), postgresql_where=text("state = 'due'"))
Index(
    "ix_letters_sent_at",
    letters.c.sent_at,
    sqlite_where=text("state = 'sent'"),
    postgresql_where=text("state = 'sent'"),
)
Index(
    "ix_letters_failed",
    letters.c.created_at,
    sqlite_where=text("state = 'failed'"),
    postgresql_where=text("state = 'failed'"),
)
Index(
    "ix_letters_superseded",
    letters.c.created_at,
    sqlite_where=text("state = 'superseded'"),
    postgresql_where=text("state = 'superseded'"),
)

slots = Table(
    "slots",  # where a rewritable message stands
    metadata,
    Column("slot", String(120), primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("message_id", BigInteger, nullable=False),
    Column("kind", String(8), nullable=False, default="text"),  # text, or media with a caption
)
Index("ix_slots_message", slots.c.chat_id, slots.c.message_id)

pictures = Table(
    "pictures",  # what Telegram has of the pictures that were drawn: equal ones are sent up once
    metadata,
    Column("digest", String(64), primary_key=True),  # SHA-256 of what is shown
    Column("file_id", Text, nullable=False),
    Column("at", Instant, nullable=False),
)

posts = Table(
    "posts",  # what the timetable owed and what became of it: once per kind, period and chat
    metadata,
    Column("kind", String(12), primary_key=True),
    Column("period", String(12), primary_key=True),
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    to("orgs", "branch_id"),
    Column("planned_at", Instant, nullable=False),
    Column("state", String(10), nullable=False),  # posted, late, missed, skipped
    Column("at", Instant, nullable=False),
    to("persons", "by_id", null=True),
    Column("reason", Text),
)
Index("ix_posts_chat_id", posts.c.chat_id)

told = Table(
    "told",  # what a group was told along with its posts, once: the hash of a spot check's salt, changed rules
    metadata,
    Column("what", String(12), primary_key=True),
    Column("subject", String(20), primary_key=True),
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
)
Index("ix_told_chat_id", told.c.chat_id)

stops = Table(
    "stops",  # who asked not to be reminded of a month any more
    metadata,
    Column("person_id", Id, ForeignKey("persons.id"), primary_key=True),
    Column("branch_id", Id, ForeignKey("orgs.id"), primary_key=True),
    Column("period", String(7), primary_key=True),
    Column("at", Instant, nullable=False),
)

# Several processes on PostgreSQL; on SQLite there is one, and these stay empty.
news = Table(
    "news",  # one row: its number grows with every commit that changes what processes remember
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("number", BigInteger, nullable=False),
)

postmen = Table(
    "postmen",  # the processes that send, each alive until a moment of the database's own clock (milliseconds)
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("since", BigInteger, nullable=False),
    Column("until", BigInteger, nullable=False),
)

beats = Table(
    "beats",  # the chats whose letters one postman carries just now, so that they keep their order
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("postman_id", BigInteger),  # NULL: nobody's
    Column("recent", Json),  # when its last messages were sent, in seconds: whoever takes it keeps its pace
)
Index("ix_beats_postman_id", beats.c.postman_id)

audit = Table(
    "audit",
    metadata,
    key(),
    Column("at", Instant, nullable=False),
    to("persons", "actor_id", null=True),
    Column("action", String(32), nullable=False),
    Column("object", Text, nullable=False),
    Column("before", Text),
    Column("after", Text),
    Column("chat_id", BigInteger),
)
Index("ix_audit_actor_id", audit.c.actor_id)
