"""Objections: who may make them when, who handles them, what becomes of them, and that nobody else hears of it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.conversations.acts import appoint, english_branch, write
from tests.conversations.test_close import periods, publicities
from tests.stage import ZONE, Stage

NOTICE = "2026-06-08T09:00"
AFTER = "2026-06-12T09:00"
CAST = ("Li", "Wang", "Zhao", "Sun", "Zhou")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@asynccontextmanager
async def laid_open(tmp_path: Path, **how: Any) -> AsyncIterator[Stage]:
    """May is laid open: Li did not approve Wang's #1 and approved Zhao's #2; Sun is deputy, Zhou reviews above."""
    async with english_branch(tmp_path, preset="sichuan", cast=CAST, **how) as branch:
        appoint(branch, deputy_secretary="Sun")
        write(
            branch,
            "INSERT INTO grants (person_id, org_id, role, granted_at) SELECT p.id, o.parent_id, 'committee_reviewer', "
            "p.created_at FROM persons p, orgs o WHERE p.name = 'Zhou' AND o.kind = 'branch'",
        )
        await branch.play("""
            Wang: photo "/claim K701 x2 05-11 swept the yard"
            bot: #1
            Li (private): /reject 1 the photo shows nobody
            Zhao: photo "/claim K701 05-12 planting"
            bot: #2
            Li (private): /approve 2
        """)
        await branch.move_to(at(NOTICE))
        yield branch


def appeals(branch: Stage) -> list[tuple[Any, ...]]:
    """Answer number, target, state, level, outcome and handler of every objection."""
    rows = branch.rows(
        "SELECT a.id, a.target, a.state, a.level, a.outcome, p.name FROM appeals a "
        "LEFT JOIN persons p ON p.id = a.handler_id ORDER BY a.id"
    )
    return [tuple(row) for row in rows]


def entries(branch: Stage) -> list[tuple[Any, ...]]:
    sql = "SELECT kind, points, period, ref_period, claim_id FROM ledger ORDER BY id"
    return [tuple(row) for row in branch.rows(sql)]


async def object_to_one(branch: Stage, *words: str) -> None:
    """Wang objects to #1 in private, through the button under the notice."""
    said = " ".join(words) or "you see me left of the gate"
    await branch.play(f"""
        Wang: [✋] → toast: I send it to you privately.
        bot: nothing
        bot → Wang: ✋ Objections to May 2026 are open until Thu, Jun 11 … [#1 … not approved] … [Total … [Place]
        Wang (private): [#1]
        bot → Wang: ✋ #1 … not approved … Please write what you see otherwise
        Wang (private): photo "{said}"
    """)


async def test_an_upheld_objection_is_booked_in_the_open_month_and_nobody_hears_of_it(tmp_path: Path) -> None:
    """From the notice to the ledger: filed, handled by somebody else, upheld with a reason, concluded as a number."""
    async with laid_open(tmp_path) as branch:
        await object_to_one(branch)
        await branch.play("""
            bot → Wang: ⚖️ S001 · #1 … Handled by deputy secretary Sun … by Mon, Jun 15 … [📎 … [🗑 Withdraw]
            bot → Sun: ⚖️ S001 … Wang: you see me left … Li … not approved. the photo shows … [✅ Uphold] [❌ … [☑️
            Sun (private): [✅]
            bot → Sun: You uphold S001: +6.00 is booked in the open month
            Sun (private): he is there indeed
            bot → Sun: S001 is decided; Wang was told.
            bot → Wang: … Decided by Sun … upheld. Booked: +6.00 in June 2026, for May 2026. Reason: he is there … [👍
            bot: #1 … Booked +6.00 for June 2026
        """)
        assert entries(branch)[-1] == ("adjust", 600, "2026-06", "2026-05", 1)
        assert appeals(branch) == [(1, "claim", "decided", 1, "upheld", "Sun")]
        assert publicities(branch) == [("2026-05", "running")]
        await branch.play("""
            Wang (private): [👍] → toast: S001 is closed.
        """)
        assert appeals(branch)[0][2] == "final"

        await branch.move_to(at(AFTER))
        assert periods(branch) == [("2026-05", "closed")]
        texts = [message.text for message in branch.chat.from_bot]
        assert sum("✅ The publicity of May 2026 is over; 1 objection was handled (1 upheld)." in t for t in texts) == 1
        assert publicities(branch) == [("2026-05", "announced")]
        for message in branch.chat.from_bot:
            assert not any(
                word in message.text for word in ("S001", "left of the gate", "there indeed", "shows nobody")
            )
        await branch.play("""
            Li (private): /verify
            bot → Li: … 2 entries
        """)


async def test_a_month_stays_open_while_an_objection_waits(tmp_path: Path) -> None:
    """Its window is over, the group hears a number; the decision closes it at once."""
    async with laid_open(tmp_path) as branch:
        await object_to_one(branch)
        assert publicities(branch) == [("2026-05", "objections_open")]
        await branch.play("""
            Li (private): /close 2026-05
            bot → Li: … waiting for objections to be decided … ❌ 1 objection waits for its decision.
        """)
        await branch.move_to(at("2026-06-16T09:00"))
        assert periods(branch) == [("2026-05", "publicity")]
        assert (
            "⏳ The publicity of May 2026 is over; 1 objection is still being handled" in branch.chat.from_bot[-1].text
        )

        await branch.play("""
            Sun (private): [❌]
            bot → Sun: Why is S001 not upheld?
            Sun (private): nobody is to be seen
            bot → Wang: … not upheld. Nothing is booked. Reason: nobody is to be seen … Until Wed, Jun 24 you can ask
        """)
        assert periods(branch) == [("2026-05", "closed")]
        assert entries(branch) == [("award", 300, "2026-05", None, 2)]


async def test_a_second_review_goes_one_level_up_and_is_final(tmp_path: Path) -> None:
    """Neither the reviewer nor the first handler decides again; the whole file goes along."""
    async with laid_open(tmp_path) as branch:
        await object_to_one(branch)
        await branch.play("""
            Sun (private): [❌]
            Sun (private): nobody is to be seen
            Wang (private): [⬆️] → toast: S001 goes one level up.
            bot → Wang: … in second review … Handled by committee reviewer Zhou
            bot → Zhou: ⚖️ S001 … Decided by Sun … not upheld … nobody is to be seen … [✅ Uphold]
            Zhou (private): [☑️]
            bot → Zhou: How many of the 6.00 points of S001 are given
            Zhou (private): half of it
            bot → Zhou: Please begin with the points that S001 changes
            Zhou (private): 6 all
            bot → Zhou: A part of S001 is more than 0 and less than 6.00.
            Zhou (private): +3 one of two is shown
            bot → Wang: … decided for good … upheld in part. Booked: +3.00 in June 2026 … one of two … is final.
        """)
        assert entries(branch)[-1] == ("adjust", 300, "2026-06", "2026-05", None)
        assert appeals(branch) == [(1, "claim", "final", 2, "partly", "Zhou")]
        assert await branch.states() == ["rejected", "approved"]


async def test_what_was_given_in_part_counts_for_the_second_review(tmp_path: Path) -> None:
    """Upheld one level up, the rest is booked: together never more than was asked for."""
    async with laid_open(tmp_path) as branch:
        await object_to_one(branch)
        await branch.play("""
            Sun (private): [☑️]
            Sun (private): 2.5 partly
            Wang (private): [⬆️]
            Zhou (private): [✅]
            bot → Zhou: You uphold S001: +3.50 is booked
            Zhou (private): all of it
            bot → Wang: … Booked: +2.50 in June 2026 … Booked: +3.50 in June 2026
        """)
        assert await branch.total("Wang") == 6


async def test_who_decided_never_handles_and_others_know_of_nothing(tmp_path: Path) -> None:
    """2.2-11: the reviewer of the claim is no handler; a stranger's number is not admitted to exist."""
    async with laid_open(tmp_path) as branch:
        await object_to_one(branch)
        await branch.play("""
            Li (private): /appeal S1
            bot → Li: There is no objection S001 of yours.
            Zhao (private): /appeal S001
            bot → Zhao: There is no objection S001 of yours.
            Sun (private): /appeal
            bot → Sun: These wait for your decision: • S001 … being handled … [S001]
            Wang (private): /appeal #1
            bot → Wang: You have objected to this already: S001 is being handled.
            Zhao (private): /appeal 1
            bot → Zhao: There is no claim #1 here.
        """)
        assert not any("S001" in message.text for message in branch.people["Li"].dm.from_bot[:-1])


async def test_objections_are_made_while_the_window_is_open(tmp_path: Path) -> None:
    """Not before the notice, not after the last day's end; and what is not decided cannot be objected to."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await branch.play("""
            Wang: photo "/claim K701 05-11 swept the yard"
            bot: #1
            Wang (private): /appeal
            bot → Wang: Nothing is laid open right now
            Wang (private): /appeal 2026-05
            bot → Wang: May 2026 is not laid open yet
            Wang (private): /appeal 1
            bot → Wang: #1 is not decided
        """)
        await branch.move_to(at(NOTICE))
        branch.clock.at = at("2026-06-11T23:59")
        await branch.play("""
            Wang (private): 申诉 2026-05
            bot → Wang: ✋ Objections to May 2026 are open
        """)
        branch.clock.at = at("2026-06-12T00:00")
        await branch.play("""
            Wang (private): [Total]
            bot → Wang: nothing
            Wang (private): /appeal 2026-05
            bot → Wang: Objections to May 2026 were open until Thu, Jun 11, 2026, 24:00.
        """)
        assert appeals(branch) == []


async def test_in_a_group_it_does_nothing_but_open_the_private_chat(tmp_path: Path) -> None:
    """2.3-8: not even the number is taken up; who never started the bot finds the page behind the door."""
    async with laid_open(tmp_path) as branch:
        await branch.play("""
            Wang: /appeal 1 you are wrong
            bot: This is for your eyes only.
            bot → Wang: nothing
            Wang: [Open private chat]
            bot → Wang: ✋ Objections to May 2026 are open
        """)
        assert appeals(branch) == []


async def test_where_nobody_is_left_it_waits_and_is_handled_once_somebody_is_appointed(tmp_path: Path) -> None:
    """The secretary hears which office is missing, never what it is about."""
    async with english_branch(tmp_path, preset="sichuan", cast=("Li", "Wang", "Zhao")) as branch:
        await branch.play("""
            Wang: photo "/claim K701 x2 05-11 swept the yard"
            Li (private): /reject 1 no
        """)
        await branch.move_to(at(NOTICE))
        await branch.play("""
            Wang (private): /appeal 1
            Wang (private): I was there
            bot → Wang: ⚖️ S001 … waiting for somebody to handle it … Nobody is left to handle it.
            bot → Li: ⚖️ An objection in 第一党支部 waits for somebody … /grant deputy_secretary NAME
            Li: /grant deputy_secretary Zhao
            bot → Zhao: ⚖️ S001 … I was there … [✅ Uphold]
            bot → Wang: … Handled by deputy secretary Zhao
        """)
        assert appeals(branch) == [(1, "claim", "accepted", 1, None, "Zhao")]
        assert "swept" not in "".join(
            message.text for message in branch.people["Li"].dm.from_bot if "⚖️" in message.text
        )


async def test_a_deduction_that_was_wrong_is_taken_back_whole(tmp_path: Path) -> None:
    """Upheld: the exact negative; the line is marked in /my while it is handled, and tells afterwards why."""
    async with english_branch(tmp_path, preset="sichuan", cast=CAST) as branch:
        appoint(branch, ledger_keeper="Zhao", deputy_secretary="Sun")
        await branch.play("""
            Zhao (private): /deduct Wang K104 05-12 missed the meeting
            Li (private): /approve 1
        """)
        await branch.move_to(at(NOTICE))
        await branch.play("""
            Wang (private): /appeal
            bot → Wang: … [#1 …] …
            Wang (private): [#1]
            Wang (private): I had leave that day
            bot → Sun: … I had leave that day
            Wang (private): /my 2026-05
            bot → Wang: … ⚖️ objection S001 is being handled
            Sun (private): [✅]
            bot → Sun: You uphold S001: +
            Sun (private): the leave was registered
            bot → Wang: … upheld. Booked: + … for May 2026
        """)
        [(kind, points, period, _, claim), reversal] = entries(branch)
        assert (kind, period, claim) == ("deduct", "2026-05", 1)
        assert reversal == ("reversal", -points, "2026-06", "2026-05", 1)
        assert await branch.states() == ["voided"]
        await branch.play("""
            Wang (private): /my 2026-06
            Wang (private): [1]
            bot → Wang: … After objection S001: upheld. the leave was registered
            Li (private): /ledger 2026-06
        """)
        assert not any("leave was registered" in message.text for message in branch.people["Li"].dm.from_bot)


async def test_a_total_is_corrected_by_the_points_that_its_handler_names(tmp_path: Path) -> None:
    """No single line is meant: the handler says how many points, 0 for none."""
    async with laid_open(tmp_path) as branch:
        await branch.play("""
            Zhao (private): /appeal 2026-05
            Zhao (private): [Total]
            Zhao (private): the reading club is missing
            bot → Zhao: ⚖️ S001 · the total of May 2026: being handled
            Zhao (private): /my 2026-05
            bot → Zhao: … ⚖️ Your objection S001 to May 2026 is being handled.
            Sun (private): [✅]
            bot → Sun: How many points does S001 change, and why?
            Sun (private): +1.5 it took place
            bot → Zhao: … upheld. Booked: +1.50 in June 2026, for May 2026.
            Zhao (private): /appeal
            bot → Zhao: … Your objections: • S001 … decided …
            Zhao (private): [Place]
            Zhao (private): I should be first
            Sun (private): [✅]
            Sun (private): 0 the places follow from the points
            bot → Zhao: … Nothing is booked. Reason: the places follow
        """)
        assert entries(branch)[-1] == ("adjust", 150, "2026-06", "2026-05", None)
        assert [one[4] for one in appeals(branch)] == ["upheld", "upheld"]


async def test_it_is_withdrawn_or_added_to_while_it_waits(tmp_path: Path) -> None:
    """📎 brings words and files to who handles it; 🗑 ends it, and the month closes."""
    async with laid_open(tmp_path) as branch:
        await object_to_one(branch)
        await branch.play("""
            Wang (private): [📎]
            bot → Wang: Please send the words or the photo for S001
            Wang (private): the man with the broom
            bot → Wang: 📎 Added to S001.
            bot → Sun: … Added by Wang: the man with the broom
            Wang (private): [📎]
            Wang (private): photo ""
            bot → Wang: 📎 Added to S001.
            bot → Sun: S001: 1 file of Wang
            Wang (private): [🗑] → toast: S001 is withdrawn.
            bot → Sun: ⚖️ S001 … withdrawn
        """)
        assert appeals(branch)[0][2] == "withdrawn"
        assert publicities(branch) == [("2026-05", "running")]
        await branch.move_to(at(AFTER))
        assert periods(branch) == [("2026-05", "closed")]
        await branch.move_to(at("2026-06-16T09:00"))
        assert any("nobody objected" in message.text for message in branch.chat.from_bot)


async def test_an_album_goes_with_an_objection_whole(tmp_path: Path) -> None:
    """Its caption files; the other parts come by themselves and are no claims."""
    async with laid_open(tmp_path) as branch:
        await branch.play("""
            Wang (private): /appeal 1
            Wang (private): album 3 "look at all of them"
            bot → Sun: S001: 1 file of #1
        """)
        await branch.settled()
        assert branch.rows("SELECT count(*) FROM appeal_evidence")[0][0] == 3
        assert len(appeals(branch)) == 1
        assert "which item" not in branch.people["Wang"].dm.from_bot[-1].text


async def test_a_decision_that_nobody_contests_is_final_after_five_working_days(tmp_path: Path) -> None:
    """The day after the last; then a second review is refused."""
    async with laid_open(tmp_path) as branch:
        await object_to_one(branch)
        await branch.play("""
            Sun (private): [❌]
            Sun (private): no
            bot → Wang: … Until Mon, Jun 15 you can ask
        """)
        decided = branch.people["Wang"].dm.with_button("⬆️")
        await branch.move_to(at("2026-06-15T20:00"))
        assert appeals(branch)[0][2] == "decided"
        await branch.move_to(at("2026-06-16T07:00"))
        assert appeals(branch)[0][2] == "decided"
        await branch.move_to(at("2026-06-16T08:00"))
        assert appeals(branch)[0][2] == "final"
        assert "This decision is final." in decided.text


async def test_a_late_decision_is_told_one_level_up_once(tmp_path: Path) -> None:
    """The number and the day, never the words; outside the quiet hours."""
    async with laid_open(tmp_path) as branch:
        await object_to_one(branch)
        for moment in ("2026-06-16T07:59", "2026-06-16T09:30", "2026-06-16T10:00", "2026-06-17T09:00"):
            await branch.move_to(at(moment))
            told = [
                m for m in branch.people["Zhou"].dm.from_bot if "was to be decided by Mon, Jun 15, by Sun" in m.text
            ]
            assert len(told) == (0 if moment.endswith("07:59") else 1)
        assert "left of the gate" not in "".join(message.text for message in branch.people["Zhou"].dm.from_bot)


async def test_a_press_on_an_old_letter_changes_nothing(tmp_path: Path) -> None:
    """Two handlers' presses, a withdrawal in between: the second loses politely (2.2-9)."""
    async with laid_open(tmp_path) as branch:
        await object_to_one(branch)
        await branch.play("""
            Sun (private): [✅]
            Wang (private): [🗑]
            Sun (private): too late
            bot → Sun: S001 is withdrawn, so this is not possible any more.
        """)
        assert entries(branch) == [("award", 300, "2026-05", None, 2)]


@pytest.mark.parametrize(
    ("locale", "receipt", "outcome"),
    [
        ("zh_Hans", "⚖️ S001", "采纳"),
        ("zh_Hant", "⚖️ S001", "採納"),
    ],
)
async def test_objections_speak_chinese(tmp_path: Path, locale: str, receipt: str, outcome: str) -> None:
    """The whole way in both scripts."""
    async with laid_open(tmp_path) as branch:
        write(branch, "UPDATE persons SET lang = :lang", lang=locale)
        await branch.play("""
            Wang (private): /appeal 1
            Wang (private): 照片左侧是我
            Sun (private): [✅]
            Sun (private): 情况属实
        """)
        texts = [message.text for message in branch.people["Wang"].dm.from_bot]
        assert receipt in texts[-2]
        assert outcome in texts[-1]
        assert "情况属实" in texts[-1]
