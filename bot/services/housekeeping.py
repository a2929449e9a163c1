"""The house in order: what has lost its use is dropped."""

from datetime import timedelta

from bot.services.desk import Desk
from storage import digests, evidence, guesses, persons, pictures
from storage.writer import forget_old_updates

KEEP_UPDATES = timedelta(days=8)
KEEP_STRANGERS = timedelta(days=7)
"""Whoever pressed Start is remembered that long, so that an office can be given; /privacy says so."""
KEEP_LOOSE = timedelta(days=1)
KEEP_GUESSES = timedelta(days=1)
KEEP_DIGESTS = timedelta(days=8)
KEEP_PICTURES = timedelta(days=30)


def tidy(desk: Desk) -> None:
    """Drop what has lost its use: old update ids, album parts of no claim; what operators choose: privacy/retention."""
    forget_old_updates(desk.tx, desk.now - KEEP_UPDATES)
    evidence.drop_loose(desk.tx, desk.now - KEEP_LOOSE)
    guesses.drop_old(desk.tx, desk.now - KEEP_GUESSES)
    digests.drop_old(desk.tx, desk.today - KEEP_DIGESTS)
    pictures.drop_old(desk.tx, desk.now - KEEP_PICTURES)
    persons.drop_strangers(desk.tx, desk.now - KEEP_STRANGERS)
