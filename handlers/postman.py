"""The postman: letters out, at Telegram's pace, people first.

Order holds within a lane of a chat, and a chat has one letter on its way at a time: its outcome is on disk before the
next one goes. So a kill or a broken connection can repeat one message per chat at most, and only one then on its way.
"""

import asyncio
import heapq
from collections import OrderedDict, deque
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import structlog
from telegram.error import TelegramError

from bot.clock import monotonic
from handlers.beat import Beat
from handlers.delivery import Delivery, Parcel, for_chat
from handlers.drawers import Drawers
from handlers.pace import MINUTE
from handlers.reply import Toast
from storage import letters
from storage.letters import Letter
from storage.transaction import Tx

log = structlog.get_logger("jifenbot")

MOST_ON_THEIR_WAY = 64
BROADCAST_SHARE = 10
BROADCASTS = 2
MOST_FINISHED = 4096
MOST_NEWEST = 10_000
MOST_LATER = 10_000
LONGEST_WAIT = 30.0
WAIT_FOR_BEAT = 0.1


@dataclass(slots=True)
class Address:
    """A chat's letters, by lane."""

    lanes: tuple[deque[Parcel], deque[Parcel], deque[Parcel]] = field(
        default_factory=lambda: (deque(), deque(), deque())
    )
    busy: bool = False
    paused_until: float = 0.0
    queued: set[int] = field(default_factory=set)
    """Lines of the office in which this chat stands."""


class Postman:
    """Sends what the outbox holds. Runs on the event loop; everything durable goes through the writer."""

    def __init__(self, delivery: Delivery) -> None:
        self.delivery = delivery
        self.clock = delivery.clock
        self.pace = delivery.pace
        self._addresses: dict[int, Address] = {}
        self._ready: tuple[deque[int], deque[int], deque[int]] = (deque(), deque(), deque())
        self._waiting: list[tuple[float, int]] = []
        self._later: list[tuple[float, int, Letter]] = []
        self._more_later = False
        self._drawers = Drawers(delivery.writer, delivery.clock, lambda found: self.take(found, fetched=True))
        self._newest: dict[str, int] = {}
        self._known: set[int] = set()
        self._finished: OrderedDict[int, None] = OrderedDict()
        self._on_their_way: set[asyncio.Task[None]] = set()
        self._awake = asyncio.Event()
        self._stopping = False
        self._paused_until = 0.0
        self._throttled_chats: dict[int, float] = {}
        self._since_broadcast = 0
        self.beat: Beat | None = None

    # ---- what comes in -------------------------------------------------------------------------------------
    def take(self, fresh: Sequence[Letter], *, fetched: bool = False) -> None:
        """Put letters on the table, as far as there is room; one for the same message as an older one replaces it."""
        for letter in fresh:
            if letter.id in self._known or letter.id in self._finished:
                continue
            if letter.slot is not None:
                self._newest[letter.slot] = max(letter.id, self._newest.get(letter.slot, 0))
            # Only a letter that was meant for later waits: one written at once does not, by whatever clock.
            wait = (letter.due_at - self.clock()).total_seconds() if letter.due_at > letter.created_at else 0.0
            if self._has_room(letter, later=wait > 0, fetched=fetched):
                self._known.add(letter.id)
                if wait > 0:
                    heapq.heappush(self._later, (letter.due_at.timestamp(), letter.id, letter))
                else:
                    self._put(Parcel(letter))
        self._awake.set()

    def _has_room(self, letter: Letter, *, later: bool, fetched: bool) -> bool:
        """Tell whether a letter fits on the table; on PostgreSQL the beat sees to that."""
        if self.beat is not None:
            return True
        if later:
            self._more_later = self._more_later or len(self._later) >= MOST_LATER
            return len(self._later) < MOST_LATER
        return self._drawers.has_room(letter.lane, fetched=fetched)

    def wake(self) -> None:
        """Look again: the clock was moved, or another process wrote."""
        self._awake.set()
        if self.beat is not None:
            self.beat.look_soon()
        elif self._more_later:
            self._drawers.look()

    async def load(self) -> None:
        """Look what the outbox holds: at start, and after another process wrote to it."""

        def read(tx: Tx) -> tuple[list[Letter], list[tuple[int, Any]]]:
            since = self.clock() - timedelta(seconds=MINUTE)
            return letters.unripe(tx, most=MOST_LATER, now=self.clock()), letters.sent_since(tx, since)

        later, recent = await asyncio.wrap_future(self.delivery.writer.call(read))
        if not self._known:
            for chat_id, at in recent:
                ago = (self.clock() - at).total_seconds()
                self.pace.was_sent(chat_id, monotonic() - max(0.0, ago))
        self.take(later)
        self._more_later = len(later) == MOST_LATER
        self._drawers.look()

    def toast(self, toast: Toast) -> None:
        """Say at once what is said from memory; worthless after seconds, so a failure is only logged."""
        for method, body in toast.calls():
            self._spawn(self._say(method, body))

    async def _say(self, method: str, body: dict[str, Any]) -> None:
        try:
            await self.delivery.api.call(method, body, seconds=5.0)
        except TelegramError as error:
            log.debug("toast", error=str(error))

    # ---- what goes out -------------------------------------------------------------------------------------
    async def run(self) -> None:
        """Send until told to stop."""
        while not self._stopping:
            self._awake.clear()
            wait = self._hand_out()
            if wait > 0:
                timer = asyncio.get_running_loop().call_later(wait, self._awake.set)
                await self._awake.wait()
                timer.cancel()

    async def stop(self, seconds: float = 5.0) -> None:
        """Send what is due within some seconds, then let go; the rest stays in the outbox."""
        end = monotonic() + seconds
        while monotonic() < end:
            wait = self._hand_out()
            if not self._on_their_way and not any(self._ready):
                break
            pending = list(self._on_their_way)
            if pending:
                await asyncio.wait(pending, timeout=min(0.2, max(0.01, end - monotonic())))
            else:
                await asyncio.sleep(min(wait, max(0.01, end - monotonic())))
        self._stopping = True
        self._awake.set()
        for task in list(self._on_their_way):
            task.cancel()
        await asyncio.gather(*self._on_their_way, return_exceptions=True)

    @property
    def busy(self) -> bool:
        """Whether a letter that is due waits or is on its way."""
        return self._drawers.fetching or bool(self._on_their_way) or any(self._ready) or bool(self._waiting)

    @property
    def table(self) -> int:
        """How many letters are in memory."""
        return len(self._known)

    def forget(self) -> None:
        """Clear the table of all that is not on its way: other processes carry it now, or the database forgot of it."""
        self._finished.clear()
        self._known.difference_update(number for _, number, _ in self._later)
        self._later.clear()
        for address in self._addresses.values():
            for line in address.lanes:
                while line:
                    self._drop(line.popleft().letter)

    def _put(self, parcel: Parcel, *, front: bool = False) -> None:
        letter = parcel.letter
        address = self._addresses.setdefault(letter.chat_id, Address())
        lane = address.lanes[letter.lane]
        if front:
            lane.appendleft(parcel)
        else:
            lane.append(parcel)
            self._drawers.put_in(letter.lane)
        self._queue(letter.chat_id, address)

    def _queue(self, chat_id: int, address: Address) -> None:
        """Put a chat into the line of its most urgent letter, once; it may still stand in a slower line too."""
        if address.busy:
            return
        for index, lane in enumerate(address.lanes):
            if lane:
                if index not in address.queued:
                    address.queued.add(index)
                    self._ready[index].append(chat_id)
                return
        if address.paused_until <= monotonic() and not address.queued:
            self._addresses.pop(chat_id, None)
        if self.beat is not None:
            self.beat.idle(chat_id)

    def _hand_out(self) -> float:
        """Start every send that may start now; answer for how many seconds there is nothing to do."""
        self._release_later()
        now = monotonic()
        while self._waiting and self._waiting[0][0] <= now:
            _, chat_id = heapq.heappop(self._waiting)
            address = self._addresses.get(chat_id)
            if address is not None:
                self._queue(chat_id, address)
        while len(self._on_their_way) < MOST_ON_THEIR_WAY:
            now = monotonic()
            free = max(self.pace.all.free_at(now), self._paused_until)
            if self.beat is not None and self.beat.trusted_until <= now:
                free = max(free, now + WAIT_FOR_BEAT)
            if free > now:
                return min(free - now, self._until_later())
            lanes = self._lanes(now)
            parcel = self._next(now, lanes)
            if parcel is None and any(self._ready[lane] for lane in lanes):
                continue  # a chat moved to a faster line while the slower ones were looked through
            if parcel is None:
                break
            letter = parcel.letter
            self.pace.add(letter.chat_id, now, broadcast=letter.lane == BROADCASTS)
            parcel.counted = True
            self._spawn(self._deliver(parcel))
        wait = self._waiting[0][0] - monotonic() if self._waiting else LONGEST_WAIT
        if self._ready[BROADCASTS]:
            wait = min(wait, self.pace.broadcast_at() - monotonic())
        return max(0.001, min(wait, self._until_later()))

    def _lanes(self, now: float) -> tuple[int, ...]:
        """Answer who goes first: people before cards before broadcasts, with a small share for the last."""
        if self.pace.broadcast_at() > now:
            return (0, 1)
        return (2, 0, 1) if self._since_broadcast >= BROADCAST_SHARE else (0, 1, 2)

    def _release_later(self) -> None:
        now = self.clock().timestamp()
        while self._later and self._later[0][0] <= now:
            self._put(Parcel(heapq.heappop(self._later)[2]))

    def _until_later(self) -> float:
        return (
            min(LONGEST_WAIT, max(0.001, self._later[0][0] - self.clock().timestamp())) if self._later else LONGEST_WAIT
        )

    def _next(self, now: float, lanes: Sequence[int]) -> Parcel | None:
        """Answer the next letter of these lanes."""
        for lane in lanes:
            while self._ready[lane]:
                chat_id = self._ready[lane].popleft()
                parcel = self._pick(chat_id, lane, now)
                if parcel is not None:
                    self._since_broadcast = 0 if parcel.letter.lane == BROADCASTS else self._since_broadcast + 1
                    return parcel
        return None

    def _pick(self, chat_id: int, lane: int, now: float) -> Parcel | None:
        address = self._addresses.get(chat_id)
        if address is None:
            return None
        address.queued.discard(lane)
        if address.busy:
            return None  # it comes back when its letter on the way has arrived
        for line in address.lanes:
            while line and self._superseded(line[0].letter):
                self._drop(line.popleft().letter)
        urgent = next((index for index, line in enumerate(address.lanes) if line), None)
        if urgent != lane:
            self._queue(chat_id, address)
            return None
        free = max(self.pace.free_at(chat_id, now, broadcast=lane == BROADCASTS), address.paused_until)
        if free > now:
            heapq.heappush(self._waiting, (free, chat_id))
            return None
        address.busy = True
        return address.lanes[lane].popleft()

    def _superseded(self, letter: Letter) -> bool:
        return letter.slot is not None and self._newest.get(letter.slot, letter.id) != letter.id

    def _spawn(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._on_their_way.add(task)

        def done(task: asyncio.Task[None]) -> None:
            self._on_their_way.discard(task)
            self._awake.set()
            if not task.cancelled() and (error := task.exception()) is not None:
                log.error("postman", exc_info=error)

        task.add_done_callback(done)

    # ---- one letter ----------------------------------------------------------------------------------------
    async def _deliver(self, parcel: Parcel) -> None:
        chat_id = parcel.letter.chat_id
        again = None
        try:
            again = await self.delivery.attempt(parcel)
        finally:
            self.delivery.not_yet(parcel)  # if it ended before its call
            address = self._addresses.setdefault(chat_id, Address())
            address.busy = False
            if again is None:
                self._finish(parcel.letter)
                self._queue(chat_id, address)
            else:
                address.paused_until = max(address.paused_until, monotonic() + again.after)
                if again.throttled:
                    self._throttled(chat_id, again.after)
                if again.moved_to is not None:
                    self._move(chat_id, again.moved_to)
                self._put(parcel, front=True)

    def _finish(self, letter: Letter) -> None:
        """Remember for a while what is done: a reading of the outbox that began before may still list it."""
        self._drop(letter)
        if self.beat is not None:
            self.beat.hurry()
        self._finished[letter.id] = None
        if len(self._finished) > MOST_FINISHED:
            self._finished.popitem(last=False)
        if len(self._newest) > MOST_NEWEST:
            # An older letter of the same message may still wait in a slower lane; only where none does, all is told.
            waiting = {parcel.letter.slot for a in self._addresses.values() for line in a.lanes for parcel in line}
            self._newest = {slot: number for slot, number in self._newest.items() if slot in waiting}

    def _drop(self, letter: Letter) -> None:
        """Take a letter off the table."""
        self._known.discard(letter.id)
        self._drawers.take_out(letter.lane)

    def _throttled(self, chat_id: int, seconds: float) -> None:
        """429 pauses the chat that Telegram names; a second chat's at once pauses all."""
        now = monotonic()
        self._throttled_chats = {chat: until for chat, until in self._throttled_chats.items() if until > now}
        self._throttled_chats[chat_id] = now + seconds
        if len(self._throttled_chats) > 1:
            self._paused_until = max(self._paused_until, now + seconds)

    def _move(self, old: int, new: int) -> None:
        """A group became a supergroup: what waits for the old id waits for the new one."""
        address = self._addresses.get(old)
        if address is None:
            return
        for line in address.lanes:
            while line:
                parcel = line.popleft()
                parcel.letter = for_chat(parcel.letter, new)
                self._drawers.take_out(parcel.letter.lane)
                self._put(parcel)
