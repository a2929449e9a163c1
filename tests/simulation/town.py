"""A town: the real handlers, services and storage, the strict simulated Telegram, and nothing that depends on time.

No threads, no sockets, no clock but the one that is moved: a seed plays the same history on every machine. A crash
forgets what lives in memory and what was not committed; Telegram then repeats what was not confirmed.
"""

import sqlite3
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, Literal, NamedTuple
from zoneinfo import ZoneInfo

from bot.domain.points.spot import commitment
from bot.services import appeal_decision, live, notice, office, plan, spot, standing, timetable
from bot.services.desk import Desk, House
from bot.simulator import ManualClock, Simulator, User, World
from bot.simulator.limits import Limits
from bot.simulator.model import Json, Message
from bot.simulator.rooms import Group, Room
from handlers.compose import compose
from handlers.pages.board import running
from storage import grants, orgs, persons, spots
from storage.engine import open_writer
from storage.memory import Memory
from storage.orgs import Org
from storage.transaction import Tx
from tests.simulation.disk import Disk, a_database
from tests.simulation.process import Process, Telegram, wait

ZONE = ZoneInfo("Asia/Shanghai")
START = datetime(2026, 5, 13, 12, 0, tzinfo=ZONE)
SECRETARY = "Li"


class Broken(AssertionError):  # noqa: N818 - it is what happened
    """An invariant does not hold."""


class Book(NamedTuple):
    """One ledger entry, as SQL shows it."""

    id: int
    seq: int
    subject_id: int
    period: str
    item: str
    kind: str
    points: Decimal
    claim_id: int | None
    reverses: int | None


def head(message: Message) -> str:
    """Answer the first line of a message."""
    return next(iter(message.text.splitlines()), "")


@dataclass
class Town:
    """One branch, its people, its bot; a year's test founds a second one."""

    directory: Path
    preset: str = "sichuan"
    names: tuple[str, ...] = (SECRETARY, "Wang", "Zhao", "Sun", "Qian")
    start: datetime = START
    memory: type[Memory] = Memory
    zone: ZoneInfo = ZONE
    kind: Literal["group", "supergroup"] = "supergroup"
    transcript: list[str] = field(default_factory=list)
    skew: float = 0.0
    """Seconds by which the machine's clock is ahead of Telegram's."""
    wrong_by: float = 0.0
    """By how many seconds the machine's clock was ever wrong."""
    looked_at: datetime | None = None
    """The last look at what became due."""
    read: dict[tuple[str, str], int] = field(default_factory=dict)
    """Up to which row a rule has read a table."""

    def __post_init__(self) -> None:
        clock = ManualClock(self.start.timestamp())
        self.world = World(clock=clock, ticks=clock, limits=Limits(on=False))
        self.clock = clock
        self.sim = wait(self._simulator())
        self.world.updates.allow(["message", "edited_message", "callback_query", "my_chat_member", "chat_member"])
        self.people = {name: self.meet(name) for name in self.names}
        self.group = self.sim.group("First Branch", list(self.people.values()), kind=self.kind)
        self.house = House(
            zone=self.zone,
            locale="en",
            owners=frozenset({self.people[SECRETARY].id}),
            username=self.world.bot.username,
            bot_id=self.world.bot.id,
        )
        self.telegram = Telegram(self.sim)
        self.taken: set[int] = set()
        self.engine = open_writer(a_database(self.directory), connect=partial(sqlite3.connect, factory=Disk))
        with self.engine.connect() as connection:
            driver = connection.connection.driver_connection
        # PostgreSQL writes to another machine's disk; what the weather does to ours then harms nobody.
        self.disk = driver if isinstance(driver, Disk) else Disk(":memory:")
        self.begin()
        self.found(self.group, SECRETARY, self.names[1:])

    async def _simulator(self) -> Simulator:
        return Simulator(world=self.world)

    @staticmethod
    def wait(work: Coroutine[Any, Any, Any]) -> Any:
        """Run something asynchronous that waits for nothing outside."""
        return wait(work)

    @property
    def now(self) -> datetime:
        return datetime.fromtimestamp(self.machine_clock(), UTC)

    def machine_clock(self) -> float:
        """Answer what the machine takes for the time."""
        return self.clock() + self.skew

    def close(self) -> None:
        self.engine.dispose()

    def meet(self, name: str) -> User:
        """Let somebody open the private chat."""
        user: User = self.sim.user(name, started=True, language_code="en")
        return user

    def found(self, group: Group, secretary: str, members: Iterable[str]) -> None:
        """Set a branch up in its group, by somebody who may, and enrol its members."""
        self.say(secretary, f"/setup {self.preset} {group.chat.title}", room=group)
        self.settle()
        for name in members:
            self.enrol(name, group, secretary)

    def enrol(self, name: str, group: Group, secretary: str) -> None:
        """Let somebody ask to join and be admitted."""
        self.say(name, f"/join {name}", room=group)
        self.settle()
        self.press(secretary, group.with_button("✅"), "✅")
        self.settle()

    # ---- the bot -------------------------------------------------------------------------------------------
    def begin(self) -> None:
        """A process begins: it remembers nothing."""
        self.process = Process(self.engine, self.telegram, self.machine_clock, self.house)
        self.process.writer.memory = self.memory()

    def crash(self) -> None:
        """The process dies; what was not committed was never there."""
        self.note("— crash —")
        self.telegram.broken += 1
        self.blame()
        self.begin()

    def poll(self, limit: int = 100, *, confirm: bool = True) -> int:
        """Take a batch as intake does; answer how many. Without `confirm` the answer was lost, and it comes again."""
        batch = [] if self.telegram.outage else self.world.updates.batch(limit)
        if batch and not self.process.take(batch):
            self.note("— the database is away —")
            return 0
        if batch and confirm:
            self.taken.update(update["update_id"] for update in batch)
            self.world.updates.confirm(max(update["update_id"] for update in batch) + 1)
        return len(batch)

    def deliver_updates(self, order: Callable[[list[Json]], list[Json]]) -> None:
        """Take what waits one by one, as a webhook brings it."""
        for update in order([] if self.telegram.outage else self.world.updates.batch(100)):
            if self.process.take([update]):
                self.taken.add(update["update_id"])
                self.world.updates.done(update["update_id"])

    def deliver(self, most: int = 1_000_000) -> int:
        """Send letters; answer how many had their fate."""
        return self.process.deliver(most)

    def settle(self) -> None:
        """Let everything come to rest; a chat that wants to be left alone is waited for."""
        while self.poll() or self.deliver() or self._rest():
            pass
        self.blame()

    def calm_down(self) -> None:
        """Let the world be kind, and everything come to rest."""
        self.telegram.outage, self.telegram.ends_in, self.skew = False, None, 0.0
        self.world.faults.waiting.clear()
        self.disk.fails_in, self.disk.fails_to_commit = None, False
        self.note("— all is well —")
        self.settle()

    def _rest(self) -> bool:
        until = None if self.telegram.outage else self.process.waits_until
        if until is not None:
            self.clock.move(until - self.machine_clock())
        return until is not None

    def blame(self) -> None:
        process, refusals = self.process, self.telegram.refusals
        if process.incidents:
            raise Broken("an update broke the code: " + "; ".join(process.incidents))
        if process.writer.figures.poisoned > process.made_up:
            raise Broken("the fate of a letter broke the code; see the log")
        if refusals:
            raise Broken("; ".join(refusals))

    # ---- acting --------------------------------------------------------------------------------------------
    def note(self, line: str) -> None:
        self.transcript.append(f"{self.now.astimezone(self.house.zone):%y-%m-%d %H:%M:%S} {line}")

    def say(self, name: str, text: str, *, private: bool = False, room: Room | None = None) -> None:
        """Say something in the group, or to the bot alone."""
        self.note(f"{name}{' (private)' if private else ''}: {text}")
        user = self.people[name]
        self.wait(user.say(user.dm if private else room or self.group, text))

    def photo(self, name: str, caption: str) -> None:
        """Send a photo with a caption to the group."""
        self.note(f'{name}: photo "{caption}"')
        self.wait(self.people[name].photo(self.group, caption))

    def press(self, name: str, message: Message, label: str) -> None:
        """Press a button that is on a message now."""
        self.note(f"{name}: [{label}] on “{head(message)}”")
        self.wait(self.people[name].press(message, label))

    def press_old(self, name: str, message: Message, data: str) -> None:
        """Press a button that was on a message once; the person's screen was late."""
        self.note(f"{name}: [old {data}] on “{head(message)}”")
        self.world.press(self.people[name].account, message, {"text": "old", "callback_data": data})

    def edit(self, message: Message, text: str) -> None:
        """Change what somebody said."""
        name = next(name for name, user in self.people.items() if user.id == message.json["from"]["id"])
        self.note(f"{name}: changes “{head(message)}” into “{text[:40]}”")
        wait(self.people[name].edit(message, text))

    def move(self, span: timedelta) -> None:
        """Move the clock."""
        self.clock.move(span.total_seconds())
        self.note(f"— {span} later —")

    # ---- looking and arranging, inside the database -----------------------------------------------------------
    def inside(self, work: Callable[[Tx], Any]) -> Any:
        """Do something in a transaction of its own."""
        return self.process.inside(work)

    def desk(self, tx: Tx, source: str) -> Desk:
        return self.process.desk(tx, source)

    def grant(self, name: str, role: str) -> None:
        """Give somebody a role, as /grant does."""
        self.note(f"— {name} becomes {role} —")

        def give(tx: Tx) -> None:
            person = persons.by_telegram(tx, self.people[name].id)
            branch = orgs.branches(tx)[0]
            assert person is not None
            grants.add(tx, person_id=person.id, org_id=branch.id, role=role, by=None, now=self.now)

        self.inside(give)

    def freeze(self, month: str) -> None:
        """Write that a month's notice stands: it takes no entry from now on, is laid open and drawn from."""
        self.note(f"— the notice for {month} is out —")
        today = self.now.astimezone(self.house.zone).date()

        def write(tx: Tx) -> None:
            branch, desk = orgs.branches(tx)[0], self.desk(tx, f"freeze:{month}")
            self._commit(tx, branch, month)
            notice.freeze(desk, branch, month, published=today)
            spot.draw(desk, branch, month)

        self.inside(write)

    def _commit(self, tx: Tx, branch: Org, month: str) -> None:
        """Choose the salt of a month's spot check in the bot's place: a seed must play the same every time."""
        if spots.get(tx, branch.id, month) is None:
            salt = f"salt of {month}"
            hashed = commitment(salt)
            spots.commit(tx, branch_id=branch.id, period=month, salt=salt, commitment=hashed, now=self.now)

    def look(self) -> None:
        """What becomes due with time: posts, silence, ends of publicities, decisions, the standing of closed months."""

        def write(tx: Tx) -> None:
            desk = self.desk(tx, f"look:{self.machine_clock()}")
            for branch in orgs.branches(tx):
                self._commit(tx, branch, f"{desk.today:%Y-%m}")
            office.confirm_silent(desk)
            appeal_decision.look(desk)
            live.refresh(desk, running)
            timetable.look(desk, compose)
            for left in standing.to_judge(desk):
                standing.judge(desk, *left)

        self.inside(write)
        self.looked_at = self.now

    def planned(self, until: datetime) -> list[plan.Planned]:
        """Answer what the calendar planned since the chats were bound."""

        def read(tx: Tx) -> list[plan.Planned]:
            found = plan.calendar(self.desk(tx, "planned"), self.start, until)
            return [one for one in found if one.chat.bound_at is not None and one.post.at > one.chat.bound_at]

        found: list[plan.Planned] = self.inside(read)
        return found

    def rows(self, sql: str, *values: Any) -> list[Any]:
        """Read the database by plain SQL."""
        if self.engine.dialect.name == "sqlite":
            return self.disk.cursor().execute(sql, values).fetchall()
        with self.engine.connect() as connection, connection.begin():
            driver: Any = connection.connection.driver_connection
            found = driver.execute(sql.replace("%", "%%").replace("?", "%s"), values)
            return list(found.fetchall()) if found.description else []

    def fresh(self, table: str, columns: str, where: str = "true") -> list[tuple[Any, ...]]:
        """Read the rows of a table that were not read so before; the first of the columns is its number."""
        known = self.read.get((table, columns), 0)
        found = self.rows(f"SELECT {columns} FROM {table} WHERE id > ? AND {where} ORDER BY id", known)
        if found:
            self.read[table, columns] = found[-1][0]
        return found

    def owner_ids(self) -> set[int]:
        """Answer the numbers of those who own the installation."""
        return {self.person_id(name) for name, user in self.people.items() if user.id in self.house.owners}

    def decided(self) -> tuple[list[tuple[Any, ...]], ...]:
        """Answer everything that a decision changes."""
        tables = ("SELECT id, state, rev, level_no FROM claims", "SELECT id FROM ledger", "SELECT id FROM review_steps")
        return tuple(self.rows(sql) for sql in tables)

    def book(self) -> list[Book]:
        """Answer the ledger, by plain SQL."""
        sql = "SELECT id, seq, subject_id, period, item, kind, points, claim_id, reverses FROM ledger ORDER BY id"
        return [Book._make((*row[:6], Decimal(row[6]) / 100, *row[7:])) for row in self.rows(sql)]

    def person_id(self, name: str) -> int:
        return int(self.rows("SELECT id FROM persons WHERE telegram_id = ?", self.people[name].id)[0][0])
