"""Publicity: how long results are open to objections, and by when one is decided."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from bot.domain.calendar.workdays import Workdays

DEFAULT_DAYS = 5


def publicity(
    published: date,
    workdays: Workdays,
    days: int = DEFAULT_DAYS,
    mode: Literal["workdays", "calendar"] = "workdays",
) -> date:
    """Give the last day of an objection window; it ends at 24:00.

    Args:
        published: Day of publishing, not counted.
        workdays: Calendar.
        days: Length of the window.
        mode: Working days, or calendar days rolled forward to a working day.

    Source: domain 3.33.
    """
    if mode == "calendar":
        return workdays.next_workday(published + timedelta(days=days))
    return workdays.add_workdays(published, days)


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealCalendar:
    """Last day of appealing, and the day by which an appeal of that day is decided."""

    appeal_until: date
    decision_by: date


def appeal_calendar(
    published: date, workdays: Workdays, days: int = DEFAULT_DAYS, decide_days: int = DEFAULT_DAYS
) -> AppealCalendar:
    """Give the days of an appeal.

    Args:
        published: Day of publishing.
        workdays: Calendar.
        days: Working days of the window.
        decide_days: Working days to decide, from the day of filing.

    Source: domain 3.33.
    """
    until = publicity(published, workdays, days)
    return AppealCalendar(appeal_until=until, decision_by=decision_by(until, workdays, decide_days))


def decision_by(filed: date, workdays: Workdays, days: int = DEFAULT_DAYS) -> date:
    """Give the last day for deciding an appeal; the day of filing is not counted.

    Source: domain 3.33 (A).
    """
    return workdays.add_workdays(filed, days)
