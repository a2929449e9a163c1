"""What attendance gives points for: which meetings count for an item, and from what turnout on for a branch's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.life.meeting import Kind
from bot.domain.points.item import Item, ItemKind

ORGANISATION_LIFE: tuple[Kind, ...] = (
    Kind.MEMBERS_MEETING,
    Kind.COMMITTEE,
    Kind.GROUP,
    Kind.LECTURE,
    Kind.THEME_DAY,
    Kind.ORG_LIFE,
)
"""Meetings that count where a scheme does not say which."""
LEAST_TURNOUT = 80
"""Percent of those expected from which a branch's item counts, where a scheme does not say (assumed)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """What a scheme says of an item that attendance books.

    Attributes:
        kinds: Kinds of meetings that count.
        at_least: Percent of those expected who must have come; only for an item of the branch, once a month.
    """

    kinds: tuple[Kind, ...] = ORGANISATION_LIFE
    at_least: int = LEAST_TURNOUT


def booked_by(items: Sequence[Item], said: Mapping[str, Attendance], kind: str) -> list[tuple[Item, Attendance]]:
    """Give the items that a meeting of a kind books: gains of a fixed worth whose proof is the check-in.

    A deduction is never booked by itself: that somebody was missing without a reason is for people to say (2.3-9).

    Args:
        items: Of the scheme, in its order.
        said: Item code to what the scheme says of it.
        kind: Of the meeting.
    """
    found = []
    for item in items:
        rule = said.get(item.code, Attendance())
        fixed = item.kind in {ItemKind.FIXED, ItemKind.PER_UNIT} and item.points is not None
        if item.evidence == "checkin" and fixed and not item.negative and kind in rule.kinds:
            found.append((item, rule))
    return found


def missing_items(items: Sequence[Item]) -> list[Item]:
    """Give the deductions that the office may enter for who was missing without a reason."""
    return [item for item in items if item.evidence == "checkin" and item.negative]


def gives(item: Item) -> Decimal:
    """Give the points of one attendance."""
    return item.points or Decimal(0)
