"""Reviewing in figures: how much each reviewer approves, what, how fast; and who differs from the others."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

FEWEST = 5
"""Decisions from which on figures can be compared; assumed."""
RATE_APART = 25
"""Percentage points by which a share of approvals differs notably from the others'; assumed."""
SLOW_FROM = Decimal(24)
"""Hours up to which nobody is called slow, however fast the others are; assumed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A verdict of somebody.

    Attributes:
        by: Who decided.
        approved: Whether it was an approval.
        points: What the claim asked for.
        took: How long it had waited at that level.
    """

    by: int
    approved: bool
    points: Decimal
    took: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What one reviewer's decisions amount to.

    Attributes:
        count: Decisions.
        rate: Percent of them that were approvals, whole.
        points: Median of what was asked for.
        hours: Median of the hours that they took, one decimal.
    """

    count: int
    rate: int
    points: Decimal
    hours: Decimal


def figures(decisions: Iterable[Decided]) -> dict[int, Figures]:
    """Answer each reviewer's figures."""
    by: dict[int, list[Decided]] = {}
    for one in decisions:
        by.setdefault(one.by, []).append(one)
    return {
        reviewer: Figures(
            count=len(own),
            rate=int(_rounded(Decimal(100 * sum(one.approved for one in own)) / len(own), "1")),
            points=_rounded(median([one.points for one in own]), "0.01"),
            hours=_rounded(median([Decimal(int(one.took.total_seconds())) / 3600 for one in own]), "0.1"),
        )
        for reviewer, own in by.items()
    }


def outliers(found: Mapping[int, Figures]) -> dict[int, tuple[str, ...]]:
    """Answer who differs notably from the middle of the others, and in what: ``rate``, ``hours``.

    Few decisions say nothing, neither of somebody nor of those they are compared with.
    """
    known = {reviewer: one for reviewer, one in found.items() if one.count >= FEWEST}
    apart: dict[int, tuple[str, ...]] = {}
    for reviewer, own in known.items():
        others = [one for other, one in known.items() if other != reviewer]
        if not others:
            continue
        rate, hours = median([Decimal(one.rate) for one in others]), median([one.hours for one in others])
        marks = (("rate", abs(own.rate - rate) >= RATE_APART), ("hours", own.hours > max(SLOW_FROM, 2 * hours)))
        if told := tuple(name for name, holds in marks if holds):
            apart[reviewer] = told
    return apart


def median(values: Sequence[Decimal]) -> Decimal:
    """Answer the middle value, or the mean of the two middle ones."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _rounded(value: Decimal, step: str) -> Decimal:
    return value.quantize(Decimal(step), rounding=ROUND_HALF_UP)
