"""Days as people write them."""

import re
from datetime import date, timedelta

from bot.domain.refusals import bad_date, due_is_past, future_date

ASK_DAYS_AHEAD = 7

_FULL_DATE = re.compile(
    r"([0-9]{4})(?:-([0-9]{1,2})-|/([0-9]{1,2})/|\.([0-9]{1,2})\.|年([0-9]{1,2})月)([0-9]{1,2})[日号號]?"
)
_MONTH_DAY = re.compile(r"([0-9]{1,2})([-/.月])([0-9]{1,2})([日号號]?)")
_DAYS_AGO = {"今天": 0, "今日": 0, "today": 0, "昨天": 1, "昨日": 1, "yesterday": 1, "前天": 2, "前日": 2}
_DAYS_AHEAD = {"今天": 0, "今日": 0, "today": 0, "明天": 1, "明日": 1, "tomorrow": 1, "后天": 2, "後天": 2}


def parse_day(word: str, today: date) -> date | None:
    """Read a day: ``2026-05-12``, ``05-12``, ``05/12``, ``5.12``, ``5月12日``, ``昨天``, ``today`` ….

    A day without a year is the last such day; one at most seven days ahead is more likely a slip than a
    memory of last year, so it is asked about.

    Returns:
        The date, or ``None`` if the word is no date.

    Raises:
        Refusal: ``BAD_DATE`` for a day that no calendar has, ``FUTURE_DATE``.

    Source: domain 3.35, 2.3-11.
    """
    ago = _DAYS_AGO.get(word.lower())
    if ago is not None:
        return today - timedelta(days=ago)
    full = _FULL_DATE.fullmatch(word)
    if full:
        month = full[2] or full[3] or full[4] or full[5]
        day = _date(int(full[1]), int(month), int(full[6]))
        if day is None:
            raise bad_date(word)
        if day > today:
            raise future_date(day)
        return day
    short = _MONTH_DAY.fullmatch(word)
    if short is None or not _is_month_day(short):
        return None
    return _last_month_day(int(short[1]), int(short[3]), today, word)


def parse_due(word: str, today: date) -> date | None:
    """Read a day by which something is to be done: as `parse_day`, but a day without a year is the next such day.

    Returns:
        Today or a later date, or ``None`` if the word is no date.

    Raises:
        Refusal: ``BAD_DATE`` for a day that no calendar has, ``DUE_IS_PAST``.
    """
    ahead = _DAYS_AHEAD.get(word.lower())
    if ahead is not None:
        return today + timedelta(days=ahead)
    full, short = _FULL_DATE.fullmatch(word), _MONTH_DAY.fullmatch(word)
    if full:
        day = _date(int(full[1]), int(full[2] or full[3] or full[4] or full[5]), int(full[6]))
    elif short is not None and _is_month_day(short):
        days = [_date(today.year + shift, int(short[1]), int(short[3])) for shift in range(9)]
        day = next((one for one in days if one is not None and one >= today), None)
    else:
        return None
    if day is None:
        raise bad_date(word)
    if day < today:
        raise due_is_past(day)
    return day


def parse_near_day(word: str, today: date) -> date | None:
    """Read a day, before or after today; one without a year is the nearest such day, of two as near the later one.

    Returns:
        The date, or ``None`` if the word is no date.

    Raises:
        Refusal: ``BAD_DATE`` for a day that no calendar has.
    """
    if (ago := _DAYS_AGO.get(word.lower())) is not None:
        return today - timedelta(days=ago)
    if (ahead := _DAYS_AHEAD.get(word.lower())) is not None:
        return today + timedelta(days=ahead)
    full, short = _FULL_DATE.fullmatch(word), _MONTH_DAY.fullmatch(word)
    if full:
        found = [_date(int(full[1]), int(full[2] or full[3] or full[4] or full[5]), int(full[6]))]
    elif short is not None and _is_month_day(short):
        found = [_date(today.year + shift, int(short[1]), int(short[3])) for shift in (1, 0, -1)]
    else:
        return None
    days = [day for day in found if day is not None]
    if not days:
        raise bad_date(word)
    return min(days, key=lambda day: abs(day - today))


def _is_month_day(match: re.Match[str]) -> bool:
    """Tell a month and day from a price, a score or a share: ``13.5`` and ``24/7`` are words of the note."""
    month, day = int(match[1]), int(match[3])
    if match[4] and match[2] != "月":
        return False
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return False
    return match[2] != "." or _date(2024, month, day) is not None


def _last_month_day(month: int, day: int, today: date, word: str) -> date:
    days = [_date(today.year + shift, month, day) for shift in (1, 0, -1)]
    earlier = next((d for d in days if d is not None and d <= today), None)
    for ahead in days:
        if ahead is not None and timedelta(0) < ahead - today <= timedelta(days=ASK_DAYS_AHEAD):
            raise future_date(ahead, earlier)
    if earlier is None:
        raise bad_date(word)
    return earlier


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
