"""The ledger on paper (台账): date, whom, what for, plus, minus, running total, reason, who booked it."""

from collections.abc import Iterator
from decimal import Decimal

from bot.domain.calendar.periods import parse_period
from bot.domain.points.number import ZERO
from bot.domain.refusals import Refusal
from bot.i18n import N_, nN_, points_text
from bot.paper import Column, Paper
from bot.services.desk import Desk
from bot.services.papers.asked import Asked
from bot.services.papers.foot import foot
from bot.services.words import entry_name
from storage import ledger_pages, persons
from storage.ledger import Entry
from storage.orgs import Org

TITLE = N_("Ledger of points")
SPAN = N_("{branch} · {span}")
WHOLE = N_("from the first entry on")
COUNT = nN_("{n} entry", "{n} entries")
HEADS = (
    (N_("No."), 7, "R"),
    (N_("Booked on"), 12, "L"),
    (N_("Name"), 15, "L"),
    (N_("For month"), 10, "L"),
    (N_("Item"), 26, "L"),
    (N_("Plus"), 9, "R"),
    (N_("Minus"), 9, "R"),
    (N_("Running total"), 11, "R"),
    (N_("Reason"), 32, "L"),
    (N_("Booked by"), 12, "L"),
)
SUM = N_("Total")
NOTHING = N_("Nothing is booked here.")
SIGNATURES = N_(
    "Branch secretary (signature): __________________    Ledger keeper (signature): __________________    "
    "Date: ______________"
)
MOST = 20_000
"""Entries on one paper: some thousand pages."""
TOO_LONG = N_("The ledger of {branch} has {count} entries there, too many for paper. Please name a shorter period.")
FIRST, LAST = "0000-01", "9999-12"
PAGE = 1000


def paper(desk: Desk, branch: Org, asked: Asked) -> Paper:
    """Answer a branch's ledger of a period, or all of it, as a paper to be printed.

    Raises:
        Refusal: ``UNKNOWN_PERIOD``, ``TOO_LONG_FOR_PAPER``.
    """
    speech, period = asked.speech, asked.period
    months = parse_period(period).months if period is not None else (FIRST, LAST)
    start, end = months[0], months[-1]
    count, _ = ledger_pages.summed(desk.tx, branch.id, start, end)
    if count > MOST:
        raise Refusal(code="TOO_LONG_FOR_PAPER", text=TOO_LONG, facts={"branch": branch.name, "count": count})
    span = speech.period(period) if period is not None else speech.word(WHOLE)
    plus, minus = _turned(desk, branch, start, end)
    return Paper(
        title=speech.word(TITLE),
        lines=[speech.plain(SPAN, branch=branch.name, span=span), str(speech.count(COUNT, count))],
        columns=[
            Column(heading=speech.word(head), share=share, align="R" if align == "R" else "L")
            for head, share, align in HEADS
        ],
        rows=_rows(desk, branch, start, end, asked),
        sums=(
            "",
            "",
            "",
            "",
            speech.word(SUM),
            points_text(plus),
            points_text(minus),
            points_text(plus + minus),
            "",
            "",
        ),
        empty=speech.word(NOTHING),
        after=[speech.word(SIGNATURES)],
        landscape=True,
        **foot(desk, branch, speech),
    )


def _entries(desk: Desk, branch: Org, start: str, end: str) -> Iterator[Entry]:
    skip = 0
    while page := ledger_pages.page(desk.tx, branch.id, start, end, skip=skip, most=PAGE):
        yield from page
        skip += len(page)


def _turned(desk: Desk, branch: Org, start: str, end: str) -> tuple[Decimal, Decimal]:
    plus = minus = ZERO
    for entry in _entries(desk, branch, start, end):
        plus, minus = (plus + entry.points, minus) if entry.points > 0 else (plus, minus + entry.points)
    return plus, minus


def _rows(desk: Desk, branch: Org, start: str, end: str, asked: Asked) -> Iterator[tuple[str, ...]]:
    total = ZERO
    for entry in _entries(desk, branch, start, end):
        total += entry.points
        gained = entry.points > 0
        yield (
            str(entry.seq),
            f"{entry.booked_at.astimezone(desk.house.zone).date()}",
            entry.name or "" if entry.subject_kind == "branch" else asked.name(entry.name),
            entry.ref_period or entry.period,
            entry_name(desk, entry, asked.speech),
            points_text(entry.points) if gained else "",
            "" if gained else points_text(entry.points),
            points_text(total),
            entry.reason or "",
            asked.name(persons.get(desk.tx, entry.by_id).name) if entry.by_id is not None else "",
        )
