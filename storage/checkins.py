"""Check-ins: who was at a meeting, how that is known, and what it booked."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, bindparam, delete, func, select, update

from storage.prepared import one_of, prepared
from storage.schema import checkin_entries, checkins, meetings
from storage.transaction import Tx


class CheckIn(NamedTuple):
    """Somebody at a meeting; `method` is code, link or manual; a struck one does not count."""

    id: int
    meeting_id: int
    person_id: int
    at: datetime
    method: str
    near: bool | None
    by_id: int | None
    struck_at: datetime | None
    struck_by: int | None
    struck_reason: str | None


class Booked(NamedTuple):
    """An entry that attendance booked, for a person or (None) for the branch."""

    entry_id: int
    person_id: int | None


_COLUMNS = [checkins.c[name] for name in CheckIn._fields]
_ONE = prepared(
    select(*_COLUMNS).where(
        checkins.c.meeting_id == bindparam("meeting_id"), checkins.c.person_id == bindparam("person_id")
    ),
    CheckIn,
)
_OF_MEETING = prepared(
    select(*_COLUMNS)
    .where(checkins.c.meeting_id == bindparam("meeting_id"))
    .order_by(checkins.c.at, checkins.c.person_id),
    CheckIn,
)
_COUNT = prepared(
    select(func.count())
    .select_from(checkins)
    .where(checkins.c.meeting_id == bindparam("meeting_id"), checkins.c.struck_at.is_(None))
)
_OF_PERSON = prepared(
    select(*_COLUMNS)
    .select_from(checkins.join(meetings, meetings.c.id == checkins.c.meeting_id))
    .where(
        checkins.c.person_id == bindparam("person_id"),
        checkins.c.struck_at.is_(None),
        meetings.c.branch_id == bindparam("branch_id"),
        meetings.c.starts_at >= bindparam("since", type_=meetings.c.starts_at.type),
        meetings.c.starts_at < bindparam("until", type_=meetings.c.starts_at.type),
    )
    .order_by(checkins.c.at),
    CheckIn,
)
_PRESENT = prepared(
    select(checkins.c.person_id)
    .select_from(checkins.join(meetings, meetings.c.id == checkins.c.meeting_id))
    .where(
        checkins.c.struck_at.is_(None),
        meetings.c.branch_id == bindparam("branch_id"),
        meetings.c.state != "cancelled",
        meetings.c.starts_at >= bindparam("since", type_=meetings.c.starts_at.type),
        meetings.c.starts_at < bindparam("until", type_=meetings.c.starts_at.type),
    )
    .distinct()
)
_TIMES = prepared(
    select(meetings.c.kind, func.count(meetings.c.id.distinct()), func.count(checkins.c.id))
    .select_from(
        meetings.join(
            checkins, and_(checkins.c.meeting_id == meetings.c.id, checkins.c.struck_at.is_(None)), isouter=True
        )
    )
    .where(
        meetings.c.branch_id == bindparam("branch_id"),
        one_of(meetings.c.state, "recorded", "verified"),
        meetings.c.starts_at >= bindparam("since", type_=meetings.c.starts_at.type),
        meetings.c.starts_at < bindparam("until", type_=meetings.c.starts_at.type),
    )
    .group_by(meetings.c.kind)
    .order_by(meetings.c.kind)
)
_BEGUN = prepared(
    select(meetings.c.starts_at)
    .select_from(checkin_entries.join(meetings, meetings.c.id == checkin_entries.c.meeting_id))
    .where(checkin_entries.c.entry_id == bindparam("entry_id"))
)
_ENTRIES = prepared(
    select(checkin_entries.c.entry_id, checkin_entries.c.person_id)
    .where(checkin_entries.c.meeting_id == bindparam("meeting_id"))
    .order_by(checkin_entries.c.entry_id),
    Booked,
)


def add(tx: Tx, meeting_id: int, person_id: int, *, method: str, now: datetime, by: int | None = None) -> None:
    """Check somebody in; the database holds it to once."""
    tx.add(checkins, meeting_id=meeting_id, person_id=person_id, at=now, method=method, by_id=by)


def get(tx: Tx, meeting_id: int, person_id: int) -> CheckIn | None:
    """Answer somebody's check-in at a meeting, also a struck one, or None."""
    row: CheckIn | None = tx.one(_ONE, meeting_id=meeting_id, person_id=person_id)
    return row


def of_meeting(tx: Tx, meeting_id: int) -> list[CheckIn]:
    """Answer a meeting's check-ins in their order, struck ones among them."""
    return list(tx.all(_OF_MEETING, meeting_id=meeting_id))


def count(tx: Tx, meeting_id: int) -> int:
    """Answer how many are checked in."""
    return tx.scalar(_COUNT, meeting_id=meeting_id) or 0


def of_person(tx: Tx, person_id: int, branch_id: int, since: datetime, until: datetime) -> list[CheckIn]:
    """Answer somebody's check-ins at a branch's meetings of a span, without struck ones."""
    return list(tx.all(_OF_PERSON, person_id=person_id, branch_id=branch_id, since=since, until=until))


def present(tx: Tx, branch_id: int, since: datetime, until: datetime) -> set[int]:
    """Answer who was at any meeting of a branch that began in a span."""
    return {row[0] for row in tx.all(_PRESENT, branch_id=branch_id, since=since, until=until)}


def person_times(tx: Tx, branch_id: int, since: datetime, until: datetime) -> list[tuple[str, int, int]]:
    """Answer by kind how many meetings of a span were held, and how many attendances they had."""
    return [(row[0], row[1], row[2]) for row in tx.all(_TIMES, branch_id=branch_id, since=since, until=until)]


def tell_near(tx: Tx, meeting_id: int, person_id: int, *, near: bool) -> bool:
    """Write whether somebody was near the place: the answer alone, never where they were."""
    one = (checkins.c.meeting_id == meeting_id, checkins.c.person_id == person_id, checkins.c.struck_at.is_(None))
    return tx.run(update(checkins).where(*one).values(near=near)) == 1


def strike(tx: Tx, meeting_id: int, person_id: int, *, by: int, reason: str, now: datetime) -> bool:
    """Strike a check-in out; False where it stood so already."""
    one = (checkins.c.meeting_id == meeting_id, checkins.c.person_id == person_id, checkins.c.struck_at.is_(None))
    return tx.run(update(checkins).where(*one).values(struck_at=now, struck_by=by, struck_reason=reason)) == 1


def restore(tx: Tx, meeting_id: int, person_id: int, *, by: int, now: datetime) -> bool:
    """Enter a struck check-in again, by roll call."""
    one = (checkins.c.meeting_id == meeting_id, checkins.c.person_id == person_id, checkins.c.struck_at.is_not(None))
    again = {"struck_at": None, "struck_by": None, "struck_reason": None}
    return tx.run(update(checkins).where(*one).values(at=now, method="manual", by_id=by, **again)) == 1


def drop_called(tx: Tx, meeting_id: int, person_id: int) -> bool:
    """Take a name back that was called by mistake; what came by code is only struck out, with a reason."""
    one = (checkins.c.meeting_id == meeting_id, checkins.c.person_id == person_id, checkins.c.method == "manual")
    return tx.run(delete(checkins).where(*one)) == 1


# ---- what it booked --------------------------------------------------------------------------------------------


def booked(tx: Tx, meeting_id: int) -> list[Booked]:
    """Answer the entries that a meeting's attendance booked."""
    return list(tx.all(_ENTRIES, meeting_id=meeting_id))


def book(tx: Tx, entry_id: int, meeting_id: int, person_id: int | None) -> None:
    """Remember of which meeting and person an entry came."""
    tx.add(checkin_entries, entry_id=entry_id, meeting_id=meeting_id, person_id=person_id)


def begun_at(tx: Tx, entry_id: int) -> datetime | None:
    """Answer when the meeting began of which an entry came, None for other entries."""
    at: datetime | None = tx.scalar(_BEGUN, entry_id=entry_id)
    return at
