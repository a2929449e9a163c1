"""Red, yellow, green: the colour of a task and of a unit (X13)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice
from typing import Literal

from bot.domain.calendar.workdays import Workdays
from bot.domain.points.number import HUNDRED, ZERO, round2

Color = Literal["red", "yellow", "green"]
COLORS: tuple[Color, ...] = ("red", "yellow", "green")
"""The worst first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """From which lag in percent a task is yellow, above which it is red; working days left that make it yellow."""

    lag_yellow: Decimal = Decimal(10)
    lag_red: Decimal = Decimal(30)
    due_soon_workdays: int = 3


USUAL = Thresholds()


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A task: first and last day, progress in percent, the day it was done."""

    start: date
    due: date
    progress: Decimal
    done_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskColor:
    """A colour and why.

    Attributes:
        color: The colour.
        why: done, done_late, overdue, lag, due_soon or on_track.
        planned: Percent that should be done, where the lag decided or nothing is wrong.
        lag: Planned minus progress, likewise.
        workdays_left: Working days after today up to the last day, where that decided.
    """

    color: Color
    why: str
    planned: Decimal | None = None
    lag: Decimal | None = None
    workdays_left: int | None = None


def planned_progress(start: date, due: date, today: date) -> Decimal:
    """Give the percentage that should be done by the end of today: elapsed days over all days, both inclusive.

    Source: domain 3.32.
    """
    days = (due - start).days + 1
    if days <= 0:
        return round2(HUNDRED) if today >= due else ZERO
    elapsed = min(max((today - start).days + 1, 0), days)
    return round2(Decimal(elapsed) / days * HUNDRED)


def ryg(task: Task, today: date, workdays: Workdays, thresholds: Thresholds = USUAL) -> TaskColor:
    """Colour a task.

    Args:
        task: The task.
        today: Date in the branch's zone.
        workdays: Calendar, for the last days.
        thresholds: What the work list's own rules say.

    Source: domain 3.32.
    """
    if task.done_on is not None:
        late = task.done_on > task.due
        return TaskColor(color="yellow", why="done_late") if late else TaskColor(color="green", why="done")
    if today > task.due:
        return TaskColor(color="red", why="overdue")
    planned = planned_progress(task.start, task.due, today)
    lag = round2(planned - task.progress)
    if lag >= thresholds.lag_yellow:
        return TaskColor(color="red" if lag > thresholds.lag_red else "yellow", why="lag", planned=planned, lag=lag)
    # No further than it takes to know that many are left: a year's task has 250 working days.
    ahead = islice(workdays.between(today + timedelta(days=1), task.due), thresholds.due_soon_workdays + 1)
    left = sum(1 for _ in ahead)
    if left <= thresholds.due_soon_workdays and task.progress < HUNDRED:
        return TaskColor(color="yellow", why="due_soon", workdays_left=left)
    return TaskColor(color="green", why="on_track", planned=planned, lag=lag)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitColor:
    """A unit's colour is that of its worst task; and how many of each it has."""

    color: Color
    red: int
    yellow: int
    green: int


def worst(counts: Mapping[str, int]) -> Color:
    """Give the worst colour that anything has; green without any."""
    return next((color for color in COLORS if counts.get(color)), "green")


def ryg_unit(colors: Iterable[Color]) -> UnitColor:
    """Colour a unit by its tasks; green without any.

    Source: domain 3.32.
    """
    counts: dict[str, int] = {"red": 0, "yellow": 0, "green": 0}
    for color in colors:
        counts[color] += 1
    return UnitColor(color=worst(counts), red=counts["red"], yellow=counts["yellow"], green=counts["green"])


def red_streak(colors: Sequence[tuple[str, Color]]) -> tuple[str, ...]:
    """Give the months that were red one after the other up to the last, in order.

    Args:
        colors: Keys of months with the colour that they ended with, in order; a month that is left out ends a streak.

    Source: domain 3.32.
    """
    streak: list[str] = []
    for month, color in colors:
        follows = not streak or _month_after(streak[-1]) == month
        streak = ([*streak, month] if follows else [month]) if color == "red" else []
    return tuple(streak)


def _month_after(month: str) -> str:
    year, number = int(month[:4]), int(month[5:7])
    return f"{year + number // 12:04d}-{number % 12 + 1:02d}"


def red_months(colors: Iterable[Color]) -> Literal["none", "talk", "no_awards"]:
    """Tell what follows from a unit's monthly colours: two red in a row a talk, three no awards this year.

    Args:
        colors: Of the months of a year, in order.

    Source: domain 3.32.
    """
    streak = longest = 0
    for color in colors:
        streak = streak + 1 if color == "red" else 0
        longest = max(longest, streak)
    if longest >= 3:
        return "no_awards"
    return "talk" if longest == 2 else "none"
