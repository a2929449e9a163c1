"""The composition root: the only module that knows everything."""

import asyncio
import signal
from dataclasses import dataclass, replace
from typing import Any

import structlog
from telegram.error import InvalidToken, TelegramError

from bot.clock import Clock, system_clock
from bot.services import chat as chats_service
from bot.services import timetable as timetable_service
from bot.services.desk import Desk, House
from bot.settings import Settings, SettingsError
from bot.timetable import Heartbeat
from handlers.feedback import FEEDBACK, refused
from handlers.intake import ALLOWED, Intake
from handlers.menus import announce
from handlers.notices import compose
from handlers.pace import Pace
from handlers.postman import Outcomes, Postman
from handlers.web import Site
from handlers.wire import Api
from storage.engine import open_writer
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
        reads_all=reads_all,
    )


@dataclass(slots=True)
class App:
    """One running bot."""

    settings: Settings
    clock: Clock = system_clock
    postman: Postman | None = None
    heartbeat: Heartbeat | None = None

    def busy(self) -> bool:
        """Tell whether letters that are due are still on the table or on their way."""
        return self.postman is not None and self.postman.busy

    async def run(self, stop: asyncio.Event | None = None, *, ready: asyncio.Event | None = None) -> None:
        """Run until told to stop (or SIGTERM, SIGINT): no more updates, commit, send what is due within 5 s.

        Raises:
            SettingsError: Telegram does not know the token.
        """
        stop = stop or _stop_on_signals()
        settings = self.settings
        copy = migrate(settings.database_url, now=self.clock())
        if copy is not None:
            log.info("migrated", copy=str(copy))
        api = Api(settings.token.get_secret_value(), root=settings.api_base_url, proxy=settings.proxy_url)
        await api.open()
        house = await self._meet_telegram(api, stop)
        if house is None:
            await api.close()
            return
        loop = asyncio.get_running_loop()
        writer = Writer(open_writer(settings.database_url))
        pace = Pace(per_second=settings.rate_per_second, per_minute=settings.group_rate_per_minute)
        postman = Postman(api, writer, self.clock, pace, self._outcomes(house))
        self.postman = postman
        intake = Intake(api, writer, self.clock, house, on_toast=postman.toast)
        reader = Reader(settings.database_url)
        site = Site(settings, writer=writer, intake=intake, postman=postman, reader=reader, clock=self.clock)

        async def reload() -> None:
            timetable_service.forget()
            await postman.load()

        def letters_written(fresh: list[Letter]) -> None:
            loop.call_soon_threadsafe(postman.take, fresh)

        def others_wrote() -> None:
            loop.call_soon_threadsafe(lambda: loop.create_task(reload()))

        writer.on_letters = letters_written
        writer.on_foreign_change = others_wrote
        writer.on_commit = site.committed
        writer.start()
        heartbeat = self.heartbeat = Heartbeat(lambda: self._look(writer, house, postman, site), self.clock)
        tasks: list[asyncio.Task[None]] = []
        try:
            await postman.load()
            await asyncio.wrap_future(writer.call(lambda tx: announce(self._desk(tx, house, "start"))))
            await site.start()
            heartbeat.start()
            tasks = [asyncio.create_task(postman.run(), name="postman")]
            if settings.webhook_url:
                await self._set_webhook(api)
            else:
                tasks.append(asyncio.create_task(intake.poll(), name="intake"))
            if ready is not None:
                ready.set()
            log.info("running", bot=house.username, mode="webhook" if settings.webhook_url else "polling")
            await _until(stop, tasks)
        finally:
            heartbeat.stop()
            intake.stop()
            await asyncio.gather(*tasks[1:], return_exceptions=True)
            await postman.stop()
            await asyncio.gather(*tasks, return_exceptions=True)
            await site.stop()
            writer.stop()
            writer.engine.dispose()
            await api.close()
            log.info("stopped")

    async def _meet_telegram(self, api: Api, stop: asyncio.Event) -> House | None:
        wait = 1.0
        while not stop.is_set():
            try:
                me = await api.call("getMe", {})
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
                house = house_of(self.settings)
                return replace(
                    house,
                    username=me.get("username", ""),
                    bot_id=me["id"],
                    reads_all=bool(me.get("can_read_all_group_messages")),
                )
        return None

    async def _set_webhook(self, api: Api) -> None:
        body = {
            "url": self.settings.webhook_url,
            "secret_token": self.settings.webhook_secret.get_secret_value(),
            "allowed_updates": ALLOWED,
            "max_connections": 100,
        }
        await api.call("setWebhook", body)

    def _desk(self, tx: Tx, house: House, source: str) -> Desk:
        now = self.clock()
        return Desk(tx=tx, now=now, house=house, source=f"{source}:{now.timestamp():.6f}")

    def _outcomes(self, house: House) -> Outcomes:
        def delivered(tx: Tx, letter: Letter, result: Any) -> None:
            FEEDBACK[letter.feedback or ""](self._desk(tx, house, f"l{letter.id}"), letter, result)

        def bounced(tx: Tx, letter: Letter, why: str) -> None:
            refused(self._desk(tx, house, f"l{letter.id}"), letter, why)

        def migrated(tx: Tx, old: int, new: int) -> None:
            chats_service.migrate(self._desk(tx, house, "move"), old, new)

        return Outcomes(delivered=delivered, refused=bounced, migrated=migrated)

    async def _look(self, writer: Writer, house: House, postman: Postman, site: Site) -> None:
        """Write what is owed; let letters go whose time has come."""
        future = writer.call(lambda tx: timetable_service.look(self._desk(tx, house, "tick"), compose))
        try:
            await asyncio.wrap_future(future)
        except Exception as error:
            log.error("look", exc_info=error)
        else:
            await site.alive()
        postman.wake()


async def _until(stop: asyncio.Event, tasks: list[asyncio.Task[None]]) -> None:
    """Wait for the word to stop, or for a task that ends by an error."""
    waiting = asyncio.ensure_future(stop.wait())
    done, _ = await asyncio.wait({waiting, *tasks}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    for task in done - {waiting}:
        if (error := task.exception()) is not None:
            raise error


def _stop_on_signals() -> asyncio.Event:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    return stop
