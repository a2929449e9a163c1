"""The thirty lines of docs/ledger.md recompute a real ledger, and notice what was altered."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.domain.points.chained import combined_head
from tests.stage import a_branch

PAGE = Path(__file__).resolve().parents[2] / "docs" / "ledger.md"


@pytest.fixture
async def ledger(tmp_path: Path) -> Path:
    """A database with a few entries, one of them reversed."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        for day in ("05-11", "05-12"):
            await branch.people["Wang"].photo(branch.chat, f"/claim K701 {day} 社区清扫")
            await branch.settled()
            await branch.people["Li"].press(branch.chat, "✅")
            await branch.settled()
        await branch.people["Li"].say(branch.chat, "/undo 2")
        await branch.settled()
        assert branch.rows("SELECT count(*) FROM ledger")[0][0] == 3
        copy = tmp_path / "copy.db"
        with closing(sqlite3.connect(branch.database)) as database:
            database.execute("VACUUM INTO ?", (str(copy),))
    return copy


def recompute(tmp_path: Path, database: Path) -> subprocess.CompletedProcess[str]:
    """Run the program of the page."""
    found = re.search(r'```python title="recompute.py"\n(.*?)```', PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    program = tmp_path / "recompute.py"
    program.write_text(found.group(1), encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-I", program, database], capture_output=True, text=True, check=False, cwd=tmp_path
    )


def test_the_page_recomputes_the_ledger(tmp_path: Path, ledger: Path) -> None:
    """Count and head are those that the bot itself would tell."""
    with closing(sqlite3.connect(ledger)) as database:
        heads = database.execute("SELECT code, ledger_seq, ledger_head FROM orgs WHERE ledger_seq > 0").fetchall()
    verify = [sys.executable, "-m", "bot", "verify"]
    settings = {**os.environ, "JIFENBOT_DATABASE_URL": f"sqlite:///{ledger}"}

    done = recompute(tmp_path, ledger)

    assert done.returncode == 0, done.stderr
    assert done.stdout == f"ok 3 {combined_head(heads)}\n"
    assert done.stdout == subprocess.run(verify, capture_output=True, text=True, check=True, env=settings).stdout


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE ledger SET points = 900 WHERE seq = 1",
        "UPDATE ledger SET period = '2026-04' WHERE seq = 2",
        "DELETE FROM ledger WHERE seq = 2",
        "UPDATE ledger_texts SET name = 'Somebody' WHERE entry_id = 1",
    ],
)
def test_the_page_notices_what_was_altered(tmp_path: Path, ledger: Path, change: str) -> None:
    """Whoever can write to the file can remove the triggers; the chain tells."""
    altered = tmp_path / "altered.db"
    shutil.copy(ledger, altered)
    with closing(sqlite3.connect(altered)) as database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f"DROP TRIGGER {name}")
        database.execute(change)
        database.commit()

    done = recompute(tmp_path, altered)

    assert done.returncode == 1
    assert "AssertionError" in done.stderr


def test_erased_texts_leave_the_chain_sound(tmp_path: Path, ledger: Path) -> None:
    """Names and reasons go with their salt; the hashes still hold."""
    with closing(sqlite3.connect(ledger)) as database:
        database.execute("DELETE FROM ledger_texts")
        database.commit()

    assert recompute(tmp_path, ledger).returncode == 0
