"""The small types of the files: text, codes, numbers, flags, days – read leniently, refused in plain words."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated, Literal, NoReturn

from pydantic import BaseModel, BeforeValidator, ConfigDict
from pydantic_core import PydanticCustomError

from bot.i18n import N_

MAX_TEXT = 500
MAX_POINTS = Decimal("99999.99")

NOT_TEXT = N_("“{key}” must be text, not {value}.")
EMPTY = N_("“{key}” is empty.")
TEXT_TOO_LONG = N_("“{key}” has more than {limit} characters.")
BAD_CODE = N_("“{value}” is no code: one to four letters, then one to four digits (for example D4).")
BAD_CATEGORY = N_("“{value}” is no code of a category: a letter first, then letters and digits, 6 at most.")
BAD_NAME = N_("“{value}” is no name for a rulebook: a letter first, then letters, digits, - or _, 32 at most.")
NOT_NUMBER = N_("“{key}” must be a number, not {value}.")
NOT_WHOLE = N_("“{key}” must be a whole number, not {value}.")
TOO_PRECISE = N_("“{key}” has more than {places} decimals: {value}.")
TOO_LARGE = N_("“{key}” is out of all proportion: {value}.")
TOO_SMALL = N_("“{key}” must be at least {least}, not {value}.")
TOO_MUCH = N_("“{key}” must be at most {most}, not {value}.")
NOT_FLAG = N_("“{key}” must be true or false, not {value}.")
NOT_DAY = N_("“{key}” must be a month and a day like 12-31, not {value}.")

_CODE = re.compile(r"[A-Z]{1,4}[0-9]{1,4}")  # what a claim's text can name
_CATEGORY = re.compile(r"[A-Z][A-Z0-9]{0,5}")
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,31}")
_DAY = re.compile(r"([0-9]{1,2})-([0-9]{1,2})")
_LEAP_YEAR = 2024
_MAX_DIGITS = 20
_FLAGS = {"true": True, "false": False, "yes": True, "no": False, "1": True, "0": False, "是": True, "否": False}


class Shape(BaseModel):
    """A mapping of a file: no key but the known ones."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def shown(value: object) -> str:
    """Give a value as a sentence can quote it: short, one line."""
    match value:
        case None:
            return "(nothing)"
        case bool():
            return "true" if value else "false"
        case dict():
            return "(a mapping)"
        case list():
            return "(a list)"
    text = " ".join(str(value).split())
    return text if len(text) <= 40 else text[:39] + "…"


def short(number: Decimal) -> str:
    """Give a number without zeros that say nothing."""
    return f"{number.normalize():f}"


def refuse(text: str, value: object, **facts: object) -> NoReturn:
    """Refuse a value; the caller of pydantic adds the key and the line."""
    raise PydanticCustomError("scheme", "{text}", {"text": text, "facts": {"value": shown(value), **facts}})


def clean(text: str) -> str:
    """Strip blanks and drop what no text may hold (controls, lone surrogates, direction overrides)."""
    kept = "".join(
        " " if letter in "\t\r\n" else letter
        for letter in unicodedata.normalize("NFC", text)
        if unicodedata.category(letter) not in {"Cc", "Cs", "Cf"} or letter in "\t\r\n\u200d"
    )
    return kept.strip()


def _text(value: object) -> str:
    if not isinstance(value, str):
        refuse(NOT_TEXT, value)
    text = clean(value)
    if not text:
        refuse(EMPTY, value)
    if len(text) > MAX_TEXT:
        refuse(TEXT_TOO_LONG, value, limit=MAX_TEXT)
    return text


def normal_code(value: str) -> str:
    """Give a code as it is stored: NFKC, upper case, no blanks around."""
    return unicodedata.normalize("NFKC", value).strip().upper()


def _code(value: object) -> str:
    if isinstance(value, str) and _CODE.fullmatch(code := normal_code(value)):
        return code
    refuse(BAD_CODE, value)


def _category(value: object) -> str:
    if isinstance(value, str) and _CATEGORY.fullmatch(code := normal_code(value)):
        return code
    refuse(BAD_CATEGORY, value)


def _name(value: object) -> str:
    if isinstance(value, str):
        name = unicodedata.normalize("NFKC", value).strip().lower()
        if _NAME.fullmatch(name):
            return name
    refuse(BAD_NAME, value)


def number_of(value: object) -> Decimal | None:
    """Read a plain decimal number; ``None`` if it is none."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        return None
    try:
        number = Decimal(unicodedata.normalize("NFKC", value).strip() if isinstance(value, str) else value)
    except InvalidOperation:
        return None
    # A number of a hundred thousand digits is no number of points, and slow to look at.
    return number if number.is_finite() and abs(number.adjusted()) <= _MAX_DIGITS else None


def _number(places: int, least: Decimal | None = None, most: Decimal | None = None) -> Callable[[object], Decimal]:
    step = Decimal(1).scaleb(-places)

    def read(value: object) -> Decimal:
        number = number_of(value)
        if number is None:
            refuse(NOT_NUMBER, value)
        if abs(number) > MAX_POINTS:
            refuse(TOO_LARGE, value)
        exact = number.quantize(step)
        if exact != number:
            refuse(TOO_PRECISE, value, places=places)
        if least is not None and number < least:
            refuse(TOO_SMALL, value, least=least)
        if most is not None and number > most:
            refuse(TOO_MUCH, value, most=most)
        return exact + 0  # no negative zero

    return read


def _whole(least: int, most: int) -> Callable[[object], int]:
    def read(value: object) -> int:
        number = number_of(value)
        if number is None or number != int(number):
            refuse(NOT_WHOLE, value)
        if number < least:
            refuse(TOO_SMALL, value, least=least)
        if number > most:
            refuse(TOO_MUCH, value, most=most)
        return int(number)

    return read


def _flag(value: object) -> bool:
    flag = _FLAGS.get(str(value).strip().lower())
    if flag is None:
        refuse(NOT_FLAG, value)
    return flag


def read_day(value: object) -> tuple[int, int]:
    """Read a month and a day like 12-31."""
    if isinstance(value, str) and (found := _DAY.fullmatch(value.strip())):
        try:
            day = date(_LEAP_YEAR, int(found[1]), int(found[2]))
        except ValueError:
            refuse(NOT_DAY, value)
        return day.month, day.day
    refuse(NOT_DAY, value)


def as_words(value: object) -> object:
    """Take a single text for a list of one."""
    return [value] if isinstance(value, str) else value


def as_list(value: object) -> object:
    """Take a text for the list of codes in it."""
    if isinstance(value, str):
        value = unicodedata.normalize("NFKC", value)
        return [part for part in re.split(r"[\s,;、/]+", value) if part]
    return value


Text = Annotated[str, BeforeValidator(_text)]
Code = Annotated[str, BeforeValidator(_code)]
CategoryCode = Annotated[str, BeforeValidator(_category)]
Name = Annotated[str, BeforeValidator(_name)]
Points = Annotated[Decimal, BeforeValidator(_number(2))]
Cap = Annotated[Decimal, BeforeValidator(_number(2, Decimal(0)))]
Weight = Annotated[Decimal, BeforeValidator(_number(2, Decimal(0), Decimal(100)))]
Percent = Annotated[Decimal, BeforeValidator(_number(2, Decimal(0), Decimal(100)))]
Share = Annotated[Decimal, BeforeValidator(_number(4, Decimal(0), Decimal(1)))]
Factor = Annotated[Decimal, BeforeValidator(_number(4, Decimal(0), Decimal(10)))]
Money = Annotated[Decimal, BeforeValidator(_number(2, Decimal(0)))]
Count = Annotated[int, BeforeValidator(_whole(0, 100_000))]
Positive = Annotated[int, BeforeValidator(_whole(1, 100_000))]
Workdays = Annotated[int, BeforeValidator(_whole(0, 60))]
PercentWhole = Annotated[int, BeforeValidator(_whole(0, 100))]
Month = Annotated[int, BeforeValidator(_whole(1, 12))]
MonthDay = Annotated[int, BeforeValidator(_whole(1, 31))]
Stars = Annotated[int, BeforeValidator(_whole(1, 5))]
Flag = Annotated[bool, BeforeValidator(_flag)]
Day = Annotated[tuple[int, int], BeforeValidator(read_day)]
Words = Annotated[tuple[Text, ...], BeforeValidator(as_words)]
Frequency = Literal["day", "week", "month", "quarter", "half_year", "year"]
