"""/round as chats: a round is opened, people and branches enter, judges mark, ties are decided, winners laid open."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

from tests.conversations.acts import appoint, english_branch, write
from tests.stage import ZONE, Stage

CAST = ("Li", "Wang", "Zhao", "Sun", "Zhou", "Wu", "Qian")
NOVEMBER = datetime(2026, 11, 10, 12, 0, tzinfo=ZONE)


@asynccontextmanager
async def a_committee(tmp_path: Path) -> AsyncIterator[Stage]:
    """Wang answers for the branch, Zhou conducts for the committee, Wu judges; Li administers."""
    async with english_branch(tmp_path, cast=CAST, at=NOVEMBER) as branch:
        write(branch, "UPDATE grants SET role = 'member' WHERE role = 'secretary'")
        appoint(branch, secretary="Wang", committee_reviewer="Zhou")
        for judge in ("Wu", "Qian", "Li"):  # they judge for the committee, and belong to no branch of it
            appoint(branch, judge=judge)
            write(
                branch,
                "UPDATE memberships SET state = 'ended' WHERE person_id = (SELECT id FROM persons WHERE name = :name)",
                name=judge,
            )
        write(
            branch,
            "UPDATE grants SET org_id = (SELECT parent_id FROM orgs WHERE kind = 'branch') "
            "WHERE role IN ('judge', 'committee_reviewer')",
        )
        yield branch


def states(branch: Stage) -> list[tuple[str, str]]:
    return [
        tuple(row)
        for row in branch.rows(
            "SELECT p.name, e.state FROM award_entries e JOIN persons p ON p.id = e.person_id ORDER BY e.id"
        )
    ]


async def test_ten_percent_of_the_members_are_named_by_the_committee_with_a_reason(tmp_path: Path) -> None:
    """Four serving members give no place, five one: half up of ten percent; who is chosen needs a reason (J3, 3.12)."""
    async with a_committee(tmp_path) as branch:
        for name in ("Wu", "Qian"):
            write(
                branch,
                "UPDATE memberships SET state = 'active' WHERE person_id = (SELECT id FROM persons WHERE name = :name)",
                name=name,
            )
        await branch.play("""
            Wang: /round
            bot: This is for your eyes only.
            Wang (private): /round
            bot → Wang: 🏆 Awards No round of awards runs for you.
            Zhou (private): /round open nonsense 2026
            bot → Zhou: There is no award nonsense.
            Zhou (private): /round open pioneer_post 2026
            bot → Zhou: Please write for example: 2026-Q2
            Zhou (private): /round open pioneer_post 2026-Q4
            bot → Zhou: 🏆 Member pioneer post · Q4 2026 · taking entries … Entries: 0
            bot: 🏆 Member pioneer post Q4 2026: entries until Tue, Nov 24. Members enter themselves … [🏆 Enter]
            Zhao: [🏆 Enter]
            bot → Zhao: Why? Please answer in your own words
            Zhao (private): three campaigns led
            bot → Zhao: 🏆 Entered as #1.
            Wang (private): /round
            Wang (private): [Member pioneer post Q4 2026]
            bot → Wang: Entries: 1 … [🗑 Withdraw #1] [🏆 Enter] [➕ Enter somebody]
            Wang (private): [➕ Enter somebody]
            Wang (private): Zhao again
            bot → Wang: Zhao is entered already.
            Wang (private): Sun helped in the flood
            bot → Wang: Entered as #2.
            Zhou (private): [⏭ End entries, begin judging]
            bot → Zhou: The committee decides about places … [○ #1 Zhao] [○ #2 Sun] [⚖️ Give the reason] [📢 Lay open]
            Zhou (private): [📢 Lay open]   → toast: Places are still to be decided by the committee.
            Zhou (private): [○ #2 Sun]
            bot → Zhou: ✓ #2 Sun
            Zhou (private): [⚖️ Give the reason]
            Zhou (private): the flood relief
            bot → Zhou: Decided: the flood relief
            Zhou (private): [📢 Lay open]
            bot: 🏆 Member pioneer post Q4 2026, candidates: Sun Publicity until Tue, Nov 17, 24:00.
            Zhou (private): [🏅 Grant]   → toast: The publicity runs until
        """)
        assert all("flood" not in message.text for message in branch.chat.from_bot)
        branch.clock.at += timedelta(days=8)
        await branch.play("""
            Zhou (private): [🏅 Grant]
            bot: 🏆 Member pioneer post Q4 2026 is granted: Sun. Congratulations!
            bot → Sun: 🏆 Sun: Member pioneer post Q4 2026 is granted. Your certificate: PIONEER_POST-2026-Q4-00002
            bot → Sun: 🏅 The certificate as a paper, to print.
            Sun (private): /round
            bot → Sun: 🏅 Member pioneer post Q4 2026, certificate PIONEER_POST-2026-Q4-00002
            Zhou (private): [✖️ Revoke #2]
            Zhou (private): the report was not true
            bot → Sun: was revoked by Zhou. Reason: the report was not true
            bot: 🏆 Member pioneer post Q4 2026: Sun is no longer among those it was granted to.
        """)
        assert states(branch) == [("Zhao", "entered"), ("Sun", "revoked")]
        (paper,) = [
            message.json["document"] for message in branch.people["Sun"].dm.from_bot if "document" in message.json
        ]
        assert (paper["file_name"], paper["mime_type"]) == ("certificate.pdf", "application/pdf")
        assert all("not true" not in message.text for message in branch.chat.from_bot)


async def test_judges_mark_by_criteria_and_nobody_marks_an_own_entry(tmp_path: Path) -> None:
    """Trimmed means from five judges on, plain ones below; fewer judges than the rules ask for are too few (3.26)."""
    async with a_committee(tmp_path) as branch:
        await branch.play("""
            Zhou (private): /round open smile_star 2026
            bot: 🏆 Smile-service star unit 2026: entries until … A branch enters through its secretary.
            Zhao: [🏆 Enter]   → toast: You do not have the right to do this
            Wang: [🏆 Enter]
            Wang (private): our window
            bot → Wang: Entered as #1.
            Zhou (private): [⏭ End entries, begin judging]
            bot → Zhou: Entries with fewer than 3 judges: 1.
        """)
        for judge, marks in (("Wu", ("90", "85", "80")), ("Qian", ("100", "95", "90")), ("Li", ("85", "80", "75"))):
            await branch.play(f"""
                {judge} (private): /round
                {judge} (private): [Smile-service star unit 2026]
                bot → {judge}: [🧮 Mark #1 第一党支部]
                {judge} (private): [🧮 Mark #1 第一党支部]
                bot → {judge}: 1/3 Manner (40 percent). Your mark?
                {judge} (private): [{marks[0]}]
                bot → {judge}: 2/3 Speed (30 percent).
                {judge} (private): [{marks[1]}]
                {judge} (private): [✏️ Exactly]
                {judge} (private): 100.5
                bot → {judge}: “100.5” is not a number from 0 to 100
                {judge} (private): {marks[2]}
                bot → {judge}: 🏆 Smile-service star unit · 2026 · being judged
            """)
        await branch.play("""
            Zhou (private): /round
            Zhou (private): [Smile-service star unit 2026]
            bot → Zhou: ✓ #1 第一党支部 · entered · 87.17
            Zhou (private): [📢 Lay open]
            bot: 🏆 Smile-service star unit 2026, candidates: 第一党支部
            Zhao: [✋ Object]
            Zhao (private): the window was closed in May
            bot → Li: ✋ Zhao objects to Smile-service star unit 2026: the window was closed in May
            Li (private): [🏆 Answer it]
            Li (private): 1 it was closed indeed
            bot → Zhao: was upheld by Li; 第一党支部 is no candidate any more. it was closed indeed
            bot → Wang: 第一党支部 is no candidate for Smile-service star unit any more
        """)
        assert branch.rows("SELECT state FROM award_entries") == [("entered",)]


async def test_a_contest_in_heats_and_a_plan_that_needs_its_photos(tmp_path: Path) -> None:
    """Results come heat by heat, a tie goes on; a plan without two photos is not taken; winners' plans are read."""
    async with a_committee(tmp_path) as branch:
        await branch.play("""
            Zhou (private): /round open knowledge 2026
            Zhao (private): /round
            Zhao (private): [Knowledge contest 2026]
            Zhao (private): [🏆 Enter]
            Zhao (private): -
            bot → Zhao: Entered as #1.
            Sun (private): /round
            Sun (private): [Knowledge contest 2026]
            Sun (private): [🏆 Enter]
            Sun (private): -
            bot → Sun: Entered as #2.
            Zhou (private): [⏭ End entries, begin judging]
            bot → Zhou: Heat: Preliminary … Entries without a result: 2.
            Zhou (private): [📝 Enter results]
            Zhou (private): Zhao eighty
            bot → Zhou: “Zhao eighty” is not a name and a number.
            Zhou (private): Zhao 80 / Sun 80
            bot → Zhou: “Zhao 80 / Sun 80” is not a name and a number.
            Zhou (private): Zhao 80
            Zhou (private): [📝 Enter results]
            Zhou (private): Sun 80
            Zhou (private): [⏭ Next heat]
            Zhou (private): 1
            bot → Zhou: Heat: Second round
            Wang (private): /round library
            bot → Wang: 📚 Plans of winners No plan has won yet.
            Zhou (private): /round open best_theme_day 2026
            Wang (private): /round
            Wang (private): [Ten best theme days 2026]
            Wang (private): [🏆 Enter]
            bot → Wang: Please send the plan in words and at least two photos
            Wang (private): a day at the river
            bot → Wang: The entry needs its plan in words and at least 2 photos.
            Wang (private): photo
            Wang (private): photo
            Wang (private): a day at the river
            bot → Wang: Entered as #3.
        """)
        assert branch.rows("SELECT count(*) FROM award_entries WHERE state = 'entered'") == [(3,)]
