"""The composition root: the only module that knows everything."""

import asyncio
import gc
import signal
from collections.abc import Coroutine
from dataclasses import dataclass, replace
from typing import Any

import structlog
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.clock import Clock, system_clock
from bot.owed import Owed
from bot.services import chat as chats_service
from bot.services.desk import Desk, House
from bot.settings import EXAMPLES, Settings, SettingsError
from bot.timetable import Heartbeat
from handlers import access
from handlers.beat import Beat
from handlers.delivery import Delivery, Outcomes
from handlers.documents import Documents
from handlers.feedback import FEEDBACK, refused
from handlers.intake import ALLOWED, Intake
from handlers.keeper import Keeper
from handlers.menus import announce
from handlers.pace import Pace
from handlers.pictures import Pictures
from handlers.postman import Postman
from handlers.web import Site
from handlers.wire import Api
from storage.engine import open_writer
from storage.faults import damaged
from storage.health import need_usable
from storage.letters import Letter
from storage.migrate import migrate
from storage.reader import Reader
from storage.transaction import Tx
from storage.writer import Writer

log = structlog.get_logger("jifenbot")


def house_of(settings: Settings, *, username: str = "", reads_all: bool = False) -> House:
    """Answer the house rules of an installation."""
    return House(
        zone=settings.zone,
        locale=settings.locale,
        owners=frozenset(settings.owners),
        username=username,
        quiet=settings.quiet,
        public_url=settings.public_url,
        signer=settings.signer,
        keeping=settings.keeping,
        reads_all=reads_all,
    )


class Running:
    """The parts of one running bot, put together once Telegram said who it is."""

    def __init__(self, settings: Settings, clock: Clock, api: Api, house: House) -> None:
        self.settings = settings
        self.clock = clock
        self.api = api
        self.house = house
        self.writer = Writer(open_writer(settings.database_url, checkpoints=settings.checkpoints == "on"))
        pace = Pace(per_second=settings.rate_per_second, per_minute=settings.group_rate_per_minute)
        self.beat = (
            Beat(self.writer, clock, pace, per_second=settings.rate_per_second)
            if settings.sqlite_path is None
            else None
        )
        self.documents = Documents(settings.database_url, clock, house)
        pictures = Pictures(self.writer, clock)
        self.postman = Postman(Delivery(api, self.writer, clock, pace, self._outcomes(), self.documents.make, pictures))
        turns = access.Pace(settings.messages_per_minute)
        self.intake = Intake(api, self.writer, clock, house, on_toast=self.postman.toast, pace=turns)
        self.site = Site(
            settings,
            house,
            writer=self.writer,
            intake=self.intake,
            postman=self.postman,
            reader=Reader(settings.database_url),
            clock=clock,
        )
        self.postman.delivery.username = house.username
        self.owed = Owed(self.writer, self.desk)
        self.keeper = Keeper(api, self.writer, clock, self.desk, folder=settings.evidence_folder, zone=settings.zone)
        self.heartbeat = Heartbeat(self.look, clock)
        self._damage: asyncio.Future[None] | None = None
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Start every part: the writer first, the intake last."""
        loop = asyncio.get_running_loop()

        def letters_written(fresh: list[Letter]) -> None:
            loop.call_soon_threadsafe(self.postman.take, fresh)

        def others_wrote() -> None:
            loop.call_soon_threadsafe(lambda: loop.create_task(self._reload()))

        self.writer.on_letters = letters_written
        self.writer.on_foreign_change = others_wrote

        def damage_found(fault: str) -> None:
            loop.call_soon_threadsafe(self._damage_found, fault)

        self.writer.on_commit = self.site.committed
        self.writer.on_damage = damage_found
        self._share_letters(loop)
        self.writer.start()
        await self._load()
        await asyncio.wrap_future(self.writer.call(lambda tx: announce(self.desk(tx, "start"))))
        await self.site.start()
        self.heartbeat.start()
        self._tasks = [asyncio.create_task(self.postman.run(), name="postman")]
        if self.settings.webhook_url:
            await self._set_webhook()
        else:
            await self._drop_webhook()
            self._tasks.append(asyncio.create_task(self.intake.poll(), name="intake"))

    async def wait(self, stop: asyncio.Event) -> None:
        """Wait for the word to stop, or for a part that ends by an error."""
        waiting = asyncio.ensure_future(stop.wait())
        self._damage = damage = asyncio.get_running_loop().create_future()
        done, _ = await asyncio.wait({waiting, damage, *self._tasks}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        for ended in done - {waiting}:
            if (error := ended.exception()) is not None:
                raise error

    def _damage_found(self, fault: str) -> None:
        """The file is torn: writing on makes it worse, so this process ends with the way back."""
        if self._damage is not None and not self._damage.done():
            self._damage.set_exception(damaged(self.settings.sqlite_path, fault))

    async def stop(self) -> None:
        """Take no more updates, commit, send what is due within 5 s, close."""
        self.heartbeat.stop()
        await self.owed.stop()
        self.intake.stop()
        self.documents.stop()
        await self.keeper.stop()
        await asyncio.gather(*self._tasks[1:], return_exceptions=True)
        await asyncio.gather(self.intake.confirm(), self.postman.stop())
        if self.beat is not None:
            await self.beat.stop()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.site.stop()
        self.writer.stop()
        self.writer.engine.dispose()

    async def look(self) -> None:
        """Write what is owed; let letters go whose time has come."""
        went_well = await self.owed.look()
        if went_well is None:  # it was broken off: the end has come
            return
        if went_well:
            await self.site.alive()
        self.postman.wake()
        self.keeper.wake()

    def desk(self, tx: Tx, source: str) -> Desk:
        """Answer a desk for a decision that no update asks for."""
        now = self.clock()
        return Desk(tx=tx, now=now, house=self.house, source=f"{source}:{now.timestamp():.6f}")

    async def _reload(self) -> None:
        self.owed.ahead.forget()
        await self._load()

    async def _load(self) -> None:
        """Take what the outbox holds: all of it, or (PostgreSQL) what no other process carries."""
        if self.beat is None:
            await self.postman.load()
        else:
            await self.beat.look()

    def _share_letters(self, loop: asyncio.AbstractEventLoop) -> None:
        """Share the letters out among the processes that send."""
        beat, postman = self.beat, self.postman
        if beat is None:
            return
        postman.beat = beat
        beat.table = lambda: postman.table
        beat.on_letters, beat.on_lost = postman.take, postman.forget

        def taken(recent: dict[int, list[float]]) -> None:
            loop.call_soon_threadsafe(beat.learn, recent)

        def aside() -> None:
            loop.call_soon_threadsafe(beat.look_soon)

        beat.on_taken = taken
        beat.on_aside = aside
        self.writer.before_commit, self.writer.after_commit = beat.take, beat.committed

    async def _drop_webhook(self) -> None:
        """Take away a webhook that was set before: with one Telegram refuses to be polled."""
        try:
            info = await self.api.call("getWebhookInfo", {})
            if info.get("url"):
                await self.api.call("deleteWebhook", {"drop_pending_updates": False})
                log.info("webhook deleted", hint="JIFENBOT_WEBHOOK_URL is not set, so updates are polled")
        except TelegramError as error:
            log.warning("webhook", error=str(error), hint="if one is set, polling is refused until it is deleted")

    async def _set_webhook(self) -> None:
        body = {
            "url": self.settings.webhook_url,
            "secret_token": self.settings.webhook_secrets[0],
            "allowed_updates": ALLOWED,
            "max_connections": 100,
        }
        try:
            await self.api.call("setWebhook", body)
        except BadRequest as error:
            example = f"JIFENBOT_WEBHOOK_URL={EXAMPLES['WEBHOOK_URL']}"
            raise SettingsError(f"JIFENBOT_WEBHOOK_URL: Telegram refuses it: {error}. Example: {example}") from error

    def _outcomes(self) -> Outcomes:
        def delivered(tx: Tx, letter: Letter, result: Any) -> None:
            FEEDBACK[letter.feedback or ""](self.desk(tx, f"l{letter.id}"), letter, result)

        def bounced(tx: Tx, letter: Letter, why: str) -> None:
            refused(self.desk(tx, f"l{letter.id}"), letter, why)

        def migrated(tx: Tx, old: int, new: int) -> None:
            chats_service.migrate(self.desk(tx, "move"), old, new)

        return Outcomes(delivered=delivered, refused=bounced, migrated=migrated)


@dataclass(slots=True)
class App:
    """One bot, from its settings to its end."""

    settings: Settings
    clock: Clock = system_clock
    running: Running | None = None

    def busy(self) -> bool:
        """Tell whether letters that are due are still on the table or on their way."""
        running = self.running
        return running is not None and (running.postman.busy or (running.beat is not None and running.beat.looking))

    async def run(self, stop: asyncio.Event | None = None, *, ready: asyncio.Event | None = None) -> None:
        """Run until told to stop (or SIGTERM, SIGINT).

        Raises:
            SettingsError: Telegram does not know the token.
        """
        stop = stop or _stop_on_signals()
        need_usable(self.settings.database_url)
        copy = migrate(self.settings.database_url, now=self.clock())
        if copy is not None:
            log.info("migrated", copy=str(copy))
        token = self.settings.token.get_secret_value()
        api = Api(token, root=self.settings.api_base_url, proxy=self.settings.proxy_url)
        await api.open()
        try:
            house = await self._meet_telegram(api, stop)
            if house is not None:
                await self._serve(Running(self.settings, self.clock, api, house), stop, ready)
        finally:
            await api.close()
            log.info("stopped")

    async def _serve(self, running: Running, stop: asyncio.Event, ready: asyncio.Event | None) -> None:
        self.running = running
        try:
            await _unless(stop, running.start())
            _settle_memory()
            if ready is not None:
                ready.set()
            mode = "webhook" if self.settings.webhook_url else "polling"
            log.info("running", bot=running.house.username, mode=mode)
            await running.wait(stop)
        finally:
            await running.stop()

    async def _meet_telegram(self, api: Api, stop: asyncio.Event) -> House | None:
        """Ask Telegram who the bot is, for as long as it takes; None where it is time to stop."""
        wait = 1.0
        while not stop.is_set():
            try:
                me = await _unless(stop, api.call("getMe", {}))
            except InvalidToken as error:
                raise SettingsError(
                    "JIFENBOT_TOKEN: Telegram does not know it (or API_BASE_URL is no Bot API server). "
                    "Example: JIFENBOT_TOKEN=123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11"
                ) from error
            except TelegramError as error:
                log.warning("telegram unreachable", error=str(error), retry_in=wait)
                try:
                    await asyncio.wait_for(stop.wait(), wait)
                except TimeoutError:
                    wait = min(30.0, wait * 2)
            else:
                if me is None:
                    break
                return replace(
                    house_of(self.settings),
                    username=me.get("username", ""),
                    bot_id=me["id"],
                    reads_all=bool(me.get("can_read_all_group_messages")),
                )
        return None


async def _unless(stop: asyncio.Event, call: Coroutine[Any, Any, Any]) -> Any:
    """Await a call; None where the word to stop comes first: a silent server must not hold up the end."""
    asking, stopping = asyncio.ensure_future(call), asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({asking, stopping}, return_when=asyncio.FIRST_COMPLETED)
        return asking.result() if asking.done() else None
    finally:
        asking.cancel()
        stopping.cancel()
        await asyncio.gather(asking, stopping, return_exceptions=True)


def _settle_memory() -> None:
    """Take what lives as long as the process out of the collector's rounds; they cost a tenth of every claim."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def _stop_on_signals() -> asyncio.Event:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    return stop
