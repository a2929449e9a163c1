"""/metrics: what an operator must know, in Prometheus' form. The alert rules in deploy/alerts.yaml are made of it."""

import asyncio
import shutil
import ssl
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.clock import Clock, monotonic
from bot.domain.calendar.workdays import Workdays
from bot.services import rehearsal
from bot.settings import Settings
from handlers.intake import Intake
from handlers.postman import Postman
from storage.reader import Reader
from storage.writer import Writer

log = structlog.get_logger("jifenbot")

LANES = ("answers", "cards", "broadcasts")
UNKNOWN = float("nan")
"""Of what is not set up here; no rule fires on it."""
CERTIFICATE_EVERY = 6 * 3600.0
"""Seconds between two looks at our own certificate, which needs the network."""
PATIENCE = 10.0
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

GAUGES = {
    "updates": "Updates taken since the start",
    "letters_in_memory": "Letters on the postman's table",
    "letters_sent": "Letters accepted by Telegram since the start",
    "letters_failed": "Letters refused for good since the start",
    "throttled": "Answers of 429 since the start",
    "retried": "Letters tried again since the start",
    "queue_age_seconds": "Age of the oldest letter that is due",
    "ledger_entries": "Entries in the ledger",
    "batches": "Transactions since the start",
    "incidents": "Updates that broke since the start",
    "poll_errors": "Polls that failed since the start",
    "dropped_messages": "Messages beyond a person's limit that were dropped since the start",
    "database_down": "1 while the database refuses to be written to",
    "database_errors": "Times since the start that the database refused a whole batch",
    "disk_free_bytes": "Room on the disk of the database; NaN where it is elsewhere",
    "calendar_unknown_days": "Days of next year whose working days are an estimate",
    "certificate_seconds": "Time until the certificate of our own address expires; 0: not valid; NaN: no https address",
    "backup_age_seconds": "Age of the newest copy in the folder of backups; NaN without a folder",
    "rehearsal_age_seconds": "Age of the last rehearsal of a restore; NaN where there was none",
    "rehearsal_ok": "1 if the last rehearsal found the copy good, 0 if not; NaN where there was none",
}


class Metrics:
    """Figures, gathered when they are asked for."""

    def __init__(
        self, settings: Settings, *, writer: Writer, intake: Intake, postman: Postman, reader: Reader, clock: Clock
    ) -> None:
        self.settings = settings
        self.writer = writer
        self.intake = intake
        self.postman = postman
        self.reader = reader
        self.clock = clock
        self.registry = CollectorRegistry()
        self.commits = self._histogram("commit_seconds", "Time of a commit with its fsync")
        self.arrivals = self._histogram("update_seconds", "From an update's arrival until its effects are on disk")
        self.jobs = Counter("jifenbot_jobs", "Updates and outcomes written", registry=self.registry)
        self._gauges = {name: Gauge(f"jifenbot_{name}", text, registry=self.registry) for name, text in GAUGES.items()}
        self._letters = Gauge(
            "jifenbot_letters", "Letters by lane and state", ["lane", "state"], registry=self.registry
        )
        self._posts = Gauge(
            "jifenbot_posts", "Scheduled posts by what became of them", ["state"], registry=self.registry
        )
        self._calendar: tuple[date, int] | None = None
        self._certificate = UNKNOWN
        self._certified_at = -CERTIFICATE_EVERY

    def _histogram(self, name: str, text: str) -> Histogram:
        return Histogram(f"jifenbot_{name}", text, buckets=BUCKETS, registry=self.registry)

    async def page(self) -> bytes:
        """Answer the page as of now."""
        figures = await self.reader.figures()
        for lane, state, number in figures.letters:
            self._letters.labels(LANES[lane], state).set(number)
        for state in ("posted", "late", "missed", "skipped"):
            self._posts.labels(state).set(figures.posts.get(state, 0))
        now = self.clock()
        queue_age = max(0.0, (now - figures.oldest).total_seconds()) if figures.oldest else 0.0
        values = {
            **self._running(),
            "queue_age_seconds": queue_age,
            "ledger_entries": figures.entries,
            "disk_free_bytes": self._room(),
            "calendar_unknown_days": self._unknown_days(now, figures.workdays),
            "certificate_seconds": await self._until_expiry(now),
            **await asyncio.to_thread(self._backups, now),
        }
        for name, value in values.items():
            self._gauges[name].set(value)
        return generate_latest(self.registry)

    def _running(self) -> Mapping[str, float]:
        """What the parts of the process counted."""
        postman, writer, intake = self.postman.delivery.figures, self.writer.figures, self.intake
        return {
            "updates": intake.figures.updates,
            "letters_in_memory": self.postman.table,
            "letters_sent": postman.sent,
            "letters_failed": postman.failed,
            "throttled": postman.throttled,
            "retried": postman.retried,
            "batches": writer.batches,
            "incidents": writer.poisoned,
            "poll_errors": intake.figures.poll_errors,
            "dropped_messages": intake.pace.dropped,
            "database_down": float(writer.down_since is not None),
            "database_errors": writer.downs,
        }

    def _room(self) -> float:
        path = self.settings.sqlite_path
        return UNKNOWN if path is None else float(shutil.disk_usage(path.absolute().parent).free)

    def _unknown_days(self, now: datetime, own: Mapping[date, bool]) -> int:
        """Count, once a day, the days of next year that no official list tells of."""
        today = now.astimezone(self.settings.zone).date()
        if self._calendar is None or self._calendar[0] != today:
            calendar, first = Workdays(own), date(today.year + 1, 1, 1)
            year = [first + timedelta(days=number) for number in range((date(today.year + 2, 1, 1) - first).days)]
            self._calendar = (today, sum(not calendar.certain(day) for day in year))
        return self._calendar[1]

    def _backups(self, now: datetime) -> Mapping[str, float]:
        """What stands in the folder of backups."""
        folder = Path(self.settings.backup_folder)
        if not self.settings.backup_folder or not folder.is_dir():
            return dict.fromkeys(("backup_age_seconds", "rehearsal_age_seconds", "rehearsal_ok"), UNKNOWN)
        copy, tried = rehearsal.newest_copy(folder), rehearsal.read(folder)
        made_at = datetime.fromtimestamp(copy.stat().st_mtime, UTC) if copy is not None else None
        return {
            "backup_age_seconds": (now - made_at).total_seconds() if made_at is not None else float("inf"),
            "rehearsal_age_seconds": (now - tried.at).total_seconds() if tried is not None else UNKNOWN,
            "rehearsal_ok": float(not tried.faults) if tried is not None else UNKNOWN,
        }

    async def _until_expiry(self, now: datetime) -> float:
        """Look at the certificate that people and Telegram meet at our address, a few times a day."""
        address = urlsplit(self.settings.webhook_url or self.settings.public_url)
        if address.scheme != "https" or address.hostname is None:
            return UNKNOWN
        if monotonic() - self._certified_at >= CERTIFICATE_EVERY:
            self._certified_at = monotonic()
            self._certificate = await _seconds_left(address.hostname, address.port or 443, now)
        return self._certificate


async def _seconds_left(host: str, port: int, now: datetime) -> float:
    """Answer how long a certificate is still valid; 0 where it is not, NaN where nobody answers."""
    try:
        async with asyncio.timeout(PATIENCE):
            _, writer = await asyncio.open_connection(host, port, ssl=ssl.create_default_context())
            told = writer.get_extra_info("peercert")
            writer.close()
    except ssl.SSLError as error:
        log.error("certificate", host=host, error=str(error))
        return 0.0
    except (OSError, TimeoutError) as error:
        log.warning("certificate", host=host, error=str(error), hint="looked at again in six hours")
        return UNKNOWN
    until = datetime.fromtimestamp(ssl.cert_time_to_seconds(told["notAfter"]), UTC)
    return max(0.0, (until - now).total_seconds())
