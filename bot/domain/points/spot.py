"""Spot checks: a draw that anybody can repeat (S11)."""

from collections.abc import Collection
from enum import StrEnum
from hashlib import sha256

CHECKERS = ("committee_reviewer", "deputy_secretary", "secretary", "group_leader", "recorder", "ledger_keeper", "admin")
"""Roles that are asked to check, in order; whoever has a part in a claim or decided on it is passed over (A)."""


class Verdict(StrEnum):
    """What a checker found (5.16)."""

    TRUE = "true"
    PARTLY = "partly"
    FALSE = "false"


NEED_REASON = frozenset({Verdict.PARTLY, Verdict.FALSE})


def commitment(salt: str) -> str:
    """Give what is published of a salt when the month opens: its SHA-256, in lower-case hexadecimal."""
    return sha256(salt.encode()).hexdigest()


def seed(month: str, salt: str) -> str:
    """Give the seed of a month's draw: ``2026-05:salt``."""
    return f"{month}:{salt}"


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
