"""Tables of organisation life that leave the bot: the tasks of the work lists, and the warnings."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from bot.domain.calendar.periods import parse_period
from bot.i18n import N_
from bot.services.desk import Desk
from bot.services.life import task_text, units, warn_text
from bot.services.life.warn_rules import RULES
from storage import orgs, persons, task_lists, warnings
from storage.orgs import Org
from storage.tasks import Task

Row = dict[str, Any]

TASKS = (
    *("id", "branch", "kind", "task", "freq", "period", "owner_kind", "owner", "name", "start_on", "due_on"),
    *(
        "progress",
        "state",
        "outcome",
        "color",
        "supervised",
        "points",
        "set_by",
        "opened_at",
        "submitted_at",
        "closed_at",
    ),
)
WARNINGS = (
    *("id", "branch", "rule", "about", "problem", "advice", "color", "state", "due_on", "owner"),
    *("opened_at", "submitted_by", "closed_at"),
)
HEADINGS = {
    "rule": N_("Rule"),
    "about": N_("About"),
    "problem": N_("Problem"),
    "advice": N_("What to do"),
    "submitted_by": N_("Reported by"),
    "task": N_("Task"),
    "freq": N_("Rhythm"),
    "owner_kind": N_("Whose kind"),
    "owner": N_("Whose"),
    "start_on": N_("From"),
    "due_on": N_("Due"),
    "progress": N_("Progress"),
    "outcome": N_("Outcome"),
    "color": N_("Colour"),
    "supervised": N_("Supervised"),
    "set_by": N_("Set by"),
    "opened_at": N_("Opened at"),
    "submitted_at": N_("Handed in at"),
    "closed_at": N_("Ended at"),
}
"""Columns of these tables alone to what stands above them."""


def task_rows(desk: Desk, branch: Org | None, period: str | None) -> Iterator[Row]:
    """Answer the tasks of a branch or of all, by branch and number; those of a period by their last day."""
    speech = desk.speaks_code(desk.house.locale)
    for org in _branches(desk, branch):
        for task in task_lists.every(desk.tx, org.id):
            if not _within(period, task.due_on):
                continue
            yield {
                "id": task.id,
                "branch": org.code,
                "kind": task.kind,
                "task": task_text.title(task, speech),
                "freq": task.freq,
                "period": task.period,
                "owner_kind": task.owner_kind,
                "owner": _code(desk, task),
                "name": units.owner(desk, org, task.owner_kind, task.owner_id).name,
                "start_on": task.start_on,
                "due_on": task.due_on,
                "progress": task.progress,
                "state": task.state,
                "outcome": task.outcome,
                "color": task.color,
                "supervised": task.supervised,
                "points": task.points,
                "set_by": persons.get(desk.tx, task.set_by).name if task.set_by is not None else None,
                "opened_at": _at(desk, task.opened_at),
                "submitted_at": _at(desk, task.submitted_at),
                "closed_at": _at(desk, task.closed_at),
            }


def warning_rows(desk: Desk, branch: Org | None, period: str | None) -> Iterator[Row]:
    """Answer the warnings of a branch or of all, by branch and number; those of a period by when they were opened."""
    speech = desk.speaks_code(desk.house.locale)
    for org in _branches(desk, branch):
        for one in warnings.every(desk.tx, org.id):
            if not _within(period, one.opened_at.astimezone(desk.house.zone).date()):
                continue
            yield {
                "id": one.id,
                "branch": org.code,
                "rule": one.rule,
                "about": one.about,
                "problem": warn_text.what(one, speech),
                "advice": speech.word(RULES[one.rule].advice),
                "color": one.color,
                "state": one.state,
                "due_on": one.due_on,
                "owner": warn_text.owner_name(desk, org, speech),
                "opened_at": _at(desk, one.opened_at),
                "submitted_by": persons.get(desk.tx, one.submitted_by).name if one.submitted_by is not None else None,
                "closed_at": _at(desk, one.closed_at),
            }


def _code(desk: Desk, task: Task) -> str:
    """Answer the code of a task's owner: of a person, a section, or the branch for the department."""
    return (
        persons.get(desk.tx, task.owner_id).code
        if task.owner_kind == units.PERSON
        else (orgs.get(desk.tx, task.owner_id).code)
    )


def _branches(desk: Desk, branch: Org | None) -> list[Org]:
    found = [branch] if branch is not None else orgs.branches(desk.tx)
    return sorted((org for org in found if not org.rehearsal), key=lambda org: org.code)


def _within(period: str | None, day: Any) -> bool:
    span = parse_period(period) if period else None
    return span is None or span.first <= day <= span.last


def _at(desk: Desk, instant: datetime | None) -> str | None:
    return None if instant is None else instant.astimezone(desk.house.zone).isoformat(timespec="seconds")
