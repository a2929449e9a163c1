"""Work lists: the daily round over a hundred thousand tasks, and what it lets a claim beside it wait."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from bot.bench import branches
from bot.bench.branches import HOUSE
from bot.services.desk import Desk
from bot.services.life import task_round
from storage import orgs, task_lists, tasks
from storage.engine import open_writer
from storage.memory import Memory
from storage.transaction import Tx

SPANS = 60
"""Tasks of so many different spans of days: as many as a busy year has."""


def recolor(directory: Path, *, count: int) -> dict[str, float]:
    """Colour the tasks of one branch anew for a day on which a third of them change.

    Args:
        directory: Where the database is made.
        count: Open tasks.

    Returns:
        Seconds of the whole round, and milliseconds of its longest transaction: what a claim waits at most.
    """
    database = directory / "worklists.db"
    branches.fill(database, branches=1, members=30)
    engine = open_writer(f"sqlite:///{database}")
    memory, now = Memory(), datetime(2026, 5, 13, 4, 0, tzinfo=UTC)
    try:
        with engine.connect() as connection, connection.begin():
            branch = orgs.branches(Tx(connection, memory))[0]
            _fill(Tx(connection, memory), branch.id, count, now)
        longest = 0.0
        cursor: int | None = 0
        started = perf_counter()
        while cursor is not None:
            at = perf_counter()
            with engine.connect() as connection, connection.begin():
                desk = Desk(tx=Tx(connection, memory), now=now, house=HOUSE, source=f"bench{cursor}")
                cursor = task_round.recolor(desk, branch, cursor)
            longest = max(longest, perf_counter() - at)
        spent = perf_counter() - started
        with engine.connect() as connection:
            left = sum(one.number for one in task_lists.tally(Tx(connection, memory), branch.id) if one.color == "red")
    finally:
        engine.dispose()
    if not left:
        raise RuntimeError("no task became red, so nothing was measured")
    return {"recolor_s": spent, "recolor_claim_delay_ms": longest * 1000}


def _fill(tx: Tx, branch_id: int, count: int, now: datetime) -> None:
    today = date(2026, 5, 13)
    common: dict[str, Any] = {"branch_id": branch_id, "kind": "task", "freq": "once", "owner_kind": "person"}
    for number in range(count):
        span = number % SPANS
        tasks.add(
            tx,
            **common,
            title=f"task {number}",
            owner_id=number % 30 + 1,
            start_on=today - timedelta(days=span + 1),
            due_on=today + timedelta(days=SPANS - span - SPANS // 3),
            progress=number % 100,
            color="green",
            color_on=today - timedelta(days=1),
            opened_at=now,
        )
