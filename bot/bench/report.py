"""The report: every measurement, its ratios, and which of them miss what was promised."""

from dataclasses import dataclass, field
from operator import ge, le
from typing import Any

import orjson

from bot.bench import books, bots, crowds, pictures, profile, scaling, stored, worklists
from bot.bench import table as measurements
from bot.bench.table import Say

LIMITS = {
    "claim_over_ptb_echo": (ge, 3.0),
    "claim_over_aiogram_echo": (ge, 1.3),
    "claim_over_same_request_class": (ge, 0.85),
    "standin_over_fastest": (ge, 5.0),
    "cpu_ms_per_claim": (le, 0.9),
    "cpu_ms_per_claim_stored": (le, 0.25),
    "rss_mb": (le, 110.0),
    "start_s": (le, 2.5),
    "card_ms": (le, 50.0),
    "broadcast_over_limit": (le, 1.05),
    "broadcast_most_in_a_second": (le, 30.0),
    "broadcast_reply_p99_ms": (le, 300.0),
    "broadcast_loop_lag_p99_ms": (le, 50.0),
    "board_growth": (le, 1.2),
    "claim_growth": (le, 1.2),
    "my_growth": (le, 1.2),
    "board_page_growth": (le, 1.2),
    "closing_s": (le, 60.0),
    "closing_claim_delay_ms": (le, 100.0),
    "verified_per_s": (ge, 200_000.0),
    "pending_mb": (le, 20.0),
    "crowd_rss_mb": (le, 160.0),
    "crowd_start_s": (le, 2.5),
    "postgres_four_over_one": (ge, 1.7),
    "recolor_s": (le, 10.0),
    "recolor_claim_delay_ms": (le, 100.0),
    "picture_ms": (le, 40.0),
    "picture_first_ms": (le, 120.0),
    "picture_kib": (le, 120.0),
}
"""What was promised, by name of a figure or a ratio."""


@dataclass(slots=True)
class Report:
    """What was measured."""

    machine: dict[str, Any]
    figures: dict[str, float] = field(default_factory=dict)
    ratios: dict[str, float] = field(default_factory=dict)
    profile: dict[str, float] = field(default_factory=dict)
    """Milliseconds of processor time of a claim, by stage."""
    repeat: str = "make bench"

    @property
    def missed(self) -> list[str]:
        """The names of what misses its limit."""
        known = {**self.figures, **self.ratios}
        return [name for name, (fits, limit) in LIMITS.items() if name in known and not fits(known[name], limit)]

    def to_json(self) -> bytes:
        """Write it for a file."""
        body = {
            "machine": self.machine,
            "ratios": {name: round(value, 3) for name, value in self.ratios.items()},
            "figures": {name: round(value, 4) for name, value in self.figures.items()},
            "profile": {name: round(value, 4) for name, value in self.profile.items()},
            "missed": self.missed,
            "repeat": self.repeat,
        }
        return orjson.dumps(body, option=orjson.OPT_INDENT_2)


def measure(*, quick: bool, full: bool, say: Say) -> Report:
    """Measure everything; medians of at least five rounds unless it must be quick."""
    report = Report(measurements.machine(), repeat="jifenbot bench" + (" --quick" if quick else ""))
    if not bots.install_peers():
        say("the other libraries could not be installed: their echo bots are left out")
    rounds = 3 if quick else 5
    within = measurements.in_temporary
    say("updates a second, by turns")
    compared = within(lambda at: measurements.compare(at, number=600 if quick else 1000, rounds=rounds, say=say))
    report.figures |= {f"{name}_per_s": rate for name, rate in compared["rates"].items()}
    report.figures |= {f"{name}_cpu_ms": spent for name, spent in compared["cpu_ms"].items()}
    report.figures |= {"cpu_ms_per_claim": compared["cpu_ms"]["claim"]}
    report.figures |= {name: compared[name] for name in ("rss_mb", "rss_after_load_mb")}
    report.ratios |= measurements.ratios(compared)
    say("where a claim's time goes")
    report.profile |= within(lambda at: profile.profile(at, number=1000 if quick else 5000))
    say("storage alone")
    report.figures["cpu_ms_per_claim_stored"] = within(stored.cpu_ms_per_claim)
    say("start, and a card on an idle machine")
    report.figures["start_s"] = within(lambda at: measurements.starts(at, rounds=rounds))
    report.figures["card_ms"] = within(lambda at: measurements.latency(at, number=10 if quick else 20))
    say("a broadcast at the limit, with questions in between")
    sent = within(lambda at: crowds.broadcast(at, chats=300 if quick else 5000 if full else 900))
    report.ratios["broadcast_over_limit"] = sent.pop("over_limit")
    report.figures |= {f"broadcast_{name}": value for name, value in sent.items()}
    say("a board of thirty rows as a picture")
    report.figures |= pictures.measure(rounds=rounds)
    say("updates that wait, and branches at rest")
    report.figures["pending_mb"] = within(lambda at: crowds.pending(at, updates=5_000 if quick else 50_000))
    rested = within(lambda at: crowds.crowd(at, count=500 if quick else 5_000, members=30))
    report.figures |= {f"crowd_{name}": value for name, value in rested.items()}
    say("processes on one PostgreSQL")
    processes = (1, 4) if quick else (1, 2, 4, 8) if full else (1, 2, 4)
    scaled = scaling.scaling(processes=processes, number=400 if quick else 1000, rounds=rounds, say=say)
    report.figures |= {f"postgres_claim_per_s_of_{count}": rate for count, rate in scaled.items()}
    if scaled:
        report.ratios["postgres_four_over_one"] = scaled[4] / scaled[1]
    _growth(report, quick=quick, full=full, say=say)
    _books(report, quick=quick, say=say)
    return report


def _growth(report: Report, *, quick: bool, full: bool, say: Say) -> None:
    """Measure what a full ledger adds to the totals of a board and to the transaction of a claim."""
    say("boards and claims on a growing ledger")
    sizes = (10_000, 100_000) if quick else (10_000, 1_000_000, *((10_000_000,) if full else ()))
    grown = measurements.in_temporary(lambda at: stored.growth(at, sizes))
    for size, (board, claim) in grown.items():
        report.figures |= {f"board_ms_at_{size}": board, f"claim_ms_at_{size}": claim}
    report.ratios["board_growth"] = grown[sizes[-1]][0] / grown[sizes[0]][0]
    report.ratios["claim_growth"] = grown[sizes[-1]][1] / grown[sizes[0]][1]


def _books(report: Report, *, quick: bool, say: Say) -> None:
    """Measure what people ask of a branch with a long ledger, the proof of the books, and a month's end."""
    say("the colours of a hundred thousand tasks")
    measured = measurements.in_temporary(lambda at: worklists.recolor(at, count=10_000 if quick else 100_000))
    report.figures |= measured
    within = measurements.in_temporary
    say("a member's page and a board on a long ledger; the proof of the books; a month of many branches closes")
    sizes = (10_000, 100_000 if quick else 1_000_000)
    seen = within(lambda at: books.views(at, sizes))
    for size, (own, board) in seen.items():
        report.figures |= {f"my_ms_at_{size}": own, f"board_page_ms_at_{size}": board}
    report.ratios["my_growth"] = seen[sizes[-1]][0] / seen[sizes[0]][0]
    report.ratios["board_page_growth"] = seen[sizes[-1]][1] / seen[sizes[0]][1]
    report.figures["verified_per_s"] = within(lambda at: books.verified(at, entries=sizes[-1]))
    ended = within(lambda at: books.closing(at, count=200 if quick else 1_000, members=30))
    report.figures |= {f"closing_{name}": value for name, value in ended.items()}


def table(report: Report) -> str:
    """Write the report for a terminal."""
    machine = report.machine
    lines = [
        f"{machine['cores']} cores, {machine['processor']}, Python {machine['python']}",
        f"load before: {machine['load_before']:.1f}",
        *(f"  {name} {version}" for name, version in machine["versions"].items()),
        "",
    ]
    for title, values in (("ratios", report.ratios), ("figures", report.figures)):
        lines.append(title)
        for name, value in values.items():
            limit = LIMITS.get(name)
            sign = "" if limit is None else f"  {'≥' if limit[0] is ge else '≤'} {limit[1]:g}"
            lines.append(f"  {name:32} {value:12.3f}{sign}{'  MISSED' if name in report.missed else ''}")
    whole = sum(report.profile.values())
    lines.append("where a claim's time goes")
    lines += [f"  {stage:32} {value:12.3f} ms {value / whole:6.1%}" for stage, value in report.profile.items()]
    lines.append(f"again: {report.repeat}")
    return "\n".join(lines)
