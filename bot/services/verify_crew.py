"""Verification by several processes at once, for books of millions of entries.

One transaction says how far each chain goes; the chains are cut into parts, and each process follows some of them, from
the hash that the entry before a part says it has. Entries are never changed, so parts that are read a moment later are
those of that transaction; in it all that is remembered is then held against what came out. What the processes read
holds no cycles, and looking for some would cost a tenth of the time.
"""

import gc
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import NamedTuple

from bot.domain.points.chained import GENESIS
from bot.services import verify
from bot.services.chain_check import Checked, follow
from bot.services.desk import Desk
from storage import books, orgs
from storage.session import reading
from storage.transaction import Tx

PART = 25_000
"""Entries of a part; of a small branch its whole chain."""
WORTH_IT = 200_000
"""Entries from which processes pay for their start."""


class Part(NamedTuple):
    """A part of a branch's chain: behind one entry, up to another."""

    branch_id: int
    after: int
    upto: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """Which books are read, and by whom.

    Attributes:
        url: The setting DATABASE_URL.
        desk: Makes a desk in a transaction; it goes to other processes, so it is a function of a module or a partial.
    """

    url: str
    desk: Callable[[Tx], Desk]


def verify_all(
    found: Books, *, processes: int | None = None, part: int = PART, worth_it: int = WORTH_IT
) -> verify.Verified:
    """Recompute everything, by several processes where that is worth it.

    Args:
        found: The books.
        processes: How many, by default as many as the machine has cores.
        part: Entries that are followed at a time.
        worth_it: Entries from which there is more than one process.
    """
    processes = processes or os.cpu_count() or 1
    with reading(found.url) as tx:
        desk = found.desk(tx)
        branches = orgs.every(tx)
        lengths = {branch.id: books.last_seq(tx, branch.id) for branch in branches}
        if processes < 2 or sum(lengths.values()) < worth_it:
            return verify.verify_all(desk)
        loads = list(_loads(lengths, part))
        context = get_context("forkserver")
        context.set_forkserver_preload([__name__])  # what it costs to load this, it costs once
        with ProcessPoolExecutor(processes, context, initializer=gc.disable) as crew:
            checking = [crew.submit(_check, found, load) for load in loads]
            checked: dict[int, list[Checked]] = {}
            for outcome in checking:
                for one in outcome.result():
                    checked.setdefault(one.branch.id, []).append(one)
        whole = [verify.put_together(desk, branch, checked.get(branch.id, ())) for branch in branches]
        return verify.conclude(desk, whole)


def _loads(lengths: Mapping[int, int], most: int) -> Iterator[list[Part]]:
    """Cut long chains, and put short ones together, so that a process opens the books seldom."""
    load: list[Part] = []
    for branch_id, length in lengths.items():
        for after in range(0, length, most):
            load.append(Part(branch_id, after, min(length, after + most)))
            if sum(one.upto - one.after for one in load) >= most:
                yield load
                load = []
    if load:
        yield load


def _check(found: Books, load: Sequence[Part]) -> list[Checked]:
    """Follow parts of chains, in a process of the crew."""
    checked = []
    with reading(found.url) as tx:
        desk = found.desk(tx)
        for branch_id, after, upto in load:
            start = books.last_of(tx, branch_id, after) or (0, GENESIS)
            one = Checked(orgs.get(tx, branch_id), *start)
            follow(desk, one, upto)
            checked.append(one)
    return checked
