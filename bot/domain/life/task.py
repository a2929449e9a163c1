"""A task's life: todo, doing, submitted, done or cancelled; that it is overdue follows from the day."""

from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from enum import StrEnum

from bot.domain.life.ryg import Task
from bot.domain.life.task_refusals import bad_progress, task_is


class TaskState(StrEnum):
    """How far a task is."""

    TODO = "todo"
    DOING = "doing"
    SUBMITTED = "submitted"
    DONE = "done"
    CANCELLED = "cancelled"


class Outcome(StrEnum):
    """How a task ended; only the first three have points."""

    ON_TIME = "on_time"
    LATE = "late"
    MISSED = "missed"
    DROPPED = "dropped"
    LAPSED = "lapsed"


OPEN = frozenset({TaskState.TODO, TaskState.DOING, TaskState.SUBMITTED})
IN_HAND = frozenset({TaskState.TODO, TaskState.DOING})

MOVES: dict[str, tuple[frozenset[TaskState], TaskState]] = {
    "progress": (IN_HAND, TaskState.DOING),
    "submit": (IN_HAND, TaskState.SUBMITTED),
    "accept": (frozenset({TaskState.SUBMITTED}), TaskState.DONE),
    "return": (frozenset({TaskState.SUBMITTED}), TaskState.DOING),
    "undo": (frozenset({TaskState.DONE}), TaskState.SUBMITTED),
    "cancel": (OPEN, TaskState.CANCELLED),
    "miss": (IN_HAND, TaskState.CANCELLED),
    "lapse": (IN_HAND, TaskState.CANCELLED),
}
"""Act to the states in which it is possible, and the state that it leads to."""


def move(number: int, state: str, verb: str) -> TaskState:
    """Give the state that an act leads to.

    Raises:
        Refusal: ``TASK_IS`` in a state in which it is not possible.

    Source: domain 2.1 (Task).
    """
    possible, after = MOVES[verb]
    if TaskState(state) not in possible:
        raise task_is(number, state)
    return after


def read_progress(word: str) -> int | None:
    """Read a percentage such as ``60%`` or ``60 %``; None for a word that is none.

    Raises:
        Refusal: ``BAD_PROGRESS`` above a hundred.
    """
    digits = word.removesuffix("%").strip()
    if not word.endswith("%") or not (digits.isascii() and digits.isdecimal()):
        return None
    if len(digits) > 3 or int(digits) > 100:
        raise bad_progress(word)
    return int(digits)


def handed_in_on(at: datetime, due: date, hour: str, zone: tzinfo) -> date:
    """Give the day on which a task counts as handed in: past the hour of its last day that is the next day.

    Args:
        at: When it was handed in.
        due: Its last day.
        hour: ``18:00`` on that day, or empty for its end.
        zone: The organisation's.
    """
    local = at.astimezone(zone)
    late = bool(hour) and local.date() == due and local.time() > time.fromisoformat(hour)
    return local.date() + timedelta(days=1) if late else local.date()


def outcome_of(handed_in: date, due: date) -> Outcome:
    """Tell whether a task that is accepted was on time: what counts is when it was handed in, not when accepted."""
    return Outcome.ON_TIME if handed_in <= due else Outcome.LATE


def as_coloured(start: date, due: date, progress: int, handed_in: date | None) -> Task:
    """Give a task as the rule of its colour looks at it."""
    return Task(start=start, due=due, progress=Decimal(progress), done_on=handed_in)
