"""Telegram's sending limits, measured in true sliding windows.

Source: platform.md section 8 (1/s a chat with bursts tolerated, about 20/min a group counting edits, 30/s overall).
"""

import math
from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Hashable
from dataclasses import dataclass, field

from bot.simulator.errors import too_many_requests


@dataclass(slots=True)
class Window:
    """At most ``most`` events in any half-open span of ``span`` seconds."""

    most: int
    span: float
    at: deque[float] = field(default_factory=deque)

    def wait(self, now: float, count: int = 1) -> float:
        """Give the seconds until ``count`` more events fit; 0.0 when they fit now."""
        while self.at and self.at[0] <= now - self.span:
            self.at.popleft()
        surplus = len(self.at) + count - self.most
        if surplus <= 0:
            return 0.0
        return max(0.001, self.at[min(surplus, len(self.at)) - 1] + self.span - now)

    def add(self, now: float, count: int = 1) -> None:
        """Count events."""
        self.at.extend([now] * count)


def most_within(times: list[float], span: float) -> int:
    """Give the largest number of ``times`` (sorted) in any half-open span of ``span`` seconds."""
    return max((bisect_right(times, first + span - 1e-9) - index for index, first in enumerate(times)), default=0)


@dataclass(slots=True, kw_only=True)
class Limits:
    """The limits of one bot, and what was counted under them.

    Attributes:
        on: ``False`` refuses nothing; everything is still counted.
        scale: Multiplies every rate (a test that scales by ten takes a tenth of the time).
        overall: Messages a second over all chats.
        group: Messages a minute in one group or channel, edits included.
        burst: Messages in any five seconds in one chat: one a second, with a burst of five tolerated.
    """

    on: bool = True
    scale: int = 1
    overall: int = 30
    group: int = 20
    burst: int = 10
    accepted: list[float] = field(default_factory=list)
    refused: int = 0
    by_chat: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    _windows: dict[Hashable, Window] = field(default_factory=dict)

    def take(self, chat_id: int, now: float, count: int = 1) -> None:
        """Count ``count`` messages to a chat.

        Raises:
            ApiError: 429, when a window is full; nothing is counted then.
        """
        windows = self._of(chat_id)
        wait = max(window.wait(now, count) for window in windows)
        if self.on and wait > 0:
            self.refused += 1
            raise too_many_requests(max(1, math.ceil(wait)))
        for window in windows:
            window.add(now, count)
        self.accepted.extend([now] * count)
        self.by_chat[chat_id].extend([now] * count)

    def _of(self, chat_id: int) -> list[Window]:
        windows = [self._window("overall", self.overall, 1.0), self._window(("chat", chat_id), self.burst, 5.0)]
        if chat_id < 0:
            windows.append(self._window(("group", chat_id), self.group, 60.0))
        return windows

    def _window(self, key: Hashable, most: int, span: float) -> Window:
        if key not in self._windows:
            self._windows[key] = Window(most * self.scale, span)
        return self._windows[key]

    @property
    def most_in_a_second(self) -> int:
        """The most messages accepted in any one-second window."""
        return most_within(self.accepted, 1.0)

    def most_in_a_minute(self, chat_id: int) -> int:
        """The most messages accepted in any one-minute window of one chat."""
        return most_within(self.by_chat.get(chat_id, []), 60.0)
