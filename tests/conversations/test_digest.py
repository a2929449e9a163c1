"""What reviewers hear of their queue: once a day, and somebody else once they are late."""

from datetime import datetime
from pathlib import Path

from tests.conversations.acts import appoint, english_branch
from tests.stage import DAY, ZONE, Stage

WEDNESDAY = datetime(2026, 5, 13, 12, tzinfo=ZONE)


def morning(day: int, clock: str = "09:00") -> datetime:
    """A time of day in May 2026."""
    return datetime.fromisoformat(f"2026-05-{day:02d}T{clock}").replace(tzinfo=ZONE)


async def file(branch: Stage, name: str, *claims: str) -> None:
    for claim in claims:
        await branch.people[name].photo(branch.chat, f"/claim {claim}")
        await branch.settled()


def told(branch: Stage, name: str) -> list[str]:
    """The digests that somebody received."""
    return [message.text for message in branch.people[name].dm.from_bot if message.text.startswith("🗂 What waits")]


async def test_one_message_a_day_tells_all_that_waits(tmp_path: Path) -> None:
    """Several claims, one digest; it opens the queue in place, and comes once however often one looks."""
    async with english_branch(tmp_path, preset="sichuan", at=WEDNESDAY) as branch:
        await file(branch, "Wang", "K701 05-12 cleaning", "K701 05-11 planting")
        await branch.look()
        assert told(branch, "Li") == []  # the cards of today are word enough

        await branch.move_to(morning(14, "08:59"))
        assert told(branch, "Li") == []
        await branch.move_to(morning(14))
        await branch.move_to(morning(14, "15:00"))

        assert told(branch, "Li") == [
            (
                "🗂 What waits for you, Thu, May 14\n"
                "第一党支部: 2 claims wait for your decision, the oldest since Wed, May 13."
            )
        ]
        assert branch.people["Li"].dm.from_bot[-1].silent
        await branch.play("""
            Li (private): [🔎 Review]
            bot → Li: 2 claims wait for you … #1 … #2
        """)


async def test_a_restarted_bot_tells_nothing_twice(tmp_path: Path) -> None:
    """What it remembers by itself is gone; the database knows whom it told."""
    async with english_branch(tmp_path, preset="sichuan", at=WEDNESDAY) as branch:
        await file(branch, "Wang", "K701 05-12 cleaning")
        await branch.move_to(morning(14))
        assert branch.app.running is not None
        branch.app.running.ahead.forget()
        await branch.move_to(morning(14, "10:00"))

        assert len(told(branch, "Li")) == 1


async def test_nothing_is_told_on_a_free_day_and_the_last_day_sounds(tmp_path: Path) -> None:
    """Filed on a Wednesday: Friday is the last day, the weekend is quiet, on Monday the time is over."""
    async with english_branch(tmp_path, preset="sichuan", at=WEDNESDAY) as branch:
        await file(branch, "Wang", "K701 05-12 cleaning")
        await branch.move_to(morning(15))
        assert "Please decide today: #1." in told(branch, "Li")[-1]
        assert not branch.people["Li"].dm.from_bot[-1].silent
        await branch.move_to(morning(16))
        await branch.move_to(morning(17))
        assert len(told(branch, "Li")) == 1


async def test_after_the_time_the_deputy_has_the_card_and_decides(tmp_path: Path) -> None:
    """The copy with evidence and buttons comes to the deputy; the card names who decided and by which role."""
    async with english_branch(tmp_path, preset="sichuan", at=WEDNESDAY) as branch:
        appoint(branch, deputy_secretary="Zhao")
        await file(branch, "Wang", "K701 05-12 cleaning")
        assert not any("#1" in message.text for message in branch.people["Zhao"].dm.from_bot)
        await branch.play("""
            Zhao (private): /approve 1
            bot → Zhao: …
        """)
        assert await branch.states() == ["in_review"]

        await branch.move_to(morning(19))

        copy = next(message for message in branch.people["Zhao"].dm.from_bot if "photo" in message.json)
        assert "Next: branch secretary – Li and Zhao (deputy secretary)" in copy.text
        words = [message.text for message in branch.people["Zhao"].dm.from_bot]  # the reminder brings the digest along
        assert sum("you may decide #1 as well, because the time of Li is over." in text for text in words) == 1
        await branch.play("""
            Zhao (private): /approve 1
            bot: #1 … deputy secretary Zhao ✅ … Booked +3.00 … Approved by Zhao.
        """)
        assert branch.rows("SELECT role FROM review_steps WHERE verdict = 'approve'") == [("deputy_secretary",)]


async def test_after_twice_the_time_those_who_answer_for_the_branch_are_told(tmp_path: Path) -> None:
    """The section chief does not decide; after four working days the secretary hears of it, of the number alone."""
    cast = ("Li", "Wang", "Sun", "Zhou", "Qian")
    async with english_branch(tmp_path, at=WEDNESDAY, cast=cast) as branch:
        appoint(branch, section_chief="Sun", deputy_leader="Zhou", main_leader="Qian")
        await file(branch, "Wang", "F1 05-12 cleaning")
        await branch.move_to(morning(19))
        assert not any("twice the time" in text for text in told(branch, "Li"))
        await branch.move_to(morning(20))

        assert "twice the time is over for #1, which still wait for Sun" in told(branch, "Li")[-1]
        assert "cleaning" not in told(branch, "Li")[-1]
        assert "twice" not in "".join(told(branch, "Sun"))


async def test_a_branch_chooses_its_own_days_or_none(tmp_path: Path) -> None:
    """With five days nobody steps in on the third; with `off` nobody ever does."""
    async with english_branch(tmp_path, preset="sichuan", at=WEDNESDAY) as branch:
        appoint(branch, deputy_secretary="Zhao")
        await branch.play("""
            Li (private): /settings review_days 5
            bot → Li: ✅ working days for each level of a review: 5
        """)
        await file(branch, "Wang", "K701 05-12 cleaning")
        await branch.move_to(morning(19))
        assert told(branch, "Zhao") == []
        await branch.play("""
            Li (private): /settings review_days off
            bot → Li: ✅ working days for each level of a review: none
        """)
        await branch.move_to(morning(29))

        assert told(branch, "Zhao") == []
        await branch.play("""
            Li (private): /settings review_days 31
            bot → Li: The setting cannot be 31. …
        """)


async def test_on_the_day_of_a_reminder_one_message_says_both(tmp_path: Path) -> None:
    """The half-month reminder's private word brings the digest along; none of its own comes beside it."""
    async with english_branch(tmp_path, preset="sichuan", at=WEDNESDAY + DAY) as branch:
        await file(branch, "Wang", "K701 05-12 cleaning")
        await branch.move_to(morning(18))

        mornings = [message.text for message in branch.people["Li"].dm.from_bot if message.text.startswith("🗂")]
        assert len([text for text in mornings if "1 claim waits for your decision" in text]) == 1
        assert told(branch, "Li") == []
