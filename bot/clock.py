"""The only clock. Everywhere else `now` is an argument (ruff's banned-api says so)."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]
"""What the composition root hands to the edges: a call that answers the aware UTC instant."""


def system_clock() -> datetime:
    """Answer the machine's wall clock as an aware UTC instant."""
    return datetime.now(UTC)  # noqa: TID251 - this is the one place


def monotonic() -> float:
    """Answer seconds on a clock that nobody can set; for pacing and waiting only."""
    return time.monotonic()


class MovableClock:
    """The system clock plus an offset that a visitor of the demo may push forward."""

    def __init__(self, start: datetime | None = None) -> None:
        self.offset = start - system_clock() if start else timedelta()

    def __call__(self) -> datetime:
        """Answer the shifted instant."""
        return system_clock() + self.offset

    def move_to(self, at: datetime) -> None:
        """Make the present moment read `at`."""
        self.offset = at - system_clock()
