"""Leaves: spans of days whose months count neither in averages nor in the ladder (2.2-20)."""

import calendar
import re
from collections.abc import Iterable, Sequence
from datetime import date

from bot.domain.points.text import REASON_LIMIT, clean_text
from bot.domain.refusals import bad_date, leave_backwards, leave_needs_reason, leave_too_long

LONGEST_YEARS = 3

_DAY = re.compile(r"(?:([0-9]{4})[-/.年])?([0-9]{1,2})[-/.月]([0-9]{1,2})[日号號]?")
_MONTH = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})月?")
_TODAY = frozenset({"今天", "今日", "today"})

Leave = tuple[date, date | None]
"""First and last day, both included; no last day for an open end."""


def parse_leave(words: Sequence[str], today: date) -> tuple[date, date, str]:
    """Read a leave: ``2026-05-03 2026-08-31 reason``; a month such as ``2026-05`` means its first or its last day.

    Args:
        words: First day, last day, and the reason.
        today: Gives the year of a day that names none.

    Returns:
        First day, last day, reason.

    Raises:
        Refusal: ``BAD_DATE``, ``LEAVE_BACKWARDS``, ``LEAVE_TOO_LONG``, ``LEAVE_NEEDS_REASON``.
    """
    first, last = (_bound(word, today, last=index == 1) for index, word in enumerate((*words, "", "")[:2]))
    if last < first:
        raise leave_backwards(first, last)
    if last.year - first.year > LONGEST_YEARS:
        raise leave_too_long(LONGEST_YEARS)
    reason = clean_text(" ".join(words[2:]), REASON_LIMIT)
    if not reason:
        raise leave_needs_reason()
    return first, last, reason


def starts_leave(word: str) -> bool:
    """Tell whether a word is written like a day or a month, so that the name before it has ended."""
    return word.lower() in _TODAY or bool(_DAY.fullmatch(word) or _MONTH.fullmatch(word))


def _bound(word: str, today: date, *, last: bool) -> date:
    if word.lower() in _TODAY:
        return today
    try:
        if month := _MONTH.fullmatch(word):
            year, number = int(month[1]), int(month[2])
            return date(year, number, calendar.monthrange(year, number)[1] if last else 1)
        if day := _DAY.fullmatch(word):
            return date(int(day[1] or today.year), int(day[2]), int(day[3]))
    except ValueError as error:
        raise bad_date(word) from error
    raise bad_date(word)


def touches(leaves: Iterable[Leave], first: date, last: date) -> bool:
    """Tell whether a leave touches a span of days; a month that it touches does not count (2.2-20)."""
    return any(start <= last and (end is None or end >= first) for start, end in leaves)
