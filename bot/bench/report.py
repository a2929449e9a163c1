"""The report: every measurement, its ratios, which of them miss what was promised, and why if it is known."""

from collections.abc import Callable
from dataclasses import dataclass, field
from operator import ge, le
from time import perf_counter
from typing import Any

import orjson

from bot.bench import books, bots, crowds, pages, pictures, profile, scaling, size, stored, worklists
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
    "desk_ms": (le, 100.0),
    "desk_kib": (le, 60.0),
    "size_claim_growth": (le, 1.2),
    "size_my_growth": (le, 1.2),
    "size_board_growth": (le, 1.2),
    "size_close_growth": (le, 1.2),
    "size_verified_per_growth": (le, 1.2),
    "size_export_per_growth": (le, 1.2),
    "size_start_growth": (le, 1.2),
    "size_bytes_per_growth": (le, 1.2),
    "size_export_mb": (le, 150.0),
    "size_export_claim_over_idle": (le, 1.3),
    "size_rss_mb": (le, 160.0),
}
"""What was promised, by name of a figure or a ratio."""


WHY = {
    "size_claim_growth": "indexes are a page or two deeper, and most pages that a claim touches are cold",
    "size_verified_per_growth": "linear; a small house fits into the processor's cache",
    "size_export_per_growth": "linear; a small house fits into the processor's cache",
    "size_bytes_per_growth": "an empty page of each table and index weighs more in a small file",
    "size_close_growth": "one branch's totals; the pages they lie on are cold",
}
"""What is known of figures that grow with the house; the table tells it beside one that misses its limit."""


@dataclass(slots=True)
class Report:
    """What was measured, and what could not be."""

    machine: dict[str, Any]
    figures: dict[str, float] = field(default_factory=dict)
    ratios: dict[str, float] = field(default_factory=dict)
    profile: dict[str, float] = field(default_factory=dict)
    """Milliseconds of processor time of a claim, by stage."""
    failed: dict[str, str] = field(default_factory=dict)
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
            "failed": self.failed,
            "repeat": self.repeat,
        }
        return orjson.dumps(body, option=orjson.OPT_INDENT_2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """How much is measured, and who is told meanwhile."""

    quick: bool
    full: bool
    say: Say

    @property
    def rounds(self) -> int:
        """Rounds of which the median counts."""
        return 3 if self.quick else 5


within = measurements.in_temporary


def measure(*, quick: bool, full: bool, say: Say) -> Report:
    """Measure everything, part by part; a part that fails is named, and the others go on."""
    scope = Scope(quick=quick, full=full, say=say)
    repeat = "jifenbot bench" + (" --quick" if quick else " --full" if full else "")
    report = Report(measurements.machine(), repeat=repeat)
    if not bots.install_peers():
        say("the other libraries could not be installed: their echo bots are left out")
    for name, part in PARTS.items():
        say(name)
        started = perf_counter()
        try:
            part(report, scope)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told, and half an hour's figures are kept
            report.failed[name] = f"{type(error).__name__}: {error}"
            say(f"  FAILED: {report.failed[name]}")
        report.figures[f"bench_s_of_{name.partition(' ')[0].rstrip(',')}"] = perf_counter() - started
    return report


def _compared(report: Report, scope: Scope) -> None:
    """Measure updates a second, by turns."""
    number = 600 if scope.quick else 1000
    found = within(lambda at: measurements.compare(at, number=number, rounds=scope.rounds, say=scope.say))
    report.figures |= {f"{name}_per_s": rate for name, rate in found["rates"].items()}
    report.figures |= {f"{name}_cpu_ms": spent for name, spent in found["cpu_ms"].items()}
    report.figures |= {"cpu_ms_per_claim": found["cpu_ms"]["claim"]}
    report.figures |= {name: found[name] for name in ("rss_mb", "rss_after_load_mb")}
    report.ratios |= measurements.ratios(found)


def _profiled(report: Report, scope: Scope) -> None:
    """Measure where a claim's time goes."""
    report.profile |= within(lambda at: profile.profile(at, number=1000 if scope.quick else 5000))


def _stored(report: Report, _scope: Scope) -> None:
    """Measure what storage alone takes of a claim."""
    report.figures["cpu_ms_per_claim_stored"] = within(stored.cpu_ms_per_claim)


def _started(report: Report, scope: Scope) -> None:
    """Measure the start, and a card on an idle machine."""
    report.figures["start_s"] = within(lambda at: measurements.starts(at, rounds=scope.rounds))
    report.figures["card_ms"] = within(lambda at: measurements.latency(at, number=10 if scope.quick else 20))


def _broadcast(report: Report, scope: Scope) -> None:
    """Measure a broadcast at the limit, with questions in between."""
    chats = 300 if scope.quick else 5000 if scope.full else 900
    sent = within(lambda at: crowds.broadcast(at, chats=chats))
    report.ratios["broadcast_over_limit"] = sent.pop("over_limit")
    report.figures |= {f"broadcast_{name}": value for name, value in sent.items()}


def _waiting(report: Report, scope: Scope) -> None:
    """Measure updates that wait, and branches at rest."""
    report.figures["pending_mb"] = within(lambda at: crowds.pending(at, updates=5_000 if scope.quick else 50_000))
    rested = within(lambda at: crowds.crowd(at, count=500 if scope.quick else 5_000, members=30))
    report.figures |= {f"crowd_{name}": value for name, value in rested.items()}


def _scaled(report: Report, scope: Scope) -> None:
    """Measure processes on one PostgreSQL."""
    processes = (1, 4) if scope.quick else (1, 2, 4, 8) if scope.full else (1, 2, 4)
    number = 400 if scope.quick else 1000
    scaled = scaling.scaling(processes=processes, number=number, rounds=scope.rounds, say=scope.say)
    report.figures |= {f"postgres_claim_per_s_of_{count}": rate for count, rate in scaled.items()}
    if scaled:
        report.ratios["postgres_four_over_one"] = scaled[4] / scaled[1]


def _growth(report: Report, scope: Scope) -> None:
    """Measure what a full ledger adds to the totals of a board and to the transaction of a claim."""
    sizes = (10_000, 100_000) if scope.quick else (10_000, 1_000_000, *((10_000_000,) if scope.full else ()))
    grown = within(lambda at: stored.growth(at, sizes))
    for entries, (board, claim) in grown.items():
        report.figures |= {f"board_ms_at_{entries}": board, f"claim_ms_at_{entries}": claim}
    report.ratios["board_growth"] = grown[sizes[-1]][0] / grown[sizes[0]][0]
    report.ratios["claim_growth"] = grown[sizes[-1]][1] / grown[sizes[0]][1]


def _books(report: Report, scope: Scope) -> None:
    """Measure what people ask of a branch with a long ledger, the proof of the books, and a month's end."""
    sizes = (10_000, 100_000 if scope.quick else 1_000_000)
    seen = within(lambda at: books.views(at, sizes))
    for entries, (own, board) in seen.items():
        report.figures |= {f"my_ms_at_{entries}": own, f"board_page_ms_at_{entries}": board}
    report.ratios["my_growth"] = seen[sizes[-1]][0] / seen[sizes[0]][0]
    report.ratios["board_page_growth"] = seen[sizes[-1]][1] / seen[sizes[0]][1]
    report.figures["verified_per_s"] = within(lambda at: books.verified(at, entries=sizes[-1]))
    ended = within(lambda at: books.closing(at, count=200 if scope.quick else 1_000, members=30))
    report.figures |= {f"closing_{name}": value for name, value in ended.items()}


def _drawn(report: Report, scope: Scope) -> None:
    """Measure pictures of a board, in a process of its own and warm."""
    report.figures |= pictures.measure(rounds=scope.rounds)


def _paged(report: Report, scope: Scope) -> None:
    """Measure the review desk's first page while a thousand claims wait."""
    report.figures |= within(lambda at: pages.desk(at, rounds=scope.rounds))


def _coloured(report: Report, scope: Scope) -> None:
    """Measure the colours of a hundred thousand tasks."""
    report.figures |= within(lambda at: worklists.recolor(at, count=10_000 if scope.quick else 100_000))


def _sized(report: Report, scope: Scope) -> None:
    """Measure a whole house, and its thousandth."""
    houses = (size.SMALL, size.FEW if scope.quick else size.LARGE if scope.full else size.MIDDLE)
    found = within(lambda at: {house: size.measured(at, house, say=scope.say) for house in houses})
    for house, figures in found.items():
        report.figures |= {f"size_{name}_at_{house.entries}": value for name, value in figures.items()}
    report.ratios |= size.growth(found, *houses)
    for name in ("export_mb", "export_claim_over_idle", "rss_mb"):
        report.figures[f"size_{name}"] = found[houses[-1]][name]


PARTS: dict[str, Callable[[Report, Scope], None]] = {
    "updates a second, by turns": _compared,
    "claim: where its time goes": _profiled,
    "storage alone": _stored,
    "start, and a card on an idle machine": _started,
    "broadcast at the limit, with questions in between": _broadcast,
    "crowds: updates that wait, and branches at rest": _waiting,
    "processes on one PostgreSQL": _scaled,
    "growth of one ledger: boards and claims": _growth,
    "books: a member's page and a board on a long ledger, the proof, a month of many branches": _books,
    "pictures of a board, the first one and a warm one": _drawn,
    "desk: its first page while a thousand claims wait": _paged,
    "tasks: the colours of a hundred thousand": _coloured,
    "house: all of it with millions of entries, and with a thousandth": _sized,
}
"""What is measured, in order."""


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
            why = f"  MISSED{': ' + WHY[name] if name in WHY else ''}" if name in report.missed else ""
            lines.append(f"  {name:36} {value:12.3f}{sign}{why}")
    whole = sum(report.profile.values())
    lines.append("where a claim's time goes")
    lines += [f"  {stage:36} {value:12.3f} ms {value / whole:6.1%}" for stage, value in report.profile.items()]
    lines += [f"FAILED {name}: {error}" for name, error in report.failed.items()]
    lines.append(f"again: {report.repeat}")
    return "\n".join(lines)
