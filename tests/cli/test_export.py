"""`jifenbot export` for clerks: sheets with sums that agree with the books, papers for the notice board."""

import csv
import io
import json
import re
import tracemalloc
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.services.export import COLUMNS, SUMMED
from bot.tables import stream_table
from tests.cli.conftest import Shell
from tests.conversations.acts import book, english_branch
from tests.conversations.test_ledger import jifenbot
from tests.stage import Stage
from tests.sums import calculated


@pytest.fixture
async def lived(tmp_path: Path) -> Shell:
    """A branch with entries, one taken back, a signed form, and a month whose notice is out."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await book(branch, "Wang", "K701 x2 05-12 =cleaning & sweeping")
        await book(branch, "Zhao", "K701 05-11 planting")
        await branch.people["Li"].say(branch.chat, "/undo 2")
        await branch.settled()
        await branch.play("""
            Wang (private): /declare
            Wang (private): [✍️]
        """)
        await branch.move_to(branch.clock.at.replace(month=6, day=8, hour=9))
    return Shell(tmp_path)


def exported(shell: Shell, what: str, *more: str) -> list[dict[str, Any]]:
    done = shell.run("export", what, "--format", "json", *more)
    assert done.code == 0, done.err
    rows: list[dict[str, Any]] = json.loads(done.out)
    return rows


def file(shell: Shell, what: str, table_format: str, *more: str) -> bytes:
    path = shell.place / f"{what}.{table_format}"
    done = shell.run("export", what, "--format", table_format, "-o", path, *more)
    assert (done.code, done.out) == (0, ""), done.err
    return path.read_bytes()


@pytest.mark.parametrize("what", SUMMED)
def test_sums_are_formulas_that_agree_with_the_rows(lived: Shell, what: str) -> None:
    """Whatever the sheet sums, the sum is that of the same export as JSON; the rows are those of the JSON, too."""
    rows = exported(lived, what)
    content = file(lived, what, "xlsx")
    table = list(load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True))
    sums = calculated(content)

    assert len(table) == len(rows) + 1
    assert sums["Rows"] == len(rows)
    for column in SUMMED[what]:
        expected = sum((Decimal(str(row[column])) for row in rows if row[column] is not None), Decimal(0))
        place = COLUMNS[what].index(column)
        assert sums[f"Sum of {table[0][place]}"] == expected


def test_a_sheet_can_be_handed_in(lived: Shell) -> None:
    """Headings stay in view and on every page; whose it is and the head of the ledger stand at the foot."""
    content = file(lived, "ledger", "xlsx", "--branch", "B001")
    sheet: Any = load_workbook(io.BytesIO(content)).worksheets[0]
    newest = exported(lived, "ledger")[-1]

    assert sheet.title == "Ledger"
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.print_area == f"'Ledger'!$A$1:$S${len(exported(lived, 'ledger')) + 1}"
    assert (sheet.oddFooter.left.text, sheet.oddFooter.center.text) == ("第一党支部", "&P / &N")
    assert sheet.oddFooter.right.text == f"Ledger: no. {newest['seq']}, {newest['hash'][:16]}"
    assert sheet.column_dimensions["P"].width == 40
    assert sheet["L2"].number_format == "0.00"
    assert calculated(content)["Head of the ledger"] == sheet.oddFooter.right.text


def test_no_text_of_people_runs_in_a_spreadsheet(lived: Shell) -> None:
    """A note that begins like a formula is disarmed in csv and xlsx, and whole in JSON."""
    [note] = [row["note"] for row in exported(lived, "claims") if row["id"] == 1]
    assert note.startswith("=")
    sheet = load_workbook(io.BytesIO(file(lived, "claims", "xlsx"))).worksheets[0]
    place = COLUMNS["claims"].index("note")
    told = list(csv.reader(io.StringIO(file(lived, "claims", "csv").decode("utf-8-sig"))))

    assert sheet.cell(2, place + 1).value == "'" + note
    assert sheet.cell(2, place + 1).data_type == "s"
    assert told[1][place] == "'" + note


def test_a_summary_says_who_gained_and_lost_what(lived: Shell) -> None:
    """Of the month: what was taken back is a loss beside its gain; the score is that of the board."""
    rows = {row["name"]: row for row in exported(lived, "summary", "--period", "2026-05")}
    board = {row["name"]: row for row in exported(lived, "board", "--period", "2026-05")}

    assert (rows["Wang"]["plus"], rows["Wang"]["minus"], rows["Wang"]["points"]) == ("6.00", "0.00", "6.00")
    assert (rows["Zhao"]["entries"], rows["Zhao"]["plus"], rows["Zhao"]["minus"]) == (2, "3.00", "-3.00")
    assert {name: row["score"] for name, row in rows.items()} == {name: row["points"] for name, row in board.items()}


def test_forms_have_a_row_for_each_of_their_lines(lived: Shell) -> None:
    """What was brought along from claims stands there with what was asked and given."""
    [row] = exported(lived, "declarations", "--period", "2026-05")

    assert (row["name"], row["month"], row["item"], row["no"]) == ("Wang", "2026-05", "K701", 1)
    assert (row["asked"], row["given"], row["claim"]) == ("6.00", "6.00", 1)
    assert row["signed_at"].startswith("2026-05-13T")
    assert row["state"] == "confirmed"


@pytest.mark.parametrize("what", ["ledger", "publicity", "declarations"])
@pytest.mark.parametrize("locale", ["zh_Hans", "zh_Hant", "en"])
def test_papers_are_pdf_with_their_fonts_inside(lived: Shell, what: str, locale: str) -> None:
    """A4, numbered pages, and no font that a printer would have to guess."""
    path = lived.place / "paper.pdf"
    done = lived.run("export", what, "--format", "pdf", "--period", "2026-05", "-o", path, locale=locale)
    content = path.read_bytes()

    assert (done.code, done.err) == (0, "")
    assert content.startswith(b"%PDF-")
    boxes = {tuple(map(float, box.split())) for box in re.findall(rb"/MediaBox \[([^\]]+)\]", content)}
    assert boxes <= {(0.0, 0.0, 595.28, 841.89), (0.0, 0.0, 841.89, 595.28)}
    assert boxes
    assert content.count(b"/FontFile3") == content.count(b"/FontDescriptor\n")
    assert len(content) < 400_000


def test_what_is_no_paper_is_said(lived: Shell) -> None:
    """And nothing is left behind, neither a file nor half of one."""
    done = lived.run("export", "board", "--format", "pdf", "-o", lived.place / "board.pdf")

    assert done.code == 2
    assert "As pdf there are ledger, publicity, declarations" in done.err
    assert not (lived.place / "board.pdf").exists()


def test_a_period_that_is_none_leaves_no_file(lived: Shell) -> None:
    """A refusal in the middle of a file leaves the place as it was."""
    done = lived.run("export", "ledger", "--format", "xlsx", "--period", "2026-13", "-o", lived.place / "x.xlsx")

    assert done.code == 2
    assert not [path.name for path in lived.place.iterdir() if "xlsx" in path.name]


@pytest.mark.parametrize("table_format", ["json", "csv", "xlsx"])
def test_memory_stays_flat_however_many_rows_there_are(table_format: Any, tmp_path: Path) -> None:
    """Ten times the rows cost no more memory than a page of them."""

    def peak(count: int) -> int:
        rows = ({"seq": number, "name": "王五", "points": Decimal("1.50")} for number in range(count))
        with (tmp_path / "table").open("wb") as out:
            tracemalloc.start()
            stream_table(out, rows, ("seq", "name", "points"), table_format)
            most = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        return most

    peak(100)  # what is loaded with the first table
    assert peak(20_000) < peak(2_000) + 300_000


async def test_papers_come_in_the_chat_too(tmp_path: Path) -> None:
    """The secretary takes the publicity along for the notice board."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await book(branch, "Wang", "K701 x2 05-12 cleaning")
        await branch.play("""
            Li (private): /export publicity pdf
            bot → Li: Nothing of 第一党支部 has been laid open yet.
        """)
        await branch.move_to(branch.clock.at.replace(month=6, day=8, hour=9))
        await branch.play("""
            Li (private): /export publicity pdf 2026-05
            bot → Li: Publicity of 第一党支部, May 2026
            Li (private): /export board pdf
            bot → Li: … /export ledger xlsx 2026-05
            Li (private): /export
            bot → Li: … [Ledger pdf] … [Declaration forms pdf] [Summary xlsx] [Summary csv] [Publicity xlsx]
        """)

        assert _documents(branch) == ["publicity-B001-2026-05.pdf"]
        assert jifenbot(branch, "export", "publicity", "--format", "pdf").stdout_bytes.startswith(b"%PDF-")


def _documents(branch: Stage) -> list[str]:
    room = branch.people["Li"].dm
    return [message.json["document"]["file_name"] for message in room.from_bot if "document" in message.json]
