"""/session: the review session, from the tick list to the record."""

from pathlib import Path
from typing import Any

from tests.stage import Stage, a_branch

SICHUAN: dict[str, Any] = {"preset": "sichuan", "locale": "en", "cast": ("Li", "Wang", "Zhao", "Qian")}


async def claims(branch: Stage, *filed: tuple[str, str]) -> None:
    for name, text in filed:
        await branch.people[name].photo(branch.chat, f"/claim {text}")
        await branch.settled()


async def test_the_queue_is_walked_together_and_recorded(tmp_path: Path) -> None:
    """Approved, returned by a chip, rejected in own words, left for later; the minutes stand in the record."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await claims(
            branch,
            ("Wang", "K701 05-12 street cleaning"),
            ("Zhao", "K701 05-11 planting"),
            ("Qian", "K703 05-10 showcase"),
            ("Wang", "K703 05-09 stage"),
        )
        await branch.play("""
            Li (private): /session
            bot → Li: Review session of 第一党支部 … 1 so far … [☑️ Li] … [⬜ Wang] … [▶ Begin (4)]
            Li (private): [⬜ Wang]
            Li (private): [⬜ Qian]
            bot → Li: 3 so far … [☑️ Wang] [⬜ Zhao] [☑️ Qian]
            Li (private): [▶]
            bot → Li: 4 to go … #1 · Wang … Waiting … [✅ Approve] [↩️ Return] [❌ Reject] … [⏭ Later] [⏹ End]
            Li (private): [✅]
            bot → Li: #1: approved. … 3 to go … #2 · Zhao
            Li (private): [↩️]
            bot → Li: What is missing in #2 … [photo unclear] … [◀ Back to the card]
            Li (private): [◀ Back]
            bot → Li: 3 to go … #2 · Zhao
            Li (private): [↩️]
            Li (private): [photo unclear]
            bot → Li: #2: returned … 2 to go … #3 · Qian
            Li (private): [❌]
            Li (private): we were not there
            bot → Li: #3: not approved … 1 to go … #4 · Wang
            bot → Qian: #3 … we were not there
            Li (private): [⏭]
            bot → Li: #4: left for later … No card is left. Please write the minutes
            Li (private): Everybody spoke; Wang was praised
            bot → Li: Review session of 第一党支部, May 13 12:00 … Held by Li. Present (3): Li, Wang, and Qian
        """)
        record = branch.people["Li"].dm.texts[-1]

        assert "Approved: #1\nReturned: #2\nNot approved: #3\nLeft for later: #4" in record
        assert "Minutes: Everybody spoke; Wang was praised" in record
        assert await branch.states() == ["approved", "returned", "rejected", "in_review"]
        assert not any("praised" in text or "Review session" in text for text in branch.chat.texts)
        await branch.play("""
            Li (private): /session
            bot → Li: The last one was on Wed, May 13. … [📒 Last record]
            Li (private): [📒 Last record]
            bot → Li: Present (3) … Minutes: Everybody spoke
        """)


async def test_it_goes_on_where_it_stood_and_ends_when_one_wants(tmp_path: Path) -> None:
    """A meeting is interrupted: /session leads back to the card; ended early, the rest stays in the queue."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await claims(branch, ("Wang", "K701 05-12 street cleaning"), ("Zhao", "K701 05-11 planting"))
        await branch.play("""
            Li (private): 评审会
            Li (private): [▶]
            Li (private): /session
            bot → Li: 2 to go … #1 · Wang
            Li (private): [⏹]
            bot → Li: 2 cards stay in the queue … [📒 Close without minutes] … [◀ Back
            Li (private): photo ""
            bot → Li: Please write it in a few words
            Li (private): [📒]
            bot → Li: Present (1): Li … No card was walked through.
            Li (private): /pending
            bot → Li: 2 claims wait for you
        """)


async def test_a_card_decided_elsewhere_is_not_decided_twice(tmp_path: Path) -> None:
    """The deputy approves in the meantime; the session's button is stale and the walk goes on."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await claims(branch, ("Wang", "K701 05-12 street cleaning"), ("Zhao", "K701 05-11 planting"))
        await branch.play("""
            Li (private): /session
            Li (private): [▶]
        """)
        card = branch.people["Li"].dm.with_button("⏹")
        await branch.play("""
            Li (private): /approve 1
        """)
        await branch.people["Li"].press(card, "✅")
        await branch.settled()
        await branch.play("""
            Li (private): /session
            bot → Li: 1 to go … #2 · Zhao
        """)

        assert branch.rows("SELECT count(*) FROM ledger") == [(1,)]
        assert branch.rows("SELECT count(*) FROM session_cards") == [(0,)]


async def test_a_session_needs_the_secretary_and_somebody_present(tmp_path: Path) -> None:
    """Members cannot hold it; in the group it opens the private chat; cancelled, it leaves nothing."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.play("""
            Wang (private): /session
            bot → Wang: branch secretary
            Li: /session
            bot: for your eyes only
            Li (private): /session
            Li (private): [☑️ Li]
            Li (private): [▶] → toast: Nobody is ticked
            Li (private): [🗑 Cancel]
            bot → Li: Cancelled.
        """)

        assert branch.rows("SELECT state FROM review_sessions") == [("cancelled",)]


async def test_who_took_part_in_todays_act_is_ticked_already(tmp_path: Path) -> None:
    """The session follows the theme day; its list is the beginning of this one."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.play("""
            Li: /activity K701 theme day
            Zhao: [🙋]
            Li (private): /session
            bot → Li: 2 so far … [☑️ Li] … [⬜ Wang] … [☑️ Zhao]
        """)
