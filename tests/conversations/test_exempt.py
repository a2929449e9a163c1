"""/exempt, as a chat: a leave stands when a second person agrees, and its months count nowhere."""

from pathlib import Path

from tests.conversations.acts import appoint, book, english_branch
from tests.stage import Stage

CAST = ("Li", "Wang", "Zhao", "Sun")


def leaves(branch: Stage) -> list[tuple[str, str, str, str]]:
    rows = branch.rows("SELECT p.name, e.first, e.last, e.state FROM exemptions e JOIN persons p ON p.id = e.person_id")
    return [(row[0], str(row[1]), str(row[2]), row[3]) for row in rows]


async def test_the_secretary_enters_a_leave_and_the_deputy_agrees(tmp_path: Path) -> None:
    """In the group only the door; the month then has no place for the person, and the audit names both."""
    async with english_branch(tmp_path, preset="sichuan", cast=CAST) as branch:
        appoint(branch, deputy_secretary="Sun")
        await book(branch, "Wang", "K701 05-12 cleaning")
        await branch.play("""
            Li: /exempt Wang 2026-05-03 2026-06-30 illness
            bot: This is for your eyes only.
            Li (private): /exempt Wang 2026-05-03 2026-06-30 illness
            bot → Li: 🗓 Wang, Sun, May 3 – Tue, Jun 30: Sun must agree before it stands.
            bot → Sun: 🗓 Li enters a leave of Wang: Sun, May 3 – … Reason: illness … [✅ Agree] [❌ Decline]
            Li (private): /exempt Wang 2026-05-03 2026-06-30 illness
            bot → Li: The leave of Wang from … is entered already.
            Zhao (private): /board
            bot → Zhao: 🥇 Wang 83.00
            Sun (private): [✅ Agree]
            bot → Li: 🗓 Leave of Wang, … it stands; Sun agreed. Reason: illness
            bot → Wang: 🗓 Leave of Wang, … it stands; Sun agreed. Reason: illness
            Zhao (private): /board
            bot → Zhao: Exempt and not ranked: 1 … 🥇 Li 80.00 🥇 Zhao 80.00 🥇 Sun 80.00
        """)
        assert leaves(branch) == [("Wang", "2026-05-03", "2026-06-30", "approved")]
        told = branch.rows(
            "SELECT p.name, a.after FROM audit a JOIN persons p ON p.id = a.actor_id WHERE action = 'exempt'"
        )
        assert [tuple(row) for row in told] == [
            ("Li", "asked 2026-05-03..2026-06-30"),
            ("Sun", "approved 2026-05-03..2026-06-30"),
        ]
        assert all("illness" not in message.text for message in branch.chat.from_bot)


async def test_a_member_asks_for_the_own_leave_and_the_secretary_decides(tmp_path: Path) -> None:
    """Nobody agrees to the own leave; what is declined changes nothing."""
    async with english_branch(tmp_path, preset="sichuan", cast=CAST) as branch:
        await branch.play("""
            Wang (private): /exempt 2026-05 2026-05 parental leave
            bot → Wang: 🗓 Wang, Fri, May 1 – Sun, May 31: Li must agree before it stands.
            bot → Li: 🗓 Wang enters a leave of Wang
            Li (private): [❌ Decline]
            bot → Wang: Li declined it.
            Wang (private): /exempt
            bot → Wang: 🗓 Leaves of 第一党支部 No leave is entered.
        """)
        assert leaves(branch) == [("Wang", "2026-05-01", "2026-05-31", "declined")]


async def test_only_the_office_enters_for_others(tmp_path: Path) -> None:
    """And what cannot be a leave is told."""
    async with english_branch(tmp_path, preset="sichuan", cast=CAST) as branch:
        await branch.play("""
            Wang (private): /exempt Zhao 2026-05-03 2026-06-30 illness
            bot → Wang: You do not have the right to do this
            Li (private): /exempt Zhao 2026-06-30 2026-05-03 illness
            bot → Li: The leave would end on Sun, May 3, 2026, before it begins
            Li (private): /exempt Zhao 2026-05-03 2026-06-31 illness
            bot → Li: 2026-06-31 is not a date of the calendar.
            Li (private): /exempt Zhao 2026-05-03 2026-06-30
            bot → Li: Please add the reason of the leave
            Li (private): /exempt Zhao illness
            bot → Li: /exempt lacks something.
            Li (private): /exempt Zhao 2026-05-03 2036-06-30 illness
            bot → Li: at most 3 years
        """)
        assert leaves(branch) == []


async def test_who_is_back_early_counts_again(tmp_path: Path) -> None:
    """The office ends a leave; the list offers it."""
    async with english_branch(tmp_path, preset="sichuan", cast=CAST) as branch:
        appoint(branch, deputy_secretary="Sun")
        await branch.play("""
            Li (private): /exempt Wang 2026-05-03 2026-06-30 illness
            Sun (private): [✅ Agree]
            Li (private): /exempt
            bot → Li: 1. Wang: Sun, May 3 – Tue, Jun 30 · illness
            Li (private): [⏹ 1: back today]
            bot → Li: 1. Wang: Sun, May 3 – Wed, May 13 · illness
            bot → Wang: 🗓 The leave of Wang ends on Wed, May 13; Li entered it.
        """)
        assert leaves(branch) == [("Wang", "2026-05-03", "2026-05-13", "approved")]
