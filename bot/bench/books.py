"""The books as they grow: what somebody's page and a board cost, how fast all is recomputed, how a month closes."""

from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter, thread_time
from typing import Any

from bot.bench import branches
from bot.bench.bots import Standin, message, running, standin
from bot.bench.branches import HOUSE, MEMBER_COUNT
from bot.bench.table import JIFENBOT, TOKEN, environment
from bot.clock import system_clock
from bot.services import verify_crew
from handlers.access import Pace
from handlers.command import handle
from storage import filled_chains, filling, session
from storage.engine import open_writer
from storage.memory import Memory
from storage.transaction import Tx

LOOKS = 40
"""How often a page is asked for; the median counts."""
CHAINS = 40
"""Branches over which the entries that are recomputed are spread."""
SETTLED = 15
"""Claims on the idle bot, before the months begin to close."""
MOST_CLAIMS = 20_000


def views(directory: Path, sizes: tuple[int, ...]) -> dict[int, tuple[float, float]]:
    """Answer, for ledgers of one branch of several sizes, the milliseconds of a member's /my and of its /board."""
    found = {}
    for size in sizes:
        database = directory / f"views-{size}.db"
        branches.fill(database, branches=1, members=MEMBER_COUNT)
        engine = open_writer(branches.address(database))
        try:
            with engine.connect() as connection, connection.begin():
                filling.fill_ledger(connection, entries=size)
            found[size] = asked(engine, "/my", group=False), asked(engine, "/board", group=True)
        finally:
            engine.dispose()
        database.unlink()
    return found


def asked(engine: Any, text: str, *, group: bool) -> float:
    """Answer the median milliseconds of a question, the answer being written."""
    memory, pace, spent = Memory(), Pace(), []
    for number in range(LOOKS):
        member = branches.member_id(0, number % MEMBER_COUNT, MEMBER_COUNT)
        chat, kind = (branches.group_id(0), "supergroup") if group else (member, "private")
        update = message(chat, kind, member, number + 1, text=text)
        update["update_id"] = number + 1
        with engine.connect() as connection, connection.begin():
            started = thread_time()
            handle(Tx(connection, memory), update, now=system_clock(), house=HOUSE, pace=pace)
            spent.append((thread_time() - started) * 1000)
        memory.committed()
    return median(spent)


def verified(directory: Path, *, entries: int) -> float:
    """Answer how many entries a second are recomputed: chains, texts, totals, caps and linkage, as `verify` does."""
    database = directory / "verified.db"
    branches.fill(database, branches=CHAINS, members=MEMBER_COUNT)
    filled_chains.fill_chains(database, entries=entries // CHAINS)
    made = verify_crew.Books(url=branches.address(database), desk=partial(branches.desk_at, now=system_clock()))
    started = perf_counter()
    found = verify_crew.verify_all(made)
    spent = perf_counter() - started
    if found.faults or found.entries != entries // CHAINS * CHAINS:
        raise LookupError(f"the books that were filled do not verify: {found.entries} entries, {found.faults[:3]}")
    return found.entries / spent


def closing(directory: Path, *, count: int, members: int) -> dict[str, float]:
    """Answer how long a month of many branches takes to close, its standing looked at, and how long claims wait then.

    The bot runs; the months end at once, as they do on one morning, while claims come one after the other.
    """
    database = directory / "closing.db"
    branches.fill_crowd(database, branches=count, members=members)
    token, today = TOKEN.format(0), system_clock().date()
    last = today.replace(day=1) - timedelta(days=1)
    with standin() as door, running(door, "closing", token, JIFENBOT, **environment(door, token, database)):
        made = iter(branches.claims(MOST_CLAIMS, branches=1, members=members))
        idle = [_claimed(door, token, next(made)) for _ in range(SETTLED)]
        with session.writing(branches.address(database)) as tx:
            month = f"{last:%Y-%m}"
            filling.fill_months(tx, month=month, published=last - timedelta(days=9), until=last - timedelta(days=5))
        started, waits, left = perf_counter(), [], count
        while left:
            waits.append(_claimed(door, token, next(made)))
            with session.reading(branches.address(database)) as tx:
                left = filling.months_open(tx)
        spent = perf_counter() - started
    return {"s": spent, "claim_ms": median(waits), "claim_delay_ms": max(waits) - median(idle)}


def _claimed(door: Standin, token: str, update: dict[str, Any]) -> float:
    """Answer the milliseconds from a claim to its card."""
    return door.push(token, [update], number=1, what="groups") * 1000
