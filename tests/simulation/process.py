"""One life of the bot: the real handlers, services, delivery and storage, on one thread and without a wire.

It ends at any of its `boundaries`: before and after each commit, before and after each call of Telegram's. What it held
in memory is gone then; the next life finds what was committed, and Telegram repeats what was not confirmed.
"""

import asyncio
import json
import sqlite3
import traceback
from collections import Counter
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from telegram.error import NetworkError, TelegramError

from bot.services import chat as chats_service
from bot.services import document
from bot.services.desk import Desk, House
from bot.services.document import File
from bot.simulator import Simulator
from bot.simulator.errors import ApiError
from bot.simulator.params import Params, Upload
from bot.simulator.server import Dropped, dumps
from handlers import command as commands
from handlers.access import Pace as Manners
from handlers.delivery import Delivery, Outcomes, Parcel
from handlers.feedback import FEEDBACK, refused
from handlers.incoming import is_offered
from handlers.pace import Pace
from handlers.pictures import Pictures
from handlers.reply import Toast
from handlers.wire import Told
from storage import letters
from storage.letters import Letter
from storage.transaction import Tx
from storage.writer import Job, Writer
from tests.simulation.disk import Crash

TRIES = 5
HARMLESS = (
    "message is not modified",
    "query is too old",
    "there is no text in the message to edit",
    "message can't be deleted for everyone",
)
"""Refusals that happen to a bot that does everything right: the third where a made-up button is pressed on a photo, the
last where what was to be taken down waited for days."""
ORDERED = (401, 403, 429, 500, 502)
"""Codes of answers that only a world has given which was asked to."""


class Hand(Writer):
    """The writer without its thread: what is handed in is committed at once."""

    boundary: Callable[[str], None] = staticmethod(lambda _: None)

    def call(self, run: Callable[[Tx], Any], *, lazy: bool = False, locks: Any = ()) -> Any:
        """Commit a job; on a bad disk again, as the postman does who waits for it."""
        for _ in range(TRIES):
            job = Job(run=run, lazy=lazy, locks=locks)
            if self.commit([job]):
                return job.done
        raise Crash("the disk stays away, and somebody ends the process")

    def commit(self, jobs: list[Job]) -> bool:
        """Commit a batch; False where the database was away: nothing of it happened."""
        self.boundary("before a commit")
        try:
            self._commit(jobs)
        except (DBAPIError, sqlite3.Error) as error:
            self._gone_down(jobs, error)
            return False
        self.boundary("after a commit")
        return True


class Line:
    """Telegram as the handlers see it, called directly; every answer is read by the library as it comes."""

    def __init__(self, telegram: "Telegram") -> None:
        self.telegram = telegram

    async def call(self, method: str, body: dict[str, Any], *, seconds: float | None = None) -> Any:
        """Make a call."""
        return await self._through(method, body, {})

    async def upload(self, method: str, body: dict[str, Any], file: File, *, field: str = "document") -> Any:
        """Make a call that brings a file."""
        return await self._through(method, body, {field: Upload(name=file.name, content=file.content, mime=file.mime)})

    async def _through(self, method: str, body: dict[str, Any], uploads: Mapping[str, Upload]) -> Any:
        telegram = self.telegram
        telegram.boundary("before a call")
        if telegram.outage:
            raise NetworkError("nothing goes through")
        heard = len(telegram.sim.world.sent_log)
        try:
            result = await telegram.sim.api.execute(method.lower(), Params(body, uploads))
        except Dropped as dropped:
            telegram.broken += 1
            if len(telegram.sim.world.sent_log) > heard:
                telegram.heard()
            raise NetworkError("the connection broke") from dropped
        except ApiError as error:
            if "not modified" in error.description:  # it stands there already
                telegram.heard()
            moved = "migrate_to_chat_id" in error.parameters
            if not moved and error.code not in ORDERED and not any(word in error.description for word in HARMLESS):
                telegram.refusals.append(f"Telegram refuses {method}: {error.description}: {body}")
            return await Told(error.code, dumps(error.body())).post("")
        telegram.heard()
        telegram.boundary("after a call")
        return result


@dataclass
class Telegram:
    """The other end of the line, which outlives every process.

    Attributes:
        sim: The strict simulated Telegram.
        outage: Nothing goes through, for hours or days.
        broken: Connections that broke, and processes that died: each may have cost one repeated message a chat.
        refusals: What it refused that no right bot would have said.
        wire: How often what a letter says reached it, by the letter's number.
        carries: The letter whose call is under way.
        boundaries: Moments passed at which a process could have died.
        ends_in: At which of those to come one does.
    """

    sim: Simulator
    outage: bool = False
    broken: int = 0
    refusals: list[str] = field(default_factory=list)
    wire: Counter[int] = field(default_factory=Counter)
    carries: int | None = None
    boundaries: int = 0
    ends_in: int | None = None

    def heard(self) -> None:
        """What a letter says has come through."""
        if self.carries is not None:
            self.wire[self.carries] += 1

    def boundary(self, _where: str) -> None:
        """Pass a moment at which a process could die; sometimes one does."""
        self.boundaries += 1
        if self.ends_in is not None:
            self.ends_in -= 1
            if self.ends_in < 0:
                self.ends_in = None
                raise Crash(_where)


@dataclass
class Process:
    """What lives in memory.

    Attributes:
        engine: The database.
        telegram: The other end.
        clock: Unix seconds.
        house: The operator's settings, read at the start.
        incidents: Updates that broke the code, with the error.
        made_up: Presses of buttons that no message has, which the code refused by an error.
    """

    engine: Engine
    telegram: Telegram
    clock: Callable[[], float]
    house: House
    incidents: list[str] = field(default_factory=list)
    made_up: int = 0
    _table: dict[int, Parcel] = field(default_factory=dict)
    _paused: dict[int, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.writer = Hand(self.engine)
        self.writer.boundary = self.telegram.boundary
        self.manners = Manners()
        line: Any = Line(self.telegram)
        self.delivery = Delivery(
            line,
            self.writer,
            lambda: self.now,
            Pace(per_second=10_000, per_minute=10_000),
            self._outcomes(),
            self._file,
            Pictures(self.writer, lambda: self.now),
        )

    @property
    def now(self) -> datetime:
        """The moment."""
        return datetime.fromtimestamp(self.clock(), UTC)

    def desk(self, tx: Tx, source: str) -> Desk:
        """Answer a desk for a decision."""
        return Desk(tx=tx, now=self.now, house=self.house, source=source)

    def inside(self, work: Callable[[Tx], Any]) -> Any:
        """Do something in a transaction of its own."""
        return self.writer.call(work).result()

    # ---- updates in ----------------------------------------------------------------------------------------
    def take(self, batch: list[dict[str, Any]]) -> bool:
        """Handle updates as the intake does; False where nothing of it happened."""
        jobs = [self.job(update) for update in sorted(batch, key=lambda update: update["update_id"])]
        if not self.writer.commit(jobs):
            return False
        for job in jobs:
            toast = job.done.result()
            if isinstance(toast, Toast):
                self._answer(toast)
        return True

    def job(self, update: dict[str, Any]) -> Job:
        now = self.now

        def run(tx: Tx) -> Any:
            return commands.handle(tx, update, now=now, house=self.house, pace=self.manners)

        def told(tx: Tx, error: Exception) -> Any:
            if "callback_query" not in update or is_offered(update):
                at = traceback.extract_tb(error.__traceback__)[-1]
                what = f"{type(error).__name__}: {error} in {at.name}, {at.filename}:{at.lineno}"
                self.incidents.append(f"{what}, for {json.dumps(update, default=str)[:400]}")
            else:
                self.made_up += 1
            return commands.broken(tx, error, update, now=now, house=self.house)

        return Job(run=run, update=(update["update_id"], now), on_error=told)

    def _answer(self, toast: Toast) -> None:
        """Show a toast; one that comes too late, or nowhere, is not missed."""
        for method, body in toast.calls():
            with suppress(TelegramError):
                self._wait(self.delivery.api.call(method, body))

    # ---- letters out ---------------------------------------------------------------------------------------
    def deliver(self, most: int) -> int:
        """Send letters as the postman does, each lane of each chat in order; answer how many had their fate."""
        if self.telegram.outage:
            return 0
        now, done = self.now, 0
        due = [
            letter
            for letter in self.inside(letters.all_due)
            if letter.due_at <= now or letter.due_at == letter.created_at
        ]
        for letter in sorted(due, key=lambda letter: (letter.lane, letter.id)):
            if done >= most:
                break
            if self._paused.get(letter.chat_id, 0) <= self.clock():
                done += self._send(letter)
        return done

    def _send(self, letter: Letter) -> bool:
        parcel = self._table.pop(letter.id, None) or Parcel(letter)
        self.telegram.carries = letter.id
        try:
            while (again := self._wait(self.delivery.attempt(parcel))) is not None:
                if again.after:
                    self._table[letter.id] = parcel
                    self._paused[parcel.letter.chat_id] = self.clock() + again.after
                    return False
        finally:
            self.telegram.carries = None
        return True

    @property
    def waits_until(self) -> float | None:
        """The moment at which a chat that wants to be left alone for a while can be written to again."""
        return min((until for until in self._paused.values() if until > self.clock()), default=None)

    async def _file(self, wanted: dict[str, Any]) -> Any:
        return self.inside(lambda tx: document.make(self.desk(tx, "document"), wanted, lambda: True))

    def _outcomes(self) -> Outcomes:
        def delivered(tx: Tx, letter: Letter, result: Any) -> None:
            FEEDBACK[letter.feedback or ""](self.desk(tx, f"l{letter.id}"), letter, result)

        def bounced(tx: Tx, letter: Letter, why: str) -> None:
            refused(self.desk(tx, f"l{letter.id}"), letter, why)

        def migrated(tx: Tx, old: int, new: int) -> None:
            chats_service.migrate(self.desk(tx, "move"), old, new)

        return Outcomes(delivered=delivered, refused=bounced, migrated=migrated)

    @staticmethod
    def _wait(work: Coroutine[Any, Any, Any]) -> Any:
        return wait(work)


_LOOP = asyncio.new_event_loop()


def wait(work: Coroutine[Any, Any, Any]) -> Any:
    """Run something asynchronous that waits for nothing outside."""
    return _LOOP.run_until_complete(work)
