"""Who may be a candidate: what a kind of award needs, and what stands against somebody (L16, F15, F18, S13, S14)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

NEEDS = (
    "in_service",
    "half_year",
    "passed",
    "no_ladder",
    "not_barred",
    "no_finding",
    "five_star",
    "four_star",
    "top_three",
)
"""What a rulebook may ask of candidates, in the order in which it is told."""

HALF_YEAR_DAYS = 183


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What is known of a candidate on the day that it is looked at.

    Attributes:
        in_service: Neither retired nor away.
        days: Days of membership; for a branch since it was founded.
        average: Average of the year's closed months, None without one.
        pass_line: The scheme's, None where it has none.
        ladder: Whether a step of the ladder was closed with a record this year.
        barred: Whether the committee barred the branch from this year's awards.
        finding: Whether a confirmed finding stands against the branch.
        star: The branch's star in force, 0 for none.
        among_first: Whether the member is among the first of the branch.
    """

    in_service: bool = True
    days: int = 0
    average: Decimal | None = None
    pass_line: Decimal | None = None
    ladder: bool = False
    barred: bool = False
    finding: bool = False
    star: int = 0
    among_first: bool = False


def unmet(needs: Iterable[str], record: Record) -> tuple[str, ...]:
    """Answer which needs a candidate does not fulfil, in the order of `NEEDS`; none: eligible.

    Source: domain 1.1 (L16), 1.2 (F15, F18), 1.3 (S13, S14, S17).
    """
    low = record.pass_line is not None and (record.average is None or record.average < record.pass_line)
    met: Mapping[str, bool] = {
        "in_service": record.in_service,
        "half_year": record.days >= HALF_YEAR_DAYS,
        "passed": not low,
        "no_ladder": not record.ladder,
        "not_barred": not record.barred,
        "no_finding": not record.finding,
        "five_star": record.star >= 5,
        "four_star": record.star >= 4,
        "top_three": record.among_first,
    }
    asked = set(needs)
    return tuple(need for need in NEEDS if need in asked and not met[need])
