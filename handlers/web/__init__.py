"""The web side on LISTEN: /healthz, /metrics, the pages of signed links, and the webhook where one is set."""

from urllib.parse import urlsplit

import aiohttp
import structlog
from aiohttp import web

from bot.clock import Clock, monotonic
from bot.services.desk import House
from bot.settings import Settings, SettingsError
from handlers.intake import BODY_LIMIT, Intake
from handlers.postman import Postman
from handlers.web.metrics import Metrics
from handlers.web.pages import Pages
from handlers.web.pages.opened import Opened
from storage.reader import Reader
from storage.writer import Writer

log = structlog.get_logger("jifenbot")

POLL_SILENCE = 120.0
HEARTBEAT_SECONDS = 60.0


class Site:
    """What an operator's monitoring reads, and where Telegram delivers."""

    def __init__(
        self,
        settings: Settings,
        house: House,
        *,
        writer: Writer,
        intake: Intake,
        postman: Postman,
        reader: Reader,
        clock: Clock,
    ) -> None:
        self.settings = settings
        self.writer = writer
        self.intake = intake
        self.reader = reader
        self.pages = Pages(house, reader, clock)
        token = settings.token.get_secret_value()
        self.opened = Opened(settings.database_url, house, writer, postman.delivery.api, clock, token)
        self._runner: web.AppRunner | None = None
        self._last_heartbeat = 0.0
        self.figures = Metrics(settings, writer=writer, intake=intake, postman=postman, reader=reader, clock=clock)
        intake.on_latency = self.figures.arrivals.observe

    def committed(self, seconds: float, jobs: int) -> None:
        """A batch is on disk."""
        self.figures.commits.observe(seconds)
        self.figures.jobs.inc(jobs)

    async def start(self) -> None:
        """Listen.

        Raises:
            SettingsError: The address is taken and Telegram is to deliver there.
        """
        address = self.settings.listen_at
        if address is None:
            return
        app = web.Application(client_max_size=BODY_LIMIT)
        app.router.add_get("/healthz", self.healthz)
        app.router.add_get("/metrics", self.metrics)
        self.opened.add_to(app)
        self.pages.add_to(app)
        if self.settings.webhook_url:
            path = urlsplit(self.settings.webhook_url).path or "/"
            app.router.add_post(path, self.intake.receiver(self.settings.webhook_secrets))
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=5.0)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, *address).start()
        except OSError as error:
            if self.settings.webhook_url:
                raise SettingsError(f"JIFENBOT_LISTEN: cannot listen on {self.settings.listen}: {error.strerror}. "
                                    "Example: JIFENBOT_LISTEN=127.0.0.1:8081") from error  # fmt: skip
            log.error("listen", address=self.settings.listen, error=str(error), hint="no /healthz and /metrics")

    async def stop(self) -> None:
        """Stop listening and close what was open."""
        if self._runner is not None:
            await self._runner.cleanup()
        await self.reader.close()

    def faults(self) -> list[str]:
        """Answer what is wrong right now; empty if all is well."""
        found = []
        if self.writer.figures.down_since is not None:
            found.append(f"database: {self.writer.figures.error}")
        polled = self.intake.figures.last_poll
        if not self.settings.webhook_url and polled and monotonic() - polled > POLL_SILENCE:
            found.append("telegram: no poll succeeded for two minutes")
        return found

    async def healthz(self, _request: web.Request) -> web.Response:
        """200 while all is well, 503 with the reasons otherwise."""
        found = self.faults()
        return web.json_response({"ok": not found, "faults": found}, status=503 if found else 200)

    async def metrics(self, _request: web.Request) -> web.Response:
        """Figures for Prometheus."""
        return web.Response(body=await self.figures.page(), content_type="text/plain", charset="utf-8")

    async def alive(self) -> None:
        """Call the heartbeat address, once a minute and only while all is well."""
        now = monotonic()
        if not self.settings.heartbeat_url or self.faults() or now - self._last_heartbeat < HEARTBEAT_SECONDS:
            return
        self._last_heartbeat = now
        timeout = aiohttp.ClientTimeout(total=5)
        try:
            async with aiohttp.ClientSession(timeout=timeout) as session:
                await (await session.get(self.settings.heartbeat_url)).read()
        except (aiohttp.ClientError, TimeoutError) as error:
            log.warning("heartbeat", error=str(error))
