"""Tables of people, in and out."""

import csv
import io
import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from bot.tables import (
    HEADINGS,
    Row,
    TableFormat,
    UnreadableTable,
    canonical_heading,
    empty_table,
    read_table,
    stream_table,
    write_table,
)


def sheet(*rows: list[object]) -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def values(rows: list[Row]) -> list[dict[str, str]]:
    return [dict(row.values) for row in rows]


PEOPLE = "姓名,支部编码,身份\n王五,LS-0312,正式\n赵六,LS-0312,预备\n"
READ = [
    Row(number=2, values={"name": "王五", "branch": "LS-0312", "status": "正式"}),
    Row(number=3, values={"name": "赵六", "branch": "LS-0312", "status": "预备"}),
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_of_any_usual_encoding_is_read(encoding: str) -> None:
    assert read_table(PEOPLE.encode(encoding), "people.csv") == READ


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_of_any_usual_separator_is_read(separator: str) -> None:
    assert read_table(PEOPLE.replace(",", separator).encode(), "people.csv") == READ


def test_a_file_is_read_from_its_path(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE, encoding="utf-8")

    assert read_table(path, path.name) == READ


def test_an_xlsx_is_read_with_the_rows_numbers_and_exact_cells() -> None:
    rows = read_table(
        sheet(
            ["2026年党员花名册"],
            [],
            ["姓 名", "Telegram user id", "期初积分", "日期", "是否工作日", None],
            ["王五", 5000000001, 12.5, date(2026, 5, 12), True, None],
            [None, None, None, None, None, None],
            ["　赵六 ", 7.0, "0.10", datetime(2026, 5, 12, 9, 30), False, None],  # noqa: DTZ001 - cells have no zone
        ),
        "roster.xlsx",
    )

    assert [row.number for row in rows] == [4, 6]
    assert values(rows) == [
        {
            "name": "王五",
            "telegram_user_id": "5000000001",
            "points": "12.5",
            "date": "2026-05-12",
            "workday": "true",
        },
        {
            "name": "赵六",
            "telegram_user_id": "7",
            "points": "0.10",
            "date": "2026-05-12 09:30:00",
            "workday": "false",
        },
    ]


def test_a_yaml_list_is_read_with_its_lines() -> None:
    text = "- {姓名: 王五, roles: [secretary, member]}\n\n# a note\n- name: 赵六\n  期初积分: 1.50\n"

    assert read_table(text.encode(), "people.yaml") == [
        Row(number=1, values={"name": "王五", "roles": "secretary;member"}),
        Row(number=4, values={"name": "赵六", "points": "1.50"}),
    ]


@pytest.mark.parametrize(
    ("heading", "column"),
    [("姓名", "name"), (" 姓　名 *", "name"), ("NAME", "name"), ("Ｎａｍｅ", "name"), ("所在支部(必填)", "branch"),
     ("telegram_user_id", "telegram_user_id"), ("Telegram User ID", "telegram_user_id"), ("職務", "roles"),
     ("颜色", "颜色")],
)  # fmt: skip
def test_headings_are_known_in_many_forms(heading: str, column: str) -> None:
    assert canonical_heading(heading) == column


def test_no_word_means_two_columns() -> None:
    for column, words in HEADINGS.items():
        for word in words:
            assert canonical_heading(word) == column, word


UNREADABLE = [
    (b"", "x.csv", 0, "no rows"),
    (b"\n\n", "x.csv", 0, "no rows"),
    ("一,二\n三,四\n".encode(), "x.csv", 1, "No row of headings"),
    ("姓名,名字\n王五,王五\n".encode(), "x.csv", 1, "“name” stands there twice"),
    ("姓名,支部\n王五,LS,多\n".encode(), "x.csv", 2, "3 cells, but there are only 2"),
    (b"\x81", "x.csv", 0, "neither UTF-8 nor GB18030"),
    (b"\xd0\xcf\x11\xe0rest", "x.xls", 0, "old or encrypted"),
    (b"PK\x03\x04rest", "x.xlsx", 0, "not a readable xlsx"),
    (b"rest", "x.xlsx", 0, "not a readable xlsx"),
    (b"%PDF", "x.pdf", 0, "“x.pdf” is no table"),
    (b"a: 1", "x.yaml", 1, "must be a list"),
    (b"- 1", "x.yaml", 1, "must be a list"),
    (b"- {a: 1}\n- {b: 1: 2}", "x.yaml", 2, "not valid YAML"),
    (b"", "x.yaml", 0, "no rows"),
]


@pytest.mark.parametrize(("content", "filename", "number", "message"), UNREADABLE)
def test_what_cannot_be_read_is_refused_in_plain_words(
    content: bytes, filename: str, number: int, message: str
) -> None:
    with pytest.raises(UnreadableTable, match=message) as refused:
        read_table(content, filename)
    assert refused.value.number == number


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["x.csv", "x.yaml", "x.xlsx", "x.txt"]))
def test_any_bytes_are_read_or_refused(content: bytes, filename: str) -> None:
    with suppress(UnreadableTable):
        assert all(row.number > 0 and row.values for row in read_table(content, filename))


ROWS = [
    {
        "name": "王五",
        "points": Decimal("2.5"),
        "seq": 7,
        "reason": "=SUM(A1)",
        "roles": ["secretary", "member"],
        "booked_at": datetime(2026, 5, 12, 1, tzinfo=UTC),
        "steps": [{"level": 1, "points": Decimal(1)}],
        "not asked for": 1,
    },
    {"name": "@赵六", "points": Decimal("-0.001"), "reason": "-3"},
]
COLUMNS = ["name", "points", "seq", "reason", "roles", "booked_at", "steps"]


def test_json_has_the_columns_in_their_order_and_points_as_text() -> None:
    read = json.loads(write_table(ROWS, COLUMNS, "json"))

    assert list(read[0]) == COLUMNS
    assert read[0] == {
        "name": "王五",
        "points": "2.50",
        "seq": 7,
        "reason": "=SUM(A1)",
        "roles": ["secretary", "member"],
        "booked_at": "2026-05-12T01:00:00+00:00",
        "steps": [{"level": 1, "points": "1.00"}],
    }
    assert (read[1]["points"], read[1]["seq"]) == ("0.00", None)


def test_csv_opens_in_a_spreadsheet_and_runs_nothing() -> None:
    written = write_table(ROWS, COLUMNS, "csv", headings={"name": "姓名"})

    assert written.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(written.decode("utf-8-sig")))) == [
        ["姓名", "points", "seq", "reason", "roles", "booked_at", "steps"],
        ["王五", "2.50", "7", "'=SUM(A1)", "secretary;member", "2026-05-12T01:00:00+00:00",
         '[{"level": 1, "points": "1.00"}]'],
        ["'@赵六", "0.00", "", "-3", "", "", ""],
    ]  # fmt: skip


def test_xlsx_keeps_numbers_as_numbers_and_runs_nothing() -> None:
    page = load_workbook(io.BytesIO(write_table(ROWS, COLUMNS, "xlsx", headings={"name": "姓名"}))).active
    assert page is not None

    cells = [[cell.value for cell in row] for row in page.iter_rows()]
    assert cells[0] == ["姓名", *COLUMNS[1:]]
    assert cells[1][:5] == ["王五", 2.5, 7, "'=SUM(A1)", "secretary;member"]
    assert cells[2][:4] == ["'@赵六", 0, None, "-3"]
    assert page["B2"].number_format == "0.00"
    assert not any(cell.data_type == "f" for row in page.iter_rows() for cell in row)


@pytest.mark.parametrize("table_format", ["csv", "xlsx"])
@settings(deadline=None)
@given(text=st.text(min_size=1))
def test_no_text_becomes_a_formula(table_format: str, text: str) -> None:
    written = write_table([{"reason": text}], ["reason"], "xlsx" if table_format == "xlsx" else "csv")

    if table_format == "xlsx":
        page = load_workbook(io.BytesIO(written)).active
        assert page is not None
        cell = page["A2"]
        assert cell.data_type != "f"
        shown = cell.value
    else:
        shown = list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")))[1:]
        shown = shown[0][0] if shown and shown[0] else ""
    if isinstance(shown, str) and shown.startswith(("=", "@", "\t", "\r")):
        pytest.fail(f"{shown!r} runs")


@pytest.mark.parametrize("table_format", ["csv", "xlsx"])
def test_what_was_disarmed_is_read_as_it_was(table_format: str) -> None:
    written = write_table(
        [{"name": "王五", "reason": "=1+1"}], ["name", "reason"], "xlsx" if table_format == "xlsx" else "csv"
    )

    assert values(read_table(written, f"x.{table_format}")) == [{"name": "王五", "reason": "=1+1"}]


def test_an_empty_sheet_has_the_headings_of_its_language() -> None:
    columns = ["name", "branch", "points"]

    assert empty_table(columns, "csv").decode("utf-8-sig") == "姓名,支部编码,积分\r\n"
    assert empty_table(columns, "csv", language="en").decode("utf-8-sig") == "Name,Branch,Points\r\n"
    assert read_table(empty_table(columns, "xlsx", language="zh_Hant"), "x.xlsx") == []


@pytest.mark.parametrize("table_format", ["json", "csv"])
def test_a_table_is_written_while_its_rows_come(table_format: TableFormat) -> None:
    """A million rows take no more memory than one."""
    out, written = io.BytesIO(), []

    def rows() -> Iterator[dict[str, object]]:
        for number in range(10_000):
            written.append(out.tell())
            yield {"name": f"Member {number}", "points": Decimal("3.00")}

    stream_table(out, rows(), ["name", "points"], table_format)

    assert written[-1] > 0.9 * len(out.getvalue())
