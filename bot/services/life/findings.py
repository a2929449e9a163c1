"""What the rules of early warning find in a branch today (F10), each in what the bot keeps, and in nothing else."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any, NamedTuple

from bot.domain.life.meeting import HELD
from bot.domain.life.task import IN_HAND, TaskState
from bot.domain.life.warning import WarningState
from bot.domain.points.patience import Lateness
from bot.services import claim_view, reminder
from bot.services.desk import Desk
from bot.services.life import dues, duties, meeting, units, warn_rules
from storage import claim_lists, meetings, orgs, task_lists, warnings
from storage.meetings import Meeting
from storage.orgs import Org

MONTHS_BEHIND = 3
MINUTES_WORKDAYS = 5
LATELY = timedelta(days=31)
"""How far back meetings are looked at."""
MOST = 20
"""Tasks that are named one by one; a branch with more has other worries."""


class Finding(NamedTuple):
    """Something that is not as it should be.

    Attributes:
        rule: What was looked for.
        about: What it is about; there is one warning of it.
        color: red or yellow.
        facts: What its sentence says.
    """

    rule: str
    about: str
    color: str
    facts: list[Any]


def look(desk: Desk, branch: Org) -> list[Finding]:
    """Answer everything that the rules find in a branch today."""
    found: list[Finding] = []
    for rule, color in warn_rules.active(branch).items():
        found += [Finding(rule, about, color, facts) for about, facts in _LOOKS[rule](desk, branch)]
    return found


def _tasks(desk: Desk, branch: Org) -> Iterator[tuple[str, list[Any]]]:
    """Find what sections and the department have not done in time; a person's task is told to the person."""
    for task in task_lists.of_units(desk.tx, branch.id)[:MOST]:
        if TaskState(task.state) in IN_HAND and task.due_on < desk.today:
            whose = units.owner(desk, branch, task.owner_kind, task.owner_id)
            yield f"task:{task.id}", [task.id, whose.name, task.due_on.isoformat()]


def _reviews(desk: Desk, branch: Org) -> Iterator[tuple[str, list[Any]]]:
    views = [claim_view.look(desk, claim) for claim in claim_lists.by_card(claim_lists.waiting(desk.tx, branch.id))]
    late = [view for view in views if view.levels and claim_view.how_late(desk, view) >= Lateness.TOO_LATE]
    if late:
        oldest = min(claim_view.waits_since(desk, view) for view in late)
        yield desk.today.isoformat()[:7], [len(late), oldest.isoformat()]


def _forms(desk: Desk, branch: Org) -> Iterator[tuple[str, list[Any]]]:
    """Find who has filed nothing, on the last day on which claims of a month are taken."""
    days = reminder.month_in_hand(desk, branch)
    if desk.today != days.claims:
        return
    missing = reminder.not_filed(desk, branch, days.month)
    if missing:
        yield days.month, [days.month, len(missing)]


def _missed(desk: Desk, branch: Org) -> Iterator[tuple[str, list[Any]]]:
    """Find the duties of organisation life that were not met in the period before."""
    for one in duties.standing(desk, branch):
        if one.missed is not None:
            yield f"{one.duty.kind.value} {one.missed}", [f"kind:{one.duty.kind.value}", f"period:{one.missed}"]


def _turnout(desk: Desk, branch: Org) -> Iterator[tuple[str, list[Any]]]:
    """Find the meetings of the last weeks to which fewer than half came."""
    for one in _lately(desk, branch):
        came = meeting.look(desk, one).turnout
        if one.state in HELD and came.expected and came.present * 2 < came.expected:
            day = meeting.day_of(desk, one).isoformat()
            yield f"meeting:{one.id}", [f"kind:{one.kind}", day, came.present, came.expected]


def _minutes(desk: Desk, branch: Org) -> Iterator[tuple[str, list[Any]]]:
    """Find the meetings whose minutes nobody uploaded within five working days."""
    for one in _lately(desk, branch):
        day = meeting.day_of(desk, one)
        if one.state == "closed" and desk.calendar().add_workdays(day, MINUTES_WORKDAYS) < desk.today:
            yield f"meeting:{one.id}", [f"kind:{one.kind}", day.isoformat()]


def _lately(desk: Desk, branch: Org) -> list[Meeting]:
    since, until = meeting.span(desk, desk.today - LATELY, desk.today)
    return meetings.between(desk.tx, branch.id, since, until)


def _dues(desk: Desk, branch: Org) -> Iterator[tuple[str, list[Any]]]:
    """Find that dues are behind; how many, not who: that is between each of them and who collects."""
    behind = sum(len(months) >= MONTHS_BEHIND for months in dues.arrears(desk, branch).values())
    if behind:
        yield desk.today.isoformat()[:7], [behind]


def _term(desk: Desk, branch: Org) -> Iterator[tuple[str, list[Any]]]:
    end = orgs.term_end(desk.tx, branch.id)
    if end is not None and end < desk.today:
        yield end.isoformat(), [end.isoformat()]


def _unanswered(desk: Desk, branch: Org) -> Iterator[tuple[str, list[Any]]]:
    """Find that earlier warnings were escalated and still wait; such a finding does not speak of itself."""
    late = [
        one.due_on
        for one in warnings.open_of(desk.tx, branch.id)
        if one.state == WarningState.ESCALATED and one.rule != "warnings_unanswered"
    ]
    if late:
        yield desk.today.isoformat()[:7], [len(late), min(late).isoformat()]


_LOOKS: Mapping[str, Callable[[Desk, Org], Iterator[tuple[str, list[Any]]]]] = {
    "tasks_overdue": _tasks,
    "reviews_late": _reviews,
    "forms_missing": _forms,
    "meetings_missed": _missed,
    "turnout_low": _turnout,
    "minutes_late": _minutes,
    "dues_behind": _dues,
    "term_over": _term,
    "warnings_unanswered": _unanswered,
}
