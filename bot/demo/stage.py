"""The running demo: the simulator, the unchanged bot, and a clock that the visitor may push."""

import asyncio
import secrets
import socket
import tempfile
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Self

import structlog

from bot.app import App, house_of
from bot.clock import MovableClock
from bot.demo.cast import BOT, CAST, Part
from bot.demo.plan import planned
from bot.demo.seeding import Seeding
from bot.demo.story import OPENING
from bot.i18n import from_telegram
from bot.services.desk import Desk, House
from bot.services.plan import Planned
from bot.settings import Settings
from bot.simulator import Group, Simulator, User, World
from storage import chats, persons
from storage.engine import open_writer
from storage.migrate import migrate
from storage.transaction import Tx

log = structlog.get_logger("jifenbot")

AHEAD = timedelta(days=75)
"""How far the next post is looked for; the year's longest gap is half a month."""
EXAMPLES = {
    "claim": {
        "zh_Hans": "/claim K401 05-26 增设母婴休息室的建议已采纳",
        "zh_Hant": "/claim K401 05-26 增設母嬰休息室的建議已採納",
        "en": "/claim K401 05-26 A room for parents and babies, as suggested",
    },
    "photo": {
        "zh_Hans": "/claim K701 05-26 社区文明引导",
        "zh_Hant": "/claim K701 05-26 社區文明引導",
        "en": "/claim K701 05-26 Helping neighbours cross the road",
    },
    "board": {"zh_Hans": "/board", "zh_Hant": "/board", "en": "/board"},
    "office": {
        "zh_Hans": "/award 孙国强 K301 05-26 五月党费已按时交纳",
        "zh_Hant": "/award 孫國強 K301 05-26 五月黨費已按時繳納",
        "en": "/award Sun Guoqiang K301 05-26 May's dues paid on time",
    },
}


def _free_port() -> int:
    """Answer a port of this machine that nobody listens on: the bot serves its pages there."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Stage:
    """One demo; an asynchronous context manager. The page's wishes come in by the simulator's callbacks."""

    def __init__(self, *, port: int = 0) -> None:
        self.clock = MovableClock(OPENING)
        self.sim = Simulator(
            port=port,
            world=self._world("zh_Hans"),
            advance=self.advance,
            status=self.status,
            reset=self.reset,
            speak=self.speak,
            busy=lambda: self._app is not None and self._app.busy(),
        )
        self._app: App | None = None
        self._running: asyncio.Task[None] | None = None
        self._stop = asyncio.Event()
        self._failed = asyncio.Event()
        self._directory = tempfile.TemporaryDirectory(prefix="jifenbot-demo-")
        self._database_url = ""
        self._pages = _free_port()
        self._plan: list[Planned] = []
        self._untouched = 0
        self._told_in = self.sim.language
        self._changing = asyncio.Lock()

    async def __aenter__(self) -> Self:
        try:
            await self.sim.__aenter__()
        except OSError:  # the port is taken
            self._directory.cleanup()
            raise
        try:
            await self._raise_curtain()
        except BaseException:
            await self.__aexit__()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._drop_curtain()
        await self.sim.__aexit__()
        self._directory.cleanup()

    @property
    def address(self) -> str:
        """The address to open in a browser."""
        return self.sim.page_url

    @property
    def database_url(self) -> str:
        """Where the throw-away database lies."""
        return self._database_url

    @property
    def group(self) -> Group:
        """The branch's group."""
        return self.sim.groups[0]

    def user(self, part: Part) -> User:
        """Answer who plays a part, under the name of the language in which the story was told."""
        return self.sim.people[part.name.within(self._told_in)]

    async def wait(self, stop: asyncio.Event) -> None:
        """Wait for the word to stop; a bot that ends by an error ends the demo with it."""
        waiting = asyncio.ensure_future(stop.wait())
        failed = asyncio.ensure_future(self._failed.wait())
        await asyncio.wait({waiting, failed}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        failed.cancel()
        if self._running is not None and self._running.done():
            self._running.result()

    # ---- what the page asks for --------------------------------------------------------------------------------
    async def advance(self, seconds: float | None) -> None:
        """Move the clock by seconds, or to the next post; whatever is planned on the way comes at its own time."""
        async with self._changing:
            now = self.clock()
            if seconds is None:
                target = next((ahead.at for ahead in self._plan if ahead.at > now), now)
            else:
                target = now + timedelta(seconds=seconds)
            for at in sorted({ahead.at for ahead in self._plan if now < ahead.at < target} | {target}):
                await self._come_to(at)
            await self._plan_anew()

    async def _come_to(self, at: datetime) -> None:
        """Let it be that time, and wait until the bot has said what it has to say."""
        if at > self.clock():
            self.clock.move_to(at)
        if self._app is not None and self._app.running is not None:
            await self._app.running.look()
        try:
            await self.sim.settled()
        except TimeoutError as error:  # the visitor goes on clicking: that is no fault
            log.info("not settled", why=str(error))

    def status(self) -> dict[str, Any]:
        """Tell the page what time it is and what comes next."""
        now = self.clock().astimezone(OPENING.tzinfo)
        ahead = next((ahead for ahead in self._plan if ahead.at > now), None)
        following = {"kind": ahead.post.kind.value, "at": ahead.at.isoformat()} if ahead else None
        return {"now": now.isoformat(timespec="seconds"), "next": following}

    async def reset(self) -> None:
        """Begin anew on the same address, in the page's language."""
        async with self._changing:
            await self._drop_curtain()
            self.sim.begin_anew(self._world(self.sim.language))
            await self._raise_curtain()

    async def speak(self, language: str) -> None:
        """Another language was chosen: nothing was played yet → the story is told in it; else only what follows is."""
        if self.sim.world.updates.next_id == self._untouched:
            await self.reset()
            return

        def change(tx: Tx) -> None:
            for chat in chats.bound(tx):
                chats.change(tx, chat.id, lang=language)
            for user in self.sim.people.values():
                person = persons.by_telegram(tx, user.id)
                if person is not None:
                    persons.change(tx, person.id, telegram_lang=from_telegram(user.account.language_code))

        if self._app is not None and self._app.running is not None:
            await asyncio.wrap_future(self._app.running.writer.call(change))

    # ---- behind the curtain ------------------------------------------------------------------------------------
    def _world(self, language: str) -> World:
        return World(clock=lambda: self.clock().timestamp(), bot_name=BOT.within(language))

    async def _raise_curtain(self) -> None:
        """Seed a fresh database and start the bot on it."""
        self._stop = asyncio.Event()
        with self.sim.unseen():
            self._cast()
            settings = self._settings()
            migrate(settings.database_url, now=self.clock())
            await self._seed(settings)
        self.clock.move_to(OPENING)
        app, ready = App(settings, self.clock), asyncio.Event()
        running = asyncio.create_task(app.run(self._stop, ready=ready))
        waiting = asyncio.create_task(ready.wait())
        await asyncio.wait({running, waiting}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if running.done():
            running.result()
        self._app, self._running = app, running
        running.add_done_callback(self._ended)
        await self._plan_anew()
        self._untouched = self.sim.world.updates.next_id

    async def _drop_curtain(self) -> None:
        """Stop the bot; its database stays until the end, nobody reads it any more."""
        self._stop.set()
        running, self._running, self._app = self._running, None, None
        if running is not None:
            await asyncio.gather(running, return_exceptions=True)

    def _ended(self, running: asyncio.Task[None]) -> None:
        if running is self._running:
            self._failed.set()

    def _cast(self) -> None:
        sim = self.sim
        self._told_in = sim.language
        for part in CAST:
            user = sim.user(part.name.within(sim.language), language_code=sim.language_tag, started=True)
            user.caption, user.opens = dict(part.caption), part.opens
        sim.cast = [self.user(part) for part in CAST if part.caption]
        sim.examples = {name: dict(words) for name, words in EXAMPLES.items()}

    def _settings(self) -> Settings:
        """Answer settings of the demo's own: nothing of the environment or of a `.env` file reaches it."""
        self._database_url = f"sqlite:///{Path(self._directory.name) / secrets.token_hex(4)}.db"
        own: dict[str, Any] = {name: field.default for name, field in Settings.model_fields.items()}
        own |= {
            "_env_file": None,
            "token": self.sim.token,
            "api_base_url": self.sim.root_url,
            "database_url": self._database_url,
            "owners": (self.sim.cast[0].id,),
            "timezone": str(OPENING.tzinfo),
            "locale": self.sim.language,
            "listen": f"127.0.0.1:{self._pages}",
            "public_url": f"http://127.0.0.1:{self._pages}",
            "secret_key": secrets.token_hex(16),
        }
        return Settings(**own)

    async def _seed(self, settings: Settings) -> None:
        engine = open_writer(settings.database_url)
        try:
            with engine.connect() as connection, connection.begin():
                seeding = Seeding(
                    sim=self.sim,
                    clock=self.clock,
                    house=self._house(settings),
                    language=self.sim.language,
                    tx=Tx(connection),
                    people=self.sim.people,
                )
                await seeding.tell()
        finally:
            engine.dispose()

    def _house(self, settings: Settings) -> House:
        bot = self.sim.world.bot
        house = house_of(settings, username=bot.username, reads_all=not self.sim.world.privacy)
        return replace(house, bot_id=bot.id)

    async def _plan_anew(self) -> None:
        """Ask the bot's own calendar what comes next."""
        if self._app is None or self._app.running is None:
            return
        running = self._app.running

        def read(tx: Tx) -> list[Planned]:
            desk: Desk = running.desk(tx, "plan")
            return planned(desk, desk.now, desk.now + AHEAD)

        self._plan = await asyncio.wrap_future(running.writer.call(read))
