"""Ranking: places, arrows, converted scores, and what is summed up over months and units."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from bot.domain.points.number import HUNDRED, ZERO, mean, round2


def rank(scores: Mapping[str, Decimal]) -> dict[str, int]:
    """Rank by standard competition: 1, 2, 2, 4.

    Args:
        scores: Code to score; compared as published, rounded to two decimals.

    Returns:
        Code to 1 + number of strictly greater scores; best first, ties by code.

    Source: domain 3.10.
    """
    rounded = {code: round2(score) for code, score in scores.items()}
    ranks: dict[str, int] = {}
    place, last = 0, None
    for position, code in enumerate(sorted(rounded, key=lambda code: (-rounded[code], code)), start=1):
        if rounded[code] != last:
            place, last = position, rounded[code]
        ranks[code] = place
    return ranks


def rank_delta(previous: Mapping[str, Decimal], current: Mapping[str, Decimal]) -> dict[str, int | None]:
    """Tell how far each has moved: positive is up, ``None`` a newcomer.

    Source: domain 3.10.
    """
    before, now = rank(previous), rank(current)
    return {code: before[code] - place if code in before else None for code, place in now.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class YearToDate:
    """Totals from a first month to a last one.

    Attributes:
        totals: Subject to points.
        ranks: Subject to rank.
        on_board: Number of subjects with a total above zero (L12).
        top: Best total, or ``None`` without entries.
    """

    totals: dict[str, Decimal]
    ranks: dict[str, int]
    on_board: int
    top: Decimal | None


def ytd_board(entries: Iterable[tuple[str, str, Decimal]], upto: str, since: str | None = None) -> YearToDate:
    """Sum entries over months.

    Args:
        entries: Subject, month key, points.
        upto: Last month key.
        since: First month key; January of the same year if left out.

    Source: domain 3.10, L11.
    """
    first = since or f"{upto[:4]}-01"
    totals: dict[str, Decimal] = {}
    for subject, month, points in entries:
        if first <= month <= upto:
            totals[subject] = totals.get(subject, ZERO) + points
    totals = {subject: round2(total) for subject, total in totals.items()}
    return YearToDate(
        totals=totals,
        ranks=rank(totals),
        on_board=sum(total > 0 for total in totals.values()),
        top=max(totals.values(), default=None),
    )


def top_n(scores: Mapping[str, Decimal], n: int, pass_line: Decimal | None = None) -> list[str]:
    """Name the first ``n`` ranks: a tie at the last lets all in, a tie before it keeps nobody out.

    Args:
        scores: Code to score.
        n: Last rank that counts.
        pass_line: Least score, or ``None``.

    Returns:
        Codes by rank, inside a tie by code.

    Source: domain 3.11 (S13).
    """
    return [
        code
        for code, place in rank(scores).items()
        if place <= n and (pass_line is None or round2(scores[code]) >= pass_line)
    ]


def normalize(raw: Mapping[str, Decimal], full: Decimal = HUNDRED) -> dict[str, Decimal]:
    """Convert totals of one subject kind: the best becomes ``full``, others in proportion, none below zero.

    Source: domain 3.3 (L5).
    """
    best = max(raw.values(), default=ZERO)
    if best <= 0:
        return dict.fromkeys(raw, ZERO)
    return {code: round2(max(ZERO, points) * full / best) for code, points in raw.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section of a department: its own points and the scores of its persons."""

    id: str
    own: Decimal
    persons: Sequence[Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionScore:
    """A section's score over its heads."""

    id: str
    heads: int
    score: Decimal


def rollup(
    sections: Sequence[Section], own_dept: Decimal, mode: Literal["mean", "sum"] = "mean"
) -> tuple[list[SectionScore], Decimal]:
    """Roll scores up from persons over sections to the department.

    Args:
        sections: In order; one without persons keeps its own points and is left out of the department's mean.
        own_dept: The department's own points.
        mode: ``mean`` weighs the rounded section scores by heads, ``sum`` adds everything.

    Returns:
        The sections' scores and the department's.

    Source: domain 3.5 (X11).
    """
    scores = [
        SectionScore(id=section.id, heads=len(section.persons), score=_section_score(section, mode))
        for section in sections
    ]
    if mode == "sum":
        return scores, round2(sum((section.score for section in scores), own_dept))
    heads = sum(section.heads for section in scores)
    if heads == 0:
        return scores, round2(own_dept)
    weighted = sum((section.score * section.heads for section in scores), ZERO)
    return scores, round2(weighted / heads + own_dept)


def _section_score(section: Section, mode: str) -> Decimal:
    if mode == "mean" and section.persons:
        return round2(mean(section.persons) + Fraction(section.own))
    return round2(sum(section.persons, section.own))
