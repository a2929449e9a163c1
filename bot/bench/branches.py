"""Branches to measure with: made through the services, as /setup and /join make them."""

from collections.abc import Callable
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.bench.bots import message
from bot.clock import system_clock
from bot.services import chat as chats_service
from bot.services import setup
from bot.services.desk import Desk, House
from bot.services.letters import Lane
from storage import filling, letters, persons
from storage.engine import open_writer
from storage.migrate import migrate
from storage.transaction import Tx
from storage.writer import Writer

OWNER = 900_000_000
FIRST_MEMBER = 800_000_000
MOST_BRANCHES = 500
MEMBER_COUNT = 25
HOUSE = House(
    zone=ZoneInfo("Asia/Shanghai"),
    owners=frozenset(range(OWNER, OWNER + MOST_BRANCHES)),
    username="bench_bot",
    bot_id=7,
)
_NUMBERS = count(1)


def address(place: Path | str) -> str:
    """Answer the address of a database: of a file, or as it was given."""
    return f"sqlite:///{place}" if isinstance(place, Path) else place


def open_bench(place: Path | str) -> tuple[Writer, Callable[[Tx], Desk]]:
    """Open a fresh database; answer its writer, not yet started, and how to get a desk."""
    url = address(place)
    migrate(url, now=system_clock())
    return Writer(open_writer(url)), lambda tx: desk_at(tx, system_clock())


def desk_at(tx: Tx, now: datetime) -> Desk:
    """Answer a desk with a source of its own."""
    return Desk(tx=tx, now=now, house=HOUSE, source=f"b{next(_NUMBERS)}")


def fill(path: Path | str, *, branches: int, members: int) -> None:
    """Make branches, each with a group, a secretary and members; everybody has opened the private chat."""
    writer, desk_of = open_bench(path)

    def make(tx: Tx) -> None:
        desk = desk_of(tx)
        for index in range(branches):
            group = chats_service.meet(desk, group_id(index), kind="supergroup", title=f"G{index}")
            if group is None:
                raise LookupError("a group was just added and is not there")
            secretary = setup.person_of(desk, OWNER + index, f"Secretary {index}", "zh-hans")
            persons.change(tx, secretary.id, reachable=True)
            made = setup.set_up(desk, group, secretary, preset="sichuan", name=f"Branch {index}")
            for number in range(members):
                account = member_id(index, number, members)
                person = setup.person_of(desk, account, f"Member {index}-{number}", "zh-hans")
                setup.enrol(desk, person, made.branch)
                persons.change(tx, person.id, reachable=True)

    writer.start()
    try:
        writer.call(make).result()
    finally:
        writer.stop()
        writer.engine.dispose()


def fill_crowd(path: Path, *, branches: int, members: int) -> None:
    """Make thousands of branches after the model of one, by SQL: a minute's work of the services in seconds."""
    fill(path, branches=1, members=members)
    engine = open_writer(address(path))
    with engine.connect() as connection, connection.begin():
        filling.fill_people(
            connection, branches=branches - 1, members=members, first_group=group_id(0), first_member=member_id(0, 0, 1)
        )
    engine.dispose()


def group_id(index: int) -> int:
    """Answer the chat of a branch."""
    return -1_001_000_000_000 - index


def member_id(index: int, number: int, members: int) -> int:
    """Answer the account of a member."""
    return FIRST_MEMBER + index * members + number


def claims(number: int, *, branches: int, members: int) -> list[dict[str, Any]]:
    """Make claims with a photo, spread over branches and members; no two are the same."""
    made = []
    for i in range(number):
        index, who = i % branches, (i // branches) % members
        serial = next(_NUMBERS)
        photo = [{"file_id": f"F{serial}", "file_unique_id": f"U{serial}", "width": 9, "height": 9, "file_size": 9000}]
        made.append(
            message(
                group_id(index),
                "supergroup",
                member_id(index, who, members),
                serial,
                caption=f"/claim K701 street cleaning {serial}",
                photo=photo,
            )
        )
    return made


def write_broadcast(path: Path, chats: int) -> None:
    """Write a broadcast: one letter in the lowest lane for each of many groups."""
    writer, desk_of = open_bench(path)

    def write(tx: Tx) -> None:
        desk = desk_of(tx)
        for index in range(chats):
            letters.add(
                tx,
                key=f"bench:{index}",
                chat_id=group_id(1000 + index),
                lane=Lane.BROADCAST,
                method="message",
                body='{"text":"The notice of the month","silent":true}',
                now=desk.now,
            )

    writer.start()
    try:
        writer.call(write).result()
    finally:
        writer.stop()
        writer.engine.dispose()
