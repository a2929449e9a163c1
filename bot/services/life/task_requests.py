"""Service requests as tasks (H8): whoever is asked first sees to it, within the working days of its class."""

from bot.domain.refusals import Refusal, missing_argument
from bot.services.desk import Desk
from bot.services.life import requests, task, task_form, units
from bot.services.life.task_seen import Seen
from bot.services.life.units import Owner
from storage.orgs import Org
from storage.persons import Person

USAGE = "/task service Q05 WHAT"


def take_up(desk: Desk, branch: Org, person: Person, text: str) -> Seen:
    """Take a request up: its class, perhaps whom it goes to, and what it is; by itself it stays with who was asked.

    Raises:
        Refusal: ``MISSING_ARGUMENT``, ``UNKNOWN_REQUEST``, ``NO_RIGHT``.
    """
    code, _, rest = text.strip().partition(" ")
    asked = requests.find(code)
    whose = Owner(units.PERSON, person.id, person.name)
    name, _, words = rest.strip().partition(" ")
    if words:
        try:
            whose, rest = units.find(desk, branch, name), words
        except Refusal as refusal:
            if refusal.code != "UNKNOWN_OWNER":  # the first word names nobody, so it is part of the request
                raise
    if not rest.strip():
        raise missing_argument("task", USAGE)
    due = desk.calendar().add_workdays(desk.today, asked.days)
    title = task_form.clean_title(rest)
    return task.set_task(desk, branch, person, whose, due=due, title=title, kind="service", request=asked.code)
