"""Drawers: which letters of a lane are in memory, and whether the outbox has more of them.

What finds no room stays in the outbox until there is some: memory stays flat however much waits.
"""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from bot.clock import Clock
from storage import letters
from storage.letters import Letter
from storage.writer import Writer

MOST_ON_TABLE = 2_000
AGAIN_SECONDS = 1.0


@dataclass(slots=True)
class Drawer:
    """A lane's letters.

    Attributes:
        used: How many are in memory.
        more: The outbox may hold others.
        left: How many found no room so far.
        fetching: Others are being read.
    """

    used: int = 0
    more: bool = False
    left: int = 0
    fetching: bool = False


class Drawers:
    """A drawer a lane. What is fetched from the outbox is handed to `on_fetched`."""

    def __init__(self, writer: Writer, clock: Clock, on_fetched: Callable[[Sequence[Letter]], None]) -> None:
        self.writer = writer
        self.clock = clock
        self.on_fetched = on_fetched
        self._drawers = (Drawer(), Drawer(), Drawer())

    @property
    def fetching(self) -> bool:
        """Whether letters are being read."""
        return any(drawer.fetching for drawer in self._drawers)

    def has_room(self, lane: int, *, fetched: bool) -> bool:
        """Tell whether a letter fits; nothing just written overtakes what stayed in the outbox and is still to come."""
        drawer = self._drawers[lane]
        if drawer.used < MOST_ON_TABLE and (fetched or not drawer.more):
            return True
        drawer.more = True
        drawer.left += 1
        return False

    def put_in(self, lane: int) -> None:
        """A letter is in memory."""
        self._drawers[lane].used += 1

    def take_out(self, lane: int) -> None:
        """A letter is no longer there."""
        drawer = self._drawers[lane]
        drawer.used -= 1
        if drawer.more:
            self._fetch_more()

    def look(self) -> None:
        """Look what the outbox holds."""
        for drawer in self._drawers:
            drawer.more = True
        self._fetch_more()

    def _fetch_more(self) -> None:
        """Fetch letters that were left in the outbox, for every lane that has room for many."""
        for lane, drawer in enumerate(self._drawers):
            if drawer.more and not drawer.fetching and drawer.used <= MOST_ON_TABLE // 2:
                drawer.fetching = True
                self._fetch(lane, drawer.left)

    def _fetch(self, lane: int, left: int) -> None:
        loop = asyncio.get_running_loop()
        found = self.writer.call(
            lambda tx: letters.ripe(tx, lane=lane, most=MOST_ON_TABLE, now=self.clock()), lazy=True
        )
        # Not awaited: what later transactions wrote must not overtake the answer on its way to the loop.
        found.add_done_callback(lambda found: loop.call_soon_threadsafe(self._fetched, lane, left, found))

    def _fetched(self, lane: int, left: int, found: Future[list[Letter]]) -> None:
        drawer = self._drawers[lane]
        drawer.fetching = False
        if found.exception() is not None:  # the database is away for a moment
            asyncio.get_running_loop().call_later(AGAIN_SECONDS, self._fetch_more)
            return
        drawer.more = len(found.result()) == MOST_ON_TABLE or drawer.left != left
        self.on_fetched(found.result())
        self._fetch_more()
