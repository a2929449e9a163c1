"""Party work and business work as each other's coefficient (X8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from bot.domain.points.number import mean, round2, round4

LOWEST = Decimal("0.9000")
HIGHEST = Decimal("1.1000")
_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit with its scores for party and business work."""

    id: str
    party: Decimal
    business: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Working:
    """The working of a unit's final score: coefficients with four decimals, scores with two."""

    k_business: Decimal
    k_party: Decimal
    party: Decimal
    business: Decimal
    final: Decimal


def mutual_coeff(
    units: Sequence[Unit],
    *,
    lowest: Decimal = LOWEST,
    highest: Decimal = HIGHEST,
    party_share: Decimal = _HALF,
    business_share: Decimal = _HALF,
) -> dict[str, Working]:
    """Multiply each unit's score by the coefficient of its other one.

    A coefficient is the score over the mean of all units, between ``lowest`` and ``highest``; 1 where that
    mean is not positive. The final score is found from the rounded products.

    Source: domain 3.14, 2.3-13.
    """
    if not units:
        return {}
    mean_party = mean([unit.party for unit in units])
    mean_business = mean([unit.business for unit in units])

    def coefficient(score: Decimal, peers: Fraction) -> Decimal:
        ratio = Fraction(score) / peers if peers > 0 else Fraction(1)
        return round4(min(max(round4(ratio), lowest), highest))

    workings = {}
    for unit in units:
        k_party, k_business = coefficient(unit.party, mean_party), coefficient(unit.business, mean_business)
        party, business = round2(unit.party * k_business), round2(unit.business * k_party)
        workings[unit.id] = Working(
            k_business=k_business,
            k_party=k_party,
            party=party,
            business=business,
            final=round2(party_share * party + business_share * business),
        )
    return workings
