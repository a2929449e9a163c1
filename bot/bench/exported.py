"""An export as `jifenbot export ledger` makes it, told in figures: rows, seconds, the most memory."""

import os
import sys
from itertools import islice
from pathlib import Path
from time import perf_counter

import orjson

from bot.bench import branches
from bot.clock import system_clock
from bot.services import export
from bot.services.export import GIVES_WAY
from bot.tables import stream_table
from storage.session import reading


def _most_mb() -> float:
    """Answer the most memory that was ever in use; what `getrusage` tells would be that of who started us, too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024 / 1e6


def main(url: str, path: str, most: str) -> None:
    """Write so many entries at most into a file; tell the figures on standard output."""
    os.nice(GIVES_WAY)
    started, counted = perf_counter(), 0
    with reading(url) as tx, Path(path).open("wb") as out:
        desk = branches.desk_at(tx, system_clock())

        def rows() -> export.Rows:
            nonlocal counted
            for row in islice(export.rows(desk, "ledger", export.Wanted()), int(most)):
                counted += 1
                yield row

        stream_table(out, rows(), export.COLUMNS["ledger"], "json")
    told = {
        "rows": counted,
        "seconds": perf_counter() - started,
        "mb": _most_mb(),
    }
    sys.stdout.buffer.write(orjson.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
