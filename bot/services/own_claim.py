"""A filed claim in the hands of its people: taken back, given more evidence, sent in again."""

from bot.domain.points.claim import ClaimState
from bot.domain.points.text import clean_text
from bot.domain.refusals import bad_state, not_your_claim, stale_card, too_many_files
from bot.services import card, confirmation, form_result, people
from bot.services.claim_view import View, look
from bot.services.desk import Desk
from bot.services.evidence import MOST_FILES, Piece, attach, keep, media_of
from storage import claims, evidence, steps
from storage.claims import Claim
from storage.persons import Person

OPEN = frozenset({ClaimState.IN_REVIEW, ClaimState.RETURNED})
WITHDRAWABLE = OPEN | {ClaimState.AWAITING_MEMBER, ClaimState.DISPUTED}


def own_parts(desk: Desk, person: Person, view: View, claim: Claim) -> list[Claim]:
    """Answer the claims on a card that a person may change: all for who filed it, else the person's own.

    What the office entered is the office's to change.

    Raises:
        Refusal: ``NOT_YOUR_CLAIM``.
    """
    named = view.batch if claim.id == view.id else [claim]
    if claim.source == "office":
        mine = named if people.may_enter(desk, person, view.branch) or person.id == claim.submitter_id else []
    elif person.id == claim.submitter_id:
        mine = named
    else:
        mine = [part for part in named if part.subject_kind != "branch" and part.subject_id == person.id]
    if not mine:
        raise not_your_claim(claim.id)
    return mine


def withdraw(desk: Desk, person: Person, claim: Claim) -> Claim:
    """Take back a claim before the first approval: who filed it for several takes back all, the others their own.

    Raises:
        Refusal: ``NOT_YOUR_CLAIM``, ``BAD_STATE``, ``STALE_CARD``.
    """
    view = look(desk, claim)
    mine = own_parts(desk, person, view, claim)
    parts = [part for part in mine if part.state in WITHDRAWABLE and part.level_no == 0]
    if not parts:
        raise bad_state(mine[0].id, mine[0].state)
    for part in parts:
        if not claims.change(desk.tx, part.id, from_rev=part.rev, state="withdrawn", decided_at=desk.now):
            raise stale_card()
        steps.add(
            desk.tx,
            claim_id=part.id,
            rev=part.rev + 1,
            level=0,
            role="",
            reviewer_id=person.id,
            verdict="withdraw",
            now=desk.now,
        )
    after = card.publish(desk, claims.known(desk.tx, view.id))
    if claim.source == "office":
        confirmation.rewrite(desk, after)
    for part in after.batch:
        form_result.decided(desk, part)
    return claims.known(desk.tx, parts[0].id)


def add_evidence(desk: Desk, person: Person, claim: Claim, pieces: tuple[Piece, ...], note: str = "") -> Claim:
    """Add evidence to an own claim, for all on its card; a returned one goes back to the first level of review.

    Raises:
        Refusal: ``NOT_YOUR_CLAIM``, ``BAD_STATE``, ``STALE_CARD``, ``TOO_MANY_FILES``.
    """
    view = look(desk, claim)
    check_addable(desk, person, view, claim)
    if evidence.count(desk.tx, view.id) + len(pieces) > MOST_FILES:
        raise too_many_files(MOST_FILES)
    note = clean_text(note)
    for part in view.batch:
        attach(desk, part.id, person.id, pieces, note)
        if part.state == ClaimState.RETURNED:
            _back_into_review(desk, person, part)
    after = card.publish(desk, claims.known(desk.tx, view.id))
    card.show_more(desk, after, media_of(pieces))
    return after.claim


def _back_into_review(desk: Desk, person: Person, part: Claim) -> None:
    changed = claims.change(
        desk.tx,
        part.id,
        from_rev=part.rev,
        state=ClaimState.IN_REVIEW.value,
        level_no=0,
        chain=[],
        level_since=desk.now,
        decided_at=None,
    )
    if not changed:
        raise stale_card()
    steps.add(
        desk.tx,
        claim_id=part.id,
        rev=part.rev + 1,
        level=0,
        role="",
        reviewer_id=person.id,
        verdict="submit",
        now=desk.now,
        points=part.requested,
    )


def check_addable(desk: Desk, person: Person, view: View, claim: Claim) -> None:
    """Insist that a person can add evidence to a claim.

    Raises:
        Refusal: ``NOT_YOUR_CLAIM``, ``BAD_STATE``.
    """
    own_parts(desk, person, view, claim)
    if view.claim.state not in OPEN:
        raise bad_state(claim.id, view.claim.state)


def album_part(desk: Desk, person: Person | None, piece: Piece) -> Claim | None:
    """Keep a part of an album for its claim, which may come before or after it; answer the claim if it is there."""
    filed = claims.by_album(desk.tx, piece.media_group or "")
    person_id = person.id if person else None
    own = next((claim for claim in filed if piece.chat_id == claim.chat_id or claim.submitter_id == person_id), None)
    if own is None:
        keep(desk, person_id, piece)
        return None
    for part in claims.batch(desk.tx, own.batch_id) if own.batch_id else [own]:
        attach(desk, part.id, own.submitter_id, (piece,))
    card.show_more(desk, card.publish(desk, own), media_of((piece,)))
    return own
