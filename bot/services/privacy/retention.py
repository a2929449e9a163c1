"""Retention: each kind of data goes when its time is over (domain: organisation/keeping.py). The ledger never does."""

from collections.abc import Callable, Mapping
from datetime import datetime, time

from bot.services.desk import Desk
from storage import sweeps

MOST = 2_000
"""Rows at a time: claims go in between."""


def _days(desk: Desk, kind: str) -> datetime:
    return desk.house.keeping.moment(kind, desk.now)


def _evidence(desk: Desk, most: int) -> int:
    day = desk.house.keeping.first_day("evidence", desk.today)
    return sweeps.drop_evidence(desk.tx, day, datetime.combine(day, time(), desk.house.zone), most)


def _talks(desk: Desk, _most: int) -> int:
    day = desk.house.keeping.first_day("talks", desk.today)
    return sweeps.drop_talks(desk.tx, day, datetime.combine(day, time(), desk.house.zone))


SWEEPS: Mapping[str, Callable[[Desk, int], int]] = {
    "drafts": lambda desk, _most: sweeps.drop_drafts(desk.tx, _days(desk, "drafts")),
    "letters": lambda desk, most: sweeps.drop_letters(desk.tx, _days(desk, "letters"), most),
    "links": lambda desk, _most: sweeps.drop_links(desk.tx, _days(desk, "links")),
    "evidence": _evidence,
    "talks": _talks,
}
"""Kind to what drops of it, at most so many rows, what is over; it answers how many were."""


def sweep(desk: Desk, kind: str, *, most: int = MOST) -> int:
    """Drop what is over of a kind; answer how many rows. As many as `most`: there may be more."""
    return SWEEPS[kind](desk, most)
