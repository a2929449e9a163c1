"""The pioneer index of members (J9)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.points.number import HUNDRED, ZERO, round2

BONUS_CAP = Decimal(20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pioneer:
    """The value, and its index against the last one; no index without a last value above zero."""

    value: Decimal
    index: Decimal | None


def pioneer_index(
    dimensions: Iterable[tuple[Decimal, Decimal]],
    positive: Iterable[Decimal],
    negative: Iterable[Decimal],
    previous: Decimal | None,
    *,
    zeroed: bool = False,
    bonus_cap: Decimal = BONUS_CAP,
) -> Pioneer:
    """Find a member's pioneer index.

    Args:
        dimensions: Weight and score of each, weights out of 100.
        positive: Bonuses, capped together.
        negative: Deductions, as positive numbers.
        previous: Value of the last period.
        zeroed: Whether a zeroing fact stands.
        bonus_cap: Most that bonuses add.

    Source: domain 3.25, 2.3-13.
    """
    basic = sum((weight * score / HUNDRED for weight, score in dimensions), ZERO)
    value = basic + min(sum(positive, ZERO), bonus_cap) - sum(negative, ZERO)
    published = ZERO if zeroed else round2(max(ZERO, value))
    if previous is None or previous <= 0:
        return Pioneer(value=published, index=None)
    return Pioneer(value=published, index=round2(published / previous * HUNDRED))
