"""Appraisals of units by the committee above: scores that two people stand for; branches that are put right."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, Text

from storage.schema.base import key, metadata, to
from storage.types import Id, Instant, Json

unit_scores = Table(
    "unit_scores",
    metadata,
    Column("unit_id", Id, ForeignKey("orgs.id"), primary_key=True),
    Column("period", String(10), primary_key=True),  # 2026, or a quarter for an observation contest
    Column("part", String(16), primary_key=True),  # party, business, joint_building, …: bot/domain/ratings/composite.py
    Column("marks", Json, nullable=False),  # one score, or the marks of several judges, as texts
    to("persons", "entered_by"),
    Column("entered_at", Instant, nullable=False),
    to("persons", "confirmed_by", null=True),  # nothing counts before a second person has confirmed it
)
Index("ix_unit_scores_period", unit_scores.c.period)

rectifications = Table(
    "rectifications",  # a weak branch is put right with four helpers (F22), or has a contact point (F21)
    metadata,
    key(),
    to("orgs", "org_id"),
    Column("kind", String(10), nullable=False),  # four_ones, contact
    Column("reason", Text, nullable=False),
    Column("state", String(10), nullable=False),  # proposed, active, closed, dropped
    Column("helpers", Json, nullable=False),  # place to name: municipal_leader, town_leader, …
    Column("rank_before", Integer),
    Column("rank_after", Integer),
    to("persons", "opened_by"),
    Column("opened_on", Date, nullable=False),
    Column("closed_on", Date),
    Column("record", Text),
    sqlite_autoincrement=True,
)
Index("ix_rectifications_org_id", rectifications.c.org_id)

rectified_problems = Table(
    "rectified_problems",
    metadata,
    key(),
    to("rectifications", "case_id"),
    Column("problem", Text, nullable=False),
    Column("added_on", Date, nullable=False),
    Column("evidence", Text),  # what shows that it is solved
    Column("solved_on", Date),
    sqlite_autoincrement=True,
)
Index("ix_rectified_problems_case_id", rectified_problems.c.case_id)
