"""Indicators of a rating sheet (F2, F3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.points.number import ZERO, round2


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """One indicator: its weight, how far it is met (0 to 1), whether it tells role performance."""

    weight: Decimal
    rate: Decimal
    role: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorScore:
    """Sums over a sheet: of all weights, of role weights, and the scores of both."""

    weights: Decimal
    role_weight: Decimal
    base: Decimal
    role: Decimal


def indicator_score(indicators: Iterable[Rated]) -> IndicatorScore:
    """Add up a sheet.

    Args:
        indicators: All rows; the loader demands that weights give 100 and role weights 40.

    Returns:
        Sums with two decimals.

    Source: domain 3.16.
    """
    rows = list(indicators)
    role = [row for row in rows if row.role]
    return IndicatorScore(
        weights=round2(sum((row.weight for row in rows), ZERO)),
        role_weight=round2(sum((row.weight for row in role), ZERO)),
        base=round2(sum((row.weight * row.rate for row in rows), ZERO)),
        role=round2(sum((row.weight * row.rate for row in role), ZERO)),
    )
