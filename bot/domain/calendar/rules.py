"""What a timetable may be set to: when to remind, when to publish, when to keep quiet."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from cronsim import CronSim, CronSimError

from bot.domain.refusals import bad_schedule

_DAYS = re.compile(r"([0-9]{1,2})(?:\s*,\s*([0-9]{1,2}))*")
_WEEKS = re.compile(r"every\s+([0-9]{1,2})\s+weeks?\s+from\s+([0-9]{4}-[0-9]{2}-[0-9]{2})(?:\s+([0-9]{2}:[0-9]{2}))?")
_QUIET = re.compile(r"([0-9]{2}:[0-9]{2})\s*-\s*([0-9]{2}:[0-9]{2})")


class PostKind(StrEnum):
    """What is posted by itself."""

    REMINDER = "reminder"
    FLASH = "flash"
    NOTICE = "notice"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR_END = "year_end"
    DUES = "dues"
    GROUPS = "groups"
    RESEARCH = "research"
    DISPATCH = "dispatch"


ALWAYS = frozenset(
    {
        PostKind.REMINDER,
        PostKind.FLASH,
        PostKind.NOTICE,
        PostKind.QUARTER,
        PostKind.HALF_YEAR,
        PostKind.YEAR_END,
        PostKind.DUES,
    }
)
"""What every branch posts; the others come with a rulebook that speaks of them, or a choice."""


class Every(StrEnum):
    """How often a group is told what is open, beside its reminders (X5)."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfMonth:
    """Reminders on days of the month, moved forward to a working day (3.21)."""

    days: tuple[int, ...] = (1, 16)
    at: time = time(9)


@dataclass(frozen=True, slots=True, kw_only=True)
class EveryWeeks:
    """Reminders every so many weeks from a date, moved forward to a working day."""

    weeks: int
    start: date
    at: time = time(9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cron:
    """Posts by a cron expression, on exactly its days."""

    expression: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHours:
    """Hours without scheduled posts; ``start`` is quiet, ``end`` is not. They may run over midnight."""

    start: time
    end: time

    def covers(self, clock: time) -> bool:
        """Tell whether a time of day is quiet."""
        if self.start <= self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end


GRACE = {
    PostKind.REMINDER: timedelta(hours=24),
    PostKind.FLASH: timedelta(hours=12),
    PostKind.NOTICE: timedelta(hours=120),
    PostKind.QUARTER: timedelta(hours=120),
    PostKind.HALF_YEAR: timedelta(hours=120),
    PostKind.YEAR_END: timedelta(hours=120),
    PostKind.DUES: timedelta(hours=24),
    PostKind.GROUPS: timedelta(hours=120),
    PostKind.RESEARCH: timedelta(hours=24),
    PostKind.DISPATCH: timedelta(hours=8),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TimetableRules:
    """When a branch posts; the defaults are those of domain 3.21, 3.23 and its scheduler section.

    Attributes:
        reminder: Half-month reminder.
        flash_at: Flash board, on the last working day of the month.
        notice: Number of the working day of the next month on which the notice comes, or a cron.
        notice_at: Time of the notice.
        quarter_day: Day of March, June, September and December of the observation notice, moved forward.
        quarter_at: Its time.
        half_year_at: Time of the half-yearly post, on the first working day after the half.
        year_end_on: Month and day on which the year-end opens, moved forward.
        year_end_at: Its time.
        dues_day: Day of the month of the dues reminder, moved back (domain 3, scheduler).
        dues_at: Its time.
        groups_at: Time of the groups' half-yearly reminder, on 1 June and 1 December, moved forward (J2).
        research_at: Time of the word about the research week, on the first day of the month's last full week (X7).
        dispatch: How often the group is told what is open, None for not at all (X5).
        dispatch_at: Its time.
        grace: Kind to how late it may still be sent (2.3-10).
        punctual: Within this it is not said to be late.
        kinds: Kinds that are posted at all.
    """

    reminder: HalfMonth | EveryWeeks | Cron = HalfMonth()
    flash_at: time = time(17)
    notice: int | Cron = 6
    notice_at: time = time(9)
    quarter_day: int = 10
    quarter_at: time = time(9)
    half_year_at: time = time(9)
    year_end_on: tuple[int, int] = (12, 1)
    year_end_at: time = time(9)
    dues_day: int = 20
    dues_at: time = time(9)
    groups_at: time = time(9)
    research_at: time = time(9)
    dispatch: Every | None = None
    dispatch_at: time = time(9)
    grace: Mapping[PostKind, timedelta] = field(default_factory=lambda: dict(GRACE))
    punctual: timedelta = timedelta(minutes=10)
    kinds: frozenset[PostKind] = ALWAYS


def parse_reminder(text: str) -> HalfMonth | EveryWeeks | Cron:
    """Read a reminder rule: ``1,16``, ``every 2 weeks from 2026-01-05``, or a cron expression of five fields.

    Raises:
        Refusal: ``BAD_SCHEDULE``.

    Source: domain 3.21.
    """
    plain = " ".join(text.split())
    if _DAYS.fullmatch(plain):
        days = tuple(sorted({int(day) for day in plain.split(",")}))
        if not 1 <= days[0] <= days[-1] <= 31:
            raise bad_schedule(text)
        return HalfMonth(days=days)
    weeks = _WEEKS.fullmatch(plain.lower())
    if weeks:
        return _every_weeks(weeks, text)
    return parse_cron(plain)


def _every_weeks(match: re.Match[str], text: str) -> EveryWeeks:
    try:
        start, at = date.fromisoformat(match[2]), time.fromisoformat(match[3] or "09:00")
    except ValueError:
        raise bad_schedule(text) from None
    if int(match[1]) == 0:
        raise bad_schedule(text)
    return EveryWeeks(weeks=int(match[1]), start=start, at=at)


def parse_cron(text: str) -> Cron:
    """Check a cron expression of five fields.

    Raises:
        Refusal: ``BAD_SCHEDULE``, also for one that never comes.
    """
    expression = " ".join(text.split())
    if len(expression.split(" ")) != 5:
        raise bad_schedule(text)
    try:
        # Any start will do: it only matters that there is a next time.
        next(CronSim(expression, datetime.combine(date(2024, 1, 1), time())))
    except (CronSimError, StopIteration):
        raise bad_schedule(text) from None
    return Cron(expression=expression)


def parse_quiet_hours(text: str) -> QuietHours | None:
    """Read ``21:00-08:00``; empty means none.

    Raises:
        Refusal: ``BAD_SCHEDULE``.

    Source: interface 2, ``QUIET_HOURS``.
    """
    if not text.strip():
        return None
    match = _QUIET.fullmatch(text.strip())
    if match is None:
        raise bad_schedule(text)
    try:
        return QuietHours(start=time.fromisoformat(match[1]), end=time.fromisoformat(match[2]))
    except ValueError:
        raise bad_schedule(text) from None


def hold_until(at: datetime, quiet: QuietHours | None, zone: tzinfo) -> datetime:
    """Move an instant out of the quiet hours, to their end; others stay.

    Args:
        at: Aware instant.
        quiet: Quiet hours, or ``None``.
        zone: Zone in which they are meant.

    Returns:
        An aware instant, not before ``at``.

    Source: domain 3, scheduler (no posts 21:00-08:00: held, never dropped).
    """
    local = at.astimezone(zone)
    if quiet is None or not quiet.covers(local.time()):
        return at
    day = local.date() if local.time() < quiet.end else local.date() + timedelta(days=1)
    # In the hour that a zone repeats, the second pass ends with itself, not an hour earlier.
    return datetime.combine(day, quiet.end.replace(fold=local.fold), tzinfo=zone)
