"""/my and its why, as a chat."""

from pathlib import Path

from tests.conversations.acts import LANSHAN_CHAIN, appoint, book, english_branch
from tests.stage import DAY

CAST = ("Li", "Wang", "Zhao", "Sun", "Zhou")
ALL_LEVELS = ("Sun", "Zhou", "Li")


async def test_my_points_are_answered_privately_wherever_they_are_asked(tmp_path: Path) -> None:
    """The group sees nothing; the private chat has the score, the place and each line."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await book(branch, "Wang", "K701 x2 05-12 street cleaning")
        await branch.play("""
            Wang: /my
            bot: nothing
            bot → Wang: Score 86.00 (base 80.00, entries +6.00) · place 1 of 3 … K701 … +6.00 · cap 6.00 of 9.00
        """)


async def test_a_line_opens_its_why(tmp_path: Path) -> None:
    """Rule, version, arithmetic, cap, reviewers with their time, the entry's number and hash: enough to recompute."""
    async with english_branch(tmp_path, cast=CAST) as branch:
        appoint(branch, **LANSHAN_CHAIN)
        await book(branch, "Wang", "F1 x2 05-12 community", reviewers=ALL_LEVELS)
        shown = branch.rows("SELECT hash FROM ledger")[0][0]
        await branch.play(f"""
            Wang (private): /my
            bot → Wang: 2026 Total 1.00, converted 100.00 · place 1 of 5 … 1. … F1 … +1.00 … [1]
            Wang (private): [1]
            bot → Wang: (lanshan), version 1 … 0.50 × 2 = +1.00 … 1.00 of 6.00 … section chief Sun … no. 1 … {shown}
            Wang (private): [◀]
            bot → Wang: Total 1.00 … [1]
        """)
        why = branch.people["Wang"].dm
        assert len([message for message in why.from_bot if "Total" in message.text]) == 1


async def test_what_the_cap_kept_back_is_told(tmp_path: Path) -> None:
    """The line says what the cap left, the why what it kept back."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await book(branch, "Wang", "K701 x4 05-12 cleaning")
        await branch.play("""
            Wang (private): /my
            bot → Wang: Score 89.00 … K701 … +9.00 · cap 9.00 of 9.00
            Wang (private): [1]
            bot → Wang: 3.00 × 4 = +12.00 … The cap kept back 3.00.
        """)


async def test_claims_under_review_and_reasons_stand_on_the_page(tmp_path: Path) -> None:
    """A claim that waits is a line with its state; a refused one opens to the reason."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await branch.people["Wang"].photo(branch.chat, "/claim K701 05-12 cleaning")
        await branch.people["Wang"].photo(branch.chat, "/claim K701 05-11 planting")
        await branch.settled()
        await branch.people["Li"].tell("/reject 2 the photo shows somebody else")
        await branch.settled()
        await branch.play("""
            Wang (private): /my
            bot → Wang: 1. … May 12 … ⏳ #1 in review 2. … May 11 … ⏳ #2 not approved
            Wang (private): [2]
            bot → Wang: Closed, nothing booked. … Li … the photo shows somebody else
        """)


async def test_a_decision_undone_leaves_both_lines(tmp_path: Path) -> None:
    """Nothing is deleted: the entry and what took it back both stand, and they add up to nothing."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await book(branch, "Wang", "K701 05-12 cleaning")
        await branch.people["Li"].say(branch.chat, "/undo 1")
        await branch.settled()
        await branch.play("""
            Wang (private): /my
            bot → Wang: Score 80.00 … entries +0.00 … −3.00 · takes back no. 1 … +3.00 · taken back by no. 2
        """)


async def test_an_entry_of_somebody_else_has_no_why(tmp_path: Path) -> None:
    """A copied button opens nothing that is not one's own."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await book(branch, "Wang", "K701 05-12 cleaning")
        await branch.people["Zhao"].tell("/my")
        await branch.settled()
        zhao = branch.people["Zhao"]
        branch.sim.world.inject(
            {
                "callback_query": {
                    "id": "77",
                    "from": zhao.account.json(),
                    "chat_instance": "1",
                    "data": "m:2:2026-05:0:e1",
                    "message": {"message_id": zhao.dm.last.id, "date": 0, "chat": zhao.dm.chat.json()},
                }
            }
        )
        await branch.settled()

        assert not any("K701" in text for text in zhao.dm.texts)


async def test_the_gap_names_what_is_open_and_the_next_place(tmp_path: Path) -> None:
    """What was scored is not in the list; the distance is to the nearest better place."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await book(branch, "Wang", "K701 x2 05-12 cleaning")
        await branch.play("""
            Zhao: /gap
            bot: nothing
            bot → Zhao: Place 2 with 80.00; 6.00 to draw level with place 1. … open to you: … K701 … 9.00 left
            Wang (private): /gap
            bot → Wang: You are in first place with 86.00.
        """)

        assert "K701" not in branch.people["Wang"].dm.last.text


async def test_my_page_of_an_earlier_month(tmp_path: Path) -> None:
    """A month has its own score and lines."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await book(branch, "Wang", "K701 05-12 cleaning")
        branch.clock.at += 25 * DAY
        await branch.settled()
        await branch.play("""
            Wang (private): /my
            bot → Wang: June 2026 Score 80.00 (base 80.00, entries +0.00) … Nothing is booked
            Wang (private): /my 2026-05
            bot → Wang: May 2026 Score 83.00 … K701
        """)


async def test_the_total_opens_its_working(tmp_path: Path) -> None:
    """Base, entries and place of a month; of a year the average of its months, and which did not count."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await book(branch, "Wang", "K701 x2 05-12 street cleaning")
        branch.clock.at += 25 * DAY
        await branch.play("""
            Wang (private): /my 2026-05
            bot → Wang: Score 86.00 … [❓ How the total is computed]
            Wang (private): [❓]
            bot → Wang: How May 2026 is computed May 2026: base 80.00 + entries +6.00 = 86.00 Place 1: 0 of 3 have more.
            Wang (private): [◀]
            bot → Wang: Score 86.00
            Wang (private): /my 2026-05..2026-06
            bot → Wang: Average score of the months 83.00
            Wang (private): [❓]
            bot → Wang: … entries +6.00 = 86.00 … entries +0.00 = 80.00 … 166.00 ÷ 2 months = 83.00 … Place 1
        """)


async def test_a_converted_total_opens_its_working(tmp_path: Path) -> None:
    """Lanshan: a sum without a base, converted by the best of the board."""
    async with english_branch(tmp_path, cast=CAST) as branch:
        appoint(branch, **LANSHAN_CHAIN)
        await book(branch, "Wang", "F1 x2 05-12 community", reviewers=ALL_LEVELS)
        await book(branch, "Zhao", "F1 05-12 community", reviewers=ALL_LEVELS)
        await branch.play("""
            Zhao (private): /my
            bot → Zhao: Total 0.50, converted 50.00
            Zhao (private): [❓]
            bot → Zhao: May 2026: entries +0.50 … Converted: 0.50 ÷ 1.00 (the best) × 100.00 = 50.00 … 1 of 5 has more.
        """)


async def test_what_was_taken_back_says_by_whose_act(tmp_path: Path) -> None:
    """An undo is the reviewer's own; otherwise a second person agreed."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        appoint(branch, deputy_secretary="Zhao")
        await book(branch, "Wang", "K701 05-12 cleaning")
        await branch.play("""
            Li (private): /adjust 1 the photo shows another day
            bot → Zhao: Li asks to take back what #1 booked … [✅ Take it back]
            Zhao (private): [✅ Take it back]
            Wang (private): /my
            bot → Wang: … −3.00 · takes back no. 1 … [1] [2]
            Wang (private): [1]
            bot → Wang: −3.00 … Takes back no. 1, as its exact negative: +3.00, booked May 13 … agreement of Zhao
        """)
        assert "Arithmetic" not in branch.people["Wang"].dm.texts[-1]
