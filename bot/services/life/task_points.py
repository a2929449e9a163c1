"""What the end of a task gives: an entry of the ledger for a person and, where branches have points, the department.

A section is no subject of the ledger: what its tasks gave stands on the tasks, and counts in the roll-up (3.5).
"""

from decimal import Decimal
from typing import NamedTuple

from bot.domain.life.task import Outcome
from bot.domain.points.ledger import EntryKind
from bot.domain.points.period import book
from bot.i18n import N_
from bot.services import booking, people, rulebook
from bot.services.booking import Subject, frozen_months, subject_of
from bot.services.desk import Desk
from bot.services.life import units, worklist
from bot.services.life.units import Owner
from bot.services.words import TASK_ITEM
from storage import ledger, persons
from storage.orgs import Org
from storage.persons import Person
from storage.tasks import Task

REASONS = {
    Outcome.ON_TIME: N_("№{id} {title}: done on time"),
    Outcome.LATE: N_("№{id} {title}: done late"),
    Outcome.MISSED: N_("№{id} {title}: not done"),
}
"""Stored with the entry, so in the installation's language."""
UNDONE = N_("№{id} {title}: the acceptance was taken back")


class Given(NamedTuple):
    """What the end of a task gave, and the entry that it did so by."""

    points: Decimal | None
    entry_id: int | None


def give(desk: Desk, task: Task, branch: Org, whose: Owner, outcome: Outcome, *, by: Person) -> Given:
    """Book what the end of a task gives by the branch's work list; nothing for what does not count."""
    points = worklist.points_for(branch, outcome)
    if not points:
        return Given(None, None)
    subject = _subject(desk, branch, whose)
    if subject is None:
        return Given(points, None)
    done_on = desk.today if task.submitted_at is None else task.submitted_at.astimezone(desk.house.zone).date()
    rules = rulebook.current(desk, branch)
    place = book(min(done_on, desk.today), desk.today, frozen_months(desk, branch))
    kind = EntryKind(place.kind)
    if kind is EntryKind.AWARD and points < 0:
        kind = EntryKind.DEDUCT
    entry_id = booking.append(
        desk,
        branch=branch,
        rules=rules,
        subject=subject,
        item=TASK_ITEM,
        kind=kind,
        points=points,
        period=place.period,
        ref_period=place.ref_period,
        claim_id=None,
        by_id=by.id,
        reason=_reason(desk, task, REASONS[outcome]),
    )
    return Given(points, entry_id)


def take_back(desk: Desk, task: Task, branch: Org, by: Person) -> None:
    """Reverse what a task gave."""
    if task.entry_id is None:
        return
    entry = ledger.get(desk.tx, task.entry_id)
    rules = rulebook.by_id(desk, entry.scheme_id)
    booking.reverse(desk, branch=branch, rules=rules, entry=entry, by_id=by.id, reason=_reason(desk, task, UNDONE))


def _subject(desk: Desk, branch: Org, whose: Owner) -> Subject | None:
    """Answer whose points they are on the boards; None for a section, and where the scheme knows no such subject."""
    subjects = rulebook.current(desk, branch).scheme.subjects
    if whose.kind == units.DEPARTMENT:
        return subject_of(desk, "branch", branch.id) if "branch" in subjects else None
    if whose.kind == units.SECTION:
        return None
    held = people.roles_in(desk, persons.get(desk.tx, whose.id), branch)
    kind = people.subject_kind(held, ("member", "cadre"), subjects)
    return subject_of(desk, kind, whose.id) if kind in subjects else None


def _reason(desk: Desk, task: Task, sentence: str) -> str:
    speech = desk.speaks_code(desk.house.locale)
    title = task.title or worklist.title_of(task.mark or "", speech)
    return speech.plain(sentence, id=task.id, title=title)
