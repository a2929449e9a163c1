r"""Year sheet: everything that a year came to for a person or a branch, as facts that are frozen when it is closed.

A sheet's text is canonical JSON: an array of facts in their order, keys sorted, no blanks. Its hash is SHA-256
(lower-case hex) over ``<salt>\n<text>`` in UTF-8: text and salt can be erased, and what was published still holds.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from hashlib import sha256

from bot.domain.points.number import mean, round2

FEWEST = 3
"""Members from which a branch's average is told openly: of fewer, somebody could be reckoned from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One number of a sheet and where it comes from.

    Attributes:
        part: What it belongs to: points, meetings, tasks, …
        name: What it is; with the part it names its words.
        about: Which one of several: a kind of meeting, one of the four ones, the title of an award; else empty.
        value: The number or word, as text.
        inputs: What it was reckoned from, by name, as texts.
        public: Whether the branch's page shows it.
    """

    part: str
    name: str
    about: str = ""
    value: str
    inputs: Mapping[str, str]
    public: bool = False


def average_of(averages: Iterable[Decimal | None]) -> tuple[int, Decimal | None]:
    """Average the members' averages; those without a month in scope do not count.

    Returns:
        How many count, and their mean with two decimals, ``None`` without any.
    """
    known = [one for one in averages if one is not None]
    return len(known), round2(mean(known)) if known else None


def is_open(members: int) -> bool:
    """Tell whether a branch's average may be told openly."""
    return members >= FEWEST


def canonical(facts: Sequence[Fact]) -> str:
    """Write a sheet's text."""
    rows = [asdict(fact) for fact in facts]
    return json.dumps(rows, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read(text: str) -> list[Fact]:
    """Read a sheet's text; `canonical` of what it answers is the text again."""
    return [Fact(**row) for row in json.loads(text)]


def sheet_hash(salt: str, text: str) -> str:
    """Hash a sheet."""
    return sha256(f"{salt}\n{text}".encode()).hexdigest()


def combined(sheets: Iterable[tuple[str, str, str]]) -> str:
    """Digest the sheets of a branch's year: SHA-256 of the lines ``kind id hash`` in their order.

    Args:
        sheets: Kind of subject, its id as text, the sheet's hash; in any order.
    """
    lines = sorted(sheets)
    return sha256("".join(f"{kind} {number} {digest}\n" for kind, number, digest in lines).encode()).hexdigest()


def erased_whole(text: str | None, salt: str | None) -> bool:
    """Tell whether text and salt went together, as an erasure takes them."""
    return text is None and salt is None
