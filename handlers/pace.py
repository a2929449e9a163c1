"""Pace: sliding windows of what was sent. A full-size token bucket would let twice the limit through in one window."""

from collections import deque
from dataclasses import dataclass, field

SECOND = 1.05
MINUTE = 61.0
BURST = 5
BURST_SECONDS = 5.0


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


class Pace:
    """Telegram's limits, each kept a little below: all chats, a group's minute, a chat's second.

    Args:
        per_second: Limit for all chats together (30).
        per_minute: Limit for one group (20); edits count too.
    """

    def __init__(self, *, per_second: int, per_minute: int) -> None:
        self.all = Window(max(1, per_second - 1), SECOND)
        self._group_most = max(1, per_minute - 1)
        self._burst = max(BURST, BURST * per_minute // 20)
        self._groups: dict[int, Window] = {}
        self._bursts: dict[int, Window] = {}

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

    def add(self, chat_id: int, at: float) -> None:
        """Count a send to a chat."""
        self.all.add(at)
        if chat_id == 0:
            return
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
