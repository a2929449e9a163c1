"""The keeper: copies of evidence are fetched, and what is over is dropped in the night, beside all other work.

Nothing of it is urgent: a fault is logged, and tried again with the next look.
"""

import asyncio
from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import TypeVar, cast
from zoneinfo import ZoneInfo

import structlog
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.clock import Clock
from bot.domain.organisation.keeping import KINDS
from bot.services.desk import Desk
from bot.services.privacy import copies as service
from bot.services.privacy import retention
from handlers.wire import Api
from storage import copies
from storage.copies import Uncopied
from storage.transaction import Tx
from storage.writer import DatabaseDown, Writer

log = structlog.get_logger("jifenbot")

T = TypeVar("T")
AT_ONCE = 10
NIGHT = time(3, 0)


class Keeper:
    """Keeps copies where a folder is set, and drops what has been kept long enough once a night."""

    def __init__(
        self, api: Api, writer: Writer, clock: Clock, desk: Callable[[Tx, str], Desk], *, folder: str, zone: ZoneInfo
    ) -> None:
        self.api = api
        self.writer = writer
        self.clock = clock
        self.desk = desk
        self.folder = Path(folder) if folder else None
        self.zone = zone
        self._swept_on: date | None = None
        self._seen = 0
        self._looking = asyncio.Lock()
        self._work: asyncio.Task[None] | None = None

    def wake(self) -> None:
        """Look after things, unless that is under way."""
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self.look(), name="keeper")

    async def stop(self) -> None:
        """Leave the rest to the next start."""
        if self._work is not None:
            self._work.cancel()
            await asyncio.gather(self._work, return_exceptions=True)

    async def look(self) -> None:
        """Fetch what is not copied yet; sweep where the night has come."""
        try:
            async with self._looking:
                if self.folder is not None:
                    await self._copy(self.folder)
                now = self.clock().astimezone(self.zone)
                if self._swept_on != now.date() and now.time() >= NIGHT:
                    await self._sweep()
                    self._swept_on = now.date()
        except (DatabaseDown, OSError) as error:
            log.error("keeper", error=str(error), hint="it is tried again")

    async def _sweep(self) -> None:
        for kind in KINDS:
            dropped = found = await self._write(self._sweeping(kind))
            while found >= retention.MOST:
                found = await self._write(self._sweeping(kind))
                dropped += found
            if dropped:
                log.info("swept", kind=kind, rows=dropped)
        folder = self.folder
        if folder is not None:
            left = await self._write(lambda tx: service.orphans(tx, folder))
            service.drop(left)
            if left:
                log.info("swept", kind="copies", files=len(left))

    def _sweeping(self, kind: str) -> Callable[[Tx], int]:
        return lambda tx: retention.sweep(self.desk(tx, f"sweep:{kind}"), kind)

    async def _copy(self, folder: Path) -> None:
        while waiting := await self._write(self._waiting()):
            for piece in waiting:
                content = await self._fetched(piece)
                if content is None:
                    return  # Telegram is out of reach: the next look tries again
                digest = await asyncio.to_thread(service.store, folder, content) if content else copies.NONE
                await self._write(self._made(piece.id, digest))
                if content:  # another process may have taken it for an orphan until that was committed
                    await asyncio.to_thread(service.store, folder, content)
                self._seen = piece.id

    def _waiting(self) -> Callable[[Tx], list[Uncopied]]:
        return lambda tx: copies.waiting(tx, self._seen, AT_ONCE)

    async def _fetched(self, piece: Uncopied) -> bytes | None:
        """Fetch one file; None where it may be had later, nothing where it cannot be had."""
        try:
            return await self.api.download(piece.file_id)
        except (BadRequest, Forbidden) as error:
            log.warning("no copy", evidence=piece.id, error=str(error))
            return b""
        except TelegramError as error:
            log.warning("keeper", evidence=piece.id, error=str(error), hint="it is tried again")
            return None

    def _made(self, evidence_id: int, digest: str) -> Callable[[Tx], None]:
        return lambda tx: copies.made(tx, evidence_id, digest)

    async def _write(self, job: Callable[[Tx], T]) -> T:
        return cast("T", await asyncio.wrap_future(self.writer.call(job)))
