"""Workbooks: a table as an xlsx that a clerk can hand in, written row by row; what is long never stands in memory.

The first sheet holds the table and nothing else, so that a program reads it as it reads the csv; a second one holds
the sums of its columns as formulas.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

NARROW, WIDE = 10, 44
LONGEST_NAME = 31
A4 = "9"
"""As OOXML numbers paper."""
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


@dataclass(frozen=True, slots=True, kw_only=True)
class Dress:
    """How a workbook looks and what stands around its table, in the reader's language.

    Attributes:
        name: Of the sheet.
        owner: Whose it is: at the foot of every printed page.
        head: The head hash of its ledger: likewise.
        summed: Columns whose sums are formulas on the second sheet, with what stands before each.
        sums: Name of the second sheet.
        rows: What stands there before the number of rows.
        facts: Further lines there: what, and its value.
    """

    name: str = "Sheet"
    owner: str = ""
    head: str = ""
    summed: Mapping[str, str] = field(default_factory=dict)
    sums: str = ""
    rows: str = ""
    facts: Sequence[tuple[str, str]] = ()


def write_workbook(
    out: BinaryIO,
    rows: Iterable[Sequence[object]],
    columns: Sequence[str],
    headings: Sequence[str],
    *,
    cell: Callable[[Any, object], Any],
    widths: Mapping[str, int],
    dress: Dress,
) -> None:
    """Write a table as an xlsx.

    Args:
        out: Where to.
        rows: Its rows, a value a column.
        columns: Its columns; `widths` and `dress.summed` name them.
        headings: What stands above them.
        cell: Makes a cell of a value for a sheet; what a spreadsheet would run is disarmed there.
        widths: Column to its width in characters.
        dress: Everything else.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - ten megabytes, which a bot needs that reads or writes a sheet
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - likewise
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 - likewise
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - likewise

    book = Workbook(write_only=True)
    sheet = book.create_sheet(sheet_name(dress.name))
    sheet.freeze_panes = "A2"
    for number, (column, heading) in enumerate(zip(columns, headings, strict=True), start=1):
        width = widths.get(column, min(WIDE, max(NARROW, 2 * len(heading) + 4)))
        sheet.column_dimensions[get_column_letter(number)].width = width
    _set_up(sheet, dress)
    top = []
    for heading in headings:
        head = WriteOnlyCell(sheet, value=cell(sheet, heading))
        head.font, head.alignment = Font(bold=True), Alignment(vertical="center", wrap_text=True)
        top.append(head)
    sheet.append(top)
    last = 1
    for row in rows:
        sheet.append([cell(sheet, value) for value in row])
        last += 1
    whole = f"A1:{get_column_letter(len(columns))}{last}"
    sheet.auto_filter.ref = whole
    sheet.print_area = whole
    if dress.sums:
        _write_sums(book, dress, [get_column_letter(columns.index(column) + 1) for column in dress.summed], last, cell)
    book.save(out)


def sheet_name(text: str) -> str:
    """Answer a name that a sheet may have."""
    return text.translate(_FORBIDDEN).strip()[:LONGEST_NAME] or "Sheet"


def _set_up(sheet: Any, dress: Dress) -> None:
    """Set how a sheet is printed: as wide as the paper, headings on every page, owner, page and head at the foot."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    sheet.oddFooter.left.text = dress.owner.replace("&", "&&")
    sheet.oddFooter.center.text = "&P / &N"
    sheet.oddFooter.right.text = dress.head


def _write_sums(book: Any, dress: Dress, letters: Sequence[str], last: int, cell: Callable[[Any, object], Any]) -> None:
    """Write the sums as formulas over the table, so that they follow when a clerk mends a number."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - as above
    from openpyxl.styles import Font  # noqa: PLC0415 - likewise

    sheet = book.create_sheet(sheet_name(dress.sums))
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = WIDE, 24
    _set_up(sheet, dress)
    table = f"'{sheet_name(dress.name)}'"
    end = max(2, last)
    sheet.append([cell(sheet, dress.rows), f"=COUNTA({table}!$A$2:$A${end})"])
    for label, letter in zip(dress.summed.values(), letters, strict=True):
        total = WriteOnlyCell(sheet, value=f"=SUM({table}!${letter}$2:${letter}${end})")
        total.number_format, total.font = "0.00", Font(bold=True)
        sheet.append([cell(sheet, label), total])
    for label, value in dress.facts:
        sheet.append([cell(sheet, label), cell(sheet, value)])
