"""Decisions: which verdict on a claim stands, and so can be undone."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from bot.domain.points.review import VERDICTS
from storage.steps import Step


class Decision(NamedTuple):
    """A verdict that stands, and how the claim stood before it."""

    step: Step
    chain: list[dict[str, Any]]
    requested: Decimal | None


def approval(role: str, by_id: int, for_id: int | None) -> dict[str, Any]:
    """Write an approval as a claim's chain holds it."""
    return {"role": role, "by": by_id} if for_id is None else {"role": role, "by": by_id, "for": for_id}


def standing_decision(told: Iterable[Step]) -> Decision | None:
    """Answer the last verdict on a claim that nothing has followed but its own making; None where there is none.

    An undo uncovers the verdict before the one that it took back (2.3-7).
    """
    decisions: list[Decision] = []
    chain: list[dict[str, Any]] = []
    requested: Decimal | None = None
    for told_step in told:
        if told_step.verdict in VERDICTS:
            decisions.append(Decision(told_step, chain, requested))
            approved = approval(told_step.role, told_step.reviewer_id, told_step.for_id)
            chain = [*chain, approved] if told_step.verdict == "approve" else []
            requested = requested if told_step.points is None else told_step.points
        elif told_step.verdict == "undo" and decisions:
            _, chain, requested = decisions.pop()
        else:
            decisions, chain, requested = [], [], told_step.points or requested
    return decisions[-1] if decisions else None
