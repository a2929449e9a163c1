"""The ledger: what an entry is, what a cap leaves, what reversals must hold. The chain is in ``chained``."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bot.domain.points.number import ZERO, round2
from bot.domain.points.period import Booking, book

__all__ = ["Booking", "Credit", "EntryKind", "Posting", "book", "credit_with_cap", "ledger_totals", "reversal"]


class EntryKind(StrEnum):
    """Why an entry was booked."""

    AWARD = "award"
    DEDUCT = "deduct"
    ADJUST = "adjust"
    REVERSAL = "reversal"
    LINKAGE = "linkage"
    CHECKIN = "checkin"
    ZEROING = "zeroing"
    OPENING = "opening"


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """What is credited, and what the cap kept back; together they are what was requested."""

    credited: Decimal
    overflow: Decimal


def credit_with_cap(requested: Decimal, already: Decimal, cap: Decimal | None) -> Credit:
    """Credit what the cap of the item still leaves.

    Args:
        requested: Points asked for; a deduction is negative.
        already: Points credited to the subject for this item in the cap's window.
        cap: Most that the item gives in that window; ``None`` for no cap.

    Returns:
        The credited points and the overflow, each with two decimals. Deductions pass unchanged, whatever the cap.

    Source: domain 3.2, 2.2-7.
    """
    requested = round2(requested)
    if cap is None or requested < 0:
        return Credit(credited=requested, overflow=ZERO)
    credited = round2(min(requested, max(ZERO, cap - already)))
    return Credit(credited=credited, overflow=round2(requested - credited))


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """What of an entry matters for totals.

    Attributes:
        id: Number of the entry.
        subject: Id of the person or organisation.
        period: Month key.
        points: Two decimals.
        kind: See ``EntryKind``.
        reverses: Number of the entry that this one takes back, or ``None``.
    """

    id: int
    subject: str
    period: str
    points: Decimal
    kind: EntryKind
    reverses: int | None = None


def reversal(entry: Posting, *, entry_id: int, period: str) -> Posting:
    """Make the exact negative of an entry, booked in the open month (2.2-3)."""
    return Posting(
        id=entry_id,
        subject=entry.subject,
        period=period,
        points=round2(-entry.points),
        kind=EntryKind.REVERSAL,
        reverses=entry.id,
    )


def ledger_totals(entries: Sequence[Posting]) -> tuple[dict[str, dict[str, Decimal]], list[tuple[int, str]]]:
    """Add up entries by subject and period, and name the reversals that are none.

    Args:
        entries: In the order of booking.

    Returns:
        Subject to period to points, and (entry, fault) pairs with the faults ``NO_SUCH_ENTRY``,
        ``ALREADY_REVERSED`` and ``NOT_EXACT_NEGATIVE``; a faulty entry does not count.

    Source: domain 3.31, 2.2-1, 2.2-3.
    """
    counted: dict[int, Posting] = {}
    reversed_ids: set[int] = set()
    totals: dict[str, dict[str, Decimal]] = defaultdict(dict)
    faults: list[tuple[int, str]] = []
    for entry in entries:
        if entry.reverses is not None:
            fault = _reversal_fault(entry, counted.get(entry.reverses), reversed_ids)
            if fault:
                faults.append((entry.id, fault))
                continue
            reversed_ids.add(entry.reverses)
        counted[entry.id] = entry
        periods = totals[entry.subject]
        periods[entry.period] = round2(periods.get(entry.period, ZERO) + entry.points)
    return dict(totals), faults


def _reversal_fault(entry: Posting, target: Posting | None, reversed_ids: set[int]) -> str | None:
    if target is None:
        return "NO_SUCH_ENTRY"
    if target.id in reversed_ids:
        return "ALREADY_REVERSED"
    if entry.points != -target.points or entry.subject != target.subject:
        return "NOT_EXACT_NEGATIVE"
    return None
