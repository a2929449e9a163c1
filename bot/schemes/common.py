"""What every rulebook file has in common, and the counts to which the published codes are held."""

from typing import Any, Literal

from bot.i18n import N_
from bot.marked_yaml import Path
from bot.schemes.awards import AwardKeys
from bot.schemes.source import MISSING, Source
from bot.schemes.values import Name, Positive, Text

COUNT = N_("“{preset}” has {expected} {what}, this file has {found}. An edition of your own needs a name of its own.")
DUPLICATE = N_("The code {code} stands here for the second time; it is already on line {line}.")

CATEGORIES = N_("categories")
CONTENT_AREAS = N_("content areas")
ITEMS = N_("items")
INDICATORS = N_("indicators")
INDICATORS_EACH = N_("indicators in each category")
DOMAINS = N_("domains")
VETOES = N_("classes of vetoes")

EXPECTED: dict[str, dict[str, int]] = {
    "lanshan": {CATEGORIES: 6, ITEMS: 23},  # L2
    "sichuan": {CONTENT_AREAS: 7},  # S8; K8 is extra, and S4 lets a branch change the items
    "feicheng": {CATEGORIES: 5, INDICATORS: 25, INDICATORS_EACH: 5, DOMAINS: 8, VETOES: 7},  # F1, F2, F6
}


class Head(AwardKeys):
    """The keys that any rulebook may have; a missing one is asked for where it matters."""

    preset: Name | None = None
    about: Text | None = None
    version: Positive = 1
    cycle: Literal["month", "year"] | None = None
    columns: tuple[Text, ...] = ()
    texts: dict[str, Any] | None = None


def require(source: Source, *keys: str) -> None:
    """Fault top-level keys that are missing or empty."""
    for key in keys:
        if source.values.get(key) in (None, [], {}):
            source.fault((key,), MISSING, key=key)


def expect_count(source: Source, path: Path, what: str, found: int, preset: str | None) -> None:
    """Hold a file that bears a published name to the counts of that account (domain 0, trap 1)."""
    expected = EXPECTED.get(preset or "", {}).get(what)
    if expected is not None and found != expected:
        source.fault(path, COUNT, preset=preset, expected=expected, what=what, found=found)


class Codes:
    """The codes of a table so far, to find the ones that stand twice."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._lines: dict[str, int] = {}

    def take(self, code: str, path: Path) -> bool:
        """Take a code; a second one is a fault and gives ``False``."""
        if code in self._lines:
            self._source.fault(path, DUPLICATE, code=code, line=self._lines[code])
            return False
        self._lines[code] = self._source.line(path)
        return True
