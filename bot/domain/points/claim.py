"""Claims: reading the text of one, and the states it goes through."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from bot.domain.points.day import parse_day
from bot.domain.points.text import NOTE_LIMIT, clean_text, joined, normalise_text
from bot.domain.refusals import bad_quantity, missing_item_code

LEVEL_WORDS = {
    word: level
    for level, words in {
        "district": "district 区级 县级 区县级 县区级 區級 縣級 區縣級 縣區級",
        "city": "city municipal 市级 地市级 市級 地市級",
        "province": "province provincial 省级 省級",
        "national": "national 国家级 全国 国家 國家級 全國 國家",
    }.items()
    for word in words.split()
}
MOST_UNITS = Decimal(1000)

_TRIGGER = re.compile(r"(?:/claim(?:@\w+)?|(?:申报|申報)(\w*))", re.IGNORECASE)
_CODE = re.compile(r"[A-Z]{1,4}[0-9]{1,4}")
_QUANTITY = re.compile(r"[x×*]([0-9]{1,9}(?:\.[0-9]{1,6})?)|([0-9]{1,9}(?:\.[0-9]{1,6})?)[次篇项項]", re.IGNORECASE)
_BARE = re.compile(r"\+?([0-9]{1,9}(?:\.[0-9]{1,6})?)分?")


class ClaimState(StrEnum):
    """Where a claim stands (2.1)."""

    DRAFT = "draft"
    AWAITING_MEMBER = "awaiting_member"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    VOIDED = "voided"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimText:
    """What the text of a claim says.

    Attributes:
        code: Item code, upper case; whether the scheme has it is not known here.
        quantity: Units, above 0.
        level: Level code, or ``None`` if none was written.
        occurred_on: Day of the act, today if none was written.
        note: The rest.
        proposed: Points proposed for a range item, or ``None``.
    """

    code: str
    quantity: Decimal
    level: str | None
    occurred_on: date
    note: str
    proposed: Decimal | None = None


def _never(_code: str) -> bool:
    return False


def parse_claim(
    text: str,
    *,
    today: date,
    is_range: Callable[[str], bool] = _never,
    codes: Collection[str] = (),
    levels: Collection[str] = (),
    note_limit: int = NOTE_LIMIT,
) -> ClaimText:
    """Read ``/claim CODE [xN] [LEVEL] [DATE] NOTE…``; the first word that is none of these starts the note.

    Args:
        text: The message or caption; ``申报`` is understood too, with or without a space before the
            code, and a text without the command word.
        today: Date in the branch's zone.
        is_range: Tells whether a code is a range item; then a bare number after it is proposed (2.3-11).
        codes: Item codes of the scheme, so that codes of unusual form are known as well.
        levels: Level codes of the scheme beyond the four usual ones.
        note_limit: Most characters of the note.

    Returns:
        The parts, not yet checked against the scheme.

    Raises:
        Refusal: ``NO_ITEM_CODE``, ``BAD_QUANTITY``, ``BAD_DATE``, ``FUTURE_DATE``, ``TEXT_TOO_LONG``.

    Source: domain 3.35 and 2.3-11.
    """
    words = normalise_text(text).split()
    if words and (trigger := _TRIGGER.fullmatch(words[0])):
        words = ([trigger[1]] if trigger[1] else []) + words[1:]
    code = words[0].upper() if words else ""
    if not _CODE.fullmatch(code) and code not in codes:
        raise missing_item_code()
    words = words[1:]
    proposed: Decimal | None = None
    if words and is_range(code) and (bare := _BARE.fullmatch(words[0])):
        proposed, words = Decimal(bare[1]), words[1:]
    more_levels = {level.upper(): level for level in levels}
    quantity: Decimal | None = None
    level: str | None = None
    occurred_on: date | None = None
    while words:
        word = words[0]
        if quantity is None and (found := _quantity(word)) is not None:
            quantity = found
        elif level is None and (known := _level(word, more_levels)):
            level = known
        elif occurred_on is None and (day := parse_day(word, today)):
            occurred_on = day
        else:
            break
        words = words[1:]
    return ClaimText(
        code=code,
        quantity=Decimal(1) if quantity is None else quantity,
        level=level,
        occurred_on=occurred_on or today,
        note=clean_text(joined(words), note_limit),
        proposed=proposed,
    )


def _quantity(word: str) -> Decimal | None:
    match = _QUANTITY.fullmatch(word)
    if match is None:
        return None
    quantity = Decimal(match[1] or match[2])
    if not 0 < quantity <= MOST_UNITS:
        raise bad_quantity(word)
    return quantity


def _level(word: str, more: dict[str, str]) -> str | None:
    return more.get(word.upper()) or LEVEL_WORDS.get(word.lower())
