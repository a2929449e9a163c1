"""Periods of booking: months, always (2.3-3); when one is frozen, what a cap's window is."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.points.item import CapPeriod
from bot.domain.points.scheme import Cycle
from bot.domain.refusals import future_date, outside_scheme


class PeriodState(StrEnum):
    """How far a month is."""

    OPEN = "open"
    REVIEWING = "reviewing"
    PUBLICITY = "publicity"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """Where an entry goes.

    Attributes:
        period: Month key that takes the entry.
        kind: ``award`` in the month of the act, ``adjust`` in a later one.
        ref_period: Month key of the act if it is another one.
    """

    period: str
    kind: str
    ref_period: str | None = None

    @property
    def act_month(self) -> str:
        """Month key of the act; caps count by it (2.3-3)."""
        return self.ref_period or self.period


def month_key(day: date) -> str:
    """Give the month of a date as its key, ``2026-05``."""
    return f"{day.year:04d}-{day.month:02d}"


def month_ends(month: str) -> date:
    """Give the last day of a month by its key."""
    year, number = int(month[:4]), int(month[5:7])
    return date(year + number // 12, number % 12 + 1, 1) - timedelta(days=1)


def book(occurred_on: date, today: date, closed: Collection[str]) -> Booking:
    """Find the period of an entry by the day of the act, not of the approval.

    Args:
        occurred_on: Day of the act.
        today: Date in the branch's zone.
        closed: Month keys that take no entry: those whose notice is posted (2.3-2).

    Returns:
        The month of the act if it is open, else the running month, as an adjustment. Where even that one takes no
        entry any more (its notice was sent early), the next that does.

    Raises:
        Refusal: ``FUTURE_DATE``.

    Source: domain 3.22, 2.2-4.
    """
    if occurred_on > today:
        raise future_date(occurred_on)
    act = month_key(occurred_on)
    if act in closed:
        running = today.replace(day=1)
        while month_key(running) in closed:
            running = (running + timedelta(days=31)).replace(day=1)
        return Booking(period=month_key(running), kind="adjust", ref_period=act)
    return Booking(period=act, kind="award")


def check_validity(occurred_on: date, valid_from: date) -> None:
    """Refuse an act before its scheme came into force.

    Raises:
        Refusal: ``OUTSIDE_SCHEME``.

    Source: domain 2.2-8.
    """
    if occurred_on < valid_from:
        raise outside_scheme(occurred_on, valid_from)


def period_state(month: str, today: date, *, noticed: bool, publicity_until: date | None) -> PeriodState:
    """Tell how far a month is.

    Args:
        month: Its key.
        today: Date in the branch's zone.
        noticed: Whether its notice is posted.
        publicity_until: Last day of its objection window, once noticed.

    Source: domain 2.1, 2.3-2.
    """
    if noticed:
        running = publicity_until is not None and today <= publicity_until
        return PeriodState.PUBLICITY if running else PeriodState.CLOSED
    return PeriodState.OPEN if month >= month_key(today) else PeriodState.REVIEWING


def cap_months(cap_period: CapPeriod, act_month: str) -> tuple[str, str]:
    """Give the first and last month key over which a cap counts, by the month of the act.

    Source: domain 2.3-3.
    """
    if cap_period == "month":
        return act_month, act_month
    return f"{act_month[:4]}-01", f"{act_month[:4]}-12"


def cycle_months(cycle: Cycle, month: str) -> tuple[str, str]:
    """Give the first and last month key of the cycle in which a month lies: its totals belong together.

    Source: domain 2.3-3, 2.3-12.
    """
    return cap_months(cycle, month)
