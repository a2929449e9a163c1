"""The health report of a branch, and how regularly it meets (F10, F11)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from bot.domain.calendar.periods import Period, PeriodKind, period_before, period_in
from bot.domain.points.number import HUNDRED, ZERO, round2

Grade = Literal["green", "yellow", "red"]
Frequency = Literal["month", "quarter", "half", "year"]

RED, YELLOW, OVERDUE = Decimal(5), Decimal(2), Decimal(10)
GREEN_FROM, YELLOW_FROM = Decimal(90), Decimal(75)
DAYS_LEFT = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Marks out of a hundred, and their colour."""

    score: Decimal
    grade: Grade


def health(red: int, yellow: int, overdue: int) -> Health:
    """Mark a branch down for red and yellow findings and for fixes that are overdue.

    Source: domain 3.24.
    """
    score = round2(max(ZERO, HUNDRED - RED * red - YELLOW * yellow - OVERDUE * overdue))
    if score >= GREEN_FROM:
        return Health(score=score, grade="green")
    return Health(score=score, grade="yellow" if score >= YELLOW_FROM else "red")


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """How a required kind of meeting stands.

    Attributes:
        window: The running period.
        held: Meetings held in it, up to today.
        status: ``green`` met, ``yellow`` at most seven days left, else ``pending``.
        previous_missed: Whether the period before had too few; a red finding.
    """

    window: Period
    held: int
    status: Literal["green", "yellow", "pending"]
    previous_missed: bool


def org_life(frequency: Frequency, need: int, held_on: Iterable[date], today: date) -> Requirement:
    """Check a kind of meeting against how often it must be held.

    Args:
        frequency: Length of the period.
        need: Meetings a period.
        held_on: Days on which one was held.
        today: Date in the branch's zone.

    Source: domain 3.24.
    """
    window = period_in(PeriodKind(frequency), today)
    before = period_before(window)
    days = list(held_on)
    held = sum(window.first <= day <= today for day in days)
    earlier = sum(before.first <= day <= before.last for day in days)
    status: Literal["green", "yellow", "pending"] = "pending"
    if held >= need:
        status = "green"
    elif (window.last - today).days <= DAYS_LEFT:
        status = "yellow"
    return Requirement(window=window, held=held, status=status, previous_missed=earlier < need)
