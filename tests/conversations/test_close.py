"""Closing: what keeps a month or a year open, what closes it, and that what is closed stays so."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.simulator.model import Message
from tests.conversations.acts import book, english_branch, write
from tests.conversations.test_notices import command_line
from tests.stage import ZONE, Stage

NOTICE = "2026-06-08T09:00"
LAST_DAY = "2026-06-11T20:00"
AFTER = "2026-06-12T09:00"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def periods(branch: Stage) -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in branch.rows("SELECT key, state FROM periods ORDER BY key")]


def publicities(branch: Stage) -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in branch.rows("SELECT subject, state FROM publicities ORDER BY subject")]


async def ask(branch: Stage, text: str = "/close") -> Message:
    """Ask in private as the secretary; answer the page."""
    await branch.people["Li"].say(branch.people["Li"].dm, text)
    await branch.settled()
    return branch.people["Li"].dm.from_bot[-1]


async def test_the_checklist_goes_with_the_month(tmp_path: Path) -> None:
    """open, in review, laid open, closed: each page says what is missing, and by when it comes."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await book(branch, "Wang", "K701 05-12 gardening")
        await branch.people["Zhao"].photo(branch.chat, "/claim K701 05-12 planting")
        await branch.settled()

        text = (await ask(branch)).text
        assert text.startswith("🔒 May 2026 · 第一党支部: open")
        assert "❌ May 2026 is not over yet." in text
        assert "1 claim waits for its reviewers" in text

        await branch.move_to(at("2026-06-03T10:00"))
        text = (await ask(branch)).text
        assert "May 2026 · 第一党支部: over, not laid open yet" in text
        assert "planned for Mon, Jun 8" in text

        await branch.move_to(at(NOTICE))
        page = await ask(branch)
        assert "laid open\nPublicity: running, until Thu, Jun 11" in page.text
        assert "❌ Objections can be made until Thu, Jun 11, 24:00." in page.text
        assert "🔒" not in "".join(page.labels)

        await branch.move_to(at(AFTER))
        text = (await ask(branch, "/close 2026-05")).text
        assert "closed for good\nPublicity: concluded" in text
        assert "do not change any more" in text
        assert periods(branch) == [("2026-05", "closed")]
        assert (await ask(branch)).text.startswith("🔒 June 2026")


async def test_closing_is_for_the_secretary_and_private(tmp_path: Path) -> None:
    """A member is refused; in a group the page comes privately."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await branch.play("""
            Wang: /close
            bot: You do not have the right to do this: the branch secretary can.
            Li: /close 2026-05
            bot: nothing
            bot → Li: 🔒 May 2026 … open … [🔄 Look again]
            Li (private): /close 2026-Q2
            bot → Li: I do not know the period 2026-Q2.
        """)


async def test_a_missed_notice_is_posted_from_the_checklist(tmp_path: Path) -> None:
    """What was skipped can be made good: the page leads to the notice, which closes the month to entries."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await branch.move_to(at("2026-06-05T10:00"))
        await branch.play("""
            Li (private): /notice skip the books are being checked
            bot → Li: Skipped
        """)
        await branch.move_to(at("2026-06-15T10:00"))
        assert periods(branch) == []

        await branch.play("""
            Li (private): /close 2026-05
            bot → Li: … ❌ Its notice was not posted. … [📢 Look at its notice, post it]
            Li (private): [📢]
            bot → Li: … not posted … monthly notice with publicity, May 2026 … [📤 Post it now]
            Li (private): [📤]
            bot: 📢 Appraisal notice and publicity of points, May 2026
        """)
        assert periods(branch) == [("2026-05", "publicity")]


async def test_the_content_of_a_publicity_can_be_recomputed(tmp_path: Path) -> None:
    """The digest in the post is the digest in the export, and verify finds whoever changes what was published."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await book(branch, "Wang", "K701 x2 05-12 gardening")
        await branch.move_to(at(NOTICE))
        notice = next(message.text for message in branch.chat.from_bot if message.text.startswith("📢"))
        [row] = command_line(branch, "export", "publicity", "--format", "json")
        assert f"Content of this publicity: {row['payload_hash'][:16]}" in notice
        assert row["state"] == "publicity"

        write(branch, "UPDATE publicities SET payload_hash = :other", other="0" * 64)
        await branch.play("""
            Li (private): /verify
            bot → Li: … the content of 2026-05 was published as 0000
        """)


async def test_a_suspended_publicity_runs_anew_before_its_month_closes(tmp_path: Path) -> None:
    """The group is told that, never why; the whole window runs again."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await branch.move_to(at(NOTICE))
        await branch.play("""
            Li (private): /close 2026-05
            bot → Li: … [⏸ Suspend the publicity…]
            Li (private): [⏸]
            bot → Li: Why is the publicity of May 2026 suspended?
            Li (private): one entry of Zhao looks wrong
            bot: ⏸ Li suspended the publicity of May 2026
            bot → Li: … is suspended; the group was told. … ❌ Its publicity is … [▶️ Let the publicity run anew]
        """)
        assert not any("Zhao looks" in message.text for message in branch.chat.from_bot)
        assert branch.rows("SELECT after FROM audit WHERE action = 'suspend publicity'") == [
            ("one entry of Zhao looks wrong",)
        ]
        await branch.move_to(at("2026-06-16T09:00"))
        assert periods(branch) == [("2026-05", "publicity")]
        assert "is over" not in branch.chat.from_bot[-1].text

        await branch.play("""
            Li (private): [▶️]
            bot: ▶️ The publicity of May 2026 runs anew, until Mon, Jun 22
            bot → Li: … runs anew, until Mon, Jun 22; the group was told.
        """)
        await branch.move_to(at("2026-06-22T20:00"))
        assert periods(branch) == [("2026-05", "publicity")]
        await branch.move_to(at("2026-06-23T09:00"))
        assert periods(branch) == [("2026-05", "closed")]


async def test_a_year_is_laid_open_by_hand_and_closed_after_its_publicity(tmp_path: Path) -> None:
    """Year-end: months first, then the year's board with a window of its own, then it is locked and told."""
    async with english_branch(tmp_path, preset="sichuan", at=at("2026-11-20T12:00")) as branch:
        await book(branch, "Wang", "K701 x2 11-19 gardening")
        await branch.move_to(at("2026-12-08T09:00"))
        assert "❌ Not closed yet: November 2026, and December 2026" in (await ask(branch, "/close 2026")).text.replace(
            "November 2026 and", "November 2026, and"
        )
        for moment in ("2027-01-11T09:00", "2027-01-20T09:00"):
            await branch.move_to(at(moment))
        assert periods(branch) == [("2026-11", "closed"), ("2026-12", "closed")]
        told = [message.text for message in branch.people["Li"].dm.from_bot if message.text.startswith("📦")]
        assert len(told) == 1
        assert told[0].endswith("Please look at the year's result and lay it open: /close 2026")

        await branch.play("""
            Li (private): /close
            bot → Li: 🔒 2026 … average 80.17. … First places: Wang, Li … 0 of 3 (0.00%) … [📢 Lay the result open]
            Li (private): [📢]
            bot: 📦 Year-end result and publicity, 2026 … 🥇 Wang 80.50 … Publicity: … [✋ Object]
            bot → Li: … The result of 2026 is laid open
        """)
        until = branch.rows("SELECT until FROM publicities WHERE subject = '2026'")[0][0]
        await branch.move_to(at(f"{until}T20:00"))
        assert periods(branch)[0] == ("2026", "publicity")
        await branch.move_to(at(f"{until}T09:00") + timedelta(days=1))
        assert periods(branch)[0] == ("2026", "closed")
        await branch.move_to(at("2027-02-01T09:00"))
        assert "✅ The publicity of 2026 is over, nobody objected" in branch.chat.from_bot[-1].text
        assert publicities(branch)[0] == ("2026", "announced")
        assert (await ask(branch)).text.startswith("🔒 January 2027")


@pytest.mark.parametrize(
    ("locale", "title", "blocker"),
    [
        ("zh_Hans", "🔒 2026年5月 · 第一党支部：公示中", "❌ 异议期至"),
        ("zh_Hant", "🔒 2026年5月 · 第一党支部：公示中", "❌ 異議期至"),
    ],
)
async def test_the_checklist_speaks_chinese(tmp_path: Path, locale: str, title: str, blocker: str) -> None:
    async with english_branch(tmp_path, preset="sichuan") as branch:
        write(branch, "UPDATE persons SET lang = :lang", lang=locale)
        await branch.move_to(at(NOTICE))
        text = (await ask(branch)).text

        assert title in text
        assert blocker in text
