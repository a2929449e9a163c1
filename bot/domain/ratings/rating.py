"""A branch's rating through its year: states that only move forward, and its total with the working (F7, 2.2-12)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bot.domain.points.number import ZERO, parse_points
from bot.domain.points.standing import band
from bot.domain.ratings.indicator import Rated, indicator_score
from bot.domain.ratings.refusals import bad_percent, indicators_missing, rating_is
from bot.domain.ratings.sheet import RatingSheet
from bot.domain.ratings.star import star_of, star_total

RateTable = Mapping[str, Decimal]
"""Indicator to how far it is met, from 0 to 1 with at most two decimals."""

ONE, HUNDRED = Decimal(1), Decimal(100)


class RatingState(StrEnum):
    """Where a branch's rating stands; `decided` waits for the others of its round."""

    SELF_RATING = "self_rating"
    APPRAISAL = "committee_appraisal"
    REVIEW = "municipal_review"
    DECIDED = "decided"
    PUBLICITY = "publicity"
    FILED = "filed"
    LEFT_OUT = "left_out"


_MOVES: dict[tuple[RatingState, str], RatingState] = {
    (RatingState.SELF_RATING, "submit"): RatingState.APPRAISAL,
    (RatingState.APPRAISAL, "appraise"): RatingState.DECIDED,
    (RatingState.APPRAISAL, "candidate"): RatingState.REVIEW,
    (RatingState.REVIEW, "keep"): RatingState.DECIDED,
    (RatingState.REVIEW, "cancel"): RatingState.DECIDED,
    (RatingState.DECIDED, "publish"): RatingState.PUBLICITY,
    (RatingState.PUBLICITY, "file"): RatingState.FILED,
    (RatingState.SELF_RATING, "leave_out"): RatingState.LEFT_OUT,
    (RatingState.APPRAISAL, "leave_out"): RatingState.LEFT_OUT,
}


def moved(state: RatingState, verb: str) -> RatingState:
    """Answer where a rating stands after an act.

    Raises:
        Refusal: ``RATING_IS``: from here that is not possible, for a rating only moves forward.
    """
    found = _MOVES.get((state, verb))
    if found is None:
        raise rating_is(state)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Working:
    """How a total comes about, each part with two decimals.

    Attributes:
        base: Score of the sheet.
        role: Score of its role indicators.
        deduct: Points taken off the sheet.
        review: Score of the appraisal.
        total: Both, weighed.
        star: By band and caps; the quota of the round comes later.
    """

    base: Decimal
    role: Decimal
    deduct: Decimal
    review: Decimal
    total: Decimal
    star: int


def working(
    sheet: RatingSheet, rates: RateTable, *, deduct: Decimal, review: Decimal, caps: Iterable[int] = ()
) -> Working:
    """Work out a total from a whole sheet.

    Raises:
        Refusal: ``INDICATORS_MISSING`` with the number of indicators that were not rated.

    Source: domain 3.16, 3.17.
    """
    score = sheet_score(sheet, rates)
    total = star_total(score.base, deduct, review, base_share=sheet.share_base, review_share=sheet.share_review)
    star = star_of(total, caps, sheet.bands)
    return Working(base=score.base, role=score.role, deduct=deduct, review=review, total=total, star=star)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetScore:
    """A sheet's score, that of its role indicators, and the star that the score alone would be."""

    base: Decimal
    role: Decimal
    star: int


def sheet_score(sheet: RatingSheet, rates: RateTable) -> SheetScore:
    """Add up a whole sheet.

    Raises:
        Refusal: ``INDICATORS_MISSING``.
    """
    missing = len(sheet.indicators) - len(rates)
    if missing:
        raise indicators_missing(missing)
    rows = [Rated(weight=one.weight, rate=rates[one.code], role=one.role) for one in sheet.indicators.values()]
    score = indicator_score(rows)
    return SheetScore(base=score.base, role=score.role, star=band(score.base, sheet.bands) or 1)


def parse_rate(word: str) -> Decimal:
    """Read how far an indicator is met, as a percentage: `85`, `85%`, `0`.

    Raises:
        Refusal: ``BAD_PERCENT``.
    """
    number = parse_points(word.strip().rstrip("%\uff05"))
    if not ZERO <= number <= HUNDRED or number != number.to_integral_value():
        raise bad_percent(word)
    return number / HUNDRED
