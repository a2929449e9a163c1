"""The buttons of a claim's card, of its private copies, and of what a claimant is asked."""

from collections.abc import Sequence
from decimal import Decimal

from bot.domain.points.claim import ClaimState
from bot.domain.points.item import Item, ItemKind
from bot.i18n import N_, Language
from bot.services.claim_view import View
from bot.services.decisions import standing_decision
from bot.services.letters import Key
from storage.persons import Person
from storage.steps import Step

APPROVE = N_("✅ Approve")
APPROVE_FOR = N_("✅ {points}")
RETURN = N_("↩️ Return")
REJECT = N_("❌ Reject")
ADD = N_("📎 Add evidence")
WITHDRAW = N_("🗑 Withdraw")
UNDO = N_("↺ Undo")
CONFIRM = N_("👍 That is right")
DISPUTE = N_("👎 I dispute it")


def public_keys(view: View, speech: Language) -> list[list[Key]]:
    """Answer the buttons of the public card."""
    level, head, tail = view.claim.level_no, f"c:{view.id}:", f":{view.rev}"

    def key(label: str, verb: str) -> Key:
        return Key(label=speech.plain(label), data=head + verb + tail)

    match ClaimState(view.claim.state):
        case ClaimState.IN_REVIEW:
            decide = [key(APPROVE, "a"), key(RETURN, "b"), key(REJECT, "r")]
            return [decide, [key(ADD, "e"), key(WITHDRAW, "w") if level == 0 else key(UNDO, "u")]]
        case ClaimState.RETURNED:
            return [[key(ADD, "e"), key(WITHDRAW, "w")], [key(UNDO, "u")]]
        case ClaimState.APPROVED | ClaimState.REJECTED:
            return [[key(UNDO, "u")]]
        case _:
            return []


def private_keys(view: View, speech: Language, person: Person, told: Sequence[Step] = ()) -> list[list[Key]]:
    """Answer the buttons of a private copy: to decide for who may, to undo for who just did."""
    lead, head, tail = view.claim, f"c:{view.id}:", f":{view.rev}"

    def key(label: str, verb: str, **facts: object) -> Key:
        return Key(label=speech.plain(label, **facts), data=head + verb + tail)

    if person.id in view.reviewers:
        approve = [key(APPROVE, "a")]
        if view.item.kind is ItemKind.RANGE and lead.level_no == 0:
            approve = [
                key(APPROVE_FOR, f"a{int(points * 100)}", points=points)
                for points in _offers(view.item, lead.requested)
            ]
        return [approve, [key(RETURN, "b"), key(REJECT, "r")]]
    standing = standing_decision(told)
    return [[key(UNDO, "u")]] if standing is not None and standing.step.reviewer_id == person.id else []


def _offers(item: Item, proposed: Decimal) -> list[Decimal]:
    low, high = item.minimum or Decimal(0), item.maximum or Decimal(0)
    middle = ((low + high) / 2).quantize(Decimal("0.01"))
    return sorted({low, middle, high, proposed})
