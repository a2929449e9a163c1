"""Contests judged by several people (J4, X16)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from bot.domain.awards.quota import Candidate, Selection, select_quota
from bot.domain.points.number import mean, round2
from bot.domain.points.ranking import rank

TRIM_FROM = 5
_HALF = Fraction(1, 2)


def trimmed_mean(marks: Sequence[Decimal]) -> Fraction:
    """Average the marks of the judges; from five on, one highest and one lowest are dropped.

    Args:
        marks: At least one.

    Returns:
        The exact mean, not rounded; it is rounded where it is published.

    Source: domain 3.26.
    """
    kept = sorted(marks)[1:-1] if len(marks) >= TRIM_FROM else list(marks)
    return mean(kept) if kept else Fraction()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestResult:
    """Scores and ranks by entry, and who is chosen."""

    scores: dict[str, Decimal]
    ranks: dict[str, int]
    selection: Selection


def contest(
    entries: Mapping[str, Mapping[str, Sequence[Decimal]]], weights: Mapping[str, Decimal], k: int
) -> ContestResult:
    """Weigh the trimmed means of the criteria and choose the ``k`` best.

    Args:
        entries: Entry to criterion to the judges' marks.
        weights: Criterion to weight; the order of the criteria breaks ties.
        k: Places.

    Source: domain 3.26.
    """
    means = {
        entry: {criterion: trimmed_mean(marks.get(criterion, ())) for criterion in weights}
        for entry, marks in entries.items()
    }
    scores = {
        entry: round2(sum((Fraction(weights[name]) * mark for name, mark in marks.items()), Fraction()))
        for entry, marks in means.items()
    }
    candidates = [Candidate(id=entry, keys=(scores[entry], *means[entry].values())) for entry in entries]
    return ContestResult(scores=scores, ranks=rank(scores), selection=select_quota(candidates, k))


def observation_score(site: Sequence[Decimal], stage: Sequence[Decimal]) -> Decimal:
    """Weigh site and stage of an observation contest half and half.

    Source: domain 3.26 (X16).
    """
    return round2(_HALF * trimmed_mean(site) + _HALF * trimmed_mean(stage))
