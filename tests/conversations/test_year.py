"""/year: a running year's sheet is provisional; a closed one stays as it was frozen, and can be recomputed."""

from datetime import datetime, timedelta
from pathlib import Path

from bot.domain.points.year_sheet import canonical, combined, read, sheet_hash
from tests.conversations.acts import book, english_branch, write
from tests.conversations.test_ledger import exported, jifenbot
from tests.handlers.test_desk_page import with_pages
from tests.stage import ZONE, Stage

SHEETS = "SELECT subject_kind, subject_id, text, salt, hash FROM year_sheets ORDER BY subject_kind, subject_id"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


async def ask(branch: Stage, name: str, text: str = "/year") -> str:
    """Ask in private; answer what came."""
    await branch.people[name].say(branch.people[name].dm, text)
    await branch.settled()
    return branch.people[name].dm.from_bot[-1].text


async def close_2026(branch: Stage) -> None:
    """Book something, and go through the year-end of 2026 until it is closed."""
    await book(branch, "Wang", "K701 x2 11-19 gardening")
    for moment in ("2026-12-08T09:00", "2027-01-11T09:00", "2027-01-20T09:00"):
        await branch.move_to(at(moment))
    await branch.people["Li"].say(branch.people["Li"].dm, "/close 2026")
    await branch.settled()
    page = branch.people["Li"].dm.from_bot[-1]
    label = next(label for label in page.labels if label.startswith("📢"))
    await branch.people["Li"].press(page, label)
    await branch.settled()
    until = branch.rows("SELECT until FROM publicities WHERE subject = '2026'")[0][0]
    await branch.move_to(at(f"{until}T09:00") + timedelta(days=1))


async def test_a_year_is_provisional_until_it_is_closed_and_frozen_from_then_on(tmp_path: Path) -> None:
    """Later facts change nothing of a frozen sheet; the digest of all of them stands in the audit."""
    async with english_branch(tmp_path, preset="sichuan", at=at("2026-11-20T12:00")) as branch:
        text = await ask(branch, "Wang")
        assert text.startswith("📋 2026 · Wang · 第一党支部\n⏳ Provisional")
        assert branch.rows(SHEETS) == []

        await close_2026(branch)
        frozen = branch.rows(SHEETS)
        assert [row[0] for row in frozen] == ["branch", "member", "member", "member"]
        assert all(sheet_hash(row[3], row[2]) == row[4] and canonical(read(row[2])) == row[2] for row in frozen)
        head = combined((row[0], str(row[1]), row[4]) for row in frozen)
        assert branch.rows("SELECT after FROM audit WHERE action = 'year sheets'") == [(head,)]

        text = await ask(branch, "Wang", "/year 2026")
        assert "Average 80.50 (January 2026 80.00, " in text
        assert "November 2026 86.00" in text
        assert "🔒 Frozen when the year was closed" in text
        assert "Provisional" not in text

        await branch.play("""
            Wang (private): /year 2026
            bot → Wang: 📋 2026 · Wang … Frozen … [🏘 The branch's sheet] [◀ 2025] [2027 ▶]
            Wang (private): [🏘]
            bot → Wang: 📋 2026 · 第一党支部 … Average 80.17 (the mean of 3 members' averages, together 240.50) …
        """)
        shown = branch.people["Wang"].dm.from_bot[-1].text
        assert head in shown
        assert "Dues" not in shown

        write(branch, "UPDATE persons SET name = 'Somebody' WHERE name = 'Zhao'")
        await book(branch, "Wang", "K701 01-19 gardening")
        assert branch.rows(SHEETS) == frozen
        assert jifenbot(branch, "verify").output.startswith("ok ")


async def test_an_erasure_takes_the_words_and_leaves_the_hash(tmp_path: Path) -> None:
    """verify stays green after an erasure, and turns red where somebody changed a sheet."""
    async with english_branch(tmp_path, preset="sichuan", at=at("2026-11-20T12:00")) as branch:
        await close_2026(branch)
        before = branch.rows(SHEETS)
        wang = branch.rows("SELECT id FROM persons WHERE name = 'Wang'")[0][0]

        assert jifenbot(branch, "anonymise", f"P{wang:05d}", "--yes").exit_code == 0
        after = {row[1]: row for row in branch.rows(SHEETS) if row[0] == "member"}
        assert after[wang][2:4] == (None, None)
        assert {row[1]: row[4] for row in before if row[0] == "member"} == {key: row[4] for key, row in after.items()}
        assert jifenbot(branch, "verify").output.startswith("ok ")

        write(branch, "UPDATE year_sheets SET text = '[]' WHERE subject_kind = 'branch'")
        told = jifenbot(branch, "verify")
        assert told.exit_code == 1
        assert "YEAR_SHEET" in told.output


async def test_years_that_are_none_are_refused(tmp_path: Path) -> None:
    """What is no year, or one to come, is answered with what a period looks like."""
    async with english_branch(tmp_path, preset="sichuan", at=at("2026-11-20T12:00")) as branch:
        for word in ("soon", "2027", "26"):
            assert word in await ask(branch, "Wang", f"/year {word}")


async def test_the_year_is_open_on_the_notice_board_and_goes_out_as_tables_and_paper(tmp_path: Path) -> None:
    """The page and the paper hold the open part only; one table has all branches; no member's sheet is in any."""
    async with with_pages(tmp_path, at=at("2026-11-20T12:00")) as (branch, browser):
        await close_2026(branch)
        head = branch.rows("SELECT after FROM audit WHERE action = 'year sheets'")[0][0]
        await branch.play("""
            Li (private): /desk
            bot → Li: links that open it: 0
            Li (private): [➕ New link]
            bot → Li: 📋 Notice board of 第一党支部
        """)
        link = branch.people["Li"].dm.last.text.split()[-1]
        assert "/year/2026" in await browser.get(link)
        page = await browser.get(f"{link}/year/2026")
        assert browser.status == 200
        assert "<details><summary>Average 80.17</summary>" in page
        assert head in page
        assert "Wang" not in page
        assert "Dues" not in page
        assert "Provisional" in await browser.get(f"{link}/year/2027")
        await browser.get(f"{link}x/year/2026")
        assert browser.status == 404 or "Average" not in browser.text

        rows = exported(branch, "year", "--period", "2026")
        average = next(row for row in rows if (row["part"], row["fact"]) == ("points", "average"))
        assert (average["value"], average["state"], average["inputs"]) == (
            "80.17",
            "frozen",
            {"n": "3", "sum": "240.50"},
        )
        assert "Wang" not in str(rows)
        [row] = exported(branch, "years", "--period", "2026")
        assert (row["average"], row["state"], row["star"]) == ("80.17", "frozen", None)
        assert row["met"] <= row["due"]
        paper = tmp_path / "year.pdf"
        done = jifenbot(branch, "export", "year", "--format", "pdf", "--period", "2026", "-o", str(paper))
        assert done.exit_code == 0, done.output
        assert paper.read_bytes().startswith(b"%PDF")
        sheet = tmp_path / "years.xlsx"
        done = jifenbot(branch, "export", "years", "--format", "xlsx", "--period", "2026", "-o", str(sheet))
        assert done.exit_code == 0, done.output
        assert sheet.read_bytes().startswith(b"PK")
