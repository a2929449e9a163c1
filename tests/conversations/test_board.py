"""/board, as a chat."""

from datetime import datetime, timedelta
from pathlib import Path

from tests.conversations.acts import LANSHAN_CHAIN, appoint, book, english_branch, write
from tests.stage import NOON, ZONE, a_branch

CAST = ("Li", "Wang", "Zhao", "Sun", "Zhou")


async def test_ties_share_a_place_and_the_next_is_skipped(tmp_path: Path) -> None:
    """1, 2, 2, 4: the places of the standard competition; everybody in scope has a row."""
    async with english_branch(tmp_path, preset="sichuan", cast=CAST) as branch:
        await book(branch, "Wang", "K701 x2 05-12 cleaning")
        await book(branch, "Zhao", "K701 05-12 cleaning")
        await book(branch, "Sun", "K701 05-11 planting")
        await branch.play("""
            Zhou: /board
            bot: May 2026 … points: 3 … 82.40 🥇 Wang 86.00 🥈 Zhao 83.00 🥈 Sun 83.00 4. Li 80.00 4. Zhou 80.00
        """)


async def test_the_group_sees_only_who_stands_at_or_above_the_base(tmp_path: Path) -> None:
    """Who fell below the base is a number in the group; the full list comes privately, with the own place."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await book(branch, "Wang", "K701 05-12 cleaning")
        write(
            branch,
            "INSERT INTO totals SELECT m.org_id, 'member', '2026-05', p.id, -500, 1, 0 FROM persons p "
            "JOIN memberships m ON m.person_id = p.id WHERE p.name = :name",
            name="Zhao",
        )
        await branch.play("""
            Zhao: /board
            bot: 🥇 Wang 83.00 🥈 Li 80.00 and 1 other … [📋 Full list, privately]
            Zhao: [📋]
            bot: nothing
            bot → Zhao: 🥇 Wang 83.00 🥈 Li 80.00 🥉 Zhao 75.00 … Your place: 3 of 3, with 75.00
        """)


async def test_a_board_of_branches_is_not_offered_where_branches_are_not_compared(tmp_path: Path) -> None:
    """Under a scheme that compares only inside a branch there is one board, and no tab leads elsewhere."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await branch.people["Wang"].say(branch.chat, "/board")
        await branch.settled()

        keys = branch.chat.with_button("📋").json["reply_markup"]["inline_keyboard"]
        assert [key["text"] for row in keys for key in row] == ["📋 Full list, privately", "🔄 Refresh"]
        await branch.play("""
            Wang: /board branches
            bot: This scheme compares only inside a branch.
        """)


async def test_three_boards_with_converted_scores(tmp_path: Path) -> None:
    """Three kinds have three boards; the best total is a hundred, the others are scaled to it."""
    async with english_branch(tmp_path, cast=CAST) as branch:
        appoint(branch, **LANSHAN_CHAIN)
        await book(branch, "Wang", "F1 x4 05-12 community", reviewers=("Sun", "Zhou", "Li"))
        await book(branch, "Zhao", "F1 05-12 community", reviewers=("Sun", "Zhou", "Li"))
        await branch.play("""
            Wang: /board
            bot: members · 2026 … converted score 🥇 Wang 2.00 | 100.00 🥈 Zhao 0.50 | 25.00 3. Li 0.00 | 0.00
            Wang: [branches]
            bot: branches · 2026 … 第一党支部 0.00 | 0.00
            Zhao (private): /board branches 2026-05
            bot → Zhao: branches · May 2026 … 第一党支部 0.00 | 0.00
        """)


async def test_a_span_may_be_a_month_a_quarter_a_year_or_from_to(tmp_path: Path) -> None:
    """Where there is a base, several months show the average of their scores (domain 3.6)."""
    april = datetime(2026, 4, 20, 12, tzinfo=ZONE)
    async with english_branch(tmp_path, preset="sichuan", at=april) as branch:
        await book(branch, "Wang", "K701 x2 04-12 cleaning")
        branch.clock.at = NOON
        await branch.settled()
        await branch.play("""
            Zhao (private): /board 2026-04
            bot → Zhao: April 2026 … 🥇 Wang 86.00 🥈 Li 80.00
            Zhao (private): /board
            bot → Zhao: May 2026 … 🥇 Li 80.00 ↑1 🥇 Wang 80.00 – 🥇 Zhao 80.00 ↑1
            Zhao (private): /board 2026-04..2026-05
            bot → Zhao: April 2026 – May 2026 … 🥇 Wang 83.00
            Zhao (private): /board ytd
            bot → Zhao: January 2026 – May 2026 … 🥇 Wang 81.20
            Zhao (private): /board 2026-13
            bot → Zhao: I do not know the period 2026-13
        """)


async def test_a_long_list_turns_its_pages_in_place(tmp_path: Path) -> None:
    """◀ 1/2 ▶ rewrites the message, it never sends another."""
    cast = ("Li", *(f"M{number:02d}" for number in range(22)))
    async with english_branch(tmp_path, preset="sichuan", cast=cast) as branch:
        await branch.play("""
            M03 (private): /board
            bot → M03: Li 80.00 … [◀] [1/2] [▶]
        """)
        before = len(branch.people["M03"].dm.from_bot)
        await branch.play("""
            M03 (private): [▶]
            bot → M03: M21 80.00 … [2/2]
        """)

        assert len(branch.people["M03"].dm.from_bot) == before


async def test_a_stranger_sees_no_board(tmp_path: Path) -> None:
    """The board is for members; who is none is told how to become one."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        stranger = branch.sim.user("Qian", started=True, language_code="en")
        await stranger.tell("/board")
        await branch.settled()

        assert "not in a branch yet" in stranger.dm.last.text


async def test_people_choose_how_the_group_names_them(tmp_path: Path) -> None:
    """By initials, or not at all; the own place and the private list stay whole."""
    async with english_branch(tmp_path, preset="sichuan", cast=("Li", "Wang", "赵子龙", "Sun")) as branch:
        await branch.play("""
            Wang (private): /privacy
            bot → Wang: Your name on the group's boards: in full. … [• in full] [by initials] [not at all]
            Wang (private): [not at all]
            bot → Wang: Your name on the group's boards: not at all.
            赵子龙 (private): /privacy
            赵子龙 (private): [by initials]
            Sun: /board
            bot: 🥇 Li 80.00 🥇 赵** 80.00 🥇 Sun 80.00 and 1 other
            Sun (private): /board
            bot → Sun: 🥇 Li 80.00 🥇 Wang 80.00 🥇 赵子龙 80.00 🥇 Sun 80.00
            Wang (private): /board
            bot → Wang: Your place: 1 of 4, with 80.00
        """)


async def test_who_has_less_than_nothing_is_not_shown_up(tmp_path: Path) -> None:
    """Under a scheme that publishes every total a group still reads no deduction out of a board (2.2-15)."""
    async with english_branch(tmp_path, cast=CAST) as branch:
        write(
            branch,
            "INSERT INTO totals SELECT m.org_id, 'member', '2026-05', p.id, -200, 1, 0 FROM persons p "
            "JOIN memberships m ON m.person_id = p.id WHERE p.name = 'Zhao'",
        )
        await branch.play("""
            Wang: /board
            bot: 1. Li 0.00 | 0.00 1. Wang 0.00 | 0.00 1. Sun 0.00 | 0.00 1. Zhou 0.00 | 0.00 and 1 other
        """)


async def test_a_live_board_follows_in_one_message(tmp_path: Path) -> None:
    """Edited in place when something was booked and some minutes have passed; a second one is not begun."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await branch.play("""
            Wang: /board live
            bot: 🥇 Li 80.00 🥇 Wang 80.00 🥇 Zhao 80.00 … 🔴 Live, as of May 13 12:00
        """)
        card = branch.chat.from_bot[-1]
        await book(branch, "Wang", "K701 05-12 cleaning")
        await branch.move_to(NOON + timedelta(minutes=1))
        assert "83.00" not in card.text
        await branch.move_to(NOON + timedelta(minutes=6))
        assert "🥇 Wang 83.00" in card.text
        assert "as of May 13 12:06" in card.text
        edits = len(card.history)
        await branch.move_to(NOON + timedelta(minutes=30))
        assert len(card.history) == edits
        await branch.play("""
            Zhao: /board live
            bot: 🔴 The live board is the message above; it follows by itself.
            Zhao: /board live off
            bot: You do not have the right to do this
            Li: /board live off
            bot: ⚪️ The live board follows no more.
            Zhao (private): /board live
            bot → Zhao: /board works in the branch's group
        """)


async def test_champions_of_a_closed_cycle_stay(tmp_path: Path) -> None:
    """When the month closes its first places are kept; whoever asks alone also reads the own place."""
    async with english_branch(tmp_path, preset="sichuan", at=datetime(2026, 6, 16, 12, tzinfo=ZONE)) as branch:
        await branch.play("""
            Wang: /board archive
            bot: 🏅 Champions of 第一党支部 No cycle has closed yet
        """)
        for name, points in (("Wang", 600), ("Zhao", 300)):
            write(
                branch,
                "INSERT INTO totals SELECT m.org_id, 'member', '2026-05', p.id, :points, 1, 0 FROM persons p "
                "JOIN memberships m ON m.person_id = p.id WHERE p.name = :name",
                name=name,
                points=points,
            )
        write(
            branch,
            "INSERT INTO periods SELECT id, '2026-05', 'publicity', '2026-06-01T01:00:00.000000Z', '2026-06-01', 0, '' "
            "FROM orgs WHERE kind = 'branch'",
        )
        await branch.move_to(branch.clock.at + timedelta(days=1))
        await branch.play("""
            Wang: /board archive
            bot: 🏅 Champions of 第一党支部 May 2026 · members: 🥇 Wang 86.00 and 🥈 Zhao 83.00
            Zhao (private): /board archive
            bot → Zhao: May 2026 · members: … you: place 2
        """)


async def test_periods_are_understood_as_they_are_spoken(tmp_path: Path) -> None:
    """A month by its name is the last one of that name; every word that /help shows is understood."""
    async with a_branch(tmp_path, preset="sichuan") as branch:
        await branch.play("""
            Wang: /board 4月
            bot: 🏆 第一党支部 · 党员 · 2026年4月
            Wang: /board 6月份
            bot: 🏆 第一党支部 · 党员 · 2025年6月
            Wang: /board 2026年3月
            bot: · 2026年3月
            Wang: /board 党员 上个月
            bot: · 2026年4月
            Wang: /board 季度
            bot: · 2026年第2季度
            Wang: /board 累计
            bot: · 2026年1月 – 2026年5月
            Wang: /board 本年度
            bot: · 2026年
            Wang: /board 13月
            bot: 不认识周期
        """)
