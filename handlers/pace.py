"""Pace: sliding windows of what was sent. A full-size token bucket would let twice the limit through in one window."""

import heapq
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

SECOND = 1.002
WAYS = 256
WAYS_KNOWN = 64
WAYS_LOOKED_AT = 16
FARTHEST = 0.25
SURELY, DOUBT = 0.85, 0.004
MINUTE = 61.0
BURST = 5
BURST_SECONDS = 5.0
EVENLY = 0.9
"""Of the limit's own rhythm between two broadcasts: bunched ones would make a person wait for the rest of a second."""


@dataclass(slots=True)
class Window:
    """At most `most` sends in any `span` seconds."""

    most: int
    span: float
    times: deque[float] = field(default_factory=deque)

    def free_at(self, now: float) -> float:
        """Answer when the next send may happen: `now`, or the moment the oldest one leaves the window."""
        while self.times and self.times[0] <= now - self.span:
            self.times.popleft()
        return now if len(self.times) < self.most else self.times[-self.most] + self.span

    def add(self, at: float) -> None:
        """Count a send."""
        self.times.append(at)


class Second:
    """At most `most` messages in any second, as the server counts them, and nearly as many in every one.

    A message arrives somewhere between its call and the answer, and never sooner than the way takes. So it counts until
    a second after its answer, less most of the shortest time that a call has taken lately: that needs no margin for
    stalls, and gives little away where the server is far. Not less all of it: the shortest that was seen is longer than
    the shortest there is, as the simulated broadcast of eight processes found.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self._on_their_way = 0
        self._until: list[float] = []
        self._ways: deque[float] = deque(maxlen=WAYS)
        self._answers = 0
        self._shortest = 0.0

    def free_at(self, now: float) -> float:
        """Answer when the next message may go; while all wait for their answers, when to look again."""
        while self._until and self._until[0] <= now:
            heapq.heappop(self._until)
        above = len(self._until) + self._on_their_way - self.most
        if above < 0:
            return now
        if above >= len(self._until):
            return now + SECOND
        return heapq.nsmallest(above + 1, self._until)[-1]

    def called(self) -> None:
        """A message goes out."""
        self._on_their_way += 1

    def answered(self, called_at: float, at: float, *, arrived: bool = True) -> None:
        """Its call has ended: with an answer, or with the doubt whether it arrived."""
        self._on_their_way -= 1
        if arrived:
            self._ways.append(at - called_at)
            self._answers += 1
            self._shortest = min(self._shortest, at - called_at)
            if self._answers >= WAYS_KNOWN and self._answers % WAYS_LOOKED_AT == 0:
                self._shortest = min(FARTHEST, *self._ways)
        heapq.heappush(self._until, at + SECOND - max(0.0, SURELY * self._shortest - DOUBT))

    def was_sent(self, at: float) -> None:
        """One was sent by an earlier life of this process."""
        heapq.heappush(self._until, at + SECOND)


class Pace:
    """Telegram's limits: all chats, a group's minute, a chat's second.

    Args:
        per_second: Limit for all chats together (30).
        per_minute: Limit for one group (20); edits count too.
    """

    def __init__(self, *, per_second: int, per_minute: int) -> None:
        self.all = Second(per_second)
        self._group_most = max(1, per_minute - 1)
        self._burst = max(BURST, BURST * per_minute // 20)
        self._groups: dict[int, Window] = {}
        self._bursts: dict[int, Window] = {}
        self._broadcast_at = 0.0

    def limit(self, per_second: int) -> None:
        """Keep to another limit from now on: where several processes send, each has its share."""
        self.all.most = per_second

    def broadcast_at(self) -> float:
        """Answer when the next broadcast may go: they go evenly."""
        return self._broadcast_at

    def free_at(self, chat_id: int, now: float, *, broadcast: bool) -> float:
        """Answer when a chat may be sent to, the limit for all aside; 0 is no chat (menus) and knows only that one."""
        burst = self._bursts.get(chat_id)
        at = now
        if burst is not None:
            at = burst.free_at(now)
            if broadcast and burst.times:
                at = max(at, burst.times[-1] + BURST_SECONDS / self._burst)
        group = self._groups.get(chat_id)
        return max(at, group.free_at(now)) if group is not None else at

    def add(self, chat_id: int, at: float, *, broadcast: bool = False) -> None:
        """Count a send to a chat that begins now; `all.answered` must be told of its end."""
        if broadcast:
            self._broadcast_at = at + EVENLY / max(1, self.all.most)
        self.all.called()
        if chat_id != 0:
            self._count(chat_id, at)

    def was_sent(self, chat_id: int, at: float) -> None:
        """Count what an earlier life of this process sent."""
        self.all.was_sent(at)
        if chat_id != 0:
            self._count(chat_id, at)

    def recent(self, chat_id: int, now: float, clock: float) -> list[float]:
        """Answer when a chat was written to in the last minute, by another clock that shows `clock` now."""
        windows = (self._groups.get(chat_id), self._bursts.get(chat_id))
        times = next((window.times for window in windows if window is not None), ())
        return [clock - (now - at) for at in times if at > now - MINUTE]

    def recall(self, chat_id: int, recent: Iterable[float], clock: float, now: float) -> None:
        """Take over what another process sent to a chat: see `recent`."""
        self._groups.pop(chat_id, None)
        self._bursts.pop(chat_id, None)
        for at in recent:
            self._count(chat_id, now - max(0.0, clock - at))

    def _count(self, chat_id: int, at: float) -> None:
        if chat_id not in self._bursts:
            self._sweep(at)
            self._bursts[chat_id] = Window(self._burst, BURST_SECONDS)
        self._bursts[chat_id].add(at)
        if chat_id < 0:
            if chat_id not in self._groups:
                self._groups[chat_id] = Window(self._group_most, MINUTE)
            self._groups[chat_id].add(at)

    def _sweep(self, now: float) -> None:
        """Forget chats that were quiet for a minute, so that memory stays flat with many chats."""
        if len(self._bursts) < 20_000:
            return
        for windows, span in ((self._bursts, BURST_SECONDS), (self._groups, MINUTE)):
            for chat_id in [c for c, window in windows.items() if window.times and window.times[-1] < now - span]:
                del windows[chat_id]
