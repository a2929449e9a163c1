"""Caps, booking, reversals and totals."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.points.ledger import EntryKind, Posting, book, credit_with_cap, ledger_totals, reversal
from bot.domain.points.period import PeriodState, cap_months, check_validity, month_key, period_state
from bot.domain.refusals import Refusal

CENTS = st.decimals(min_value=-50, max_value=50, places=2)
CAPS = st.none() | st.decimals(min_value=0, max_value=20, places=2)


@given(st.lists(CENTS), CAPS)
def test_credits_never_pass_the_cap_and_lose_nothing(requests: list[Decimal], cap: Decimal | None) -> None:
    booked = Decimal(0)
    for requested in requests:
        credit = credit_with_cap(requested, booked, cap)
        assert credit.credited + credit.overflow == requested
        assert credit.credited <= requested or requested < 0
        if requested >= 0:
            assert 0 <= credit.credited
            booked += credit.credited
        else:
            assert credit.credited == requested
    assert cap is None or booked <= cap


def test_more_booked_than_the_cap_credits_nothing_rather_than_less() -> None:
    assert credit_with_cap(Decimal(1), Decimal(9), Decimal(6)).credited == Decimal(0)


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(0, 800), st.booleans())
def test_every_past_act_has_one_open_month(occurred_on: date, days_later: int, closed: bool) -> None:
    today = occurred_on + timedelta(days=days_later)
    frozen = {month_key(occurred_on)} if closed else set()
    booking = book(occurred_on, today, frozen)
    assert booking.act_month == month_key(occurred_on)
    assert (booking.kind == "adjust") is closed
    assert booking.period not in frozen
    if month_key(today) not in frozen:
        assert booking.period == (month_key(today) if closed else month_key(occurred_on))


def test_where_the_running_month_is_closed_too_the_next_one_takes_the_entry() -> None:
    """Its notice was sent early, by hand: an entry for it would be refused by the database."""
    booking = book(date(2026, 11, 20), date(2026, 11, 25), {"2026-11", "2026-12"})
    assert (booking.period, booking.kind, booking.ref_period) == ("2027-01", "adjust", "2026-11")


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["2026-04", "2026-05"]), CENTS)))
def test_reversing_everything_leaves_nothing(rows: list[tuple[str, str, Decimal]]) -> None:
    entries = [
        Posting(id=number, subject=subject, period=period, points=points, kind=EntryKind.AWARD)
        for number, (subject, period, points) in enumerate(rows)
    ]
    undone = [reversal(entry, entry_id=len(entries) + number, period="2026-06") for number, entry in enumerate(entries)]
    totals, faults = ledger_totals(entries + undone)
    assert not faults
    assert all(sum(periods.values()) == 0 for periods in totals.values())
    again = reversal(entries[0], entry_id=999, period="2026-06") if entries else None
    if again:
        assert ledger_totals([*entries, *undone, again])[1] == [(999, "ALREADY_REVERSED")]


def test_a_reversal_must_fit_its_entry() -> None:
    award = Posting(id=1, subject="a", period="2026-05", points=Decimal(2), kind=EntryKind.AWARD)
    fits = reversal(award, entry_id=2, period="2026-06")
    other = Posting(id=2, subject="b", period="2026-06", points=Decimal(-2), kind=EntryKind.REVERSAL, reverses=1)
    nothing = reversal(fits, entry_id=3, period="2026-06")
    assert ledger_totals([award, fits])[1] == []
    assert ledger_totals([award, other])[1] == [(2, "NOT_EXACT_NEGATIVE")]
    assert ledger_totals([award, nothing])[1] == [(3, "NO_SUCH_ENTRY")]


def test_a_cap_counts_by_the_time_of_the_act() -> None:
    assert cap_months("month", "2026-05") == ("2026-05", "2026-05")
    assert cap_months("year", "2026-05") == ("2026-01", "2026-12")


def test_a_month_is_frozen_by_its_notice() -> None:
    day = date(2026, 6, 10)
    assert period_state("2026-06", day, noticed=False, publicity_until=None) is PeriodState.OPEN
    assert period_state("2026-05", day, noticed=False, publicity_until=None) is PeriodState.REVIEWING
    assert period_state("2026-05", day, noticed=True, publicity_until=day) is PeriodState.PUBLICITY
    assert period_state("2026-05", day, noticed=True, publicity_until=date(2026, 6, 9)) is PeriodState.CLOSED


def test_an_act_before_the_scheme_is_refused() -> None:
    check_validity(date(2026, 1, 1), date(2026, 1, 1))
    with pytest.raises(Refusal) as caught:
        check_validity(date(2025, 12, 31), date(2026, 1, 1))
    assert caught.value.code == "OUTSIDE_SCHEME"
    assert caught.value.facts == {"date": date(2025, 12, 31), "valid_from": date(2026, 1, 1)}
