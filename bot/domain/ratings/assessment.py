"""Target assessment in three stages: self-check, spot checks, year end (J10)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from bot.domain.points.number import mean, round2

SELF, SPOT, YEAR_END = 20, 30, 50
INFLATED_BY = Decimal(10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The final score, and whether the self-check was more than ten above the year end."""

    final: Decimal
    self_inflated: bool


def target_assessment(self_score: Decimal, spots: Sequence[Decimal], year_end: Decimal) -> Assessment:
    """Weigh the stages 20, 30 and 50; without spot checks the other two share the weight.

    Source: domain 3.26.
    """
    parts = [(SELF, Fraction(self_score)), (YEAR_END, Fraction(year_end))]
    if spots:
        parts.append((SPOT, mean(spots)))
    weights = sum(weight for weight, _ in parts)
    total = sum((weight * score for weight, score in parts), Fraction())
    return Assessment(final=round2(total / weights), self_inflated=self_score - year_end > INFLATED_BY)
