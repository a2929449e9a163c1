"""/spot: a draw that is fixed before the month is known, checked in private, told in numbers."""

from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest

from bot.domain.points.spot import spot_check
from tests.conversations.acts import appoint, book, english_branch, write
from tests.stage import ZONE, Stage

OPENS = "2026-05-18T09:00"
NOTICE = "2026-06-08T09:00"
NEXT_POST = "2026-06-16T09:00"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def group(branch: Stage) -> str:
    return "\n".join(message.text for message in branch.chat.from_bot)


async def drawn(branch: Stage, acts: int = 1) -> None:
    """Let the month open, book what Wang does in it, and post its notice; Zhao may check."""
    appoint(branch, deputy_secretary="Zhao")
    await branch.move_to(at(OPENS))
    for number in range(acts):
        await book(branch, "Wang", f"K701 05-{number + 10} gardening {number}")
    await branch.move_to(at(NOTICE))


async def test_the_salt_is_promised_before_and_told_with_the_draw(tmp_path: Path) -> None:
    """The hash stands under the month's first post, once; the salt stands in the notice, and gives that hash."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await drawn(branch, acts=2)
        [(salt, promised, pool)] = branch.rows("SELECT salt, commitment, pool FROM spot_draws WHERE period = '2026-05'")

        before, after = group(branch).split("📢")
        assert sha256(salt.encode()).hexdigest() == promised
        assert before.count(promised) == 1
        assert salt not in before
        assert f"Spot check: 1 of 2 claims drawn. Salt {salt}" in after
        found = [row[0] for row in branch.rows("SELECT claim_id FROM spot_checks")]
        assert [str(one) for one in found] == spot_check(["1", "2"], f"2026-05:{salt}")
        assert pool == 2


async def test_what_is_true_is_noted_and_told_in_numbers(tmp_path: Path) -> None:
    """The checker sees the claim with its evidence, alone; the group hears how many, in its next post."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await drawn(branch)
        question = next(m for m in branch.people["Zhao"].dm.from_bot if "Spot check of May 2026" in m.text)
        assert "#1 is true.\nWang · K701" in question.text
        assert "Approved by Li" in question.text
        await branch.play("""
            Wang: /spot
            bot: nothing
            bot → Wang: 🎲 Spot checks … May 2026: 1 of 1 claims drawn … not checked yet 1. … 2026-05:
            Zhao (private): [🟢]          → toast: Thank you, noted.
        """)
        await branch.move_to(at(NEXT_POST))

        said = "The spot check of May 2026 is done: 1 claim checked – true 1, partly true 0, not true 0."
        assert group(branch).count(said) == 1
        assert "#1" not in group(branch).split("📢")[1]
        await branch.move_to(at("2026-06-30T17:00"))
        assert group(branch).count(said) == 1


async def test_what_is_not_true_is_reversed_and_told_to_its_claimant_alone(tmp_path: Path) -> None:
    """The month is published, so the exact negative is an entry of the open month that names it."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await drawn(branch)
        await branch.play("""
            Zhao (private): [🔴]
            bot → Zhao: Why is #1 not true?
            Zhao (private): nobody was there that day
            bot: #1 … Taken back: what was booked has been reversed.
            bot → Wang: 🎲 #1 … a spot check found it not true, so the +3.00 were taken back … nobody was there … Zhao
            bot → Zhao: 🎲 #1 is noted as not true
            bot → Zhao: 🎲 #1 was checked by Zhao: not true … Reason: nobody was there that day
        """)
        assert branch.rows("SELECT period, ref_period, kind, points FROM ledger WHERE reverses IS NOT NULL") == [
            ("2026-06", "2026-05", "reversal", -300)
        ]
        assert await branch.states() == ["voided"]
        assert "nobody was there" not in group(branch)
        await branch.play("""
            Li (private): /verify
            bot → Li: ✅ … sound
        """)


async def test_what_is_partly_true_stays_until_people_decide(tmp_path: Path) -> None:
    """The claimant and the office hear why; nothing is booked by the machine."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await drawn(branch)
        await branch.play("""
            Zhao (private): [🟡]
            bot → Zhao: What of #1 is not true?
            Zhao (private): half the time only
            bot → Wang: 🎲 A spot check found #1 … partly true. Its +3.00 stay booked for now. … half the time only
            bot → Li: 🎲 A spot check found #1 … of Wang partly true. … /adjust 1 REASON
            bot → Zhao: 🎲 #1 is noted as partly true
        """)
        assert branch.rows("SELECT verdict, reason FROM spot_checks") == [("partly", "half the time only")]
        assert await branch.states() == ["approved"]


async def test_nobody_checks_what_they_decided_or_claimed(tmp_path: Path) -> None:
    """Li approved and Wang claimed: without a third person the office is told whom to appoint, who then finds it."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await branch.move_to(at(OPENS))
        await book(branch, "Wang", "K701 05-10 gardening")
        await branch.move_to(at(NOTICE))
        told = [message.text for message in branch.people["Li"].dm.from_bot if "has nobody to check it" in message.text]
        assert len(told) == 1

        await branch.play("""
            Li: /grant deputy_secretary Zhao
            bot: …
            Zhao (private): /spot
            bot → Zhao: 🎲 Spot checks … 1 claim waits for your check … [#1]
            Zhao (private): [#1]
            bot → Zhao: 🎲 Spot check of May 2026: please look whether #1 is true … [🟢 True]
            Zhao (private): [🟢]          → toast: Thank you, noted.
            Zhao (private): /spot
            bot → Zhao: 🎲 Spot checks … true 1
        """)
        assert "waits for your check" not in branch.people["Zhao"].dm.from_bot[-1].text


async def test_a_draw_that_was_tampered_with_is_found(tmp_path: Path) -> None:
    """Whoever changes the salt or what was drawn is named by verify."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await drawn(branch, acts=2)
        write(branch, "UPDATE spot_checks SET claim_id = 3 - claim_id")
        await branch.play("""
            Li (private): /verify
            bot → Li: ⚠️ … SPOT_CHECK: the draw of 2026-05 took
        """)
        write(branch, "UPDATE spot_draws SET salt = 'another'")
        await branch.play("""
            Li (private): /verify
            bot → Li: ⚠️ … SPOT_CHECK: the salt of 2026-05 is not the one whose hash was published
        """)


@pytest.mark.parametrize(
    ("locale", "hashed", "asked"),
    [
        ("zh_Hans", "🎲 2026年5月抽查：", "🎲 2026年5月抽查：请核查 #1 是否属实"),
        ("zh_Hant", "🎲 2026年5月抽查：", "🎲 2026年5月抽查：請核查 #1 是否屬實"),
    ],
)
async def test_spot_checks_speak_chinese(tmp_path: Path, locale: str, hashed: str, asked: str) -> None:
    async with english_branch(tmp_path, preset="sichuan") as branch:
        write(branch, "UPDATE persons SET lang = :lang", lang=locale)
        write(branch, "UPDATE chats SET lang = :lang", lang=locale)
        await drawn(branch)

        assert hashed in group(branch)
        assert any(asked in message.text for message in branch.people["Zhao"].dm.from_bot)
