"""Chains for measurements: entries that verify, by the million, in any number of branches (ten million in minutes).

Hashes are computed by a process of its own while this one writes; texts, totals and credits follow from the entries by
SQL, and indexes are built when all is there. Nothing is safe meanwhile: a power cut leaves a broken file.
"""

import os
import sqlite3
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import closing
from itertools import groupby
from multiprocessing import get_context
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from bot.domain.points.chained import GENESIS, chained_hash, stored_text, text_digest, text_middle, text_start
from storage.schema import ledger

BOOKED_AT = "2026-05-13T04:00:00.000000Z"
WINDOW = 8
"""Branches that are computed ahead of what is written."""
WORTH_IT = 100_000
"""Entries from which a second process pays for its start."""
Link = tuple[int, int, int, str, str, str, str]
"""Id, sequence number, person, month, digest of the texts, hash before, hash."""

_TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'ledger'"
_PEOPLE = (
    "SELECT m.org_id, o.code, p.id, p.name FROM memberships m JOIN persons p ON p.id = m.person_id "
    "JOIN orgs o ON o.id = m.org_id WHERE o.kind = 'branch' ORDER BY m.org_id, p.id"
)
_LINK = (
    "INSERT INTO ledger (id, branch_id, seq, booked_at, subject_kind, subject_id, scheme_id, period, item, kind, "
    "points, by_id, text_digest, prev_hash, hash) "
    f"VALUES (?1, {{branch_id}}, ?2, '{BOOKED_AT}', 'member', ?3, 1, ?4, 'K502', 'award', 300, 1, ?5, ?6, ?7)"
)
_FOLLOWS = (
    (
        "INSERT INTO ledger_texts (entry_id, salt, name, reason) SELECT l.id, printf('%032x', l.id), p.name, '' "
        "FROM ledger l JOIN persons p ON p.id = l.subject_id WHERE l.id BETWEEN ?1 AND ?2"
    ),
    (
        "INSERT INTO totals (branch_id, subject_kind, period, subject_id, points, entries, zeroings) "
        "SELECT branch_id, subject_kind, period, subject_id, sum(points), count(*), 0 FROM ledger "
        "WHERE id BETWEEN ?1 AND ?2 GROUP BY branch_id, subject_kind, period, subject_id"
    ),
    (
        "INSERT INTO credited (subject_kind, subject_id, item, month, points) "
        "SELECT subject_kind, subject_id, item, period, sum(points) FROM ledger "
        "WHERE id BETWEEN ?1 AND ?2 GROUP BY subject_kind, subject_id, item, period"
    ),
)
_HEAD = "UPDATE orgs SET ledger_seq = ?1, ledger_head = ?2 WHERE id = ?3"


class Order(NamedTuple):
    """A chain to be made: whose, from which id on, how long, under which version of the rules, of which people."""

    branch_id: int
    code: str
    first_id: int
    entries: int
    label: str
    members: Sequence[tuple[int, str]]


def fill_chains(path: Path, *, entries: int) -> None:
    """Write so many entries for each branch of a SQLite file that verify, with their texts, totals and credits."""
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE", "cache_size=-200000"):
            file.execute(f"PRAGMA {pragma}")
        triggers = file.execute(_TRIGGERS).fetchall()
        file.execute("BEGIN")
        for name, _ in triggers:
            file.execute(f"DROP TRIGGER {name}")
        for index in ledger.indexes:
            file.execute(f"DROP INDEX {index.name}")
        for order, links in _made(list(_orders(file, entries))):
            _write(file, order, links)
        for index in ledger.indexes:
            columns = ", ".join(column.name for column in index.columns)
            file.execute(f"CREATE INDEX {index.name} ON ledger ({columns})")
        for _, statement in triggers:
            file.execute(statement)
        file.execute("COMMIT")
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA journal_mode=WAL")


def _write(file: sqlite3.Connection, order: Order, links: Sequence[Link]) -> None:
    """Write a chain, and what follows from it."""
    file.executemany(_LINK.format(branch_id=order.branch_id), links)
    for statement in _FOLLOWS:
        file.execute(statement, (links[0][0], links[-1][0]))
    file.execute(_HEAD, (len(links), links[-1][-1], order.branch_id))


def _orders(file: sqlite3.Connection, entries: int) -> Iterator[Order]:
    label = "{}/{}".format(*file.execute("SELECT code, version FROM schemes WHERE id = 1").fetchone())
    first_id = 1
    for (branch_id, code), people in groupby(file.execute(_PEOPLE).fetchall(), key=itemgetter(0, 1)):
        yield Order(branch_id, code, first_id, entries, label, [(row[2], row[3]) for row in people])
        first_id += entries


def _made(orders: Sequence[Order]) -> Iterator[tuple[Order, list[Link]]]:
    """Make chains, one after the other, a few of them ahead."""
    if sum(order.entries for order in orders) < WORTH_IT or (os.cpu_count() or 1) < 2:
        yield from ((order, chain(order)) for order in orders)
        return
    with ProcessPoolExecutor(1, get_context("forkserver")) as crew:
        waiting: deque[tuple[Order, Future[list[Link]]]] = deque()
        for order in orders:
            waiting.append((order, crew.submit(chain, order)))
            if len(waiting) > WINDOW:
                yield from _first(waiting)
        while waiting:
            yield from _first(waiting)


def _first(waiting: deque[tuple[Order, "Future[list[Link]]"]]) -> Iterable[tuple[Order, list[Link]]]:
    order, made = waiting.popleft()
    return [(order, made.result())]


def chain(order: Order) -> list[Link]:
    """Compute the entries of a branch, each with the hash of the one before."""
    start, head, links = text_start(order.code), GENESIS, []
    for seq in range(1, order.entries + 1):
        person_id, name = order.members[seq % len(order.members)]
        entry_id = order.first_id + seq - 1
        period = f"2026-{1 + seq // len(order.members) % 12:02d}"
        digest = text_digest(f"{entry_id:032x}", name, "")
        middle = text_middle("member", f"P{person_id:05d}", order.label, period, "K502", "award")
        written = stored_text(start, seq, BOOKED_AT, middle, 300, None, None, None, "P00001", digest)
        prev, head = head, chained_hash(head, written)
        links.append((entry_id, seq, person_id, period, digest, prev, head))
    return links
