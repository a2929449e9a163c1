"""Meetings and attendance as tables: a row a meeting, a row a person on its list. Reasons for leave stay inside."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from bot.domain.calendar.periods import Period
from bot.services.desk import Desk
from bot.services.life import meeting
from bot.services.life.meeting import Gathering
from storage import meetings, persons
from storage.orgs import Org

Row = dict[str, Any]

MEETINGS = (
    *("id", "branch", "kind", "about", "starts_at", "ends_at", "venue", "state", "expected", "present", "by_code"),
    *("by_hand", "leave", "absent", "head_count", "explanation", "minutes", "photos", "recorded_by", "verified_by"),
)
ATTENDANCE = ("meeting", "branch", "kind", "starts_at", "code", "name", "status", "method", "at")
EVER = (date(1970, 1, 1), date(9990, 1, 1))


def held(desk: Desk, branches: Sequence[Org], period: Period | None) -> Iterator[Row]:
    """Answer the meetings of some branches, by branch and time."""
    for found in _found(desk, branches, period):
        one, told = found.meeting, found.turnout
        yield {
            "id": one.id,
            "branch": found.branch.code,
            "kind": one.kind,
            "about": one.title,
            "starts_at": _at(desk, one.starts_at),
            "ends_at": _at(desk, one.ends_at),
            "venue": one.place,
            "state": one.state,
            "expected": told.expected,
            "present": told.present,
            "by_code": told.present - told.by_hand,
            "by_hand": told.by_hand,
            "leave": told.leave,
            "absent": told.absent,
            "head_count": one.head_count,
            "explanation": one.explanation,
            "minutes": one.minutes,
            "photos": len(one.pieces),
            "recorded_by": _name(desk, one.recorded_by),
            "verified_by": _name(desk, one.verified_by),
        }


def attended(desk: Desk, branches: Sequence[Org], period: Period | None) -> Iterator[Row]:
    """Answer the lists of some branches' meetings and what became of each name: present, leave, absent, exempt."""
    for found in _found(desk, branches, period):
        checks = {check.person_id: check for check in found.checks if check.struck_at is None}
        for one in found.people:
            person, check = persons.get(desk.tx, one.person_id), checks.get(one.person_id)
            away = "exempt" if one.exempt else "leave" if one.leave_at is not None else "absent"
            yield {
                "meeting": found.meeting.id,
                "branch": found.branch.code,
                "kind": found.meeting.kind,
                "starts_at": _at(desk, found.meeting.starts_at),
                "code": person.code,
                "name": person.name,
                "status": "present" if check is not None else away,
                "method": check.method if check is not None else None,
                "at": _at(desk, check.at) if check is not None else None,
            }


def _found(desk: Desk, branches: Sequence[Org], period: Period | None) -> Iterator[Gathering]:
    first, last = EVER if period is None else (period.first, period.last)
    since, until = meeting.span(desk, first, last)
    for branch in branches:
        for one in meetings.between(desk.tx, branch.id, since, until):
            yield meeting.look(desk, one)


def _at(desk: Desk, instant: datetime | None) -> str | None:
    return None if instant is None else instant.astimezone(desk.house.zone).isoformat(timespec="seconds")


def _name(desk: Desk, person_id: int | None) -> str | None:
    return None if person_id is None else persons.get(desk.tx, person_id).name
