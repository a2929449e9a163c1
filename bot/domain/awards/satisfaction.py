"""Public satisfaction by anonymous ballots (X9)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.points.number import HUNDRED, ZERO, round2

WEIGHTS = {
    "satisfied": Decimal(100),
    "fairly": Decimal(80),
    "average": Decimal(60),
    "dissatisfied": Decimal(0),
}
CONTENT = ("satisfied", "fairly")


@dataclass(frozen=True, slots=True, kw_only=True)
class Satisfaction:
    """Result of a poll: score and rate (percent) only if half of the invited took part."""

    valid: bool
    ballots: int
    score: Decimal | None
    rate: Decimal | None


def satisfaction(counts: Mapping[str, int], invited: int) -> Satisfaction:
    """Weigh the answers; abstentions count for taking part only.

    Args:
        counts: satisfied, fairly, average, dissatisfied, abstain to ballots.
        invited: Number of people asked.

    Source: domain 3.15.
    """
    ballots = sum(counts.values())
    answers = {answer: counts.get(answer, 0) for answer in WEIGHTS}
    total = sum(answers.values())
    valid = ballots * 2 >= invited
    if not valid or total == 0:
        return Satisfaction(valid=valid, ballots=ballots, score=None, rate=None)
    score = sum((WEIGHTS[answer] * number for answer, number in answers.items()), ZERO) / total
    content = sum(answers[answer] for answer in CONTENT)
    return Satisfaction(
        valid=True, ballots=ballots, score=round2(score), rate=round2(Decimal(content) / total * HUNDRED)
    )
