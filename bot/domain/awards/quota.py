"""Quotas: how many may be chosen, who is, and who is left out; a machine decides no tie."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from bot.domain.points.number import round2


def quota(n: int, percent: Decimal | Fraction, rounding: Literal["half_up", "floor"] = "half_up") -> int:
    """Find how many of ``n`` a share allows.

    Args:
        n: Number of subjects.
        percent: In hundredths as a ``Decimal`` (10 is a tenth), or a share as a ``Fraction`` (one third).
        rounding: ``half_up`` for a nominal share ("按10%"), ``floor`` for a limit ("not more than").

    Source: domain 3.12.
    """
    share = percent if isinstance(percent, Fraction) else Fraction(percent) / 100
    exact = share * n
    return int((exact + Fraction(1, 2)).__floor__() if rounding == "half_up" else exact.__floor__())


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A candidate with the keys that order candidates, most important first, larger is better."""

    id: str
    keys: tuple[Decimal | Fraction, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Who is chosen, who is tied at the cut, and how many seats a vote must fill."""

    selected: list[str]
    unresolved: list[str]
    open_seats: int


def select_quota(candidates: Sequence[Candidate], k: int) -> Selection:
    """Choose the ``k`` best; where a tie on all keys straddles the cut, nobody of it wins automatically.

    Args:
        candidates: In any order; keys are compared rounded to two decimals.
        k: Seats.

    Returns:
        The selected in order, the tied by id, and the seats left for a runoff vote or a reasoned decision.

    Source: domain 3.12.
    """
    keys = {candidate.id: tuple(round2(key) for key in candidate.keys) for candidate in candidates}
    order = sorted(keys, key=lambda code: (tuple(-key for key in keys[code]), code))
    if k <= 0 or k >= len(order) or keys[order[k - 1]] != keys[order[k]]:
        return Selection(selected=order[: max(k, 0)], unresolved=[], open_seats=0)
    tied = [code for code in order if keys[code] == keys[order[k]]]
    selected = order[: order.index(tied[0])]
    return Selection(selected=selected, unresolved=tied, open_seats=k - len(selected))


def exclude_bottom(
    party: Mapping[str, Decimal], business: Mapping[str, Decimal], percent: Decimal = Decimal(10)
) -> list[str]:
    """Name those at the bottom of either list; who is tied at the cut stays in.

    Returns:
        Codes in ascending order.

    Source: domain 3.13 (X18); adverse effects are read leniently.
    """
    return sorted(_bottom(party, percent) | _bottom(business, percent))


def _bottom(scores: Mapping[str, Decimal], percent: Decimal) -> set[str]:
    k = quota(len(scores), percent)
    rounded = sorted(round2(score) for score in scores.values())
    if k == 0:
        return set()
    # The cut lies between the k-th lowest and the next one; a tie across it lowers the cut.
    cut = rounded[k - 1]
    tied = k < len(rounded) and rounded[k] == cut
    return {code for code, score in scores.items() if round2(score) < cut or (round2(score) == cut and not tied)}
