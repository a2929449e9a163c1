"""What of work lists waits for somebody: for who accepts or answers, and for who hears that a colour changed."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from bot.domain.life.task import IN_HAND, TaskState
from bot.services import people
from bot.services.desk import Desk
from bot.services.life import units
from bot.services.life.task_seen import Seen, answerers, look
from storage import orgs, placements, task_asks, task_lists, tasks
from storage.orgs import Org
from storage.persons import Person
from storage.task_asks import Ask
from storage.tasks import Task


class Word(NamedTuple):
    """What waits for somebody's word: a task that is handed in, or what was asked for about one.

    Attributes:
        seen: The task.
        ask: What was asked for; None where it is to be accepted.
        people: Who can answer.
        since: The day on which it came.
    """

    seen: Seen
    ask: Ask | None
    people: frozenset[int]
    since: date


def last_told(desk: Desk) -> date:
    """Answer the last working day before today: what changed since then is today's news."""
    return desk.calendar().previous_workday(desk.today - timedelta(days=1))


def branches(desk: Desk) -> set[int]:
    """Answer the ids of the branches in which something of a work list waits."""
    found = task_lists.branches_changed(desk.tx, last_told(desk))
    return {*found, *task_lists.branches_submitted(desk.tx), *task_asks.branches_waiting(desk.tx)}


def words(desk: Desk, branch: Org) -> list[Word]:
    """Answer what of a branch waits for a word, with who can give it now."""
    found = []
    for task in task_lists.submitted(desk.tx, branch.id):
        seen = look(desk, task)
        able = frozenset(person.id for person in seen.supervisors)
        found.append(Word(seen, None, able, _day(desk, task.submitted_at or task.opened_at)))
    for ask in task_asks.waiting(desk.tx, branch.id):
        task_of = tasks.get(desk.tx, ask.task_id)
        if task_of is None:
            continue
        seen = look(desk, task_of)
        able = frozenset(person.id for person in answerers(desk, seen, ask))
        found.append(Word(seen, ask, able, _day(desk, ask.asked_at)))
    return found


def changes(desk: Desk, branch: Org) -> Iterator[tuple[Task, frozenset[int]]]:
    """Answer the tasks of a branch that turned yellow or red since the last working day, each with who does it.

    A task that was handed out as it is now has not turned: who does it saw it so from the start.
    """
    for task in task_lists.changed(desk.tx, branch.id, last_told(desk)):
        if _has_turned(desk, task):
            yield task, frozenset(units.doers(desk, branch, task.owner_kind, task.owner_id))


def _has_turned(desk: Desk, task: Task) -> bool:
    return TaskState(task.state) in IN_HAND and task.color_on > _day(desk, task.opened_at)


def own(desk: Desk, person: Person) -> list[tuple[Org, Task]]:
    """Answer the open tasks that somebody does, over all branches, the worst colour first."""
    found = {task.id: (branch, task) for branch, task in _own(desk, person)}.values()
    order = {"red": 0, "yellow": 1}
    return sorted(found, key=lambda one: (order.get(one[1].color, 2), one[1].due_on, one[1].id))


def _own(desk: Desk, person: Person) -> Iterator[tuple[Org, Task]]:
    yield from _with_branch(desk, tasks.of_owner(desk.tx, units.PERSON, person.id))
    for place in placements.of_person(desk.tx, person.id):
        if place.leads:
            yield from _with_branch(desk, tasks.of_owner(desk.tx, units.SECTION, place.section_id))
    for branch in people.branches_with_role(desk, person):
        if person.id in units.doers(desk, branch, units.DEPARTMENT, branch.id):
            yield from _with_branch(desk, tasks.of_owner(desk.tx, units.DEPARTMENT, branch.id))
            for section in units.sections(desk, branch):
                if person.id in units.doers(desk, branch, units.SECTION, section.id):
                    yield from _with_branch(desk, tasks.of_owner(desk.tx, units.SECTION, section.id))


def _with_branch(desk: Desk, found: Iterable[Task]) -> Iterator[tuple[Org, Task]]:
    for task in found:
        branch = orgs.get(desk.tx, task.branch_id)
        if branch.state == "active":
            yield branch, task


def turned(desk: Desk, person: Person) -> list[tuple[Org, Task]]:
    """Answer those of somebody's tasks that turned yellow or red since the last working day."""
    since = last_told(desk)
    return [
        (branch, task)
        for branch, task in own(desk, person)
        if task.color != "green" and task.color_on > since and _has_turned(desk, task)
    ]


def _day(desk: Desk, at: datetime) -> date:
    return at.astimezone(desk.house.zone).date()
