"""`make coverage`: which lines and branches the tests of a room run, held at what was reached; a gate only rises.

What is left out stands, with its reason, in pyproject.toml (`tool.coverage.report`).
"""

import io
import sys
from collections.abc import Mapping

from coverage import Coverage

GATES: Mapping[str, float] = {
    "bot/domain": 100.0,
}
"""Folder or file to the percent of lines and branches that must be run."""


def percent(whole: Coverage, room: str, told: io.StringIO) -> float:
    """Answer the percent of a room, rounded down to a hundredth; what is missing is told."""
    include = room if room.endswith(".py") else f"{room}/*"
    found = whole.report(include=include, show_missing=True, skip_covered=True, skip_empty=True, file=told)
    return int(found * 100) / 100


def main() -> int:
    """Read what was measured; say what is missing, and where a room fell below its gate."""
    whole = Coverage()
    whole.load()
    below = 0
    for room, gate in GATES.items():
        told = io.StringIO()
        found = percent(whole, room, told)
        if found < gate:
            below += 1
            sys.stdout.write(told.getvalue())
        sys.stdout.write(f"{room}: {found:g} % of lines and branches, gate {gate:g} %\n")
    return int(below > 0)


if __name__ == "__main__":
    sys.exit(main())
