"""The ladder: what consecutive months below the pass line lead to, as proposals (2.3-9)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.points.number import round2

LADDER = {1: "secretary_talk", 2: "committee_interview", 3: "disposal_review"}


def ladder(months: Iterable[tuple[str, Decimal | None]], pass_line: Decimal) -> list[tuple[str, int, str]]:
    """Count consecutive months below the pass line; exempt months (``None``) neither count nor break.

    Args:
        months: Month key and score, in order; the count runs across years.
        pass_line: Scores below it count, a score at or above it starts anew.

    Returns:
        Month key, length of the streak, and ``none``, ``skipped``, ``secretary_talk``,
        ``committee_interview`` or ``disposal_review``.

    Source: domain 3.8 (S17).
    """
    streak = 0
    steps = []
    for month, score in months:
        if score is None:
            steps.append((month, streak, "skipped"))
            continue
        streak = streak + 1 if round2(score) < pass_line else 0
        steps.append((month, streak, LADDER[min(streak, 3)] if streak else "none"))
    return steps


@dataclass(frozen=True, slots=True, kw_only=True)
class Streak:
    """Months below the pass line, one after the other.

    Attributes:
        since: The first of them.
        level: Step of the ladder: how many they are, at most three.
        months: Month key and score of each, in order; exempt months are left out.
    """

    since: str
    level: int
    months: tuple[tuple[str, Decimal], ...]


def streak(months: Sequence[tuple[str, Decimal | None]], pass_line: Decimal) -> Streak | None:
    """Find the streak that stands at the end of some months; ``None`` where the last that counts has passed.

    Args:
        months: Month key and score, in order; ``None`` for an exempt one.
        pass_line: Scores below it count.

    Source: domain 3.8, 2.2-20.
    """
    steps = ladder(months, pass_line)
    length = steps[-1][1] if steps else 0
    if not length:
        return None
    low = [(month, score) for month, score in months if score is not None][-length:]
    return Streak(since=low[0][0], level=min(length, max(LADDER)), months=tuple(low))
