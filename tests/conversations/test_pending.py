"""/pending, as a chat."""

from datetime import datetime, timedelta
from pathlib import Path

from tests.conversations.acts import appoint, english_branch
from tests.stage import DAY, ZONE, Stage


async def file(branch: Stage, name: str, *claims: str) -> None:
    """File claims with a photo each, and leave them waiting."""
    for claim in claims:
        await branch.people[name].photo(branch.chat, f"/claim {claim}")
        await branch.settled()


async def test_the_queue_is_answered_privately_oldest_first(tmp_path: Path) -> None:
    """Each line says what waits, for how many working days, and where."""
    async with english_branch(tmp_path, preset="sichuan", at=datetime(2026, 5, 20, 12, tzinfo=ZONE)) as branch:
        await file(branch, "Wang", "K701 x2 05-19 cleaning")
        branch.clock.at += 5 * DAY  # over a weekend, between two posts
        await file(branch, "Zhao", "K701 05-24 planting")
        await branch.play("""
            Li: /pending
            bot: nothing
            bot → Li: 2 claims wait for you … #1 Wang … +6.00 · for 3 working days … #2 Zhao … +3.00 · since today
            Zhao (private): /pending
            bot → Zhao: Nothing waits for you.
        """)


async def test_a_claim_opens_and_is_approved_in_place(tmp_path: Path) -> None:
    """The message becomes the claim, then the queue again with what was done; the card in the group follows."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await file(branch, "Wang", "K701 x2 05-12 cleaning")
        await branch.play("""
            Li (private): /pending
            bot → Li: 1 claim waits for you … [#1]
            Li (private): [#1]
            bot → Li: #1 … Wang … K701 … Note: cleaning … Waiting since today … [✅ Approve]
            Li (private): [✅]
            bot → Li: #1: approved. … Nothing waits for you.
            bot: #1 … Booked +6.00
        """)


async def test_several_are_approved_after_a_preview(tmp_path: Path) -> None:
    """Approving together asks once; each claim answers a line of its own."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await file(branch, "Wang", "K701 05-12 cleaning", "K701 05-11 planting", "K701 05-10 painting")
        await branch.play("""
            Li (private): /pending
            bot → Li: [✅ Approve these 3]
            Li (private): [✅ Approve these]
            bot → Li: Approve these 3 claims? … #1 … #2 … #3 … [✅ Yes, approve 3] [☑️ Choose]
            Li (private): [☑️ Choose]
            bot → Li: Tap the claims … [☑️ #1] [☑️ #2] [☑️ #3]
            Li (private): [☑️ #2]
            bot → Li: [☑️ #1] [⬜️ #2] [☑️ #3] [✅ Yes, approve 2]
            Li (private): [✅ Yes]
            bot → Li: #1: approved. #3: approved. … 1 claim waits for you … #2
        """)

        assert await branch.states() == ["approved", "in_review", "approved"]


async def test_a_preview_of_yesterday_approves_nothing(tmp_path: Path) -> None:
    """What changed in between is noticed: the button says so and nothing happens."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await file(branch, "Wang", "K701 05-12 cleaning", "K701 05-11 planting")
        await branch.play("""
            Li (private): /pending
            Li (private): [✅ Approve these]
            bot → Li: Approve these 2 claims?
            Wang (private): /withdraw 2
            Li (private): [✅ Yes] → toast: …
        """)

        assert await branch.states() == ["in_review", "withdrawn"]
        assert branch.people["Li"].toasts


async def test_files_are_shown_on_demand_to_the_reviewer(tmp_path: Path) -> None:
    """The evidence comes as files into the private chat."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await file(branch, "Wang", "K701 05-12 cleaning")
        await branch.play("""
            Li (private): /pending
            Li (private): [#1]
            Li (private): [🔎]
            bot → Li: Evidence of #1
        """)

        assert "photo" in branch.people["Li"].dm.from_bot[-1].json


async def test_a_changed_claim_is_looked_at_again_by_all(tmp_path: Path) -> None:
    """The second level returns it; what the first approved is dropped, and its buttons of then approve nothing."""
    cast = ("Li", "Wang", "Sun", "Zhou", "Qian")
    async with english_branch(tmp_path, cast=cast) as branch:
        appoint(branch, section_chief="Sun", deputy_leader="Zhou", main_leader="Qian")
        await file(branch, "Wang", "F1 05-12 cleaning")
        await branch.play("""
            Sun (private): /approve 1
            Zhou (private): /return 1 please show the place
            bot: #1 … Waiting for the claimant.
            Wang (private): [📎]
            Wang (private): photo "the place"
            bot: #1 … Next: section chief – Sun
            Zhou (private): /approve 1
            bot → Zhou: #1 is waiting for the section chief …
        """)

        assert branch.rows("SELECT level_no, chain FROM claims")[0][0] == 0


async def test_the_secretary_sees_how_reviewers_decide(tmp_path: Path) -> None:
    """Share, time and points of each, privately; a member does not."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await file(branch, "Wang", "K701 05-12 cleaning", "K701 x2 05-11 planting")
        branch.clock.at += timedelta(hours=3)
        await branch.play("""
            Li (private): /approve 1
            Li (private): /reject 2 not ours
            Li: /reviewers
            bot: nothing
            bot → Li: Reviewers of 第一党支部, 2026 … Li: 2 decisions, 50 % approved; … 3.0 hours, median 4.50
            Li (private): /reviewers 2026-04
            bot → Li: No claim was decided in that time.
            Wang (private): /reviewers
            bot → Wang: You do not have the right
        """)
