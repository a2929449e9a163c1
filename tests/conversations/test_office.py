"""Entries by the office: confirmed or disputed by whom they concern, reviewed, taken back by two."""

from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.stage import NOON, ZONE, Stage, a_branch

CAST = ("Li", "Wang", "Zhao", "Qian", "Sun")
CONFIRMED = "SELECT reason FROM step_texts JOIN review_steps ON id = step_id WHERE verdict = 'confirm'"
LANSHAN: dict[str, Any] = {"preset": "lanshan", "locale": "en", "cast": CAST}
SICHUAN: dict[str, Any] = {"preset": "sichuan", "locale": "en", "cast": CAST}


async def a_keeper(branch: Stage, name: str = "Zhao") -> None:
    """Make somebody the ledger keeper of the branch."""
    await branch.people["Li"].say(branch.chat, f"/grant ledger_keeper {name}")
    await branch.settled()


async def reviewers(branch: Stage) -> None:
    """Give a branch under three levels of review a person for each of them."""
    for role, name in (("section_chief", "Qian"), ("deputy_leader", "Sun"), ("main_leader", "Li")):
        await branch.people["Li"].say(branch.chat, f"/grant {role} {name}")
        await branch.settled()


async def test_an_entry_is_confirmed_by_the_member_and_then_reviewed(tmp_path: Path) -> None:
    """Two-way confirmation: entered, confirmed, three levels, booked; the keeper decides on none of it."""
    async with a_branch(tmp_path, **LANSHAN) as branch:
        await a_keeper(branch)
        await reviewers(branch)
        await branch.play("""
            Zhao (private): /award Wang E2 Quarterly pioneer post, first quarter
            bot → Zhao: #1 Wang: entered … asked privately … Mon, May 18
            bot → Wang: The office entered … #1 E2 … +1.00 … Entered by Zhao … answer by Mon, May 18 … [👍
            bot: nothing
            Zhao (private): /approve 1
            bot → Zhao: #1 is waiting for the member
            Wang (private): [👍] → toast: It goes to its reviewers
            bot: #1 … Wang … E2 … Next: section chief – Qian
            bot → Wang: #1 … Now: in review
            Zhao: [✅] → toast: #1 is your own claim
            Qian: [✅] → toast: Approved. Next
            Sun: [✅] → toast: Approved. Next
            Li: [✅] → toast: Approved.
            bot → Wang: ✅ #1 … +1.00 booked
        """)

        assert await branch.total("Wang") == Decimal("1.00")
        verdicts = [row[0] for row in branch.rows("SELECT verdict FROM review_steps ORDER BY id")]
        assert verdicts == ["enter", "confirm", "approve", "approve", "approve"]


async def test_a_disputed_entry_goes_back_and_the_group_never_hears_of_it(tmp_path: Path) -> None:
    """The reason is asked and told privately; the keeper asks again or withdraws."""
    async with a_branch(tmp_path, **LANSHAN) as branch:
        await a_keeper(branch)
        await branch.play("""
            Zhao (private): /award Wang E2 first quarter
            Wang (private): [👎]
            bot → Wang: What is not right about #1
            Wang (private): it was Qian, not me
            bot → Wang: #1 goes back to the office
            bot → Zhao: 👎 Wang disputes #1 … it was Qian, not me … [↻ Ask again] [🗑 Withdraw]
            bot: nothing
            Zhao (private): [↻] → toast: Asked again
            bot → Wang: The office entered … #1 … [👍
            Wang (private): [👎]
            Wang (private): still not me
            Zhao (private): [🗑] → toast: Withdrawn
            bot: nothing
            bot → Wang: #1 … Now: withdrawn
        """)

        assert await branch.states() == ["withdrawn"]
        assert not any("#1" in text for text in branch.chat.texts)


async def test_silence_confirms_only_who_was_told(tmp_path: Path) -> None:
    """Wang was asked and says nothing; Sun cannot be reached, so no silence of Sun's means anything."""
    async with a_branch(tmp_path, **LANSHAN) as branch:
        await a_keeper(branch)
        await reviewers(branch)
        await branch.people["Sun"].block_bot()
        await branch.settled()
        await branch.play("""
            Zhao (private): /award Wang E2 first quarter
            Zhao (private): /award Sun E2 second quarter
        """)
        await branch.move_to(datetime(2026, 5, 18, 18, 0, tzinfo=ZONE))
        assert await branch.states() == ["awaiting_member", "awaiting_member"]
        await branch.move_to(datetime(2026, 5, 19, 7, 0, tzinfo=ZONE))
        assert await branch.states() == ["awaiting_member", "awaiting_member"], "not in the quiet hours"
        await branch.move_to(datetime(2026, 5, 19, 9, 0, tzinfo=ZONE))

        assert await branch.states() == ["in_review", "awaiting_member"]
        (reason,) = branch.rows(f"{CONFIRMED} AND claim_id = 1")[0]
        assert "no answer" in reason
        assert "so it counts as confirmed" in branch.people["Wang"].dm.texts[-1]
        assert "Sun cannot be reached through me" in branch.people["Li"].dm.with_button("👍").json["text"]


async def test_who_comes_back_is_asked_after_all(tmp_path: Path) -> None:
    """Wang had blocked the bot; once the chat is open again the question comes, with a time of its own."""
    async with a_branch(tmp_path, **LANSHAN) as branch:
        await a_keeper(branch)
        wang = branch.people["Wang"]
        wang.account.blocked_bot = True
        await branch.people["Zhao"].tell("/award Wang E2 first quarter")
        await branch.settled()
        await wang.unblock_bot()
        await branch.settled()
        await branch.look()

        assert "The office entered" in wang.dm.with_button("👍").json["text"]


async def test_somebody_without_telegram_is_asked_in_person(tmp_path: Path) -> None:
    """The office enters for people without Telegram; the secretary answers in their name, and that is recorded."""
    async with a_branch(tmp_path, **LANSHAN) as branch:
        await a_keeper(branch)
        await reviewers(branch)
        await branch.play("""
            Li: /grant member 老周
            Li: [➕]
            Zhao (private): /award 老周 E2 first quarter
            bot → Li: 老周 cannot be reached through me … [👍
            Li (private): [👍]
            bot: #1 … 老周 … Next: section chief – Qian
        """)

        assert branch.rows(CONFIRMED) == [("asked in person",)]


async def test_where_nobody_can_be_asked_the_reviewers_hear_it(tmp_path: Path) -> None:
    """The secretary enters for somebody without Telegram and is alone: no confirmation is made up."""
    async with a_branch(tmp_path, preset="lanshan", locale="en", cast=("Li", "Qian", "Sun", "Zhao")) as branch:
        await branch.play("""
            Li: /grant section_chief Qian
            Li: /grant deputy_leader Sun
            Li: /grant main_leader Zhao
            Li: /grant member 老周
            Li: [➕]
            Li (private): /award 老周 E2 first quarter
            bot → Li: #1 老周: entered
            bot: #1 · 老周 … Next: section chief – Qian
            bot → Qian: #1 · 老周 … could not be asked through the bot
        """)

        verdicts = [row[0] for row in branch.rows("SELECT verdict FROM review_steps ORDER BY id")]
        assert "confirm" not in verdicts


async def test_several_people_and_the_branch_itself(tmp_path: Path) -> None:
    """Each is asked for the own entry; for the branch its secretary answers."""
    async with a_branch(tmp_path, preset="lanshan", locale="en", cast=(*CAST, "Zhou")) as branch:
        await a_keeper(branch)
        await reviewers(branch)
        await branch.play("""
            Zhao (private): /award Wang、Zhou E2 first quarter
            bot → Zhao: #1 Wang: entered … #2 Zhou: entered
            bot → Wang: #1 E2 … [👍
            bot → Zhou: #2 E2 … [👍
            Zhou (private): [👍]
            bot: #2 · Zhou … Next: section chief
            Zhao (private): /award 第一党支部 A4 second quarter
            bot → Zhao: #3 第一党支部: entered
            bot → Li: #3 A4 … answer by
            Li (private): [👍]
            bot: #3 · 第一党支部 … Next: section chief – Qian
            Zhao (private): /award 第一党支部 E2 second quarter
            bot → Zhao: Item E2 is for members
        """)

        assert await branch.states() == ["awaiting_member", "in_review", "in_review"]


async def test_a_deduction_is_known_only_to_those_concerned(tmp_path: Path) -> None:
    """No card, no name, no number in the group; the member hears of it before and after, with the reason."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await a_keeper(branch)
        await branch.play("""
            Zhao (private): /deduct Wang K601 05-12 left the post twice
            bot → Zhao: #1 Wang: entered, it goes to its reviewers
            bot → Wang: #1 K601 … −5.00 … left the post twice … Entered by Zhao
            bot → Li: #1 … Wang … K601 … −5.00 … Entered by the office: Zhao … left the post twice … [✅ Approve]
            bot: nothing
            Qian (private): /approve 1
            bot → Qian: There is no claim #1 here
            Li: /approve 1
            bot: nothing
            bot → Li: #1: approved
            bot → Wang: #1 … −5.00 booked … left the post twice … Entered by Zhao, decided by Li
            bot → Zhao: #1 … −5.00 booked
        """)

        assert await branch.total("Wang") == Decimal("-5.00")
        assert branch.rows("SELECT kind FROM ledger") == [("deduct",)]
        assert not any("K601" in text or "5.00" in text for text in branch.chat.texts)


async def test_deduct_in_a_group_only_opens_the_private_chat(tmp_path: Path) -> None:
    """What was typed there is taken out if the bot may; nothing is entered."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        branch.chat.promote(branch.sim.world.bot, "can_delete_messages")
        await branch.settled()
        said = await branch.people["Li"].say(branch.chat, "/deduct Wang K601 left the post twice")
        await branch.settled()

        assert "for your eyes only" in branch.chat.last.json["text"]
        assert said.id not in [message.id for message in branch.chat.messages]
        assert await branch.states() == []


async def test_a_zeroing_needs_its_document(tmp_path: Path) -> None:
    """No number and date of the decision, no entry; then 0.00 of kind zeroing."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await a_keeper(branch)
        await branch.play("""
            Zhao (private): /deduct Wang K603 received a disposition
            bot → Zhao: counts the month as zero. Please name the decision
            Zhao (private): /deduct Wang K603
            bot → Zhao: it needs a reason
            Zhao (private): /deduct Wang K603 Decision No. 5 of 2026-05-11
            bot → Zhao: #1 Wang: entered
            Li (private): [✅] → toast: Approved.
            bot → Wang: May 2026 counts as zero … Decision No. 5 of 2026-05-11
        """)

        assert branch.rows("SELECT kind, points FROM ledger") == [("zeroing", 0)]


async def test_the_secretary_enters_only_where_there_is_no_keeper(tmp_path: Path) -> None:
    """And then decides on none of it: the fallback chain does."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.play("""
            Li: /grant deputy_secretary Qian
            Li: /grant secretary Sun
            Li: /revoke secretary Li
            Sun (private): /award Wang K301 May
            bot → Sun: #1 Wang: entered
            bot: #1 … Wang … Next: deputy secretary – Qian
            Sun: [✅] → toast: #1 is your own claim
            Qian (private): /award Wang K301 May
            bot → Qian: You do not have the right
            Sun: /grant ledger_keeper Zhao
            Sun (private): /award Qian K301 May
            bot → Sun: You do not have the right
            Zhao (private): /award Qian K301 May
            bot → Zhao: #2 Qian: entered
        """)

        assert await branch.states() == ["in_review", "in_review"]


async def test_an_entry_says_what_it_lacks(tmp_path: Path) -> None:
    """Wrong verb, unknown item, unknown name, missing arguments: each with a way on."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await a_keeper(branch)
        await branch.play("""
            Zhao (private): /award Wang K601 x
            bot → Zhao: takes points off. Please enter it with /deduct
            Zhao (private): /deduct Wang K301 x
            bot → Zhao: gives points. Please enter it with /award
            Zhao (private): /award Wang K999 x
            bot → Zhao: There is no item K999
            Zhao (private): /award Wong K301 x
            bot → Zhao: Nobody here is called Wong. Did you mean Wang
            Zhao (private): /award
            bot → Zhao: /award lacks something … /award NAME CODE
            Zhao (private): /award Wang K701 05-12 cleaning
            bot → Zhao: K701 … needs a photo
            Zhao (private): photo ""
            bot → Zhao: #1 Wang: entered
            Zhao (private): /award Wang K301 May
            bot → Zhao: #2 Wang: entered
            Zhao (private): /award Wang K301 May
            bot → Zhao: This looks the same as #2 … [Yes, file it]
            Zhao (private): [Yes]
            bot → Zhao: #3 Wang: entered
        """)

        assert len(await branch.states()) == 3


async def test_what_was_booked_is_taken_back_by_two(tmp_path: Path) -> None:
    """After the undo window: asked with a reason, agreed by a second person, reversed exactly, told privately."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await a_keeper(branch)
        await branch.play("""
            Wang: photo "/claim K701 x2 05-12 cleaning"
            Li: [✅]
        """)
        branch.clock.at = NOON + timedelta(minutes=15)
        await branch.play("""
            Li (private): /undo 1
            bot → Li: can be undone for 10 minutes … use /adjust
            Zhao (private): /adjust 1
            bot → Zhao: Please add a reason for #1
            Zhao (private): /adjust 1 the photo shows another day
            bot → Zhao: #1: Li must agree before it is taken back
            bot → Li: Zhao asks to take back … #1 booked: Wang, K701 … +6.00 … another day … [✅ Take it back]
            bot: nothing
            Zhao (private): /adjust 1 again
            bot → Zhao: already asked for
            Li (private): [✅ Take] → toast: Taken back
            bot: #1 … Taken back: what was booked has been reversed
            bot → Wang: #1 … +6.00 were taken back … another day … Decided by Li
            bot → Zhao: #1 was taken back. Asked by Zhao, agreed by Li
        """)

        assert await branch.states() == ["voided"]
        assert await branch.total("Wang") == Decimal("0.00")
        assert branch.rows("SELECT points, kind FROM ledger ORDER BY id") == [(600, "award"), (-600, "reversal")]


async def test_a_wish_to_take_back_is_declined_and_answered_by_no_stranger(tmp_path: Path) -> None:
    """Declined, everything stays; only the office asks, only a reviewer without a part in it answers."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await a_keeper(branch)
        await branch.play("""
            Wang: photo "/claim K701 05-12 cleaning"
            Li: [✅]
            Qian (private): /adjust 1 envy
            bot → Qian: You do not have the right
            Zhao (private): /adjust 1 a doubt
            Li (private): [❌ Leave] → toast: It stays
            bot → Zhao: #1 stays booked … declined by Li
            bot: nothing
        """)

        assert await branch.total("Wang") == Decimal("3.00")
        assert await branch.states() == ["approved"]


async def test_who_administers_the_bot_enters_nothing_where_there_is_a_keeper(tmp_path: Path) -> None:
    """The keeper alone records; also the secretary who administers the bot is told who does."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.play("""
            Li: /grant ledger_keeper Zhao
            Li (private): /award Wang K301 May
            bot → Li: the ledger keeper can. Nothing was changed; please ask them.
            Zhao (private): /award Wang K301 May
            bot → Zhao: #1 Wang: entered
        """)

        assert len(await branch.states()) == 1
