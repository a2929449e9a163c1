"""Red, yellow, green: the colour of a task and of a unit (X13)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from bot.domain.calendar.workdays import Workdays
from bot.domain.points.number import HUNDRED, ZERO, round2

Color = Literal["red", "yellow", "green"]

LAG_RED, LAG_YELLOW = Decimal(30), Decimal(10)
DUE_SOON_WORKDAYS = 3


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


def ryg(task: Task, today: date, workdays: Workdays) -> TaskColor:
    """Colour a task.

    Args:
        task: The task.
        today: Date in the branch's zone.
        workdays: Calendar, for the last days.

    Source: domain 3.32.
    """
    if task.done_on is not None:
        late = task.done_on > task.due
        return TaskColor(color="yellow", why="done_late") if late else TaskColor(color="green", why="done")
    if today > task.due:
        return TaskColor(color="red", why="overdue")
    planned = planned_progress(task.start, task.due, today)
    lag = round2(planned - task.progress)
    if lag >= LAG_YELLOW:
        return TaskColor(color="red" if lag > LAG_RED else "yellow", why="lag", planned=planned, lag=lag)
    left = sum(1 for day in workdays.between(today, task.due) if day > today)
    if left <= DUE_SOON_WORKDAYS and task.progress < HUNDRED:
        return TaskColor(color="yellow", why="due_soon", workdays_left=left)
    return TaskColor(color="green", why="on_track", planned=planned, lag=lag)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitColor:
    """A unit's colour is that of its worst task; and how many of each it has."""

    color: Color
    red: int
    yellow: int
    green: int


def ryg_unit(colors: Iterable[Color]) -> UnitColor:
    """Colour a unit by its tasks; green without any.

    Source: domain 3.32.
    """
    counts: dict[Color, int] = {"red": 0, "yellow": 0, "green": 0}
    for color in colors:
        counts[color] += 1
    worst: Color = "red" if counts["red"] else "yellow" if counts["yellow"] else "green"
    return UnitColor(color=worst, red=counts["red"], yellow=counts["yellow"], green=counts["green"])


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
