"""Patience: how long a level of a review may take, and what its being late means."""

from datetime import date
from enum import IntEnum

from bot.domain.calendar.workdays import Workdays


class Lateness(IntEnum):
    """How late a level is."""

    IN_TIME = 0
    LAST_DAY = 1
    """Its reviewers should decide today."""
    LATE = 2
    """A deputy may decide beside them."""
    TOO_LATE = 3
    """Twice the time is over: those who answer for the branch are told."""


def lateness(since: date, today: date, workdays: int, calendar: Workdays) -> Lateness:
    """Answer how late a level is.

    Args:
        since: The day on which it began to wait; it does not count itself.
        today: Today.
        workdays: Working days that a level has; 0 for no deadline.
        calendar: The working days.

    Source: domain 3, scheduler (overdue review nudge after 2 working days), 3.33 for how days are counted.
    """
    if not workdays or (today - since).days < workdays:  # so many working days take at least as many days
        return Lateness.IN_TIME
    last = calendar.add_workdays(since, workdays)
    if today <= last:
        return Lateness.LAST_DAY if today == last else Lateness.IN_TIME
    return Lateness.TOO_LATE if today > calendar.add_workdays(last, workdays) else Lateness.LATE
