"""/term: the end of a term, its approval, and who is reminded six, three and one month before."""

from datetime import datetime
from pathlib import Path

from tests.conversations.acts import english_branch, write
from tests.stage import ZONE, Stage


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def reminders(branch: Stage, name: str) -> list[str]:
    return [message.text for message in branch.people[name].dm.from_bot if "the term ends on" in message.text]


async def test_an_end_is_set_with_the_approval_it_rests_on(tmp_path: Path) -> None:
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await branch.play("""
            Li (private): /term
            bot → Li: 🗳 Term of 第一党支部 … Nobody has said yet when it ends.
            Li (private): /term 2026-11-30
            bot → Li: … /term 2030-03-31 APPROVAL
            Li (private): /term 2026-11-30 approved by the committee, No. 12 of 2023
            bot → Li: It ends on Mon, Nov 30, 2026. … on Fri, May 29, 2026, Fri, Aug 28, 2026, and Fri, Oct 30, 2026.
            Wang (private): /term 2026-12-31 me too
            bot → Wang: You do not have the right
        """)
        assert branch.rows("SELECT CAST(ends_on AS TEXT), record FROM terms") == [
            ("2026-11-30", "approved by the committee, No. 12 of 2023")
        ]


async def test_the_secretary_and_who_is_above_are_reminded_once_each_time(tmp_path: Path) -> None:
    """29 May is six months before, moved back to a working day; the group reads nothing of it."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        write(branch, "UPDATE orgs SET term_end = '2026-11-30' WHERE scheme_code IS NOT NULL")
        await branch.move_to(at("2026-05-28T12:00"))
        assert reminders(branch, "Li") == []
        for hour in ("08:59", "09:00", "12:00"):
            await branch.move_to(at(f"2026-05-29T{hour}"))
        assert len(reminders(branch, "Li")) == 1
        assert "ends on Mon, Nov 30, 2026, in 6 months" in reminders(branch, "Li")[0]
        await branch.move_to(at("2026-10-30T09:00"))
        assert "in 1 month." in reminders(branch, "Li")[-1]
        assert not any("term ends" in text for text in branch.chat.texts)


async def test_a_committee_without_a_group_is_reminded_too(tmp_path: Path) -> None:
    async with english_branch(tmp_path, preset="sichuan") as branch:
        write(branch, "UPDATE orgs SET term_end = '2026-11-30' WHERE parent_id IS NULL")
        await branch.move_to(at("2026-06-01T09:00"))
        assert len(reminders(branch, "Li")) == 1  # three days late: the machine was off
