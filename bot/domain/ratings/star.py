"""Stars: from the sheet to one of five, under vetoes and a quota (F5-F8)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from bot.domain.awards.quota import Candidate, quota, select_quota
from bot.domain.points.number import ZERO, round2
from bot.domain.points.standing import band

BANDS: tuple[tuple[Decimal, int], ...] = (
    (Decimal(90), 5),
    (Decimal(80), 4),
    (Decimal(70), 3),
    (Decimal(60), 2),
)
BASE_SHARE = Decimal("0.70")
REVIEW_SHARE = Decimal("0.30")
FIVE_STAR_PERCENT = Decimal(30)

Reason = Literal["band", "vetoed", "quota", "quota_tie_manual"]


def star_total(
    base: Decimal,
    deduct: Decimal,
    review: Decimal,
    *,
    base_share: Decimal = BASE_SHARE,
    review_share: Decimal = REVIEW_SHARE,
) -> Decimal:
    """Weigh the sheet after deductions with the review.

    Args:
        base: Score of the sheet.
        deduct: Points taken off, positive; they cannot bring the sheet below zero.
        review: Score of the review.
        base_share: Share of the sheet, as the rulebook says.
        review_share: Share of the review; together they are 1.

    Source: domain 3.17.
    """
    return round2(max(ZERO, base - deduct) * base_share + review * review_share)


def star_of(total: Decimal, caps: Iterable[int] = (), bands: Sequence[tuple[Decimal, int]] = BANDS) -> int:
    """Give the star of a total, at most the lowest cap.

    Args:
        total: Rounded before it is compared.
        caps: Most stars that each veto leaves.
        bands: Lower bound and star, highest first; below the last it is one star.

    Source: domain 3.17.
    """
    return min((band(total, bands) or 1, *caps))


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedBranch:
    """A branch in a round."""

    id: str
    total: Decimal
    role: Decimal
    review: Decimal
    caps: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Star:
    """A branch's star and why it is not another."""

    star: int
    reason: Reason


def star_round(
    branches: Sequence[RatedBranch],
    percent: Decimal = FIVE_STAR_PERCENT,
    bands: Sequence[tuple[Decimal, int]] = BANDS,
) -> tuple[int, dict[str, Star]]:
    """Rate all branches: at most the quota keeps five stars.

    Five-star candidates are ordered by total, role score and review. Those beyond the quota get four stars
    (``quota``); where a tie straddles it nobody wins by machine (``quota_tie_manual``).

    Returns:
        The quota and the stars by branch.

    Source: domain 3.18, 2.2-13.
    """
    allowed = quota(len(branches), percent, rounding="floor")
    stars = {branch.id: _by_band(branch, bands) for branch in branches}
    candidates = [
        Candidate(id=branch.id, keys=(branch.total, branch.role, branch.review))
        for branch in branches
        if stars[branch.id].star == 5
    ]
    chosen = select_quota(candidates, allowed)
    for candidate in candidates:
        if candidate.id in chosen.unresolved:
            stars[candidate.id] = Star(star=4, reason="quota_tie_manual")
        elif candidate.id not in chosen.selected:
            stars[candidate.id] = Star(star=4, reason="quota")
    return allowed, stars


def _by_band(branch: RatedBranch, bands: Sequence[tuple[Decimal, int]]) -> Star:
    uncapped = star_of(branch.total, (), bands)
    star = star_of(branch.total, branch.caps, bands)
    return Star(star=star, reason="vetoed" if star < uncapped else "band")
