"""What work lists hold of a person: tasks, what was done with them, the section."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, or_, select

from storage.own_points import but
from storage.schema import (
    orgs,
    placements,
    task_asks,
    task_colors,
    task_evidence,
    task_steps,
    task_templates,
    tasks,
    unit_months,
    warning_steps,
    warnings,
)
from storage.task_traces import theirs


def sections(person_id: int) -> Iterator[tuple[str, Select[Any]]]:
    """Answer the sections about work lists, each with its statement."""
    own = theirs(person_id)
    yield (
        "sections",
        select(orgs.c.code.label("section"), orgs.c.name, placements.c.leads, placements.c.since)
        .join(orgs, orgs.c.id == placements.c.section_id)
        .where(placements.c.person_id == person_id),
    )
    yield "tasks", select(*but(tasks, "branch_id", "mark")).where(tasks.c.id.in_(own)).order_by(tasks.c.id)
    for_others = or_(tasks.c.set_by == person_id, tasks.c.escalate_to == person_id)
    yield (
        "tasks_of_others",
        select(tasks.c.id, tasks.c.state, tasks.c.set_by, tasks.c.escalate_to, tasks.c.opened_at, tasks.c.due_on)
        .where(for_others)
        .order_by(tasks.c.id),
    )
    yield (
        "task_steps",
        select(*but(task_steps))
        .where(or_(task_steps.c.task_id.in_(own), task_steps.c.person_id == person_id))
        .order_by(task_steps.c.id),
    )
    yield "task_colors", select(*but(task_colors)).where(task_colors.c.task_id.in_(own)).order_by(task_colors.c.id)
    asked = or_(task_asks.c.task_id.in_(own), task_asks.c.asked_by == person_id, task_asks.c.answered_by == person_id)
    yield "task_asks", select(*but(task_asks, "branch_id")).where(asked).order_by(task_asks.c.id)
    files = or_(task_evidence.c.task_id.in_(own), task_evidence.c.person_id == person_id)
    yield "task_evidence", select(*but(task_evidence)).where(files).order_by(task_evidence.c.id)
    mine = (unit_months.c.owner_kind == "person", unit_months.c.owner_id == person_id)
    yield "months_of_colours", select(*but(unit_months, "branch_id")).where(*mine).order_by(unit_months.c.month)
    done = warning_steps.c.person_id == person_id
    yield "warning_steps", select(*but(warning_steps)).where(done).order_by(warning_steps.c.id)
    put_right = warnings.c.submitted_by == person_id
    yield (
        "warnings",
        select(warnings.c.id, warnings.c.rule, warnings.c.opened_at, warnings.c.submitted_by).where(put_right),
    )
    made = task_templates.c.made_by == person_id
    yield "recurring_tasks", select(*but(task_templates, "branch_id")).where(made).order_by(task_templates.c.id)
