"""Collaboration groups: strong branches lead weak ones (H11)."""

from collections.abc import Sequence
from decimal import Decimal

from bot.domain.points.number import round2


def snake_groups(
    leaders: Sequence[tuple[str, Decimal]], members: Sequence[tuple[str, Decimal]], count: int
) -> list[list[str]]:
    """Deal leaders by score to groups 1…n, then members by score snaking n…1, 1…n.

    So the strongest leader gets from the weaker end first.

    Args:
        leaders: Code and score.
        members: Code and score.
        count: Number of groups.

    Returns:
        Codes by group, leaders first. Scores are compared as published; ties go by code.

    Source: domain 3.27.
    """
    groups: list[list[str]] = [[] for _ in range(count)]
    for index, code in enumerate(_by_score(leaders)):
        groups[index % count].append(code)
    for index, code in enumerate(_by_score(members)):
        lap, place = divmod(index, count)
        groups[place if lap % 2 else count - 1 - place].append(code)
    return groups


def _by_score(scored: Sequence[tuple[str, Decimal]]) -> list[str]:
    return [code for code, _ in sorted(scored, key=lambda pair: (-round2(pair[1]), pair[0]))]
