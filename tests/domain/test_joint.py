"""Joint work by rule: which sides fit, how shares split points, where a half-year begins."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.awards.joint import fits, half_year_start, split
from bot.domain.organisation.groups import snake_groups

HUNDREDTHS = st.integers(0, 100_000).map(lambda n: Decimal(n) / 100)


@pytest.mark.parametrize(
    ("one", "other", "fit"),
    [("a0", "b0", True), ("b2", "a2", True), ("a0", "b1", False), ("a0", "a0", False), ("b1", "b1", False)],
)
def test_sides_fit_by_one_rule(one: str, other: str, fit: bool) -> None:
    """J8: the two sides of one rule, in either order."""
    assert fits(one, other) is fit


@pytest.mark.parametrize(
    ("points", "shares", "parts"),
    [
        ("10", "66.67 33.33", "6.67 3.33"),
        ("10.01", "66.67 33.33", "6.67 3.34"),
        ("1", "33.33 33.33 33.34", "0.33 0.33 0.34"),
        ("0.01", "50 50", "0.01 0.00"),
        ("0", "50 50", "0.00 0.00"),
    ],
)
def test_shares_computed_by_hand(points: str, shares: str, parts: str) -> None:
    given_parts = split(Decimal(points), [Decimal(one) for one in shares.split()])
    assert [f"{one:.2f}" for one in given_parts] == parts.split()


@given(HUNDREDTHS, st.lists(st.integers(1, 10_000), min_size=1, max_size=12))
def test_the_parts_sum_exactly(points: Decimal, weights: list[int]) -> None:
    """Whatever the shares: the sum is the whole, and no part is a hundredth away from its exact value."""
    cuts = [Decimal(one * 10_000 // sum(weights)) / 100 for one in weights]
    shares = [*cuts[:-1], 100 - sum(cuts[:-1], Decimal(0))]
    parts = split(points, shares)
    assert sum(parts) == points
    assert all(abs(part - points * share / 100) < Decimal("0.01") for part, share in zip(parts, shares, strict=True))


@given(st.lists(st.tuples(st.integers(0, 99), st.booleans()), max_size=30), st.integers(1, 6))
def test_nobody_is_in_two_groups_of_a_draw(units: list[tuple[int, bool]], count: int) -> None:
    """3.27: everybody is dealt once, and no group is more than one member ahead of another."""
    named = [(f"B{at:03d}", Decimal(score), leads) for at, (score, leads) in enumerate(units)]
    leaders = [(code, score) for code, score, leads in named if leads]
    members = [(code, score) for code, score, leads in named if not leads]
    groups = snake_groups(leaders, members, count)
    dealt = [code for group in groups for code in group]
    assert sorted(dealt) == [code for code, _, _ in named]
    only = [[code for code in group if code in dict(members)] for group in groups]
    assert max(map(len, only)) - min(map(len, only)) <= 1


def test_half_years() -> None:
    assert half_year_start(date(2026, 6, 30)) == date(2026, 1, 1)
    assert half_year_start(date(2026, 7, 1)) == date(2026, 7, 1)
