"""How long what is kept: a table of kinds, and from when on each is dropped. The ledger is none of them: it stays."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

MONTHS = 12


class Kind(NamedTuple):
    """A kind of data that is kept for a time.

    Attributes:
        unit: Days since it lost its use; or months after the cycle (the calendar year) in which it was used.
        default: How many of them.
        least: Fewer would harm the work.
        what: What is dropped, for operators.
    """

    unit: Literal["days", "months"]
    default: int
    least: int
    what: str


KINDS: Mapping[str, Kind] = {
    "drafts": Kind("days", 30, 1, "questions of the bot that nobody answered"),
    "letters": Kind("days", 90, 8, "private messages and cards as they were sent; posts for all stay"),
    "links": Kind("days", 30, 1, "one-time links, since they expired"),
    "evidence": Kind("months", 12, 0, "file numbers, words and copies of evidence; the hash stays"),
    "talks": Kind("months", 24, 0, "words of talks, leaves and follow-ups; that they were stays"),
}


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long each kind is kept here.

    Attributes:
        chosen: Kind to number of its units; kinds that are not named keep their default.
    """

    chosen: Mapping[str, int] = field(default_factory=dict)

    def of(self, kind: str) -> int:
        """Answer the number of days or months for a kind."""
        return self.chosen.get(kind, KINDS[kind].default)

    def moment(self, kind: str, now: datetime) -> datetime:
        """Answer the moment before which things of a kind that counts days are dropped."""
        return now - timedelta(days=self.of(kind))

    def first_day(self, kind: str, today: date) -> date:
        """Answer the first day that is kept of a kind that counts months after the cycle.

        A year goes as a whole, once so many months have passed since its last day.
        """
        months = today.year * MONTHS + today.month - 1 - self.of(kind)
        return date(max(1, months // MONTHS), 1, 1)


def parse_keeping(text: str) -> Keeping:
    """Read `letters=90, evidence=12`.

    Raises:
        ValueError: A kind that is none, no number, or fewer than its least.
    """
    chosen: dict[str, int] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, _, number = (word.strip() for word in part.partition("="))
        kind = KINDS.get(name)
        if kind is None:
            raise ValueError(f"{name!r} is none of {', '.join(KINDS)}")
        if not (number.isascii() and number.isdecimal() and len(number) < 5):
            raise ValueError(f"{part!r} is not written like {name}={kind.default}")
        if int(number) < kind.least:
            raise ValueError(f"{name} must be kept for at least {kind.least} {kind.unit}")
        chosen[name] = int(number)
    return Keeping(chosen)
