"""Meetings: planned, announced, moved or cancelled, opened for check-in, closed (F9, X6)."""

import secrets
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from bot.domain.calendar.rules import PostKind
from bot.domain.calendar.timetable import research_week
from bot.domain.life.meeting import Kind, Plan, State, Turnout, moved, turnout
from bot.domain.organisation.leave import touches
from bot.domain.points.text import REASON_LIMIT, clean_text
from bot.domain.refusals import leave_over, no_such_meeting, not_expected, stale_card, words_needed
from bot.services import people, settings
from bot.services.claim import home_chat
from bot.services.desk import Desk
from bot.services.life import announcement
from bot.services.rulebook import in_force
from storage import audit, checkins, meetings, memberships, orgs, persons, rosters
from storage.checkins import CheckIn
from storage.meetings import Expected, Meeting
from storage.orgs import Org
from storage.persons import Person

HOSTS = ("secretary", "deputy_secretary", "recorder")
"""Who plans and holds meetings; a group leader does for the meetings of a group."""
COMMITTEE = frozenset({"secretary", "deputy_secretary", "cadre", "recorder"})
"""Whose meeting a committee's is."""
LONGEST = timedelta(hours=6)
"""After so long a meeting that nobody closed is closed by itself."""


class Gathering(NamedTuple):
    """A meeting with its branch, its list and who came."""

    meeting: Meeting
    branch: Org
    people: list[Expected]
    checks: list[CheckIn]

    @property
    def present(self) -> frozenset[int]:
        """Who is checked in, without those struck out."""
        return frozenset(check.person_id for check in self.checks if check.struck_at is None)

    @property
    def turnout(self) -> Turnout:
        """Who came, in figures."""
        standing = [check for check in self.checks if check.struck_at is None]
        return turnout(
            frozenset(one.person_id for one in self.people if not one.exempt),
            frozenset(one.person_id for one in self.people if one.leave_at is not None),
            self.present,
            frozenset(check.person_id for check in standing if check.method == "manual"),
        )


def look(desk: Desk, meeting: Meeting) -> Gathering:
    """Gather what a meeting tells."""
    return Gathering(
        meeting,
        orgs.get(desk.tx, meeting.branch_id),
        meetings.people(desk.tx, meeting.id),
        checkins.of_meeting(desk.tx, meeting.id),
    )


def known(desk: Desk, number: int) -> Meeting:
    """Answer a meeting.

    Raises:
        Refusal: ``NO_SUCH_MEETING``.
    """
    meeting = meetings.get(desk.tx, number)
    if meeting is None:
        raise no_such_meeting(number)
    return meeting


def roles_for(kind: str) -> tuple[str, ...]:
    """Answer who holds a meeting of a kind."""
    return (*HOSTS, "group_leader") if kind == Kind.GROUP else HOSTS


def need_host(desk: Desk, person: Person, number: int) -> Gathering:
    """Answer a meeting for who may hold it.

    Raises:
        Refusal: ``NO_SUCH_MEETING``, ``NO_RIGHT``.
    """
    found = look(desk, known(desk, number))
    people.need_role(desk, person, found.branch, *roles_for(found.meeting.kind))
    return found


def day_of(desk: Desk, meeting: Meeting) -> date:
    """Answer the day on which a meeting begins, in the organisation's zone."""
    return meeting.starts_at.astimezone(desk.house.zone).date()


def span(desk: Desk, first: date, last: date) -> tuple[datetime, datetime]:
    """Answer the instants from the beginning of a day to the end of another."""
    zone = desk.house.zone
    return datetime.combine(first, time(), zone), datetime.combine(last + timedelta(days=1), time(), zone)


def in_research_week(desk: Desk, meeting: Meeting) -> bool:
    """Tell whether a meeting lies in its branch's research week, in which none are called (X7).

    Research itself, and work on the spot that is called a meeting, has its place there.
    """
    branch, day = orgs.get(desk.tx, meeting.branch_id), day_of(desk, meeting)
    if meeting.kind == Kind.RESEARCH or PostKind.RESEARCH not in settings.timetable_rules(branch).kinds:
        return False
    return day in research_week(day.year, day.month)


# ---- planning --------------------------------------------------------------------------------------------------


def plan(desk: Desk, person: Person, branch: Org, wish: Plan, *, chat_id: int = 0) -> Meeting:
    """Plan a meeting, put its people on the list and announce it in the group.

    Raises:
        Refusal: ``NO_RIGHT``.
    """
    people.need_role(desk, person, branch, *roles_for(wish.kind))
    starts, ends = wish.span(desk.house.zone)
    number = meetings.add(
        desk.tx,
        branch_id=branch.id,
        kind=wish.kind.value,
        title=wish.title,
        starts_at=starts,
        ends_at=ends,
        place=wish.place,
        chat_id=home_chat(desk, branch, chat_id),
        planned_by=person.id,
        planned_at=desk.now,
    )
    meeting = known(desk, number)
    _enlist(desk, branch, meeting)
    _note(desk, person, meeting, "planned")
    announcement.publish(desk, look(desk, meeting))
    return meeting


def _enlist(desk: Desk, branch: Org, meeting: Meeting) -> None:
    """Bring the list up to who belongs to the meeting now; who asked for leave or said a word stays on it."""
    listed = {one.person_id: one for one in meetings.people(desk.tx, meeting.id)}
    wanted = {person.id: person for person in audience(desk, branch, meeting.kind)}
    exempt = exempt_on(desk, branch, wanted.values(), day_of(desk, meeting))
    for person_id in wanted.keys() - listed.keys():
        meetings.expect(desk.tx, meeting.id, person_id, exempt=person_id in exempt)
    for person_id, one in listed.items():
        member = person_id in wanted or people.is_member(desk, persons.get(desk.tx, person_id), branch)
        if not member:
            meetings.spare(desk.tx, meeting.id, person_id)
        elif one.exempt != (person_id in exempt) and person_id in wanted:
            meetings.note(desk.tx, meeting.id, person_id, exempt=person_id in exempt)


def audience(desk: Desk, branch: Org, kind: str) -> list[Person]:
    """Answer whose meeting a kind is: the committee's, else everybody's; the host's tick list can change it."""
    roster = rosters.roster(desk.tx, branch.id)
    if kind != Kind.COMMITTEE:
        return roster
    return [person for person in roster if people.roles_in(desk, person, branch) & COMMITTEE]


def exempt_on(desk: Desk, branch: Org, some: Iterable[Person], day: date) -> frozenset[int]:
    """Answer who is not missed at a meeting of a day: by status, or by a leave that was agreed to."""
    by_status = in_force(desk, branch, day).scheme.exempt
    leaves: dict[int, list[tuple[date, date | None]]] = {}
    for tenure in memberships.tenures(desk.tx, branch.id):
        leaves.setdefault(tenure.person_id, []).extend(tenure.leaves)
    return frozenset(
        person.id for person in some if person.status in by_status or touches(leaves.get(person.id, ()), day, day)
    )


def invite(desk: Desk, gathering: Gathering, person_id: int) -> Gathering:
    """Put a member on the list, or take them off it; who is checked in stays.

    Raises:
        Refusal: ``UNKNOWN_PERSON``, ``MEETING_NOT_SO``.
    """
    meeting = gathering.meeting
    who = people.member_by_id(desk, gathering.branch, person_id)
    if meeting.state not in {State.PLANNED, State.OPEN}:
        moved(meeting.state, "close")
    listed = any(one.person_id == who.id for one in gathering.people)
    if listed and who.id not in gathering.present:
        meetings.spare(desk.tx, meeting.id, who.id)
    elif not listed:
        exempt = exempt_on(desk, gathering.branch, [who], day_of(desk, meeting))
        meetings.expect(desk.tx, meeting.id, who.id, exempt=who.id in exempt)
    found = look(desk, meeting)
    announcement.publish(desk, found)
    return found


def move(desk: Desk, person: Person, gathering: Gathering, wish: Plan) -> Meeting:
    """Let a planned meeting be at another time or place; the group is told.

    Raises:
        Refusal: ``MEETING_NOT_SO``, ``STALE_CARD``.
    """
    meeting = gathering.meeting
    moved(meeting.state, "open")
    starts, ends = wish.span(desk.house.zone)
    kept = {"place": wish.place or meeting.place, "title": wish.title or meeting.title}
    if not meetings.change(desk.tx, meeting.id, from_state=State.PLANNED, starts_at=starts, ends_at=ends, **kept):
        raise stale_card()
    changed = known(desk, meeting.id)
    _enlist(desk, gathering.branch, changed)
    _note(desk, person, changed, "moved")
    announcement.publish(desk, look(desk, changed))
    announcement.tell_moved(desk, look(desk, changed), before=meeting)
    return changed


def cancel(desk: Desk, person: Person, gathering: Gathering, reason: str) -> Meeting:
    """Cancel a meeting; the group is told why.

    Raises:
        Refusal: ``MEETING_NOT_SO``, ``WORDS_NEEDED``, ``TEXT_TOO_LONG``, ``STALE_CARD``.
    """
    after = moved(gathering.meeting.state, "cancel")
    reason = clean_text(reason, REASON_LIMIT)
    if not reason:
        raise words_needed()
    changed = _become(desk, gathering.meeting, after, reason=reason, secret="")
    _note(desk, person, changed, "cancelled")
    announcement.publish(desk, look(desk, changed))
    announcement.tell_cancelled(desk, look(desk, changed))
    return changed


# ---- who will come ---------------------------------------------------------------------------------------------


def sign_up(desk: Desk, person: Person, number: int) -> bool:
    """Say that one will come, or take that back; answer whether one will.

    Raises:
        Refusal: ``NO_SUCH_MEETING``, ``MEETING_NOT_SO``, ``NOT_EXPECTED``.
    """
    meeting, one = _mine(desk, person, number)
    moved(meeting.state, "open")
    coming = one.coming_at is None
    meetings.note(
        desk.tx, meeting.id, person.id, coming_at=desk.now if coming else None, leave_at=None, leave_reason=None
    )
    announcement.publish(desk, look(desk, meeting))
    return coming


def ask_leave(desk: Desk, person: Person, number: int, reason: str) -> Meeting:
    """Ask for leave with a reason that whoever holds the meeting reads, and nobody else.

    Raises:
        Refusal: ``NO_SUCH_MEETING``, ``LEAVE_OVER``, ``NOT_EXPECTED``, ``WORDS_NEEDED``, ``TEXT_TOO_LONG``.
    """
    meeting = leave_for(desk, person, number)
    reason = clean_text(reason, REASON_LIMIT)
    if not reason:
        raise words_needed()
    meetings.note(desk.tx, meeting.id, person.id, coming_at=None, leave_at=desk.now, leave_reason=reason)
    found = look(desk, meeting)
    announcement.publish(desk, found)
    announcement.tell_leave(desk, found, person, reason)
    return meeting


def leave_for(desk: Desk, person: Person, number: int) -> Meeting:
    """Answer a meeting for which somebody may ask for leave.

    Raises:
        Refusal: ``NO_SUCH_MEETING``, ``LEAVE_OVER``, ``NOT_EXPECTED``.
    """
    meeting, _ = _mine(desk, person, number)
    if meeting.state not in {State.PLANNED, State.OPEN}:
        raise leave_over()
    return meeting


def _mine(desk: Desk, person: Person, number: int) -> tuple[Meeting, Expected]:
    """Answer a meeting and the person's line on its list."""
    meeting = known(desk, number)
    one = next((one for one in meetings.people(desk.tx, meeting.id) if one.person_id == person.id), None)
    if one is None:
        raise not_expected()
    return meeting, one


# ---- opening and closing ---------------------------------------------------------------------------------------


def begin(desk: Desk, person: Person, gathering: Gathering) -> Gathering:
    """Open a meeting for check-in: its codes begin, the list is brought up to date.

    Raises:
        Refusal: ``MEETING_NOT_SO``, ``STALE_CARD``.
    """
    planned = gathering.meeting
    after = moved(planned.state, "open")
    values: dict[str, object] = {"secret": secrets.token_hex(32), "host_id": person.id, "opened_at": desk.now}
    if day_of(desk, planned) > desk.today:  # it is held earlier than was planned: today is its day
        values |= {"starts_at": desk.now, "ends_at": None}
    opened = _become(desk, planned, after, **values)
    _enlist(desk, gathering.branch, opened)
    _note(desk, person, opened, "opened")
    found = look(desk, opened)
    announcement.publish(desk, found)
    announcement.call_in(desk, found)
    return found


def close(desk: Desk, person: Person | None, gathering: Gathering) -> Gathering:
    """End the check-in: no code counts any more, and the secret is forgotten.

    Raises:
        Refusal: ``MEETING_NOT_SO``, ``STALE_CARD``.
    """
    after = moved(gathering.meeting.state, "close")
    closed = _become(desk, gathering.meeting, after, secret="", closed_at=desk.now, waits_since=desk.now)
    _note(desk, person, closed, "closed")
    found = look(desk, closed)
    announcement.publish(desk, found)
    announcement.call_in(desk, found)
    return found


def _become(desk: Desk, meeting: Meeting, after: State, **values: object) -> Meeting:
    if not meetings.change(desk.tx, meeting.id, from_state=meeting.state, state=after.value, **values):
        raise stale_card()
    return known(desk, meeting.id)


def _note(desk: Desk, person: Person | None, meeting: Meeting, after: str) -> None:
    audit.add(
        desk.tx,
        now=desk.now,
        actor_id=person.id if person is not None else None,
        action="meeting",
        what=f"meeting {meeting.id}",
        after=after,
    )
