"""How often a branch has to meet: the rhythm of organisation life, as data that a branch may set otherwise."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast, get_args

from bot.domain.life.health import Frequency
from bot.domain.life.meeting import Kind, parse_kind
from bot.domain.points.text import normalise_text
from bot.domain.refusals import bad_setting

MOST = 12
COMMITTEE_FROM = 7
"""Full members from which a branch has a committee."""
FREQUENCY_WORDS = {"月": "month", "季": "quarter", "季度": "quarter", "半年": "half", "年": "year"}

_DUTY = re.compile(r"(\S+)\s+([0-9]{1,2})\s*(?:/|次/|次每|per)\s*(\S+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A kind of meeting that is due so many times in each month, quarter, half or year."""

    kind: Kind
    need: int
    frequency: Frequency


def usual_duties(full_members: int, *, groups: bool, deputy: bool) -> tuple[Duty, ...]:
    """Give what a branch owes where it set nothing itself.

    Args:
        full_members: How many it has.
        groups: Whether it has group leaders.
        deputy: Whether it has a deputy secretary, and so a committee.

    Source: domain R13 (members' meeting each quarter, committee and group each month), R14 (theme day each month, a
        lecture a year), R15 (organisational life meeting with the yearly appraisal).
    """
    found = [
        Duty(kind=Kind.MEMBERS_MEETING, need=1, frequency="quarter"),
        Duty(kind=Kind.THEME_DAY, need=1, frequency="month"),
        Duty(kind=Kind.LECTURE, need=1, frequency="year"),
        Duty(kind=Kind.ORG_LIFE, need=1, frequency="year"),
    ]
    if deputy or full_members >= COMMITTEE_FROM:
        found.insert(1, Duty(kind=Kind.COMMITTEE, need=1, frequency="month"))
    if groups:
        found.insert(2, Duty(kind=Kind.GROUP, need=1, frequency="month"))
    return tuple(found)


def parse_duties(text: str) -> tuple[Duty, ...]:
    """Read ``theme_day 1/month, lecture 1/quarter``; the words of a language are understood too.

    Raises:
        Refusal: ``BAD_SETTING`` with an example.
    """
    return tuple(_duty(part.strip()) for part in re.split(r"[,;、]", normalise_text(text)) if part.strip())


def _duty(part: str) -> Duty:
    match = _DUTY.fullmatch(part)
    kind = parse_kind(match[1]) if match else None
    word = FREQUENCY_WORDS.get(match[3], match[3].lower()) if match else ""
    if match is None or kind is None or word not in get_args(Frequency) or not 1 <= int(match[2]) <= MOST:
        raise bad_setting(part, ("theme_day 1/month", "members_meeting 1/quarter", "off", "default"))
    return Duty(kind=kind, need=int(match[2]), frequency=cast("Frequency", word))


def duties_text(duties: Sequence[Duty]) -> str:
    """Write duties as they are kept."""
    return ", ".join(f"{duty.kind.value} {duty.need}/{duty.frequency}" for duty in duties)
