"""Work lists by day, week, month, quarter, year (X12): the periods of recurring tasks, and when one is due in them."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, time, timedelta

from bot.domain.calendar.periods import PeriodKind, period_in
from bot.domain.calendar.workdays import Workdays
from bot.domain.life.template import DueRule

FREQUENCIES = ("day", "week", "month", "quarter", "year")
ONCE = "once"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FITTING = {
    "day": frozenset({"same_day"}),
    "week": frozenset({"weekday"}),
    "month": frozenset({"month_end"}),
    "quarter": frozenset({"quarter_end"}),
    "year": frozenset({"year_end", "month_day"}),
}
"""Frequency to the kinds of due days that fit it."""
LAST_DAY = {"day": "same_day", "week": "fri", "month": "month_end", "quarter": "quarter_end", "year": "year_end"}
"""Frequency to when a task is due of which nothing is said."""
REST = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}
"""Days that a recurring task stays on the list past its due day: by then the next one is due as well."""

_DUE = re.compile(r"(same_day|mon|tue|wed|thu|fri|sat|sun|month_end|quarter_end|year_end)(?:_([0-9]{1,2}):([0-9]{2}))?")
_DAY = re.compile(r"([0-9]{1,2})-([0-9]{1,2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The running period of a recurring task: its key, first and last day."""

    key: str
    first: date
    last: date


def parse_due_rule(text: str) -> DueRule | None:
    """Read when a recurring task is due: ``same_day_18:00``, ``fri_17:00``, ``month_end``, ``12-20``; None for else."""
    found = _DUE.fullmatch(text)
    if found is not None:
        if found[2] and not (int(found[2]) < 24 and int(found[3]) < 60):
            return None
        at = time(int(found[2]), int(found[3])) if found[2] else None
        if found[1] in WEEKDAYS:
            return DueRule(kind="weekday", weekday=WEEKDAYS.index(found[1]), at=at)
        return DueRule(kind=found[1], at=at)
    day = _DAY.fullmatch(text)
    if day is None:
        return None
    try:
        date(2024, int(day[1]), int(day[2]))
    except ValueError:
        return None
    return DueRule(kind="month_day", month=int(day[1]), day=int(day[2]))


def span_in(freq: str, day: date) -> Span:
    """Give the period of a frequency in which a day lies; a week is that of ISO 8601, from Monday on."""
    if freq == "day":
        return Span(key=day.isoformat(), first=day, last=day)
    if freq == "week":
        year, week, weekday = day.isocalendar()
        monday = day - timedelta(days=weekday - 1)
        return Span(key=f"{year:04d}-W{week:02d}", first=monday, last=monday + timedelta(days=6))
    period = period_in(PeriodKind(freq), day)
    return Span(key=period.key, first=period.first, last=period.last)


def due_in(rule: DueRule, span: Span, workdays: Workdays) -> date:
    """Give the day on which a recurring task is due in its period.

    A weekday on which nobody works gives way to the working day before it, if the week has one; the last day of a
    month, quarter or year stays what it is.
    """
    if rule.kind == "weekday":
        day = span.first + timedelta(days=rule.weekday or 0)
        back = workdays.previous_workday(day)
        return back if back >= span.first else day
    if rule.kind == "month_day":
        year, month = span.first.year, rule.month or 1
        return date(year, month, min(rule.day or 1, monthrange(year, month)[1]))
    return span.last


def comes_on(freq: str, day: date, workdays: Workdays) -> bool:
    """Tell whether a recurring task is handed out on a day: a daily one only where people work."""
    return freq != "day" or workdays.is_workday(day)


def lapses_on(freq: str, due: date) -> date | None:
    """Give the day after which a recurring task that nobody did leaves the list; None for one that does not recur."""
    return due + timedelta(days=REST[freq]) if freq in REST else None
