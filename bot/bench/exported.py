"""An export as `jifenbot export ledger` makes it, told in figures: rows, seconds, the most memory."""

import resource
import sys
from itertools import islice
from pathlib import Path
from time import perf_counter

import orjson

from bot.bench import branches
from bot.clock import system_clock
from bot.services import export
from bot.tables import write_rows
from storage.session import reading


def main(url: str, path: str, most: str) -> None:
    """Write so many entries at most into a file; tell the figures on standard output."""
    started, counted = perf_counter(), 0
    with reading(url) as tx, Path(path).open("wb") as out:
        desk = branches.desk_at(tx, system_clock())

        def rows() -> export.Rows:
            nonlocal counted
            for row in islice(export.rows(desk, "ledger", export.Wanted()), int(most)):
                counted += 1
                yield row

        write_rows(out, rows(), export.COLUMNS["ledger"], "json")
    told = {
        "rows": counted,
        "seconds": perf_counter() - started,
        "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
    }
    sys.stdout.buffer.write(orjson.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
