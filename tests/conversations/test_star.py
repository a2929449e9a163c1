"""/star as chats: a branch rates itself, the committee appraises, candidates are reviewed, the result is laid open."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

from tests.conversations.acts import appoint, english_branch, write
from tests.stage import ZONE, Stage

CAST = ("Li", "Wang", "Zhao", "Sun", "Zhou", "Wu")
DECEMBER = datetime(2026, 12, 1, 12, 0, tzinfo=ZONE)


@asynccontextmanager
async def a_committee(tmp_path: Path, *, domain: str = "rural") -> AsyncIterator[Stage]:
    """Wang answers for the branch, Zhou appraises for the committee, Wu reviews on site; Li administers."""
    async with english_branch(tmp_path, cast=CAST, at=DECEMBER) as branch:
        write(branch, "UPDATE grants SET role = 'member' WHERE role = 'secretary'")
        appoint(branch, secretary="Wang", committee_reviewer="Zhou", municipal_reviewer="Wu")
        write(branch, "UPDATE orgs SET domain = :domain WHERE kind = 'branch'", domain=domain)
        yield branch


async def rate_all(branch: Stage, percent: str) -> None:
    """Wang gives every indicator the same percentage."""
    for _ in range(25):
        await branch.people["Wang"].press(branch.people["Wang"].dm, percent)
        await branch.settled()


async def appraised(branch: Stage, percent: str, score: str) -> None:
    """The round is open, the branch has rated itself so, and the appraisal scored so."""
    await branch.play("""
        Zhou (private): /star open 2026
        bot → Wang: ⭐ The star rating of 2026 is open.
        Wang (private): [⭐ Rate the branch]
    """)
    await rate_all(branch, percent)
    await branch.play(f"""
        Wang (private): [📨 Submit to the committee]
        bot → Zhou: has rated itself
        Zhou (private): [⭐ Open it]
        Zhou (private): [🧮 Appraisal score]
        Zhou (private): {score}
        Zhou (private): [✅ End the appraisal]
    """)


async def test_a_branch_rates_itself_step_by_step_and_may_stop_and_go_on(tmp_path: Path) -> None:
    """25 steps; what was chosen is kept at once; the sheet is handed over only when it is whole (F2, 5.17)."""
    async with a_committee(tmp_path) as branch:
        await branch.play("""
            Wang: /star
            bot: This is for your eyes only.
            Wang (private): /star
            bot → Wang: ⭐ 第一党支部 has no star in force. No rating waits for you.
            Wang (private): /star open 2026
            bot → Wang: You do not have the right to do this: the committee reviewer can.
            Zhou (private): /star open 2020
            bot → Zhou: A rating is opened for 2025 or 2026.
            Zhou (private): /star open 2026
            bot → Zhou: 📋 Star rating 2026 … running Branches: 1 (1 rating itself)
            bot → Wang: ⭐ The star rating of 2026 is open. Please rate 第一党支部 by Thu, Dec 31: 25 indicators
            Wang (private): [⭐ Rate the branch]
            bot → Wang: Self-rating 1/25 Committee | B1 Committee structure (4 points)
            Wang (private): [80%]
            bot → Wang: Self-rating 2/25 Committee | B2 Secretary performance (5 points)
            Wang (private): [✏️ Exactly]
            bot → Wang: How far is it met?
            Wang (private): 101
            bot → Wang: “101” is not a whole number from 0 to 100.
            Wang (private): 85
            bot → Wang: Self-rating 3/25
            Wang (private): [💾 Keep, go on later]
            bot → Wang: ⭐ 第一党支部 · 2026 · rating itself Focus of the role … rural revitalisation [⭐ Go on (2/25)]
            Wang (private): /star
            Wang (private): [⭐ Rate 第一党支部 (2/25]
            bot → Wang: Self-rating 3/25
            Wang (private): [◀ Previous]
            bot → Wang: Self-rating 2/25 … Chosen: 85 percent.
            Zhou (private): /star open 2026
            bot → Zhou: The star rating of 2026 is open already.
        """)


async def test_from_the_own_rating_to_stars_in_force(tmp_path: Path) -> None:
    """90 points after a deduction: a candidate is reviewed on site; one branch of one is above 30 percent of one."""
    async with a_committee(tmp_path) as branch:
        await branch.play("""
            Zhou (private): /star open 2026
            Wang (private): [⭐ Rate the branch]
        """)
        await rate_all(branch, "100%")
        await branch.play("""
            Wang (private): [📨 Submit to the committee]
            bot → Zhou: ⭐ 第一党支部 has rated itself: 100.00.
            Zhou (private): [⭐ Open it]
            bot → Zhou: Own rating: 100.00, by that alone ★★★★★ … As the committee found it: 100.00 (role 40.00)
            Zhou (private): [🔎 Go through the sheet]
            bot → Zhou: Appraisal 1/25 … The branch says 100 percent.
            Zhou (private): [80%]
            bot → Zhou: Appraisal 2/25
            Zhou (private): [💾 Keep, go on later]
            bot → Zhou: As the committee found it: 99.20 (role 40.00)
            Zhou (private): [➖ Deduct]
            Zhou (private): 2
            bot → Zhou: Please write it in a few words
            Zhou (private): 2 minutes of two meetings are missing
            bot → Zhou: Deducted: 2.00 – minutes of two meetings are missing
            Zhou (private): [🧮 Appraisal score]
            Zhou (private): 92.5
            bot → Zhou: (sheet 99.20 − deducted 2.00) × 0.70 + appraisal 92.50 × 0.30 = 95.79
            Zhou (private): [✅ End the appraisal]
            bot → Zhou: review on site
            bot → Wu: ⭐ 第一党支部 would have five stars (95.79). Please review it on site
            bot → Wang: ⭐ 第一党支部 was appraised by Zhou: 95.79 points
            Wu (private): [⭐ Open it]
            Wu (private): [❌ Cancel five stars]
            bot → Wu: Why are five stars cancelled?
            Wu (private): the venue is closed
            bot → Wang: ⭐ 第一党支部: the review on site cancelled five stars. Reason: the venue is closed
            Zhou (private): /star
            Zhou (private): [📋]
            bot → Zhou: Five stars: 0 of at most 0 (30 percent of 1 decided). … 1. 第一党支部 · decided · 95.79 · ★★★★☆
            Zhou (private): [📢 Lay open]
            bot: ⭐ Star rating of 2026: 第一党支部 ★★★★☆ Publicity until Tue, Dec 8, 24:00. … [✋ Object]
            bot → Wang: five stars cancelled by the review on site … = 95.79
            Zhou (private): [🗂 File]   → toast: The publicity runs until
        """)
        assert all("venue" not in message.text for message in branch.chat.from_bot)
        await branch.move_to(branch.clock.at + timedelta(days=8))
        await branch.play("""
            Zhou (private): [🗂 File]
            bot: ⭐ The star rating of 2026 is filed: 第一党支部 ★★★★☆, in force from January 2027.
            Wang (private): /star
            bot → Wang: has no star in force. ★★★★☆ from January 2027
        """)
        await branch.move_to(datetime(2027, 1, 11, 12, tzinfo=ZONE))
        await branch.play("""
            Wang (private): /star
            bot → Wang: ⭐ 第一党支部: ★★★★☆ in force.
            Zhou (private): /star subsidies 2027-01
            bot → Zhou: 💰 Star subsidies of … Wang · ★★★★☆ · 400.00 Lines: 1, together 400.00 yuan. Computed as of
            Zhou (private): [✅ Confirm the list]
            bot → Zhou: Confirmed.
            Zhou (private): /star subsidies 2027-01
            bot → Zhou: Confirmed.
        """)
        assert branch.rows("SELECT month, kind, star, amount FROM subsidies") == [("2027-01", "monthly", 4, 40000)]


async def test_who_has_a_part_in_a_rating_does_not_judge_it(tmp_path: Path) -> None:
    """Four eyes: the secretary does not appraise the own branch, the appraiser does not review it on site."""
    async with a_committee(tmp_path) as branch:
        appoint(branch, municipal_reviewer="Zhou")
        await appraised(branch, "100%", "95")
        await branch.play("""
            Zhou (private): /star
            bot → Zhou: [📋
            Wu (private): [⭐ Open it]
            Wu (private): [✅ Keep five stars]
            bot → Wang: the review on site keeps five stars
        """)
        assert branch.rows("SELECT state, verdict FROM ratings") == [("decided", "keep")]


async def test_an_objection_is_answered_by_somebody_without_a_part_before_the_rating_is_filed(tmp_path: Path) -> None:
    """In the group only the stars; the words, the answer and the correction's reason go to those concerned."""
    async with a_committee(tmp_path) as branch:
        await appraised(branch, "80%", "70")
        await branch.play("""
            Zhou (private): /star
            Zhou (private): [📋]
            Zhou (private): [📢 Lay open]
            bot: ⭐ Star rating of 2026: 第一党支部 ★★★☆☆
            Zhao: [✋ Object]
            bot → Zhao: What do you see otherwise?
            Zhao (private): two lectures were not counted
            bot → Zhao: ✋ Your objection is with those who handle it.
            bot → Wu: ✋ Zhao objects to the rating of 第一党支部: two lectures were not counted
        """)
        branch.clock.at += timedelta(days=9)
        await branch.play("""
            Zhou (private): [🗂 File]   → toast: Objections that nobody answered yet: 1.
            Wu (private): [⭐ Answer it]
            bot → Wu: “two lectures were not counted” Please answer in your own words.
            Wu (private): 5 they count
            bot → Wu: Not more than 0 branches can have five stars.
            Wu (private): 4 they count
            bot → Wu: Answered; who objected was told.
            bot: ⭐ Star rating of 2026, corrected after an objection: 第一党支部 ★★★★☆
            bot → Zhao: was upheld by Wu: it is ★★★★☆ now. they count
            Zhou (private): [🗂 File]
            bot: is filed: 第一党支部 ★★★★☆
        """)
        assert all("lectures" not in message.text for message in branch.chat.from_bot)


async def test_a_finding_bars_by_the_sheet_under_which_the_branches_are_rated(tmp_path: Path) -> None:
    """A round keeps its sheet (2.2-13): the newest preset may know other classes, findings go by the round's."""
    async with a_committee(tmp_path) as branch:
        [(code,)] = branch.rows("SELECT code FROM orgs WHERE kind = 'branch'")
        await branch.play("Zhou (private): /star open 2026")
        [(sheet,)] = branch.rows("SELECT sheet FROM star_rounds")
        frozen = json.loads(sheet) | {"veto_max_star": 3}
        frozen["vetoes"] = {"V1": frozen["vetoes"]["V1"]}
        branch.write(f"UPDATE star_rounds SET sheet = '{json.dumps(frozen, ensure_ascii=False)}'")
        await branch.play(f"""
            Zhou (private): /star veto {code} V2 2026-17 2026-05-12 something
            bot → Zhou: There is no class V2.
            Zhou (private): /star veto {code} V1 2026-17 2026-05-12 a confirmed violation
            bot → Zhou: ⛔ Finding №1 · 第一党支部: at most ★★★☆☆
        """)


async def test_a_finding_counts_when_a_second_person_confirmed_it_and_stays_private(tmp_path: Path) -> None:
    """A veto leaves at most four stars; nothing of it stands in the group (F6, 2.2-15)."""
    async with a_committee(tmp_path) as branch:
        [(code,)] = branch.rows("SELECT code FROM orgs WHERE kind = 'branch'")
        await branch.play(f"""
            Zhou (private): /star veto {code} V9 2026-17 2026-05-12 something
            bot → Zhou: There is no class V9.
            Zhou (private): /star veto {code} V1
            bot → Zhou: A finding needs a class
            Zhou (private): /star veto {code} V1 2026-17 2026-05-12 a confirmed violation
            bot → Zhou: ⛔ Finding №1 · 第一党支部: at most ★★★★☆ … It counts for nothing yet
            bot → Wu: ⛔ Finding №1 … Document 2026-17 of Tue, May 12 a confirmed violation Entered by Zhou
            Wu (private): [✅ Confirm]
            bot → Wang: Confirmed by Wu. It bars more stars in the rating until it is lifted.
            Wang (private): [💬 Explain]
            Wang (private): the person has left the committee
            bot → Zhou: 💬 Wang explains for 第一党支部: the person has left the committee
        """)
        await appraised(branch, "100%", "95")
        assert branch.rows("SELECT state FROM ratings") == [("decided",)]  # no candidate: nothing to review on site
        await branch.play("""
            Zhou (private): /star
            Zhou (private): [📋]
            Zhou (private): [📢 Lay open]
            bot: ⭐ Star rating of 2026: 第一党支部 ★★★★☆
            bot → Wang: limited by a confirmed finding
        """)
        assert all("violation" not in m.text and "finding" not in m.text.lower() for m in branch.chat.from_bot)


async def test_a_demotion_hears_the_branch_first_and_acts_from_the_next_month(tmp_path: Path) -> None:
    """Entered, confirmed, heard, taken; the group reads the star in force without a reason (F13)."""
    async with a_committee(tmp_path) as branch:
        await appraised(branch, "80%", "90")
        await branch.play("""
            Zhou (private): /star
            Zhou (private): [📋]
            Zhou (private): [📢 Lay open]
        """)
        branch.clock.at += timedelta(days=9)
        [(code,)] = branch.rows("SELECT code FROM orgs WHERE kind = 'branch'")
        await branch.play(f"""
            Zhou (private): [🗂 File]
            bot: ⭐ The star rating of 2026 is filed: 第一党支部 ★★★★☆, in force from January 2027.
            Zhou (private): /star demote {code} 2 2026-40 2026-12-09 found by an inspection
            Wu (private): [✅ Confirm]
            bot → Wang: Before stars are taken we want to hear you, until
            Wang (private): [💬 Explain]
            Wang (private): it is being mended
            Zhou (private): [📉 Take the stars]
            bot: ⭐ 第一党支部: ★★☆☆☆ in force from January 2027.
        """)
        assert branch.rows("SELECT star, month FROM stars ORDER BY id") == [(4, "2027-01"), (2, "2027-01")]
        assert all("inspection" not in message.text for message in branch.chat.from_bot)
