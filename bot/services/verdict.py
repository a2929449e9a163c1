"""Verdicts as those concerned hear them, privately: what was decided, why, by whom, and what is possible next."""

from collections.abc import Iterable, Iterator, Sequence

from bot.domain.points.claim import ClaimState
from bot.domain.points.item import ItemKind
from bot.domain.points.number import ZERO
from bot.i18n import N_, Html, Language, points_text
from bot.services import card_keys, words
from bot.services.card_text import by_whom
from bot.services.claim_view import View
from bot.services.desk import Desk
from bot.services.letters import Key, PrivateLetter, post
from storage import ledger, persons
from storage.claims import Claim
from storage.orgs import Org
from storage.persons import Person

APPROVED = N_("✅ #{id} {item}: {points} booked for {month}. Decided by {reviewer}.")
APPROVED_CAPPED = N_(
    "✅ #{id} {item}: {points} booked for {month}. The item's cap of {cap} kept back {overflow}. Decided by {reviewer}."
)
DEDUCTED = N_(
    "#{id} {item}: {points} booked for {month}.\nReason: {note}\nEntered by {submitter}, decided by {reviewer}. "
    "If you see it differently, talk to your secretary, or object with /appeal while the month is laid open."
)
DECLARED = N_(
    "#{id} {item}: {points} booked for {month}, as you declared it.\nReason: {note}\nDecided by {reviewer}. "
    "If you see it differently, please talk to your secretary."
)
ZEROED = N_(
    "#{id} {item}: {month} counts as zero.\nReason: {note}\nEntered by {submitter}, decided by {reviewer}. "
    "If you see it differently, talk to your secretary, or object with /appeal while the month is laid open."
)
REJECTED = N_(
    "❌ #{id} {item} was not approved, nothing is booked.\nReason: {reason}\nDecided by {reviewer}.\n"
    "A new claim with better evidence is possible; if you see it differently, object with /appeal while the month "
    "is laid open."
)
RETURNED = N_(
    "↩️ #{id} {item} was returned to you.\nWhat is missing: {reason}\nAsked by {reviewer}.\n"
    "Add it with 📎 and the claim goes back into review, or withdraw it with 🗑."
)
UNDONE = N_("↺ The decision on #{id} {item} was undone by {reviewer}; the claim is in review again.")
TAKEN_BACK = N_(
    "#{id} {item}: the {points} were taken back by a reversing entry.\nReason: {reason}\nDecided by {reviewer}. "
    "If you see it differently, talk to your secretary, or object with /appeal while the month is laid open."
)
FOUND_FALSE = N_(
    "🎲 #{id} {item}: a spot check found it not true, so the {points} were taken back by a reversing entry.\n"
    "Reason: {reason}\nChecked by {reviewer}. "
    "If you see it differently, talk to your secretary, or object with /appeal while the month is laid open."
)


def tell(desk: Desk, view: View, person: Person, decided: Sequence[Claim], reason: str) -> None:
    """Tell everybody concerned how their claims were decided; a step on the way says nothing to them."""
    for claim, receiver in _concerned(desk, view, decided):
        state = ClaimState(claim.state)
        own = receiver.id != claim.submitter_id
        if state is ClaimState.IN_REVIEW or (state is ClaimState.RETURNED and claim.source == "office" and own):
            continue
        speech = desk.speaks(receiver)
        keys: list[list[Key]] = []
        if state is ClaimState.RETURNED:
            keys = [[own_key(speech, card_keys.ADD, claim, "e"), own_key(speech, card_keys.WITHDRAW, claim, "w")]]
        text = _text(desk, view, claim, speech, person=person, reason=reason)
        _send(desk, view.branch, receiver, text, keys)


def _concerned(desk: Desk, view: View, parts: Iterable[Claim]) -> Iterator[tuple[Claim, Person]]:
    """Pair each beneficiary with the own claim, and who filed for others once with the first."""
    parts = list(parts)
    told = set()
    for claim in parts:
        if claim.subject_kind != "branch":
            told.add(claim.subject_id)
            yield claim, persons.get(desk.tx, claim.subject_id)
    first = parts[0]
    open_to_all = first.state == ClaimState.APPROVED and view.batch[0].chat_id is not None and not view.private
    if first.submitter_id not in told and (first.subject_kind == "branch" or not open_to_all):
        yield first, persons.get(desk.tx, first.submitter_id)


def _text(desk: Desk, view: View, claim: Claim, speech: Language, *, person: Person, reason: str) -> Html:
    facts: dict[str, object] = {
        "id": claim.id,
        "item": words.item_name(view.item, speech),
        "reviewer": by_whom(desk, person.id, _in_place_of(view, person), speech),
        "reason": reason,
        "note": claim.note,
        "submitter": persons.get(desk.tx, claim.submitter_id).name,
    }
    if claim.state != ClaimState.APPROVED:
        return speech.say(RETURNED if claim.state == ClaimState.RETURNED else REJECTED, **facts)
    entry = next((entry for entry in reversed(ledger.of_claim(desk.tx, claim.id)) if entry.reverses is None), None)
    credited = claim.credited or ZERO
    facts |= {"points": points_text(credited, sign=True), "month": speech.month(entry.period) if entry else ""}
    if view.item.kind is ItemKind.ZERO:
        return speech.say(ZEROED, **facts)
    if view.private:
        return speech.say(DECLARED if claim.source == "form" else DEDUCTED, **facts)
    if credited < claim.requested:
        return speech.say(APPROVED_CAPPED, overflow=claim.requested - credited, cap=view.item.cap, **facts)
    return speech.say(APPROVED, **facts)


def _in_place_of(view: View, person: Person) -> str | None:
    return view.levels[0].delegates.get(str(person.id)) if view.levels else None


def tell_undone(desk: Desk, view: View, person: Person, parts: Sequence[Claim]) -> None:
    """Tell those who had heard of a decision that it was taken back; `parts` are as they were before."""
    for claim, receiver in _concerned(desk, view, parts):
        if claim.state == ClaimState.IN_REVIEW:
            continue
        speech = desk.speaks(receiver)
        item = words.item_name(view.item, speech)
        _send(desk, view.branch, receiver, speech.say(UNDONE, id=claim.id, item=item, reviewer=person.name))


def tell_void(desk: Desk, view: View, person: Person, claim: Claim, reason: str, *, checked: bool = False) -> None:
    """Tell those concerned that what a claim booked was taken back: by two of the office, or after a spot check."""
    for _, receiver in _concerned(desk, view, [claim]):
        speech = desk.speaks(receiver)
        text = speech.say(
            FOUND_FALSE if checked else TAKEN_BACK,
            id=claim.id,
            item=words.item_name(view.item, speech),
            points=points_text(claim.credited or ZERO, sign=True),
            reason=reason,
            reviewer=person.name,
        )
        _send(desk, view.branch, receiver, text)


def own_key(speech: Language, label: str, claim: Claim, verb: str) -> Key:
    """Answer a button for the claimant that outlives changes of the card: it carries no revision."""
    return Key(label=speech.plain(label), data=f"c:{claim.id}:{verb}:-")


def _send(desk: Desk, branch: Org, receiver: Person, text: Html, keys: Sequence[Sequence[Key]] = ()) -> None:
    if receiver.telegram_id is not None:
        letter = PrivateLetter(to=receiver.telegram_id, text=text, keyboard=keys, about=branch, silent=True)
        post(desk, letter)
