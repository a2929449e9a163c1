"""Joint work of several: pairs, collaboration groups, camps, projects, instructors (H9-H13, J8).

What all kinds share: proposed, active once everybody concerned agreed, ended; activities that a second side confirms.
"""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum

from bot.domain.points.number import CENT, HUNDRED, ZERO, round2


class JointKind(StrEnum):
    """What it is."""

    PAIR = "pair"
    GROUP = "group"
    CAMP = "camp"
    COMMITTEE = "joint_committee"
    PROJECT = "project"
    INSTRUCTOR = "instructor"


class JointState(StrEnum):
    """Where it stands."""

    PROPOSED = "proposed"
    ACTIVE = "active"
    ENDED = "ended"
    DROPPED = "dropped"


def fits(one: str, other: str) -> bool:
    """Tell whether two sides of a pair are of kinds that a rule puts together.

    Args:
        one: Kind of a side: ``a`` or ``b`` for the side of the rule, and the rule's number (``a0``).
        other: Of the other side.

    Source: domain J8.
    """
    return {one[:1], other[:1]} == {"a", "b"} and one[1:] == other[1:]


def split(points: Decimal, shares: Sequence[Decimal]) -> list[Decimal]:
    """Split points by shares in percent, so that the parts sum exactly.

    Each part is cut to hundredths; what is left goes, a hundredth each, to the largest remainders, of equal ones to the
    earlier.

    Args:
        points: Zero or more.
        shares: Percent, together 100.

    Source: domain H9 (several owners per project); the way of rounding is our own.
    """
    exact = [points * share / HUNDRED for share in shares]
    parts = [one.quantize(CENT, rounding=ROUND_DOWN) for one in exact]
    left = int((round2(points) - sum(parts, ZERO)) / CENT)
    order = sorted(range(len(parts)), key=lambda at: (parts[at] - exact[at], at))
    for at in order[:left]:
        parts[at] += CENT
    return parts


def half_year_start(day: date) -> date:
    """Answer the first day of the half-year of a day (J2)."""
    return date(day.year, 1 if day.month <= 6 else 7, 1)
