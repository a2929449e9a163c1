"""/standing and the cases that follow, as chats: the rules propose, people decide, the person is heard first."""

from datetime import datetime, timedelta
from pathlib import Path

from tests.conversations.acts import appoint, english_branch, write
from tests.stage import ZONE, Stage

CAST = ("Li", "Wang", "Zhao", "Sun", "Zhou")
JUNE = datetime(2026, 6, 16, 12, 0, tzinfo=ZONE)


async def closes(branch: Stage, month: str, **points: int) -> None:
    """Close a month in which people have these sums of entries beside the base of 80, and let the timetable look."""
    for name, sum_of in points.items():
        write(
            branch,
            "INSERT INTO totals SELECT m.org_id, 'member', :month, p.id, :points, 1, 0 FROM persons p "
            "JOIN memberships m ON m.person_id = p.id WHERE p.name = :name",
            month=month,
            points=sum_of * 100,
            name=name,
        )
    write(
        branch,
        "INSERT INTO periods SELECT id, :month, 'publicity', '2026-06-01T01:00:00.000000Z', '2026-06-01', 0, '' "
        "FROM orgs WHERE kind = 'branch'",
        month=month,
    )
    await branch.move_to(branch.clock.at + timedelta(days=1))


def states(branch: Stage) -> list[tuple[int, str, str]]:
    return [tuple(row) for row in branch.rows("SELECT level, since, state FROM cases ORDER BY id")]


async def test_one_low_month_is_a_talk_that_the_secretary_decides_on(tmp_path: Path) -> None:
    """Proposed, heard, recorded; the person learns of it only when it was decided to hear them, the group never."""
    async with english_branch(tmp_path, preset="sichuan", cast=CAST, at=JUNE) as branch:
        before = len(branch.people["Wang"].dm.from_bot)
        await closes(branch, "2026-05", Wang=-22)
        assert states(branch) == [(1, "2026-05", "proposed")]
        assert len(branch.people["Wang"].dm.from_bot) == before
        await branch.play("""
            bot → Li: ⚖️ 第一党支部: after May 2026 the rules propose 1 case. Nobody concerned has been told.
            Li (private): [⚖️ Look at them]
            bot → Li: 📐 第一党支部 · 2026 … Pass line 60.00: 1 of 5 below … C1 · proposed · until
            Li (private): [C1]
            bot → Li: ⚖️ C1 · 第一党支部 · proposed Wang: May 2026 58.00 … Step 1: a talk … [👂 Hear them]
            Li (private): [👂 Hear them]
            bot → Wang: Your scores of May 2026 58.00 are below … [💬 Explain] [🗓 Enter a leave] [✋ Object]
            Li (private): [📝 Record and close]   → toast: The person has until
            Wang (private): [💬 Explain]
            bot → Wang: Please say in your own words
            Wang (private): I was on a course
            bot → Wang: Thank you. It is before those who decide: Li.
            bot → Li: 💬 C1 · Wang explains: I was on a course
            Li (private): [⚖️ Look at them]
            bot → Li: ⚖️ C1 … Wang: I was on a course
            Li (private): [📝 Record and close]
            bot → Li: Please record the talk
            Li (private): Talked on June 18, will attend in July
            bot → Li: ⚖️ C1 · 第一党支部 · closed with a record
            bot → Wang: ⚖️ C1 is closed. Li recorded: Talked on June 18
            Wang (private): /standing
            bot → Wang: 📐 Wang · 第一党支部 · 2026 May 2026: 58.00 … C1 · closed with a record
        """)
        assert states(branch) == [(1, "2026-05", "closed")]
        assert all("58.00" not in message.text for message in branch.chat.from_bot)


async def test_a_second_month_raises_the_case_to_the_committee(tmp_path: Path) -> None:
    """One case a streak; who objects gets somebody else to decide."""
    async with english_branch(tmp_path, preset="sichuan", cast=CAST, at=JUNE) as branch:
        appoint(branch, committee_reviewer="Zhou")
        await closes(branch, "2026-04", Wang=-30)
        await closes(branch, "2026-05", Wang=-25)
        assert states(branch) == [(2, "2026-04", "proposed")]
        await branch.play("""
            bot → Zhou: ⚖️ 第一党支部: after May 2026 the rules propose 1 case
            Zhou (private): [⚖️ Look at them]
            Zhou (private): [C1]
            bot → Zhou: Step 2: an interview assigned by the committee
            Zhou (private): [👂 Hear them]
            bot → Wang: Your scores of April 2026 50.00 and May 2026 55.00 are below the pass line
            Wang (private): [✋ Object]
            Wang (private): the entries are wrong
            bot → Wang: Thank you. It is before those who decide: Li.
            bot → Li: ✋ C1 · Wang objects, so you decide in place of who began it: the entries are wrong
            Li (private): [⚖️ Look at them]
            Li (private): [✖️ Drop]
            Li (private): the entries were wrong indeed
            bot → Wang: ⚖️ C1 is dropped; nothing of it counts. Reason: the entries were wrong indeed
        """)
        assert states(branch) == [(2, "2026-04", "dropped")]


async def test_a_leave_entered_late_drops_what_rested_on_it(tmp_path: Path) -> None:
    """Exempt months count neither in the average nor in the ladder (2.2-20)."""
    async with english_branch(tmp_path, preset="sichuan", cast=CAST, at=JUNE) as branch:
        await closes(branch, "2026-05", Wang=-22)
        await branch.play("""
            Li (private): [⚖️ Look at them]
            Li (private): [C1]
            Li (private): [👂 Hear them]
            Wang (private): [🗓 Enter a leave]
            bot → Wang: From when to when, and why?
            Wang (private): 2026-05-04 2026-05-29 in hospital
            bot → Wang: Li must agree before it stands.
            Li (private): [✅ Agree]
            bot → Wang: ⚖️ C1 is dropped; nothing of it counts. Reason: a leave was entered
            Wang (private): /standing
            bot → Wang: May 2026: does not count (leave)
        """)
        assert states(branch) == [(1, "2026-05", "dropped")]


async def test_a_month_of_zero_is_explained_by_the_secretary(tmp_path: Path) -> None:
    """The committee decides on a duty of the secretary, who sees nothing of it before (S16)."""
    async with english_branch(tmp_path, preset="sichuan", cast=CAST, at=JUNE) as branch:
        appoint(branch, committee_reviewer="Zhou")
        await closes(branch, "2026-05", Wang=-90)
        assert branch.rows("SELECT kind, duty FROM cases ORDER BY id") == [
            ("ladder", ""),
            ("duty", "explain_at_annual_report"),
        ]
        await branch.play("""
            Li (private): /standing
            bot → Li: ⚖️ 1 case waits: C1
            Zhou (private): /standing
            bot → Zhou: ⚖️ 2 cases wait: … C2 · proposed · … Li has to explain it … : Wang has 0.00
            Zhou (private): [C2]
            Zhou (private): [👂 Hear them]
            bot → Li: Wang has 0.00 in May 2026, so you would have to explain it at the annual report meeting.
        """)


async def test_at_the_end_of_the_year_too_many_low_averages_bar_the_branch(tmp_path: Path) -> None:
    """Two of five are 40 %; it counts once the committee recorded it after hearing the secretary (S14)."""
    async with english_branch(
        tmp_path, preset="sichuan", cast=CAST, at=datetime(2026, 12, 10, 12, tzinfo=ZONE)
    ) as branch:
        appoint(branch, committee_reviewer="Zhou")
        branch.clock.at = datetime(2027, 1, 20, 12, tzinfo=ZONE)
        await closes(branch, "2026-12", Wang=-22, Zhao=-40)
        await branch.play("""
            Zhou (private): [⚖️ Look at them]
            bot → Zhou: 2 of 5 below it on average (40.00 percent). ⚠️ The limit of 30 percent is reached.
            Zhou (private): [C3]
            bot → Zhou: 第一党支部: in 2026 2 of 5 members are … (40.00 percent, limit 30 percent).
            Zhou (private): [👂 Hear them]
            bot → Li: Before it is decided we want to hear you. … [💬 Explain] [✋ Object]
            Li (private): [💬 Explain]
            Li (private): two were ill
            Zhou (private): [⚖️ Look at them]
            Zhou (private): [📝 Record and close]
            Zhou (private): decided on January 28
            bot → Li: ⚖️ C3 is closed. Zhou recorded: decided on January 28
            Li (private): /standing 2026
            bot → Li: ⛔ The branch and its secretary are barred from the awards of 2026
        """)


async def test_standing_is_nothing_for_the_group(tmp_path: Path) -> None:
    """In a group it is only the door; a member reads the own year, the office everybody's."""
    async with english_branch(tmp_path, preset="sichuan", cast=CAST, at=JUNE) as branch:
        await closes(branch, "2026-05", Wang=12, Zhao=3)
        await branch.play("""
            Wang: /standing
            bot: This is for your eyes only.
            Wang (private): /standing
            bot → Wang: Average 92.00 of 1 · … Place 1 of 5; the pass line is 60.00. You are among the first 3
            Li (private): /standing 2026
            bot → Li: First 3 on average, at or above the pass line: Wang, Zhao, Li, Sun, and Zhou 1. Wang · 92.00
            Li (private): /standing never
            bot → Li: /standing lacks something.
        """)


async def test_a_scheme_without_a_pass_line_has_no_standing(tmp_path: Path) -> None:
    async with english_branch(tmp_path, cast=CAST) as branch:
        await branch.play("""
            Wang (private): /standing
            bot → Wang: The scheme of 第一党支部 has no pass line
        """)
