"""Training of persons (H4, J1): kinds, hours, and how many a year asks for.

32 hours a year for everybody and 56 for the office is what published training plans ask; a branch sets its own.
"""

from collections.abc import Collection
from decimal import Decimal
from typing import NamedTuple

from bot.domain.life.refusals import bad_training_hours
from bot.domain.points.number import ZERO, parse_points
from bot.domain.refusals import bad_setting

KINDS = ("class", "lecture", "online", "practice", "other")
MOST_HOURS = Decimal(200)
"""Of one course: five weeks of eight hours."""
MOST_A_YEAR = Decimal(2000)
OFFICES = frozenset({"secretary", "deputy_secretary"})
"""Who is asked for more hours, with training that goes with the post (J1)."""


class Required(NamedTuple):
    """Hours a year: of everybody, and of the office."""

    each: Decimal
    office: Decimal

    def of(self, roles: Collection[str]) -> Decimal:
        """Answer what somebody with these roles is asked for."""
        return self.office if OFFICES & set(roles) else self.each


REQUIRED = Required(Decimal(32), Decimal(56))


def read_hours(word: str) -> Decimal:
    """Read the hours of a course: more than none, at most 200, in halves.

    Raises:
        Refusal: ``BAD_NUMBER``, ``BAD_TRAINING_HOURS``.
    """
    hours = parse_points(word)
    if not ZERO < hours <= MOST_HOURS or hours * 2 != int(hours * 2):
        raise bad_training_hours(word, MOST_HOURS)
    return hours


def read_required(text: str) -> Required:
    """Read hours of everybody and of the office; one number stands for both.

    Raises:
        Refusal: ``BAD_NUMBER``, ``BAD_SETTING`` for none, more than two, negative ones or more than a working year.
    """
    numbers = [parse_points(word) for word in text.split()]
    if not 1 <= len(numbers) <= 2 or any(not ZERO <= one <= MOST_A_YEAR for one in numbers):
        raise bad_setting(text, ("32 56", "24 40", "default"))
    return Required(numbers[0], numbers[-1])


def missing(hours: Decimal, required: Decimal) -> Decimal:
    """Answer how many hours are short, never less than none."""
    return max(ZERO, required - hours)


def written(hours: Decimal) -> str:
    """Write hours as people do: ``8``, ``1.5``."""
    return f"{hours.normalize():f}"
