"""Tables of people: xlsx, csv and YAML lists in; json, csv and xlsx out.

Reading is generous (Chinese or English headings, a title above them, any usual encoding, any separator), writing is
careful (a text that a spreadsheet would take for a formula is disarmed, a csv opens in Excel with its Chinese).
Every row keeps its number, so that an error can name it.
"""

import csv
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO, Literal

from bot.i18n import N_
from bot.marked_yaml import UnreadableYaml, read_marked
from bot.workbook import Dress, write_workbook

TableFormat = Literal["json", "csv", "xlsx"]

MAX_ROWS = 100_000
MAX_BYTES = 20_000_000
MAX_UNPACKED = 100_000_000
MAX_COLUMNS = 256
"""More headings no sheet has; one that says it is wider is read that far."""
_TITLE_ROWS = 10

HEADINGS: Mapping[str, tuple[str, ...]] = {
    # column: zh_Hans, zh_Hant, en, then other words for it
    "name": ("姓名", "姓名", "Name", "名字", "党员姓名", "成员", "full name"),
    "branch": ("支部编码", "支部編碼", "Branch", "支部", "所在支部", "组织编码", "所属支部", "branch code"),
    "status": ("身份", "身分", "Status", "党员身份", "人员类别", "状态", "人員類別"),
    "telegram_user_id": ("Telegram编号", "Telegram編號", "Telegram user id", "telegram id", "telegram", "账号编号"),
    "roles": ("职务", "職務", "Roles", "角色", "role", "党内职务"),
    "exempt": ("豁免", "豁免", "Exempt", "免考核", "不参评"),
    "lang": ("语言", "語言", "Language", "lang"),
    "in_service": ("在职", "在職", "In service", "是否在职"),
    "code": ("编码", "編碼", "Code", "代码", "项目编码", "编号", "item", "项目", "item code"),
    "parent": ("上级编码", "上級編碼", "Parent", "上级", "上级组织", "parent code"),
    "kind": ("类型", "類型", "Kind", "计分方式", "種類", "种类", "type"),
    "domain": ("领域", "領域", "Domain"),
    "scheme": ("方案", "方案", "Scheme"),
    "date": ("日期", "日期", "Date", "日", "day"),
    "workday": ("是否工作日", "是否工作日", "Workday", "工作日", "上班", "working day"),
    "period": ("期间", "期間", "Period", "月份", "周期", "month"),
    "points": ("积分", "積分", "Points", "分数", "得分", "期初积分", "balance"),
    "reason": ("理由", "理由", "Reason", "事由", "说明", "note", "备注", "備註"),
    "subject_kind": ("对象", "對象", "Subject kind", "对象类别"),
    "category": ("类别", "類別", "Category", "分类"),
    "zh_Hans": ("简体名称", "簡體名稱", "Simplified Chinese", "zh", "zh_hans", "名称", "项目名称", "简体"),
    "zh_Hant": ("繁体名称", "繁體名稱", "Traditional Chinese", "zh_hant", "繁体", "繁體"),
    "en": ("英文名称", "英文名稱", "English", "en", "英文"),
    "value": ("分值", "分值", "Value", "每次分值"),
    "cap": ("上限", "上限", "Cap", "封顶", "最高分"),
    "cap_period": ("上限周期", "上限週期", "Cap period", "封顶周期"),
    "who": ("申报主体", "申報主體", "Who", "适用对象"),
    "evidence": ("证明", "證明", "Evidence", "证明材料"),
    "basis": ("依据", "依據", "Basis", "制度依据"),
    "target": ("目标要求", "目標要求", "Target"),
    "standard": ("考评标准", "考評標準", "Standard", "评分标准"),
}
"""Columns of the sheets that people send, and the headings by which they are recognised."""

WIDTHS = {
    **dict.fromkeys(("seq", "rank", "delta", "level_no", "quantity", "no"), 8),
    **dict.fromkeys(("name", "beneficiary", "submitter", "by", "checked_by"), 16),
    **dict.fromkeys(("points", "converted", "requested", "credited", "asked", "given", "plus", "minus", "score"), 12),
    **dict.fromkeys(("booked_at", "filed_at", "decided_at", "published_at", "signed_at", "answered_at"), 28),
    **dict.fromkeys(("reason", "note", "fact", "steps", "rates", "cause"), 40),
    **dict.fromkeys(("prev_hash", "hash", "head_hash", "payload_hash"), 22),
}
"""Columns whose texts are longer or shorter than their heading, and how many characters they are given."""

EMPTY = N_("The file holds no rows.")
NO_HEADINGS = N_("No row of headings was found. Known headings are, for example: {headings}.")
HEADING_TWICE = N_("The heading “{heading}” stands there twice.")
LONG_ROW = N_("The row has {found} cells, but there are only {expected} headings.")
TOO_BIG = N_("The file is larger than {limit} MB.")
TOO_MANY_ROWS = N_("The file has more than {limit} rows.")
UNKNOWN_FORMAT = N_("“{filename}” is no table that I can read; please save it as xlsx, csv or yaml.")
OLD_EXCEL = N_("This is an old or encrypted Excel file; please save it as xlsx without a password.")
NOT_XLSX = N_("This is not a readable xlsx file.")
NOT_CSV = N_("This is not a readable csv file: {problem}.")
NOT_TEXT = N_("The text is neither UTF-8 nor GB18030; please save it as csv UTF-8.")
NOT_LIST = N_("The YAML file must be a list of rows, each a mapping of headings to values.")

_NUMBER = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(eq=False)
class UnreadableTable(Exception):  # noqa: N818 - named like the other refusals
    """The file cannot be read as a table; ``number`` is the row it fails at, 0 for the whole file."""

    number: int
    text: str
    facts: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """Give the English sentence with its facts."""
        return self.text.format(**self.facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a table.

    Attributes:
        number: Row of the sheet (the first is 1, headings included), or line of a YAML file.
        values: Column to text, without blank cells. A heading that is not known keeps its own words.
        letters: Column to its letter in the sheet (A, B, …); empty for what is no sheet.
    """

    number: int
    values: Mapping[str, str]
    letters: Mapping[str, str] = field(default_factory=dict, compare=False)


def canonical_heading(text: str, headings: Mapping[str, Sequence[str]] = HEADINGS) -> str:
    """Give the column that a heading means, or its own words in lower case if none is known."""
    plain = _folded(text)
    for column, words in headings.items():
        if plain == _folded(column) or any(plain == _folded(word) for word in words):
            return column
    return _cell_text(text).lower()


def read_table(source: Path | bytes, filename: str, headings: Mapping[str, Sequence[str]] = HEADINGS) -> list[Row]:
    """Read a table.

    Args:
        source: The file, or its content.
        filename: Its name, whose ending tells the format: xlsx, csv (also tsv, txt), yaml.
        headings: Column to the words by which its heading is recognised.

    Returns:
        The rows that are not blank, each with its number.

    Raises:
        UnreadableTable: with the reason in plain words.
    """
    size = source.stat().st_size if isinstance(source, Path) else len(source)
    if size > MAX_BYTES:
        raise UnreadableTable(0, TOO_BIG, {"limit": MAX_BYTES // 1_000_000})
    content = source.read_bytes() if isinstance(source, Path) else source
    ending = filename.lower().rpartition(".")[2]
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableTable(0, OLD_EXCEL)
    if ending in {"yaml", "yml"}:
        return _read_yaml(content, headings)
    if ending in {"xlsx", "xlsm"} or content.startswith(b"PK\x03\x04"):
        return _with_headings(_xlsx_cells(content), headings)
    if ending in {"csv", "tsv", "txt"}:
        return _with_headings(_csv_cells(content), headings)
    raise UnreadableTable(0, UNKNOWN_FORMAT, {"filename": filename})


def read_text(source: Path | bytes) -> str:
    """Read a text in any of the usual encodings.

    Raises:
        UnreadableTable: with the reason in plain words.
    """
    content = source.read_bytes() if isinstance(source, Path) else source
    if len(content) > MAX_BYTES:
        raise UnreadableTable(0, TOO_BIG, {"limit": MAX_BYTES // 1_000_000})
    return _decoded(content)


def write_table(
    rows: Iterable[Mapping[str, object]],
    columns: Sequence[str],
    table_format: TableFormat,
    *,
    headings: Mapping[str, str] | None = None,
    dress: Dress | None = None,
) -> bytes:
    """Write a table into memory; see `stream_table`."""
    out = io.BytesIO()
    stream_table(out, rows, columns, table_format, headings=headings, dress=dress)
    return out.getvalue()


def stream_table(
    out: BinaryIO,
    rows: Iterable[Mapping[str, object]],
    columns: Sequence[str],
    table_format: TableFormat,
    *,
    headings: Mapping[str, str] | None = None,
    dress: Dress | None = None,
) -> None:
    """Write a table row by row; memory stays flat however many there are.

    A ``Decimal`` has two decimals (a number in xlsx, text in json), a list of objects in a cell is JSON, and a text
    that a spreadsheet would take for a formula begins with an apostrophe.

    Args:
        out: Where to.
        rows: Values by column; one that is missing is empty.
        columns: The columns in their order; others are left out.
        table_format: ``json`` (an array of objects), ``csv`` (UTF-8 with BOM) or ``xlsx``.
        headings: What stands above the columns; json always has the column names.
        dress: What else an xlsx has: names, sums, the foot of its pages.
    """
    names = [(headings or {}).get(column, column) for column in columns]
    if table_format == "json":
        _stream_json(out, rows, columns)
    elif table_format == "csv":
        _stream_csv(out, rows, columns, names)
    else:
        cells = ([row.get(column) for column in columns] for row in rows)
        write_workbook(out, cells, columns, names, cell=_xlsx_cell, widths=WIDTHS, dress=dress or Dress())


def _stream_json(out: BinaryIO, rows: Iterable[Mapping[str, object]], columns: Sequence[str]) -> None:
    """Write what ``json.dumps(…, indent=1)`` would, without ever holding all of it."""
    between = b"[\n"
    for row in rows:
        written = ",\n".join(f'  "{column}": {_json_value(row.get(column))}' for column in columns)
        out.write(between + b" {\n" + written.encode() + b"\n }")
        between = b",\n"
    out.write(b"[]\n" if between == b"[\n" else b"\n]\n")


def _json_value(value: object) -> str:
    plain = _plain(value)
    if isinstance(plain, list | dict):
        return json.dumps(plain, ensure_ascii=False, indent=1).replace("\n", "\n  ")
    return json.dumps(plain, ensure_ascii=False)


def _stream_csv(
    out: BinaryIO, rows: Iterable[Mapping[str, object]], columns: Sequence[str], names: Sequence[str]
) -> None:
    out.write(b"\xef\xbb\xbf")
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=False)
    writer = csv.writer(text)
    writer.writerow(names)
    writer.writerows([_for_csv(row.get(column)) for column in columns] for row in rows)
    text.flush()
    text.detach()


def as_json(value: object) -> bytes:
    """Write anything that rows may hold as JSON: points as text with two decimals, times in ISO 8601."""
    return (json.dumps(_plain(value), ensure_ascii=False, indent=1) + "\n").encode()


def empty_table(columns: Sequence[str], table_format: TableFormat, *, language: str = "zh_Hans") -> bytes:
    """Write a sheet that has only the headings of ``columns``, in one of the three languages."""
    place = ("zh_Hans", "zh_Hant", "en").index(language)
    known = {column: HEADINGS[column][place] for column in columns if column in HEADINGS}
    return write_table([], columns, table_format, headings=known)


# --- reading


def _folded(text: str) -> str:
    """Fold what headings differ in without meaning: width, case, blanks, marks, remarks in brackets."""
    plain = unicodedata.normalize("NFKC", text).lower()
    plain = re.sub(r"\(.*?\)|\[.*?\]|[*:]", "", plain)
    return re.sub(r"[\s_\-]+", "", plain)


def _cell_text(value: object) -> str:
    """Give a cell as text: exact numbers, ISO dates, no blanks around, no invisible marks, no formula guard."""
    match value:
        case None | bool():
            return "" if value is None else str(value).lower()
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        case datetime():
            return value.date().isoformat() if value.time() == time.min else value.isoformat(sep=" ")
        case date() | time():
            return value.isoformat()
    if isinstance(value, list):
        return ";".join(_cell_text(part) for part in value)
    if isinstance(value, dict):
        return ";".join(f"{key}={_cell_text(part)}" for key, part in value.items())
    return _without_marks(str(value))


def _without_marks(value: str) -> str:
    text = _ILLEGAL.sub("", value).strip().strip("\ufeff\u200b\u200e\u200f\u3000").strip()
    if text.startswith("'") and text[1:].startswith(_FORMULA_STARTS):
        return text[1:]
    return text


def _with_headings(cells: Iterable[tuple[int, list[str]]], headings: Mapping[str, Sequence[str]]) -> list[Row]:
    """Find the row of headings (a title may stand above it) and name the cells below by it."""
    filled = ((number, row) for number, row in cells if any(row))
    columns, waiting = _find_headings(filled, headings)
    letters = {column: _letter(place) for place, column in enumerate(columns) if column}
    rows: list[Row] = []
    for number, row in (*waiting, *filled):
        if len(rows) >= MAX_ROWS:
            raise UnreadableTable(number, TOO_MANY_ROWS, {"limit": MAX_ROWS})
        if any(row[len(columns) :]):
            raise UnreadableTable(number, LONG_ROW, {"found": len(row), "expected": len(columns)})
        values = {column: cell for column, cell in zip(columns, row, strict=False) if column and cell}
        if values:
            rows.append(Row(number=number, values=values, letters=letters))
    return rows


def _letter(place: int) -> str:
    """Name a column as sheets do: 0 is A, 25 Z, 26 AA."""
    before, own = divmod(place, 26)
    return (_letter(before - 1) if before else "") + chr(ord("A") + own)


def _find_headings(
    filled: Iterator[tuple[int, list[str]]], headings: Mapping[str, Sequence[str]]
) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Give the columns, and the rows that were read past them while looking."""
    seen: list[tuple[int, list[str]]] = []
    for number, row in filled:
        seen.append((number, row))
        columns = [canonical_heading(cell, headings) if cell else "" for cell in row]
        known = sum(column in headings for column in columns)
        if known >= 2 or (known == 1 and sum(map(bool, row)) == 1):
            while columns and not columns[-1]:
                columns.pop()
            for column in columns:
                if column and columns.count(column) > 1:
                    raise UnreadableTable(number, HEADING_TWICE, {"heading": column})
            return columns, []
        if len(seen) >= _TITLE_ROWS:
            break
    if not seen:
        raise UnreadableTable(0, EMPTY)
    examples = ", ".join(words[0] for words in list(headings.values())[:6])
    raise UnreadableTable(seen[0][0], NO_HEADINGS, {"headings": examples})


def _xlsx_cells(content: bytes) -> Iterator[tuple[int, list[str]]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - ten megabytes, which a bot needs that reads or writes a sheet

    try:
        _check_unpacked(content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.worksheets
        for number, row in enumerate(sheets[0].iter_rows(max_col=MAX_COLUMNS, values_only=True), start=1):
            if row.count(None) < len(row):  # one far cell makes a sheet of a million blank rows
                yield number, [_cell_text(cell) for cell in row]
    except UnreadableTable:
        raise
    except Exception as fault:  # a torn file breaks the library at any place, by any error
        raise UnreadableTable(0, NOT_XLSX) from fault


def _check_unpacked(content: bytes) -> None:
    """Refuse an archive that says it unpacks to too much; no more than it says is ever unpacked."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED:
            raise UnreadableTable(0, TOO_BIG, {"limit": MAX_UNPACKED // 1_000_000})


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableTable(0, NOT_TEXT)


def _csv_cells(content: bytes) -> Iterator[tuple[int, list[str]]]:
    text = _decoded(content)
    if "\x00" in text:
        raise UnreadableTable(0, NOT_CSV, {"problem": "NUL"})
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=first.count)
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1):
            yield number, [_cell_text(cell) for cell in row]
    except csv.Error as fault:
        raise UnreadableTable(0, NOT_CSV, {"problem": str(fault)}) from fault


def _read_yaml(content: bytes, headings: Mapping[str, Sequence[str]]) -> list[Row]:
    try:
        marked = read_marked(_decoded(content))
    except UnreadableYaml as fault:
        raise UnreadableTable(fault.line, fault.text, fault.facts) from fault
    if marked.value is None:
        raise UnreadableTable(0, EMPTY)
    if not isinstance(marked.value, list):
        raise UnreadableTable(1, NOT_LIST)
    rows: list[Row] = []
    for index, entry in enumerate(marked.value):
        line = marked.line((index,))
        if not isinstance(entry, dict):
            raise UnreadableTable(line, NOT_LIST)
        values: dict[str, str] = {}
        for word, value in entry.items():
            column = canonical_heading(word, headings)
            if column in values:
                raise UnreadableTable(line, HEADING_TWICE, {"heading": column})
            if text := _cell_text(value):
                values[column] = text
        if values:
            rows.append(Row(number=line, values=values))
    return rows


# --- writing


def _points(number: Decimal) -> str:
    """Give a Decimal with two decimals and no negative zero."""
    return f"{number.quantize(Decimal('0.01')) + 0:f}"


def _plain(value: object) -> object:
    """Make JSON's own kinds of what a row may hold."""
    match value:
        case Decimal():
            return _points(value)
        case datetime() | date() | time():
            return value.isoformat()
        case str():
            return value.encode("utf-8", "replace").decode()
        case Mapping():
            return {str(key): _plain(part) for key, part in value.items()}
        case list() | tuple():
            return [_plain(part) for part in value]
        case set() | frozenset():
            return sorted(str(part) for part in value)
    return value


def _guarded(text: str) -> str:
    """Disarm a text that a spreadsheet would run; a number stays what it is."""
    kept = _ILLEGAL.sub("", text)
    if kept.startswith(_FORMULA_STARTS) and not _NUMBER.fullmatch(kept):
        return "'" + kept
    return kept


def _for_csv(value: object) -> object:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float():
            return value
        case Decimal():
            return _points(value)
        case str():
            return _guarded(value)
        case Mapping() | list() | tuple() | set() | frozenset():
            return _joined(value)
    return _guarded(str(_plain(value)))


def _joined(value: object) -> str:
    """Give a list of words joined by semicolons, anything deeper as JSON."""
    plain = _plain(value)
    if isinstance(plain, list) and all(isinstance(part, str | int) for part in plain):
        return _guarded(";".join(str(part) for part in plain))
    return _guarded(json.dumps(plain, ensure_ascii=False))


def _xlsx_cell(sheet: Any, value: object) -> object:
    if isinstance(value, Decimal):
        from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - as above

        cell = WriteOnlyCell(sheet, value=float(_points(value)))
        cell.number_format = "0.00"
        return cell
    if value is None or isinstance(value, bool | int | float):
        return value
    return _for_csv(value)
