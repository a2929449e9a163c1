"""Tiers: both ends are labelled only where they are clear."""

from decimal import Decimal

import pytest

from bot.domain.points.board import board
from bot.domain.points.tier import Tier, tier, tiers


@pytest.mark.parametrize(
    ("place", "count", "tied", "label"),
    [
        (1, 2, 1, None),
        (1, 3, 1, Tier.ADVANCED),
        (2, 3, 1, Tier.MIDDLE),
        (3, 3, 1, Tier.BEHIND),
        (1, 3, 2, Tier.MIDDLE),  # two share the first place of three: neither is clearly ahead
        (2, 6, 5, Tier.MIDDLE),  # five share the second place of six
        (4, 10, 1, Tier.MIDDLE),
        (7, 10, 1, Tier.MIDDLE),
        (8, 10, 3, Tier.BEHIND),
    ],
)
def test_a_place_lies_in_its_third(place: int, count: int, tied: int, label: Tier | None) -> None:
    assert tier(place, count, tied=tied) is label


def test_who_reaches_the_pass_line_is_never_behind() -> None:
    scores = {"P1": Decimal(95), "P2": Decimal(80), "P3": Decimal(61), "P4": Decimal(59)}
    rows = board(scores, {code: code for code in scores}, previous={})

    with_line = {label: [row.code for row in found] for label, found in tiers(rows[:3], Decimal(60)).items()}
    below = {label: [row.code for row in found] for label, found in tiers(rows, Decimal(60)).items()}

    at_line = tiers(rows[:3], Decimal(61))
    none = tiers(rows[:3], Decimal("61.01"))

    assert [row.code for row in at_line[Tier.MIDDLE]] == ["P2", "P3"]
    assert [row.code for row in none[Tier.BEHIND]] == ["P3"]
    assert with_line == {Tier.ADVANCED: ["P1"], Tier.MIDDLE: ["P2", "P3"], Tier.BEHIND: []}
    assert below == {Tier.ADVANCED: ["P1"], Tier.MIDDLE: ["P2", "P3"], Tier.BEHIND: ["P4"]}


def test_two_who_share_the_first_place_of_four_are_not_clearly_ahead() -> None:
    scores = {"P1": Decimal(95), "P2": Decimal(95), "P3": Decimal(61), "P4": Decimal(59)}
    found = tiers(board(scores, {code: code for code in scores}, previous={}), None)

    assert [row.code for row in found[Tier.ADVANCED]] == []
    assert [row.code for row in found[Tier.MIDDLE]] == ["P1", "P2", "P3"]
