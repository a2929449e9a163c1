"""Review: approve, return, reject, undo - each one decision, with its entry, its step and its cards."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from bot.domain.points.claim import ClaimState
from bot.domain.points.item import ItemKind, item_points
from bot.domain.points.number import ZERO
from bot.domain.points.period import book
from bot.domain.points.review import Event, Flow, check_undo, claim_flow, step
from bot.domain.points.text import REASON_LIMIT, clean_text
from bot.domain.refusals import bad_number, no_reviewer, no_such_claim, not_your_decision, stale_card
from bot.i18n import N_, Language, points_text
from bot.services import booking, card, people
from bot.services.card import View
from bot.services.desk import Desk
from bot.services.letters import Key, PrivateLetter, post
from storage import claims, ledger, orgs, persons, steps
from storage.claims import Claim
from storage.persons import Person

APPROVED = N_("✅ #{id} {item}: {points} booked for {month}. Decided by {reviewer}.")
APPROVED_CAPPED = N_(
    "✅ #{id} {item}: {points} booked for {month}. The item's cap of {cap} kept back {overflow}. Decided by {reviewer}."
)
REJECTED = N_(
    "❌ #{id} {item} was not approved.\nReason: {reason}\nDecided by {reviewer}.\n"
    "You can send a new claim with better evidence, or object with /appeal while the month's publicity runs."
)
RETURNED = N_(
    "↩️ #{id} {item} was returned to you.\nWhat is missing: {reason}\nAsked by {reviewer}.\n"
    "Add it with 📎 and the claim goes back into review, or withdraw it with 🗑."
)
UNDONE = N_("↺ The decision on #{id} {item} was undone by {reviewer}; the claim is in review again.")

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


def find(desk: Desk, person: Person, claim_id: int) -> Claim:
    """Answer a claim that a person may know of: as reviewer or office of its branch, or as its owner.

    Raises:
        Refusal: ``NO_SUCH_CLAIM`` - also for a claim elsewhere, which is not admitted to exist.
    """
    claim = claims.get(desk.tx, claim_id) if 0 < claim_id < 2**62 else None
    if claim is None:
        raise no_such_claim(claim_id)
    branch = orgs.get(desk.tx, claim.branch_id)
    if not people.is_member(desk, person, branch) and not people.roles_in(desk, person, branch):
        raise no_such_claim(claim_id)
    return claim


def check_fresh(claim: Claim, rev: int | None) -> None:
    """Refuse a button of an older state of the card (2.2-9).

    Raises:
        Refusal: ``STALE_CARD``.
    """
    if rev is not None and claim.rev != rev:
        raise stale_card()


def decide(
    desk: Desk,
    person: Person,
    claim: Claim,
    verdict: str,
    *,
    reason: str = "",
    points: Decimal | None = None,
    rev: int | None = None,
) -> View:
    """Apply a verdict to a claim, or to its whole batch where it is the first of one.

    Args:
        desk: Where it is decided.
        person: Who decides.
        claim: The claim as read.
        verdict: approve, return or reject.
        reason: Needed for return and reject; told to the claimant, privately.
        points: Value of a range item.
        rev: Revision of the pressed button, None for a command.

    Raises:
        Refusal: BAD_STATE, SELF_APPROVAL, WRONG_ROLE, DUPLICATE_REVIEWER, REASON_REQUIRED (in this order),
            STALE_CARD, OUT_OF_RANGE, NO_REVIEWER.
    """
    check_fresh(claim, rev)
    reason = clean_text(reason, REASON_LIMIT)
    together = claims.batch(desk.tx, claim.id) if claim.batch_id == claim.id else [claim]
    for part in together:
        if part.state == claim.state and part.level_no == claim.level_no:
            _decide_one(desk, person, part, verdict, reason=reason, points=points)
    return card.publish(desk, _again(desk, claim.batch_id or claim.id))


def _decide_one(desk: Desk, person: Person, claim: Claim, verdict: str, *, reason: str, points: Decimal | None) -> None:
    own = card.look(desk, claim)._replace(claim=claim, batch=[claim])
    flow = _flow(own)
    me = str(person.id)
    level = own.levels[0] if own.levels else None
    held = (level.role,) if level is not None and me in level.persons else ()
    if flow.state is ClaimState.IN_REVIEW and level is None and me not in {flow.claimant, flow.submitter}:
        raise no_reviewer(card.roles_asked(own.rules, own.item)[claim.level_no :])
    after = step(flow, Event(by=me, do=verdict, roles=held, reason=reason))
    changes: dict[str, Any] = {"state": after.state.value, "level_no": after.level, "level_since": desk.now}
    value = _value(own, points) if verdict == "approve" else None
    if value is not None:
        changes["requested"] = value
    if verdict == "approve":
        changes["chain"] = [*claim.chain, {"role": level.role if level else "", "by": person.id}]
    elif verdict == "return":
        changes["chain"] = []
    if after.state is not ClaimState.IN_REVIEW:
        changes["decided_at"] = desk.now
    if after.state is ClaimState.APPROVED:
        changes["credited"] = _book(desk, own, person, requested=changes.get("requested", claim.requested))
    if not claims.change(desk.tx, claim.id, from_rev=claim.rev, **changes):
        raise stale_card()
    steps.add(
        desk.tx,
        claim_id=claim.id,
        rev=claim.rev + 1,
        level=claim.level_no + 1,
        role=level.role if level else "",
        reviewer_id=person.id,
        verdict=verdict,
        reason=reason,
        points=value,
        now=desk.now,
    )
    _tell_claimant(desk, own, person, after.state, reason)


def _flow(view: View) -> Flow:
    claim = view.claim
    done = tuple(str(level["by"]) for level in claim.chain if level.get("by"))
    roles = tuple(level["role"] for level in claim.chain) + tuple(level.role for level in view.levels)
    asked = card.roles_asked(view.rules, view.item)
    return Flow(
        chain=roles if len(roles) == len(asked) else asked,
        claimant=str(claim.subject_id) if claim.subject_kind != "branch" else "",
        submitter=str(claim.submitter_id),
        state=ClaimState(claim.state),
        level=claim.level_no,
        reviewers=done,
        claim_id=claim.id,
    )


def _value(view: View, points: Decimal | None) -> Decimal | None:
    """Answer the points that a reviewer gives: only a range item leaves them a choice."""
    if points is None:
        return None
    if view.item.kind is not ItemKind.RANGE:
        raise bad_number(f"={points}")
    return item_points(view.item, claimed=points)


def _book(desk: Desk, view: View, person: Person, *, requested: Decimal) -> Decimal:
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
        reason=claim.note,
    )
    return credit.credited


def _tell_claimant(desk: Desk, view: View, person: Person, state: ClaimState, reason: str) -> None:
    """Tell the claimant privately: what, why, by whom, and what is possible next."""
    if state is ClaimState.IN_REVIEW:
        return
    claim = _again(desk, view.claim.id)
    sentences = {ClaimState.REJECTED: REJECTED, ClaimState.RETURNED: RETURNED}
    for receiver in _owners(desk, claim):
        if receiver.telegram_id is None:
            continue
        speech = desk.speaks(receiver)
        facts: dict[str, object] = {
            "id": claim.id,
            "item": card.item_name(view.item, speech),
            "reviewer": person.name,
            "reason": reason,
        }
        keys: list[list[Key]] = []
        if state is ClaimState.RETURNED:
            keys = [[own_key(speech, card.ADD, claim, "e"), own_key(speech, card.WITHDRAW, claim, "w")]]
        text = (
            speech.say(sentences[state], **facts)
            if state in sentences
            else _approved_text(desk, view, claim, speech, facts)
        )
        post(desk, PrivateLetter(to=receiver.telegram_id, text=text, keyboard=keys, silent=True))


def own_key(speech: Language, label: str, claim: Claim, verb: str) -> Key:
    """Answer a button for the claimant that outlives changes of the card: it carries no revision."""
    return Key(label=speech.plain(label), data=f"c:{claim.id}:{verb}:-")


def _approved_text(desk: Desk, view: View, claim: Claim, speech: Language, facts: dict[str, object]) -> Any:
    entry = next((entry for entry in reversed(ledger.of_claim(desk.tx, claim.id)) if entry.reverses is None), None)
    credited = claim.credited or ZERO
    facts |= {"points": points_text(credited, sign=True), "month": speech.month(entry.period) if entry else ""}
    if credited < claim.requested:
        return speech.say(APPROVED_CAPPED, overflow=claim.requested - credited, cap=view.item.cap, **facts)
    return speech.say(APPROVED, **facts)


def _owners(desk: Desk, claim: Claim) -> Sequence[Person]:
    ids = [claim.submitter_id] if claim.subject_kind == "branch" else [claim.subject_id]
    return [persons.get(desk.tx, person_id) for person_id in ids]


def undo(desk: Desk, person: Person, claim: Claim, *, rev: int | None = None) -> View:
    """Take back an own decision within ten minutes and before the notice; what was booked is reversed (2.3-7).

    Raises:
        Refusal: ``NOT_YOUR_DECISION``, ``UNDO_TOO_LATE``, ``STALE_CARD``.
    """
    check_fresh(claim, rev)
    together = claims.batch(desk.tx, claim.id) if claim.batch_id == claim.id else [claim]
    for part in together:
        _undo_one(desk, person, part)
    return card.publish(desk, _again(desk, claim.batch_id or claim.id))


def _undo_one(desk: Desk, person: Person, claim: Claim) -> None:
    view = card.look(desk, claim)
    told = steps.of_claim(desk.tx, claim.id)
    asked = card.roles_asked(view.rules, view.item)
    start = Flow(
        chain=asked,
        claimant=str(claim.subject_id) if claim.subject_kind != "branch" else "",
        submitter=str(claim.submitter_id),
        claim_id=claim.id,
    )
    # Roles changed hands since: what was accepted then is replayed as accepted.
    events = [Event(by=str(s.reviewer_id), do=s.verdict, roles=asked, reason=s.reason or "-") for s in told]
    flow, _ = claim_flow(start, events)
    if flow.before is None or flow.decided_by != str(person.id):
        raise not_your_decision(claim.id)
    frozen = booking.frozen_months(desk, view.branch)
    check_undo(claim.id, decided_at=told[-1].at, now=desk.now, noticed=f"{claim.occurred_on:%Y-%m}" in frozen)
    before = flow.before
    changes: dict[str, Any] = {
        "state": before.state.value,
        "level_no": before.level,
        "chain": _chain_before(told, before),
        "decided_at": None,
        "level_since": desk.now,
    }
    if claim.state == ClaimState.APPROVED:
        changes["credited"] = None
        for entry in ledger.of_claim(desk.tx, claim.id):
            if entry.reverses is None and ledger.reversal_of(desk.tx, entry.id) is None:
                booking.reverse(
                    desk, branch=view.branch, rules=view.rules, entry=entry, by_id=person.id, reason=f"↺ #{claim.id}"
                )
    if not claims.change(desk.tx, claim.id, from_rev=claim.rev, **changes):
        raise stale_card()
    steps.add(
        desk.tx,
        claim_id=claim.id,
        rev=claim.rev + 1,
        level=before.level + 1,
        role=told[-1].role,
        reviewer_id=person.id,
        verdict="undo",
        now=desk.now,
    )
    for receiver in _owners(desk, claim):
        if receiver.telegram_id is not None and claim.state != ClaimState.IN_REVIEW:
            speech = desk.speaks(receiver)
            item = card.item_name(view.item, speech)
            text = speech.say(UNDONE, id=claim.id, item=item, reviewer=person.name)
            post(desk, PrivateLetter(to=receiver.telegram_id, text=text, silent=True))


def _chain_before(told: Sequence[steps.Step], before: Flow) -> list[dict[str, Any]]:
    roles = {str(s.reviewer_id): s.role for s in told if s.verdict == "approve"}
    return [{"role": roles.get(by, ""), "by": int(by)} for by in before.reviewers]


def _again(desk: Desk, claim_id: int) -> Claim:
    claim = claims.get(desk.tx, claim_id)
    if claim is None:
        raise no_such_claim(claim_id)
    return claim


def may_review(view: View, person: Person) -> None:
    """Insist that a person may decide on a claim now, before asking for a reason.

    Raises:
        Refusal: as `decide`, but for the reason.
    """
    me = str(person.id)
    held = (view.levels[0].role,) if view.levels and me in view.levels[0].persons else ()
    step(_flow(view), Event(by=me, do="reject", roles=held, reason="-"))


def waiting_for(desk: Desk, person: Person) -> list[View]:
    """Answer the claims that wait for a person's decision, oldest first, over all branches."""
    found = []
    for branch in orgs.branches(desk.tx):
        if not people.roles_in(desk, person, branch):
            continue
        for claim in claims.waiting(desk.tx, branch.id):
            if claim.batch_id in {None, claim.id}:
                view = card.look(desk, claim)
                if person.id in view.reviewers:
                    found.append(view)
    return sorted(found, key=lambda view: view.claim.id)
