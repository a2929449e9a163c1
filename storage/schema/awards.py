"""Rounds of awards: what is held, who is entered, how judges marked them."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.schema.base import key, metadata, to
from storage.types import Hundredths, Instant, Json

award_rounds = Table(
    "award_rounds",
    metadata,
    key(),
    to("orgs", "org_id"),
    Column("kind", String(24), nullable=False),
    Column("period", String(8), nullable=False),  # 2026, 2026-H1, 2026-Q2
    Column("rules", Json, nullable=False),  # the rules as they were when the round opened
    Column("state", String(12), nullable=False),  # bot.domain.awards.entry.RoundState
    Column("due_on", Date, nullable=False),  # until when entries are taken
    Column("heat", Integer, nullable=False, default=0),  # which of the contest's stages runs
    Column("until", Date),  # last day of the publicity
    Column("reason", Text),  # why the committee chose so
    to("persons", "decided_by", null=True),
    to("persons", "opened_by"),
    Column("opened_at", Instant, nullable=False),
    Column("rev", Integer, nullable=False, default=0),
    UniqueConstraint("org_id", "kind", "period"),
    sqlite_autoincrement=True,
)

award_entries = Table(
    "award_entries",
    metadata,
    key(),
    to("award_rounds", "round_id"),
    to("orgs", "branch_id"),
    to("persons", "person_id", null=True),  # NULL: the branch itself
    Column("title", Integer, nullable=False, default=0),  # which of the kind's titles
    Column("text", Text, nullable=False, default=""),
    Column("files", Json, nullable=False),  # [[kind, file id], …]
    Column("state", String(10), nullable=False),  # bot.domain.awards.entry.EntryState
    Column("figure", Hundredths),  # result of the heat, or the figure that ranks
    Column("score", Hundredths),  # what it was chosen by, as laid open
    Column("place", Integer),
    Column("chosen", Boolean, nullable=False, default=False),  # by the committee, among what the figures leave open
    Column("next_level", Boolean, nullable=False, default=False),
    to("persons", "entered_by"),
    Column("entered_at", Instant, nullable=False),
    to("persons", "revoked_by", null=True),
    Column("revoked_why", Text),
    Column("rev", Integer, nullable=False, default=0),
    sqlite_autoincrement=True,
)
Index("ix_award_entries_round_id", award_entries.c.round_id)
Index("ix_award_entries_person_id", award_entries.c.person_id)

award_marks = Table(
    "award_marks",  # a judge may change a mark while the judging runs
    metadata,
    key(),
    to("award_entries", "entry_id"),
    to("persons", "judge_id"),
    Column("criterion", Integer, nullable=False),
    Column("mark", Hundredths, nullable=False),
    UniqueConstraint("entry_id", "judge_id", "criterion"),
    sqlite_autoincrement=True,
)
Index("ix_award_marks_judge_id", award_marks.c.judge_id)

award_objections = Table(
    "award_objections",
    metadata,
    key(),
    to("award_rounds", "round_id"),
    to("persons", "person_id"),
    Column("text", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("answer", Text),
    to("award_entries", "withdraws", null=True),  # the candidate that an upheld one takes out
    to("persons", "answered_by", null=True),
    Column("answered_at", Instant),
    sqlite_autoincrement=True,
)
Index("ix_award_objections_round_id", award_objections.c.round_id)
Index("ix_award_objections_person_id", award_objections.c.person_id)

pioneer_standards = Table(
    "pioneer_standards",  # a year's standard; a new version never changes a run that was opened before
    metadata,
    key(),
    to("orgs", "org_id"),
    Column("year", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("rules", Json, nullable=False),  # bot.domain.awards.rules.PioneerIndexRule
    to("persons", "made_by"),
    Column("made_at", Instant, nullable=False),
    UniqueConstraint("org_id", "year", "version"),
    sqlite_autoincrement=True,
)

pioneer_runs = Table(
    "pioneer_runs",
    metadata,
    key(),
    to("orgs", "org_id"),
    Column("period", String(8), nullable=False),
    Column("rules", Json, nullable=False),  # the standard as it was when the run opened
    Column("version", Integer, nullable=False),  # of the year's standard, 0: the preset's
    Column("state", String(10), nullable=False),  # open, confirmed
    to("persons", "opened_by"),
    Column("opened_at", Instant, nullable=False),
    to("persons", "confirmed_by", null=True),
    Column("confirmed_at", Instant),
    Column("rev", Integer, nullable=False, default=0),
    UniqueConstraint("org_id", "period"),
    sqlite_autoincrement=True,
)

pioneer_values = Table(
    "pioneer_values",  # what an index is found from, and once it is confirmed what came of it
    metadata,
    key(),
    to("pioneer_runs", "run_id"),
    to("orgs", "branch_id"),
    to("persons", "person_id"),
    Column("inputs", Json, nullable=False),  # bot.domain.awards.pioneer.Inputs
    Column("previous", Hundredths),
    Column("value", Hundredths),
    Column("ratio", Hundredths),  # against the previous value, in percent: the index
    to("persons", "entered_by"),
    Column("entered_at", Instant, nullable=False),
    UniqueConstraint("run_id", "person_id"),
    sqlite_autoincrement=True,
)
Index("ix_pioneer_values_person_id", pioneer_values.c.person_id)
