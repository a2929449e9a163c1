"""/warn: what the rules find is told to the secretary and the cadres, put right by them, closed by somebody else."""

from datetime import datetime
from pathlib import Path
from typing import Any

from tests.conversations.acts import appoint
from tests.stage import ZONE, Stage, a_branch

CAST = ("Li", "Wang", "Zhao", "Sun")
LANSHAN: dict[str, Any] = {"preset": "lanshan", "locale": "en", "cast": CAST}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def said(branch: Stage, name: str) -> str:
    return "\n".join(message.text for message in branch.people[name].dm.from_bot)


def group(branch: Stage) -> str:
    return "\n".join(message.text for message in branch.chat.from_bot)


async def with_a_late_task(branch: Stage) -> None:
    """Add the early warnings of feicheng, and let a section's task become late."""
    for text in ("/settings sections feicheng", "/grant cadre Zhao", "/task section Office Wang、Sun"):
        await branch.people["Li"].tell(text)
        await branch.settled()
    await branch.people["Li"].tell("/task new Office 05-14 the observation file")
    await branch.settled()
    await branch.move_to(at("2026-05-15T09:00"))


async def test_what_is_found_is_told_once_to_the_secretary_and_the_cadres(tmp_path: Path) -> None:
    """Found again and again it stays one warning; the group and the members hear nothing."""
    async with a_branch(tmp_path, **LANSHAN) as branch:
        before = len(branch.chat.texts)
        await with_a_late_task(branch)
        for name in ("Li", "Zhao"):
            assert said(branch, name).count("⚠️ Early warning · 第一党支部\n🔴 W1 №1 of Office is overdue since") == 1
            assert "🩺 Health report · 第一党支部: 95.00 🟢" in said(branch, name)
        assert "warning" not in said(branch, "Wang")
        assert "warning" not in group(branch)
        assert len(branch.chat.texts) <= before + 2  # the settings' lines
        await branch.move_to(at("2026-05-18T10:00"))
        assert branch.rows("SELECT rule, about, state FROM warnings") == [("tasks_overdue", "task:1", "open")]
        assert said(branch, "Li").count("Early warning") == 1


async def test_a_warning_is_answered_reported_and_closed_by_somebody_else(tmp_path: Path) -> None:
    """Arranged, explained, reported; who reported does not close; the steps stand on its page."""
    async with a_branch(tmp_path, **LANSHAN) as branch:
        await with_a_late_task(branch)
        await branch.play("""
            Li (private): [👍] → toast: Noted.
            Zhao (private): /warn
            bot → Zhao: ⚠️ Warnings of 第一党支部 … Opened so far: 1 … W1 №1 of Office … arranged, until
            Zhao (private): [W1]
            Zhao (private): [💬]
            bot → Zhao: What stands in the way
            Zhao (private): the printer broke
            bot → Zhao: being put right … Zhao: explained – the printer broke
            Zhao (private): [🛠]
            Zhao (private): handed in this morning
            bot → Li: 🛠 Zhao reports as put right – W1 №1 of Office … handed in this morning
            Li (private): [↩️]
            bot → Li: What is still missing?
            Li (private): the signature
            bot → Zhao: ↩️ Li gives W1
            Zhao (private): [🛠]
            Zhao (private): signed
            Li (private): [✅ Close] → toast: Noted.
            bot → Zhao: ✅ Li has closed W1
            Li (private): /warn
            bot → Li: ✅ No warning is open.
            Wang (private): /warn
            bot → Wang: You do not have the right
            Li: /warn
            bot: for your eyes only
        """)


async def test_what_is_done_meanwhile_closes_itself(tmp_path: Path) -> None:
    """The task is handed in: the rules do not find it any more, so nobody needs to answer."""
    async with a_branch(tmp_path, **LANSHAN) as branch:
        await with_a_late_task(branch)
        await branch.play("""
            Wang (private): /task 1
            Wang (private): [✅ Hand in]
        """)
        await branch.move_to(at("2026-05-18T10:00"))
        assert branch.rows("SELECT state FROM warnings") == [("closed",)]
        assert branch.rows("SELECT verb FROM warning_steps ORDER BY id") == [("found",), ("pass",)]


async def test_a_day_that_goes_by_is_told_above_and_costs_marks(tmp_path: Path) -> None:
    """Ten working days; then the committee hears, and the health report counts it as overdue."""
    async with a_branch(tmp_path, **LANSHAN) as branch:
        appoint(branch, committee_reviewer="Sun")
        await with_a_late_task(branch)
        assert "Not put right" not in said(branch, "Sun")
        await branch.move_to(at("2026-06-01T10:00"))
        assert branch.rows("SELECT state FROM warnings") == [("escalated",)]
        assert "⚠️ Not put right in time · 第一党支部" in said(branch, "Sun")
        await branch.play("""
            Li (private): /report
            Li (private): [🩺]
            bot → Li: 🩺 Health report · 第一党支部: 85.00 🟡 … Red 1, yellow 0, overdue 1 … 1. 🔴 №1 of Office … Li
            Li (private): [📦] → toast: Noted.
            bot → Li: 📦 Warnings of 第一党支部
        """)
        await branch.move_to(at("2026-06-02T10:00"))
        assert "past their day without an answer: 1 of the earlier warnings, the oldest since Fri, May 29" in said(
            branch, "Li"
        )
        assert branch.rows("SELECT rule, color, state FROM warnings ORDER BY id") == [
            ("tasks_overdue", "red", "escalated"),
            ("warnings_unanswered", "red", "open"),
        ]


async def test_meetings_that_were_not_held_are_found(tmp_path: Path) -> None:
    """What organisation life asks for of the month before; it does not close by itself when the month is long ago."""
    async with a_branch(tmp_path, **LANSHAN) as branch:
        branch.write("UPDATE orgs SET created_at = '2025-12-30T00:00:00.000000Z' WHERE kind = 'branch'")
        await branch.people["Li"].tell("/settings sections feicheng")
        await branch.settled()
        await branch.move_to(at("2026-05-14T10:00"))
        assert "meeting: not held in Q1 2026" in said(branch, "Li")
        assert "Theme day: not held in April 2026" in said(branch, "Li")
        assert "not held" not in group(branch)


async def test_without_a_rulebook_nothing_is_looked_at(tmp_path: Path) -> None:
    """Early warning is a rulebook's; it says how to add one."""
    async with a_branch(tmp_path, **LANSHAN) as branch:
        await branch.play("""
            Li (private): /task new 第一党支部 05-14 plan
        """)
        await branch.move_to(at("2026-05-20T10:00"))
        assert branch.rows("SELECT count(*) FROM warnings") == [(0,)]
        await branch.play("""
            Li (private): /warn
            bot → Li: /settings sections feicheng
        """)


async def test_branches_of_one_kind_have_places_for_their_own_eyes(tmp_path: Path) -> None:
    """Only where the scheme compares branches at all."""
    async with a_branch(tmp_path, **LANSHAN) as branch:
        other = branch.sim.group("第二党支部", list(branch.people.values()))
        await branch.settled()
        await branch.people["Li"].say(other, "/setup lanshan 第二党支部")
        await branch.settled()
        await with_a_late_task_of_the_first(branch)
        await branch.move_to(at("2026-05-15T09:00"))
        assert "Place 2 of 2 of its kind" in said(branch, "Zhao")


async def with_a_late_task_of_the_first(branch: Stage) -> None:
    """As above, said in the first branch's group: Li leads two of them."""
    for text in ("/settings sections feicheng", "/grant cadre Zhao", "/task section Office Wang、Sun"):
        await branch.people["Li"].say(branch.chat, text)
        await branch.settled()
    await branch.people["Li"].say(branch.chat, "/task new Office 05-14 the observation file")
    await branch.settled()
