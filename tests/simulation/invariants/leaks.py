"""The leak test: whatever happened, no group letter tells what is nobody's business (2.2-15, 2.3-8).

Everything that people wrote about people is read from the tables that keep it, so a new table of words belongs in
`WORDS`. What the machine says of somebody in private – objections, cases, duties, deductions, a score below the base –
is known by its own sentences and signs.
"""

import html
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

import orjson

from bot.i18n import MINUS
from bot.schemes.loader import load_preset
from bot.services import appeal_case, case_text
from bot.services.review import REASONS

if TYPE_CHECKING:
    from tests.simulation.town import Town

WORDS = {
    "step_texts": ("reason",),
    "adjustments": ("reason",),
    "ledger_texts": ("reason",),
    "claims": ("note",),
    "appeals": ("text",),
    "appeal_steps": ("reason",),
    "case_steps": ("text",),
    "exemptions": ("reason",),
    "publicities": ("reason",),
    "declarations": ("words",),
    "declaration_lines": ("note",),
    "followups": ("answer", "record"),
    "joint_acts": ("words",),
    "joint_works": ("record",),
    "spot_checks": ("reason",),
    "task_steps": ("text",),
    "task_asks": ("words", "answer"),
    "warning_steps": ("text",),
}
"""Tables and columns of what people wrote; none of it is ever said in a group."""
SHORTEST = 5
"""Shorter words may stand anywhere by chance."""
CHIPS = tuple(chip for chips in REASONS.values() for chip in chips)
"""Reasons that a reviewer chooses by a tap."""
SAID_PRIVATELY = (
    *CHIPS,
    *case_text.LEVELS.values(),
    *case_text.DUTIES.values(),
    "we want to hear you",
    *(appeal_case.NOTHING_BOOKED, appeal_case.OVER, appeal_case.NOBODY),
)
"""What the bot says to one person of a case, an objection, a rejection, in the words of the simulated towns."""
SIGNS = re.compile(r"\bS\d{3}\b|⚖️")
"""The number of an objection, and the sign of all that weighs on somebody."""


def groups(town: "Town") -> None:
    """No letter to a group holds a private fact, not on a button either; what was read before is not read again."""
    texts = [_said(body) for _, body in town.fresh("letters", "id, body", "chat_id < 0")]
    if texts:
        words, below = private_words(town), _rows_below_base(town)
        for text in texts:
            leaked = [word for word in words if word in text]
            assert not leaked, f"{leaked} is said in a group: {text}"
            assert not SIGNS.search(text), f"of an objection or a case, said in a group: {text}"
            for name, score in below(text):
                raise AssertionError(f"{name} has {score} and is shown up in a group: {text}")
            of_somebody = any(name in text for name in town.people)  # the catalogue tells what things cost in general
            assert not (of_somebody and MINUS in text), f"a deduction, said in a group: {text}"


def private_words(town: "Town") -> set[str]:
    """Answer all that people wrote of people, and what the bot says of them to them alone."""
    columns = [(table, column) for table, names in WORDS.items() for column in names]
    written = {row[0] for table, column in columns for row in town.rows(f"SELECT {column} FROM {table}") if row[0]}
    return {word for word in (*written, *SAID_PRIVATELY) if len(word) >= SHORTEST}


def _said(body: str) -> str:
    """Answer a letter as it goes out, with its buttons, tags and all."""
    return html.unescape(orjson.dumps(orjson.loads(body)).decode())


def _rows_below_base(town: "Town") -> Callable[[str], Iterator[tuple[str, str]]]:
    """Answer what finds, in a text, people with a score below the base of the scheme."""
    scheme = load_preset(town.preset).points
    assert scheme is not None
    base = scheme.base or Decimal(0)
    named = re.compile(rf"({'|'.join(map(re.escape, town.people))})(?:</b>)? (?:<b>)?(\d+\.\d\d)\b")

    def find(text: str) -> Iterator[tuple[str, str]]:
        for found in named.finditer(text):
            if Decimal(found[2]) < base:
                yield found[1], found[2]

    return find


RULES = (groups,)
