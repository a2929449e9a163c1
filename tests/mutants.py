"""`make mutate PACKAGES="points life"`: change the rules line by line, and see which change no domain test notices.

mutmut makes the changes (see pyproject.toml for what is changed and what is not); the domain's own tables and the
golden cases are run on each. What survives is named; `mutmut show NAME` shows it.
"""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from tests.trust import ROOT, record

PACKAGES = ("points", "calendar", "organisation", "life", "ratings", "awards")
LEAST = 90
"""Percent of the changes that must be noticed, in each package."""
NOTICED = frozenset({1, 3, 24, 36, 152, 255, -24})
"""Exit codes of a change that a test noticed; all but the first two are of tests that came to no end."""
UNNOTICED = frozenset({0, 5, 33})
"""Exit codes of a change that no test noticed, or that no test runs at all."""


class Score(NamedTuple):
    """Of a package: how many changes were noticed, and the names of the others."""

    noticed: int
    missed: tuple[str, ...]

    @property
    def total(self) -> int:
        return self.noticed + len(self.missed)

    @property
    def percent(self) -> float:
        """Rounded down to a tenth."""
        return self.noticed * 1000 // self.total / 10 if self.total else 100.0


def scored(found: Iterable[Mapping[str, int | None]]) -> Score:
    """Count what is remembered of changes: name to exit code, None where it was not tried.

    Raises:
        ValueError: One was not tried, or ended in another way: then there is no score.
    """
    codes = {name: code for one in found for name, code in one.items()}
    odd = Counter(code for code in codes.values() if code not in NOTICED | UNNOTICED)
    if odd:
        raise ValueError(f"not tried, or ended otherwise (exit code: how many): {dict(odd)}")
    missed = sorted(name for name, code in codes.items() if code in UNNOTICED)
    return Score(len(codes) - len(missed), tuple(missed))


def of_package(package: str, root: Path = ROOT) -> Score:
    """Read the score of a package from what mutmut left in mutants/."""
    metas = sorted((root / "mutants" / "bot" / "domain" / package).rglob("*.meta"))
    return scored(json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"] for meta in metas)


def main(packages: list[str]) -> int:
    """Try the packages; print their scores and what survived; remember the whole where the whole was tried."""
    wanted = packages or list(PACKAGES)
    command = [sys.executable, "-m", "mutmut", "run", *(f"bot.domain.{package}.*" for package in wanted)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    scores = {package: of_package(package) for package in wanted}
    for package, score in scores.items():
        sys.stdout.writelines(f"{name}\n" for name in score.missed)
        sys.stdout.write(f"{package}: {score.noticed} of {score.total} noticed, {score.percent} %\n")
    if set(wanted) == set(PACKAGES):
        whole = Score(sum(one.noticed for one in scores.values()), sum((one.missed for one in scores.values()), ()))
        lowest = min(score.percent for score in scores.values())
        record(
            "mutants",
            packages=len(wanted),
            changes=whole.total,
            noticed=whole.noticed,
            percent=whole.percent,
            lowest=lowest,
        )
    return int(any(score.percent < LEAST for score in scores.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
