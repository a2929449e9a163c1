"""A reader of the few formulas that our workbooks hold, so that a test can say what a spreadsheet would show."""

import io
import re
from decimal import Decimal
from typing import Any

from openpyxl import load_workbook

_OVER = re.compile(r"=(SUM|COUNTA)\('(.+)'!\$([A-Z]+)\$(\d+):\$([A-Z]+)\$(\d+)\)")


def calculated(content: bytes) -> dict[str, Any]:
    """Answer what stands on the sheet of sums: label to the value of its formula, or its text."""
    book = load_workbook(io.BytesIO(content))
    sheet = book.worksheets[1]
    return {str(label): _value(book, shown) for label, shown in sheet.iter_rows(values_only=True)}


def _value(book: Any, shown: Any) -> Any:
    formula = _OVER.fullmatch(str(shown))
    if formula is None:
        assert not str(shown).startswith("="), shown
        return shown
    verb, name, first, start, last, end = formula.groups()
    assert first == last
    cells = [row[0].value for row in book[name][f"{first}{start}:{last}{end}"]]
    if verb == "COUNTA":
        return sum(cell is not None for cell in cells)
    return sum((Decimal(str(cell)) for cell in cells if isinstance(cell, int | float)), Decimal("0.00"))
