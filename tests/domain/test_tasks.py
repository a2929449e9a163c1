"""Recurring tasks, their days, and a task's life."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from bot.domain.calendar.workdays import Workdays
from bot.domain.life import cadence
from bot.domain.life.ryg import Task, Thresholds, ryg, worst
from bot.domain.life.task import MOVES, Outcome, TaskState, handed_in_on, move, outcome_of, read_progress
from bot.domain.life.template import DueRule
from bot.domain.refusals import Refusal

CALENDAR = Workdays()
ZONE = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("same_day_18:00", DueRule(kind="same_day", at=time(18))),
        ("fri_17:00", DueRule(kind="weekday", weekday=4, at=time(17))),
        ("month_end", DueRule(kind="month_end")),
        ("12-20", DueRule(kind="month_day", month=12, day=20)),
        ("fri_25:00", None),
        ("13-40", None),
        ("someday", None),
    ],
)
def test_when_a_recurring_task_is_due_is_read(text: str, rule: DueRule | None) -> None:
    assert cadence.parse_due_rule(text) == rule


@pytest.mark.parametrize(
    ("freq", "day", "key", "due"),
    [
        ("day", date(2026, 5, 13), "2026-05-13", date(2026, 5, 13)),
        ("week", date(2026, 5, 13), "2026-W20", date(2026, 5, 15)),
        ("week", date(2026, 1, 1), "2026-W01", date(2025, 12, 31)),  # the Friday is a holiday, and so is Thursday
        ("month", date(2026, 2, 3), "2026-02", date(2026, 2, 28)),
        ("quarter", date(2026, 5, 13), "2026-Q2", date(2026, 6, 30)),
        ("year", date(2026, 5, 13), "2026", date(2026, 12, 31)),
    ],
)
def test_a_recurring_task_has_its_period_and_day(freq: str, day: date, key: str, due: date) -> None:
    span = cadence.span_in(freq, day)
    rule = cadence.parse_due_rule("fri" if freq == "week" else cadence.LAST_DAY[freq])

    assert span.key == key
    assert span.first <= day <= span.last
    assert rule is not None
    assert cadence.due_in(rule, span, CALENDAR) == due


def test_a_daily_task_comes_where_people_work() -> None:
    assert cadence.comes_on("day", date(2026, 5, 9), CALENDAR)  # a Saturday that is made up
    assert not cadence.comes_on("day", date(2026, 5, 16), CALENDAR)
    assert cadence.comes_on("week", date(2026, 5, 16), CALENDAR)


def test_what_nobody_did_leaves_the_list_once_its_successor_is_over() -> None:
    for freq in cadence.FREQUENCIES:
        span = cadence.span_in(freq, date(2026, 5, 13))
        after = cadence.span_in(freq, span.last + timedelta(days=1))
        last = cadence.lapses_on(freq, span.last)
        assert last is not None
        assert last >= after.last
    assert cadence.lapses_on(cadence.ONCE, date(2026, 5, 13)) is None


@pytest.mark.parametrize(("word", "percent"), [("60%", 60), ("0%", 0), ("100%", 100), ("60", None), ("x%", None)])
def test_progress_is_read_from_a_percentage(word: str, percent: int | None) -> None:
    assert read_progress(word) == percent


def test_a_task_cannot_be_more_than_done() -> None:
    with pytest.raises(Refusal, match="BAD_PROGRESS"):
        read_progress("101%")


def test_past_the_hour_of_its_last_day_a_task_counts_as_handed_in_the_next_day() -> None:
    due = date(2026, 5, 15)
    before, after = datetime(2026, 5, 15, 17, 0, tzinfo=ZONE), datetime(2026, 5, 15, 17, 1, tzinfo=ZONE)

    assert outcome_of(handed_in_on(before, due, "17:00", ZONE), due) is Outcome.ON_TIME
    assert outcome_of(handed_in_on(after, due, "17:00", ZONE), due) is Outcome.LATE
    assert outcome_of(handed_in_on(after, due, "", ZONE), due) is Outcome.ON_TIME


def test_an_act_that_does_not_fit_a_state_is_refused() -> None:
    for verb, (possible, after) in MOVES.items():
        for state in TaskState:
            if state in possible:
                assert move(1, state, verb) is after
            else:
                with pytest.raises(Refusal, match="TASK_IS"):
                    move(1, state, verb)


def test_the_work_lists_own_thresholds_decide() -> None:
    task = Task(start=date(2026, 5, 1), due=date(2026, 5, 31), progress=Decimal(0))
    strict = Thresholds(lag_yellow=Decimal(1), lag_red=Decimal(3), due_soon_workdays=0)

    assert ryg(task, date(2026, 5, 2), CALENDAR).color == "green"
    assert ryg(task, date(2026, 5, 2), CALENDAR, strict).color == "red"
    assert worst({"green": 3, "yellow": 1}) == "yellow"
    assert worst({}) == "green"
