"""Closing: months are closed by the timetable or by hand, years by hand; what is closed is never opened again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from bot.domain.calendar.periods import PeriodKind, months_between, parse_period
from bot.domain.points.closing import Blocker, blockers
from bot.domain.points.period import PeriodState, month_key
from bot.domain.refusals import cannot_close, unknown_period
from bot.i18n import N_
from bot.services import notice, publicity, standing
from bot.services.desk import Desk
from bot.services.yearly import sheets
from storage import audit, claim_lists, orgs, periods
from storage.orgs import Org
from storage.periods import PeriodRow
from storage.persons import Person

YEAR_READY = N_(
    "📦 All months of {year} are closed in {branch}. Please look at the year's result and lay it open: /close {year}"
)


class Ended(NamedTuple):
    """A period whose window is over and that is not closed yet."""

    branch_id: int
    period: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """How far a month or year is, and what still keeps it open.

    Attributes:
        branch: Whose.
        period: Its key.
        state: How far it is.
        laid_open: State of its publicity as `publicity.STATES` words it; draft before it began.
        until: Last day of its objection window, None before it is known.
        blockers: What keeps it open, nothing where it can be closed.
        objections: In numbers.
        open_months: Of a year, the months that are not closed.
        waiting: Claims for its acts that wait for their reviewers. They keep nothing open: they become adjustments.
        stuck: Claims for its acts that wait for their claimant or the member's word; likewise.
    """

    branch: Org
    period: str
    state: PeriodState
    laid_open: str
    until: date | None
    blockers: tuple[Blocker, ...]
    objections: publicity.Objections
    open_months: tuple[str, ...]
    waiting: int
    stuck: int


def checklist(desk: Desk, branch: Org, period: str) -> Checklist:
    """Look how far a month or a year is.

    Raises:
        Refusal: ``UNKNOWN_PERIOD`` for what is neither.
    """
    shape = parse_period(period)
    if shape.kind not in {PeriodKind.MONTH, PeriodKind.YEAR}:
        raise unknown_period(period)
    period = shape.key
    row, laid_open = periods.get(desk.tx, branch.id, period), publicity.of(desk, branch, period)
    unclosed = open_months(desk, branch, period) if shape.kind is PeriodKind.YEAR else ()
    counted = publicity.objections(desk, branch, period)
    kept = blockers(
        period,
        desk.today,
        published=row is not None,
        until=row.publicity_until if row is not None else None,
        suspended=laid_open is not None and laid_open.state == "suspended",
        objections=counted.undecided,
        open_months=len(unclosed),
    )
    waiting = notice.in_review(desk, branch, shape.months[0], shape.months[-1])
    return Checklist(
        branch=branch,
        period=period,
        state=_state(row, kept),
        laid_open=laid_open.state if laid_open is not None else "draft",
        until=row.publicity_until if row is not None else None,
        blockers=kept,
        objections=counted,
        open_months=unclosed,
        waiting=len(waiting),
        stuck=claim_lists.stuck(desk.tx, branch.id, shape.first, shape.last),
    )


def _state(row: PeriodRow | None, kept: Iterable[Blocker]) -> PeriodState:
    if row is not None:
        return PeriodState(row.state)
    return PeriodState.OPEN if Blocker.RUNS in kept else PeriodState.REVIEWING


def months_of(desk: Desk, branch: Org, year: str) -> list[str]:
    """Answer the months of a year that a branch keeps points for, up to the running one."""
    first = max(f"{year}-01", _first_month(desk, branch))
    last = min(f"{year}-12", month_key(desk.today))
    return list(months_between(first, last)) if first <= last else []


def _first_month(desk: Desk, branch: Org) -> str:
    """Answer a branch's first month: that of its founding; what came before is history that was brought along."""
    known = [row.key for row in periods.frozen(desk.tx, branch.id)]
    return min([*known, month_key(branch.created_at.astimezone(desk.house.zone).date())])


def open_months(desk: Desk, branch: Org, year: str) -> tuple[str, ...]:
    """Answer the months of a year that are not closed."""
    closed = {row.key for row in periods.frozen(desk.tx, branch.id) if row.state == PeriodState.CLOSED}
    return tuple(month for month in months_of(desk, branch, year) if month not in closed)


def in_hand(desk: Desk, branch: Org) -> str:
    """Answer the period that is to be closed next: the oldest open month, a year where its last month is closed."""
    last = f"{desk.today.year - 1:04d}"
    year = periods.get(desk.tx, branch.id, last)
    if months_of(desk, branch, last):
        before = open_months(desk, branch, last)
        if before:
            return before[0]
        if year is None or year.state != PeriodState.CLOSED:
            return last
    return next(iter(open_months(desk, branch, str(desk.today.year))), month_key(desk.today))


# ---- closing -----------------------------------------------------------------------------------------------------
def ended(desk: Desk) -> list[Ended]:
    """Answer the periods, of all branches, whose window is over; each is closed in a decision of its own."""
    return [Ended(row.branch_id, row.key) for row in periods.ended(desk.tx, desk.today)]


def close_ended(desk: Desk, branch_id: int, period: str) -> bool:
    """Close a period the day after its window (3.23); not while an objection waits. Answer whether it is closed now."""
    branch = orgs.get(desk.tx, branch_id)
    told = checklist(desk, branch, period)
    if told.state is not PeriodState.PUBLICITY or told.blockers:
        return False
    _close(desk, branch, period, by=None)
    return True


def close_by_hand(desk: Desk, person: Person, branch: Org, period: str) -> None:
    """Close a period now, where nothing keeps it open any more.

    Raises:
        Refusal: ``UNKNOWN_PERIOD``, ``CANNOT_CLOSE``.
    """
    told = checklist(desk, branch, period)
    if told.state is not PeriodState.PUBLICITY or told.blockers:
        raise cannot_close(period)
    _close(desk, branch, told.period, by=person)


def _close(desk: Desk, branch: Org, period: str, *, by: Person | None) -> None:
    """Close a period: the one place where that happens, by whomever."""
    if not periods.close(desk.tx, branch.id, period):
        return
    publicity.objected(desk, branch, period)
    publicity.conclude(desk, branch, period)
    if len(period) > periods.YEAR:
        standing.month_closed(desk, branch, period)
    else:
        _freeze_sheets(desk, branch, period, by=by)
    audit.add(
        desk.tx,
        now=desk.now,
        actor_id=by.id if by is not None else None,
        action="close",
        what=f"period {branch.code} {period}",
        before=PeriodState.PUBLICITY.value,
        after=PeriodState.CLOSED.value,
    )
    if len(period) > 4 and period[:4] < f"{desk.today.year:04d}":
        _tell_year_ready(desk, branch, period[:4])


def _freeze_sheets(desk: Desk, branch: Org, year: str, *, by: Person | None) -> None:
    """Write what the year came to for everybody; the digest of all sheets goes into the audit, which stays."""
    digest = sheets.freeze(desk, branch, int(year))
    audit.add(
        desk.tx,
        now=desk.now,
        actor_id=by.id if by is not None else None,
        action="year sheets",
        what=f"year {branch.code} {year}",
        after=digest,
    )


def _tell_year_ready(desk: Desk, branch: Org, year: str) -> None:
    """Tell the office once that a year waits for its closing: a person decides when its result is laid open."""
    if open_months(desk, branch, year) or periods.get(desk.tx, branch.id, year) is not None:
        return
    for person in notice.office(desk, branch):
        text = desk.speaks(person).say(YEAR_READY, year=year, branch=branch.name)
        notice.tell(desk, person, branch, text, key=f"year:{branch.id}:{year}")
