"""The review desk: a page of the queue with everything a decision needs, and many decisions at once.

It decides by the services of the buttons: the same rights, the same steps, the same cards. A form of the page has a
number of its own, so that a press that arrives twice decides once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.refusals import Refusal
from bot.i18n import N_, Html, Language, points_text
from bot.services import card_text, claim_view, pending, review, words
from bot.services.claim_view import View
from bot.services.desk import Desk
from storage import evidence, persons
from storage.evidence import Evidence
from storage.persons import Person

PAGE = 20
PICTURES = frozenset({"photo"})
DONE = {
    "approve": N_("#{id}: approved."),
    "return": N_("#{id}: returned. The claimant was told."),
    "reject": N_("#{id}: not approved. The claimant was told."),
    "undo": N_("#{id}: undone."),
}
ACTS = frozenset(DONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A claim as the desk shows it.

    Attributes:
        id: Number of its card.
        rev: Its revision: a decision on an older one is refused.
        title: Who and what.
        points: What is asked for.
        waited: Since when.
        branch: Whose.
        text: Everything else, as its reviewers read it.
        photos: Numbers of its photos.
        others: How many other pieces there are, which stand in the chat.
    """

    id: int
    rev: int
    title: str
    points: str
    waited: str
    branch: str
    text: Html
    photos: Sequence[int]
    others: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the queue."""

    cards: Sequence[Card]
    count: int
    number: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a claim: a sentence, and whether it was done."""

    id: int
    text: Html
    done: bool


def page(desk: Desk, person: Person, number: int, speech: Language) -> Page:
    """Answer a page of what waits for a person, the longest waiting first."""
    views = pending.queue(desk, person)
    pages = max(1, -(-len(views) // PAGE))
    number = min(max(0, number), pages - 1)
    here = views[number * PAGE : (number + 1) * PAGE]
    return Page(cards=[_card(desk, view, speech) for view in here], count=len(views), number=number, pages=pages)


def _card(desk: Desk, view: View, speech: Language) -> Card:
    pieces = evidence.of_claim(desk.tx, view.id)
    photos = [piece.id for piece in pieces if piece.kind in PICTURES and piece.file_id]
    return Card(
        id=view.id,
        rev=view.rev,
        title=title(view, speech),
        points=points_text(view.claim.requested, sign=True),
        waited=pending.age_text(desk, view, speech),
        branch=view.branch.name,
        text=card_text.private_text(desk, view, speech, pieces),
        photos=photos,
        others=sum(1 for piece in pieces if piece.file_id) - len(photos),
    )


def title(view: View, speech: Language) -> str:
    """Answer whose claim it is, and what for."""
    names = speech.listing(subject.name for subject in view.subjects)
    return f"{names} · {view.item.code} {words.item_name(view.item, speech)}"


def photo(desk: Desk, person: Person, claim_id: int, piece_id: int) -> Evidence | None:
    """Answer a photo of a claim that waits for a person's decision; None for any other.

    Raises:
        Refusal: ``NO_SUCH_CLAIM``.
    """
    claim = review.find(desk, person, claim_id)
    if person.id not in claim_view.look(desk, claim).reviewers:
        return None
    found = next((piece for piece in evidence.of_claim(desk.tx, claim.id) if piece.id == piece_id), None)
    return found if found is not None and found.kind in PICTURES and found.file_id else None


def decide(
    desk: Desk, person: Person, do: str, wanted: Mapping[int, int | None], *, reason: str, speech: Language
) -> list[Outcome]:
    """Decide on several claims; one that is refused harms no other.

    Args:
        desk: Where it is decided.
        person: Who decides.
        do: One of `ACTS`.
        wanted: Number of each card, and its revision as the page showed it.
        reason: For return and reject.
        speech: In whose words it is told.
    """
    told = []
    for number, rev in wanted.items():
        try:
            claim = review.find(desk, person, number)
            with desk.tx.all_or_nothing():
                if do == "undo":
                    review.undo(desk, person, claim)
                else:
                    review.decide(desk, person, claim, do, reason=reason, rev=rev)
        except Refusal as refusal:
            told.append(Outcome(id=number, text=speech.say(refusal.text, **refusal.facts), done=False))
        else:
            told.append(Outcome(id=number, text=speech.say(DONE[do], id=number), done=True))
    return told


def reader(desk: Desk, person_id: int) -> Person:
    """Answer whose desk it is."""
    return persons.get(desk.tx, person_id)
