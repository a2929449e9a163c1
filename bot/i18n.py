"""What we say, in the reader's language: catalogs, dates, numbers, lists. The only importer of babel.

Sentences are English msgids beside the code, marked by `N_`. Every sentence is HTML for Telegram: facts are escaped
here, once, unless they are `Html` already.
"""

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from html import escape
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.lists import format_list
from babel.support import NullTranslations, Translations

LOCALES = Path(__file__).resolve().parent.parent / "locales"
LANGUAGES = ("zh_Hans", "zh_Hant", "en")
MINUS = "\N{MINUS SIGN}"
MOST_WORDS = 10_000


class Html(str):
    """A text that is safe to put into a Telegram message as it is."""

    __slots__ = ()


def N_(text: str) -> str:  # noqa: N802 - gettext's own name
    """Mark a sentence for the catalogs; the translation happens where the reader is known."""
    return text


def nN_(one: str, many: str) -> tuple[str, str]:  # noqa: N802 - gettext's own name
    """Mark a sentence that depends on a number."""
    return one, many


def html(text: object) -> Html:
    """Escape a text for Telegram's HTML, unless it is Html already."""
    return text if isinstance(text, Html) else Html(_escaped(str(text)))


def _escaped(text: str) -> str:
    return escape(text, quote=False) if "&" in text or "<" in text or ">" in text else text


FIRST_HALF = N_("first half of {year}")
SECOND_HALF = N_("second half of {year}")


class Words(dict[str, str]):
    """The sentences of a catalog that were said already: gettext looks each up anew, and a card says sixteen."""

    __slots__ = ("catalog",)

    def __init__(self, catalog: NullTranslations) -> None:
        super().__init__({"": ""})
        self.catalog = catalog

    def __missing__(self, msgid: str) -> str:
        """Look a sentence up."""
        word = str(self.catalog.gettext(msgid))
        if len(self) < MOST_WORDS:  # what no catalog has may be anything
            self[msgid] = word
        return word


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language and its ways with dates, numbers and lists."""

    code: str
    locale: Locale
    catalog: NullTranslations
    words: Words

    def word(self, msgid: str) -> str:
        """Translate a sentence without facts, as plain text."""
        return self.words[msgid]

    def plain(self, msgid: str, **facts: object) -> str:
        """Translate and fill a sentence as plain text (toasts, button labels, files)."""
        word = self.words[msgid]
        if not facts and "{" not in word:
            return word
        return word.format_map({name: self.show(value) for name, value in facts.items()})

    def say(self, msgid: str, **facts: object) -> Html:
        """Translate and fill a sentence as HTML; facts are escaped unless they are Html."""
        for name, value in facts.items():
            if type(value) is not Html:
                facts[name] = html(value if type(value) is str else self.show(value))
        return Html(self.words[msgid].format_map(facts))

    def count(self, pair: tuple[str, str], number: int, **facts: object) -> Html:
        """Translate a sentence that depends on `number`, which it may name as {n}."""
        text = str(self.catalog.ngettext(pair[0], pair[1], number))
        return Html(text.format_map({"n": number, **{name: html(self.show(value)) for name, value in facts.items()}}))

    def show(self, value: object) -> object:
        """Write a fact as this language does: dates with weekday, points with two decimals, lists."""
        match value:
            case str():
                return value
            case Decimal():
                return points_text(value)
            case datetime():
                return value.isoformat(timespec="minutes")
            case date():
                return self.day(value)
            case list() | tuple():
                return self.listing(str(self.show(part)) for part in value)
            case None:
                return ""
            case _:
                return value

    def day(self, value: date, *, year: bool = False) -> str:
        """Write a date as people do: 5月12日(周二), or Tue, May 12."""
        return _day(self.code, value, year)

    def moment(self, value: datetime, zone: ZoneInfo) -> str:
        """Write an instant in the zone of the organisation: 5月13日 10:20."""
        local = value.astimezone(zone)
        day = format_skeleton("MMMd", local, locale=self.locale)
        return f"{day} {format_time(local, 'HH:mm', locale=self.locale)}"

    def month(self, key: str) -> str:
        """Write a month key such as 2026-05: 2026年5月, or May 2026."""
        return _month(self.code, key)

    def short_month(self, key: str) -> str:
        """Write a month as on the edge of a calendar: 5月, May."""
        return str(format_skeleton("MMM", date(int(key[:4]), int(key[5:7]), 1), locale=self.locale))

    def period(self, key: str) -> str:
        """Write the key of a year, half-year, quarter or month: 2026年第2季度, or Q2 2026."""
        year, _, part = key.partition("-")
        first = date(int(year), 1, 1)
        if not part:
            return str(format_skeleton("y", first, locale=self.locale))
        if part.startswith("Q"):
            return str(format_skeleton("yQQQ", first.replace(month=int(part[1:]) * 3), locale=self.locale))
        if part.startswith("H"):
            half = FIRST_HALF if part == "H1" else SECOND_HALF
            return self.plain(half, year=format_skeleton("y", first, locale=self.locale))
        return self.month(key)

    def listing(self, parts: Iterable[str]) -> str:
        """Join names as the language does: 甲、乙和丙."""
        listed = list(parts)
        return listed[0] if len(listed) == 1 else str(format_list(listed, locale=self.locale))

    def choice(self, parts: Iterable[str]) -> str:
        """Join what is to be chosen from as the language does: 甲、乙或丙."""
        return str(format_list(list(parts), style="or", locale=self.locale))


# Babel takes 0.1 ms for a date, and the same few days stand on every card: measured, 12 % of a claim.
@lru_cache(maxsize=2048)
def _day(code: str, value: date, year: bool) -> str:
    locale = Locale.parse(code)
    if code == "en":
        return str(format_skeleton("yMMMEd" if year else "MMMEd", value, locale=locale))
    written = format_skeleton("yMMMd" if year else "MMMd", value, locale=locale)
    return f"{written}({format_date(value, 'EEE', locale=locale)})"


@lru_cache(maxsize=512)
def _month(code: str, key: str) -> str:
    return str(format_skeleton("yMMMM", date(int(key[:4]), int(key[5:7]), 1), locale=Locale.parse(code)))


def points_text(value: Decimal, *, sign: bool = False) -> str:
    """Write points with two decimals; with `sign`, a plus for gains. A minus is the typographic one."""
    text = f"{abs(value):.2f}"
    if value < 0:
        return MINUS + text
    return "+" + text if sign else text


@cache
def language(code: str) -> Language:
    """Answer a language by its code; an unknown one is answered as zh_Hans, the default of the bot."""
    known = code if code in LANGUAGES else "zh_Hans"
    catalog = Translations.load(LOCALES, [known], domain="bot")
    return Language(code=known, locale=Locale.parse(known), catalog=catalog, words=Words(catalog))


def untranslated(code: str) -> int | None:
    """Count the sentences that a language lacks; None where its catalog is not compiled, or only in part."""
    from babel.messages.mofile import read_mo  # noqa: PLC0415 - only the doctor counts
    from babel.messages.pofile import read_po  # noqa: PLC0415 - likewise

    compiled = LOCALES / code / "LC_MESSAGES" / "bot.mo"
    if not compiled.is_file():
        return None
    try:
        with compiled.open("rb") as file:
            known = read_mo(file)
    except (OSError, ValueError, struct.error):
        return None
    with (LOCALES / "bot.pot").open("rb") as file:
        template = read_po(file)
    found = (known.get(message.id) for message in template if message.id)
    return sum(1 for message in found if message is None or not message.string)


@lru_cache(maxsize=256)
def from_telegram(language_code: str | None) -> str | None:
    """Answer our language for Telegram's IETF tag, or None where we do not speak it."""
    tag = (language_code or "").replace("_", "-").lower()
    if tag.startswith("zh"):
        return "zh_Hant" if any(part in tag for part in ("hant", "-tw", "-hk", "-mo")) else "zh_Hans"
    return "en" if tag.startswith("en") else None
