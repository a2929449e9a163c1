"""`python -m tests.simulation FIRST-LAST`: play these seeds on all cores; `SEED:STEP,STEP,…` plays some steps of one.

The first broken rule ends it: exit 1, and a transcript cut down to the steps that matter.
"""

import multiprocessing
import sys
from collections.abc import Sequence
from functools import partial
from time import monotonic

from bot.logs import set_up_logs
from tests.simulation.disk import empty
from tests.simulation.history import STEPS, play
from tests.simulation.town import Broken
from tests.trust import record

AT_ONCE = 20
"""Seeds that a core plays before it tells of them."""
USAGE = "usage: python -m tests.simulation FIRST-LAST, for example 1-50 (or SEED:STEP,STEP,… for some steps of one)\n"


def main(arguments: list[str]) -> int:
    """Play the seeds; a transcript goes to standard output."""
    wanted = arguments[0] if arguments and arguments[0] else "1-20"
    try:
        seed, _, steps = wanted.partition(":")
        first, _, last = seed.partition("-")
        seeds = range(int(first), int(last or first) + 1)
        chosen = [int(step) for step in steps.split(",")] if steps else range(STEPS)
    except ValueError:
        sys.stderr.write(USAGE)
        return 2
    broken = _play_all(seeds, chosen)
    if broken:
        sys.stdout.write(f"{broken}\n")
    elif not steps:
        record("simulation", seeds=len(seeds), steps=STEPS, losses=0, doubles=0)
    return int(bool(broken))


def _play_all(seeds: range, steps: Sequence[int]) -> str:
    started = monotonic()
    empty()  # made once, before the processes part
    portions = [seeds[start : start + AT_ONCE] for start in range(0, len(seeds), AT_ONCE)]
    with multiprocessing.get_context("fork").Pool() as pool:  # its end ends the seeds that are still played
        played = pool.imap_unordered(partial(_play, steps=steps), portions)
        for number, (portion, broken) in enumerate(played, start=1):
            if broken:
                return broken
            told = (
                f"seeds {portion[0]}-{portion[-1]}: ok ({number} of {len(portions)}, {monotonic() - started:.0f} s)\n"
            )
            sys.stdout.write(told)
            sys.stdout.flush()
    return ""


def _play(seeds: range, steps: Sequence[int]) -> tuple[range, str]:
    set_up_logs(style="json", level="critical")  # what breaks is told by the transcript
    for seed in seeds:
        try:
            play(seed, steps)
        except Broken as broken:
            return seeds, str(broken)
    return seeds, ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
