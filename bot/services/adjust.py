"""Adjustments: the office asks to take back what a claim booked; it happens when a second person agrees (2.2-3)."""

from bot.domain.points.text import REASON_LIMIT, clean_text
from bot.domain.refusals import already_asked, no_right, reason_required, stale_card
from bot.i18n import N_, Html, Language, points_text
from bot.services import asked, claim_view, people, review, words
from bot.services.claim_view import View
from bot.services.desk import Desk
from bot.services.letters import Key, Keyboard, Lane, PrivateLetter, post
from storage import adjustments, audit, claims, persons
from storage.adjustments import Adjustment
from storage.claims import Claim
from storage.persons import Person

ASK = N_(
    "{name} asks to take back what #{id} booked: {subject}, {code} {item}, {points}.\nReason: {reason}\n"
    "It happens only if a second person agrees. Do you?"
)
AGREE = N_("✅ Take it back")
DECLINE = N_("❌ Leave it")
OUTCOME = {
    "done": N_("#{id} was taken back. Asked by {name}, agreed by {by}.\nReason: {reason}"),
    "declined": N_("#{id} stays booked. Taking it back was asked by {name} and declined by {by}.\nReason: {reason}"),
}


def ask(desk: Desk, person: Person, claim: Claim, reason: str) -> list[Person]:
    """Ask that what a claim booked be taken back; answer who may agree.

    Raises:
        Refusal: ``NO_RIGHT``, ``BAD_STATE``, ``REASON_REQUIRED``, ``ALREADY_ASKED``, ``NO_REVIEWER``.
    """
    view = claim_view.look(desk, claim, alone=True)
    if not people.may_enter(desk, person, view.branch):
        raise no_right(people.entering_roles(desk, view.branch))
    review.need_approved(claim)
    reason = clean_text(reason, REASON_LIMIT)
    if not reason:
        raise reason_required(claim.id)
    if adjustments.waiting_for(desk.tx, claim.id) is not None:
        raise already_asked(claim.id)
    agreeing = _who_may(desk, view, person)
    number = adjustments.add(desk.tx, claim_id=claim.id, asked_by=person.id, reason=reason, now=desk.now)
    audit.add(desk.tx, now=desk.now, actor_id=person.id, action="adjust", what=f"claim {claim.id}", after="asked")

    def question(speech: Language) -> tuple[Html, Keyboard]:
        keys = [
            Key(label=speech.plain(AGREE), data=f"d:{number}:y"),
            Key(label=speech.plain(DECLINE), data=f"d:{number}:n"),
        ]
        return speech.say(ASK, name=person.name, reason=reason, **_facts(view, claim, speech)), [keys]

    asked.ask_all(desk, view.branch, _prefix(number), agreeing, question)
    return agreeing


def _facts(view: View, claim: Claim, speech: Language) -> dict[str, object]:
    subjects = {part.id: who.name for part, who in zip(view.batch, view.subjects, strict=True)}
    credited = points_text(claim.credited or claim.requested, sign=True)
    item = words.item_name(view.item, speech)
    return {"id": claim.id, "subject": subjects[claim.id], "code": view.item.code, "item": item, "points": credited}


def _who_may(desk: Desk, view: View, asker: Person) -> list[Person]:
    """Answer who may agree: reviewers of the item in order, else the secretary; nobody with a part in it, nor who asks.

    Raises:
        Refusal: ``NO_REVIEWER``.
    """
    roles = (*claim_view.roles_asked(view.rules, view.item), "secretary", *view.rules.scheme.fallback_chain)
    return asked.second_persons(desk, view.branch, roles, excluded=(asker.id, *view.owners))


def answer(desk: Desk, person: Person, number: int, *, agree: bool) -> Adjustment:
    """Agree, and it is taken back at once; or decline, and everything stays. The asker is told.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``, ``BAD_STATE``.
    """
    wish = adjustments.get(desk.tx, number)
    claim = claims.get(desk.tx, wish.claim_id) if wish is not None else None
    if wish is None or claim is None:
        raise stale_card()
    asker = persons.get(desk.tx, wish.asked_by)
    view = claim_view.look(desk, claim, alone=True)
    if all(other.id != person.id for other in _who_may(desk, view, asker)):
        raise no_right(claim_view.roles_asked(view.rules, view.item))
    state = "done" if agree else "declined"
    if not adjustments.decide(desk.tx, number, state=state, by=person.id, now=desk.now):
        raise stale_card()
    if agree:
        review.void(desk, person, claim, reason=wish.reason, asked_by=asker)
    audit.add(desk.tx, now=desk.now, actor_id=person.id, action="adjust", what=f"claim {claim.id}", after=state)
    _close(desk, view, wish, asker, by=person, state=state)
    return wish


def _close(desk: Desk, view: View, wish: Adjustment, asker: Person, *, by: Person, state: str) -> None:
    """Bring every copy of the question to its outcome, and tell who asked."""

    def outcome(speech: Language) -> tuple[Html, Keyboard]:
        return speech.say(OUTCOME[state], id=wish.claim_id, name=asker.name, by=by.name, reason=wish.reason), ()

    asked.close_all(desk, view.branch, _prefix(wish.id), outcome)
    if asker.telegram_id is not None:
        text, _ = outcome(desk.speaks(asker))
        post(desk, PrivateLetter(to=asker.telegram_id, text=text, lane=Lane.CARD, about=view.branch, silent=True))


def _prefix(number: int) -> str:
    return f"adjust:{number}"
