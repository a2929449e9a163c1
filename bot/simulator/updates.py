"""What waits for the bot: updates, held until they are confirmed.

Source: platform.md section 8 (confirmed by a higher offset, kept 24 hours, one poller, default ``allowed_updates``).
"""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from bot.simulator.errors import OTHER_POLLER, WEBHOOK_ACTIVE, ApiError
from bot.simulator.model import Json

NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
LIFETIME = 24 * 3600


@dataclass(slots=True, kw_only=True)
class UpdateQueue:
    """The updates of one bot.

    Attributes:
        clock: Unix seconds of the simulated world; updates older than 24 hours are forgotten.
        next_id: Id of the next update.
        rearrange: Applied to each batch before it is given out (a test reverses or shuffles it).
    """

    clock: Callable[[], float]
    next_id: int = 1
    allowed: frozenset[str] | None = None
    webhook_url: str = ""
    webhook_secret: str = ""
    max_connections: int = 40
    last_error: str = ""
    closing: bool = False
    rearrange: Callable[[list[Json]], list[Json]] | None = None
    delivered: dict[int, Json] = field(default_factory=dict)
    """Every update ever made, by id; what a redelivery repeats."""
    _pending: dict[int, tuple[Json, float]] = field(default_factory=dict)
    _again: list[Json] = field(default_factory=list)
    _again_out: list[Json] = field(default_factory=list)
    _poller: asyncio.Future[Any] | None = None
    _arrival: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def pending(self) -> list[Json]:
        """The updates not yet confirmed."""
        return [update for update, _ in self._pending.values()] + self._again + self._again_out

    def __len__(self) -> int:
        return len(self._pending) + len(self._again) + len(self._again_out)

    def wants(self, kind: str) -> bool:
        """Whether the bot asked for this kind of update."""
        return kind not in NOT_BY_DEFAULT if self.allowed is None else kind in self.allowed

    def allow(self, kinds: Iterable[str] | None) -> None:
        """Take over an ``allowed_updates``; ``None`` keeps the former one, an empty list restores the default."""
        if kinds is not None:
            self.allowed = frozenset(kinds) or None

    def add(self, kind: str, body: Json) -> int | None:
        """Queue an update; gives its id, or ``None`` when the bot does not want the kind."""
        if not self.wants(kind):
            return None
        return self.inject({"update_id": self.next_id, kind: body})

    def inject(self, update: Json) -> int:
        """Queue any JSON as an update; without an ``update_id`` it gets the next."""
        update_id = int(update.setdefault("update_id", self.next_id))
        self.next_id = max(self.next_id, update_id + 1)
        self._pending[update_id] = (update, self.clock())
        self.delivered[update_id] = update
        self._arrival.set()
        return update_id

    def again(self, update_id: int) -> None:
        """Deliver an update once more, though it may be confirmed already."""
        self._again.append(self.delivered[update_id])
        self._arrival.set()

    def batch(self, limit: int) -> list[Json]:
        """Give what waits, oldest first, without confirming it."""
        expired = [known for known, (_, at) in self._pending.items() if at < self.clock() - LIFETIME]
        for update_id in expired:
            del self._pending[update_id]
        repeats, self._again = self._again[:limit], self._again[limit:]
        self._again_out += repeats
        waiting = sorted(self._pending)[: limit - len(repeats)]
        found = repeats + [self._pending[update_id][0] for update_id in waiting]
        return self.rearrange(found) if self.rearrange and found else found

    def confirm(self, offset: int) -> None:
        """Forget updates below ``offset``; a negative one keeps only that many from the end."""
        self._again_out.clear()
        if offset < 0:
            keep = set(sorted(self._pending)[offset:])
            self._pending = {known: held for known, held in self._pending.items() if known in keep}
        elif offset > 0:
            self._pending = {known: held for known, held in self._pending.items() if known >= offset}

    def done(self, update_id: int) -> None:
        """Forget one update that a webhook took."""
        self._pending.pop(update_id, None)
        self._again_out = [update for update in self._again_out if update["update_id"] != update_id]

    def put_back(self, update: Json) -> None:
        """Keep a repeated update that a webhook did not take for the next batch."""
        if update in self._again_out:
            self._again_out.remove(update)
            self._again.append(update)

    def clear(self) -> None:
        """Forget all that waits (``drop_pending_updates``)."""
        self._pending.clear()
        self._again.clear()
        self._again_out.clear()

    def take_over(self, offset: int) -> bool:
        """Begin a ``getUpdates``: end the poller before it, confirm what is below ``offset``.

        Returns:
            Whether anything was confirmed.

        Raises:
            ApiError: 409, when a webhook is set.
        """
        if self.webhook_url:
            raise ApiError(409, WEBHOOK_ACTIVE)
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(None)
        before = len(self)
        self.confirm(offset)
        return len(self) < before

    async def poll(self, limit: int, seconds: float) -> list[Json]:
        """Give a batch, waiting up to ``seconds`` for the first update.

        Raises:
            ApiError: 409, when another poller comes or a webhook is set meanwhile.
        """
        mine: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._poller = mine
        found = await self._wait_for_batch(mine, max(1, min(100, limit)), seconds)
        if mine.done() and not self.closing:
            raise ApiError(409, WEBHOOK_ACTIVE if self.webhook_url else OTHER_POLLER)
        mine.cancel()
        return found

    async def _wait_for_batch(self, mine: asyncio.Future[Any], limit: int, seconds: float) -> list[Json]:
        deadline = asyncio.get_running_loop().time() + seconds
        while not mine.done():
            found = self.batch(limit)
            left = deadline - asyncio.get_running_loop().time()
            if found or left <= 0:
                return found
            self._arrival.clear()
            arrival: asyncio.Future[Any] = asyncio.ensure_future(self._arrival.wait())
            await asyncio.wait({arrival, mine}, timeout=left, return_when=asyncio.FIRST_COMPLETED)
            arrival.cancel()
        return []

    async def arrival(self) -> None:
        """Wait until something may have arrived."""
        self._arrival.clear()
        await self._arrival.wait()

    def close(self) -> None:
        """Let whoever waits go, empty-handed: this world ends."""
        self.closing = True
        self.interrupt()

    def interrupt(self) -> None:
        """End a running poll with 409 (a webhook was set)."""
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(None)
        self._arrival.set()
