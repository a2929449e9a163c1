"""Every "no" about deciding on a claim."""

from collections.abc import Iterable
from datetime import date

from bot.domain.refusal import N_, Refusal


def no_such_claim(claim_id: int) -> Refusal:
    """No claim of that number here (one of another branch is not admitted to exist)."""
    text = N_("There is no claim #{claim_id} here. Please check the number; /pending and /my show your claims.")
    return Refusal(code="NO_SUCH_CLAIM", text=text, facts={"claim_id": claim_id})


def bad_state(claim_id: int, state: str) -> Refusal:
    """The claim's state does not allow that."""
    text = N_(
        "#{claim_id} is {state}, so this is not possible now. "
        "Nothing was changed; /my and /pending show how things stand."
    )
    return Refusal(code="BAD_STATE", text=text, facts={"claim_id": claim_id, "state": state})


def stale_card() -> Refusal:
    """A button of an older state of the card was pressed (2.2-9)."""
    text = N_("This was already handled. The card shows how it stands now; nothing was changed.")
    return Refusal(code="STALE_CARD", text=text)


def self_approval(claim_id: int) -> Refusal:
    """Nobody decides on a claim of which they are beneficiary or submitter (2.2-5)."""
    text = N_("#{claim_id} is your own claim, so somebody else has to decide on it.")
    return Refusal(code="SELF_APPROVAL", text=text, facts={"claim_id": claim_id})


def wrong_role(claim_id: int, role: str) -> Refusal:
    """The claim waits for another role."""
    text = N_("#{claim_id} is waiting for the {role}; you do not hold that role. Nothing was changed.")
    return Refusal(code="WRONG_ROLE", text=text, facts={"claim_id": claim_id, "role": role})


def duplicate_reviewer(claim_id: int) -> Refusal:
    """Nobody decides on two levels of one claim (2.2-5)."""
    text = N_("You have already decided on another level of #{claim_id}. The next level needs somebody else.")
    return Refusal(code="DUPLICATE_REVIEWER", text=text, facts={"claim_id": claim_id})


def reason_required(claim_id: int) -> Refusal:
    """Rejecting, returning, voiding and dismissing need a reason (2.2-6)."""
    text = N_("Please add a reason for #{claim_id}: the claimant has a right to know. Nothing was changed yet.")
    return Refusal(code="REASON_REQUIRED", text=text, facts={"claim_id": claim_id}, private=True)


def no_reviewer(roles: Iterable[str]) -> Refusal:
    """No person is left for a level, whatever the fallback; the claim waits."""
    text = N_(
        "Nobody can review this yet: there is no {roles} without a part in it. "
        "An administrator can appoint one with /grant."
    )
    return Refusal(code="NO_REVIEWER", text=text, facts={"roles": tuple(roles)})


def undo_too_late(claim_id: int, minutes: int) -> Refusal:
    """Undo works for some minutes on an own decision, before the notice (2.3-7)."""
    text = N_("A decision can be undone for {minutes} minutes and before the notice. For #{claim_id} use /adjust.")
    return Refusal(code="UNDO_TOO_LATE", text=text, facts={"claim_id": claim_id, "minutes": minutes})


def not_your_decision(claim_id: int) -> Refusal:
    """Only the reviewer undoes an own decision."""
    text = N_("The last decision on #{claim_id} is not yours, so only its reviewer can undo it.")
    return Refusal(code="NOT_YOUR_DECISION", text=text, facts={"claim_id": claim_id})


def not_your_claim(claim_id: int) -> Refusal:
    """Only the claimant withdraws a claim or adds evidence to it."""
    text = N_("#{claim_id} is not your claim, so only its claimant can do this.")
    return Refusal(code="NOT_YOUR_CLAIM", text=text, facts={"claim_id": claim_id})


def points_are_fixed(claim_id: int, code: str) -> Refusal:
    """A reviewer named points, but only a range item leaves a choice (2.3-11)."""
    text = N_("The points of item {code} are fixed, so #{claim_id} is approved without a number: /approve {claim_id}.")
    return Refusal(code="POINTS_ARE_FIXED", text=text, facts={"claim_id": claim_id, "code": code})


def already_asked(claim_id: int) -> Refusal:
    """Somebody has asked to take the claim's points back; it waits for a second person."""
    text = N_("Taking back #{claim_id} was already asked for and waits for a second person. Nothing was changed.")
    return Refusal(code="ALREADY_ASKED", text=text, facts={"claim_id": claim_id})


def nothing_to_delegate(branch: str) -> Refusal:
    """Only who reviews has something that another could do in the meantime."""
    text = N_("You review nothing in {branch}, so there is nothing that somebody else could decide in your place.")
    return Refusal(code="NOTHING_TO_DELEGATE", text=text, facts={"branch": branch})


def cannot_stand_in(name: str) -> Refusal:
    """Nobody stands in for themselves, and who enters points decides on none (L8)."""
    text = N_(
        "{name} cannot decide in your place. It has to be somebody else, and nobody who enters points: "
        "the ledger keeper decides on none. Please name another person."
    )
    return Refusal(code="CANNOT_STAND_IN", text=text, facts={"name": name})


def bad_span(since: date, until: date, most: int) -> Refusal:
    """A span ends before it begins, or lasts too long."""
    text = N_(
        "From {since} to {until} is no span that I can take: it must not end before it begins, and may last "
        "{most} days at most."
    )
    return Refusal(code="BAD_SPAN", text=text, facts={"since": since, "until": until, "most": most})
