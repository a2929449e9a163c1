"""What happened, told to whoever listens; and waiting for it without sleeping."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from bot.simulator.model import Account, Chat, Json, Message

EventKind = Literal["message", "edit", "delete", "answer", "call", "updates", "members", "commands", "cast", "read"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One change of the world; ``order`` grows by one with each."""

    order: int
    kind: EventKind
    chat: Chat | None = None
    message: Message | None = None
    account: Account | None = None
    facts: Json = field(default_factory=dict)


@dataclass(slots=True)
class Signals:
    """The journal of all events, its listeners, and those who wait for the next one."""

    journal: list[Event] = field(default_factory=list)
    listeners: list[Callable[[Event], None]] = field(default_factory=list)
    order: int = 0
    _waiting: set[asyncio.Future[None]] = field(default_factory=set)

    def tell(
        self,
        kind: EventKind,
        *,
        chat: Chat | None = None,
        message: Message | None = None,
        account: Account | None = None,
        facts: Json | None = None,
    ) -> Event:
        """Record an event; calls and updates wake the waiting but are not kept."""
        self.order += 1
        event = Event(order=self.order, kind=kind, chat=chat, message=message, account=account, facts=facts or {})
        if kind not in {"call", "updates"}:
            self.journal.append(event)
        for listener in self.listeners:
            listener(event)
        for future in self._waiting:
            if not future.done():
                future.set_result(None)
        self._waiting.clear()
        return event

    async def next(self, seconds: float) -> bool:
        """Wait for the next event; ``False`` when none came within ``seconds``."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        done, _ = await asyncio.wait([future], timeout=max(0.0, seconds))
        self._waiting.discard(future)
        return bool(done)

    async def until(self, holds: Callable[[], bool], seconds: float) -> bool:
        """Wait until a condition holds, looking at it after every event; ``False`` when time is up."""
        deadline = asyncio.get_running_loop().time() + seconds
        while not holds():
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0 or not await self.next(left):
                return holds()
        return True
