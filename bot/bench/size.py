"""What grows with the house and what does not: thousands of branches, millions of entries, and a thousandth of that.

The same is asked of both: a claim, a member's page, a board, a month that closes, the proof of the books, an export
beside the running bot, the start. Claims come from everywhere, so that what is remembered must hold the whole house.
"""

import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter, sleep
from typing import Any

import orjson

from bot.bench import books, branches, stored
from bot.bench.bots import ROOT, running, standin
from bot.bench.crowds import SETTLES
from bot.bench.table import JIFENBOT, TOKEN, Say, environment
from bot.clock import system_clock
from bot.domain.points.period import month_key
from bot.services import closing, notice, standing, verify_crew
from bot.services.desk import Desk
from handlers.access import Pace
from storage import filled_chains, orgs
from storage.engine import open_writer
from storage.memory import Memory
from storage.transaction import Tx
from storage.writer import Writer

HOUSE = replace(branches.HOUSE, owners=frozenset({branches.OWNER}))
FEWEST_CLAIMS, MOST_CLAIMS = 384, 5_000
FIRST_UPDATE = 10_000_000
"""Above the ids that the stand-in has given."""
MONTHS = 12
"""Branches whose month is closed; the median counts."""
IDLE = 15
"""Claims on the idle bot, before the export begins."""
EXPORTED = 1_000_000
RATES = frozenset({"verified_per_s", "export_per_s"})
"""Figures of which more is better."""
COMPARED = ("claim_ms", "my_ms", "board_ms", "close_ms", "verified_per_s", "export_per_s", "start_s", "bytes_per_entry")


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """A house: branches, members of each, entries of all."""

    branches: int
    entries: int
    members: int = 30


SMALL, LARGE = Size(branches=5, entries=10_000), Size(branches=5_000, entries=10_000_000)
MIDDLE, FEW = Size(branches=500, entries=1_000_000), Size(branches=50, entries=100_000)


def growth(found: dict[Size, dict[str, float]], small: Size, large: Size) -> dict[str, float]:
    """Answer how many times as much the large house takes of everything, of what is more the better how much less."""
    few, many = found[small], found[large]
    return {
        f"size_{name.rpartition('_')[0]}_growth": few[name] / many[name] if name in RATES else many[name] / few[name]
        for name in COMPARED
    }


def measured(directory: Path, size: Size, *, say: Say) -> dict[str, float]:
    """Answer the figures of a house."""
    database = directory / f"size-{size.entries}.db"
    started = perf_counter()
    branches.fill_crowd(database, branches=size.branches, members=size.members)
    filled_chains.fill_chains(database, entries=size.entries // size.branches)
    found = {"fill_s": perf_counter() - started}
    found["bytes_per_entry"] = database.stat().st_size / size.entries
    say(f"  {size.branches} branches, {size.entries} entries in {found['fill_s']:.0f} s")
    found["verified_per_s"] = _verified(database)
    found |= _beside(directory, database, size)
    found |= _inside(database, size)
    say("  " + ", ".join(f"{name} {value:.4g}" for name, value in found.items()))
    database.unlink()
    return found


def _desk(tx: Tx, now: Any) -> Desk:
    return replace(branches.desk_at(tx, now), house=HOUSE)


def _verified(database: Path) -> float:
    made = verify_crew.Books(url=branches.address(database), desk=partial(branches.desk_at, now=system_clock()))
    started = perf_counter()
    found = verify_crew.verify_all(made)
    if found.faults:
        raise LookupError(f"the books that were filled do not verify: {found.faults[:3]}")
    return found.entries / (perf_counter() - started)


def _inside(database: Path, size: Size) -> dict[str, float]:
    """Measure what a claim, a page, a board and a month's end take of the program and the database."""
    engine = open_writer(branches.address(database))
    try:
        found = _claims(engine, size)
        found["my_ms"] = books.asked(engine, "/my", group=False)
        found["board_ms"] = books.asked(engine, "/board", group=True)
        found["close_ms"] = _closed(engine)
    finally:
        engine.dispose()
    return found


def _claims(engine: Any, size: Size) -> dict[str, float]:
    """File claims from everywhere, twice: in the second round everybody's branch was heard of, nobody's person."""
    number = min(max(FEWEST_CLAIMS, size.branches), MOST_CLAIMS)
    writer, pace = Writer(engine), Pace()
    writer.start()
    try:
        made = branches.claims(2 * number, branches=size.branches, members=size.members)
        stored.file(writer, made[:number], pace, first_id=FIRST_UPDATE, house=HOUSE)
        reads = writer.memory.reads
        spent = stored.file(writer, made[number:], pace, first_id=FIRST_UPDATE + number, house=HOUSE)
        return {"claim_ms": median(spent), "claim_reads": (writer.memory.reads - reads) / number}
    finally:
        writer.stop()


def _closed(engine: Any) -> float:
    """Answer the milliseconds in which a branch's last month is laid open, closed, and looked at."""
    memory, now, spent = Memory(), system_clock(), []
    later = now + timedelta(days=60)
    month = month_key((now.astimezone(HOUSE.zone).replace(day=1) - timedelta(days=1)).date())
    with engine.connect() as connection, connection.begin():
        found = orgs.branches(Tx(connection))
    for branch in found[-MONTHS:]:
        started = perf_counter()
        with engine.connect() as connection, connection.begin():
            tx = Tx(connection, memory)
            notice.freeze(_desk(tx, now), branch, month, published=now.astimezone(HOUSE.zone).date())
        memory.committed()
        with engine.connect() as connection, connection.begin():
            tx = Tx(connection, memory)
            if not closing.close_ended(_desk(tx, later), branch.id, month):
                raise LookupError(f"{month} of {branch.code} did not close")
            standing.judge(_desk(tx, later), branch.id, month)
        memory.committed()
        spent.append((perf_counter() - started) * 1000)
    return median(spent)


def _beside(directory: Path, database: Path, size: Size) -> dict[str, float]:
    """Start the bot, let it rest, and export while claims come one after the other."""
    token = TOKEN.format(0)
    out = directory / "exported.json"
    with standin() as door, running(door, "size", token, JIFENBOT, **environment(door, token, database)) as bot:
        sleep(SETTLES)
        found = {"start_s": bot.start_s, "rss_mb": bot.rss_mb()}
        made = iter(branches.claims(MOST_CLAIMS * 4, branches=size.branches, members=size.members))

        def claim() -> float:
            return door.push(token, [next(made)], number=1, what="groups") * 1000

        idle = median(claim() for _ in range(IDLE))
        command = [sys.executable, "-m", "bot.bench.exported", branches.address(database), str(out), str(EXPORTED)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as export:  # noqa: S603 - our own
            waits = [claim()]
            while export.poll() is None:
                waits.append(claim())
            told, _ = export.communicate()
    out.unlink()
    exported = orjson.loads(told)
    return {
        **found,
        "export_per_s": exported["rows"] / exported["seconds"],
        "export_mb": exported["mb"],
        "export_claim_ms": median(waits),
        "export_claim_over_idle": median(waits) / idle,
    }
