"""`python -m tests.simulation FIRST-LAST`: play these seeds; exit 1 and a transcript at the first broken invariant."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.logs import set_up_logs
from tests.simulation.history import play
from tests.simulation.town import Broken


def main(arguments: list[str]) -> int:
    """Play the seeds; a transcript goes to standard output."""
    first, _, last = (arguments[0] if arguments and arguments[0] else "1-20").partition("-")
    try:
        seeds = range(int(first), int(last or first) + 1)
    except ValueError:
        sys.stderr.write("usage: python -m tests.simulation FIRST-LAST, for example 1-50\n")
        return 2
    set_up_logs(style="json", level="error")  # what breaks is told by the transcript
    for seed in seeds:
        with TemporaryDirectory(prefix="jifenbot-simulation-") as directory:
            try:
                play(seed, Path(directory))
            except Broken as broken:
                sys.stdout.write(f"{broken}\n\nOnce more: python -m tests.simulation {seed}-{seed}\n")
                return 1
        sys.stdout.write(f"seed {seed}: ok\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
