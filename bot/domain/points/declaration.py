"""The declaration form (个人申报表): how it goes on, and what the month comes to if all of it stands."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bot.domain.points.ledger import credit_with_cap
from bot.domain.points.number import ZERO
from bot.domain.points.standing import score_of
from bot.domain.refusals import form_not_so

MOST_LINES = 20
"""Most lines that a member adds to a form."""


class FormState(StrEnum):
    """Where a form stands (2.1)."""

    OPEN = "open"
    SUBMITTED = "submitted"
    REVIEWED = "reviewed"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"


SIGNED = frozenset(FormState) - {FormState.OPEN}

_AFTER: Mapping[tuple[str, FormState], FormState] = {
    ("sign", FormState.OPEN): FormState.SUBMITTED,
    ("reopen", FormState.SUBMITTED): FormState.OPEN,
    ("reopen", FormState.REVIEWED): FormState.OPEN,
    ("reopen", FormState.CONFIRMED): FormState.OPEN,
    ("reopen", FormState.DISPUTED): FormState.OPEN,
    ("decided", FormState.SUBMITTED): FormState.REVIEWED,
    ("undecided", FormState.REVIEWED): FormState.SUBMITTED,
    ("undecided", FormState.CONFIRMED): FormState.SUBMITTED,
    ("undecided", FormState.DISPUTED): FormState.SUBMITTED,
    ("confirm", FormState.REVIEWED): FormState.CONFIRMED,
    ("dispute", FormState.REVIEWED): FormState.DISPUTED,
    ("ask", FormState.DISPUTED): FormState.REVIEWED,
}


def follow(state: FormState, act: str) -> FormState:
    """Give the state after an act.

    Args:
        state: How the form stands.
        act: sign, reopen, decided (the month's last claim), undecided (one is in review again), confirm, dispute, ask.

    Raises:
        Refusal: ``FORM_NOT_SO`` where the form does not stand so that this is possible.

    Source: domain 2.1 (DeclarationForm).
    """
    after = _AFTER.get((act, state))
    if after is None:
        raise form_not_so(state.value)
    return after


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a month comes to if everything that is asked for stands.

    Attributes:
        plus: Sum of what is added, booked or asked for, as far as the caps leave it.
        minus: Sum of what is taken off, as a positive number.
        kept_back: What the caps would keep back of what is asked for.
        score: The published score: base + plus − minus, not below the floor, nothing in a month that is zeroed.
    """

    plus: Decimal
    minus: Decimal
    kept_back: Decimal
    score: Decimal


def expect(
    booked: Iterable[Decimal],
    asked: Iterable[tuple[Hashable, Decimal]],
    left: Mapping[Hashable, Decimal | None],
    *,
    base: Decimal | None,
    floor: Decimal | None,
    zeroed: bool = False,
) -> Expected:
    """Foresee the score of a month from its entries and from what is asked for.

    Args:
        booked: Points of the month's entries; a reversal takes back what it reverses.
        asked: What is capped together (an item of a kind of subject) and the points of each claim and line that is not
            decided, in the order in which they would be.
        left: The same to what its cap still leaves, ``None`` for no cap.
        base: The scheme's base, or ``None``.
        floor: Least score, or ``None``.
        zeroed: Whether a zeroing fact stands.

    Source: domain 5.7, 3.2, 3.6, 2.3-1.
    """
    taken: dict[Hashable, Decimal] = {}
    points = list(booked)
    kept_back = ZERO
    for item, requested in asked:
        credit = credit_with_cap(requested, taken.get(item, ZERO), left.get(item))
        if credit.credited > 0:
            taken[item] = taken.get(item, ZERO) + credit.credited
        kept_back += credit.overflow
        points.append(credit.credited)
    return Expected(
        plus=sum((one for one in points if one > 0), ZERO),
        minus=-sum((one for one in points if one < 0), ZERO),
        kept_back=kept_back,
        score=score_of(sum(points, ZERO), base=base, floor=floor, zeroed=zeroed),
    )
