"""Work lists: recurring tasks, tasks with what happened to them, sections, the boards that follow them."""

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
    text,
)

from storage.schema.base import key, metadata, to
from storage.types import Hundredths, Id, Instant

task_templates = Table(
    "task_templates",  # a branch's own recurring tasks, and which of its rulebooks' it leaves out
    metadata,
    key(),
    to("orgs", "branch_id"),
    Column("code", String(24), nullable=False),
    Column("title", Text, nullable=False),  # empty: the rulebook's task of this code, left out while not active
    Column("kind", String(10), nullable=False),  # task, research
    Column("freq", String(8), nullable=False),  # day, week, month, quarter, year
    Column("owner", String(12), nullable=False),  # person, section, department
    Column("due", String(20), nullable=False),  # as rulebooks write it: fri_17:00, month_end
    Column("active", Boolean, nullable=False),
    to("persons", "made_by"),
    Column("made_at", Instant, nullable=False),
    UniqueConstraint("branch_id", "code"),
    sqlite_autoincrement=True,
)

placements = Table(
    "placements",  # who works in which section of a branch, and who answers for it; one section a person
    metadata,
    Column("branch_id", Id, ForeignKey("orgs.id"), primary_key=True),
    Column("person_id", Id, ForeignKey("persons.id"), primary_key=True),
    to("orgs", "section_id"),
    Column("leads", Boolean, nullable=False),
    Column("since", Instant, nullable=False),
)
Index("ix_placements_person_id", placements.c.person_id)
Index("ix_placements_section_id", placements.c.section_id)

tasks = Table(
    "tasks",
    metadata,
    key(),
    to("orgs", "branch_id"),
    Column("mark", String(64)),  # which recurring task it is of: laixi:T02, own:O3; NULL for one that comes once
    Column("kind", String(10), nullable=False),  # task, research, service, helper
    Column("title", Text, nullable=False),  # empty: the rulebook names it, in each language
    Column("request", String(8)),  # class of a service request
    Column("freq", String(8), nullable=False),  # day, week, month, quarter, year, once
    Column("period", String(12), nullable=False),  # 2026-W20; empty for once
    Column("owner_kind", String(12), nullable=False),  # person, section, department
    Column("owner_id", Id, nullable=False),  # persons.id or orgs.id; a department is its branch
    Column("start_on", Date, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("due_hour", String(5), nullable=False),  # 18:00; empty for the end of the day
    Column("progress", Integer, nullable=False),  # percent
    Column("state", String(10), nullable=False),  # a TaskState
    Column("outcome", String(10), nullable=False),  # an Outcome; empty while open
    Column("supervised", Boolean, nullable=False),  # 挂牌督办
    to("persons", "set_by", null=True),  # NULL: the work list
    to("persons", "escalate_to", null=True),
    Column("points", Hundredths),  # what its end gave
    to("ledger", "entry_id", null=True),  # the entry that it gave them by; sections have none in the ledger
    Column("color", String(6), nullable=False),
    Column("color_on", Date, nullable=False),  # since when
    Column("submitted_at", Instant),
    Column("opened_at", Instant, nullable=False),
    Column("closed_at", Instant),
    Column("rev", Integer, nullable=False, default=0),  # a button of another one is stale
    UniqueConstraint("branch_id", "mark", "period", "owner_kind", "owner_id"),
    sqlite_autoincrement=True,
)
_OPEN = text("closed_at IS NULL")
Index("ix_tasks_open", tasks.c.branch_id, tasks.c.id, sqlite_where=_OPEN, postgresql_where=_OPEN)
Index("ix_tasks_tally", tasks.c.branch_id, tasks.c.owner_kind, tasks.c.owner_id, tasks.c.color,
      sqlite_where=_OPEN, postgresql_where=_OPEN)  # fmt: skip
Index("ix_tasks_colored", tasks.c.branch_id, tasks.c.color_on, sqlite_where=_OPEN, postgresql_where=_OPEN)
Index("ix_tasks_submitted", tasks.c.branch_id, sqlite_where=text("state = 'submitted'"),
      postgresql_where=text("state = 'submitted'"))  # fmt: skip
Index("ix_tasks_owner", tasks.c.owner_kind, tasks.c.owner_id, tasks.c.branch_id, tasks.c.closed_at)
Index("ix_tasks_due", tasks.c.branch_id, tasks.c.due_on)
Index("ix_tasks_entry_id", tasks.c.entry_id)

task_steps = Table(
    "task_steps",  # what people did with a task
    metadata,
    key(),
    to("tasks", "task_id"),
    Column("verb", String(10), nullable=False),
    to("persons", "person_id", null=True),  # NULL: the work list
    Column("text", Text),  # tells of a person, and can be erased
    Column("at", Instant, nullable=False),
)
Index("ix_task_steps_task_id", task_steps.c.task_id)
Index("ix_task_steps_person_id", task_steps.c.person_id)

task_colors = Table(
    "task_colors",  # the log of changed colours
    metadata,
    key(),
    to("tasks", "task_id"),
    Column("day", Date, nullable=False),
    Column("before", String(6), nullable=False),
    Column("after", String(6), nullable=False),
)
Index("ix_task_colors_task_id", task_colors.c.task_id)

task_asks = Table(
    "task_asks",  # more time, or coordination from above
    metadata,
    key(),
    to("tasks", "task_id"),
    to("orgs", "branch_id"),
    Column("kind", String(10), nullable=False),  # extension, escalation
    to("persons", "asked_by"),
    Column("words", Text, nullable=False),
    Column("until", Date),  # the later day that is asked for
    Column("state", String(10), nullable=False),  # waiting, granted, declined, answered, over
    Column("asked_at", Instant, nullable=False),
    to("persons", "answered_by", null=True),
    Column("answer", Text),
    Column("answered_at", Instant),
    sqlite_autoincrement=True,
)
Index("ix_task_asks_task_id", task_asks.c.task_id)
Index("ix_task_asks_asked_by", task_asks.c.asked_by)
Index("ix_task_asks_waiting", task_asks.c.branch_id, sqlite_where=text("state = 'waiting'"),
      postgresql_where=text("state = 'waiting'"))  # fmt: skip

task_evidence = Table(
    "task_evidence",
    metadata,
    key(),
    to("tasks", "task_id"),
    to("persons", "person_id"),
    Column("kind", String(10), nullable=False),  # photo, document, video
    Column("file_id", Text),
    Column("unique_id", Text),
    Column("added_at", Instant, nullable=False),
)
Index("ix_task_evidence_task_id", task_evidence.c.task_id)
Index("ix_task_evidence_person_id", task_evidence.c.person_id)

task_boards = Table(
    "task_boards",  # the one card of a group that shows its units' colours
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    to("orgs", "branch_id"),
    Column("shown", String(64), nullable=False),  # digest of what it says
    Column("shown_at", Instant, nullable=False),
)

work_rounds = Table(
    "work_rounds",  # the day on which a branch's work list was last gone through
    metadata,
    Column("branch_id", Id, ForeignKey("orgs.id"), primary_key=True),
    Column("done_on", Date, nullable=False),
)

unit_months = Table(
    "unit_months",  # how each owner's tasks stood when a month ended
    metadata,
    Column("branch_id", Id, ForeignKey("orgs.id"), primary_key=True),
    Column("owner_kind", String(12), primary_key=True),
    Column("owner_id", Id, primary_key=True),
    Column("month", String(7), primary_key=True),
    Column("color", String(6), nullable=False),
    Column("red", Integer, nullable=False),
    Column("yellow", Integer, nullable=False),
    Column("green", Integer, nullable=False),
)
