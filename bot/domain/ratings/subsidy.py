"""Subsidies that follow stars (F16, F17); the bot lists them, it pays nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.points.number import ZERO, round2

MONTHLY = {5: Decimal(500), 4: Decimal(400), 3: Decimal(300)}
FUND = Decimal(10000)
RURAL = frozenset({"rural", "农村", "農村"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Subsidy:
    """Yuan with two decimals: the secretary's over the months, and the branch's work fund."""

    secretary: Decimal
    fund: Decimal


def subsidy(
    domain: str,
    stars_by_month: Sequence[int],
    *,
    five_star_fund: bool = False,
    monthly: Mapping[int, Decimal] = MONTHLY,
    fund: Decimal = FUND,
) -> Subsidy:
    """Add up the monthly subsidy by the star in force in each month.

    Args:
        domain: Only rural branches have it.
        stars_by_month: Star in force each month; a demotion acts from the next month.
        five_star_fund: Whether the year's fund is due (once per five-star branch and year).
        monthly: Star to yuan.
        fund: Yuan.

    Source: domain 3.19.
    """
    if domain not in RURAL:
        return Subsidy(secretary=ZERO, fund=ZERO)
    secretary = sum((monthly.get(star, ZERO) for star in stars_by_month), ZERO)
    return Subsidy(secretary=round2(secretary), fund=round2(fund) if five_star_fund else ZERO)
