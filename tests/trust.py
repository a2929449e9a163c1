"""The figures of trust: what was played, killed and fed, kept in docs/trust.json and shown in the README.

`make simulate`, `make kill`, `make fuzz` and `make mutate` remember what they did where it is more than what was done
before; `make trust` writes the table anew from what is remembered.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FIGURES = ROOT / "docs" / "trust.json"
README = ROOT / "README.md"
BEGIN, END = "<!-- trust: written by `make trust` from docs/trust.json -->", "<!-- /trust -->"
ROWS: Mapping[str, tuple[str, str]] = {
    "simulation": (
        "histories of random, hostile people on a breaking world",
        "{seeds} seeds of {steps} steps, every invariant after each step",
    ),
    "kills": (
        "`kill -9` in a row at random moments of a burst",
        "{kills} kills; {updates} updates in, {entries} entries, {letters} letters out, {repeats} repeated",
    ),
    "mutants": (
        "changes to single lines of the rules, each tried against the tests of the rules alone",
        "{changes} changes; {noticed} noticed ({percent} %), in each of {packages} packages at least {lowest} %",
    ),
    "fuzz": (
        "hostile input at {entrances} entrances",
        "{cases} cases; no crash, no 500, no time or memory without bound",
    ),
}
"""Name of a figure to what it is of and what is said of it."""


def known(where: Path = FIGURES) -> dict[str, dict[str, float]]:
    """Answer what is remembered."""
    found: dict[str, dict[str, float]] = json.loads(where.read_text(encoding="utf-8")) if where.exists() else {}
    return found


def record(name: str, *, where: Path = FIGURES, **figures: float) -> None:
    """Remember figures, unless more of that was done before without a loss."""
    before, size = known(where).get(name, {}), next(iter(figures))
    if not figures.get("losses") and not before.get("losses") and before.get(size, 0) > figures[size]:
        return
    everything = {**known(where), name: figures}
    ordered = {row: everything[row] for row in ROWS if row in everything}
    where.write_text(json.dumps(ordered, indent=1) + "\n", encoding="utf-8")


def table(figures: Mapping[str, Mapping[str, float]]) -> str:
    """Write the table."""
    lines = ["| what | how much | lost or doubled |", "|---|---|---|"]
    for name, (what, said) in ROWS.items():
        if name in figures:
            facts = {key: f"{figure:,}" for key, figure in figures[name].items()}
            harm = figures[name].get("losses", 0) + figures[name].get("doubles", 0)
            lost = f"{harm:g}" if "losses" in figures[name] else "–"
            lines.append(f"| {what.format(**facts)} | {said.format(**facts)} | {lost} |")
    return "\n".join(lines)


def with_table(page: str) -> str:
    """Answer a page with the table as it is now between its marks."""
    head, _, rest = page.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return f"{head}{BEGIN}\n{table(known())}\n{END}{tail}"


def main() -> None:
    """Write the README anew."""
    README.write_text(with_table(README.read_text(encoding="utf-8")), encoding="utf-8")
    sys.stdout.write(f"{table(known())}\n")


if __name__ == "__main__":
    main()
