"""Who has to do with a task: who does it, who accepts it, to whom it is taken, who may read it."""

from collections.abc import Iterable
from typing import NamedTuple

from bot.domain.refusals import no_such_task
from bot.services import people
from bot.services.desk import Desk
from bot.services.life import units
from bot.services.life.units import COORDINATE, SUPERVISE, Owner
from storage import orgs, persons, tasks
from storage.orgs import Org
from storage.persons import Person
from storage.task_asks import Ask
from storage.tasks import Task


class Seen(NamedTuple):
    """A task with who does it and who accepts it, as of now.

    Attributes:
        task: The task.
        branch: Whose work list it is on.
        owner: Whose it is.
        doers: Ids of those who do it.
        supervisors: Who accepts it and decides on more time; none where nobody is left.
    """

    task: Task
    branch: Org
    owner: Owner
    doers: tuple[int, ...]
    supervisors: tuple[Person, ...]

    def mine(self, person: Person) -> bool:
        """Tell whether somebody does it."""
        return person.id in self.doers

    def supervised_by(self, person: Person) -> bool:
        """Tell whether somebody accepts it."""
        return any(one.id == person.id for one in self.supervisors)


def look(desk: Desk, task: Task) -> Seen:
    """Answer a task with who has to do with it now; that follows the roles held now."""
    branch = orgs.get(desk.tx, task.branch_id)
    doers = tuple(units.doers(desk, branch, task.owner_kind, task.owner_id))
    whose = units.owner(desk, branch, task.owner_kind, task.owner_id)
    return Seen(task, branch, whose, doers, tuple(_supervisors(desk, branch, task, doers)))


def _supervisors(desk: Desk, branch: Org, task: Task, doers: Iterable[int]) -> list[Person]:
    setter = persons.get(desk.tx, task.set_by) if task.set_by is not None else None
    if setter is not None and setter.id not in set(doers) and setter.telegram_id is not None:
        return [setter]
    return units.first_able(desk, branch, SUPERVISE, without=doers)


def seen(desk: Desk, person: Person, number: int) -> Seen:
    """Answer a task that a person may read: who does, accepts or coordinates it, and who reads the branch's.

    Raises:
        Refusal: ``NO_SUCH_TASK`` - also for somebody else's, which is not admitted to exist.
    """
    task = tasks.get(desk.tx, number)
    found = look(desk, task) if task is not None else None
    if found is None or not (
        found.mine(person)
        or found.supervised_by(person)
        or units.sets_for_all(desk, person, found.branch)
        or any(one.id == person.id for one in coordinators(desk, found))
        or "committee_reviewer" in people.roles_in(desk, person, found.branch)
    ):
        raise no_such_task(number)
    return found


def coordinators(desk: Desk, found: Seen) -> list[Person]:
    """Answer who coordinates a task that its owner cannot finish alone: who is named for it, else the first above."""
    named = found.task.escalate_to
    if named is not None and named not in found.doers:
        return [persons.get(desk.tx, named)]
    return units.first_able(desk, found.branch, COORDINATE, without=found.doers)


def known(desk: Desk, number: int) -> Task:
    """Answer a task. Raises ``NO_SUCH_TASK``."""
    task = tasks.get(desk.tx, number)
    if task is None:
        raise no_such_task(number)
    return task


def answerers(desk: Desk, found: Seen, ask: Ask) -> list[Person]:
    """Answer who answers what was asked for: more time who accepts the task, coordination who stands above it."""
    return list(found.supervisors) if ask.kind == "extension" else coordinators(desk, found)


def name_of(desk: Desk, person_id: int) -> str:
    """Answer somebody's name."""
    return persons.get(desk.tx, person_id).name
