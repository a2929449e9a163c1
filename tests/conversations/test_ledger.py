"""/ledger, /verify and what the command line says of the same books."""

import csv
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from bot.cli import cli
from bot.cli.export import WHAT
from bot.services.export import COLUMNS, HEADINGS
from tests.conversations.acts import LANSHAN_CHAIN, appoint, book, english_branch, write
from tests.stage import Stage

CAST = ("Li", "Wang", "Zhao", "Sun", "Zhou")


def jifenbot(branch: Stage, *words: str) -> Result:
    """Run a command of the command line beside the running bot."""
    settings = {"JIFENBOT_DATABASE_URL": branch.url, "JIFENBOT_LOCALE": "en"}
    return CliRunner().invoke(cli, words, env=settings)


def exported(branch: Stage, *words: str) -> list[dict[str, Any]]:
    """Export as JSON."""
    result = jifenbot(branch, "export", *words, "--format", "json")
    assert result.exit_code == 0, result.output
    rows: list[dict[str, Any]] = json.loads(result.stdout)
    return rows


async def some_history(branch: Stage) -> None:
    """Book three claims and take one of them back."""
    await book(branch, "Wang", "K701 x2 05-12 cleaning")
    await book(branch, "Zhao", "K701 05-12 planting")
    await branch.people["Li"].say(branch.chat, "/undo 2")
    await branch.settled()
    await branch.people["Li"].press(branch.chat, "✅")
    await branch.settled()


async def test_the_secretary_reads_the_books_and_nobody_else(tmp_path: Path) -> None:
    """Entries in order with the running total; a plain member is told who may."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await some_history(branch)
        await branch.play("""
            Li: /ledger
            bot: nothing
            bot → Li: May 2026: 4 entries, total 9.00 … no. 1 … Wang · K701 +6.00 · Σ 6.00 · #1
            Wang (private): /ledger
            bot → Wang: You do not have the right
        """)

        assert "no. 3 · Wed, May 13 · Zhao · K701 −3.00 · Σ 6.00 · #2 · takes back no. 2" in (
            branch.people["Li"].dm.last.text
        )


async def test_long_books_turn_their_pages(tmp_path: Path) -> None:
    """The newest page comes first and is full; the running total goes on over the pages."""
    async with english_branch(tmp_path, preset="sichuan", cast=("Li", *(f"M{n:02d}" for n in range(14)))) as branch:
        for number in range(14):
            await book(branch, f"M{number:02d}", "K701 05-12 cleaning")
        await branch.play("""
            Li (private): /ledger
            bot → Li: 14 entries, total 42.00 no. 3 … Σ 9.00 … no. 14 … Σ 42.00 … [2/2]
            Li (private): [◀]
            bot → Li: no. 1 … Σ 3.00 … no. 2 … Σ 6.00 … [1/2]
        """)


async def test_sound_books_are_called_sound_in_chat_and_at_the_command_line(tmp_path: Path) -> None:
    """Both name the head; over all branches it is the digest of the lines of the branches."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await some_history(branch)
        head = branch.rows("SELECT hash FROM ledger ORDER BY seq DESC LIMIT 1")[0][0]
        await branch.play(f"""
            Li (private): /verify
            bot → Li: 4 entries recomputed, chain and totals are sound. Head: {head}
        """)

        assert jifenbot(branch, "verify", "--branch", "B001").output == f"ok 4 {head}\n"
        combined = hashlib.sha256(f"B001 4 {head}\n".encode()).hexdigest()
        assert jifenbot(branch, "verify").output == f"ok 4 {combined}\n"


FORGERIES = {
    "ALTERED": "UPDATE ledger SET points = 900 WHERE seq = 1",
    "BROKEN_LINK": "UPDATE ledger SET prev_hash = hash WHERE seq = 2",
    "GAP": "UPDATE ledger SET seq = 9 WHERE seq = 4",
    "TEXT_ALTERED": "UPDATE ledger_texts SET reason = 'another' WHERE entry_id = 1",
    "TOTAL": "UPDATE totals SET points = points + 100",
    "CREDIT": "UPDATE credited SET points = points + 100",
    "HEAD": "UPDATE orgs SET ledger_seq = 3 WHERE code = 'B001'",
    "NOT_EXACT_NEGATIVE": "UPDATE ledger SET points = -200 WHERE seq = 3",
    "PUBLISHED_HEAD": "INSERT INTO periods (branch_id, key, state, frozen_at, head_seq, head_hash) "
    "VALUES (2, '2026-04', 'publicity', '2026-05-08T01:00:00.000000Z', 1, 'other')",
    "AFTER_NOTICE": "INSERT INTO periods (branch_id, key, state, frozen_at, head_seq, head_hash) "
    "SELECT 2, '2026-05', 'publicity', '2026-05-08T01:00:00.000000Z', 1, hash FROM ledger WHERE seq = 1",
    "LOST_ENTRIES": "DELETE FROM orgs WHERE code = 'B001'",
}


@pytest.mark.parametrize("fault", FORGERIES)
async def test_each_forgery_is_named(tmp_path: Path, fault: str) -> None:
    """Whoever gets at the file itself, past the triggers, is found out."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await some_history(branch)
        forge(branch, FORGERIES[fault])

        result = jifenbot(branch, "verify")
        assert result.exit_code == 1
        assert f" {fault}: " in result.output
        assert not result.output.startswith("ok")


def forge(branch: Stage, sql: str) -> None:
    """Write past the triggers that keep the ledger append-only, as somebody with the file could."""
    if branch.url.startswith("sqlite"):
        for (name,) in branch.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            write(branch, f"DROP TRIGGER {name}")
        write(branch, sql)
    else:
        write(branch, f"SET LOCAL session_replication_role = replica; {sql}")


async def test_more_than_the_cap_is_found(tmp_path: Path) -> None:
    """A cap that was passed is a fault even where every sum agrees."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await some_history(branch)
        body = branch.rows("SELECT body FROM schemes")[0][0]
        scheme = json.loads(body)
        lowered = json.dumps(scheme, ensure_ascii=False).replace('"cap": "9.00"', '"cap": "4.00"')
        assert lowered != json.dumps(scheme, ensure_ascii=False)
        forge(branch, f"UPDATE schemes SET body = '{lowered.replace(chr(39), chr(39) * 2)}'")

        result = jifenbot(branch, "verify")
        assert "all CAP: member" in result.output
        assert "has 6.00 of 4.00 from K701 in 2026-05" in result.output


async def test_the_exports_have_the_promised_columns(tmp_path: Path) -> None:
    """Keys and order of interface 5; points are texts with two decimals, times carry the zone's offset."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await some_history(branch)
        entries, claims, members = (exported(branch, what) for what in ("ledger", "claims", "members"))

        assert [list(row) for row in (entries[0], claims[0], members[0])] == [
            list(COLUMNS[what]) for what in ("ledger", "claims", "members")
        ]
        assert [row["points"] for row in entries] == ["6.00", "3.00", "-3.00", "3.00"]
        assert entries[0]["booked_at"] == "2026-05-13T12:00:00.000000+08:00"
        assert entries[2]["reverses"] == entries[1]["id"]
        assert [(step["level"], step["verdict"], step["reviewer"]) for step in claims[1]["steps"]] == [
            (1, "approve", "Li"),
            (1, "undo", "Li"),
            (1, "approve", "Li"),
        ]
        assert [row["name"] for row in members] == ["Li", "Wang", "Zhao"]
        assert members[0]["roles"] == ["secretary"]
        board = exported(branch, "board", "--period", "2026-05")
        assert board[0] | {"code": ""} == {
            "rank": 1,
            "name": "Wang",
            "code": "",
            "points": "86.00",
            "converted": None,
            "delta": None,
        }
        assert exported(branch, "publicity") == exported(branch, "subsidies") == []


async def test_exports_are_filtered_by_branch_and_period(tmp_path: Path) -> None:
    """The ledger goes by the month of booking, claims by the day of the act; an unknown name is misuse."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await book(branch, "Wang", "K701 04-12 cleaning")
        await book(branch, "Wang", "K701 05-12 cleaning")

        assert [row["period"] for row in exported(branch, "ledger", "--period", "2026-04")] == ["2026-04"]
        assert [row["period"] for row in exported(branch, "ledger", "--period", "2026-Q2")] == ["2026-04", "2026-05"]
        assert [row["id"] for row in exported(branch, "claims", "--period", "2026-05")] == [2]
        assert len(exported(branch, "ledger", "--branch", "B001")) == 2
        assert jifenbot(branch, "export", "ledger", "--branch", "B777").exit_code == 2
        assert jifenbot(branch, "export", "ledger", "--period", "May").exit_code == 2


async def test_csv_and_xlsx_hold_the_same(tmp_path: Path) -> None:
    """The same columns in the same order; xlsx has translated headings; a file is written whole."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await some_history(branch)
        sheet, text = tmp_path / "ledger.xlsx", tmp_path / "ledger.csv"
        assert jifenbot(branch, "export", "ledger", "--format", "xlsx", "-o", str(sheet)).exit_code == 0
        assert jifenbot(branch, "export", "ledger", "--format", "csv", "-o", str(text)).exit_code == 0
        table = list(csv.DictReader(io.StringIO(text.read_text("utf-8-sig"))))
        cells = list(load_workbook(sheet).active.iter_rows(values_only=True))  # type: ignore[union-attr]  # it has one

        assert list(table[0]) == list(COLUMNS["ledger"])
        assert list(cells[0]) == [HEADINGS[column] for column in COLUMNS["ledger"]]
        assert [row["hash"] for row in table] == [row[-1] for row in cells[1:]]
        assert not list(tmp_path.glob(".ledger*"))


async def test_three_kinds_of_boards_are_exported(tmp_path: Path) -> None:
    """Converted scores and every kind; a rehearsal leaves nothing."""
    async with english_branch(tmp_path, cast=CAST) as branch:
        appoint(branch, **LANSHAN_CHAIN, cadre="Zhao")
        await book(branch, "Wang", "F1 x2 05-12 community", reviewers=("Sun", "Zhou", "Li"))
        await book(branch, "Zhao", "F1 05-12 community", reviewers=("Sun", "Zhou", "Li"))

        members, cadres, branches = (
            exported(branch, "board", "--kind", kind, "--period", "2026") for kind in ("member", "cadre", "branch")
        )
        assert (members[0]["name"], members[0]["points"], members[0]["converted"]) == ("Wang", "1.00", "100.00")
        assert [(row["name"], row["points"], row["converted"]) for row in cadres] == [("Zhao", "0.50", "100.00")]
        assert [row["code"] for row in branches] == ["B001"]
        write(branch, "UPDATE orgs SET rehearsal = true")
        assert exported(branch, "ledger") == exported(branch, "board") == exported(branch, "members") == []


def test_every_export_has_its_columns_and_headings() -> None:
    """What the command offers is what the service writes."""
    assert set(WHAT) == set(COLUMNS)
    assert {column for columns in COLUMNS.values() for column in columns} == set(HEADINGS)
