"""A branch's year, read once: what the sheets of its members and its own sheet are put together from."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from bot.domain.awards.entry import EntryState
from bot.domain.calendar.periods import months_between
from bot.domain.life.meeting import HELD
from bot.domain.points.period import month_key
from bot.domain.points.ranking import rank
from bot.domain.points.tier import Tier, tier
from bot.services import board, standing
from bot.services.desk import Desk
from bot.services.life import meeting
from bot.services.standing import MemberYear
from storage import award_entries, award_rounds, checkins, meetings, task_lists
from storage.award_entries import Entry
from storage.meetings import Meeting
from storage.orgs import Org
from storage.tasks import Task


class Attended(NamedTuple):
    """At how many meetings somebody was expected, came, or was on leave."""

    expected: int
    present: int
    leave: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchYear:
    """A branch's year.

    Attributes:
        branch: Whose.
        number: Which.
        months: Keys of its months up to the running one.
        members: Those in scope in the last of them, with their scores.
        held: Meetings that were held, recorded or verified.
        came: By person, at how many of them.
        tasks: What was due, of persons and units.
        today: The last day that can have something.
    """

    branch: Org
    number: int
    months: Sequence[str]
    members: Sequence[MemberYear]
    held: Sequence[Meeting]
    came: Mapping[int, Attended]
    tasks: Sequence[Task]
    today: date

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.number, 1, 1)

    @property
    def last(self) -> date:
        """The last day."""
        return date(self.number, 12, 31)

    def tier_of(self, person_id: int) -> Tier | None:
        """Answer in which third a member's average lies (F20); None where there are no thirds."""
        averages = {one.person.code: one.average for one in self.members if one.average is not None}
        own = next((one.person.code for one in self.members if one.person.person_id == person_id), "")
        if own not in averages:
            return None
        places = rank(averages)
        tied = sum(place == places[own] for place in places.values())
        return tier(places[own], len(places), tied=tied)


def of(desk: Desk, branch: Org, number: int) -> BranchYear:
    """Read a branch's year up to now, over the months that its published result counts (`board.standing`)."""
    start, end = f"{number}-01", min(f"{number}-12", month_key(desk.today))
    months = list(months_between(start, end)) if start <= end else []
    people: list[MemberYear] = []
    if months:
        scheme = board.rules_of(desk, branch, months[-1]).scheme
        people = [standing.member_year(one, scheme) for one in board.by_person(desk, branch, months)]
    first, last = date(number, 1, 1), date(number, 12, 31)
    since, until = meeting.span(desk, first, last)
    held = [one for one in meetings.between(desk.tx, branch.id, since, until) if one.state in HELD]
    return BranchYear(
        branch=branch,
        number=number,
        months=months,
        members=people,
        held=held,
        came=_came(desk, held),
        tasks=task_lists.due_between(desk.tx, branch.id, first, min(last, desk.today)),
        today=desk.today,
    )


def _came(desk: Desk, held: Sequence[Meeting]) -> dict[int, Attended]:
    """Count by person; each meeting is read once, however many members there are."""
    expected, present, leave = Counter[int](), Counter[int](), Counter[int]()
    for one in held:
        here = {row.person_id for row in checkins.of_meeting(desk.tx, one.id) if row.struck_at is None}
        listed = {row.person_id: row for row in meetings.people(desk.tx, one.id)}
        present.update(here)
        expected.update(here | {person_id for person_id, row in listed.items() if not row.exempt})
        leave.update(who for who, row in listed.items() if who not in here and row.leave_at is not None)
    return {who: Attended(expected[who], present[who], leave[who]) for who in {*expected, *leave}}


def granted(desk: Desk, entries: Sequence[Entry], number: int) -> list[tuple[str, str]]:
    """Answer kind and period of the awards of a year that were granted and stand."""
    found = []
    for entry in entries:
        row = award_rounds.get(desk.tx, entry.round_id) if entry.state == EntryState.GRANTED else None
        if row is not None and row.period[:4] == str(number):
            titles = row.rules["titles"][entry.title]
            found.append((str(titles.get("zh_Hans", row.kind)), row.period))
    return sorted(found)


def of_person(desk: Desk, person_id: int, number: int) -> list[tuple[str, str]]:
    """Answer the awards that somebody was granted in a year."""
    return granted(desk, award_entries.of_person(desk.tx, person_id), number)
