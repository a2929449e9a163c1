"""The timetable: what is owed at which instant, and what to do about what came late."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import takewhile

from cronsim import CronSim

from bot.domain.calendar.periods import half_month_dates, month_of_key, months_between, shift_month
from bot.domain.calendar.publicity import DEFAULT_DAYS, publicity
from bot.domain.calendar.rules import Cron, Every, EveryWeeks, HalfMonth, PostKind, TimetableRules
from bot.domain.calendar.workdays import Workdays
from bot.domain.points.period import month_key

_CLAIM_WORKDAY, _REVIEW_WORKDAY, _NOTICE_WORKDAY = 3, 5, 6


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Post:
    """A post that is owed.

    Attributes:
        at: Planned aware instant; an attribute, not part of what makes it once (2.3-10).
        kind: What it is.
        period: Key of what it speaks about; with kind and chat it is sent once.
    """

    at: datetime
    kind: PostKind
    period: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthlyCalendar:
    """The days of a month's appraisal; all but the flash board lie in the next month."""

    flash: date
    claim_deadline: date
    review_deadline: date
    notice: date
    publicity_end: date
    lock_from: date


def monthly_calendar(
    year: int,
    month: int,
    workdays: Workdays,
    publicity_days: int = DEFAULT_DAYS,
    notice_workday: int = _NOTICE_WORKDAY,
) -> MonthlyCalendar:
    """Give the days of a month's appraisal.

    Source: domain 3.23.
    """
    next_year, next_month = shift_month(year, month, 1)
    notice = workdays.nth_workday(next_year, next_month, notice_workday)
    end = publicity(notice, workdays, publicity_days)
    return MonthlyCalendar(
        flash=workdays.last_workday(year, month),
        claim_deadline=workdays.nth_workday(next_year, next_month, _CLAIM_WORKDAY),
        review_deadline=workdays.nth_workday(next_year, next_month, _REVIEW_WORKDAY),
        notice=notice,
        publicity_end=end,
        lock_from=end + timedelta(days=1),
    )


def posts_between(
    rules: TimetableRules, start: datetime, end: datetime, workdays: Workdays, zone: tzinfo
) -> list[Post]:
    """List every post planned from ``start`` to ``end``, both included.

    Args:
        rules: The branch's timetable.
        start: Aware instant.
        end: Aware instant.
        workdays: Calendar.
        zone: Zone of all rules.

    Returns:
        Posts in order of time, with instants in ``zone``. Overlapping calls give equal posts, so that the
        key (kind, period, chat) tells what is new.

    Source: domain 3.21, 3.23, 2.3-10; interface 4, scheduled posts.
    """
    if end < start:
        return []
    local_start, local_end = start.astimezone(zone), end.astimezone(zone)
    plan = _Plan(rules=rules, workdays=workdays, zone=zone)
    # A post moves forward by a holiday at most, so one month of run-up finds those of a month before.
    first = month_key(local_start.date().replace(day=1) - timedelta(days=1))
    posts = [
        post for key in months_between(first, month_key(local_end.date())) for post in plan.of_month(*month_of_key(key))
    ]
    posts += plan.reminders_by_interval(local_start, local_end)
    posts += plan.notices_by_cron(local_start, local_end)
    reminded = {post.at.date() for post in posts if post.kind is PostKind.REMINDER}
    return sorted(
        post
        for post in posts
        if start <= post.at <= end
        and post.kind in rules.kinds
        and not (post.kind is PostKind.DISPATCH and post.at.date() in reminded)  # it says the same, and more
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    rules: TimetableRules
    workdays: Workdays
    zone: tzinfo

    def _post(self, kind: PostKind, period: str, day: date, at: time) -> Post:
        return Post(at=datetime.combine(day, at, tzinfo=self.zone), kind=kind, period=period)

    def of_month(self, year: int, month: int) -> Iterator[Post]:
        """Give the posts whose nominal day lies in a month."""
        rules, key = self.rules, f"{year:04d}-{month:02d}"
        if isinstance(rules.reminder, HalfMonth):
            days = half_month_dates(year, month, self.workdays, rules.reminder.days)
            for letter, day in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ01234", days, strict=False):
                yield self._post(PostKind.REMINDER, f"{key}-{letter}", day, rules.reminder.at)
        yield self._post(PostKind.FLASH, key, self.workdays.last_workday(year, month), rules.flash_at)
        if isinstance(rules.notice, int):
            ended = "{:04d}-{:02d}".format(*shift_month(year, month, -1))
            yield self._post(
                PostKind.NOTICE, ended, self.workdays.nth_workday(year, month, rules.notice), rules.notice_at
            )
        if month % 3 == 0:
            day = self.workdays.next_workday(date(year, month, rules.quarter_day))
            yield self._post(PostKind.QUARTER, f"{year:04d}-Q{month // 3}", day, rules.quarter_at)
        if month in {1, 7}:
            ended = f"{year:04d}-H1" if month == 7 else f"{year - 1:04d}-H2"
            yield self._post(PostKind.HALF_YEAR, ended, self.workdays.nth_workday(year, month, 1), rules.half_year_at)
        if month == rules.year_end_on[0]:
            day = self.workdays.next_workday(date(year, *rules.year_end_on))
            yield self._post(PostKind.YEAR_END, f"{year:04d}", day, rules.year_end_at)

        yield from self._beside(year, month)

    def _beside(self, year: int, month: int) -> Iterator[Post]:
        """Give what comes beside the appraisal: dues, groups, research, dispatch."""
        rules, key = self.rules, f"{year:04d}-{month:02d}"
        dues = self.workdays.previous_workday(date(year, month, rules.dues_day))
        yield self._post(PostKind.DUES, key, dues, rules.dues_at)
        if month in {6, 12}:
            day = self.workdays.next_workday(date(year, month, 1))
            yield self._post(PostKind.GROUPS, f"{year:04d}-H{month // 6}", day, rules.groups_at)
        day = self.workdays.next_workday(last_full_week(year, month))
        yield self._post(PostKind.RESEARCH, key, day, rules.research_at)
        for period, day in self._dispatches(year, month):
            yield self._post(PostKind.DISPATCH, period, day, rules.dispatch_at)

    def _dispatches(self, year: int, month: int) -> Iterator[tuple[str, date]]:
        first = date(year, month, 1)
        days = [first + timedelta(days=number) for number in range(monthrange(year, month)[1])]
        match self.rules.dispatch:
            case Every.DAY:
                yield from ((day.isoformat(), day) for day in days if self.workdays.is_workday(day))
            case Every.WEEK:
                mondays = [day for day in days if day.weekday() == 0]
                yield from ((monday.isoformat(), self.workdays.next_workday(monday)) for monday in mondays)
            case Every.MONTH:
                yield f"{year:04d}-{month:02d}", self.workdays.nth_workday(year, month, 1)
            case Every.QUARTER if month % 3 == 1:
                yield f"{year:04d}-Q{(month + 2) // 3}", self.workdays.nth_workday(year, month, 1)

    def reminders_by_interval(self, start: datetime, end: datetime) -> Iterator[Post]:
        """Give the reminders of the two other rules; their period is their day, a cron's its minute."""
        rule = self.rules.reminder
        if isinstance(rule, Cron):
            for at in _cron_times(rule, start, end):
                yield Post(at=at, kind=PostKind.REMINDER, period=f"{at:%Y-%m-%dT%H:%M}")
        elif isinstance(rule, EveryWeeks):
            step = timedelta(weeks=rule.weeks)
            run_up = start.date() - timedelta(days=31)
            day = rule.start + max(0, (run_up - rule.start) // step) * step
            while day <= end.date():
                yield self._post(PostKind.REMINDER, day.isoformat(), self.workdays.next_workday(day), rule.at)
                day += step

    def notices_by_cron(self, start: datetime, end: datetime) -> Iterator[Post]:
        """Give the notices of the simple alternative, about the month before."""
        if isinstance(self.rules.notice, Cron):
            for at in _cron_times(self.rules.notice, start, end):
                ended = "{:04d}-{:02d}".format(*shift_month(at.year, at.month, -1))
                yield Post(at=at, kind=PostKind.NOTICE, period=ended)


def last_full_week(year: int, month: int) -> date:
    """Give the Monday of the last week of a month whose Friday still lies in it: the research week (X7, assumed)."""
    friday = date(year, month, monthrange(year, month)[1])
    friday -= timedelta(days=(friday.weekday() - 4) % 7)
    return friday - timedelta(days=4)


def research_week(year: int, month: int) -> frozenset[date]:
    """Give the days of a month's research week, from Monday to Friday, in which no meetings are called (X7)."""
    monday = last_full_week(year, month)
    return frozenset(monday + timedelta(days=number) for number in range(5))


def _cron_times(rule: Cron, start: datetime, end: datetime) -> Iterator[datetime]:
    # CronSim begins after the instant it is given. The hour that a zone repeats is posted in once: by its minute,
    # the second pass is the same period.
    times = CronSim(rule.expression, start - timedelta(minutes=1))
    return (at for at in takewhile(lambda at: at <= end, times) if at >= start and not at.fold)
