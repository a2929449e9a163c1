"""What people hear of what waits for them: once a day, in one message; and somebody else once a review is late."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.conversations.acts import appoint, english_branch, write
from tests.conversations.test_appeal import laid_open, object_to_one
from tests.conversations.test_spot import drawn
from tests.conversations.test_standing import CAST, JUNE, closes
from tests.stage import DAY, ZONE, Stage, a_branch

WEDNESDAY = datetime(2026, 5, 13, 12, tzinfo=ZONE)


def morning(day: int, clock: str = "09:00", month: int = 5) -> datetime:
    """A time of day in May 2026, or another month of it."""
    return datetime.fromisoformat(f"2026-{month:02d}-{day:02d}T{clock}").replace(tzinfo=ZONE)


async def file(branch: Stage, name: str, *claims: str) -> None:
    for claim in claims:
        await branch.people[name].photo(branch.chat, f"/claim {claim}")
        await branch.settled()


def told(branch: Stage, name: str) -> list[str]:
    """The digests that somebody received."""
    return [message.text for message in branch.people[name].dm.from_bot if message.text.startswith("🗂 What waits")]


def sounded(branch: Stage, name: str) -> bool:
    """Whether the last message to somebody made a sound."""
    return not branch.people[name].dm.from_bot[-1].silent


async def test_one_message_a_day_tells_all_that_waits(tmp_path: Path) -> None:
    """Several claims, one digest; it opens the queue, and comes once however often one looks."""
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
        assert not sounded(branch, "Li")
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
        branch.app.running.owed.ahead.forget()
        await branch.move_to(morning(14, "10:00"))

        assert len(told(branch, "Li")) == 1


async def test_nothing_is_told_on_a_free_day_and_the_last_day_sounds(tmp_path: Path) -> None:
    """Filed on a Wednesday: Friday is the last day, the weekend is quiet, on Monday the time is over."""
    async with english_branch(tmp_path, preset="sichuan", at=WEDNESDAY) as branch:
        await file(branch, "Wang", "K701 05-12 cleaning")
        await branch.move_to(morning(15))
        assert "Please decide today: #1." in told(branch, "Li")[-1]
        assert sounded(branch, "Li")
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

        assert branch.people["Li"].dm.with_button("🔎 Review")
        mornings = [message.text for message in branch.people["Li"].dm.from_bot if message.text.startswith("🗂")]
        assert len([text for text in mornings if "1 claim waits for your decision" in text]) == 1
        assert told(branch, "Li") == []


# ---- beside claims ---------------------------------------------------------------------------------------------


async def test_an_objection_is_told_to_its_handler_and_sounds_on_its_last_day(tmp_path: Path) -> None:
    """Not on the day on which it came; then daily, with the number alone once its day is there or over."""
    async with laid_open(tmp_path) as branch:
        await object_to_one(branch)
        await branch.move_to(morning(8, "15:00", month=6))
        assert told(branch, "Sun") == []
        await branch.move_to(morning(9, month=6))
        await branch.move_to(morning(9, "15:00", month=6))

        assert told(branch, "Sun") == [
            ("🗂 What waits for you, Tue, Jun 9\n⚖️ 第一党支部: 1 objection waits for your decision, by Mon, Jun 15.")
        ]
        assert not sounded(branch, "Sun")
        await branch.play("""
            Sun (private): [⚖️ Objections]
            bot → Sun: These wait for your decision: • S001 … [S001]
        """)

        await branch.move_to(morning(15, month=6))
        assert told(branch, "Sun")[-1].endswith("⏳ Today is the last day for S001.")
        assert sounded(branch, "Sun")
        await branch.move_to(morning(16, month=6))  # with the reminder
        await branch.move_to(morning(17, month=6))
        assert told(branch, "Sun")[-1].endswith("⏰ The day for S001 is over. Please decide now.")
        assert [told(branch, name) for name in ("Li", "Wang", "Zhao", "Zhou")] == [[], [], [], []]


async def test_a_case_is_told_to_who_decides_while_it_is_theirs_to_move(tmp_path: Path) -> None:
    """A proposal waits for its decider, a hearing for the person: it is back once the person has answered."""
    async with english_branch(tmp_path, preset="sichuan", cast=CAST, at=JUNE) as branch:
        await closes(branch, "2026-05", Wang=-22)
        assert told(branch, "Li") == []
        await branch.move_to(morning(18, month=6))

        line = "📐 第一党支部: 1 case waits for you, to let the person be heard, to record or to drop it."
        assert told(branch, "Li") == [f"🗂 What waits for you, Thu, Jun 18\n{line}"]
        assert told(branch, "Wang") == []
        await branch.play("""
            Li (private): [📐 Cases]
            bot → Li: 📐 第一党支部 · 2026 … C1 · proposed · until
            Li (private): [C1]
            Li (private): [👂 Hear them]
        """)
        await branch.move_to(morning(22, month=6))
        assert len(told(branch, "Li")) == 1
        await branch.play("""
            Wang (private): [💬 Explain]
            Wang (private): I was on a course
        """)
        await branch.move_to(morning(23, month=6))
        assert told(branch, "Li")[-1] == f"🗂 What waits for you, Tue, Jun 23\n{line}"
        assert not sounded(branch, "Li")  # the days that are counted were the person's


async def test_a_proposal_that_nobody_took_up_sounds_on_its_last_day(tmp_path: Path) -> None:
    async with english_branch(tmp_path, preset="sichuan", cast=CAST, at=JUNE) as branch:
        await closes(branch, "2026-05", Wang=-22)
        [(due,)] = branch.rows("SELECT due_on FROM cases")
        await branch.move_to(datetime.fromisoformat(f"{due}T09:00").replace(tzinfo=ZONE))

        assert told(branch, "Li")[-1].endswith("⏳ Today is the last day for C1.")
        assert sounded(branch, "Li")


async def test_one_message_holds_everything_and_its_buttons_stay(tmp_path: Path) -> None:
    """A claim, a spot check and a follow-up of one person: one digest, and each button opens a message of its own."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await drawn(branch)
        appoint(branch, secretary="Zhao")
        await branch.people["Zhao"].tell("/followup Wang 06-10 hand in the texts")
        await branch.settled()
        await file(branch, "Wang", "K701 06-07 cleaning")
        await branch.move_to(morning(9, month=6))

        assert told(branch, "Zhao") == [
            (
                "🗂 What waits for you, Tue, Jun 9\n"
                "第一党支部: 1 claim waits for your decision, since Mon, Jun 8.\n"
                "🎲 第一党支部: 1 claim waits for your spot check.\n"
                "🤝 第一党支部: 1 follow-up is due soon, past its day, or answered and to be closed."
            )
        ]
        await branch.play("""
            Zhao (private): [🔎 Review]
            bot → Zhao: 1 claim waits for you … #2
            Zhao (private): [🎲 Spot checks]
            bot → Zhao: 🎲 Spot checks · 第一党支部 … 1 claim waits for your check … [#1]
            Zhao (private): [🤝 Follow-ups]
            bot → Zhao: 🤝 Follow-ups of 第一党支部 … 1. Wang
        """)
        assert len(told(branch, "Zhao")) == 1
        assert not any("hand in" in text or "What waits" in text for text in branch.chat.texts)


async def test_what_is_done_or_far_away_is_not_told(tmp_path: Path) -> None:
    """A follow-up whose day is weeks away waits for its member; a spot check that was answered for nobody."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await drawn(branch)
        await branch.people["Li"].tell("/followup Wang 06-26 hand in the texts")
        await branch.settled()
        await branch.play("Zhao (private): [🟢] → toast: Thank you, noted.")
        await branch.move_to(morning(9, month=6))
        assert told(branch, "Li") == told(branch, "Zhao") == []
        await branch.move_to(morning(24, month=6))
        assert "1 follow-up is due soon" in told(branch, "Li")[-1]


async def test_the_reminder_brings_along_what_waits_beside_claims(tmp_path: Path) -> None:
    """Who has no claim to review hears it with the reminder as well, and once."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await drawn(branch)
        await branch.move_to(morning(16, month=6))

        mornings = [m.text for m in branch.people["Zhao"].dm.from_bot if m.text.startswith("🗂")]
        assert len([text for text in mornings if "1 claim waits for your spot check" in text]) == 1
        await branch.play("""
            Zhao (private): [🎲 Spot checks]
            bot → Zhao: 1 claim waits for your check
        """)


async def test_a_button_opens_nothing_for_who_has_left_the_office(tmp_path: Path) -> None:
    """The digest stays in the chat; what it opens follows the roles held now."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await drawn(branch)
        appoint(branch, secretary="Zhao")
        await branch.people["Zhao"].tell("/followup Wang 06-10 hand in the texts")
        await branch.settled()
        await branch.move_to(morning(9, month=6))
        write(branch, "DELETE FROM grants WHERE person_id = (SELECT id FROM persons WHERE name = 'Zhao')")
        await branch.play("""
            Zhao (private): [🤝 Follow-ups] → toast: You do not have the right … the branch secretary or deputy
            Zhao (private): [🎲 Spot checks] → toast: You do not have the right … the committee reviewer
        """)


@pytest.mark.parametrize(
    ("locale", "lines"),
    [
        (
            "zh_Hans",
            [
                "🎲 第一党支部：有 1 条抽查申报待您核实。",
                "🤝 第一党支部：有 1 项跟进临近期限、已逾期，或已答复待您办结。",
            ],
        ),
        (
            "zh_Hant",
            [
                "🎲 第一党支部：有 1 筆抽查申報待您核實。",
                "🤝 第一党支部：有 1 項跟進臨近期限、已逾期，或已答覆待您結案。",
            ],
        ),
    ],
)
async def test_it_is_said_in_everybodys_own_language(tmp_path: Path, locale: str, lines: list[str]) -> None:
    async with a_branch(tmp_path, preset="sichuan", locale=locale) as branch:
        await drawn(branch)
        await branch.people["Li"].tell("/followup Wang 06-10 学习新规")
        await branch.settled()
        await branch.move_to(morning(9, month=6))

        said = [
            m.text for name in ("Li", "Zhao") for m in branch.people[name].dm.from_bot if m.text.startswith("🗂 您的待")
        ]
        assert sorted(text.split("\n", 1)[1] for text in said if "6月9日" in text) == sorted(lines)
