"""Claims: from what somebody wrote to a filed claim, or to the one question that is missing."""

from dataclasses import asdict, dataclass, field, replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from bot.domain.organisation.roles import SUBMIT_FOR_OTHERS
from bot.domain.points.claim import ClaimState, ClaimText, parse_claim
from bot.domain.points.item import Item, ItemKind, item_points
from bot.domain.points.text import clean_text, split_people
from bot.domain.refusals import (
    bad_state,
    cannot_submit_for_others,
    item_is_deduction,
    item_not_claimable,
    item_not_for_you,
    not_your_claim,
    stale_card,
)
from bot.services import card, people
from bot.services.desk import Desk
from bot.services.letters import Media
from bot.services.rulebook import Rules, current, find_item, in_force
from storage import chats, claims, evidence, persons, steps
from storage.claims import Claim
from storage.orgs import Org
from storage.persons import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece of evidence as it came with a message."""

    kind: str
    file_id: str | None
    unique_id: str | None
    chat_id: int
    message_id: int
    media_group: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a person asks for, so far; kept as a draft while something is missing.

    Attributes:
        text: The command, caption or trigger as written.
        chat_id: Where it was written.
        message_id: Which message it was.
        today: The day on which it was written, so that 'yesterday' keeps its meaning.
        level: A level chosen afterwards.
        confirmed: Whether the person said that it is no duplicate.
        media_group: The album it belongs to.
        pieces: Evidence so far.
    """

    text: str
    chat_id: int
    message_id: int | None
    today: str
    level: str | None = None
    confirmed: bool = False
    media_group: str | None = None
    pieces: tuple[Piece, ...] = field(default=())

    def to_json(self) -> dict[str, Any]:
        """Write it for the drafts."""
        return asdict(self)

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> "Request":
        """Read it back."""
        return cls(**{**facts, "pieces": tuple(Piece(**piece) for piece in facts["pieces"])})


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """The one thing that is asked for: level, evidence, or a word that it is no duplicate."""

    what: str
    item: Item
    same_as: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A request that was read and found allowed."""

    branch: Org
    rules: Rules
    item: Item
    text: ClaimText
    subjects: tuple[tuple[str, int], ...]
    requested: Decimal


def attempt(desk: Desk, branch: Org, person: Person, request: Request) -> Claim | Missing:
    """File a request if it is complete, else answer what is missing.

    Raises:
        Refusal: What the person must change.
    """
    rules, item, read = _read(desk, branch, request)
    if item.negative:
        raise item_is_deduction(item.code)
    if not item.claimable:
        raise item_not_claimable(item.code)
    subjects, note = _subjects(desk, branch, rules, item, person=person, note=read.note)
    read = replace(read, note=note)
    if item.kind is ItemKind.TIER and read.level is None:
        return Missing(what="level", item=item)
    wish = Wish(
        branch=branch,
        rules=rules,
        item=item,
        text=read,
        subjects=subjects,
        requested=_requested(item, read),
    )
    attached = len(request.pieces) or _waiting_parts(desk, request)
    if item.lacks_evidence(note=read.note, attachments=attached):
        return Missing(what="evidence", item=item)
    same = claims.same(desk.tx, _sameness(wish, *subjects[0])) if not request.confirmed else None
    if same is not None:
        return Missing(what="confirm", item=item, same_as=same)
    return _file(desk, wish, person, request)


def _read(desk: Desk, branch: Org, request: Request) -> tuple[Rules, Item, ClaimText]:
    today = date.fromisoformat(request.today)
    rules = current(desk, branch)
    items = rules.scheme.items
    levels = {level for item in items.values() for level in item.tiers}
    read = parse_claim(
        request.text,
        today=today,
        is_range=lambda code: code in items and items[code].kind is ItemKind.RANGE,
        codes=items.keys(),
        levels=levels,
    )
    rules = in_force(desk, branch, read.occurred_on)
    if request.level:
        read = replace(read, level=request.level)
    return rules, find_item(rules, read.code), read


def _requested(item: Item, read: ClaimText) -> Decimal:
    """Answer the points asked for; of a range without a proposal its most, for the reviewer to decide."""
    claimed = read.proposed if read.proposed is not None else item.maximum
    return item_points(item, quantity=read.quantity, level=read.level, claimed=claimed)


def _subjects(
    desk: Desk, branch: Org, rules: Rules, item: Item, *, person: Person, note: str
) -> tuple[tuple[tuple[str, int], ...], str]:
    names, rest = split_people(note)
    known = {member.name for member in persons.roster(desk.tx, branch.id)}
    if names and any(name in known for name in names):
        if not people.roles_in(desk, person, branch) & set(SUBMIT_FOR_OTHERS):
            raise cannot_submit_for_others(SUBMIT_FOR_OTHERS)
        beneficiaries, note = [people.find_member(desk, branch, name) for name in names], rest
    else:
        beneficiaries = [person]
    found = []
    for beneficiary in beneficiaries:
        roles = people.roles_in(desk, beneficiary, branch)
        kind = people.subject_kind(roles, item.who, rules.scheme.subjects)
        if kind is None:
            raise item_not_for_you(item.code, item.who)
        found.append((kind, branch.id if kind == "branch" else beneficiary.id))
    return tuple(dict.fromkeys(found)), note


def _sameness(wish: Wish, kind: str, subject_id: int) -> str:
    note = sha256(wish.text.note.encode()).hexdigest()
    parts = (wish.branch.id, kind, subject_id, wish.item.code, wish.text.occurred_on.isoformat(), wish.text.level, note)
    return sha256("|".join(str(part) for part in parts).encode()).hexdigest()


def _waiting_parts(desk: Desk, request: Request) -> int:
    if request.media_group is None:
        return 0
    return len(evidence.loose(desk.tx, request.chat_id, request.media_group))


def _file(desk: Desk, wish: Wish, person: Person, request: Request) -> Claim:
    chat_id = home_chat(desk, wish.branch, request.chat_id)
    first: int | None = None
    for kind, subject_id in wish.subjects:
        claim_id = claims.add(
            desk.tx,
            branch_id=wish.branch.id,
            scheme_id=wish.rules.id,
            item=wish.item.code,
            subject_kind=kind,
            subject_id=subject_id,
            submitter_id=person.id,
            occurred_on=wish.text.occurred_on,
            quantity=wish.text.quantity,
            level=wish.text.level,
            requested=wish.requested,
            state=ClaimState.IN_REVIEW.value,
            chain=[],
            note=wish.text.note,
            sameness=_sameness(wish, kind, subject_id),
            source="chat",
            batch_id=first,
            chat_id=chat_id,
            message_id=request.message_id if chat_id == request.chat_id else None,
            media_group=request.media_group,
            filed_at=desk.now,
            level_since=desk.now,
            created_at=desk.now,
        )
        if first is None:
            first = claim_id
            if len(wish.subjects) > 1:
                claims.set_batch(desk.tx, claim_id)
        steps.add(
            desk.tx,
            claim_id=claim_id,
            rev=0,
            level=0,
            role="",
            reviewer_id=person.id,
            verdict="submit",
            now=desk.now,
            points=wish.requested,
        )
        attach(desk, claim_id, person.id, request.pieces)
    claim = known(desk, first or 0)
    if request.media_group is not None:
        evidence.attach_album(desk.tx, request.chat_id, request.media_group, claim.id)
    card.publish(desk, claim, new=True)
    return claim


def home_chat(desk: Desk, branch: Org, chat_id: int) -> int | None:
    """Answer the group that shows a claim's card: where it was written, else the branch's first."""
    bound = chats.of_org(desk.tx, branch.id)
    if any(chat.id == chat_id for chat in bound):
        return chat_id
    return bound[0].id if bound else None


def attach(desk: Desk, claim_id: int, person_id: int, pieces: tuple[Piece, ...]) -> None:
    """Give evidence to a claim."""
    for piece in pieces:
        evidence.add(
            desk.tx,
            claim_id=claim_id,
            person_id=person_id,
            kind=piece.kind,
            file_id=piece.file_id,
            unique_id=piece.unique_id,
            chat_id=piece.chat_id,
            message_id=piece.message_id,
            media_group=piece.media_group,
            now=desk.now,
        )


def known(desk: Desk, claim_id: int) -> Claim:
    """Answer a claim that is known to exist."""
    claim = claims.get(desk.tx, claim_id)
    if claim is None:
        raise LookupError(f"claim {claim_id} was referred to and does not exist")
    return claim


def need_own(desk: Desk, person: Person, claim: Claim) -> None:
    """Insist that a claim is a person's own: as beneficiary or as submitter.

    Raises:
        Refusal: ``NOT_YOUR_CLAIM``.
    """
    del desk  # every owner is written on the claim
    if person.id != claim.submitter_id and (claim.subject_kind == "branch" or person.id != claim.subject_id):
        raise not_your_claim(claim.id)


def withdraw(desk: Desk, person: Person, claim: Claim) -> Claim:
    """Take back a claim before the first approval; a batch goes together.

    Raises:
        Refusal: ``NOT_YOUR_CLAIM``, ``BAD_STATE``, ``STALE_CARD``.
    """
    need_own(desk, person, claim)
    batch = claims.batch(desk.tx, claim.batch_id) if claim.batch_id else [claim]
    for part in batch:
        if part.state not in {ClaimState.IN_REVIEW, ClaimState.RETURNED} or part.level_no > 0:
            raise bad_state(part.id, part.state)
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
    claim = known(desk, batch[0].id)
    card.publish(desk, claim)
    return claim


def add_evidence(desk: Desk, person: Person, claim: Claim, pieces: tuple[Piece, ...], note: str = "") -> Claim:
    """Add evidence to an own claim; a returned one goes back into review, and earlier approvals are asked again.

    Raises:
        Refusal: ``NOT_YOUR_CLAIM``, ``BAD_STATE``, ``STALE_CARD``.
    """
    need_own(desk, person, claim)
    need_open(claim)
    attach(desk, claim.id, person.id, pieces)
    if note := clean_text(note):
        evidence.add(
            desk.tx,
            claim_id=claim.id,
            person_id=person.id,
            kind="text",
            file_id=None,
            unique_id=None,
            chat_id=0,
            message_id=0,
            media_group=None,
            now=desk.now,
            note=note,
        )
    back = claim.state == ClaimState.RETURNED
    batch = claims.batch(desk.tx, claim.batch_id) if claim.batch_id else [claim]
    for part in batch:
        changed = claims.change(
            desk.tx,
            part.id,
            from_rev=part.rev,
            state=ClaimState.IN_REVIEW.value,
            level_no=0,
            chain=[],
            level_since=desk.now,
        )
        if not changed:
            raise stale_card()
        if back:
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
    claim = known(desk, batch[0].id)
    card.show_more(desk, card.publish(desk, claim), media(pieces))
    return claim


def album_part(desk: Desk, person: Person | None, piece: Piece) -> Claim | None:
    """Keep a part of an album for its claim, which may come before or after it; answer the claim if it is there."""
    filed = claims.by_album(desk.tx, piece.media_group or "")
    person_id = person.id if person else None
    own = next((claim for claim in filed if piece.chat_id == claim.chat_id or claim.submitter_id == person_id), None)
    if own is None:
        evidence.add(
            desk.tx,
            claim_id=None,
            person_id=person.id if person else None,
            kind=piece.kind,
            file_id=piece.file_id,
            unique_id=piece.unique_id,
            chat_id=piece.chat_id,
            message_id=piece.message_id,
            media_group=piece.media_group,
            now=desk.now,
        )
        return None
    attach(desk, own.id, own.submitter_id, (piece,))
    view = card.publish(desk, known(desk, own.batch_id or own.id))
    card.show_more(desk, view, media((piece,)))
    return own


def media(pieces: tuple[Piece, ...]) -> list[Media]:
    """Answer the files among pieces of evidence."""
    return [Media(kind=piece.kind, file_id=piece.file_id) for piece in pieces if piece.file_id]


def need_open(claim: Claim) -> None:
    """Insist that a claim can still be added to.

    Raises:
        Refusal: ``BAD_STATE``.
    """
    if claim.state not in {ClaimState.IN_REVIEW, ClaimState.RETURNED}:
        raise bad_state(claim.id, claim.state)
