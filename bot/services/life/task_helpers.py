"""Helpers of a branch (包保, F21): somebody from above or elsewhere, with a list of what is to be done there."""

from bot.domain.points.day import parse_due
from bot.domain.refusals import missing_argument, no_right, several_persons, unknown_person
from bot.services import people
from bot.services.desk import Desk
from bot.services.life import task, task_form, units
from bot.services.life.task_seen import Seen
from bot.services.life.units import Owner
from storage import rosters
from storage.orgs import Org
from storage.persons import Person

USAGE = "/task helper NAME 06-10 WHAT"


def assign(desk: Desk, branch: Org, person: Person, text: str) -> Seen:
    """Put something on the list of a branch's helper, who may be a member anywhere; who stands above the branch does.

    Raises:
        Refusal: ``NO_RIGHT``, ``MISSING_ARGUMENT``, ``UNKNOWN_PERSON``, ``SEVERAL_PERSONS``, ``BAD_DATE``,
            ``DUE_IS_PAST``.
    """
    if not people.is_above(desk, person, branch):
        raise no_right(("admin",))
    words = text.split()
    for at, word in enumerate(words[:6]):
        due = parse_due(word, desk.today) if at else None
        title = task_form.clean_title(" ".join(words[at + 1 :])) if due is not None else ""
        if due is not None and title:
            helper = _find(desk, " ".join(words[:at]))
            whose = Owner(units.PERSON, helper.id, helper.name)
            return task.set_task(desk, branch, person, whose, due=due, title=title, kind="helper")
    raise missing_argument("task", USAGE)


def _find(desk: Desk, name: str) -> Person:
    found = rosters.everywhere(desk.tx, name)
    if not found:
        raise unknown_person(name)
    if len(found) > 1:
        raise several_persons(name, len(found))
    return found[0]
