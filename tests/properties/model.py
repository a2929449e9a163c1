"""A tiny model of claims and reviews, written from domain 2.2 and 2.3 alone: no code of the bot's is in it."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

import chinese_calendar

MEMBERS = ("Li", "Wang", "Zhao", "Sun")
REVIEWERS = ("Li", "Sun")
"""The secretary, and the deputy who steps in for the secretary's own claims (2.3-6)."""
ITEMS = {"K701": (Decimal(3), Decimal(9)), "K703": (Decimal(1), Decimal(2)), "K401": (Decimal(1), Decimal(3))}
"""Item to its points and its cap a month (the Sichuan preset)."""
UNDO = timedelta(minutes=10)
PATIENCE = 2
"""Working days after which the deputy may decide beside the secretary."""


def works(day: date) -> bool:
    """Tell whether people work on a day, as it was published, later by the weekday."""
    if day.year > 2026:
        return day.weekday() < 5
    return bool(chinese_calendar.is_workday(day))  # type: ignore[no-untyped-call]  # it carries no types


@dataclass
class Claim:
    """One claim as the model sees it."""

    who: str
    item: str
    act: str
    requested: Decimal
    since: date
    """The day since which it waits."""
    state: str = "in_review"
    credited: Decimal = Decimal(0)
    booked_in: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None
    rev: int = 0


@dataclass
class Model:
    """What should be true."""

    claims: dict[int, Claim] = field(default_factory=dict)
    frozen: set[str] = field(default_factory=set)
    totals: dict[tuple[str, str], Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    entries: int = 0

    def reviewer(self, claim: Claim) -> str:
        """Answer who decides: the secretary, for the secretary's own claims the deputy."""
        return "Sun" if claim.who == "Li" else "Li"

    def may_decide(self, claim: Claim, by: str, now: datetime) -> bool:
        """Tell whether somebody may decide: the reviewer, and the deputy on others' claims once the time is over."""
        if by == self.reviewer(claim):
            return True
        passed = (now.date() - claim.since).days
        worked = sum(works(claim.since + timedelta(days=day)) for day in range(1, passed))
        return by == "Sun" != claim.who and worked >= PATIENCE

    def month(self, act: str, now: datetime) -> str:
        """Answer where an act is booked: its own month while that is open, else the running one."""
        return act if act not in self.frozen else f"{now:%Y-%m}"

    def given(self, claim: Claim) -> Decimal:
        """Answer what the item has given this person for acts of that month."""
        same = (c for c in self.claims.values() if (c.who, c.item, c.act) == (claim.who, claim.item, claim.act))
        return sum((c.credited for c in same if c.state == "approved"), Decimal(0))

    def decide(self, number: int, by: str, verdict: str, now: datetime) -> None:
        """Approve, return or reject; what is not allowed changes nothing."""
        claim = self.claims[number]
        if claim.state != "in_review" or not self.may_decide(claim, by, now):
            return
        claim.rev += 1
        claim.decided_by, claim.decided_at = by, now
        claim.state = {"approve": "approved", "return": "returned", "reject": "rejected"}[verdict]
        if verdict == "approve":
            left = ITEMS[claim.item][1] - self.given(claim)
            claim.credited = max(Decimal(0), min(claim.requested, left))
            claim.booked_in = self.month(claim.act, now)
            self.totals[claim.who, claim.booked_in] += claim.credited
            self.entries += 1

    def withdraw(self, number: int, by: str) -> None:
        """Take back what is not decided."""
        claim = self.claims[number]
        if by == claim.who and claim.state in {"in_review", "returned"}:
            claim.state = "withdrawn"
            claim.rev += 1

    def undo(self, number: int, by: str, now: datetime) -> None:
        """Undo an own decision within ten minutes and before the notice of the month in which it was booked."""
        claim = self.claims[number]
        if claim.state not in {"approved", "returned", "rejected"} or by != claim.decided_by:
            return
        if claim.state == "approved" and claim.booked_in in self.frozen:
            return
        if claim.decided_at is None or now - claim.decided_at > UNDO:
            return
        if claim.state == "approved":
            self.totals[claim.who, claim.booked_in] -= claim.credited
            self.entries += 1
        claim.state, claim.credited, claim.decided_by = "in_review", Decimal(0), ""
        claim.since = now.date()
        claim.rev += 1
