"""/dues: a sum that is reckoned and forgotten, a record of months, and who is reminded of it."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.conversations.acts import appoint, english_branch, write
from tests.conversations.test_vote import on_files
from tests.stage import ZONE, Stage, a_branch


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def told(branch: Stage, name: str) -> list[str]:
    return [message.text for message in branch.people[name].dm.from_bot if message.text.startswith("💰")]


async def test_the_sum_is_reckoned_from_the_whole_base(tmp_path: Path) -> None:
    """6,500 yuan of somebody employed: 1.5 percent of all of it; a retired person's share is another."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await branch.play("""
            Wang (private): /dues 6500
            bot → Wang: 💰 6500.00 yuan a month, employed: 1.5 percent are 97.50 yuan a month. … kept nowhere
            Wang (private): [Reckon as retired]
            bot → Wang: 💰 6500.00 yuan a month, retired: 1 percent are 65.00 yuan a month.
            Wang (private): /dues 3,000元
            bot → Wang: 0.5 percent are 15.00 yuan
        """)


async def test_an_income_stands_in_no_file(tmp_path: Path) -> None:
    """Neither what was typed nor the answer, nor a sum that would tell it: database, journal, outbox, drafts."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        on_files(branch)
        await branch.play("""
            Wang (private): /dues 87654
            bot → Wang: 1753.08 yuan a month
            Wang (private): /dues
            Wang (private): [🧮 Reckon my dues]
            bot → Wang: What is the monthly base
            Wang (private): 76543.21
            bot → Wang: 1530.86 yuan a month
            Wang (private): /dues 98765 a lot
            bot → Wang: …
        """)
        files = b"".join(file.read_bytes() for file in [branch.database, *tmp_path.glob("jifenbot.db-*")])
        for secret in (b"87654", b"1753", b"76543", b"1530.86", b"98765"):
            assert secret not in files


async def test_an_income_typed_in_the_group_only_opens_the_private_chat(tmp_path: Path) -> None:
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await branch.play("""
            Wang: /dues 6500
            bot: This is for your eyes only.
        """)
        assert "97.50" not in "".join(branch.chat.texts)


async def test_the_group_reads_a_neutral_word_and_who_is_behind_hears_it_alone(tmp_path: Path) -> None:
    """On the 20th, moved back to a working day: 20 June 2026 is a Saturday and the 19th a holiday."""
    async with english_branch(tmp_path, preset="sichuan", at=at("2026-04-14T12:00")) as branch:
        appoint(branch, recorder="Zhao")
        await branch.play("""
            Zhao (private): /dues
            bot → Zhao: Party dues … no month of yours is open
            Zhao (private): [📒 The record]
            bot → Zhao: 📒 Dues of April 2026 … 0 of 3 marked as paid
            Zhao (private): [✅ All have paid]
            bot → Zhao: 3 of 3 marked as paid
        """)
        await branch.move_to(at("2026-06-18T09:00"))

        post = next(text for text in branch.chat.texts if "Party dues, June 2026" in text)
        assert "Wang" not in post
        assert told(branch, "Wang")[-1].startswith(
            "💰 By the record of 第一党支部 your dues of 1 month are not marked as paid: May 2026."
        )
        assert "please tell Zhao" in told(branch, "Wang")[-1]
        assert any("for June 2026 the dues of 3 members are not marked" in text for text in told(branch, "Zhao"))
        assert not any("three months" in text for text in told(branch, "Li"))


async def test_three_months_reach_the_secretary_and_six_the_committee(tmp_path: Path) -> None:
    """Privately, by name; what follows people decide (2.3-9)."""
    async with english_branch(
        tmp_path, preset="sichuan", cast=("Li", "Wang", "Zhao", "Sun"), at=at("2026-01-14T12:00")
    ) as branch:
        appoint(branch, recorder="Zhao", committee_reviewer="Sun")
        await branch.play("""
            Zhao (private): /dues
            Zhao (private): [📒 The record]
            Zhao (private): [✅ All have paid]
        """)
        write(
            branch,
            "INSERT INTO dues_paid (branch_id, person_id, month, marked_by, marked_on) "
            "SELECT branch_id, person_id, m.month, marked_by, marked_on FROM dues_paid, "
            "(SELECT '2026-02' AS month UNION SELECT '2026-03' UNION SELECT '2026-04' UNION SELECT '2026-05' UNION "
            "SELECT '2026-06' UNION SELECT '2026-07') m "
            "WHERE person_id <> (SELECT id FROM persons WHERE name = 'Wang')",
        )
        for day in ("02-20", "04-01", "05-20"):
            await branch.move_to(at(f"2026-{day}T09:00"))
        assert any("three months or more: Wang" in text for text in told(branch, "Li"))
        assert not any("Wang" in text for text in told(branch, "Sun"))
        assert "From the third month on" in told(branch, "Wang")[-1]

        for day in ("06-30", "08-20"):
            await branch.move_to(at(f"2026-{day}T09:00"))
        assert any("six months or more: Wang" in text for text in told(branch, "Sun"))
        assert not any("Wang" in text for text in branch.chat.texts if "dues" in text)


async def test_the_item_of_the_scheme_is_entered_and_reviewed(tmp_path: Path) -> None:
    """A mark alone books nothing; the keeper enters the item, a reviewer decides."""
    async with english_branch(tmp_path, preset="sichuan", cast=("Li", "Wang", "Zhao", "Sun")) as branch:
        appoint(branch, ledger_keeper="Zhao")
        await branch.play("""
            Zhao (private): /dues
            Zhao (private): [📒 The record]
            Zhao (private): [⬜ Wang]
            bot → Zhao: 1 of 4 marked as paid
            Zhao (private): [➕ Enter K301 for those marked]   → toast: 1 entered
        """)
        assert branch.rows("SELECT state FROM claims") == [("in_review",)]
        assert await branch.total("Wang") == 0
        assert "☑️ Wang" in branch.people["Zhao"].dm.with_button("☑️ Wang").labels
        await branch.play("""
            Li (private): /approve 1
        """)
        assert await branch.total("Wang") == 1


async def test_who_keeps_no_record_sees_none(tmp_path: Path) -> None:
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await branch.play("""
            Wang (private): /dues
            bot → Wang: 💰 Party dues
        """)
        assert "📒 The record" not in branch.people["Wang"].dm.from_bot[-1].labels
        press = {"text": "", "callback_data": "du:x:2:2026-05"}
        branch.sim.world.press(branch.people["Wang"].account, branch.people["Wang"].dm.from_bot[-1], press)
        await branch.settled()
        assert branch.rows("SELECT count(*) FROM dues_paid") == [(0,)]


@pytest.mark.parametrize(("locale", "said"), [("zh_Hans", "在职"), ("zh_Hant", "在職")])
async def test_it_is_said_in_chinese(tmp_path: Path, locale: str, said: str) -> None:
    async with a_branch(tmp_path, preset="sichuan", locale=locale) as branch:
        await branch.people["Wang"].tell("党费 6500")
        await branch.settled()
        assert said in branch.people["Wang"].dm.from_bot[-1].text
