"""Ratings, contests and groups: figures that must not drift before they are published."""

from decimal import Decimal

import pytest

from bot.domain.awards.contest import observation_score
from bot.domain.organisation.groups import snake_groups
from bot.domain.ratings.assessment import target_assessment
from bot.domain.ratings.coefficient import Unit, mutual_coeff


def numbers(*texts: str) -> list[Decimal]:
    return [Decimal(text) for text in texts]


@pytest.mark.parametrize(
    ("site", "stage", "score"),
    [
        (["2", "10", "5"], ["99.995", "27", "0.995"], "24.17"),
        (["6.36", "67.7", "11.61", "0.005", "5"], ["21.2", "63.06", "81", "41", "10"], "24.71"),
        (["90"], ["80", "80.01"], "85.00"),
    ],
)
def test_two_means_that_meet_half_way_round_up(site: list[str], stage: list[str], score: str) -> None:
    assert str(observation_score(numbers(*site), numbers(*stage))) == score


def test_a_coefficient_against_a_mean_of_thirds_rounds_half_up() -> None:
    business = dict(zip("abc", numbers("57", "60.7", "58.3"), strict=True))
    units = [Unit(id=code, party=Decimal(60), business=score) for code, score in business.items()]
    # 58.3 / (176 / 3) is 0.99375 exactly.
    assert {code: str(unit.k_business) for code, unit in mutual_coeff(units).items()} == {
        "a": "0.9716",
        "b": "1.0347",
        "c": "0.9938",
    }


@pytest.mark.parametrize(("spots", "final"), [([], "87.86"), (["84", "85", "84"], "86.80"), (["0.05"] * 3, "61.52")])
def test_a_target_assessment_is_rounded_once(spots: list[str], final: str) -> None:
    assert str(target_assessment(Decimal(90), numbers(*spots), Decimal(87)).final) == final


def test_groups_are_dealt_by_published_scores_and_inside_a_tie_by_code() -> None:
    tied = [("b", Decimal("90.004")), ("a", Decimal(90)), ("c", Decimal("90.005"))]
    assert snake_groups(tied, [], 3) == [["c"], ["a"], ["b"]]
