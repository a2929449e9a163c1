"""Sheets that people send: every fault is told with its row, and nothing is written unless all rows are good."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from bot.domain.organisation.roles import ROLES
from bot.i18n import LANGUAGES, N_, Language, language
from bot.services import export
from bot.services.desk import Desk
from bot.tables import EMPTY, Row, TableFormat, write_table
from storage import orgs
from storage.orgs import Org

Headings = Mapping[str, tuple[str, ...]]
"""Column to its headings: zh_Hans, zh_Hant, en, then other words by which it is recognised."""

NO_COLUMN = N_("The column “{column}” is missing.")
EMPTY_CELL = N_("“{column}” is empty, or a formula whose result was not saved.")
NO_DATE = N_("“{value}” is no date; please write it as 2026-05-12.")
NO_MONTH = N_("“{value}” is no month; please write it as 2026-05.")
NO_YES = N_("“{value}” is neither yes nor no.")
REPEATED = N_("The row repeats row {first}.")
NO_BRANCH = N_("There is no branch “{branch}”. Please create it first (import org, or /setup in its group).")
WHICH_BRANCH = N_("Several branches are called “{branch}”; please write the code.")
NO_BRANCH_GIVEN = N_("No branch is given: fill the column, or name one branch for the whole sheet.")
IN_COLUMN = N_("{text} (column {letter}, {heading})")
IN_FIELD = N_("{text} ({heading})")
UNUSED = N_("The column “{column}” is not used.")

_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]00:00(?::00)?)?|(\d{4})(\d{2})(\d{2})", re.ASCII)
_MONTH = re.compile(r"(\d{4})[-/.年]?(\d{1,2})月?|(\d{4})[-/.年](\d{1,2})[-/.月]0?1日?", re.ASCII)
_YES = frozenset({"1", "true", "yes", "y", "x", "✓", "√", "是", "有", "班", "上班", "补班", "補班", "工作日"})
_NO = frozenset({"0", "false", "no", "n", "否", "无", "無", "休", "休息", "放假", "假", "节假日", "節假日"})
_BETWEEN_CHARACTERS = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFault:
    """What is wrong with a row, or worth knowing about it.

    Attributes:
        row: Row of the sheet or line of the file; 0 for all of it.
        text: English sentence with ``{placeholders}``, the key of its translations.
        facts: Values of the placeholders.
        letter: Letter of the column in the sheet; empty where it is all of the row, or no sheet.
        heading: Its headings in the three languages; empty where it is all of the row.
    """

    row: int
    text: str
    facts: Mapping[str, object] = field(default_factory=dict)
    letter: str = ""
    heading: tuple[str, ...] = ()

    def said(self, speech: Language) -> str:
        """Word it in a language."""
        told = speech.plain(self.text, **{name: _worded(speech, name, value) for name, value in self.facts.items()})
        if not self.heading:
            return told
        heading = self.heading[LANGUAGES.index(speech.code)]
        return speech.plain(IN_COLUMN if self.letter else IN_FIELD, letter=self.letter, heading=heading, text=told)


def _worded(speech: Language, name: str, value: object) -> object:
    if name == "column" and isinstance(value, tuple):
        return value[LANGUAGES.index(speech.code)]
    if name == "known" and isinstance(value, list):
        return [word[LANGUAGES.index(speech.code)] if isinstance(word, tuple) else word for word in value]
    if name == "role" and value in ROLES:
        return speech.word(ROLES[str(value)])
    return value


@dataclass(eq=False)
class FaultySheet(Exception):  # noqa: N818 - named like the other refusals
    """Some rows are faulty, so nothing was written."""

    faults: tuple[RowFault, ...]

    def __str__(self) -> str:
        """Give one line for each fault, in English."""
        return "\n".join(f"row {fault.row}: {fault.text.format(**fault.facts)}" for fault in self.faults)


class Imported(NamedTuple):
    """What an import did: how many rows made something new, changed something, or said what was known."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    notes: tuple[RowFault, ...] = ()


class Faults:
    """Collects what is wrong with a sheet, so that all of it is told at once."""

    def __init__(self, headings: Headings) -> None:
        self.headings = headings
        self.found: list[RowFault] = []
        self.notes: list[RowFault] = []
        self._letters: Mapping[str, str] = {}

    def add(self, row: int, text: str, *, at: str = "", **facts: object) -> None:
        """A row is faulty: its cell of the column `at`, or all of it."""
        heading = self.headings[at][:3] if at else ()
        self.found.append(RowFault(row=row, text=text, facts=facts, letter=self._letters.get(at, ""), heading=heading))

    def note(self, row: int, text: str, **facts: object) -> None:
        """Something is worth knowing, and no fault."""
        self.notes.append(RowFault(row=row, text=text, facts=facts))

    def cell(self, row: Row, column: str) -> str:
        """Answer a cell that must not be empty; an empty text where it is, which is a fault then."""
        value = row.values.get(column, "")
        if not value:
            self.add(row.number, EMPTY_CELL, at=column, column=self.headings[column][:3])
        return value

    def need(self, rows: Sequence[Row], *columns: str) -> None:
        """Insist that the sheet has some columns, and name those that nobody reads.

        Raises:
            FaultySheet: There is no row, or a column is missing; the rows need no look then.
        """
        if not rows:
            self.add(0, EMPTY)
            self.finish()
        self._letters = rows[0].letters
        present = dict.fromkeys(column for row in rows for column in row.values)
        for column in columns:
            if column not in present:
                self.add(0, NO_COLUMN, column=self.headings[column][:3])
        for column in present:
            if column not in self.headings:
                self.note(0, UNUSED, column=column)
        self.finish()

    def finish(self) -> None:
        """End the reading.

        Raises:
            FaultySheet: Something was wrong.
        """
        if self.found:
            raise FaultySheet(tuple(sorted(self.found, key=lambda fault: (fault.row, len(fault.letter), fault.letter))))


def choices(words: Mapping[str, Sequence[str]]) -> list[tuple[str, str, str]]:
    """Answer what a cell may hold as people write it in each language; in English that is the code."""
    return [(known[0], known[1], code) for code, known in words.items()]


def also_exported(headings: Headings) -> Headings:
    """Recognise the headings of our own exports too, so that an exported sheet can be mended and read again."""
    names = {"code": "id"}
    found: dict[str, tuple[str, ...]] = {}
    for column, words in headings.items():
        name = names.get(column, column)
        msgid = export.HEADINGS.get(name, "")
        found[column] = (*words, name, *(language(code).word(msgid) for code in LANGUAGES if msgid))
    return found


class Branches:
    """Finds the organisation that a cell means: by its code, else by its name where only one has it."""

    def __init__(self, desk: Desk, default: Org | None = None) -> None:
        self.default = default
        self._codes: dict[str, list[Org]] = {}
        self._names: dict[str, list[Org]] = {}
        for org in orgs.every(desk.tx):
            if org.state == "active":
                self._codes.setdefault(folded(org.code), []).append(org)
                self._names.setdefault(folded(org.name), []).append(org)

    def find(self, word: str) -> list[Org]:
        """Answer whom a word may mean."""
        return self._codes.get(folded(word)) or self._names.get(folded(word)) or []

    def read(self, faults: Faults, row: Row) -> Org | None:
        """Read the cell of a row; None with a fault where it means nobody."""
        word = row.values.get("branch", "")
        if not word:
            if self.default is None:
                faults.add(row.number, NO_BRANCH_GIVEN, at="branch")
            return self.default
        found = self.find(word)
        if len(found) != 1:
            faults.add(row.number, WHICH_BRANCH if found else NO_BRANCH, at="branch", branch=word)
            return None
        return found[0]


def template(headings: Headings, columns: Sequence[str], table_format: TableFormat, language: str) -> bytes:
    """Write a sheet that has only headings, in one of the three languages."""
    place = LANGUAGES.index(language)
    return write_table([], columns, table_format, headings={column: headings[column][place] for column in columns})


@lru_cache(maxsize=4096)
def folded(word: str) -> str:
    """Fold what words differ in without meaning: width, case, blanks around."""
    return unicodedata.normalize("NFKC", word).strip().casefold()


def joined_name(name: str) -> str:
    """Take out the blanks by which rosters align names of two characters."""
    return _BETWEEN_CHARACTERS.sub("", name)


def yes_or_no(word: str) -> bool | None:
    """Read a yes or no in any of our languages; None for neither."""
    plain = folded(word)
    return True if plain in _YES else False if plain in _NO else None


def read_date(word: str) -> date | None:
    """Read a date as spreadsheets and people write it: 2026-05-12, 2026/5/12, 2026年5月12日, 20260512."""
    found = _DATE.fullmatch(unicodedata.normalize("NFKC", word).strip())
    if found is None:
        return None
    parts = [int(part) for part in found.groups() if part]
    try:
        return date(*parts)
    except ValueError:
        return None


def read_month(word: str) -> str | None:
    """Read a month as its key: 2026-05, 2026/5, 2026年5月, 202605, or a spreadsheet's first day of it."""
    plain = unicodedata.normalize("NFKC", word).strip().removesuffix(" 00:00:00")
    found = _MONTH.fullmatch(plain)
    if found is None:
        return None
    year, month = (int(part) for part in found.groups() if part)
    return f"{year:04d}-{month:02d}" if 1 <= month <= 12 and year > 1900 else None
