"""Standing: the score of a month, the average of a year, and what follows from a low one.

All results here are proposals: named persons confirm them before anything is sent or counted (2.3-9).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from bot.domain.points.number import HUNDRED, ZERO, mean, round2

Grade = TypeVar("Grade")


def month_score(
    base: Decimal,
    adds: Iterable[Decimal],
    deducts: Iterable[Decimal],
    *,
    zeroed: bool = False,
    floor: Decimal | None = ZERO,
) -> Decimal:
    """Find the score of a month from additions and deductions (both positive).

    Source: domain 3.6.
    """
    return score_of(sum(adds, ZERO) - sum(deducts, ZERO), base=base, floor=floor, zeroed=zeroed)


def score_of(total: Decimal, *, base: Decimal | None, floor: Decimal | None, zeroed: bool = False) -> Decimal:
    """Find the published score from the total of a month's entries.

    Args:
        total: Sum of the entries.
        base: The scheme's base; ``None`` means that the score is the total.
        floor: Least score, or ``None``.
        zeroed: Whether a zeroing fact stands.

    Source: domain 2.3-1.
    """
    if zeroed:
        return ZERO
    if base is None:
        return round2(total)
    score = round2(base + total)
    return score if floor is None else max(round2(floor), score)


def year_average(months: Mapping[str, Decimal | None]) -> tuple[int, Decimal | None]:
    """Average the months in scope; an exempt month is ``None``.

    Returns:
        The number of months in scope and the average, ``None`` without any.

    Source: domain 3.6, 2.2-20.
    """
    scores = [score for score in months.values() if score is not None]
    if not scores:
        return 0, None
    return len(scores), round2(mean(scores))


def band(score: Decimal, bands: Sequence[tuple[Decimal, Grade]]) -> Grade | None:
    """Give the grade of the first lower bound that the published score reaches.

    Args:
        score: Rounded before it is compared.
        bands: Lower bound and grade, highest first.

    Returns:
        The grade, or ``None`` below the last bound.

    Source: domain 3.6.
    """
    published = round2(score)
    return next((grade for bound, grade in bands if published >= bound), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Restriction:
    """Whether too many members of a branch are below the pass line."""

    n: int
    below: int
    restricted: bool


def branch_restriction(averages: Iterable[Decimal | None], pass_line: Decimal, percent: int = 30) -> Restriction:
    """Count the members below the pass line; exactly the percentage restricts (有30%的).

    Args:
        averages: Annual averages of the members; ``None`` for one without a month in scope, not counted.
        pass_line: Averages below it count.
        percent: Share that restricts.

    Source: domain 3.7 (S14).
    """
    published = [round2(average) for average in averages if average is not None]
    below = sum(average < pass_line for average in published)
    n = len(published)
    return Restriction(n=n, below=below, restricted=n > 0 and below * HUNDRED >= percent * n)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthRow:
    """A member's month, with the persons who answer for it."""

    member: str
    score: Decimal
    disposed: bool
    leader: str
    secretary: str
    severe: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Something that a person owes because of a member's month."""

    member: str
    who: str
    duty: str


def zero_month_duties(rows: Iterable[MonthRow]) -> list[Duty]:
    """Name who has to explain a month of zero points.

    The secretary explains every one; a zero from an organisational disposition is also explained by the leader
    of the unit, who is accountable if it is severe.

    Source: domain 3.9 (S15, S16).
    """
    duties = []
    for row in rows:
        if round2(row.score) != 0:
            continue
        duties.append(Duty(member=row.member, who=row.secretary, duty="explain_at_annual_report"))
        if row.disposed:
            duties.append(Duty(member=row.member, who=row.leader, duty="explain_at_democratic_life_meeting"))
            if row.severe:
                duties.append(Duty(member=row.member, who=row.leader, duty="accountability"))
    return duties
