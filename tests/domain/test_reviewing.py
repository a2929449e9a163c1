"""Reviewers in figures."""

from datetime import timedelta
from decimal import Decimal

from bot.domain.points.reviewing import Decided, Figures, figures, outliers


def decided(by: int, *verdicts: tuple[bool, str, float]) -> list[Decided]:
    return [
        Decided(by=by, approved=approved, points=Decimal(points), took=timedelta(hours=hours))
        for approved, points, hours in verdicts
    ]


def test_rate_and_medians() -> None:
    """Three of four are 75 %; the middle of 1, 2, 3, 10 lies between 2 and 3; of 1, 2, 4, 90 hours at 3."""
    found = figures(decided(7, (True, "1", 1), (True, "2", 2), (False, "3", 4), (True, "10", 90)))

    assert found == {7: Figures(count=4, rate=75, points=Decimal("2.50"), hours=Decimal("3.0"))}


def test_figures_are_rounded_half_up() -> None:
    """One of eight is 12.5 %; 1.005 points; 1 h 33 min is 1.55 hours, and 3,599 seconds are not quite one."""
    of_eight = decided(7, (True, "1.005", 1.55), *[(False, "1.005", 1.55)] * 7)

    assert figures(of_eight) == {7: Figures(count=8, rate=13, points=Decimal("1.01"), hours=Decimal("1.6"))}
    assert figures(decided(7, (True, "1", 9000)))[7].hours == Decimal("9000.0")


def own(count: int, rate: int, hours: str) -> Figures:
    return Figures(count=count, rate=rate, points=Decimal(1), hours=Decimal(hours))


def test_who_differs_notably_is_told_and_from_few_decisions_nothing_follows() -> None:
    """25 percentage points from the middle of the others, or twice their time and more than a day."""
    assert outliers({1: own(9, 90, "3"), 2: own(9, 65, "3"), 3: own(9, 91, "60")}) == {2: ("rate",), 3: ("hours",)}
    assert outliers({1: own(9, 90, "3"), 2: own(4, 0, "300")}) == {}
    assert outliers({1: own(9, 0, "300")}) == {}
    assert outliers({1: own(9, 90, "1"), 2: own(9, 90, "24")}) == {}
    assert outliers({1: own(5, 90, "3"), 2: own(5, 65, "3")}) == {1: ("rate",), 2: ("rate",)}
    assert outliers({1: own(9, 90, "20"), 2: own(9, 90, "40"), 3: own(9, 90, "20")}) == {}
    assert outliers({1: own(9, 90, "20"), 2: own(9, 90, "41"), 3: own(9, 90, "20")}) == {2: ("hours",)}
