"""The timetable's heartbeat: APScheduler says *look*, and nothing else. What is owed is computed from the calendar."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.clock import Clock, monotonic

SECONDS = 5
STEP = 2.0


class Heartbeat:
    """Calls `look` every few seconds, and at once when somebody set the machine's clock."""

    def __init__(self, look: Callable[[], Awaitable[None]], clock: Clock, *, seconds: float = SECONDS) -> None:
        self.look = look
        self.clock = clock
        self.seconds = seconds
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._watch: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Start ticking; the first look is at once."""
        self._schedule()
        self._scheduler.start()
        self._watch = asyncio.ensure_future(self._watch_clock())

    def stop(self) -> None:
        """Stop ticking; a look under way comes to its end by itself."""
        if self._watch is not None:
            self._watch.cancel()
        if self._scheduler.running:
            self._scheduler.remove_all_jobs()
            self._scheduler.pause()

    def _schedule(self) -> None:
        self._scheduler.add_job(
            self._tick,
            IntervalTrigger(seconds=max(1, int(self.seconds)), timezone=UTC),
            id="look",
            replace_existing=True,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
            next_run_time=datetime.now(UTC),  # noqa: TID251 - APScheduler compares with this very clock
        )

    async def _tick(self) -> None:
        await self.look()

    async def _watch_clock(self) -> None:
        """See when the wall clock jumps against the monotonic one: a job set for the old time would never come."""
        offset = self._offset()
        while True:
            await asyncio.sleep(1.0)
            now = self._offset()
            if abs(now - offset) > timedelta(seconds=STEP):
                self._schedule()
            offset = now

    def _offset(self) -> timedelta:
        return self.clock() - datetime.fromtimestamp(monotonic(), UTC)
