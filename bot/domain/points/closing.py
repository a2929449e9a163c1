"""Closing: what still keeps a period open. What is closed is never opened again (2.1)."""

from datetime import date
from enum import StrEnum

from bot.domain.points.period import month_key


class Blocker(StrEnum):
    """What keeps a period from being closed."""

    RUNS = "runs"
    MONTHS_OPEN = "months_open"
    UNPUBLISHED = "unpublished"
    SUSPENDED = "suspended"
    WINDOW = "window"
    OBJECTIONS = "objections"


def blockers(
    period: str,
    today: date,
    *,
    published: bool,
    until: date | None,
    suspended: bool = False,
    objections: int = 0,
    open_months: int = 0,
) -> tuple[Blocker, ...]:
    """Name what keeps a month or a year open, in the order in which it can be mended.

    Args:
        period: Key of a month or of a year.
        today: Date in the branch's zone.
        published: Whether its result is laid open: the month's notice, the year's assessment.
        until: Last day of its objection window, once published.
        suspended: Whether its publicity is suspended.
        objections: Objections that are not decided.
        open_months: Of a year: months that are not closed.

    Returns:
        Nothing where it can be closed.

    Source: domain 2.1 (period), 2.2-11, 3.23; 5.19 for a year.
    """
    running = month_key(today)
    checks = {
        Blocker.RUNS: period >= running[: len(period)],
        Blocker.MONTHS_OPEN: open_months > 0,
        Blocker.UNPUBLISHED: not published,
        Blocker.SUSPENDED: suspended,
        Blocker.WINDOW: published and until is not None and today <= until,
        Blocker.OBJECTIONS: objections > 0,
    }
    return tuple(blocker for blocker, stands in checks.items() if stands)
