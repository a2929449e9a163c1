"""/report and /followup: the month for the secretary's own eyes, and what is agreed with a member."""

from datetime import datetime
from pathlib import Path
from typing import Any

from tests.conversations.acts import LANSHAN_CHAIN, appoint, book
from tests.stage import ZONE, Stage, a_branch

CAST = ("Li", "Wang", "Zhao", "Qian", "Sun")
SICHUAN: dict[str, Any] = {"preset": "sichuan", "locale": "en", "cast": CAST}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


async def tell(branch: Stage, name: str, *texts: str) -> None:
    for text in texts:
        await branch.people[name].tell(text)
        await branch.settled()


# ---- the analysis ----------------------------------------------------------------------------------------------


async def test_the_analysis_comes_with_the_notice_to_the_secretary_alone(tmp_path: Path) -> None:
    """Average, change, grades, tiers, forms, claims, areas: the figures of the books, in one private letter."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await book(branch, "Wang", "K701 x3 05-09 river bank")
        await book(branch, "Zhao", "K703 05-10 showcase")
        await tell(branch, "Li", "/deduct Qian K601 05-11 left the post", "/deduct Qian K601 05-12 again")
        await tell(branch, "Li", "/grant deputy_secretary Sun")
        await tell(branch, "Sun", "/approve 3", "/approve 4")
        await tell(branch, "Wang", "/declare")
        await branch.people["Wang"].press(branch.people["Wang"].dm, "✍️")
        await branch.settled()
        before = {name: len(branch.people[name].dm.texts) for name in CAST}
        await branch.move_to(at("2026-06-08T09:00"))
        news = {name: branch.people[name].dm.texts[count:] for name, count in before.items()}
        (told,) = [text for text in news["Li"] if text.startswith("📊")]

        assert "Analysis of May 2026 · 第一党支部" in told
        assert "Average 80.00 over 5 in scope" in told  # (89 + 81 + 80 + 80 + 70) / 5
        assert "Excellent 0, Good 4, Pass 1, and Fail 0" in told
        assert "Advanced 1, middle 4, behind 0" in told  # who reaches the pass line is never behind
        assert "Forms: 1 of 5 signed, 1 confirmed\nNot signed: Li, Zhao, Qian, and Sun" in told
        assert "Claims: 4 filed, 4 approved, 0 not approved, 0 waiting" in told
        assert "Volunteer service +10.00 (2)" in told
        assert "Nothing yet in: Study" in told
        assert not any("Analysis" in text for name in CAST[1:] for text in news[name])
        assert not any("Analysis" in text or "Qian" in text for text in branch.chat.texts[-1:])


async def test_a_branch_that_is_compared_reads_its_own_tier(tmp_path: Path) -> None:
    """Only where the scheme compares branches, and with enough of them; nobody else reads it."""
    async with a_branch(tmp_path, preset="lanshan", locale="en", cast=(*CAST, "Zhou")) as branch:
        appoint(branch, **LANSHAN_CHAIN)
        await book(branch, "Wang", "F1 x2 05-12 community", reviewers=("Sun", "Zhou", "Li"))
        await branch.play("""
            Li (private): /report
            bot → Li: Analysis of May 2026 … Average 0.17 over 6 in scope … Advanced 1, middle
            Wang (private): /report
            bot → Wang: branch secretary
            Li: /report
            bot: for your eyes only
        """)
        assert "third" not in branch.people["Li"].dm.texts[-1]
        for name in ("第二党支部", "第三党支部"):
            group = branch.sim.group(name, list(branch.people.values()))
            await branch.settled()
            await branch.people["Li"].say(group, f"/setup lanshan {name}")
            await branch.settled()
        await branch.play("""
            Li (private): /start
            Li (private): [第一党支部]
            Li (private): /report 2026-05
            bot → Li: The branch is in the
        """)


async def test_the_reconciliation_tells_each_answer_as_it_was(tmp_path: Path) -> None:
    """Confirmed, silent, disputed, taken back, waiting; and how far each form is."""
    async with a_branch(tmp_path, preset="lanshan", locale="en", cast=CAST) as branch:
        await branch.people["Li"].say(branch.chat, "/grant ledger_keeper Zhao")
        await branch.settled()
        awards = [f"/award {name} E2 {number}" for number, name in enumerate(("Wang", "Qian", "Sun", "Li"))]
        await tell(branch, "Zhao", *awards)
        await branch.play("""
            Wang (private): [👍]
            Sun (private): [👎]
            Sun (private): it was Qian
            Zhao (private): /withdraw 4
            Wang (private): /declare
            Wang (private): [✍️]
        """)
        await branch.move_to(at("2026-05-19T10:00"))
        await tell(branch, "Zhao", "/award Wang E2 05-18 fifth")
        await branch.play("""
            Li (private): /report
            bot → Li: Entered by the office: 5, of these 1 confirmed, 1 silent, 0 told … 2 open
            Li (private): [📑]
            bot → Li: Reconciliation for May 2026 … What the office entered
        """)
        told = branch.people["Li"].dm.with_button("◀ Back").text

        assert "#1 Wang · E2" in told
        assert "by Zhao: confirmed · in review" in told
        assert "#2 Qian" in told
        assert "by Zhao: silent, so confirmed by the deadline · in review" in told
        assert "by Zhao: disputed · disputed" in told
        assert "by Zhao: taken back by the office · withdrawn" in told
        assert "by Zhao: no answer yet · waiting for the member" in told
        assert "Wang: signed, in review" in told
        assert "Zhao: no form" in told


# ---- follow-ups ------------------------------------------------------------------------------------------------


async def test_a_followup_is_agreed_answered_and_closed_with_a_record(tmp_path: Path) -> None:
    """The member hears it, answers, is asked once more, and reads how it was closed; the group knows nothing."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        quiet = len(branch.chat.texts)
        await branch.play("""
            Li (private): /followup Wang 06-10 整改 hand in the discussion texts
            bot → Li: Noted: Wang, by Wed, Jun 10. Wang was told privately.
            bot → Wang: 🤝 To put right: Li asks you, by Wed, Jun 10: … Only you and the office … [✍️
            Wang (private): [✍️]
            bot → Wang: How did it go
            Wang (private): two of three are written
            bot → Wang: Your answer is with the office
            bot → Li: Wang answers on “hand in the … two of three … [✅ Close with a record] [↻ Not yet]
            Li (private): [↻] → toast: The member was told
            bot → Wang: Not finished yet … [✍️
            Wang (private): [✍️]
            Wang (private): all three
            Li (private): [✅]
            bot → Li: Please write the record
            Li (private): talked on 8 June, all handed in
            bot → Wang: Li has closed “hand in the discussion texts” … talked on 8 June
            Li (private): /followup
            bot → Li: Follow-ups of 第一党支部 … None is running
        """)

        assert len(branch.chat.texts) == quiet
        assert branch.rows("SELECT kind, state FROM followups") == [("rectification", "closed")]


async def test_a_followup_is_listed_reminded_and_taken_back(tmp_path: Path) -> None:
    """Its day comes in the half-month word to the member; past due it is counted to the secretary."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await tell(branch, "Li", "/followup Wang 6月3日 read the new rules", "/followup Zhao tomorrow 教育: a talk")
        await branch.move_to(at("2026-06-01T09:00"))
        assert "Due on Wed, Jun 3: read the new rules" in branch.people["Wang"].dm.texts[-1]
        branch.people["Wang"].dm.with_button("✍️ Answer")
        await branch.play("""
            Li (private): /followup
            bot → Li: 1. Zhao · Education: a talk · past due since Thu, May 14 … 2. Wang · … due Wed, Jun 3
            Li (private): [1]
            bot → Li: Zhao · Education … a talk … Asked by Li … [✅ Close with a record] … [🗑 Take back]
            Li (private): [🗑]
            bot → Li: 1. Wang
            bot → Zhao: Li has taken back “a talk”
            Li (private): /report 2026-06
            bot → Li: Follow-ups: 1 running, 0 past due
        """)


async def test_who_may_not_and_what_is_wrong(tmp_path: Path) -> None:
    """Members agree on nothing for others; a past day, an unknown name and missing words are told."""
    async with a_branch(tmp_path, **SICHUAN) as branch:
        await branch.play("""
            Wang (private): /followup Zhao 06-10 read
            bot → Wang: branch secretary
            Li: /followup Wang 06-10 read
            bot: for your eyes only
            Li (private): /followup Wang 2026-05-01 read
            bot → Li: is past
            Li (private): /followup Nobody 06-10 read
            bot → Li: Nobody
            Li (private): /followup Wang 06-10
            bot → Li: /followup NAME DATE WHAT
        """)

        assert branch.rows("SELECT count(*) FROM followups") == [(0,)]
