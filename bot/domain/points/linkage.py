"""Linkage: full tens of persons give their organisation a point (L17)."""

from collections.abc import Iterable, Mapping
from decimal import ROUND_FLOOR, Decimal
from typing import Literal

from bot.domain.points.number import ZERO, round2

Mode = Literal["per_person", "pooled"]


def share(total: Decimal, mode: Mode = "per_person", *, step: Decimal = Decimal(10)) -> Decimal:
    """Find what one person's total adds to the basis of what is owed: full steps, or the points themselves if pooled.

    Source: domain 3.4.
    """
    gained = max(ZERO, total)
    return gained if mode == "pooled" else _full_steps(gained, step)


def owed(
    basis: Decimal, mode: Mode = "per_person", *, step: Decimal = Decimal(10), unit: Decimal = Decimal(1)
) -> Decimal:
    """Find what an organisation is owed for the sum of the shares of its persons.

    Source: domain 3.4.
    """
    return round2((_full_steps(basis, step) if mode == "pooled" else basis) * unit)


def linkage(
    points: Mapping[str, Decimal],
    mode: Mode = "per_person",
    *,
    step: Decimal = Decimal(10),
    unit: Decimal = Decimal(1),
) -> Decimal:
    """Find what an organisation is owed for the points of its persons.

    Args:
        points: Person to total, earned in this organisation and this cycle only.
        mode: ``per_person`` floors each person's total, ``pooled`` their sum.
        step: Points for each unit.
        unit: Points for each full step.

    Source: domain 3.4.
    """
    basis = sum((share(total, mode, step=step) for total in points.values()), ZERO)
    return owed(basis, mode, step=step, unit=unit)


def _full_steps(points: Decimal, step: Decimal) -> Decimal:
    return (points / step).to_integral_value(rounding=ROUND_FLOOR)


def linkage_posting(wanted: Decimal, posted: Decimal) -> Decimal:
    """Find the entry that brings what is posted to what is owed; 0.00 means none.

    Source: domain 3.4, 2.2-18.
    """
    return round2(wanted - posted)


def linkage_postings(
    entries: Iterable[tuple[str, Decimal]],
    mode: Mode = "per_person",
    *,
    step: Decimal = Decimal(10),
    unit: Decimal = Decimal(1),
) -> tuple[list[Decimal], Decimal]:
    """Play entries of persons and post the difference after each, up and down.

    Returns:
        The posting after each entry (0.00 for none) and their sum.

    Source: domain 3.4.
    """
    totals: dict[str, Decimal] = {}
    posted = ZERO
    postings = []
    for person, points in entries:
        totals[person] = totals.get(person, ZERO) + points
        posting = linkage_posting(linkage(totals, mode, step=step, unit=unit), posted)
        posted += posting
        postings.append(posting)
    return postings, round2(posted)
