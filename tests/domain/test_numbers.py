"""Rounding, reading and writing points."""

from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.points.number import from_hundredths, half_up, mean, parse_points, plain, round2, signed, to_hundredths
from bot.domain.refusals import Refusal

POINTS = st.decimals(min_value=-10_000, max_value=10_000, places=6)


@given(POINTS)
def test_rounding_is_to_the_nearest_cent_and_away_from_zero_in_the_middle(x: Decimal) -> None:
    rounded = round2(x)
    assert abs(rounded - x) <= Decimal("0.005")
    assert rounded == (abs(x) * 100 + Decimal("0.5")).to_integral_value(ROUND_FLOOR) / 100 * (1 if x > 0 else -1)
    assert rounded.as_tuple().exponent == -2


@given(POINTS)
def test_points_survive_storage_and_never_say_minus_zero(x: Decimal) -> None:
    assert from_hundredths(to_hundredths(x)) == round2(x)
    assert plain(x) != "-0.00"
    assert Decimal(plain(x)) == Decimal(signed(x)) == round2(x)


@pytest.mark.parametrize(
    ("x", "text"), [("2.5", "+2.50"), ("-3", "-3.00"), ("-0.004", "0.00"), ("0.005", "+0.01"), ("-0.005", "-0.01")]
)
def test_amounts_carry_their_sign(x: str, text: str) -> None:
    assert signed(Decimal(x)) == text


@pytest.mark.parametrize(("word", "points"), [("2.5", "2.5"), ("2.50", "2.5"), ("+1", "1"), (".5", ".5"), ("−2", "-2")])
def test_typed_points_are_read(word: str, points: str) -> None:
    assert parse_points(word) == Decimal(points)


@pytest.mark.parametrize("word", ["", "2,5", "1e5", "NaN", "Infinity", "两", "٢", "1_000", "9" * 40, "2.5分"])
def test_other_words_are_no_points(word: str) -> None:
    with pytest.raises(Refusal) as caught:
        parse_points(word)
    assert caught.value.code == "BAD_NUMBER"


@pytest.mark.parametrize(("x", "whole"), [("0.4", 0), ("0.5", 1), ("1.4", 1), ("1.5", 2), ("2.5", 3)])
def test_counts_round_half_up(x: str, whole: int) -> None:
    assert half_up(Decimal(x)) == whole


@pytest.mark.parametrize(
    ("weight", "numbers", "published"),
    [("0.5", ["2", "10", "5"], "2.83"), ("0.3", ["84", "85", "84"], "25.30"), ("0.03", ["0.5"] * 3, "0.02")],
)
def test_a_mean_stays_exact_until_it_is_published(weight: str, numbers: list[str], published: str) -> None:
    assert str(round2(Fraction(weight) * mean([Decimal(number) for number in numbers]))) == published


@given(st.lists(st.decimals(0, 100, places=2), min_size=1, max_size=9), st.integers(1, 50))
def test_a_weighed_mean_that_lies_half_way_is_rounded_away_from_zero(numbers: list[Decimal], weight: int) -> None:
    exact = sum(map(Fraction, numbers)) * weight / len(numbers)
    assert Fraction(round2(weight * mean(numbers))) == Fraction(floor(exact * 100 + Fraction(1, 2)), 100)
