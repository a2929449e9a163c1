"""Periods and their keys: 2026-05-A, 2026-05, 2026-Q2, 2026-H1, 2026."""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from bot.domain.calendar.workdays import Workdays
from bot.domain.points.period import month_key
from bot.domain.refusals import unknown_period

HALF_MONTH_DAYS = (1, 16)

_KEY = re.compile(r"(\d{4})(?:-(?:Q([1-4])|H([12])|(0[1-9]|1[0-2])(?:-([AB]))?))?", re.ASCII)


class PeriodKind(StrEnum):
    """How long a period is."""

    HALF_MONTH = "half_month"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Period:
    """A period with its key, first and last day."""

    first: date
    last: date
    kind: PeriodKind
    key: str

    @property
    def months(self) -> tuple[str, ...]:
        """Keys of the months that it touches."""
        return tuple(months_between(month_key(self.first), month_key(self.last)))


def parse_period(key: str) -> Period:
    """Read the key of a period.

    Raises:
        Refusal: ``UNKNOWN_PERIOD``.
    """
    match = _KEY.fullmatch(key.strip().upper())
    if match is None or match[1] == "0000":
        raise unknown_period(key)
    year = int(match[1])
    if match[2]:
        return _months(PeriodKind.QUARTER, match[0], year, int(match[2]) * 3 - 2, 3)
    if match[3]:
        return _months(PeriodKind.HALF, match[0], year, int(match[3]) * 6 - 5, 6)
    if match[4] is None:
        return _months(PeriodKind.YEAR, match[0], year, 1, 12)
    month = _months(PeriodKind.MONTH, match[0], year, int(match[4]), 1)
    if match[5] is None:
        return month
    middle = month.first.replace(day=15)
    if match[5] == "A":
        return Period(first=month.first, last=middle, kind=PeriodKind.HALF_MONTH, key=match[0])
    return Period(first=middle.replace(day=16), last=month.last, kind=PeriodKind.HALF_MONTH, key=match[0])


def _months(kind: PeriodKind, key: str, year: int, month: int, count: int) -> Period:
    end = month + count - 1
    last = date(year, end, monthrange(year, end)[1])
    return Period(first=date(year, month, 1), last=last, kind=kind, key=key)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodsOf:
    """The periods in which a day lies, as keys."""

    date: date
    half_month: str
    month: str
    quarter: str
    half: str
    year: str


def periods_of_day(day: date) -> PeriodsOf:
    """Give the keys of all periods in which a day lies.

    Source: domain 3.20.
    """
    month = month_key(day)
    return PeriodsOf(
        date=day,
        half_month=f"{month}-{'A' if day.day < HALF_MONTH_DAYS[1] else 'B'}",
        month=month,
        quarter=f"{day.year:04d}-Q{(day.month + 2) // 3}",
        half=f"{day.year:04d}-H{(day.month + 5) // 6}",
        year=f"{day.year:04d}",
    )


def period_of(at: datetime, zone: tzinfo) -> PeriodsOf:
    """Give the keys of all periods in which an instant lies, by the calendar of a zone.

    Source: domain 3.20.
    """
    return periods_of_day(at.astimezone(zone).date())


def half_month_dates(year: int, month: int, workdays: Workdays, days: Sequence[int] = HALF_MONTH_DAYS) -> list[date]:
    """Give the days of the reminders of a month, each moved forward to a working day.

    Args:
        year: Year.
        month: Month.
        workdays: Calendar.
        days: Days of the month; one past its end means its last day.

    Source: domain 3.21.
    """
    end = monthrange(year, month)[1]
    return [workdays.next_workday(date(year, month, min(day, end))) for day in days]


def month_of_key(key: str) -> tuple[int, int]:
    """Split a month key into year and month.

    Raises:
        Refusal: ``UNKNOWN_PERIOD``.
    """
    period = parse_period(key)
    if period.kind is not PeriodKind.MONTH:
        raise unknown_period(key)
    return period.first.year, period.first.month


def shift_month(year: int, month: int, by: int) -> tuple[int, int]:
    """Go some months on, or back."""
    index = year * 12 + month - 1 + by
    return index // 12, index % 12 + 1


def months_between(first: str, last: str) -> Iterator[str]:
    """Give the month keys from the first to the last, both included."""
    year, month = month_of_key(first)
    while (key := f"{year:04d}-{month:02d}") <= last:
        yield key
        year, month = shift_month(year, month, 1)


def add_months(day: date, months: int) -> date:
    """Go some months on, or back, to the same day or the month's last.

    Source: domain 3.24.
    """
    year, month = shift_month(day.year, day.month, months)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def period_before(period: Period) -> Period:
    """Give the period of the same kind that ends the day before."""
    keys = periods_of_day(period.first - timedelta(days=1))
    return parse_period(str(getattr(keys, period.kind.value)))


def period_in(kind: PeriodKind, day: date) -> Period:
    """Give the period of a kind in which a day lies."""
    return parse_period(str(getattr(periods_of_day(day), kind.value)))
