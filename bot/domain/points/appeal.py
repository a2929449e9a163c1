"""Appeals: what is objected to, who may do what with it, and what a decision may change."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from bot.domain.points.number import ZERO
from bot.domain.refusals import (
    appeal_is,
    appeal_over,
    appeal_reason_required,
    not_your_appeal,
    not_your_appeal_to_decide,
    partly_within,
)

REPLY_WORKDAYS = 5
"""Working days in which a second review can be asked for (5.10)."""


class Target(StrEnum):
    """What an appeal is about."""

    CLAIM = "claim"
    ENTRY = "entry"
    TOTAL = "total"
    RANK = "rank"
    OTHER = "other"


class AppealState(StrEnum):
    """How far an appeal is: filed waits for a handler, accepted has one (2.1)."""

    FILED = "filed"
    ACCEPTED = "accepted"
    DECIDED = "decided"
    SECOND_REVIEW = "second_review"
    FINAL = "final"
    WITHDRAWN = "withdrawn"


class Outcome(StrEnum):
    """What became of it."""

    UPHELD = "upheld"
    PARTLY = "partly"
    DISMISSED = "dismissed"


OPEN = (AppealState.FILED, AppealState.ACCEPTED, AppealState.SECOND_REVIEW)
"""States that wait for a decision: the period cannot close over them (2.2-11)."""
WAITS_FOR_HANDLER = (AppealState.ACCEPTED, AppealState.SECOND_REVIEW)

_FROM: Mapping[str, tuple[AppealState, ...]] = {
    "assign": (AppealState.FILED, AppealState.ACCEPTED, AppealState.SECOND_REVIEW),
    "decide": WAITS_FOR_HANDLER,
    "agree": (AppealState.DECIDED,),
    "second": (AppealState.DECIDED,),
    "lapse": (AppealState.DECIDED,),
    "withdraw": OPEN,
    "add": OPEN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Where an appeal stands.

    Attributes:
        id: Its number.
        by: Id of who filed it.
        handler: Id of who is to decide, None where nobody may.
        state: See ``AppealState``.
        level: 1 in the branch, 2 one level up.
        reply_by: Last day to ask for a second review.
    """

    id: int
    by: int
    handler: int | None
    state: AppealState
    level: int = 1
    reply_by: date | None = None


def step(course: Course, do: str, *, by: int | None = None, today: date | None = None, reason: str = "-") -> Course:
    """Move an appeal on.

    Args:
        course: Where it stands.
        do: assign (by then is the handler), decide, agree, second, lapse (nobody asked for more), withdraw, add.
        by: Who does it.
        today: Date in the branch's zone, for asking in time.
        reason: Of a decision.

    Raises:
        Refusal: ``APPEAL_IS``, ``NOT_YOUR_APPEAL``, ``NOT_YOURS_TO_DECIDE``, ``APPEAL_REASON_REQUIRED``,
            ``APPEAL_OVER``.

    Source: domain 2.1 (appeal), 2.2-6, 2.2-11, 5.10.
    """
    if do == "decide" and by != course.handler:
        raise not_your_appeal_to_decide(course.id)
    if do in {"agree", "second", "withdraw", "add"} and by != course.by:
        raise not_your_appeal(course.id)
    if course.state not in _FROM[do]:
        raise appeal_is(course.id, course.state.value)
    match do:
        case "assign":
            state = AppealState.ACCEPTED if course.state is AppealState.FILED else course.state
            return replace(course, handler=by, state=state)
        case "decide":
            if not reason.strip():
                raise appeal_reason_required(course.id)
            return replace(course, state=AppealState.DECIDED if course.level == 1 else AppealState.FINAL)
        case "second":
            if course.reply_by is not None and today is not None and today > course.reply_by:
                raise appeal_over(course.id, course.reply_by)
            return replace(course, state=AppealState.SECOND_REVIEW, level=2, handler=None)
        case "withdraw":
            return replace(course, state=AppealState.WITHDRAWN)
        case "add":
            return course
        case _:
            return replace(course, state=AppealState.FINAL)


def check_partly(appeal_id: int, points: Decimal, whole: Decimal) -> None:
    """Insist that upholding a part gives more than nothing and less than the whole.

    Args:
        appeal_id: Its number, for the words of the refusal.
        points: What would be booked.
        whole: What upholding all of it would book: positive.

    Raises:
        Refusal: ``PARTLY_WITHIN``.
    """
    if not ZERO < points < whole:
        raise partly_within(appeal_id, whole)
