"""An early warning's life: open, acknowledged, rectifying, submitted, closed; escalated where its day goes by (F10)."""

from enum import StrEnum

from bot.domain.refusals import stale_card


class WarningState(StrEnum):
    """How far a warning is."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    RECTIFYING = "rectifying"
    SUBMITTED = "submitted"
    CLOSED = "closed"
    ESCALATED = "escalated"


LOOKS = (
    *("tasks_overdue", "reviews_late", "forms_missing", "meetings_missed", "turnout_low", "minutes_late"),
    *("dues_behind", "term_over", "warnings_unanswered"),
)
"""What a rule of early warning can look at; a rulebook names it beside the rule's own words."""
_IN_HAND = frozenset({WarningState.OPEN, WarningState.ACKNOWLEDGED, WarningState.RECTIFYING, WarningState.ESCALATED})
MOVES: dict[str, tuple[frozenset[WarningState], WarningState]] = {
    "arrange": (frozenset({WarningState.OPEN, WarningState.ESCALATED}), WarningState.ACKNOWLEDGED),
    "explain": (_IN_HAND, WarningState.RECTIFYING),
    "report": (_IN_HAND, WarningState.SUBMITTED),
    "close": (frozenset({WarningState.SUBMITTED}), WarningState.CLOSED),
    "return": (frozenset({WarningState.SUBMITTED}), WarningState.RECTIFYING),
    "escalate": (_IN_HAND - {WarningState.ESCALATED}, WarningState.ESCALATED),
    "pass": (_IN_HAND, WarningState.CLOSED),
}
"""Act to the states in which it is possible, and the state that it leads to."""
NEED_WORDS = frozenset({"explain", "report", "return"})


def move(state: str, verb: str) -> WarningState:
    """Give the state that an act leads to.

    Raises:
        Refusal: ``STALE_CARD`` in a state in which it is not possible.

    Source: domain 2.1 (Warning).
    """
    possible, after = MOVES[verb]
    if WarningState(state) not in possible:
        raise stale_card()
    return after


def possible(state: str) -> tuple[str, ...]:
    """Give the acts that are possible in a state."""
    return tuple(verb for verb, (states, _) in MOVES.items() if WarningState(state) in states)
