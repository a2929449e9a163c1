"""Spot checks: a draw that anybody can repeat (S11)."""

from collections.abc import Collection
from hashlib import sha256


def spot_check(ids: Collection[str], seed: str, *, percent: int = 10, minimum: int = 1, maximum: int = 20) -> list[str]:
    """Draw the ids with the smallest SHA-256 of ``seed:id``.

    The hash of the salt inside the seed is published when the month opens and the salt itself at the draw, so
    nobody can steer the draw and everybody can repeat it.

    Args:
        ids: What can be drawn.
        seed: Month and salt.
        percent: Share drawn, rounded up.
        minimum: Least number, as far as there are ids.
        maximum: Most.

    Returns:
        The drawn ids in ascending order.

    Source: domain 3.28.
    """
    share = -(-len(ids) * percent // 100)
    count = min(max(share, minimum), maximum)
    return sorted(sorted(ids, key=lambda i: sha256(f"{seed}:{i}".encode()).hexdigest())[:count])
