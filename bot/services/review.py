"""Review: approve, return, reject, undo - each one decision, with its entry, its step and its cards."""

from collections.abc import Collection
from decimal import Decimal
from typing import Any

from bot.domain.points.claim import ClaimState
from bot.domain.points.item import ItemKind, item_points
from bot.domain.points.period import book
from bot.domain.points.review import Event, Flow, check_undo, step
from bot.domain.points.text import REASON_LIMIT, clean_text
from bot.domain.refusals import (
    bad_state,
    no_reviewer,
    no_such_claim,
    not_your_decision,
    points_are_fixed,
    self_approval,
    stale_card,
)
from bot.i18n import N_
from bot.services import booking, card, claim_view, confirmation, delegation, form_result, people, verdict
from bot.services.claim_view import View
from bot.services.decisions import Decision, approval, standing_decision
from bot.services.desk import Desk
from storage import claim_lists, claims, heads, ledger, orgs, steps
from storage.claims import Claim
from storage.persons import Person

REASONS = {
    "r": (N_("evidence unclear"), N_("belongs to another item"), N_("claimed twice"), N_("date does not fit")),
    "b": (
        N_("evidence is missing"),
        N_("photo unclear"),
        N_("please name place and people"),
        N_("please check the date"),
    ),
}
"""Chips for a reason; the person's own words are always possible."""
MOST_CLAIMS = 2**62
HARMLESS_ROLES = frozenset({"member", "cadre", "group_leader", "community_contact", "instructor", "judge"})
"""Roles that alone do not open what weighs on somebody else."""


def hold(desk: Desk, claim_ids: Collection[int]) -> None:
    """Let nobody else book in the branches of several claims until all of them are decided."""
    if len(claim_ids) > 1 and not desk.tx.sqlite:
        found = (claims.get(desk.tx, claim_id) for claim_id in claim_ids if 0 < claim_id < MOST_CLAIMS)
        heads.hold_all(desk.tx, (claim.branch_id for claim in found if claim is not None))


def find(desk: Desk, person: Person, claim_id: int) -> Claim:
    """Answer a claim that a person may know of: as its owner, as a member of its branch, or by a role for it.

    What weighs on somebody, and what the office entered and the member has not confirmed yet, is known only to those
    concerned and to those who keep the ledger or review.

    Raises:
        Refusal: ``NO_SUCH_CLAIM`` - also for a claim elsewhere, which is not admitted to exist.
    """
    claim = claims.get(desk.tx, claim_id) if 0 < claim_id < MOST_CLAIMS else None
    if claim is None:
        raise no_such_claim(claim_id)
    view = claim_view.look(desk, claim)
    if view.branch.state != "active":  # a rehearsal that is over, a branch that is no more
        raise no_such_claim(claim_id)
    if person.id in view.owners or person.id in view.reviewers:
        return claim
    roles = people.roles_in(desk, person, view.branch)
    known = bool(roles - HARMLESS_ROLES) if view.hidden else roles or people.is_member(desk, person, view.branch)
    if not known and not people.is_above(desk, person, view.branch):
        raise no_such_claim(claim_id)
    return claim


def check_fresh(view: View, rev: int | None) -> None:
    """Refuse a button of an older state of the card (2.2-9).

    Raises:
        Refusal: ``STALE_CARD``.
    """
    if rev is not None and view.rev != rev:
        raise stale_card()


def decide(
    desk: Desk,
    person: Person,
    claim: Claim,
    do: str,
    *,
    reason: str = "",
    points: Decimal | None = None,
    rev: int | None = None,
) -> View:
    """Apply a verdict to a claim; the number of a card speaks for all claims on it that stand where it stands.

    Args:
        desk: Where it is decided.
        person: Who decides.
        claim: The claim as read.
        do: approve, return or reject.
        reason: Needed for return and reject; told to the claimant, privately.
        points: Value of a range item.
        rev: Revision of the pressed button, None for a command.

    Raises:
        Refusal: STALE_CARD, BAD_STATE, SELF_APPROVAL, WRONG_ROLE, DUPLICATE_REVIEWER, REASON_REQUIRED (in this
            order), POINTS_ARE_FIXED, OUT_OF_RANGE, NO_REVIEWER.
    """
    view = _addressed(desk, claim)
    check_fresh(view, rev)
    reason = clean_text(reason, REASON_LIMIT)
    with desk.tx.all_or_nothing():
        decided = [
            _decide_one(desk, person, view._replace(claim=part), do=do, reason=reason, points=points)
            for part in _parts(view, claim)
        ]
    verdict.tell(desk, view, person, decided, reason)
    return _publish(desk, view.id)


def _addressed(desk: Desk, claim: Claim) -> View:
    """Look at a claim by its number: that of a card means the card, any other just that claim."""
    return claim_view.look(desk, claim, alone=claim.batch_id not in {None, claim.id})


def _parts(view: View, claim: Claim) -> list[Claim]:
    return view.in_step if claim.id == view.id else [claim]


def _decide_one(desk: Desk, person: Person, view: View, *, do: str, reason: str, points: Decimal | None) -> Claim:
    claim = view.claim
    after = _step(view, person, do, reason)
    role, for_id = _by_which(view, person)
    value = _value(view, points) if do == "approve" else None
    changes: dict[str, Any] = {"state": after.state.value, "level_no": after.level, "level_since": desk.now}
    if value is not None:
        changes["requested"] = value
    if do == "approve":
        changes["chain"] = [*claim.chain, approval(role, person.id, for_id)]
    elif do == "return":
        changes["chain"] = []
    if after.state is not ClaimState.IN_REVIEW:
        changes["decided_at"] = desk.now
    if after.state is ClaimState.APPROVED:
        changes["credited"] = _book(desk, view, person, requested=changes.get("requested", claim.requested))
    _change(desk, claim, changes)
    steps.add(
        desk.tx,
        claim_id=claim.id,
        rev=claim.rev + 1,
        level=claim.level_no + 1,
        role=role,
        reviewer_id=person.id,
        verdict=do,
        reason=reason,
        points=value,
        for_id=for_id,
        now=desk.now,
    )
    return _again(desk, claim.id)


def _by_which(view: View, person: Person) -> tuple[str, int | None]:
    """Answer by which role a person decides, and in whose place, None for the own."""
    if not view.levels:
        return "", None
    level, me = view.levels[0], str(person.id)
    principal = level.delegates.get(me)
    return level.role_of(me), int(principal) if principal is not None else None


def _step(view: View, person: Person, do: str, reason: str) -> Flow:
    """Ask the rules of review; whoever has a part in the act is its claimant to them (2.2-5)."""
    claim, me = view.claim, str(person.id)
    level = view.levels[0] if view.levels else None
    held = (level.role,) if level is not None and me in level.persons else ()
    asked = claim_view.roles_asked(view.rules, view.item)
    roles = tuple(done["role"] for done in claim.chain) + tuple(level.role for level in view.levels)
    flow = Flow(
        chain=roles if len(roles) == len(asked) else asked,
        claimant=me if person.id in view.owners else "",
        submitter=str(claim.submitter_id),
        state=ClaimState(claim.state),
        level=claim.level_no,
        reviewers=tuple(str(done["by"]) for done in claim.chain if done.get("by")),
        claim_id=claim.id,
    )
    if flow.state is ClaimState.IN_REVIEW and level is None and person.id not in view.owners:
        raise no_reviewer(view.missing or asked[claim.level_no :])
    return step(flow, Event(by=me, do=do, roles=held, reason=reason))


def may_review(view: View, person: Person) -> None:
    """Insist that a person may decide on a claim now, before asking for a reason.

    Raises:
        Refusal: as `decide`, but for the reason.
    """
    _step(view, person, "reject", "-")


def _value(view: View, points: Decimal | None) -> Decimal | None:
    """Answer the points that a reviewer gives: only a range item leaves them a choice."""
    if points is None:
        return None
    if view.item.kind is not ItemKind.RANGE:
        raise points_are_fixed(view.claim.id, view.item.code)
    return item_points(view.item, claimed=points)


def _book(desk: Desk, view: View, person: Person, *, requested: Decimal, reason: str = "") -> Decimal:
    claim = view.claim
    credit = booking.book_award(
        desk,
        branch=view.branch,
        rules=view.rules,
        item=view.item,
        subject=booking.subject_of(desk, claim.subject_kind, claim.subject_id),
        booking=book(claim.occurred_on, desk.today, booking.frozen_months(desk, view.branch)),
        requested=requested,
        claim_id=claim.id,
        by_id=person.id,
        reason=reason or claim.note,
    )
    return credit.credited


def _change(desk: Desk, claim: Claim, changes: dict[str, Any]) -> None:
    if not claims.change(desk.tx, claim.id, from_rev=claim.rev, **changes):
        raise stale_card()


def undo(desk: Desk, person: Person, claim: Claim, *, rev: int | None = None) -> View:
    """Take back an own decision within ten minutes and before the notice; what was booked is reversed (2.3-7).

    Raises:
        Refusal: ``NOT_YOUR_DECISION``, ``UNDO_TOO_LATE``, ``STALE_CARD``.
    """
    view = _addressed(desk, claim)
    check_fresh(view, rev)
    mine = []
    for part in _parts(view, claim):
        decision = standing_decision(steps.of_claim(desk.tx, part.id))
        if decision is not None and decision.step.reviewer_id == person.id:
            mine.append((part, decision))
    if not mine:
        raise not_your_decision(claim.id)
    with desk.tx.all_or_nothing():
        for part, decision in mine:
            _undo_one(desk, person, view._replace(claim=part), decision)
    verdict.tell_undone(desk, view, person, [part for part, _ in mine])
    return _publish(desk, view.id)


def _undo_one(desk: Desk, person: Person, view: View, decision: Decision) -> None:
    claim = view.claim
    standing = standing_entries(desk, claim)
    frozen = booking.frozen_months(desk, view.branch)
    noticed = any(entry.period in frozen for entry in standing)
    check_undo(claim.id, decided_at=decision.step.at, now=desk.now, noticed=noticed)
    for entry in standing:
        booking.reverse(
            desk, branch=view.branch, rules=view.rules, entry=entry, by_id=person.id, reason=f"↺ #{claim.id}"
        )
    changes: dict[str, Any] = {
        "state": ClaimState.IN_REVIEW.value,
        "level_no": len(decision.chain),
        "chain": decision.chain,
        "decided_at": None,
        "level_since": desk.now,
        "credited": None,
    }
    if decision.requested is not None:
        changes["requested"] = decision.requested
    _change(desk, claim, changes)
    steps.add(
        desk.tx,
        claim_id=claim.id,
        rev=claim.rev + 1,
        level=decision.step.level,
        role=decision.step.role,
        reviewer_id=person.id,
        verdict="undo",
        for_id=decision.step.for_id,
        now=desk.now,
    )


def standing_entries(desk: Desk, claim: Claim) -> list[ledger.Entry]:
    """Answer the entries of a claim that nothing has reversed."""
    entries = ledger.of_claim(desk.tx, claim.id)
    reversed_ids = {entry.reverses for entry in entries}
    return [entry for entry in entries if entry.reverses is None and entry.id not in reversed_ids]


def void(
    desk: Desk,
    person: Person,
    claim: Claim,
    *,
    reason: str,
    asked_by: Person,
    told: bool = True,
    checked: bool = False,
) -> View:
    """Take back what a claim booked, by exact negatives in the open month (2.2-3).

    Args:
        desk: Where it is decided.
        person: Whose act it is: the second person's, a spot check's checker's, who decided on an objection.
        claim: The claim as read.
        reason: Why.
        asked_by: Who asked for it; the entry names them.
        told: Whether those concerned are told; an objection's outcome is told with its reasons instead.
        checked: Whether a spot check found it not true.

    Raises:
        Refusal: ``BAD_STATE``, ``SELF_APPROVAL``, ``REASON_REQUIRED``.
    """
    view = claim_view.look(desk, claim, alone=True)
    _step(view, person, "void", reason)
    for entry in standing_entries(desk, claim):
        booking.reverse(desk, branch=view.branch, rules=view.rules, entry=entry, by_id=asked_by.id, reason=reason)
    _change(desk, claim, {"state": ClaimState.VOIDED.value, "decided_at": desk.now})
    steps.add(
        desk.tx,
        claim_id=claim.id,
        rev=claim.rev + 1,
        level=claim.level_no,
        role="",
        reviewer_id=person.id,
        verdict="void",
        reason=reason,
        now=desk.now,
    )
    if told:
        verdict.tell_void(desk, view, person, claim, reason, checked=checked)
    return _publish(desk, view.id)


def uphold(desk: Desk, person: Person, claim: Claim, *, role: str, sign: str) -> View:
    """Approve a claim that its reviewers did not, because an objection to that was upheld; once (2.3-2).

    Args:
        desk: Where it is decided.
        person: Who decided on the objection.
        claim: The claim as read.
        role: The office in which the person did.
        sign: The objection's number, which the entry names.

    Raises:
        Refusal: ``BAD_STATE``, ``SELF_APPROVAL``, ``STALE_CARD``.
    """
    view = claim_view.look(desk, claim, alone=True)
    if claim.state != ClaimState.REJECTED:
        raise bad_state(claim.id, claim.state)
    if person.id in view.owners:
        raise self_approval(claim.id)
    changes: dict[str, Any] = {
        "state": ClaimState.APPROVED.value,
        "credited": _book(desk, view, person, requested=claim.requested, reason=sign),
        "chain": [*claim.chain, {"role": role, "by": person.id}],
        "decided_at": desk.now,
    }
    _change(desk, claim, changes)
    steps.add(
        desk.tx,
        claim_id=claim.id,
        rev=claim.rev + 1,
        level=claim.level_no + 1,
        role=role,
        reviewer_id=person.id,
        verdict="uphold",
        now=desk.now,
    )
    return _publish(desk, view.id)


def _publish(desk: Desk, card_id: int) -> View:
    after = card.publish(desk, _again(desk, card_id))
    if after.claim.source == "office":
        confirmation.rewrite(desk, after)
    for part in after.batch:
        form_result.decided(desk, part)
    return after


def _again(desk: Desk, claim_id: int) -> Claim:
    claim = claims.get(desk.tx, claim_id)
    if claim is None:
        raise no_such_claim(claim_id)
    return claim


def need_approved(claim: Claim) -> None:
    """Insist that a claim stands booked.

    Raises:
        Refusal: ``BAD_STATE``.
    """
    if claim.state != ClaimState.APPROVED:
        raise bad_state(claim.id, claim.state)


def waiting_for(desk: Desk, person: Person) -> list[View]:
    """Answer the claims that wait for a person's decision, oldest first, over all branches."""
    found = []
    me = {str(one) for one in (person.id, *delegation.stands_in_for(desk, person.id))}
    for branch_id in claim_lists.branches_waiting(desk.tx):
        branch = orgs.get(desk.tx, branch_id)
        if branch.state != "active" or not any(me & set(held) for held in people.holders(desk, branch).values()):
            continue
        for claim in claim_lists.by_card(claim_lists.waiting(desk.tx, branch.id)):
            view = claim_view.look(desk, claim)
            if person.id in view.reviewers:
                found.append(view)
    return sorted(found, key=lambda view: view.id)
