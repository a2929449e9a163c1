"""A town: the real handlers, services and storage, the strict simulated Telegram, and nothing that depends on time.

No threads, no sockets, no clock but the one that is moved: a seed plays the same history on every machine. A crash
forgets what lives in memory and what was not committed; Telegram then repeats what was not confirmed.
"""

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import orjson

from bot.domain.points.spot import commitment
from bot.services import appeal_decision, document, live, notice, office, spot, standing, timetable
from bot.services.desk import Desk, House
from bot.simulator import ManualClock, Simulator, User, World
from bot.simulator.errors import ApiError
from bot.simulator.limits import Limits
from bot.simulator.model import Message
from bot.simulator.params import Params, Upload
from bot.simulator.rooms import Group, Room
from handlers import command as commands
from handlers import envelope
from handlers.access import Pace
from handlers.compose import compose
from handlers.feedback import FEEDBACK
from handlers.pages.board import running
from handlers.reply import Toast
from storage import grants, letters, orgs, persons, slots, spots
from storage.engine import open_writer
from storage.letters import Letter
from storage.memory import Memory
from storage.migrate import migrate
from storage.orgs import Org
from storage.transaction import Tx
from storage.writer import Job, Writer
from tests.stage import Place

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


@dataclass
class Town:
    """One branch, its people, its bot; a year's test founds a second one."""

    directory: Path
    preset: str = "sichuan"
    names: tuple[str, ...] = (SECRETARY, "Wang", "Zhao", "Sun", "Qian")
    start: datetime = START
    memory: type[Memory] = Memory
    transcript: list[str] = field(default_factory=list)
    incidents: list[str] = field(default_factory=list)
    read_letters: int = 0
    """Up to which letter the leak test has read."""

    def __post_init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        clock = ManualClock(self.start.timestamp())
        self.world = World(clock=clock, ticks=clock, limits=Limits(on=False))
        self.clock = clock
        self.sim = self.wait(self._simulator())
        self.world.updates.allow(["message", "edited_message", "callback_query", "my_chat_member", "chat_member"])
        self.people = {name: self.meet(name) for name in self.names}
        self.group = self.sim.group("First Branch", list(self.people.values()))
        self.house = House(
            zone=ZONE,
            locale="en",
            owners=frozenset({self.people[SECRETARY].id}),
            username=self.world.bot.username,
            bot_id=self.world.bot.id,
        )
        url = Place.url(self.directory)
        migrate(url, now=self.now)
        self.engine = open_writer(url)
        self.begin()
        self.found(self.group, SECRETARY, self.names[1:])

    async def _simulator(self) -> Simulator:
        return Simulator(world=self.world)

    def wait(self, work: Coroutine[Any, Any, Any]) -> Any:
        """Run something asynchronous that waits for nothing."""
        return self.loop.run_until_complete(work)

    @property
    def now(self) -> datetime:
        return datetime.fromtimestamp(self.clock(), UTC)

    def close(self) -> None:
        self.engine.dispose()
        self.loop.close()

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
        self.writer = Writer(self.engine)
        self.writer.memory = self.memory()
        self.pace = Pace()

    def crash(self) -> None:
        """The process dies; what was not committed was never there."""
        self.note("— crash —")
        self.begin()

    def poll(self, limit: int = 100, *, confirm: bool = True) -> int:
        """Take a batch as intake does; answer how many. Without `confirm` the answer was lost, and it comes again."""
        batch = self.world.updates.batch(limit)
        jobs = [self._job(update) for update in sorted(batch, key=lambda update: update["update_id"])]
        if jobs:
            self.writer._commit(jobs)
        for job in jobs:
            toast = job.done.result()
            if isinstance(toast, Toast):
                self.answer(toast)
        if batch and confirm:
            self.world.updates.confirm(max(update["update_id"] for update in batch) + 1)
        return len(batch)

    def _job(self, update: dict[str, Any]) -> Job:
        now = self.now

        def run(tx: Tx) -> Any:
            return commands.handle(tx, update, now=now, house=self.house, pace=self.pace)

        def told(tx: Tx, error: Exception) -> Any:
            self.incidents.append(f"{type(error).__name__}: {error} in {orjson.dumps(update).decode()[:400]}")
            return commands.broken(tx, error, update, now=now, house=self.house)

        return Job(run=run, update=(update["update_id"], now), on_error=told)

    def answer(self, toast: Toast) -> None:
        """Show a toast; one that comes too late is Telegram's to refuse."""
        body: dict[str, Any] = {"callback_query_id": toast.callback_id, "text": toast.text, "show_alert": toast.alert}
        try:
            self.wait(self.sim.api.execute("answercallbackquery", Params(body)))
        except ApiError as error:
            if "query is too old" not in error.description:
                raise Broken(f"toast refused: {error.description}") from error

    def deliver(self, most: int = 1_000_000) -> int:
        """Send letters as the postman does, each lane of each chat in order; answer how many."""
        due = [letter for letter in self.inside(letters.all_due) if letter.due_at <= self.now]
        for letter in sorted(due, key=lambda letter: (letter.lane, letter.id))[:most]:
            self._send(letter)
        return min(len(due), most)

    def _uploads(self, letter: Letter) -> dict[str, Upload]:
        """Make the file that a letter carries, as the postman does."""
        wanted = envelope.document_of(letter)
        if wanted is None:
            return {}
        made = self.inside(lambda tx: document.make(self.desk(tx, "document"), wanted, lambda: True))
        return {"document": Upload(name=made.name, content=made.content, mime=made.mime)}

    def _send(self, letter: Letter) -> None:
        result: Any = None
        uploads = self._uploads(letter)
        call = envelope.call_of(letter, message_id=letter.message_id, message_kind=letter.message_kind)
        if call is not None:
            method, body = call
            try:
                result = self.wait(self.sim.api.execute(method.lower(), Params(body, uploads)))
            except ApiError as error:
                if "message is not modified" not in error.description:
                    raise Broken(f"Telegram refuses {method} of {letter.key}: {error.description}: {body}") from error
        at = self.now

        def settle(tx: Tx) -> None:
            letters.sent(tx, letter.id, at)
            message_id = letter.message_id
            kind = letter.message_kind
            if isinstance(result, dict) and "message_id" in result and message_id is None:
                message_id = result["message_id"]
                kind = "media" if any(name in result for name in ("photo", "document", "video")) else "text"
            if letter.slot is not None and message_id is not None:
                slots.put(tx, letter.slot, chat_id=letter.chat_id, message_id=message_id, kind=kind or "text")
            if letter.feedback is not None:
                FEEDBACK[letter.feedback](self.desk(tx, f"l{letter.id}"), letter, result)

        self.inside(settle)

    def settle(self) -> None:
        """Let everything come to rest."""
        while self.poll() or self.deliver():
            pass
        if self.incidents:
            raise Broken("an update broke the code: " + "; ".join(self.incidents))

    # ---- acting --------------------------------------------------------------------------------------------
    def note(self, line: str) -> None:
        self.transcript.append(f"{self.now.astimezone(ZONE):%m-%d %H:%M:%S} {line}")

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
        self.note(f"{name}: [{label}] on “{message.text.splitlines()[0]}”")
        self.wait(self.people[name].press(message, label))

    def press_old(self, name: str, message: Message, data: str) -> None:
        """Press a button that was on a message once; the person's screen was late."""
        self.note(f"{name}: [old {data}] on “{message.text.splitlines()[0]}”")
        self.world.press(self.people[name].account, message, {"text": "old", "callback_data": data})

    def move(self, span: timedelta) -> None:
        """Move the clock."""
        self.clock.move(span.total_seconds())
        self.note(f"— {span} later —")

    # ---- looking and arranging, inside the database -----------------------------------------------------------
    def inside(self, work: Callable[[Tx], Any]) -> Any:
        """Do something in a transaction of its own."""
        job = Job(run=work)
        self.writer._commit([job])
        return job.done.result()

    def desk(self, tx: Tx, source: str) -> Desk:
        return Desk(tx=tx, now=self.now, house=self.house, source=source)

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
        today = self.now.astimezone(ZONE).date()

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
            desk = self.desk(tx, f"look:{self.clock()}")
            for branch in orgs.branches(tx):
                self._commit(tx, branch, f"{desk.today:%Y-%m}")
            office.confirm_silent(desk)
            appeal_decision.look(desk)
            live.refresh(desk, running)
            timetable.look(desk, compose)
            for left in standing.to_judge(desk):
                standing.judge(desk, *left)

        self.inside(write)

    def rows(self, sql: str, *values: Any) -> list[Any]:
        """Read the database by plain SQL."""
        with self.engine.connect() as connection, connection.begin():
            driver = connection.connection.driver_connection
            assert driver is not None
            if connection.dialect.name != "sqlite":
                sql = sql.replace("%", "%%").replace("?", "%s")
            found = driver.execute(sql, values)
            return list(found.fetchall()) if found.description else []

    def book(self) -> list[Book]:
        """Answer the ledger, by plain SQL."""
        sql = "SELECT id, seq, subject_id, period, item, kind, points, claim_id, reverses FROM ledger ORDER BY id"
        return [Book._make((*row[:6], Decimal(row[6]) / 100, *row[7:])) for row in self.rows(sql)]

    def person_id(self, name: str) -> int:
        return int(self.rows("SELECT id FROM persons WHERE telegram_id = ?", self.people[name].id)[0][0])
