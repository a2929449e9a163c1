"""Tiers: focus both ends and move the middle (抓两头带中间, F20). A label for the own eyes, never for a group."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum

from bot.domain.points.board import BoardRow

LEAST = 3
"""With fewer there are no thirds."""


class Tier(StrEnum):
    """Where one stands among those compared."""

    ADVANCED = "advanced"
    MIDDLE = "middle"
    BEHIND = "behind"


def tier(place: int, count: int, *, tied: int = 1) -> Tier | None:
    """Give the third in which a place lies; both ends are labelled only where they are clear.

    Args:
        place: Competition rank, from 1.
        count: How many are ranked.
        tied: How many share the place: all of them must fit into the first third, and one of them into the last.

    Returns:
        The tier, or ``None`` where fewer than three are ranked.

    Source: domain F20 (assumed: thirds).
    """
    if count < LEAST:
        return None
    if (place + tied - 1) * 3 <= count:
        return Tier.ADVANCED
    return Tier.BEHIND if (place - 1) * 3 >= count * 2 else Tier.MIDDLE


def tiers(rows: Sequence[BoardRow], pass_line: Decimal | None) -> dict[Tier, list[BoardRow]]:
    """Sort the rows of a board into tiers; where there is a pass line, who reaches it is never behind.

    Args:
        rows: The board, best first.
        pass_line: Scores below it count as failed, or ``None``.
    """
    tied = Counter(row.rank for row in rows)
    found: dict[Tier, list[BoardRow]] = {one: [] for one in Tier}
    for row in rows:
        label = tier(row.rank, len(rows), tied=tied[row.rank]) or Tier.MIDDLE
        if label is Tier.BEHIND and pass_line is not None and row.points >= pass_line:
            label = Tier.MIDDLE
        found[label].append(row)
    return found
