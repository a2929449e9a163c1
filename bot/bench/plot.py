"""The plot: what was measured, as bars against what was promised, in one SVG without anything to install."""

from html import escape
from operator import ge

from bot.bench.report import LIMITS, Report

WIDTH, LEFT, ROW, BAR = 900, 330, 28, 16
GOOD, BAD, INK, LINE = "#2b7a4b", "#b3402e", "#222", "#999"


def plot(report: Report) -> str:
    """Draw every figure that has a limit: the bar is the part of the limit, the line is the limit itself."""
    known = {**report.figures, **report.ratios}
    rows = [(name, known[name], *LIMITS[name]) for name in LIMITS if name in known]
    height = 60 + ROW * len(rows)
    scale = (WIDTH - LEFT - 90) / 2.0
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" font-family="sans-serif">',
        f'<g font-size="13" fill="{INK}"><rect width="100%" height="100%" fill="#fff"/>',
        f'<text x="10" y="22">Each figure as part of its limit, the line; {escape(report.machine["processor"])}</text>',
    ]
    for index, (name, value, fits, limit) in enumerate(rows):
        top = 40 + index * ROW
        part = min(2.0, value / limit if limit else 0.0)
        colour = GOOD if fits(value, limit) else BAD
        sign = "≥" if fits is ge else "≤"
        parts.append(f'<text x="10" y="{top + 13}">{escape(name)} {sign} {limit:g}</text>')
        parts.append(f'<rect x="{LEFT}" y="{top}" width="{part * scale:.1f}" height="{BAR}" fill="{colour}"/>')
        parts.append(f'<text x="{LEFT + part * scale + 6:.1f}" y="{top + 13}">{value:.3g}</text>')
    line = LEFT + scale
    parts.append(f'<line x1="{line}" x2="{line}" y1="34" y2="{height - 14}" stroke="{LINE}" stroke-dasharray="4 3"/>')
    return "\n".join([*parts, "</g></svg>", ""])
