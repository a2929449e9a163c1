"""Scheduled posts: what comes by itself, when, once, and what it tells to whom."""

import json
import os
import subprocess
import sys
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bot.domain.points.ledger import EntryKind
from bot.services import booking, rulebook
from bot.simulator.model import Message
from storage import orgs, rosters
from storage.transaction import Tx
from tests.stage import ZONE, Stage, a_branch, a_stage


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def said(branch: Stage, start: str) -> list[Message]:
    """What the bot said in the group that begins so."""
    return [message for message in branch.chat.from_bot if message.text.startswith(start)]


def posts(branch: Stage) -> list[tuple[str, str, str]]:
    rows = branch.rows("SELECT kind, period, state FROM posts WHERE kind != 'concluded' ORDER BY planned_at, kind")
    return [(row[0], row[1], row[2]) for row in rows]


def command_line(branch: Stage, *words: str) -> Any:
    """Run the command line beside the running bot."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", *words],
        env={**os.environ, "JIFENBOT_DATABASE_URL": branch.url, "JIFENBOT_LOCALE": "en"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def deduct(branch: Stage, name: str, points: str, period: str) -> None:
    """Book a deduction, as the office does."""

    def book(tx: Tx) -> None:
        assert branch.app.running is not None
        desk = branch.app.running.desk(tx, "test")
        org = orgs.branches(tx)[0]
        person = next(one for one in rosters.roster(tx, org.id) if one.name == name)
        booking.append(
            desk,
            branch=org,
            rules=rulebook.current(desk, org),
            subject=booking.subject_of(desk, "member", person.id),
            item="K101",
            kind=EntryKind.DEDUCT,
            points=Decimal(points),
            period=period,
            ref_period=None,
            claim_id=None,
            by_id=None,
            reason="absent without leave",
        )

    assert branch.app.running is not None
    branch.app.running.writer.call(book).result(10)


SIGNS = {"reminder": "⏰", "flash": "⚡", "notice": "📢", "quarter": "🔭"}


# ---- when ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "before", "kind", "period"),
    [
        ("2026-02-02T09:00", "2026-01-31", "reminder", "2026-02-A"),
        ("2026-02-24T09:00", "2026-02-20", "reminder", "2026-02-B"),
        ("2026-02-28T17:00", "2026-02-26", "flash", "2026-02"),
        ("2026-10-08T09:00", "2026-10-05", "reminder", "2026-10-A"),
        ("2026-10-14T09:00", "2026-10-13", "notice", "2026-09"),
        ("2026-12-10T09:00", "2026-12-09", "quarter", "2026-Q4"),
        ("2026-05-12T09:00", "2026-05-11", "notice", "2026-04"),
    ],
)
async def test_each_post_comes_on_its_working_day_to_the_minute(
    tmp_path: Path, moment: str, before: str, kind: str, period: str
) -> None:
    """The golden days of 2026, with its make-up days, through the running bot."""
    async with a_branch(tmp_path, preset="sichuan", locale="en", at=at(f"{before}T12:00")) as branch:
        await branch.move_to(at(moment).replace(minute=59, hour=at(moment).hour - 1))
        assert said(branch, SIGNS[kind]) == []

        await branch.move_to(at(moment))

        assert len(said(branch, SIGNS[kind])) == 1
        assert posts(branch) == [(kind, period, "posted")]


async def test_a_day_with_two_posts_brings_one_message(tmp_path: Path) -> None:
    """The half-year standing and the reminder of 1 July fall on one minute."""
    async with a_branch(tmp_path, preset="sichuan", locale="en", at=at("2026-06-30T18:00")) as branch:
        news = len(branch.chat.from_bot)
        await branch.move_to(at("2026-07-01T09:00"))

        assert len(branch.chat.from_bot) == news + 1
        text = branch.chat.from_bot[-1].text
        assert "Half-year standing, first half of 2026" in text
        assert "Reminder, first half of July 2026" in text
        assert posts(branch) == [("half_year", "2026-H1", "posted"), ("reminder", "2026-07-A", "posted")]


async def test_a_restart_repeats_nothing(tmp_path: Path) -> None:
    """What was posted is on disk: another process on the same database posts only what is new."""
    async with a_branch(tmp_path, preset="sichuan", locale="en", at=at("2026-05-29T12:00")) as branch:
        await branch.move_to(at("2026-05-29T17:00"))
        await branch.look()
        assert len(said(branch, "⚡")) == 1
        people = {name: user.id for name, user in branch.people.items()}
    async with a_stage(tmp_path, url=branch.url, locale="en", at=at("2026-05-29T17:05")) as again:
        assert {name: user.id for name, user in again.people.items()} == people
        await again.look()
        assert again.chat.from_bot == []

        await again.move_to(at("2026-06-01T09:00"))

        assert [message.text[:1] for message in again.chat.from_bot] == ["⏰"]


async def test_what_is_late_says_so_and_what_is_too_late_is_told_to_the_secretary(tmp_path: Path) -> None:
    """A reminder may be a day late, a flash board twelve hours."""
    async with a_branch(tmp_path, preset="sichuan", locale="en", at=at("2026-05-29T12:00")) as branch:
        await branch.move_to(at("2026-06-01T11:30"))

        assert posts(branch) == [("flash", "2026-05", "missed"), ("reminder", "2026-06-A", "late")]
        assert said(branch, "⚡") == []
        assert "This should have been posted on Jun 1 09:00." in said(branch, "⏰")[0].text
        missed = [message.text for message in branch.people["Li"].dm.from_bot if "away too long" in message.text]
        assert len(missed) == 1
        assert "flash board, May 2026, planned for May 29 17:00" in missed[0]
        assert not any("away too long" in message.text for message in branch.people["Wang"].dm.from_bot)


async def test_who_could_not_be_told_is_told_when_they_come_back(tmp_path: Path) -> None:
    """The only secretary blocks the bot while posts are left out; back again, each comes once."""
    async with a_branch(tmp_path, preset="sichuan", locale="en", at=at("2026-05-29T12:00")) as branch:
        li = branch.people["Li"]
        await li.block_bot()
        await branch.settled()
        await branch.move_to(at("2026-06-01T11:30"))
        assert posts(branch)[0] == ("flash", "2026-05", "missed")
        assert not any("away too long" in message.text for message in li.dm.from_bot)

        for _ in range(2):
            await li.unblock_bot()
            await branch.settled()
            missed = [message.text for message in li.dm.from_bot if "away too long" in message.text]
            assert len(missed) == 1
            assert "flash board, May 2026, planned for May 29 17:00" in missed[0]
            await li.block_bot()
            await branch.settled()


async def test_a_group_owes_nothing_from_before_it_was_bound(tmp_path: Path) -> None:
    """The reminder of 09:00 is not made up for a group that was bound at noon."""
    async with a_branch(tmp_path, preset="sichuan", locale="en", at=at("2026-05-18T12:00")) as branch:
        await branch.look()

        assert posts(branch) == []
        assert said(branch, "⏰") == []


async def test_a_clock_that_goes_back_repeats_nothing(tmp_path: Path) -> None:
    """Somebody sets the machine's clock back and forth."""
    async with a_branch(tmp_path, preset="sichuan", locale="en", at=at("2026-05-15T12:00")) as branch:
        for day in ("18T09:00", "17T09:00", "18T09:00", "20T09:00", "29T17:00"):
            await branch.move_to(at(f"2026-05-{day}"))

        assert posts(branch) == [
            ("reminder", "2026-05-B", "posted"),
            ("dues", "2026-05", "posted"),
            ("flash", "2026-05", "posted"),
        ]
        assert len(said(branch, "⏰")) == 1


async def test_quiet_hours_hold_a_post_until_their_end(tmp_path: Path) -> None:
    """Held is neither late nor dropped."""
    async with a_branch(
        tmp_path, preset="sichuan", locale="en", at=at("2026-05-15T12:00"), quiet_hours="08:00-10:00"
    ) as branch:
        await branch.move_to(at("2026-05-18T09:30"))
        assert said(branch, "⏰") == []

        await branch.move_to(at("2026-05-18T10:00"))

        assert len(said(branch, "⏰")) == 1
        assert "should have been" not in said(branch, "⏰")[0].text


async def test_a_year_without_an_official_calendar_warns(tmp_path: Path) -> None:
    """The make-up days of 2027 are published late in 2026; until then dates may move, and a post says so."""
    async with a_branch(tmp_path, preset="sichuan", locale="en", at=at("2026-12-31T18:00")) as branch:
        await branch.move_to(at("2027-01-04T09:00"))

        assert "The make-up working days of 2027 are not published yet" in branch.chat.from_bot[-1].text
        assert command_line(branch, "calendar", "--from", "2027-01-04", "--to", "2027-01-04")


async def test_a_branch_that_is_broken_harms_no_other(tmp_path: Path) -> None:
    """A fault in one group's post is logged, and every other group gets its own."""
    async with a_branch(tmp_path, preset="sichuan", locale="en", at=at("2026-05-15T12:00")) as branch:
        second = branch.sim.group("第二群", [branch.people["Li"]])
        await branch.settled()
        await branch.people["Li"].say(second, "/setup lanshan 第二党支部")
        await branch.settled()
        assert branch.app.running is not None
        org_id = branch.rows("SELECT id FROM orgs WHERE name = '第一党支部'")[0][0]
        branch.app.running.writer.call(lambda tx: orgs.set_scheme(tx, org_id, "gone")).result(10)

        await branch.move_to(at("2026-05-18T09:00"))

        assert any(text.startswith("⏰") for text in second.texts)
        assert said(branch, "⏰") == []
        branch.app.running.writer.call(lambda tx: orgs.set_scheme(tx, org_id, "sichuan")).result(10)
        await branch.move_to(at("2026-05-18T09:05"))
        assert len(said(branch, "⏰")) == 1


# ---- the reminder ----------------------------------------------------------------------------------------------


async def test_the_group_gets_numbers_and_the_secretary_the_names(tmp_path: Path) -> None:
    """Who has not filed is nobody's business but the secretary's and their own."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        await branch.people["Wang"].photo(branch.chat, "/claim K701 05-12 gardening")
        await branch.settled()
        await branch.move_to(at("2026-05-18T09:00"))
        text = said(branch, "⏰")[0].text

        assert "Claims for May 2026 until Wed, Jun 3: 2 have not filed yet." in text
        assert "1 claim waits for review, since Wed, May 13." in text
        assert "Fri, May 29: flash board of May 2026" in text
        assert "Zhao" not in text
        assert "Wang" not in text
        secretary = [message.text for message in branch.people["Li"].dm.from_bot if message.text.startswith("🗂")]
        assert len(secretary) == 1
        assert "Not filed yet for May 2026: Li and Zhao" in secretary[0]
        assert "1 claim waits for your decision" in secretary[0]
        nudge = branch.people["Zhao"].dm.from_bot[-1]
        assert "You have not filed any yet." in nudge.text
        assert not any(message.text.startswith("🗂") for message in branch.people["Wang"].dm.from_bot)


async def test_a_nudge_can_be_stopped_for_a_month(tmp_path: Path) -> None:
    """🔕 holds for the month that was asked about, not for ever."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        await branch.move_to(at("2026-05-18T09:00"))
        zhao = branch.people["Zhao"]

        def nudges() -> int:
            return sum(message.text.startswith("🗂") for message in zhao.dm.from_bot)

        assert nudges() == 1
        await branch.play("""
            Zhao (private): [🔕] → toast: No more reminders for May 2026.
        """)
        await branch.move_to(at("2026-06-01T09:00"))
        assert nudges() == 1

        await branch.move_to(at("2026-06-16T09:00"))

        assert nudges() == 2


async def test_routine_is_silent_and_only_a_near_deadline_sounds(tmp_path: Path) -> None:
    """The reminder of 1 June stands two days before claims close, and somebody has not filed."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        for moment in ("2026-05-18T09:00", "2026-05-29T17:00", "2026-06-01T09:00", "2026-06-08T09:00"):
            await branch.move_to(at(moment))

        sent = [one for one in branch.sim.world.sent_log if one.chat_id == branch.chat.id and one.text[:1] in "⏰⚡📢"]
        assert [(one.text[:1], one.silent) for one in sent] == [
            ("⏰", True),
            ("⚡", True),
            ("⏰", False),
            ("📢", True),
        ]


# ---- the notice ------------------------------------------------------------------------------------------------


async def test_the_notice_ranks_publishes_and_closes_the_month(tmp_path: Path) -> None:
    """Leaderboard, publicity and the ledger's head in one post; what is approved afterwards is an adjustment."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        await branch.play("""
            Wang: photo "/claim K701 x2 05-12 street cleaning"
            Li: [✅]
            Zhao: photo "/claim K701 05-12 gardening"
        """)
        await branch.move_to(at("2026-06-08T09:00"))
        notice = said(branch, "📢")[0]

        assert "3 in scope, 2 fully reviewed, average 82.00" in notice.text
        assert "🥇 Wang 86.00\n🥈 Li 80.00\n🥈 Zhao 80.00" in notice.text
        assert "1 claim is still in review" in notice.text
        assert "Publicity: Tue, Jun 9 – Thu, Jun 11 (3 working days)" in notice.text
        [(state, until, seq, head)] = branch.rows("SELECT state, publicity_until, head_seq, head_hash FROM periods")
        assert (state, str(until), seq) == ("publicity", "2026-06-11", 1)
        assert head[:16] in notice.text

        await branch.people["Li"].press(branch.chat.with_button("✅"), "✅")
        await branch.settled()

        entries = branch.rows("SELECT period, kind, ref_period FROM ledger ORDER BY id")
        assert [tuple(entry) for entry in entries] == [
            ("2026-05", "award", None),
            ("2026-06", "adjust", "2026-05"),
        ]


async def test_the_end_of_the_publicity_is_told_with_the_next_post_once(tmp_path: Path) -> None:
    """2.3-4: no post of its own."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        for moment in ("2026-06-08T09:00", "2026-06-10T09:00"):
            await branch.move_to(at(moment))
        news = len(branch.chat.from_bot)
        await branch.move_to(at("2026-06-12T09:00"))
        assert branch.rows("SELECT state FROM periods")[0][0] == "closed"
        assert len(branch.chat.from_bot) == news

        for moment in ("2026-06-16T09:00", "2026-06-30T17:00"):
            await branch.move_to(at(moment))

        told = [message.text for message in branch.chat.from_bot if "publicity of May 2026 is over" in message.text]
        assert len(told) == 1
        assert "⏰" in told[0]


async def test_objecting_and_details_are_private(tmp_path: Path) -> None:
    """The buttons under the notice answer whoever presses, and nobody else."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        await branch.play("""
            Wang: photo "/claim K701 x2 05-12 street cleaning"
            Li: [✅]
        """)
        await branch.move_to(at("2026-06-08T09:00"))
        await branch.play("""
            Wang: [✋] → toast: I send it to you privately.
            bot → Wang: ✋ Objections to May 2026 are open until Thu, Jun 11 … [#1 … +6.00] [Total of May 2026]
            bot: nothing
            Wang: [👤] → toast: I send it to you privately.
            bot → Wang: … May 2026 … 86.00
            bot: nothing
            Zhao: [📋] → toast: I send it to you privately.
            bot → Zhao: … May 2026 … Wang 86.00 … Zhao 80.00
            bot: nothing
        """)
        await branch.move_to(at("2026-06-12T09:00"))
        await branch.play("""
            Wang: [✋] → toast: Objections to May 2026 were open until Thu, Jun 11, 2026
            bot → Wang: nothing
        """)


async def test_nobody_below_the_base_is_named_in_the_group(tmp_path: Path) -> None:
    """At or above the base by name, the others as a number - on every post with a board."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        deduct(branch, "Zhao", "-5.00", "2026-05")
        moments = ("2026-05-29T17:00", "2026-06-08T09:00", "2026-06-10T09:00", "2026-07-01T09:00", "2026-12-01T09:00")
        for moment in moments:
            await branch.move_to(at(moment))

        texts = [message.text for message in branch.chat.from_bot if message.text[:1] in "⚡📢🔭📊📦✅"]
        boards = [text for text in texts if "Wang" in text and "enrolled" not in text]
        assert len(boards) == len(moments)
        assert not any("Zhao" in text for text in boards)
        assert sum("and 1 other" in text for text in boards) >= 3
        assert not any("absent without leave" in message.text for message in branch.chat.from_bot)


async def test_two_groups_of_one_branch_get_the_notice_and_the_month_closes_once(tmp_path: Path) -> None:
    """Both say the same head."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        second = branch.sim.group("第二群", [branch.people["Li"], branch.people["Wang"]])
        await branch.settled()
        await branch.people["Li"].say(second, "/bind B001")
        await branch.settled()
        assert branch.rows("SELECT count(*) FROM chats WHERE state = 'bound'")[0][0] == 2
        await branch.people["Wang"].photo(branch.chat, "/claim K701 05-12 gardening")
        await branch.settled()
        await branch.people["Li"].press(branch.chat, "✅")
        await branch.settled()

        await branch.move_to(at("2026-06-08T09:00"))

        here = said(branch, "📢")[0].text
        there = next(text for text in second.texts if text.startswith("📢"))
        assert here == there
        assert len(branch.rows("SELECT * FROM periods")) == 1
        assert [row[0] for row in branch.rows("SELECT count(*) FROM posts WHERE kind = 'notice'")] == [2]
        reminders = [message for message in branch.people["Li"].dm.from_bot if message.text.startswith("🗂")]
        assert len(reminders) == len({message.text for message in reminders})


async def test_every_kind_of_subject_has_its_board_in_a_notice(tmp_path: Path) -> None:
    """Lanshan compares branches and members; the year-end opens with the year so far."""
    async with a_branch(tmp_path, preset="lanshan", locale="en") as branch:
        await branch.move_to(at("2026-06-08T09:00"))
        notice = said(branch, "📢")[0].text

        assert "members: 3 in scope, 0 with points, average 0.00" in notice
        assert "branches: 1 in scope" in notice
        await branch.move_to(at("2026-12-01T09:00"))
        assert "Year-end appraisal 2026 opens" in branch.chat.from_bot[-1].text
        assert "Points, January 2026 – December 2026" in branch.chat.from_bot[-1].text


async def test_who_lost_more_than_was_earned_is_not_on_the_board_of_a_notice(tmp_path: Path) -> None:
    """On the board is a total above nothing (3.10), in the line over the rows as under them."""
    async with a_branch(tmp_path, preset="lanshan", locale="zh_Hans") as branch:
        deduct(branch, "Zhao", "-1", "2026-05")
        deduct(branch, "Wang", "0.00", "2026-05")
        deduct(branch, "Li", "2", "2026-05")
        await branch.move_to(at("2026-06-08T09:00"))
        notice = said(branch, "📢")[0].text

        assert "党员：应评 3，登榜 1，平均 0.33 分" in notice
        assert "\n登榜 1 人。" in notice


# ---- by hand ---------------------------------------------------------------------------------------------------


async def test_the_secretary_previews_and_posts_early(tmp_path: Path) -> None:
    """What was posted by hand is not posted again at its time."""
    async with a_branch(tmp_path, preset="sichuan", locale="en", at=at("2026-05-15T12:00")) as branch:
        await branch.play("""
            Li: /notice
            bot: nothing
            bot → Li: … May 18 09:00 … half-month reminder, second half of May 2026 … Claims for May 2026 until …
            Li (private): [📤] → toast: Posted.
            bot: ⏰ … second half of May 2026
        """)
        await branch.move_to(at("2026-05-18T09:00"))

        assert len(said(branch, "⏰")) == 1
        assert posts(branch) == [("reminder", "2026-05-B", "posted")]


async def test_the_notice_of_a_running_month_cannot_be_posted(tmp_path: Path) -> None:
    """It would close the month for everybody."""
    async with a_branch(tmp_path, preset="sichuan", locale="en", at=at("2026-05-29T18:00")) as branch:
        await branch.play("""
            Li (private): /notice
            bot → Li: … half-month reminder
            Li (private): [Mon, Jun 8]
            bot → Li: … monthly notice with publicity, May 2026 … closes May 2026
            Li (private): [📤] → toast: May 2026 is not over yet
            bot: nothing
        """)
        assert branch.rows("SELECT * FROM periods") == []


async def test_a_skip_needs_a_reason_and_is_told_to_the_secretary(tmp_path: Path) -> None:
    """A skipped post can still be sent by hand; nothing else brings it back."""
    async with a_branch(tmp_path, preset="sichuan", locale="en", at=at("2026-05-15T12:00")) as branch:
        await branch.play("""
            Li (private): /notice
            Li (private): [⏭]
            bot → Li: Why is it skipped: half-month reminder
            Li (private): everybody is on tour
            bot → Li: Li skipped a post … half-month reminder, second half of May 2026 … Reason: everybody is on tour
            bot: nothing
        """)
        await branch.move_to(at("2026-05-18T09:00"))
        assert said(branch, "⏰") == []
        assert posts(branch) == [("reminder", "2026-05-B", "skipped")]

        await branch.play("""
            Li (private): /notice
            Li (private): [Mon, May 18]
            bot → Li: … not posted: half-month reminder
            Li (private): [📤] → toast: Posted.
            bot: ⏰ … second half of May 2026
            Li (private): /notice
        """)
        assert posts(branch) == [("reminder", "2026-05-B", "late")]


async def test_posts_are_handled_by_words_too(tmp_path: Path) -> None:
    """For whoever types faster than they tap."""
    async with a_branch(tmp_path, preset="sichuan", locale="en", at=at("2026-05-15T12:00")) as branch:
        await branch.play("""
            Li: /notice skip
            bot: /notice skip REASON
            Li: /notice skip nobody is here
            bot → Li: Skipped.
            bot: nothing
            Li (private): /notice send
            bot: 💰 Party dues, May 2026
        """)
        assert posts(branch) == [("reminder", "2026-05-B", "skipped"), ("dues", "2026-05", "posted")]


async def test_only_the_secretary_handles_posts(tmp_path: Path) -> None:
    """A member is refused; nothing is told in the group."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        await branch.play("""
            Wang: /notice
            bot: You do not have the right to do this
            bot → Wang: nothing
        """)


@pytest.mark.parametrize(
    ("every", "days"),
    [
        ("day", ["06-26", "06-29", "06-30", "07-01", "07-02"]),
        ("week", ["06-29"]),
        ("month", ["07-01"]),
        ("quarter", ["07-01"]),
    ],
)
async def test_a_group_chooses_how_often_it_hears_what_is_open(tmp_path: Path, every: str, days: list[str]) -> None:
    """X5: by day, week, month or quarter, each once, silently, in numbers; nothing more once it is off again."""
    async with a_branch(tmp_path, preset="sichuan", locale="en", at=at("2026-06-25T12:00")) as branch:
        for wish in ("reminder 9", f"dispatch {every}"):
            await branch.people["Li"].tell(f"/settings {wish}")
            await branch.settled()
        for day in ("06-26", "06-29", "06-30", "07-01", "07-02"):
            for hour in ("09:00", "09:05"):
                await branch.move_to(at(f"2026-{day}T{hour}"))
        await branch.people["Li"].tell("/settings dispatch off")
        await branch.settled()
        await branch.move_to(at("2026-07-06T09:00"))

        rows = branch.rows("SELECT planned_at FROM posts WHERE kind = 'dispatch' ORDER BY planned_at")
        assert [f"{datetime.fromisoformat(row[0]).astimezone(ZONE):%m-%d}" for row in rows] == days
        told = [message for message in branch.chat.from_bot if "🗂 What is open" in message.text]
        assert len(told) == len(days)  # on 1 July it stands under the half-yearly post: one message
        assert all(message.silent for message in told)
        assert not any("Wang" in message.text for message in told if message.text.startswith("🗂"))


# ---- the command line ------------------------------------------------------------------------------------------


async def test_the_calendar_is_what_is_posted_over_a_quarter(tmp_path: Path) -> None:
    """Hour by hour through April, May and June: exactly what the calendar listed, at its moments."""
    async with a_branch(tmp_path, preset="sichuan", locale="en", at=at("2026-03-31T18:00")) as branch:
        listed = command_line(branch, "calendar", "--from", "2026-04-01", "--to", "2026-06-30")
        for day in sorted({row["at"] for row in listed}):
            await branch.move_to(datetime.fromisoformat(day))

        rows = branch.rows(
            "SELECT kind, period, chat_id, planned_at, state FROM posts WHERE kind != 'concluded' ORDER BY planned_at"
        )
        found = [(row[0], row[1], row[2], datetime.fromisoformat(row[3]).astimezone(ZONE).isoformat()) for row in rows]
        assert {row[4] for row in rows} == {"posted"}
        assert found == [(row["kind"], row["period"], row["chat"], row["at"]) for row in listed]
        assert {row["branch"] for row in listed} == {"B001"}
        assert len(listed) == 16
        assert listed[0] == {
            "kind": "reminder",
            "branch": "B001",
            "chat": branch.chat.id,
            "period": "2026-04-A",
            "at": "2026-04-01T09:00:00+08:00",
        }


async def test_a_notice_is_shown_and_queued_from_the_command_line(tmp_path: Path) -> None:
    """The running bot sends it, under the same key: at its time nothing comes again."""
    async with a_branch(tmp_path, preset="sichuan", locale="en", at=at("2026-06-05T12:00")) as branch:
        [shown] = command_line(branch, "notices", "--at", "2026-06-08T09:00")
        assert (shown["kind"], shown["period"], shown["at"]) == ("notice", "2026-05", "2026-06-08T09:00:00+08:00")
        assert shown["text"].startswith("📢")
        assert posts(branch) == []
        assert command_line(branch, "notices", "--at", "2026-06-08T12:00") == []

        command_line(branch, "notices", "--at", "2026-06-08T09:00", "--send")
        await branch.look()
        assert [message.text[:1] for message in said(branch, "📢")] == ["📢"]
        keys = branch.chat.from_bot[-1].json["reply_markup"]["inline_keyboard"]
        assert [key["text"] for row in keys for key in row][:2] == ["✋ Object", "👤 My details"]

        assert command_line(branch, "notices", "--at", "2026-06-08T09:00", "--send") == []
        await branch.move_to(at("2026-06-08T09:00"))
        assert len(said(branch, "📢")) == 1


async def test_links_written_at_the_command_line_lead_to_this_bot(tmp_path: Path) -> None:
    """The command line does not ask Telegram who the bot is; the postman knows."""
    async with a_branch(tmp_path, preset="sichuan", locale="en", at=at("2026-05-15T12:00")) as branch:
        command_line(branch, "notices", "--at", "2026-05-18T09:00", "--send")
        await branch.look()
        keys = said(branch, "⏰")[0].json["reply_markup"]["inline_keyboard"]

        assert [key["url"] for key in keys[0]] == [
            f"https://t.me/{branch.sim.world.bot.username}?start=claim",
            f"https://t.me/{branch.sim.world.bot.username}?start=pending",
        ]
