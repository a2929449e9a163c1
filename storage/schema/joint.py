"""Joint work: pairs, collaboration groups, camps, joint committees, projects, instructors; their activities."""

from sqlalchemy import Column, Date, Index, Integer, String, Table, Text

from storage.schema.base import key, metadata, to
from storage.types import Hundredths, Json

joint_draws = Table(
    "joint_draws",  # collaboration groups as they were drawn from a ranking (H11)
    metadata,
    key(),
    to("orgs", "committee_id"),
    Column("groups", Integer, nullable=False),
    Column("inputs", Json, nullable=False),  # [[code, score, leads], …]: the groups follow from it by 3.27
    Column("state", String(10), nullable=False),  # drawn, published, dropped
    to("persons", "drawn_by"),
    Column("drawn_on", Date, nullable=False),
    sqlite_autoincrement=True,
)

joint_works = Table(
    "joint_works",
    metadata,
    key(),
    to("orgs", "committee_id"),  # the committee whose matter it is
    Column("kind", String(16), nullable=False),  # bot/domain/awards/joint.py
    Column("title", Text, nullable=False),  # of a project or a group; empty where its members name it
    Column("state", String(10), nullable=False),  # proposed, active, ended, dropped
    to("orgs", "org_id", null=True),  # the temporary organisation that a camp or a joint committee is
    to("joint_draws", "draw_id", null=True),
    Column("ends_on", Date),  # the last day of its term
    Column("points", Hundredths),  # what a project gives in all, split by the shares of its owners
    Column("record", Text),  # why it ended, what came of it
    to("persons", "opened_by"),
    Column("opened_on", Date, nullable=False),
    Column("ended_on", Date),
    sqlite_autoincrement=True,
)
Index("ix_joint_works_committee_id", joint_works.c.committee_id)

joint_members = Table(
    "joint_members",  # a side: an organisation or a person
    metadata,
    key(),
    to("joint_works", "work_id"),
    to("orgs", "org_id", null=True),
    to("persons", "person_id", null=True),
    Column("part", String(8), nullable=False),  # lead, guide, the kind of a pair's side (a0, b0 …), or empty
    Column("share", Hundredths),  # percent of a project
    to("persons", "agreed_by", null=True),
    Column("agreed_on", Date),
    to("ledger", "entry_id", null=True),  # what the share gave, booked once
    sqlite_autoincrement=True,
)
Index("ix_joint_members_work_id", joint_members.c.work_id)
Index("ix_joint_members_org_id", joint_members.c.org_id)
Index("ix_joint_members_person_id", joint_members.c.person_id)
Index("ix_joint_members_entry_id", joint_members.c.entry_id)

joint_acts = Table(
    "joint_acts",  # an activity, a visit, a step of a project
    metadata,
    key(),
    to("joint_works", "work_id"),
    Column("done_on", Date, nullable=False),
    Column("words", Text, nullable=False),
    Column("state", String(10), nullable=False),  # recorded, confirmed, disputed
    to("persons", "entered_by"),
    Column("entered_on", Date, nullable=False),
    to("persons", "answered_by", null=True),  # of another side: counted only once confirmed
    Column("answered_on", Date),
    sqlite_autoincrement=True,
)
Index("ix_joint_acts_work_id", joint_acts.c.work_id)
