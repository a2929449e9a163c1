"""Check-in without faces: the code on the screen, its link, the roll call, and what is refused."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

from bot.domain.life.checkin import checkin_code
from bot.services.life.screen import payload
from bot.simulator import Message
from storage import meetings
from storage.transaction import Tx
from tests.conversations.acts import english_branch
from tests.stage import ZONE, Stage

STEP = timedelta(seconds=30)


def secret(branch: Stage) -> str:
    """The secret of the open meeting, as only the screen knows it."""
    return str(branch.rows("SELECT secret FROM meetings WHERE state = 'open'")[0][0])


def digits(branch: Stage, *, ago: timedelta = timedelta(0)) -> str:
    """What the screen shows, or showed."""
    return checkin_code(secret(branch), int((branch.clock() - ago).timestamp()))


@asynccontextmanager
async def open_meeting(tmp_path: Path) -> AsyncIterator[Stage]:
    """A theme day whose check-in Li has opened."""
    async with english_branch(tmp_path, preset="sichuan", cast=("Li", "Wang", "Zhao", "Qian")) as branch:
        branch.clock.at = datetime(2026, 6, 10, 14, 50, 10, tzinfo=ZONE)
        await branch.play("""
            Li: /meeting theme_day 06-10 15:00 四楼会议室
            bot: 🗓 Theme day | Wed, Jun 10 15:00 四楼会议室 | 4 expected … [🙋 I will come] [📝 Leave]
            Li (private): /meeting 1
            bot → Li: planned … [▶ Open the check-in]
            Li (private): [▶ Open]
            bot: the check-in is open … [📲 Check in privately]
        """)
        yield branch


async def test_a_member_checks_in_with_the_digits_on_the_screen(tmp_path: Path) -> None:
    """By command, by the Chinese word, and by the six digits alone; the host sees how many are there."""
    async with open_meeting(tmp_path) as branch:
        now = digits(branch)
        await branch.play(f"""
            bot → Li: 🔢 Theme day: {now} … Checked in: 0 of 4
            Wang (private): /checkin {now}
            bot → Wang: ✅ Checked in at 14:50: Theme day
            Zhao (private): 签到{now}
            bot → Zhao: ✅ Checked in at 14:50
            Qian (private): {now[:3]} {now[3:]}
            bot → Qian: I did not understand
            Qian (private): {now}
            bot → Qian: ✅ Checked in
            Li (private): [🔄 Refresh]
            bot → Li: Checked in: 3 of 4 (0 by roll call)
        """)

        assert branch.rows("SELECT method, count(*) FROM checkins GROUP BY method") == [("code", 3)]


def pictures(branch: Stage) -> list[Message]:
    """Answer the codes that hang in the host's chat."""
    return [message for message in branch.people["Li"].dm.from_bot if "photo" in message.json and not message.deleted]


async def test_the_digits_follow_the_clock_in_the_hosts_chat(tmp_path: Path) -> None:
    """Every half minute the same message shows new ones; the step before still counts, older ones do not."""
    async with open_meeting(tmp_path) as branch:
        before = digits(branch)
        await branch.move_to(branch.clock() + STEP)
        now = digits(branch)
        shown = [text for text in branch.people["Li"].dm.texts if "🔢" in text]

        assert now != before
        assert len(shown) == 1
        assert now in shown[0]
        (picture,) = pictures(branch)
        assert picture.text.startswith("Theme day · ")
        assert len(picture.history) == 1, "the same message shows the new code"
        await branch.play(f"""
            Wang (private): /checkin {before}
            bot → Wang: ✅ Checked in
        """)
        await branch.move_to(branch.clock() + 2 * STEP)
        await branch.play(f"""
            Zhao (private): /checkin {before}
            bot → Zhao: This code has expired. Please look at the new one on the screen.
            Zhao (private): /checkin {digits(branch)}
            bot → Zhao: ✅ Checked in
        """)


async def test_one_person_checks_in_once(tmp_path: Path) -> None:
    """A second code, or any digits at all, only say since when."""
    async with open_meeting(tmp_path) as branch:
        now = digits(branch)
        await branch.play(f"""
            Wang (private): /checkin {now}
            bot → Wang: ✅ Checked in
            Wang (private): /checkin {now}
            bot → Wang: You are checked in already, since 14:50.
            Wang (private): /checkin 000000
            bot → Wang: You are checked in already
            Wang (private): /checkin
            bot → Wang: You are checked in already
        """)

        assert branch.rows("SELECT count(*) FROM checkins") == [(1,)]


async def test_who_guesses_is_stopped(tmp_path: Path) -> None:
    """Five wrong codes, then none is looked at for ten minutes; the roll call helps who only mistyped."""
    async with open_meeting(tmp_path) as branch:
        wrong = "111111" if digits(branch) != "111111" else "222222"
        for _ in range(5):
            await branch.play(f"""
                Wang (private): /checkin {wrong}
                bot → Wang: This is not the code on the screen.
            """)
        await branch.play(f"""
            Wang (private): /checkin {digits(branch)}
            bot → Wang: 10 minutes
        """)
        branch.clock.at += timedelta(minutes=10)
        await branch.play(f"""
            Wang (private): /checkin {digits(branch)}
            bot → Wang: ✅ Checked in
        """)


async def test_the_link_of_the_qr_code_checks_in_for_a_minute(tmp_path: Path) -> None:
    """Scanned in the room it counts at once; forwarded later it is refused, and so is one that was made up."""
    async with open_meeting(tmp_path) as branch:
        mark = await _payload(branch)
        await branch.play(f"""
            Wang (private): /start {mark}
            bot → Wang: ✅ Checked in at 14:50: Theme day
            Zhao (private): /start {mark[:-1]}x
            bot → Zhao: This is not the code on the screen.
        """)
        branch.clock.at += 3 * STEP
        await branch.play(f"""
            Zhao (private): /start {mark}
            bot → Zhao: This code has expired.
        """)

        assert branch.rows("SELECT method FROM checkins") == [("link",)]


async def _payload(branch: Stage) -> str:
    with branch._outside() as connection:
        one = meetings.get(Tx(connection), 1)
    assert one is not None
    return payload(one, int(branch.clock().timestamp()))


async def test_only_who_is_expected_checks_in(tmp_path: Path) -> None:
    """A member taken off the list is told so; somebody from elsewhere hears nothing of the meeting."""
    async with open_meeting(tmp_path) as branch:
        guest = branch.sim.user("Guest", started=True, language_code="en")
        branch.people["Guest"] = guest
        branch.write("DELETE FROM meeting_people WHERE person_id = (SELECT id FROM persons WHERE name = 'Zhao')")
        await branch.play(f"""
            Zhao (private): /checkin {digits(branch)}
            bot → Zhao: You are not on the list of this meeting.
            Guest (private): /checkin {digits(branch)}
            bot → Guest: You are not in a branch yet.
        """)

        assert branch.rows("SELECT count(*) FROM checkins") == [(0,)]


async def test_digits_in_the_group_are_taken_out_of_it_and_obeyed(tmp_path: Path) -> None:
    """The answer is private and says where the digits belong."""
    async with open_meeting(tmp_path) as branch:
        await branch.play(f"""
            Wang: /checkin {digits(branch)}
            bot → Wang: ✅ Checked in … Next time please send the digits here
        """)

        assert not any("Checked in at" in text for text in branch.chat.texts)


async def test_the_roll_is_called_for_who_has_no_phone(tmp_path: Path) -> None:
    """By hand in and out again; a check-in by code is struck out with a reason that its owner reads."""
    async with open_meeting(tmp_path) as branch:
        await branch.play(f"""
            Wang (private): /checkin {digits(branch)}
            bot → Wang: ✅ Checked in
            Li (private): [📋 Roll call]
            bot → Li: Roll call … [⬜ Li] … [✅ Wang] … [⬜ Zhao]
            Li (private): [⬜ Zhao]
            Li (private): [⬜ Qian]
            bot → Li: Checked in: 3 of 4 (2 by roll call) … [☑️ Zhao]
            Li (private): [☑️ Qian]
            bot → Li: Checked in: 2 of 4 (1 by roll call)
            Li (private): [✅ Wang]
            bot → Li: Why is the check-in of Wang struck out?
            Li (private): He was seen elsewhere
            bot → Wang: Your check-in at Theme day, Wed, Jun 10 15:00, was struck out by Li. … He was seen elsewhere
            Wang (private): /checkin {digits(branch)}
            bot → Wang: Your check-in at this meeting was struck out.
        """)

        assert branch.rows("SELECT method, by_id IS NOT NULL FROM checkins WHERE struck_at IS NULL") == [("manual", 1)]
        assert not any("seen elsewhere" in text for text in branch.chat.texts)


async def test_nothing_is_open_before_and_after(tmp_path: Path) -> None:
    """A planned meeting takes no codes; a closed one neither, and its digits are gone from the host's chat."""
    async with open_meeting(tmp_path) as branch:
        now = digits(branch)
        await branch.play(f"""
            Li (private): [⏹ End the check-in]
            bot → Li: over; its record is still to be made … Absent: Li, Wang, Zhao, and Qian
            bot: 🏁 Theme day … 0 present … 4 absent
            Wang (private): /checkin {now}
            bot → Wang: No meeting that you are expected at is taking check-ins now.
        """)

        assert not any("🔢" in text for text in branch.people["Li"].dm.texts)
        assert pictures(branch) == []
        assert branch.rows("SELECT secret FROM meetings") == [("",)]


async def test_a_meeting_that_nobody_closes_is_closed_after_six_hours(tmp_path: Path) -> None:
    """Nobody forgets a door open over night."""
    async with open_meeting(tmp_path) as branch:
        await branch.move_to(branch.clock() + timedelta(hours=6))

        assert branch.rows("SELECT state, secret FROM meetings") == [("closed", "")]


async def test_a_location_is_kept_as_yes_or_no_and_only_where_it_was_switched_on(tmp_path: Path) -> None:
    """Off by default; switched on, the host marks the place, and of a member's only whether it is near remains."""
    async with open_meeting(tmp_path) as branch:
        li, wang, zhao = (branch.people[name] for name in ("Li", "Wang", "Zhao"))
        await li.location(li.dm, 31.2304, 121.4737)
        await branch.settled()
        assert branch.rows("SELECT site FROM meetings") in ([(None,)], [("null",)])
        await branch.play("""
            Li (private): /settings checkin_location on
            Li (private): /meeting 1
            bot → Li: Send me your location once
        """)
        await li.location(li.dm, 31.2304, 121.4737)
        await branch.play(f"""
            bot → Li: Noted where the meeting is.
            Wang (private): {digits(branch)}
            bot → Wang: ✅ Checked in … If you like, send me your location once
            Zhao (private): {digits(branch)}
        """)
        await wang.location(wang.dm, 31.2305, 121.4738)
        await zhao.location(zhao.dm, 39.9042, 116.4074)
        await branch.play("""
            bot → Wang: noted that you are near
            bot → Zhao: noted that you are not near … your check-in stands
        """)

        assert branch.rows("SELECT near FROM checkins ORDER BY id") == [(1,), (0,)]
        assert not branch.rows("SELECT 1 FROM letters WHERE body LIKE '%39.9042%'")
