"""The beat: which chats' letters this process carries, where several processes send (PostgreSQL).

Nobody leads and nothing is configured. Each process takes chats as it writes to them and leaves them when nothing waits
there; each looks every second for letters that nobody carries: broadcasts, what has become ripe, what the command line
wrote, what a dead process left behind. Telegram's limit for all chats together is shared out among those who live.
"""

import asyncio
import secrets
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import datetime

import structlog

from bot.clock import Clock, monotonic
from handlers.pace import Pace
from storage import beats
from storage.letters import Letter
from storage.transaction import Tx
from storage.writer import DatabaseDown, Writer

log = structlog.get_logger("jifenbot")

ROUND_SECONDS = 1.0
TRUST_SECONDS = 2.5
"""For so long after asking to live on a process may send; those who count it out wait for longer."""
SETTLING_MS = 4_000
"""A newcomer sends once all others have seen it and left it its share."""
BROADCASTS = 2
LEAST_AT_ONCE = 32
SECONDS_AT_ONCE = 2


class Beat:
    """The chats of one process. What happens inside a transaction runs on the writer's thread."""

    def __init__(self, writer: Writer, clock: Clock, pace: Pace, *, per_second: int) -> None:
        self.writer = writer
        self.clock = clock
        self.pace = pace
        self.per_second = per_second
        self.me = _new_name()
        self.trusted_until = 0.0
        self.on_letters: Callable[[list[Letter]], None] = lambda _: None
        self.on_taken: Callable[[dict[int, list[float]]], None] = self.learn
        self.on_lost: Callable[[], None] = lambda: None
        self.on_aside: Callable[[], None] = lambda: None
        self.table: Callable[[], int] = lambda: 0
        self._share = 0
        self._mine: set[int] = set()
        self._idle: set[int] = set()
        self._leaving = False
        self._full = False
        self._aside = False
        self._rounds = 0
        self._connection = 0
        self._task: asyncio.Task[None] | None = None
        self._now = asyncio.Event()

    # ---- inside a transaction ------------------------------------------------------------------------------
    def take(self, tx: Tx) -> None:
        """Take the chats of the letters of this transaction; letters that others will carry are put aside.

        Broadcasts are left to the rounds of all, so that every process carries its part of them.
        """
        now = self.clock()
        mine = [letter for letter in tx.letters if letter.lane < BROADCASTS and _ripe(letter, now)]
        if self.table() + len(mine) > self._most():
            self._full = True
        else:
            tx.taken |= beats.take(tx, self.me, {letter.chat_id for letter in mine} - self._mine)
        written = len(tx.letters)
        tx.letters = [letter for letter in mine if letter.chat_id in self._mine or letter.chat_id in tx.taken]
        self._aside = self._aside or len(tx.letters) < written

    def committed(self, tx: Tx) -> None:
        """What was taken is this process's now."""
        self._mine |= tx.taken.keys()
        if tx.taken:
            self.on_taken(tx.taken)
        if self._aside:
            self.on_aside()

    def learn(self, taken: Mapping[int, list[float]]) -> None:
        """Keep the pace of chats that another process wrote to lately."""
        for chat_id, recent in taken.items():
            self.pace.recall(chat_id, recent, self.clock().timestamp(), monotonic())

    # ---- rounds --------------------------------------------------------------------------------------------
    async def look(self) -> None:
        """Look for letters now; the first time, begin to live."""
        if self._task is None:
            await self.round()
            self._task = asyncio.create_task(self._go_round(), name="beat")
        self._now.set()

    async def stop(self) -> None:
        """Leave everything to the others."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        self.trusted_until = 0.0
        try:
            await asyncio.wrap_future(self.writer.call(lambda tx: beats.retire(tx, self.me)))
        except DatabaseDown as error:
            log.warning("beat", error=str(error))

    async def _go_round(self) -> None:
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._now.wait(), ROUND_SECONDS)
            try:
                await self.round()
            except DatabaseDown as error:
                log.warning("beat", error=str(error))

    async def round(self) -> None:
        """Live on, learn who else does, and take letters that nobody carries."""
        asked = monotonic()
        on_table = self.table()
        self._aside = False
        self._now.clear()
        self._rounds += 1

        def go(tx: Tx) -> tuple[bool, list[Letter]]:
            alive = self._is_same_database() and beats.renew(tx, self.me)
            if not alive:
                beats.retire(tx, self.me)
                self.me = _new_name()
                self._mine.clear()
                beats.enlist(tx, self.me)
            self._share = share(self.per_second, self.me, beats.colleagues(tx))
            room = self._most() - on_table
            if not alive or room <= 0:  # what is due is read when the table is clear
                return alive, []
            now = self.clock()
            orphans = beats.orphans(tx, room, now=now)
            self._full = len(orphans) > 0
            taken = beats.take(tx, self.me, orphans)
            tx.taken |= taken
            return alive, beats.due(tx, taken, now=now) if taken else []

        try:
            alive, found = await asyncio.wrap_future(self.writer.call(go, lazy=True))
        finally:
            self._rounds -= 1
        if not alive:
            self.on_lost()
            self._now.set()
        self.trusted_until = asked + TRUST_SECONDS
        self.pace.limit(self._share)
        self.on_letters(found)
        if self._idle and not self._leaving:
            await self._leave()

    def _is_same_database(self) -> bool:
        """Tell whether nothing can be forgotten of what was written; a server that crashed forgets its last moments.

        What became of letters and which chats were left does not wait for the disk. Behind a new connection all chats
        are taken anew, with the letters that are due there.
        """
        before, self._connection = self._connection, self.writer.figures.connections
        return before == self._connection

    def _most(self) -> int:
        """Answer how many letters the table may hold: more would only keep them from other processes."""
        return max(LEAST_AT_ONCE, SECONDS_AT_ONCE * self._share) if self._share else 0

    def hurry(self) -> None:
        """The table has room again; look at once if there was more than fitted on it."""
        if self._full and self.table() < self._most() // 2:
            self._full = False
            self._now.set()

    def look_soon(self) -> None:
        """Look again now rather than in a second."""
        self._now.set()

    @property
    def looking(self) -> bool:
        """Whether letters may wait that this process has not seen yet."""
        return self._aside or self._now.is_set() or self._rounds > 0

    # ---- leaving -------------------------------------------------------------------------------------------
    def idle(self, chat_id: int) -> None:
        """Nothing waits for a chat any more: leave it to whoever writes there next."""
        self._idle.add(chat_id)
        if not self._leaving:
            self._leaving = True
            asyncio.ensure_future(self._leave()).add_done_callback(_told)

    async def _leave(self) -> None:
        """Leave what is idle, unless somebody wrote there meanwhile: those letters are read and carried."""
        chats, self._idle, self._leaving = self._idle, set(), False
        moment, now = monotonic(), self.clock().timestamp()
        recent = {chat_id: self.pace.recent(chat_id, moment, now) for chat_id in chats}

        def go(tx: Tx) -> list[Letter]:
            held = beats.hold(tx, self.me, sorted(chats))
            found = beats.due(tx, held, now=self.clock())
            waiting = {letter.chat_id for letter in found}
            for chat_id in held:
                if chat_id not in waiting:
                    beats.leave(tx, chat_id, recent[chat_id])
                    self._mine.discard(chat_id)
            return found

        try:
            self.on_letters(await asyncio.wrap_future(self.writer.call(go, lazy=True)))
        except DatabaseDown:
            self._idle |= chats  # the next round tries again


def share(per_second: int, me: int, colleagues: Iterable[beats.Colleague]) -> int:
    """Answer how many messages a second this process may send: all together never send more than the limit.

    Whoever counts has a share, also one that died or retired a moment ago; a newcomer uses its own only once those who
    live have seen it.
    """
    known = {colleague.id: colleague for colleague in colleagues}
    if me not in known:
        return 0
    age = known[me].age_ms
    if age < SETTLING_MS and any(colleague.alive and colleague.age_ms > age for colleague in known.values()):
        return 0
    whole, rest = divmod(per_second, len(known))
    return whole + (sorted(known).index(me) < rest)


def _ripe(letter: Letter, now: datetime) -> bool:
    return letter.due_at <= now or letter.due_at == letter.created_at


def _new_name() -> int:
    return secrets.randbits(62)


def _told(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        log.error("beat", exc_info=error)
