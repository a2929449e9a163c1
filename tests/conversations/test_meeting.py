"""/meeting: planned, announced, moved, held, recorded, verified; attendance books; what the office reads of it."""

from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from bot.domain.life.checkin import checkin_code
from tests.conversations.acts import english_branch
from tests.stage import ZONE, Stage

AT = datetime(2026, 6, 10, 14, 50, tzinfo=ZONE)
SICHUAN: dict[str, Any] = {"preset": "sichuan", "cast": ("Li", "Wang", "Zhao", "Qian")}


async def check_in(branch: Stage, *names: str) -> None:
    """Let people send the digits of the open meeting."""
    secret = branch.rows("SELECT secret FROM meetings WHERE state = 'open'")[0][0]
    for name in names:
        await branch.people[name].tell(f"/checkin {checkin_code(secret, int(branch.clock().timestamp()))}")
        await branch.settled()


async def hold(branch: Stage, *names: str, plan: str = "theme_day 06-10 15:00 Room 4") -> None:
    """Plan a meeting, let people check in, end the check-in."""
    await branch.people["Li"].say(branch.chat, f"/meeting {plan}")
    await branch.settled()
    number = branch.rows("SELECT max(id) FROM meetings")[0][0]
    await branch.play(f"""
        Li (private): /meeting {number}
        Li (private): [▶ Open]
        bot → Li: 🔢
    """)
    await check_in(branch, *names)
    await branch.play("""
        Li (private): [⏹ End]
        bot → Li: over; its record is still to be made
    """)


async def record(branch: Stage, heads: int) -> None:
    """Count heads, write minutes, make the record."""
    await branch.play(f"""
        Li (private): [👥 Heads]
        Li (private): {heads}
        bot → Li: Heads counted: {heads}
        Li (private): [📝 Minutes]
        Li (private): Read the plan; agreed on it
        bot → Li: Minutes: Read the plan
        Li (private): [📦 Make the record]
    """)


async def test_it_is_announced_with_sign_up_and_private_leave(tmp_path: Path) -> None:
    """The group sees numbers; the reason goes to those who lead the branch, and nowhere else."""
    async with english_branch(tmp_path, **SICHUAN) as branch:
        await branch.play("""
            Li: /meeting lecture 05-20 15:00-16:30 Room 4 | Rural revival
            bot: 🗓 Party lecture | Wed, May 20 15:00–16:30 Room 4 | 4 expected … About: Rural revival … [📝 Leave]
            Wang: [🙋] → toast: you are signed up
            bot: Signed up: 1 · on leave: 0
            Wang: [🙋] → toast: no longer signed up
            Zhao: [📝 Leave]
            bot → Zhao: Party lecture, Wed, May 20 15:00–16:30: why do you ask for leave?
            Zhao (private): A hospital visit
            bot → Zhao: Your leave is noted
            bot: Signed up: 0 · on leave: 1
            bot → Li: Zhao asks for leave from Party lecture … A hospital visit
            Li (private): /meeting 1
            bot → Li: on leave: 1 … Leave: Zhao (A hospital visit)
            Wang (private): /meeting
            bot → Wang: Wed, May 20 15:00–16:30 · Party lecture … [📝 Leave: Party lecture, Wed, May 20]
            Wang (private): /meeting 1
            bot → Wang: You do not have the right
        """)

        assert not any("hospital" in text for text in branch.chat.texts)
        assert not any("hospital" in text for text in branch.people["Wang"].dm.texts)


async def test_it_is_planned_by_buttons_and_words(tmp_path: Path) -> None:
    """The kind by a button, day and place in a line; what is missing is asked for with an example."""
    async with english_branch(tmp_path, **SICHUAN) as branch:
        await branch.play("""
            Li (private): /meeting
            bot → Li: No meeting is planned. … Organisation life … ⚪ Theme day: 0 of 1 in May 2026 … [➕ Plan one]
            Li (private): [➕]
            bot → Li: Which kind of meeting? … [Members’ meeting] [Committee meeting]
            Li (private): [Theme day]
            bot → Li: Theme day: when and where?
            Li (private): tomorrow
            bot → Li: When is it? Please write the day, the time and the place
            Li (private): tomorrow 25:00 Room 4
            bot → Li: 25:00 is no time of day.
            Li (private): tomorrow 15:00 Room 4
            bot → Li: Theme day | Thu, May 14 15:00 Room 4 … planned
            bot: 🗓 Theme day | Thu, May 14 15:00 Room 4
            Wang: /meeting theme_day tomorrow 15:00 Room 5
            bot: You do not have the right
            Li: /meeting banquet 05-20 15:00 Hall
            bot: Which kind of meeting is it?
            Li: /meeting 主题党日 6月10日 下午3点半 四楼会议室
            bot: Theme day | Wed, Jun 10 15:30 四楼会议室
        """)


async def test_who_plans_a_meeting_in_the_research_week_is_warned(tmp_path: Path) -> None:
    """X7: 25 to 29 May is the week without meetings; it is said privately, and nothing is forbidden."""
    async with english_branch(tmp_path, **SICHUAN) as branch:
        await branch.play("""
            Li (private): /meeting study 05-27 15:00 Room 4
        """)
        assert not any("research week" in text for text in branch.people["Li"].dm.texts)
        await branch.play("""
            Li (private): /settings sections laixi
            Li: /meeting study 05-28 15:00 Room 4
            bot → Li: 🧭 Study meeting, Thu, May 28 15:00, lies in the research week
            Li (private): /meeting lecture 05-29 15:00 Room 4
            bot → Li: Party lecture | Fri, May 29 15:00 … lies in the research week
            Li (private): /meeting lecture 05-30 10:00 Room 4
        """)
        texts = branch.people["Li"].dm.texts
        assert "research week" not in texts[-1]
        await branch.people["Li"].tell("/meeting research 05-28 09:00 the pier")
        await branch.settled()
        assert "research week" not in branch.people["Li"].dm.texts[-1]
        assert not any("research week" in text for text in branch.chat.texts)
        assert branch.rows("SELECT count(*) FROM meetings WHERE state = 'planned'") == [(5,)]


async def test_it_is_moved_and_cancelled_with_notice(tmp_path: Path) -> None:
    """The card follows; the group reads in a message of its own what changed and why."""
    async with english_branch(tmp_path, **SICHUAN) as branch:
        await branch.play("""
            Li: /meeting study 05-20 15:00 Room 4
            Li (private): /meeting 1
            Li (private): [✏️ Move]
            Li (private): 05-21 09:30
            bot: Study meeting has been moved from Wed, May 20 15:00: it is now Thu, May 21 09:30 Room 4
            Li (private): [🗑 Cancel]
            bot → Li: Why is it cancelled?
            Li (private): The flood
            bot: Study meeting, Thu, May 21 09:30, is cancelled: The flood
            Wang: /meeting 1
            bot: You do not have the right
        """)
        card = next(text for text in branch.chat.texts if "Study meeting | " in text)

        assert "Cancelled: The flood" in card
        assert branch.rows("SELECT state FROM meetings") == [("cancelled",)]


async def test_the_record_needs_heads_and_minutes_and_then_books(tmp_path: Path) -> None:
    """Heads equal the check-ins; each of those present gets the item once, with the meeting as its why."""
    async with english_branch(tmp_path, **SICHUAN) as branch:
        branch.clock.at = AT
        await hold(branch, "Li", "Wang")
        await branch.play("""
            Li (private): [📦 Make] → toast: how many people were in the room
            Li (private): [👥 Heads]
            bot → Li: Checked in: 2 … [2, as checked in]
            Li (private): [2, as]
            bot → Li: Heads counted: 2, as many as checked in
            Li (private): [📦 Make] → toast: write the minutes first
            Li (private): [📎 Photos]
            bot → Li: up to three photos
            Li (private): photo ""
            bot → Li: Photos: 1
            Li (private): [📦 Make]
            bot → Li: recorded … Recorded by Li … Booked by attendance: 2 … K202
            Wang (private): /my
            bot → Wang: Jun 10 · K201 Attended organisational life +1.00
        """)

        assert branch.rows("SELECT kind, period, points FROM ledger ORDER BY seq") == [("checkin", "2026-06", 100)] * 2
        assert "Theme day Wed, Jun 10" in branch.rows("SELECT reason FROM ledger_texts")[0][0]
        assert await branch.total("Zhao") == 0


async def test_other_heads_than_check_ins_are_explained(tmp_path: Path) -> None:
    """A forwarded code shows here: nothing is recorded before somebody says why the numbers differ."""
    async with english_branch(tmp_path, **SICHUAN) as branch:
        branch.clock.at = AT
        await hold(branch, "Wang", "Zhao")
        await branch.play("""
            Li (private): [👥 Heads]
            Li (private): 1
            bot → Li: 1 were counted, 2 are checked in. Why is that?
            Li (private): /meeting 1
            Li (private): [📝 Minutes]
            Li (private): Read the plan
            Li (private): [📦 Make] → toast: call the roll again, or say why
            Li (private): [👥 Heads]
            Li (private): 1
            Li (private): Zhao left for an alarm
            bot → Li: Heads counted: 1, checked in: 2. Why: Zhao left for an alarm
            Li (private): [📦 Make]
            bot → Li: recorded
        """)


async def test_a_committee_verifies_before_anything_is_booked(tmp_path: Path) -> None:
    """Sent back with a reason, made again, verified: only then the points are there, booked by who verified."""
    async with english_branch(tmp_path, **SICHUAN) as branch:
        branch.write(
            "INSERT INTO grants (person_id, org_id, role, granted_at) SELECT p.id, o.id, 'committee_reviewer', "
            "p.created_at FROM persons p, orgs o WHERE p.name = 'Qian' AND o.code = 'ROOT'"
        )
        branch.clock.at = AT
        await hold(branch, "Wang", "Zhao")
        await record(branch, 2)
        await branch.play("""
            bot → Qian: please verify this record … 2 present (2 by code … Minutes: Read the plan … [✅ Verify]
        """)
        assert await branch.total("Wang") == 0
        await branch.play("""
            Qian (private): [↩️ Send back]
            bot → Qian: What is to be put right
            Qian (private): Who spoke?
            bot → Li: Qian sends the record of Theme day, Wed, Jun 10 15:00, back. … Who spoke?
            Li (private): /meeting 1
            bot → Li: Sent back: Who spoke?
            Li (private): [📝 Minutes]
            Li (private): Li read the plan; Wang spoke
            Li (private): [📦 Make]
            bot → Qian: please verify … Wang spoke
            Qian (private): [✅ Verify] → toast: Verified
            bot → Qian: is verified by Qian
            bot → Li: is verified by Qian. What attendance gives is booked.
        """)

        assert await branch.total("Wang") == Decimal(1)
        assert branch.rows("SELECT DISTINCT p.name FROM ledger l JOIN persons p ON p.id = l.by_id") == [("Qian",)]


async def test_a_struck_check_in_is_taken_back_by_a_reversal(tmp_path: Path) -> None:
    """After the record: the entry stays, its exact negative follows, and nothing is booked a second time."""
    async with english_branch(tmp_path, **SICHUAN) as branch:
        branch.clock.at = AT
        await hold(branch, "Wang", "Zhao")
        await record(branch, 2)
        await branch.play("""
            bot → Li: recorded … Booked by attendance: 2
            Li (private): [📋 Roll call]
            Li (private): [✅ Zhao]
            Li (private): Seen at the market
            bot → Zhao: was struck out by Li … Seen at the market … What it booked is taken back
        """)

        assert branch.rows("SELECT kind, points FROM ledger ORDER BY seq") == [
            ("checkin", 100),
            ("checkin", 100),
            ("reversal", -100),
        ]
        assert await branch.total("Zhao") == 0
        assert await branch.total("Wang") == Decimal(1)


async def test_caps_hold_and_the_form_brings_the_check_ins_along(tmp_path: Path) -> None:
    """Five theme days in a month give four points; the declaration form names them in one line."""
    async with english_branch(tmp_path, **SICHUAN) as branch:
        branch.clock.at = AT
        for _ in range(5):
            await hold(branch, "Wang")
            await record(branch, 1)
        await branch.play("""
            Wang (private): /declare
            bot → Wang: Organisation life, checked in × 5: +4.00
        """)

        assert await branch.total("Wang") == Decimal(4)


async def test_who_is_exempt_is_not_missed_and_may_come(tmp_path: Path) -> None:
    """A retired member is neither expected nor absent, and checks in all the same."""
    async with english_branch(tmp_path, **SICHUAN) as branch:
        branch.write("UPDATE persons SET status = 'retired' WHERE name = 'Qian'")
        branch.clock.at = AT
        await branch.play("""
            Li: /meeting theme_day 06-10 15:00 Room 4
            bot: 3 expected
            Li (private): /meeting 1
            bot → Li: Expected: 3, exempt: 1
            Li (private): [▶ Open]
        """)
        await check_in(branch, "Qian", "Wang")
        await branch.play("""
            Li (private): [⏹ End]
            bot → Li: Absent: Li and Zhao
        """)


async def test_a_meeting_of_a_published_month_adjusts_the_open_one(tmp_path: Path) -> None:
    """The notice froze May; what is recorded in June about May says so."""
    async with english_branch(tmp_path, **SICHUAN) as branch:
        await branch.move_to(datetime(2026, 6, 8, 9, 0, tzinfo=ZONE))
        await branch.move_to(datetime(2026, 6, 8, 15, 0, tzinfo=ZONE))
        await hold(branch, "Wang", plan="theme_day 05-28 15:00 Room 4")
        await record(branch, 1)
        await branch.settled()

        assert branch.rows("SELECT kind, period, ref_period, points FROM ledger WHERE item = 'K201'") == [
            ("adjust", "2026-06", "2026-05", 100)
        ]


async def test_the_branch_gets_its_own_item_once_a_month_from_four_fifths_on(tmp_path: Path) -> None:
    """lanshan A2: three of four are too few, four of four count; a second theme day of the month gives nothing more."""
    async with english_branch(tmp_path, **{**SICHUAN, "preset": "lanshan"}) as branch:
        branch.clock.at = AT
        await hold(branch, "Li", "Wang", "Zhao")
        await record(branch, 3)
        await hold(branch, "Li", "Wang", "Zhao", "Qian")
        await record(branch, 4)
        await hold(branch, "Li", "Wang", "Zhao", "Qian")
        await record(branch, 4)
        await branch.settled()

        assert branch.rows("SELECT item, subject_kind, kind, points FROM ledger") == [("A2", "branch", "checkin", 50)]


async def test_the_office_reads_how_the_branch_meets(tmp_path: Path) -> None:
    """Green, yellow, missed, and the year in attendances; the group's reminder names the days alone."""
    async with english_branch(tmp_path, **SICHUAN) as branch:
        branch.write("UPDATE orgs SET created_at = '2026-01-01T00:00:00.000000Z'")
        branch.clock.at = datetime(2026, 6, 25, 14, 0, tzinfo=ZONE)
        await hold(branch, "Wang", "Zhao", plan="lecture 06-25 15:00 Room 4")
        await record(branch, 2)
        await branch.play("""
            Li (private): /meeting
            bot → Li: 🟡 Members’ meeting: 0 of 1 in Q2 2026, to be held by Tue, Jun 30 … 🔴 Members’ meeting: missed in Q1 2026 … 🟡 Theme day … 🟢 Party lecture: 1 of 1 in 2026 … 2026 · meetings: 1, attendances: 2 … Party lecture 1 (2)
            Li (private): /report 2026-06
            bot → Li: 🟢 Party lecture: 1 of 1 in 2026
            Li (private): /settings meetings lecture 2/quarter
            Li (private): /meeting
            bot → Li: 🟡 Party lecture: 1 of 2 in Q2 2026
        """)  # noqa: E501 - a line of the chat is one line


async def test_the_reminder_names_meetings_and_what_is_due(tmp_path: Path) -> None:
    """In this half month: the planned day, and the last day of what is not planned yet."""
    async with english_branch(tmp_path, **SICHUAN) as branch:
        branch.clock.at = datetime(2026, 6, 12, 14, 0, tzinfo=ZONE)
        await branch.play("""
            Li: /meeting theme_day 06-18 15:00 Room 4
        """)
        await branch.move_to(datetime(2026, 6, 16, 9, 0, tzinfo=ZONE))
        told = branch.chat.texts[-1]

        assert "Thu, Jun 18: Theme day 15:00 Room 4" in told
        assert "Tue, Jun 30: Members’ meeting: to be held by then" in told
        assert "🔴" not in told


async def test_what_waits_is_a_line_of_the_digest(tmp_path: Path) -> None:
    """The host hears on the next working day that the record is still to be made; its button opens the meetings."""
    async with english_branch(tmp_path, **SICHUAN) as branch:
        branch.clock.at = AT
        await hold(branch, "Wang")
        await branch.move_to(datetime(2026, 6, 11, 9, 0, tzinfo=ZONE))
        await branch.play("""
            bot → Li: the record of 1 meeting waits for you … [🗓 Meetings]
            Li (private): [🗓 Meetings]
            bot → Li: over; its record is still to be made
        """)


async def test_the_session_begins_with_who_checked_in(tmp_path: Path) -> None:
    """The review session follows the meeting; its list is the beginning of this one (S5)."""
    async with english_branch(tmp_path, **SICHUAN) as branch:
        branch.clock.at = AT
        await hold(branch, "Zhao")
        branch.clock.at += timedelta(hours=1)
        await branch.play("""
            Li (private): /session
            bot → Li: 2 so far … [☑️ Li] … [⬜ Wang] … [☑️ Zhao]
        """)


async def test_there_can_be_no_record_of_what_was_cancelled(tmp_path: Path) -> None:
    """Old buttons of a meeting's panel say how it stands and change nothing."""
    async with english_branch(tmp_path, **SICHUAN) as branch:
        await branch.play("""
            Li: /meeting study 05-20 15:00 Room 4
            Li (private): /meeting 1
        """)
        panel = branch.people["Li"].dm.with_button("▶ Open")
        await branch.play("""
            Li (private): [🗑 Cancel]
            Li (private): The flood
        """)
        press = await branch.people["Li"].press(panel, "▶ Open")
        await branch.settled()

        assert "cancelled" in await branch.people["Li"].answered(press)
        assert branch.rows("SELECT state FROM meetings") == [("cancelled",)]
