"""The house in order: months whose publicity is over are closed, what has lost its use is dropped."""

from datetime import timedelta

from bot.services import standing
from bot.services.desk import Desk
from storage import evidence, orgs, periods, persons
from storage import letters as outbox
from storage.writer import forget_old_updates

KEEP_UPDATES = timedelta(days=8)
KEEP_STRANGERS = timedelta(days=7)
"""Whoever pressed Start is remembered that long, so that an office can be given; /privacy says so."""
KEEP_LOOSE = timedelta(days=1)
KEEP_ANSWERS = timedelta(days=90)


def close_ended(desk: Desk) -> None:
    """Close the months whose publicity is over (domain 3.23: the day after its last)."""
    over = [(orgs.get(desk.tx, row.branch_id), row.key) for row in periods.ended(desk.tx, desk.today)]
    for branch, month in over:
        periods.set_state(desk.tx, branch.id, month, "closed")
        standing.month_closed(desk, branch, month)


def tidy(desk: Desk) -> None:
    """Drop what has lost its use: old update ids, album parts of no claim, answers sent long ago."""
    forget_old_updates(desk.tx, desk.now - KEEP_UPDATES)
    evidence.drop_loose(desk.tx, desk.now - KEEP_LOOSE)
    outbox.drop_old(desk.tx, desk.now - KEEP_ANSWERS)
    persons.drop_strangers(desk.tx, desk.now - KEEP_STRANGERS)
