"""Files that people bring: sheets of every import, rulebooks; torn, lying about their size, or meant to explode."""

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from bot.schemes.errors import InvalidScheme
from bot.schemes.loader import load_preset, load_rulebook, presets
from bot.schemes.rows import scheme_from_rows, scheme_table
from bot.services import balances_import, org_import, roster_import, workdays_import
from bot.services.life import training_import
from bot.services.sheets import FaultySheet, also_exported
from bot.tables import UnreadableTable, read_table, write_table
from storage import orgs
from storage.transaction import Tx
from tests.fuzz import mangle
from tests.simulation.disk import a_place
from tests.simulation.town import Town

IMPORTS: dict[str, Any] = {
    "roster": roster_import,
    "org": org_import,
    "workdays": workdays_import,
    "balances": balances_import,
    "trainings": training_import,
}
GOOD: dict[str, list[dict[str, str]]] = {
    "roster": [{"name": "王五", "branch": "B001", "roles": "recorder", "telegram_user_id": "77"}, {"name": "Zhou"}],
    "org": [{"code": "B007", "parent": "", "kind": "branch", "name": "Seventh"}, {"code": "U1", "kind": "unit"}],
    "workdays": [{"date": "2027-01-01", "workday": "no"}, {"date": "2027-02-06", "workday": "yes"}],
    "trainings": [{"branch": "B001", "name": "Wang", "course": "A", "held_on": "2026-01-12", "hours": "3.5"}],
    "balances": [{"branch": "B001", "name": "Wang", "month": "2026-01", "item": "K701", "points": "3.5"}],
}
EMPTY_BOOK = 1_000
KINDS = ("csv", "xlsx", "yaml")


class Undone(Exception):  # noqa: N818 - it is what is wished
    """A good sheet was read; nothing of it is kept."""


# ---- sheets ------------------------------------------------------------------------------------------------------
def a_sheet(chance: Random) -> tuple[str, str, bytes]:
    """Answer what is imported, the name of the file, and its content."""
    what, kind = chance.choice(tuple(IMPORTS)), chance.choice(KINDS)
    rows = [dict(row) for row in GOOD[what]]
    for row in rows:
        for column in list(row):
            if chance.random() < 0.4:
                row[column] = mangle.word(chance)
    if kind == "yaml":
        text = "\n".join("- " + ", ".join(f"{key}: {value}" for key, value in row.items()) for row in rows)
        content = mangle.torn_text(chance, text).encode(errors="replace")
    else:
        columns = list(rows[0])
        content = write_table(rows, columns, "csv" if kind == "csv" else "xlsx")
    if chance.random() < 0.4:
        content = mangle.torn_bytes(chance, content)
    if chance.random() < 0.15:
        kind, content = "xlsx", chance.choice(BOMBS)()
    return what, f"file.{mangle.some(chance, (kind,), 0.95)}", content


def _book(*parts: str) -> bytes:
    """Write an xlsx file around the XML of its sheet, which may be longer than one wants to hold."""
    out = io.BytesIO()
    plain = io.BytesIO(write_table([{"name": "a"}], ["name"], "xlsx"))
    with zipfile.ZipFile(plain) as model, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in model.namelist():
            with archive.open(name, "w") as file:
                if name == "xl/worksheets/sheet1.xml":
                    for part in parts:
                        file.write(part.encode())
                else:
                    file.write(model.read(name))
    return out.getvalue()


def _sheet(rows: str, dimension: str = "A1:B2") -> str:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><dimension ref="{dimension}"/><sheetData>{rows}</sheetData></worksheet>'


def _cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


@cache
def zip_bomb() -> bytes:
    """Answer a small file that unpacks to hundreds of megabytes."""
    before, after = _sheet(f'<row r="1">{_cell("A1", "|")}</row>').split("|")
    return _book(before, *[" " * 1_000_000] * 250, after)


@cache
def sparse_sheet() -> bytes:
    """Answer a sheet of two rows that says it is as large as a sheet can be."""
    rows = f'<row r="1">{_cell("A1", "Name")}</row><row r="1048576">{_cell("XFD1048576", "far")}</row>'
    return _book(_sheet(rows, "A1:XFD1048576"))


@cache
def laughing_sheet() -> bytes:
    """Answer a sheet whose XML names entities of entities of entities."""
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE w [<!ENTITY e0 "ha">{levels}]>'
    return _book(doctype + _sheet(f'<row r="1">{_cell("A1", "&e9;")}</row>'))


@cache
def nested_archive() -> bytes:
    """Answer an archive in an archive, where a sheet should be."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", zip_bomb())
    return out.getvalue()


BOMBS = (zip_bomb, sparse_sheet, laughing_sheet, nested_archive)


@contextmanager
def sheets() -> Iterator[Callable[[Any], None]]:
    """Open all imports: a sheet is read or refused, with its row and reason; nothing is kept."""
    with a_place() as directory:
        town = Town(directory)

        def feed(case: tuple[str, str, bytes]) -> None:
            what, filename, content = case
            module = IMPORTS[what]
            try:
                rows = read_table(content, filename, also_exported(module.HEADINGS))
                with suppress(Undone):
                    town.inside(lambda tx: _imported(town, tx, what, rows, filename))
            except (UnreadableTable, FaultySheet) as refused:
                _told(str(refused))
            town.process.writer.figures.poisoned = 0

        yield feed
        assert town.rows("SELECT count(*) FROM orgs WHERE kind = 'branch'") == [(1,)]
        town.close()


def _told(*reasons: str) -> None:
    """Insist on a reason that somebody can read."""
    assert reasons
    assert all(reasons)


def _imported(town: Town, tx: Tx, what: str, rows: Any, filename: str) -> None:
    desk = town.desk(tx, f"import:{what}")
    branch = orgs.branches(tx)[0]
    match what:
        case "roster":
            roster_import.import_roster(desk, rows, filename=filename, branch=branch)
        case "org":
            org_import.import_orgs(desk, rows, filename=filename, scheme="sichuan")
        case "workdays":
            workdays_import.import_workdays(desk, rows, filename=filename, whole_year=False)
        case _:
            balances_import.import_balances(desk, rows, filename=filename, branch=branch)
    raise Undone


# ---- rulebooks ---------------------------------------------------------------------------------------------------
@cache
def _preset(code: str) -> str:
    return (files("bot.schemes") / f"{code}.yaml").read_text(encoding="utf-8")


def a_rulebook(chance: Random) -> tuple[str, str]:
    """Answer the name of a rulebook's file and its torn text."""
    return "rules.yaml", mangle.torn_text(chance, _preset(chance.choice(presets())), most=8)


def a_sheet_of_items(chance: Random) -> tuple[str, bytes]:
    """Answer a torn sheet of items."""
    scheme = load_preset(chance.choice(("sichuan", "lanshan"))).points
    assert scheme is not None
    text = scheme_table(scheme, "csv").decode("utf-8-sig")
    return "items.csv", mangle.torn_text(chance, text, most=6).encode(errors="replace")


def a_scheme(chance: Random) -> tuple[str, Any]:
    """Answer a rulebook or a sheet of items."""
    return a_rulebook(chance) if chance.random() < 0.5 else a_sheet_of_items(chance)


@contextmanager
def schemes() -> Iterator[Callable[[Any], None]]:
    """Open the reading of rules: they are read, or each fault is told with its line."""
    like = load_preset("sichuan").points
    assert like is not None

    def feed(case: tuple[str, Any]) -> None:
        filename, content = case
        try:
            if isinstance(content, str):
                load_rulebook(content, filename)
            else:
                scheme_from_rows(read_table(content, filename), filename=filename, like=like)
        except InvalidScheme as invalid:
            _told(*(error.message for error in invalid.errors if error.line >= 0))
        except UnreadableTable as refused:
            _told(str(refused))

    yield feed
