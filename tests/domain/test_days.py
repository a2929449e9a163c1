"""Days as people write them: past, to come, near; and the spans that are leaves."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.organisation.leave import Leave, parse_leave, starts_leave, touches
from bot.domain.points.day import ASK_DAYS_AHEAD, parse_day, parse_due, parse_near_day
from bot.domain.points.text import REASON_LIMIT
from bot.domain.refusals import Refusal

TODAY = date(2026, 5, 12)
DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2090, 12, 31))


@pytest.mark.parametrize(
    ("word", "day"),
    [
        ("今天", TODAY),
        ("今日", TODAY),
        ("TODAY", TODAY),
        ("昨天", date(2026, 5, 11)),
        ("昨日", date(2026, 5, 11)),
        ("yesterday", date(2026, 5, 11)),
        ("前天", date(2026, 5, 10)),
        ("前日", date(2026, 5, 10)),
        ("2026-05-12", TODAY),
        ("2025-12-31", date(2025, 12, 31)),
        ("2026/5/1", date(2026, 5, 1)),
        ("2026.5.1", date(2026, 5, 1)),
        ("2026年5月1日", date(2026, 5, 1)),
        ("2026年5月1號", date(2026, 5, 1)),
        ("05-12", TODAY),
        ("5/1", date(2026, 5, 1)),
        ("5.1", date(2026, 5, 1)),
        ("5月1日", date(2026, 5, 1)),
        ("5月1号", date(2026, 5, 1)),
        ("05-20", date(2025, 5, 20)),  # eight days ahead: that of last year
        ("12-31", date(2025, 12, 31)),
        ("02-28", date(2026, 2, 28)),
        ("2026-05/12", None),
        ("13.5", None),
        ("24/7", None),
        ("0-5", None),
        ("12-32", None),
        ("12-00", None),
        ("2.30", None),  # no day: a number with a point
        ("5-1日", None),
        ("社区", None),
        ("", None),
    ],
)
def test_a_day_that_is_past_is_read(word: str, day: date | None) -> None:
    assert parse_day(word, TODAY) == day


@pytest.mark.parametrize(
    ("word", "code", "facts"),
    [
        ("2026-02-30", "BAD_DATE", {"word": "2026-02-30"}),
        ("2026-13-01", "BAD_DATE", {"word": "2026-13-01"}),
        ("2026-05-13", "FUTURE_DATE", {"date": date(2026, 5, 13)}),
        ("05-13", "FUTURE_DATE", {"date": date(2026, 5, 13)}),
        ("05-19", "FUTURE_DATE", {"date": date(2026, 5, 19)}),
        ("02-30", "BAD_DATE", {"word": "02-30"}),
        ("2月30日", "BAD_DATE", {"word": "2月30日"}),
    ],
)
def test_a_day_that_cannot_be_is_refused(word: str, code: str, facts: dict[str, object]) -> None:
    with pytest.raises(Refusal) as caught:
        parse_day(word, TODAY)

    assert caught.value.code == code
    assert facts.items() <= caught.value.facts.items()


def test_a_slip_at_the_turn_of_the_year_is_asked_about_with_the_day_it_may_have_been() -> None:
    with pytest.raises(Refusal) as caught:
        parse_day("01-02", date(2026, 12, 30))

    assert caught.value.code == "FUTURE_DATE"
    assert {date(2027, 1, 2), date(2026, 1, 2)} <= set(caught.value.facts.values())


@given(DAYS, st.integers(min_value=0, max_value=365 - ASK_DAYS_AHEAD - 1))
def test_a_day_of_the_last_year_is_understood_without_its_year(today: date, ago: int) -> None:
    """Whatever the day: a month and day is the last such day, unless the next one is a few days ahead."""
    day = today - timedelta(days=ago)
    if (day.month, day.day) != (2, 29):
        assert parse_day(f"{day.month}-{day.day}", today) == day


@pytest.mark.parametrize(
    ("word", "day"),
    [
        ("今天", TODAY),
        ("Tomorrow", date(2026, 5, 13)),
        ("明日", date(2026, 5, 13)),
        ("后天", date(2026, 5, 14)),
        ("後天", date(2026, 5, 14)),
        ("05-12", TODAY),
        ("05-11", date(2027, 5, 11)),
        ("2026-12-20", date(2026, 12, 20)),
        ("2026/12/20", date(2026, 12, 20)),
        ("2026.12.20", date(2026, 12, 20)),
        ("2026年12月20日", date(2026, 12, 20)),
        ("2-29", date(2028, 2, 29)),
        ("13.5", None),
        ("soon", None),
    ],
)
def test_a_day_by_which_something_is_due_lies_ahead(word: str, day: date | None) -> None:
    assert parse_due(word, TODAY) == day


@pytest.mark.parametrize(
    ("word", "code"), [("2026-05-11", "DUE_IS_PAST"), ("2026-02-30", "BAD_DATE"), ("2-30", "BAD_DATE")]
)
def test_a_due_day_that_cannot_be_is_refused(word: str, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        parse_due(word, TODAY)

    assert caught.value.code == code
    assert {word, date(2026, 5, 11)} & set(caught.value.facts.values())


def test_a_leap_day_is_due_even_where_the_next_one_is_eight_years_away() -> None:
    assert parse_due("2-29", date(2096, 3, 1)) == date(2104, 2, 29)


@pytest.mark.parametrize(
    ("word", "today", "day"),
    [
        ("昨天", TODAY, date(2026, 5, 11)),
        ("Yesterday", TODAY, date(2026, 5, 11)),
        ("明天", TODAY, date(2026, 5, 13)),
        ("tomorrow", TODAY, date(2026, 5, 13)),
        ("2027年1月2日", TODAY, date(2027, 1, 2)),
        ("2020-01-01", TODAY, date(2020, 1, 1)),
        ("2027/1/1", TODAY, date(2027, 1, 1)),
        ("2027.1.1", TODAY, date(2027, 1, 1)),
        ("2027年1月1日", TODAY, date(2027, 1, 1)),
        ("05-20", TODAY, date(2026, 5, 20)),
        ("01-02", date(2026, 12, 30), date(2027, 1, 2)),
        ("12-30", date(2027, 1, 2), date(2026, 12, 30)),
        ("07-01", date(2026, 12, 30), date(2026, 7, 1)),
        ("06-30", date(2026, 12, 30), date(2027, 6, 30)),  # as near: the later one
        ("2-29", date(2027, 6, 1), date(2028, 2, 29)),
        ("13.5", TODAY, None),
        ("soon", TODAY, None),
    ],
)
def test_a_day_near_today_needs_no_year(word: str, today: date, day: date | None) -> None:
    assert parse_near_day(word, today) == day


@pytest.mark.parametrize("word", ["2026-02-30", "2-30", "2-29"])
def test_a_near_day_that_no_calendar_has_is_refused(word: str) -> None:
    with pytest.raises(Refusal) as caught:
        parse_near_day(word, date(2026, 5, 12))

    assert (caught.value.code, caught.value.facts["word"]) == ("BAD_DATE", word)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2026-05-03 2026-08-31 illness", date(2026, 5, 3), date(2026, 8, 31)),
        ("2026-02 2026-02 illness", date(2026, 2, 1), date(2026, 2, 28)),
        ("2026年5月 2028-02 illness", date(2026, 5, 1), date(2028, 2, 29)),
        ("05-03 5月20日 illness", date(2026, 5, 3), date(2026, 5, 20)),
        ("今天 今日 illness", TODAY, TODAY),
        ("2026/5/3 2029-12-31 illness", date(2026, 5, 3), date(2029, 12, 31)),
    ],
)
def test_a_leave_is_read(words: str, first: date, last: date) -> None:
    assert parse_leave(words.split(), TODAY) == (first, last, "illness")


def test_the_reason_of_a_leave_may_be_several_words_and_not_a_novel() -> None:
    assert parse_leave(["today", "05-13", "care", "of", "parents"], TODAY)[2] == "care of parents"
    with pytest.raises(Refusal) as caught:
        parse_leave(["today", "05-13", "x" * (REASON_LIMIT + 1)], TODAY)
    assert caught.value.code == "TEXT_TOO_LONG"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("", "BAD_DATE"),
        ("2026-05-03", "BAD_DATE"),
        ("2026-05-03 soon illness", "BAD_DATE"),
        ("2026-02-30 2026-03-01 illness", "BAD_DATE"),
        ("2026-13 2026-14 illness", "BAD_DATE"),
        ("2026-05-04 2026-05-03 illness", "LEAVE_BACKWARDS"),
        ("2026-05-03 2030-01-01 illness", "LEAVE_TOO_LONG"),
        ("2026-05-03 2026-05-03", "LEAVE_NEEDS_REASON"),
    ],
)
def test_a_leave_that_cannot_be_is_refused(words: str, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        parse_leave(words.split(), TODAY)

    assert caught.value.code == code


def test_a_leaves_refusal_names_its_days_or_the_most_years() -> None:
    with pytest.raises(Refusal) as caught:
        parse_leave(["2026-05-04", "2026-05-03", "illness"], TODAY)
    assert {date(2026, 5, 3), date(2026, 5, 4)} <= set(caught.value.facts.values())
    with pytest.raises(Refusal) as caught:
        parse_leave(["2026-05-04", "2030-05-03", "illness"], TODAY)
    assert 3 in caught.value.facts.values()


@pytest.mark.parametrize(
    ("word", "is_day"),
    [("today", True), ("今天", True), ("05-03", True), ("2026-05", True), ("Wang", False), ("7", False)],
)
def test_a_name_ends_where_a_day_begins(word: str, is_day: bool) -> None:
    assert starts_leave(word) is is_day


MAY = (date(2026, 5, 1), date(2026, 5, 31))


@pytest.mark.parametrize(
    ("leave", "counts"),
    [
        ((date(2026, 4, 1), date(2026, 4, 30)), False),
        ((date(2026, 4, 1), date(2026, 5, 1)), True),
        ((date(2026, 5, 10), date(2026, 5, 10)), True),
        ((date(2026, 5, 31), date(2026, 6, 30)), True),
        ((date(2026, 6, 1), date(2026, 6, 30)), False),
        ((date(2026, 4, 1), None), True),
        ((date(2026, 6, 1), None), False),
    ],
)
def test_a_leave_touches_a_month_by_a_single_day(leave: Leave, counts: bool) -> None:
    assert touches([leave], *MAY) is counts
    assert touches([(date(2020, 1, 1), date(2020, 1, 2)), leave], *MAY) is counts


def test_without_leaves_nothing_is_touched() -> None:
    assert touches([], *MAY) is False
