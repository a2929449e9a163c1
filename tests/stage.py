"""The stage of the conversation tests: the real bot, a real database, the simulator at the wire."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, create_engine, text

from bot.app import App
from bot.settings import Settings
from bot.simulator import Group, Player, Simulator, User, World
from bot.simulator.limits import Limits
from storage import postgres
from storage.transaction import Tx

ZONE = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 5, 13, 12, 0, tzinfo=ZONE)
"""A Wednesday at noon, away from every scheduled post."""


TAGS = {"zh_Hans": "zh-hans", "zh_Hant": "zh-hant", "en": "en"}
"""What the people's Telegram says of their language: on an English stage everybody reads English."""


class Place:
    """Where stages keep what they remember: a SQLite file in the test's directory, or what a fixture says."""

    url: Callable[[Path], str] = staticmethod(lambda tmp_path: f"sqlite:///{tmp_path / 'jifenbot.db'}")

    @classmethod
    @contextmanager
    def at(cls, url: Callable[[Path], str]) -> Iterator[None]:
        """Let the stages of a test remember elsewhere."""
        before, cls.url = cls.url, staticmethod(url)
        try:
            yield
        finally:
            cls.url = staticmethod(before)


class StageClock:
    """The clock of a stage: it stands still until a test moves it."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


@dataclass
class Stage:
    """A running bot, its Telegram, and the people of a branch."""

    sim: Simulator
    app: App
    clock: StageClock
    url: str
    people: dict[str, User] = field(default_factory=dict)
    group: Group | None = None

    @property
    def database(self) -> Path:
        """The file, for tests of what only SQLite has."""
        return Path(self.url.removeprefix("sqlite:///"))

    @property
    def chat(self) -> Group:
        assert self.group is not None
        return self.group

    async def play(self, script: str) -> None:
        """Play a transcript; see bot.simulator.transcript for its form."""
        await Player(self.sim, self.chat).play(script)

    async def settled(self) -> None:
        await self.sim.settled()

    async def look(self) -> None:
        """Let the timetable look at the clock now."""
        assert self.app.running is not None
        await self.app.running.look()
        await self.settled()

    async def move_to(self, at: datetime) -> None:
        """Set the clock and let the timetable look."""
        self.clock.at = at
        await self.look()

    def rows(self, sql: str, **values: Any) -> list[Any]:
        """Read the database from outside, as an operator would."""
        with self._outside() as connection:
            return list(connection.execute(text(sql), values).all())

    def write(self, sql: str, **values: Any) -> None:
        """Write to the database from outside, as another process would."""
        with self._outside() as connection, connection.begin():
            connection.execute(text(sql), values)
            if connection.dialect.name != "sqlite":
                postgres.tell(Tx(connection))

    @contextmanager
    def _outside(self) -> Iterator[Connection]:
        engine = create_engine(self.url) if self.url.startswith("sqlite") else postgres.open_engine(self.url)
        try:
            with engine.connect() as connection:
                yield connection
        finally:
            engine.dispose()

    async def total(self, name: str) -> Decimal:
        """Sum the ledger entries of a member."""
        await self.settled()
        rows = self.rows(
            "SELECT coalesce(sum(l.points), 0) FROM ledger l JOIN persons p ON p.id = l.subject_id "
            "WHERE l.subject_kind != 'branch' AND p.name = :name",
            name=name,
        )
        return Decimal(rows[0][0]) / 100

    async def states(self) -> list[str]:
        """Answer the states of all claims by number."""
        await self.settled()
        return [row[0] for row in self.rows("SELECT state FROM claims ORDER BY id")]


@asynccontextmanager
async def a_stage(
    tmp_path: Path,
    *,
    at: datetime = NOON,
    limits: bool = False,
    privacy: bool = True,
    owners: tuple[str, ...] = ("Li",),
    cast: tuple[str, ...] = ("Li", "Wang", "Zhao"),
    before: Callable[[Simulator], None] = lambda _: None,
    url: str = "",
    listen: str = "",
    **settings: Any,
) -> AsyncIterator[Stage]:
    """Open a stage: `cast` are in one group, `owners` administer the bot; `url` is a database that is there already."""
    clock = StageClock(at)
    world = World(clock=lambda: clock().timestamp(), limits=Limits(on=limits), privacy=privacy)
    sim = Simulator(world=world)
    async with sim:
        tag = TAGS[settings.get("locale", "zh_Hans")]
        people = {name: sim.user(name, started=True, language_code=tag) for name in cast}
        before(sim)
        url = url or Place.url(tmp_path)
        configured = Settings(
            token=sim.token,
            api_base_url=sim.root_url,
            database_url=url,
            owners=tuple(people[name].id for name in owners),
            listen=listen,
            rate_per_second=10_000,
            group_rate_per_minute=10_000,
            _env_file=None,
            **settings,
        )
        app = App(configured, clock)
        sim.busy = app.busy
        stop, ready = asyncio.Event(), asyncio.Event()
        running = asyncio.create_task(app.run(stop, ready=ready))
        waiting = asyncio.create_task(ready.wait())
        done, _ = await asyncio.wait({running, waiting}, return_when=asyncio.FIRST_COMPLETED)
        if running in done:
            waiting.cancel()
            await running
        stage = Stage(sim=sim, app=app, clock=clock, url=url, people=people)
        stage.group = sim.group("第一党支部", [people[name] for name in cast])
        try:
            yield stage
        finally:
            stop.set()
            await running


@asynccontextmanager
async def a_branch(tmp_path: Path, *, preset: str = "lanshan", **how: Any) -> AsyncIterator[Stage]:
    """Open a stage on which Li has set up a branch and Wang and Zhao are enrolled."""
    async with a_stage(tmp_path, **how) as stage:
        await stage.people["Li"].say(stage.chat, f"/setup {preset} 第一党支部")
        await stage.settled()
        for name in [name for name in stage.people if name != "Li"]:
            await stage.people[name].say(stage.chat, f"/join {name}")
            await stage.settled()
            await stage.people["Li"].press(stage.chat, "✅")
            await stage.settled()
        yield stage


DAY = timedelta(days=1)
