"""The real process: `jifenbot run` as an operator starts it, against a Telegram that a test can break."""

import asyncio
import os
import random
import resource
import signal
import socket
import sqlite3
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

from bot.clock import monotonic, system_clock
from bot.simulator import Group, Simulator, User, World
from bot.simulator.limits import Limits
from storage import postgres

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 60.0


def free_port() -> int:
    """Answer a loopback port that nobody listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@dataclass
class Run:
    """One installation: its Telegram, its database, and the process that may die and come again."""

    sim: Simulator
    url: str
    people: dict[str, User]
    group: Group
    port: int
    settings: dict[str, str] = field(default_factory=dict)
    process: Process | None = None
    kills: int = 0
    log: list[str] = field(default_factory=list)
    _reading: asyncio.Task[None] | None = None

    @property
    def database(self) -> Path:
        """The file, on SQLite."""
        return Path(self.url.removeprefix("sqlite:///"))

    # ---- the process ---------------------------------------------------------------------------------------
    async def start(self) -> None:
        """Start the bot, as systemd would."""
        env = {name: value for name, value in os.environ.items() if not name.startswith("JIFENBOT_")}
        env |= {
            "JIFENBOT_TOKEN": self.sim.token,
            "JIFENBOT_API_BASE_URL": self.sim.root_url,
            "JIFENBOT_DATABASE_URL": self.url,
            "JIFENBOT_OWNERS": str(self.people["Li"].id),
            "JIFENBOT_LOCALE": "en",
            "JIFENBOT_LISTEN": f"127.0.0.1:{self.port}",
            "JIFENBOT_RATE_PER_SECOND": "10000",
            "JIFENBOT_GROUP_RATE_PER_MINUTE": "100000",
            "JIFENBOT_QUIET_HOURS": "",
            **self.settings,
        }
        command = (sys.executable, "-m", "bot", "run")
        self.process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=env, stderr=PIPE, limit=2**20)
        self._reading = asyncio.create_task(self._read(self.process))

    async def _read(self, process: Process) -> None:
        assert process.stderr is not None
        while line := await process.stderr.readline():
            self.log.append(line.decode())
            self.sim.world.signals.tell("call")  # so that who waits for the log looks at it

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    async def kill(self) -> None:
        """kill -9, whatever it is doing."""
        self.kills += 1
        await self._end(signal.SIGKILL)

    async def stop(self) -> int:
        """Ask it to stop; answer its exit code."""
        return await self._end(signal.SIGTERM)

    async def _end(self, number: signal.Signals) -> int:
        assert self.process is not None
        assert self._reading is not None
        if self.process.returncode is None:
            self.process.send_signal(number)
        code = await asyncio.wait_for(self.process.wait(), 30)
        await self._reading
        return code

    def limit_file_size(self, most: int) -> None:
        """Let every write of the process beyond `most` bytes of a file fail, as on a full disk; -1 lifts it."""
        hard = resource.prlimit(self.pid, resource.RLIMIT_FSIZE)[1]
        resource.prlimit(self.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY if most < 0 else most, hard))

    async def verified(self) -> list[str]:
        """Let `jifenbot verify` recompute the books as an operator does; answer the faults that it names."""
        env = {name: value for name, value in os.environ.items() if not name.startswith("JIFENBOT_")}
        env |= {"JIFENBOT_TOKEN": self.sim.token, "JIFENBOT_DATABASE_URL": self.url}
        command = (sys.executable, "-m", "bot", "verify")
        asked = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=env, stdout=PIPE)
        lines = (await asked.communicate())[0].decode().splitlines()
        return [] if asked.returncode == 0 else lines or [f"verify ended with {asked.returncode}"]

    async def health(self) -> int:
        """Ask /healthz as monitoring does."""
        async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{self.port}/healthz") as answer:
            return answer.status

    # ---- waiting, by events ----------------------------------------------------------------------------------
    async def until(self, holds: Callable[[], bool], seconds: float = PATIENCE) -> None:
        """Wait until something holds, looking after every event of the simulated Telegram.

        Raises:
            AssertionError: It did not in time; with the last lines of the log.
        """
        if not await self.sim.world.signals.until(holds, seconds):
            raise AssertionError("it did not come about; the bot's log ends:\n" + "".join(self.log[-15:]))

    async def calls(self, more: int) -> None:
        """Wait until some more things have happened at the Bot API: a moment in the midst of work."""
        order = self.sim.world.signals.order + more
        await self.until(lambda: self.sim.world.signals.order >= order)

    async def quiet(self) -> None:
        """Wait until every update is confirmed and every letter has its fate."""
        deadline = monotonic() + PATIENCE
        while monotonic() < deadline:
            await self.sim.settled(PATIENCE, idle=0.15)
            if not self.rows("SELECT 1 FROM letters WHERE state = 'due' LIMIT 1"):
                return
        due = self.rows("SELECT key, error FROM letters WHERE state = 'due'")
        raise AssertionError(f"letters wait: {due}; the bot's log ends:\n" + "".join(self.log[-15:]))

    # ---- looking -------------------------------------------------------------------------------------------
    def rows(self, sql: str, *values: Any) -> list[Any]:
        """Read the database from outside."""
        if not self.url.startswith("sqlite"):
            engine = postgres.open_engine(self.url)
            with engine.connect() as looking:
                found = [tuple(row) for row in looking.exec_driver_sql(sql)]
            engine.dispose()
            return found
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=10)) as connection:
            return connection.execute(sql, values).fetchall()

    def count(self, table: str) -> int:
        return int(self.rows(f"SELECT count(*) FROM {table}")[0][0])

    def sends_to(self, chat_id: int) -> list[str]:
        """Answer the texts of the new messages to a chat, in their order; edits are not among them."""
        log = self.sim.world.sent_log
        return [sent.text for sent in log if sent.chat_id == chat_id and sent.method.startswith("send")]

    def cards(self, chat_id: int) -> list[str]:
        """Answer the numbers of the claims of which a card was sent to a chat, with repeats."""
        return [text.split(" ", 1)[0] for text in self.sends_to(chat_id) if text.startswith("#") and " · " in text]

    # ---- acting --------------------------------------------------------------------------------------------
    @property
    def members(self) -> Sequence[User]:
        return [person for name, person in self.people.items() if name != "Li"]

    async def burst(self, number: int, *, first: int = 0) -> None:
        """Let the members claim, all at once; no two claims are the same."""
        for i in range(first, first + number):
            await self.members[i % len(self.members)].photo(self.group, f"/claim K701 street cleaning no {i:04d}")

    async def enrol(self) -> None:
        """Set the branch up and admit everybody, through the chat."""
        await self.people["Li"].say(self.group, "/setup sichuan First Branch")
        await self.quiet()
        for member in self.members:
            await member.say(self.group, f"/join {member.name}")
            await self.quiet()
            await self.people["Li"].press(self.group, "✅")
        await self.quiet()


@asynccontextmanager
async def a_run(
    tmp_path: Path,
    *,
    members: int = 5,
    enrolled: bool = True,
    webhook: bool = False,
    settings: dict[str, str] | None = None,
    url: str = "",
) -> AsyncIterator[Run]:
    """Start an installation with a secretary and some members; it is stopped at the end, however it is then."""
    world = World(clock=lambda: system_clock().timestamp(), limits=Limits(on=False))
    async with Simulator(world=world, parallel_webhook=True) as sim:
        names = ["Li", *(f"Member{i}" for i in range(members))]
        people = {name: sim.user(name, started=True, language_code="en") for name in names}
        group = sim.group("First Branch", list(people.values()))
        run = Run(sim, url or f"sqlite:///{tmp_path / 'jifenbot.db'}", people, group, free_port(), dict(settings or {}))
        if webhook:
            run.settings |= {
                "JIFENBOT_WEBHOOK_URL": f"http://127.0.0.1:{run.port}/telegram",
                "JIFENBOT_WEBHOOK_SECRET": "a-secret-of-the-test",
            }
        await run.start()
        try:
            if enrolled:
                await run.until(lambda: world.signals.order > 20)
                await run.enrol()
            yield run
        finally:
            await run.stop()


def seeded(seed: int) -> random.Random:
    """Answer a source of chances that a failure names and repeats."""
    return random.Random(seed)
