"""Meetings: when and where, how they stand, who is expected."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, func, select, update

from storage.prepared import one_of, prepared
from storage.schema import checkins, meeting_people, meetings
from storage.transaction import Tx


class Meeting(NamedTuple):
    """A meeting; `state` is planned, open, closed, recorded, verified or cancelled."""

    id: int
    branch_id: int
    kind: str
    title: str
    starts_at: datetime
    ends_at: datetime | None
    place: str
    state: str
    rev: int
    secret: str
    site: list[float] | None
    chat_id: int | None
    planned_by: int
    host_id: int | None
    opened_at: datetime | None
    closed_at: datetime | None
    head_count: int | None
    explanation: str | None
    minutes: str | None
    pieces: list[dict[str, Any]]
    recorded_by: int | None
    recorded_at: datetime | None
    verified_by: int | None
    verified_at: datetime | None
    reason: str | None
    waits_since: datetime | None


class Expected(NamedTuple):
    """Somebody on a meeting's list."""

    person_id: int
    exempt: bool
    coming_at: datetime | None
    leave_at: datetime | None
    leave_reason: str | None


_COLUMNS = [meetings.c[name] for name in Meeting._fields]
_BY_ID = prepared(select(*_COLUMNS).where(meetings.c.id == bindparam("id")), Meeting)
_OF_BRANCH = prepared(
    select(*_COLUMNS)
    .where(
        meetings.c.branch_id == bindparam("branch_id"),
        meetings.c.starts_at >= bindparam("since", type_=meetings.c.starts_at.type),
        meetings.c.starts_at < bindparam("until", type_=meetings.c.starts_at.type),
    )
    .order_by(meetings.c.starts_at, meetings.c.id),
    Meeting,
)
_RUNNING = prepared(
    select(*_COLUMNS)
    .where(meetings.c.branch_id == bindparam("branch_id"), one_of(meetings.c.state, "planned", "open", "closed"))
    .order_by(meetings.c.starts_at, meetings.c.id),
    Meeting,
)
_UNFINISHED = prepared(
    select(*_COLUMNS)
    .where(meetings.c.branch_id == bindparam("branch_id"), meetings.c.waits_since.is_not(None))
    .order_by(meetings.c.starts_at, meetings.c.id),
    Meeting,
)
_WAITING = prepared(select(meetings.c.branch_id).where(meetings.c.waits_since.is_not(None)).distinct())
_WAIT = prepared(select(*_COLUMNS).where(meetings.c.waits_since.is_not(None)).order_by(meetings.c.waits_since), Meeting)
_IN_STATE = prepared(
    select(*_COLUMNS).where(meetings.c.state == bindparam("state")).order_by(meetings.c.starts_at), Meeting
)
_OPEN_FOR = prepared(
    select(*_COLUMNS)
    .select_from(
        meetings.join(
            meeting_people,
            and_(meeting_people.c.meeting_id == meetings.c.id, meeting_people.c.person_id == bindparam("person_id")),
        )
    )
    .where(meetings.c.state == "open")
    .order_by(meetings.c.opened_at.desc(), meetings.c.id.desc()),
    Meeting,
)
_OPEN_IN = prepared(
    select(*_COLUMNS)
    .where(meetings.c.branch_id == bindparam("branch_id"), meetings.c.state == "open")
    .order_by(meetings.c.id),
    Meeting,
)
_PEOPLE = prepared(
    select(*(meeting_people.c[name] for name in Expected._fields))
    .where(meeting_people.c.meeting_id == bindparam("meeting_id"))
    .order_by(meeting_people.c.person_id),
    Expected,
)
_AHEAD = prepared(
    select(*_COLUMNS)
    .select_from(meetings.join(meeting_people, meeting_people.c.meeting_id == meetings.c.id))
    .where(meeting_people.c.person_id == bindparam("person_id"), one_of(meetings.c.state, "planned", "open"))
    .order_by(meetings.c.starts_at, meetings.c.id),
    Meeting,
)
SCREEN = (
    select(
        meetings.c.state,
        meetings.c.secret,
        meetings.c.kind,
        meetings.c.title,
        meetings.c.place,
        meetings.c.starts_at,
        select(func.count())
        .select_from(checkins)
        .where(checkins.c.meeting_id == meetings.c.id, checkins.c.struck_at.is_(None))
        .scalar_subquery()
        .label("checked"),
        select(func.count())
        .select_from(meeting_people)
        .where(meeting_people.c.meeting_id == meetings.c.id, meeting_people.c.exempt.is_(False))
        .scalar_subquery()
        .label("expected"),
    )
    .where(meetings.c.id == bindparam("id"))
    .limit(1)
)
"""What the host's screen shows of a meeting; a reader asks it, beside the writer's transactions."""


def add(tx: Tx, **values: Any) -> int:
    """Plan a meeting; answer its id."""
    return tx.add(meetings, state="planned", pieces=[], **values)


def get(tx: Tx, meeting_id: int) -> Meeting | None:
    """Answer a meeting, or None."""
    row: Meeting | None = tx.one(_BY_ID, id=meeting_id)
    return row


def between(tx: Tx, branch_id: int, since: datetime, until: datetime) -> list[Meeting]:
    """Answer a branch's meetings that begin in a span."""
    return list(tx.all(_OF_BRANCH, branch_id=branch_id, since=since, until=until))


def running(tx: Tx, branch_id: int) -> list[Meeting]:
    """Answer a branch's meetings whose record is not made yet."""
    return list(tx.all(_RUNNING, branch_id=branch_id))


def unfinished(tx: Tx, branch_id: int) -> list[Meeting]:
    """Answer a branch's meetings that are over and whose record is to be made or was not verified."""
    return list(tx.all(_UNFINISHED, branch_id=branch_id))


def waiting(tx: Tx) -> list[Meeting]:
    """Answer all of them, over all branches, who waits longest first."""
    return list(tx.all(_WAIT))


def branches_waiting(tx: Tx) -> set[int]:
    """Answer the branches with such meetings."""
    return {row[0] for row in tx.all(_WAITING)}


def in_state(tx: Tx, state: str) -> list[Meeting]:
    """Answer the meetings of all branches that stand so."""
    return list(tx.all(_IN_STATE, state=state))


def open_for(tx: Tx, person_id: int) -> list[Meeting]:
    """Answer the open meetings on whose list somebody is, the newest first."""
    return list(tx.all(_OPEN_FOR, person_id=person_id))


def open_in(tx: Tx, branch_id: int) -> list[Meeting]:
    """Answer a branch's open meetings."""
    return list(tx.all(_OPEN_IN, branch_id=branch_id))


def ahead_of(tx: Tx, person_id: int) -> list[Meeting]:
    """Answer the meetings to come, or under way, on whose list somebody is."""
    return list(tx.all(_AHEAD, person_id=person_id))


def change(tx: Tx, meeting_id: int, *, from_state: str | None = None, **values: Any) -> bool:
    """Write some columns of a meeting, one that stands so where a state is given; False where somebody was faster."""
    here = [meetings.c.id == meeting_id]
    if from_state is not None:
        here.append(meetings.c.state == from_state)
        values["rev"] = meetings.c.rev + 1
    return tx.run(update(meetings).where(*here).values(**values)) == 1


# ---- who is expected -------------------------------------------------------------------------------------------


def people(tx: Tx, meeting_id: int) -> list[Expected]:
    """Answer a meeting's list."""
    return list(tx.all(_PEOPLE, meeting_id=meeting_id))


def expect(tx: Tx, meeting_id: int, person_id: int, *, exempt: bool = False) -> None:
    """Put somebody on the list."""
    tx.add(meeting_people, meeting_id=meeting_id, person_id=person_id, exempt=exempt)


def spare(tx: Tx, meeting_id: int, person_id: int) -> bool:
    """Take somebody off the list; answer whether they were on it."""
    one = (meeting_people.c.meeting_id == meeting_id, meeting_people.c.person_id == person_id)
    return tx.run(meeting_people.delete().where(*one)) == 1


def note(tx: Tx, meeting_id: int, person_id: int, **values: Any) -> bool:
    """Write that somebody will come, or asks for leave; False for who is not on the list."""
    one = (meeting_people.c.meeting_id == meeting_id, meeting_people.c.person_id == person_id)
    return tx.run(update(meeting_people).where(*one).values(**values)) == 1
