"""Working days: official, imported, statutory."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar.periods import (
    PeriodKind,
    add_months,
    months_between,
    parse_period,
    period_before,
    period_in,
    periods_of_day,
)
from bot.domain.calendar.publicity import publicity
from bot.domain.calendar.workdays import Source, Workdays
from bot.domain.life.ryg import planned_progress, red_months
from bot.domain.refusals import Refusal

OFFICIAL = Workdays()


@pytest.mark.parametrize("makeup", ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"])
def test_the_makeup_days_of_2026_are_working_weekends(makeup: str) -> None:
    day = date.fromisoformat(makeup)
    assert day.weekday() >= 5
    assert OFFICIAL.is_workday(day)
    assert OFFICIAL.certain(day)


def test_2027_is_statutory_and_says_that_it_is_not_certain() -> None:
    spring = date(2027, 2, 8)
    assert not OFFICIAL.is_workday(spring)
    assert OFFICIAL.source(spring) is Source.STATUTORY
    assert not OFFICIAL.certain(spring)
    assert OFFICIAL.is_workday(date(2027, 3, 1))


def test_an_imported_year_is_certain_and_wins() -> None:
    imported = Workdays({date(2027, 1, 3): True, date(2027, 1, 1): False}, imported_years={2027})
    assert imported.is_workday(date(2027, 1, 3))
    assert imported.certain(date(2027, 3, 1))
    assert imported.is_workday(date(2027, 5, 4)), "a year imported whole has no other holidays than its own"
    assert Workdays({date(2026, 5, 20): False}).is_workday(date(2026, 5, 20)) is False


def test_beyond_every_table_the_week_decides() -> None:
    far = date(2150, 1, 5)
    assert OFFICIAL.source(far) is Source.WEEKDAY
    assert OFFICIAL.is_workday(far) is (far.weekday() < 5)


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(-40, 40))
def test_going_on_and_counting_agree(start: date, n: int) -> None:
    end = OFFICIAL.add_workdays(start, n)
    first, last = (start + timedelta(days=1), end) if n > 0 else (end, start - timedelta(days=1))
    assert sum(1 for _ in OFFICIAL.between(first, last)) == abs(n)
    assert n == 0 or OFFICIAL.is_workday(end)


@given(st.integers(2020, 2030), st.integers(1, 12))
def test_the_last_working_day_is_the_last_of_the_counted(year: int, month: int) -> None:
    last = OFFICIAL.last_workday(year, month)
    period = parse_period(f"{year}-{month:02}")
    days = list(OFFICIAL.between(period.first, period.last))
    assert last == days[-1]
    assert [OFFICIAL.nth_workday(year, month, n) for n in range(1, len(days) + 1)] == days


@given(st.dates(date(2004, 1, 1), date(2040, 1, 1)), st.integers(1, 10))
def test_an_objection_window_has_all_its_working_days(published: date, days: int) -> None:
    end = publicity(published, OFFICIAL, days)
    assert sum(1 for _ in OFFICIAL.between(published + timedelta(days=1), end)) == days
    assert OFFICIAL.is_workday(publicity(published, OFFICIAL, days, "calendar"))


@given(st.dates(date(1000, 1, 1), date(9000, 1, 1)))
def test_a_day_lies_in_each_of_its_periods_and_the_one_before_ends_the_day_before(day: date) -> None:
    for kind in PeriodKind:
        period = period_in(kind, day)
        assert period.kind is kind
        assert period.first <= day <= period.last
        assert period_before(period).last == period.first - timedelta(days=1)
        assert parse_period(period.key) == period
        assert periods_of_day(day).month in period.months


@pytest.mark.parametrize("key", ["", "2026-13", "2026-Q5", "2026-H3", "2026-05-C", "26-05", "0000", "2026-5"])
def test_other_words_are_no_periods(key: str) -> None:
    with pytest.raises(Refusal) as caught:
        parse_period(key)
    assert caught.value.code == "UNKNOWN_PERIOD"


def test_months_clamp_and_run_over_the_year() -> None:
    assert add_months(date(2026, 8, 31), -6) == date(2026, 2, 28)
    assert add_months(date(2026, 1, 31), -1) == date(2025, 12, 31)
    assert list(months_between("2026-11", "2027-02")) == ["2026-11", "2026-12", "2027-01", "2027-02"]


@given(st.dates(), st.integers(0, 400), st.dates())
def test_planned_progress_is_a_percentage(start: date, days: int, today: date) -> None:
    due = start + timedelta(days=min(days, (date.max - start).days))
    assert 0 <= planned_progress(start, due, today) <= 100
    assert planned_progress(start, due, due) == 100


@pytest.mark.parametrize(
    ("colors", "consequence"),
    [("rgr", "none"), ("rr", "talk"), ("rrgrr", "talk"), ("grrr", "no_awards"), ("", "none")],
)
def test_red_months_in_a_row_have_consequences(colors: str, consequence: str) -> None:
    names = {"r": "red", "g": "green"}
    assert red_months([names[c] for c in colors]) == consequence  # type: ignore[misc]  # a str from a table
