"""Fates: what became of letters, written to the outbox in groups.

Measured: a job for each fate took a tenth of a claim's time, a statement for each of them a twentieth.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from handlers.errors import new_incident
from storage import letters, slots
from storage.transaction import Tx
from storage.writer import DatabaseDown, Writer

LONGEST_WAIT = 30.0


class Delivered(NamedTuple):
    """Telegram took a letter; where its message stands, if that will be rewritten."""

    letter_id: int
    at: datetime
    place: slots.Slot | None


class Fates:
    """Writes what became of letters. Each call returns when it is written."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self._group: list[Delivered] = []
        self._writing: asyncio.Future[None] | None = None
        self._next: asyncio.Future[None] | None = None

    async def delivered(self, fate: Delivered) -> None:
        """Write that a letter arrived, with all others that arrive while an earlier group is being written."""
        self._group.append(fate)
        if self._next is None:
            self._next = asyncio.ensure_future(self._write_group(self._writing))
        await asyncio.shield(self._next)

    async def _write_group(self, before: asyncio.Future[None] | None) -> None:
        if before is not None:
            await asyncio.wait([before])
        self._writing, self._next = self._next, None
        group, self._group = self._group, []
        try:
            await self._written(lambda tx: _write(tx, group))
        except Exception as error:  # noqa: BLE001 - one of them broke: each by itself then
            new_incident(error)
            for fate in group:
                await self.settle(lambda tx, fate=fate: _write(tx, [fate]))  # type: ignore[misc]  # the loop's own

    async def settle(self, fate: Callable[[Tx], object]) -> None:
        """Write something by itself; what is decided after another fate must not undo that one."""
        try:
            await self._written(fate)
        except Exception as error:  # noqa: BLE001 - one that cannot be written must not hold up the letters behind it
            new_incident(error)

    async def _written(self, work: Callable[[Tx], object]) -> None:
        """Have something written; the database may be away for a while, it is kept until it is back."""
        wait = 0.5
        while True:
            try:
                await asyncio.wrap_future(self.writer.call(work, lazy=True))
            except DatabaseDown:
                await asyncio.sleep(wait)
                wait = min(LONGEST_WAIT, wait * 2)
            else:
                return


def _write(tx: Tx, group: Sequence[Delivered]) -> None:
    letters.all_sent(tx, {fate.letter_id: fate.at for fate in group})
    slots.put_all(tx, [fate.place for fate in group if fate.place is not None])
