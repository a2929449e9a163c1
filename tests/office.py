"""Workbooks opened by LibreOffice and calculated anew: `make office` (it installs LibreOffice, which takes minutes).

The test suite itself reads the formulas by `tests.sums`; this holds that reader, and the files, against an office.
"""

import asyncio
import io
import json
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import load_workbook

from bot.services.export import SUMMED
from tests.conversations.acts import book, english_branch
from tests.conversations.test_ledger import jifenbot
from tests.sums import calculated

MAY = ("--period", "2026-05")


async def _exports(at: Path) -> dict[str, bytes]:
    """Live through some bookings; answer every workbook that has sums."""
    found = {}
    async with english_branch(at, preset="sichuan") as branch:
        await book(branch, "Wang", "K701 x2 05-12 =cleaning")
        await book(branch, "Zhao", "K701 05-11 planting")
        await branch.people["Li"].say(branch.chat, "/undo 2")
        await branch.settled()
        for what in SUMMED:
            found[what] = jifenbot(branch, "export", what, *MAY, "--format", "xlsx").stdout_bytes
            rows = json.loads(jifenbot(branch, "export", what, *MAY, "--format", "json").stdout)
            assert calculated(found[what])["Rows"] == len(rows)
    return found


def _recalculated(office: str, at: Path, what: str, content: bytes) -> dict[str, object]:
    """Let LibreOffice open a workbook, calculate and save it; answer its sums as they stand then."""
    given, made = at / "in", at / "out"
    for place in (given, made):
        place.mkdir(exist_ok=True)
    path = given / f"{what}.xlsx"
    path.write_bytes(content)
    profile = f"-env:UserInstallation=file://{at / 'profile'}"
    words = [
        office,
        profile,
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        str(made),
        str(path),
    ]
    subprocess.run(words, check=True, capture_output=True, timeout=180)
    book_ = load_workbook(io.BytesIO((made / path.name).read_bytes()), data_only=True)
    return {str(label): shown for label, shown in book_.worksheets[1].iter_rows(values_only=True)}


def main() -> int:
    """Compare what an office calculates with what the books say; 1 where they differ."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        print("LibreOffice is missing: `make office` installs it as root on Debian.")
        return 1
    wrong = 0
    with TemporaryDirectory() as place:
        at = Path(place)
        for what, content in asyncio.run(_exports(at)).items():
            theirs, ours = _recalculated(office, at, what, content), calculated(content)
            for label, value in ours.items():
                shown = theirs.get(label)
                same = Decimal(str(shown)) == value if isinstance(value, int | Decimal) else shown == value
                wrong += not same
                print(f"{'ok  ' if same else 'DIFF'} {what}: {label} = {shown}" + ("" if same else f", not {value}"))
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
