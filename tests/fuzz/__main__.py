"""`python -m tests.fuzz [CASES]`: so many cases of each entrance, on all cores; `NAME:NUMBER` plays one case.

Prints a line for each entrance; exit 1 and the case at the first that it does not stand.
"""

import multiprocessing
import sys
from concurrent.futures import ProcessPoolExecutor

from bot.logs import set_up_logs
from tests.fuzz.entrance import Entrance, Fault, play
from tests.fuzz.entrances import ENTRANCES
from tests.trust import record

USAGE = "usage: python -m tests.fuzz [CASES | NAME | NAME:NUMBER | NAME:FIRST-LAST]\n"


def main(arguments: list[str]) -> int:
    """Play cases."""
    named, _, rest = (arguments[0] if arguments and arguments[0] else "2000").partition(":")
    first, _, last = rest.partition("-")
    try:
        numbers = range(int(first), int(last or first) + 1) if rest else range(int(named) if named.isdigit() else 2000)
    except ValueError:
        sys.stderr.write(USAGE)
        return 2
    chosen = [entrance.name for entrance in ENTRANCES if named.isdigit() or entrance.name == named]
    if not chosen:
        sys.stderr.write(USAGE)
        return 2
    with ProcessPoolExecutor(mp_context=multiprocessing.get_context("fork")) as pool:
        told = list(pool.map(_play, chosen, [numbers] * len(chosen)))
    for line, _ in told:
        sys.stdout.write(f"{line}\n")
    if len(chosen) == len(ENTRANCES) and all(good for _, good in told):
        record("fuzz", cases=len(numbers) * len(chosen), entrances=len(chosen), losses=0)
    return int(not all(good for _, good in told))


def _play(name: str, numbers: range) -> tuple[str, bool]:
    set_up_logs(style="json", level="critical")  # what fails is told by its case
    entrance: Entrance = next(one for one in ENTRANCES if one.name == name)
    try:
        return f"{name}: {play(entrance, numbers)} cases, all stood", True
    except Fault as fault:
        return str(fault), False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
