"""Forgetting evidence: what a person showed for acts of cycles that are over goes when they ask, not only in time.

The points stay, and so does the hash of each file: it proves which one was looked at, and shows nothing.
"""

from collections import Counter
from datetime import date

from bot.domain.refusals import nothing_to_forget
from bot.services.desk import Desk
from storage import audit, sweeps
from storage.persons import Person


def ready(desk: Desk, person: Person) -> dict[int, int]:
    """Answer year to number of pieces that can be forgotten: of past cycles, and nothing waits for them."""
    found = Counter(day.year for day in sweeps.forgettable(desk.tx, person.id, _this_year(desk)))
    return dict(sorted(found.items()))


def forget(desk: Desk, person: Person) -> int:
    """Forget all of it; answer how many pieces.

    Raises:
        Refusal: ``NOTHING_TO_FORGET``.
    """
    gone = sweeps.forget_evidence(desk.tx, person.id, _this_year(desk))
    if not gone:
        raise nothing_to_forget(desk.today.year)
    audit.add(desk.tx, now=desk.now, actor_id=person.id, action="forget", what=f"person {person.code}", after=str(gone))
    return gone


def _this_year(desk: Desk) -> date:
    """Answer the first day of the cycle that runs; the calendar year is the longest one."""
    return desk.today.replace(month=1, day=1)
