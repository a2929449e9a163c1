"""The guard: ratios beside those that were last landed. It explains; a busy machine is no reason to fail."""

from collections.abc import Iterator
from operator import ge

import orjson

from bot.bench.report import LIMITS, Report

TOLERANCE = 0.85
"""A ratio of two things measured side by side moves by a tenth with the machine's mood."""
HIGHER_IS_BETTER = frozenset(name for name, (fits, _) in LIMITS.items() if fits is ge)


def fallen(report: Report, landed: bytes) -> Iterator[str]:
    """Say which ratios are worse than when they were landed, and where to look for the reason."""
    before = orjson.loads(landed)
    for name, value in report.ratios.items():
        old = before["ratios"].get(name)
        if not old or not value:
            continue
        better = value / old if name in HIGHER_IS_BETTER or name.startswith("claim_over") else old / value
        if better < TOLERANCE:
            yield (
                f"{name}: {value:.3f}, landed at {old:.3f} on {before['machine']['processor']} with Python "
                f"{before['machine']['python']} (load {before['machine']['load_before']:.1f}, now "
                f"{report.machine['load_before']:.1f}). If the load is alike, see which of its figures moved: "
                f"{_figures(name, report, before['figures'])}"
            )


def _figures(ratio: str, report: Report, before: dict[str, float]) -> str:
    """Name the figures of the same subject, then and now."""
    subject = ratio.partition("_")[0]
    moved = [
        f"{name} {before[name]:.3g} → {value:.3g}"
        for name, value in report.figures.items()
        if name.startswith(subject) and name in before
    ]
    return ", ".join(moved[:6]) or "none was kept"
