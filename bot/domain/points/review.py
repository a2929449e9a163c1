"""Review: who decides on a claim, what a decision does, and when it is refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.domain.points.claim import ClaimState
from bot.domain.refusals import (
    Refusal,
    bad_state,
    duplicate_reviewer,
    not_your_claim,
    not_your_decision,
    reason_required,
    self_approval,
    undo_too_late,
    wrong_role,
)

VERDICTS = frozenset({"approve", "return", "reject"})
NEED_REASON = frozenset({"return", "reject", "void", "dispute"})
UNDO_MINUTES = 10

_FROM: Mapping[str, frozenset[ClaimState]] = {
    "submit": frozenset({ClaimState.DRAFT, ClaimState.RETURNED}),
    "enter": frozenset({ClaimState.DRAFT, ClaimState.DISPUTED}),
    "confirm": frozenset({ClaimState.AWAITING_MEMBER}),
    "dispute": frozenset({ClaimState.AWAITING_MEMBER}),
    "approve": frozenset({ClaimState.IN_REVIEW}),
    "return": frozenset({ClaimState.IN_REVIEW}),
    "reject": frozenset({ClaimState.IN_REVIEW}),
    "withdraw": frozenset({ClaimState.DRAFT, ClaimState.IN_REVIEW, ClaimState.RETURNED}),
    "void": frozenset({ClaimState.APPROVED}),
    "undo": frozenset({ClaimState.IN_REVIEW, ClaimState.RETURNED, ClaimState.APPROVED, ClaimState.REJECTED}),
}
_TO = {
    "submit": ClaimState.IN_REVIEW,
    "enter": ClaimState.AWAITING_MEMBER,
    "confirm": ClaimState.IN_REVIEW,
    "dispute": ClaimState.DISPUTED,
    "return": ClaimState.RETURNED,
    "reject": ClaimState.REJECTED,
    "withdraw": ClaimState.WITHDRAWN,
    "void": ClaimState.VOIDED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something a person does with a claim.

    Attributes:
        by: The person's id.
        do: submit, enter, confirm, dispute, approve, return, reject, withdraw, void, undo.
        roles: Roles the person holds for this claim.
        reason: Needed for return, reject, void and dispute.
    """

    by: str
    do: str
    roles: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Where a claim stands in its review.

    Attributes:
        chain: Roles of the levels, resolved.
        claimant: The beneficiary's id.
        submitter: Id of who filed it.
        state: See ``ClaimState``.
        level: Levels approved in the running round; 0 after filing and after a return.
        reviewers: Who approved them, in order.
        before: How it stood before the last decision; that is where ``undo`` leads.
        claim_id: Its number, for the words of a refusal.
    """

    chain: tuple[str, ...]
    claimant: str
    submitter: str
    state: ClaimState = ClaimState.DRAFT
    level: int = 0
    reviewers: tuple[str, ...] = ()
    before: "Flow | None" = field(default=None, repr=False)
    decided_by: str | None = None
    claim_id: int = 0

    @property
    def role(self) -> str | None:
        """The role that is to decide now, or ``None``."""
        return self.chain[self.level] if self.state is ClaimState.IN_REVIEW else None


def step(flow: Flow, event: Event) -> Flow:
    """Apply one event to a claim.

    Checks, in this order: BAD_STATE, SELF_APPROVAL, WRONG_ROLE, DUPLICATE_REVIEWER, REASON_REQUIRED.

    Returns:
        The claim's new standing; the old one is unchanged.

    Raises:
        Refusal: the first check that fails.

    Source: domain 3.31, 2.1, 2.2-5, 2.2-6, 2.3-5, 2.3-7.
    """
    check(flow, event)
    match event.do:
        case "undo":
            assert flow.before is not None  # noqa: S101 - check() refuses an undo of nothing
            return flow.before
        case "approve":
            level = flow.level + 1
            state = ClaimState.APPROVED if level == len(flow.chain) else ClaimState.IN_REVIEW
            reviewers = (*flow.reviewers, event.by)
        case "submit" | "enter" | "confirm" | "return":
            level, state, reviewers = 0, _TO[event.do], ()
        case _:
            level, state, reviewers = flow.level, _TO[event.do], flow.reviewers
    decided = event.do in VERDICTS
    return replace(
        flow,
        state=state,
        level=level,
        reviewers=reviewers,
        before=flow if decided else None,
        decided_by=event.by if decided else None,
    )


def check(flow: Flow, event: Event) -> None:
    """Refuse an event that the claim's standing, the person or a missing reason forbids.

    Raises:
        Refusal: as in ``step``.
    """
    if flow.state not in _FROM.get(event.do, frozenset()) or (event.do == "withdraw" and flow.level > 0):
        raise bad_state(flow.claim_id, flow.state.value)
    own = event.by in {flow.claimant, flow.submitter}
    if event.do in VERDICTS or event.do == "void":
        _check_reviewer(flow, event, own=own)
    elif event.do == "undo" and (flow.before is None or flow.decided_by != event.by):
        raise not_your_decision(flow.claim_id)
    elif (event.do in {"confirm", "dispute"} and event.by != flow.claimant) or (event.do == "withdraw" and not own):
        raise not_your_claim(flow.claim_id)
    if event.do in NEED_REASON and not event.reason.strip():
        raise reason_required(flow.claim_id)


def _check_reviewer(flow: Flow, event: Event, *, own: bool) -> None:
    if own:
        raise self_approval(flow.claim_id)
    role = flow.role
    if role is not None and role not in event.roles:
        raise wrong_role(flow.claim_id, role)
    if event.do in VERDICTS and event.by in flow.reviewers:
        raise duplicate_reviewer(flow.claim_id)


def claim_flow(flow: Flow, events: Sequence[Event]) -> tuple[Flow, list[tuple[int, Refusal]]]:
    """Play events on a claim; a refused one changes nothing.

    Returns:
        The last standing, and each refusal with the index of its event.

    Source: domain 3.31.
    """
    refused = []
    for index, event in enumerate(events):
        try:
            flow = step(flow, event)
        except Refusal as refusal:
            refused.append((index, refusal))
    return flow, refused


def check_undo(claim_id: int, *, decided_at: datetime, now: datetime, noticed: bool) -> None:
    """Refuse an undo more than ten minutes after the decision, or after the month's notice.

    Raises:
        Refusal: ``UNDO_TOO_LATE``.

    Source: domain 2.3-7.
    """
    if noticed or now - decided_at > timedelta(minutes=UNDO_MINUTES):
        raise undo_too_late(claim_id, UNDO_MINUTES)
