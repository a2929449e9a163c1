"""The timetable's look: what it writes, what it remembers, and how little it does when nothing is due."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine

from bot.domain.calendar.rules import PostKind
from bot.domain.refusals import Refusal
from bot.services import by_hand, notice, plan, setup, timetable
from bot.services import chat as chats_service
from bot.services.ahead import Ahead
from bot.services.desk import Desk, House
from handlers.compose import compose
from storage import chats, orgs, persons, posts
from storage.engine import open_writer
from storage.memory import Memory
from storage.migrate import migrate
from storage.orgs import Org
from storage.persons import Person
from storage.transaction import Tx

ZONE = ZoneInfo("Asia/Shanghai")
OWNER = 77


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@dataclass
class Room:
    """A database with branches, and a clock."""

    engine: Engine
    memory: Memory
    now: datetime

    @contextmanager
    def desk(self, now: str | None = None) -> Iterator[Desk]:
        """Open a transaction, commit it at the end."""
        if now is not None:
            self.now = at(now)
        with self.engine.connect() as connection:
            with connection.begin():
                house = House(zone=ZONE, locale="en", owners=frozenset({OWNER}), username="jifen_bot")
                yield Desk(tx=Tx(connection, self.memory), now=self.now, house=house, source=f"t{self.now.timestamp()}")
            self.memory.committed()

    @contextmanager
    def counting(self) -> Iterator[list[str]]:
        """Count the statements that reach SQLite."""
        with self.engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            told: list[str] = []
            driver.set_trace_callback(told.append)
            try:
                yield told
            finally:
                driver.set_trace_callback(None)

    def found(self, chat_id: int, *, preset: str = "sichuan") -> None:
        """Set up a branch in a group, now."""
        with self.desk() as desk:
            chat = chats_service.meet(desk, chat_id, kind="supergroup", title=f"群{chat_id}")
            assert chat is not None
            owner = setup.person_of(desk, OWNER, "Li", "en")
            setup.set_up(desk, chat, owner, preset=preset, name=f"支部{chat_id}")

    def look(self, now: str) -> None:
        with self.desk(now) as desk:
            timetable.look(desk, compose)

    def fates(self, chat_id: int) -> list[tuple[str, str, str]]:
        with self.desk() as desk:
            rows = posts.of_chat(desk.tx, chat_id)
            return sorted((row.kind, row.period, row.state) for row in rows if row.kind != posts.CONCLUDED)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    url = f"sqlite:///{tmp_path}/jifenbot.db"
    now = at("2026-05-15T12:00")
    migrate(url, now=now)
    engine = open_writer(url)
    yield Room(engine, Memory(), now)
    engine.dispose()


def branch_of(desk: Desk, chat_id: int) -> tuple[chats.Chat, Org, Person]:
    chat = chats.get(desk.tx, chat_id)
    owner = persons.by_telegram(desk.tx, OWNER)
    assert chat is not None and chat.org_id is not None and owner is not None  # noqa: PT018 - one fact: it was set up
    return chat, orgs.get(desk.tx, chat.org_id), owner


# ---- what a look costs -----------------------------------------------------------------------------------------


def test_a_look_at_which_nothing_is_due_asks_the_database_nothing(room: Room) -> None:
    """However many groups there are; another look at all of them comes a minute later at most."""
    for chat_id in (-1, -2, -3):
        room.found(chat_id)
    ahead = Ahead()
    with room.desk("2026-05-15T12:00:05") as desk:
        view = timetable.survey(desk, ahead)
    assert view is not None
    assert view.owed == ()
    ahead.learn(view)

    with room.counting() as told, room.desk("2026-05-15T12:00:10") as desk:
        before = len(told)
        assert timetable.survey(desk, ahead) is None
        assert len(told) == before

    with room.desk("2026-05-15T12:01:06") as desk:
        assert timetable.survey(desk, ahead) is not None


def test_the_cost_of_a_look_at_all_groups_does_not_follow_their_number(room: Room) -> None:
    """Groups of one rhythm share one plan, and what is settled is not asked for again."""
    room.found(-1)
    ahead = Ahead()
    with room.desk("2026-05-15T12:02") as desk:
        view = timetable.survey(desk, ahead)
        assert view is not None
        _, branch, _ = branch_of(desk, -1)
        for number in range(2000):
            chats.add(desk.tx, -1000 - number, kind="supergroup", title="")
            chats.change(desk.tx, -1000 - number, org_id=branch.id, state="bound", bound_at=desk.now)
    with room.desk("2026-05-15T12:04") as desk:
        view = timetable.survey(desk, ahead)
        assert view is not None
        ahead.learn(view)

    with room.counting() as told, room.desk("2026-05-15T12:06") as desk:
        view = timetable.survey(desk, ahead)

    assert view is not None
    assert len(view.settled) == 2001
    assert len(told) < 12, told


def test_what_was_not_committed_is_not_learned(room: Room) -> None:
    """A look whose post could not be written finds it owed again; one that could does not."""
    room.found(-1)
    ahead = Ahead()
    with room.desk("2026-05-18T09:00") as desk:
        view = timetable.survey(desk, ahead)
    assert view is not None
    assert view.owed == (-1,)
    ahead.learn(view)

    with room.desk("2026-05-18T09:01:01") as desk:
        again = timetable.survey(desk, ahead)
        assert again is not None
        assert again.owed == (-1,)
        assert timetable.serve(desk, compose, -1)
    ahead.learn(again)
    ahead.served(-1, again)

    with room.desk("2026-05-18T09:02:02") as desk:
        after = timetable.survey(desk, ahead)
    assert after is not None
    assert after.owed == ()


def test_what_is_forgotten_meanwhile_stays_forgotten(room: Room) -> None:
    """Another process wrote while a look was under way: what that look learned is not trusted."""
    room.found(-1)
    ahead = Ahead()
    with room.desk("2026-05-15T12:01") as desk:
        view = timetable.survey(desk, ahead)
    assert view is not None
    ahead.forget()
    ahead.learn(view)

    assert ahead.view is None


def test_a_clock_that_went_back_makes_what_is_known_worthless(room: Room) -> None:
    """And nothing is posted twice for it."""
    room.found(-1)
    ahead = Ahead()
    with room.desk("2026-05-18T09:00") as desk:
        view = timetable.survey(desk, ahead)
        assert view is not None
        timetable.serve(desk, compose, -1)
    ahead.learn(view)
    with room.desk("2026-05-16T09:00") as desk:
        back = timetable.survey(desk, ahead)
    assert back is not None
    assert back.owed == ()
    room.look("2026-05-18T09:00")

    assert room.fates(-1) == [("reminder", "2026-05-B", "posted")]


def test_a_rhythm_of_ones_own_takes_effect_at_once(room: Room) -> None:
    """And the post that was made by the old rhythm is not made again for the same half month."""
    room.found(-1)
    room.look("2026-05-18T09:00")
    with room.desk("2026-05-18T10:00") as desk:
        _, branch, _ = branch_of(desk, -1)
        orgs.set_settings(desk.tx, branch.id, {"reminder": "1,20"})
    room.look("2026-05-20T09:00")
    assert sorted(room.fates(-1)) == [("dues", "2026-05", "posted"), ("reminder", "2026-05-B", "posted")]

    with room.desk("2026-05-20T10:00") as desk:
        _, branch, _ = branch_of(desk, -1)
        orgs.set_settings(desk.tx, branch.id, {"reminder": "every 2 weeks from 2026-05-21"})
    room.look("2026-05-21T09:00")

    assert ("reminder", "2026-05-21", "posted") in room.fates(-1)


# ---- what it writes --------------------------------------------------------------------------------------------


def test_after_months_of_silence_only_the_newest_is_posted_and_the_rest_is_told(room: Room) -> None:
    """Of each kind the newest, if it is inside its grace."""
    room.found(-1)
    room.look("2026-07-08T12:00")

    fates = {(kind, period): state for kind, period, state in room.fates(-1)}
    assert {key for key, state in fates.items() if state == "late"} == {("notice", "2026-06")}
    assert {key for key, state in fates.items() if state == "missed"} == {
        ("reminder", "2026-05-B"),
        ("dues", "2026-05"),
        ("flash", "2026-05"),
        ("reminder", "2026-06-A"),
        ("notice", "2026-05"),
        ("quarter", "2026-Q2"),
        ("reminder", "2026-06-B"),
        ("dues", "2026-06"),
        ("flash", "2026-06"),
        ("half_year", "2026-H1"),
        ("reminder", "2026-07-A"),
    }


def test_a_missed_notice_is_posted_by_hand(room: Room) -> None:
    """Nobody else would close the month."""
    room.found(-1)
    room.look("2026-06-15T12:00")
    assert ("notice", "2026-05", "missed") in room.fates(-1)
    with room.desk("2026-06-15T12:01") as desk:
        chat, branch, owner = branch_of(desk, -1)
        kinds = [planned.post.kind for planned in plan.upcoming(desk, chat, branch)]
        assert kinds[0] is PostKind.NOTICE
        planned = plan.find(desk, chat, branch, "notice", "2026-05")
        assert planned is not None
        by_hand.send_now(desk, compose, owner, planned)
        with pytest.raises(Refusal) as caught:
            by_hand.send_now(desk, compose, owner, planned)
        assert caught.value.code == "POST_IS_OUT"

    assert ("notice", "2026-05", "late") in room.fates(-1)
    with room.desk() as desk:
        _, branch, _ = branch_of(desk, -1)
        told = notice.facts(desk, branch, "2026-05")
    assert (told.first.isoformat(), told.until.isoformat()) == ("2026-06-16", "2026-06-18")


def test_a_rehearsal_of_rendering_writes_nothing(room: Room) -> None:
    """A preview and the command line's rendering read only."""
    room.found(-1)
    with room.desk("2026-06-05T12:00") as desk:
        chat, branch, _ = branch_of(desk, -1)
        planned = plan.find(desk, chat, branch, "notice", "2026-05")
        assert planned is not None
        shown = by_hand.preview(desk, compose, planned)
        [batch] = by_hand.due_at(desk, at("2026-06-08T09:00"))
        [worded] = by_hand.word(desk, compose, batch, as_of=at("2026-06-08T09:00"))

    assert shown.text == worded.text
    assert room.fates(-1) == []


def test_the_calendar_lists_held_posts_at_the_end_of_the_quiet_hours(room: Room) -> None:
    """It tells when they come."""
    room.found(-1)
    with room.desk("2026-05-15T13:00") as desk:
        _, branch, _ = branch_of(desk, -1)
        orgs.set_settings(desk.tx, branch.id, {"quiet_hours": "08:00-10:30"})
        listed = plan.calendar(desk, at("2026-05-18T00:00"), at("2026-05-29T23:59"))

    assert [(planned.post.kind.value, planned.at) for planned in listed] == [
        ("reminder", at("2026-05-18T10:30")),
        ("dues", at("2026-05-20T10:30")),
        ("flash", at("2026-05-29T17:00")),
    ]


def test_a_group_of_a_committee_has_no_timetable(room: Room) -> None:
    """It keeps no points of its own."""
    room.found(-1)
    with room.desk() as desk:
        root = orgs.by_code(desk.tx, setup.ROOT)
        assert root is not None
        chats.add(desk.tx, -9, kind="supergroup", title="党委")
        chats.change(desk.tx, -9, org_id=root.id, state="bound", bound_at=desk.now)
    room.look("2026-05-18T09:00")

    assert room.fates(-9) == []
    assert room.fates(-1) == [("reminder", "2026-05-B", "posted")]


def test_publicities_end_by_the_calendar(room: Room) -> None:
    """publicity → closed, the day after its last (3.23)."""
    room.found(-1)
    room.look("2026-06-08T09:00")
    states = []
    for day in range(4):
        room.look((at("2026-06-09T10:00") + timedelta(days=day)).isoformat()[:19])
        with room.desk() as desk:
            states.append(desk.tx.connection.exec_driver_sql("SELECT state FROM periods").scalar())

    assert states == ["publicity", "publicity", "publicity", "closed"]
