"""Guessing: when somebody waits, and for how long."""

from datetime import UTC, datetime, timedelta

from bot.domain.organisation.guesses import GuessRule, Wrong, one_more, waits_until

RULE = GuessRule(kind="checkin", most=3, window=timedelta(minutes=10))
NOW = datetime(2026, 5, 13, 4, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def after(*minutes: int) -> Wrong | None:
    """Be wrong at these minutes."""
    wrong = None
    for minute in minutes:
        wrong = one_more(RULE, wrong, NOW + minute * MINUTE)
    return wrong


def test_as_many_wrong_words_as_allowed_then_one_waits_for_the_rest_of_the_window() -> None:
    assert waits_until(RULE, None, NOW) is None
    assert waits_until(RULE, after(0, 1), NOW + 2 * MINUTE) is None
    assert waits_until(RULE, after(0, 1, 2), NOW + 3 * MINUTE) == NOW + 10 * MINUTE
    assert waits_until(RULE, after(0, 1, 2), NOW + 10 * MINUTE) is None


def test_after_the_window_all_is_forgotten() -> None:
    assert after(0, 1, 2, 10) == Wrong(count=1, since=NOW + 10 * MINUTE)
    assert after(0, 9) == Wrong(count=2, since=NOW)


def test_a_clock_set_back_locks_nobody_out() -> None:
    wrong = after(0, 1, 2)
    assert waits_until(RULE, wrong, NOW - MINUTE) is None
    assert one_more(RULE, wrong, NOW - MINUTE) == Wrong(count=1, since=NOW - MINUTE)
