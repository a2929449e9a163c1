"""What is owed and not yet written is written here; the unique key of a post decides 'once'."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bot.services.desk import Desk
from storage import evidence
from storage import letters as outbox
from storage.writer import forget_old_updates

Compose = Callable[..., Any]

KEEP_UPDATES = timedelta(days=8)
KEEP_LOOSE = timedelta(days=1)
KEEP_ANSWERS = timedelta(days=90)


def look(desk: Desk, compose: Compose) -> None:
    """Write what is owed by now."""
    del compose
    tidy(desk)


def tidy(desk: Desk) -> None:
    """Drop what has lost its use: old update ids, album parts of no claim, answers sent long ago."""
    forget_old_updates(desk.tx, desk.now - KEEP_UPDATES)
    evidence.drop_loose(desk.tx, desk.now - KEEP_LOOSE)
    outbox.drop_old(desk.tx, desk.now - KEEP_ANSWERS)


def forget() -> None:
    """Forget what was computed ahead: another process changed the data."""
