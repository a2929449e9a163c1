"""Findings that weigh on a branch: vetoes, negative facts, demotions (F5, F6, F13). Only confirmed ones count."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class FactKind(StrEnum):
    """What a finding is: a class of the sheet's vetoes, an entry of the negative list, a loss of stars at once."""

    VETO = "veto"
    NEGATIVE = "negative"
    DEMOTION = "demotion"


class FactState(StrEnum):
    """Where it stands; `applied` is a demotion that took its stars."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    APPLIED = "applied"
    LIFTED = "lifted"
    DROPPED = "dropped"


LASTING = frozenset({FactKind.VETO, FactKind.NEGATIVE})
"""What bars stars in a rating while it stands; a demotion acts once, on the star in force."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What the rules need to know of a finding: its kind and state, the most stars it leaves, since when."""

    kind: FactKind
    state: FactState
    max_star: int
    since: date


def caps(findings: Iterable[Finding], year: int) -> tuple[int, ...]:
    """Answer the most stars that each finding leaves in the rating of a year, the strictest first.

    A finding counts while it is confirmed and not lifted, from the year of its document on.

    Source: domain 1.2 (F5, F6), 3.17.
    """
    standing = (
        one.max_star
        for one in findings
        if one.kind in LASTING and one.state is FactState.CONFIRMED and one.since.year <= year
    )
    return tuple(sorted(standing))


@dataclass(frozen=True, slots=True, kw_only=True)
class StarSince:
    """A branch's star and the first month (2026-06) in which it is in force."""

    star: int
    month: str


def star_in_force(history: Iterable[StarSince], month: str) -> int:
    """Answer the star of a month: the last that began by then, 0 before the first.

    Args:
        history: In the order in which it was written; of two for one month the later counts.
        month: Its key.

    Source: domain 3.19 (a change acts from the next month on).
    """
    found = 0
    latest = ""
    for one in history:
        if latest <= one.month <= month:
            found, latest = one.star, one.month
    return found


def next_month(day: date) -> str:
    """Answer the key of the month after a day's: from then on a changed star is in force.

    Source: domain 3.19.
    """
    return f"{day.year + day.month // 12:04}-{day.month % 12 + 1:02}"
