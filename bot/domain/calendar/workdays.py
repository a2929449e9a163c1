"""Working days of the People's Republic of China, with make-up days (调休)."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

import chinese_calendar

_DAY = timedelta(days=1)
_SATURDAY = 5


class Source(StrEnum):
    """Where the answer about a day comes from, best first."""

    OVERRIDE = "override"
    OFFICIAL = "official"
    STATUTORY = "statutory"
    WEEKDAY = "weekday"


@cache
def _official(day: date) -> bool | None:
    """Ask the bundled State Council schedules; ``None`` for a year that they do not have."""
    try:
        return bool(chinese_calendar.is_workday(day))  # type: ignore[no-untyped-call]  # it carries no types
    except NotImplementedError:
        return None


@cache
def _statutory(year: int) -> frozenset[date]:
    """Give the statutory days of a year; none for a year that the package cannot compute."""
    # Imported here: it costs a third of a second, and most runs never look past the official years.
    import holidays  # noqa: PLC0415 - 0.1 s and 9 MB, for years without an official calendar

    return frozenset(holidays.country_holidays("CN", years=year))


class Workdays:
    """Tells working days from others.

    Lookup order: the administrator's table, the bundled official year, statutory days and weekends, Monday to
    Friday. The last two are uncertain: make-up days are not published yet (``certain`` says so).

    Source: domain 3, working days.
    """

    def __init__(self, overrides: Mapping[date, bool] | None = None, *, imported_years: Collection[int] = ()) -> None:
        """Take the administrator's table.

        Args:
            overrides: Date to whether it is a working day.
            imported_years: Years whose official list was imported whole: their other days follow the week.
        """
        self._overrides = dict(overrides or {})
        self._imported = frozenset(imported_years)
        self._known: dict[date, tuple[bool, Source]] = {}

    def _look(self, day: date) -> tuple[bool, Source]:
        known = self._known.get(day)
        if known is None:
            known = self._known[day] = self._decide(day)
        return known

    def _decide(self, day: date) -> tuple[bool, Source]:
        if day in self._overrides:
            return self._overrides[day], Source.OVERRIDE
        weekday = day.weekday() < _SATURDAY
        if day.year in self._imported:
            return weekday, Source.OVERRIDE
        official = _official(day)
        if official is not None:
            return official, Source.OFFICIAL
        statutory = _statutory(day.year)
        if statutory:
            return weekday and day not in statutory, Source.STATUTORY
        return weekday, Source.WEEKDAY

    def is_workday(self, day: date) -> bool:
        """Tell whether people work on that day."""
        return self._look(day)[0]

    def source(self, day: date) -> Source:
        """Tell where the answer for that day comes from."""
        return self._look(day)[1]

    def certain(self, day: date) -> bool:
        """Tell whether the answer is official; if not, it may change with the published make-up days."""
        return self.source(day) in {Source.OVERRIDE, Source.OFFICIAL}

    def next_workday(self, day: date) -> date:
        """Give the day itself if it is a working day, else the first one after it."""
        while not self.is_workday(day):
            day += _DAY
        return day

    def previous_workday(self, day: date) -> date:
        """Give the day itself if it is a working day, else the last one before it."""
        while not self.is_workday(day):
            day -= _DAY
        return day

    def add_workdays(self, start: date, n: int) -> date:
        """Go ``n`` working days on from a day that does not count itself; back if ``n`` is negative.

        Source: domain 3.33.
        """
        step = _DAY if n > 0 else -_DAY
        day = start
        for _ in range(abs(n)):
            day += step
            while not self.is_workday(day):
                day += step
        return day

    def nth_workday(self, year: int, month: int, n: int) -> date:
        """Give the ``n``-th working day of a month, counted from 1; it runs on past a month that has fewer.

        Source: domain 3.33.
        """
        return self.add_workdays(date(year, month, 1) - _DAY, n)

    def last_workday(self, year: int, month: int) -> date:
        """Give the last working day of a month.

        Source: domain 3.33.
        """
        first_of_next = date(year + month // 12, month % 12 + 1, 1)
        return self.previous_workday(first_of_next - _DAY)

    def between(self, first: date, last: date) -> Iterator[date]:
        """Give the working days from the first to the last day, both included."""
        day = first
        while day <= last:
            if self.is_workday(day):
                yield day
            day += _DAY
