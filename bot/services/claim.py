"""Claims: from what somebody wrote to a filed claim, or to the one question that is missing."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from rapidfuzz.distance import Levenshtein

from bot.domain.organisation.roles import SUBMIT_FOR_OTHERS
from bot.domain.points.claim import LEVEL_WORDS, ClaimState, ClaimText, parse_claim
from bot.domain.points.item import Item, ItemKind, item_points
from bot.domain.points.text import normalise_text, split_people
from bot.domain.refusals import (
    cannot_submit_for_others,
    item_is_deduction,
    item_not_claimable,
    item_not_for_you,
    unknown_person,
)
from bot.services import card, people
from bot.services.desk import Desk
from bot.services.evidence import Piece, album, attach, once, waiting_parts
from bot.services.rulebook import Rules, current, find_item, in_force
from storage import chats, claims, persons, rosters, slots, steps
from storage.claims import Claim
from storage.evidence import Evidence
from storage.orgs import Org
from storage.persons import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a person asks for, so far; kept as a draft while something is missing.

    Attributes:
        text: The command, caption or trigger as written, without its first word.
        chat_id: Where it was written.
        message_id: Which message it was.
        thread_id: The forum topic it was written in, 0 for General.
        today: The day on which it was written, so that 'yesterday' keeps its meaning.
        verb: claim, award, deduct, activity or declare.
        level: A level chosen afterwards.
        confirmed: Whether the person said that it is no duplicate.
        chosen: Name to the id of the namesake who was meant.
        asked: What was asked for last: item, level, note, evidence, confirm, person.
        media_group: The album it belongs to.
        pieces: Evidence so far.
        card_at: The bot's question in the group, which the card replaces.
        about: What it is for, where its verb needs one: the month of a declaration form.
    """

    text: str
    chat_id: int
    message_id: int | None
    today: str
    verb: str = "claim"
    level: str | None = None
    confirmed: bool = False
    chosen: dict[str, int] = field(default_factory=dict)
    asked: str = ""
    media_group: str | None = None
    pieces: tuple[Piece, ...] = field(default=())
    card_at: int | None = None
    thread_id: int = 0
    about: str = ""

    def to_json(self) -> dict[str, Any]:
        """Write it for the drafts."""
        return asdict(self)

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> "Request":
        """Read it back."""
        return cls(**{**facts, "pieces": tuple(Piece(**piece) for piece in facts["pieces"])})

    def answered(self, text: str, levels: Iterable[str]) -> "Request":
        """Answer the request with the words that came for what was asked."""
        word = normalise_text(text).strip()
        level = LEVEL_WORDS.get(word.lower()) or (word if word in set(levels) else None)
        if self.asked == "level" and level is not None:
            return replace(self, level=level)
        return replace(self, text=f"{self.text} {text}".strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """The one thing that is asked for: level, a note, evidence, which namesake, or a word that it is no duplicate."""

    what: str
    item: Item
    same_as: int | None = None
    name: str = ""
    namesakes: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What was done, by whom, and where it was told: everything that becomes a claim, or one for each of several."""

    branch: Org
    rules: Rules
    item: Item
    subjects: tuple[tuple[str, int], ...]
    occurred_on: date
    quantity: Decimal
    level: str | None
    requested: Decimal
    note: str
    pieces: tuple[Piece, ...] = ()
    source: str = "chat"
    state: ClaimState = ClaimState.IN_REVIEW
    confirm_until: date | None = None
    chat_id: int | None = None
    thread_id: int | None = None
    message_id: int | None = None
    media_group: str | None = None
    card_at: int | None = None


def attempt(desk: Desk, branch: Org, person: Person, request: Request) -> Claim | Missing:
    """File a request if it is complete, else answer what is missing.

    Raises:
        Refusal: What the person must change.
    """
    rules, item, read = read_text(desk, branch, request, request.text)
    if item.negative:
        raise item_is_deduction(item.code)
    if not item.claimable:
        raise item_not_claimable(item.code)
    named = _named(desk, branch, person, item=item, request=request, note=read.note)
    if isinstance(named, Missing):
        return named
    beneficiaries, rest = named
    if rest != read.note:  # the words after the names go on as if no names stood before them
        rules, item, read = read_text(desk, branch, request, _without_names(request.text, read.note, rest))
    subjects = subjects_of(desk, branch, rules, item, beneficiaries)
    if item.kind is ItemKind.TIER and read.level is None:
        return Missing(what="level", item=item)
    act = act_of(desk, branch, rules=rules, item=item, subjects=subjects, read=read, request=request)
    attached = len(act.pieces) or waiting_parts(desk, request.chat_id, request.media_group)
    if item.lacks_evidence(note=read.note, attachments=attached):
        return Missing(what="evidence", item=item)
    same = already(desk, act)
    if same is not None and not request.confirmed:
        return Missing(what="confirm", item=item, same_as=same)
    return file(desk, act, person)


def read_text(desk: Desk, branch: Org, request: Request, text: str) -> tuple[Rules, Item, ClaimText]:
    """Read the words of a request against the rulebook in force on the day of the act.

    Raises:
        Refusal: as `parse_claim`; ``UNKNOWN_ITEM``, ``OUTSIDE_SCHEME``.
    """
    today = date.fromisoformat(request.today)
    rules = current(desk, branch)
    items = rules.scheme.items
    levels = desk.tx.memory.recall(("item levels", rules.id), lambda: _levels(items.values()))
    read = parse_claim(
        text,
        today=today,
        is_range=lambda code: code in items and items[code].kind is ItemKind.RANGE,
        codes=items.keys(),
        levels=levels,
    )
    rules = in_force(desk, branch, read.occurred_on)
    if request.level:
        read = replace(read, level=request.level)
    return rules, find_item(rules, read.code), read


def _levels(items: Iterable[Item]) -> frozenset[str]:
    return frozenset(level for item in items for level in item.tiers)


def act_of(
    desk: Desk,
    branch: Org,
    *,
    rules: Rules,
    item: Item,
    subjects: tuple[tuple[str, int], ...],
    read: ClaimText,
    request: Request,
) -> Act:
    """Put together what is filed.

    Raises:
        Refusal: ``UNKNOWN_LEVEL``, ``OUT_OF_RANGE``.
    """
    chat_id = home_chat(desk, branch, request.chat_id)
    here = chat_id == request.chat_id
    return Act(
        branch=branch,
        rules=rules,
        item=item,
        subjects=subjects,
        occurred_on=read.occurred_on,
        quantity=read.quantity,
        level=read.level,
        requested=requested(item, read),
        note=read.note,
        pieces=once(request.pieces),
        chat_id=chat_id,
        thread_id=request.thread_id if here else None,
        message_id=request.message_id if here else None,
        media_group=request.media_group,
        card_at=request.card_at if here else None,
    )


def requested(item: Item, read: ClaimText) -> Decimal:
    """Answer the points asked for; of a range without a proposal its most, for the reviewer to decide.

    Raises:
        Refusal: ``UNKNOWN_LEVEL``, ``OUT_OF_RANGE``.
    """
    claimed = read.proposed if read.proposed is not None else item.maximum
    return item_points(item, quantity=read.quantity, level=read.level, claimed=claimed)


def _named(
    desk: Desk, branch: Org, person: Person, *, item: Item, request: Request, note: str
) -> Missing | tuple[list[Person], str]:
    """Answer for whom a claim is, and the note without their names."""
    names, rest = split_people(note)
    if not names:
        return [person], note
    roster = rosters.roster(desk.tx, branch.id)
    known = {member.name for member in roster} | {member.code for member in roster}
    may = bool(people.roles_in(desk, person, branch) & set(SUBMIT_FOR_OTHERS))
    if not any(name in known for name in names):
        near = [member.name for name in names for member in roster if _is_slip(name, member.name)] if may else []
        if near:
            raise unknown_person(names[0], dict.fromkeys(near))
        return [person], note  # words with a colon, such as a place
    if not may:
        raise cannot_submit_for_others(SUBMIT_FOR_OTHERS)
    found = []
    for name in names:
        member = choose(desk, branch, item, request, name)
        if isinstance(member, Missing):
            return member
        found.append(member)
    return found, rest


def _without_names(text: str, note: str, rest: str) -> str:
    """Answer the words of a claim without the names at the head of its note."""
    words = normalise_text(text).split()
    return " ".join([*words[: len(words) - len(note.split())], *rest.split()])


def _is_slip(word: str, name: str) -> bool:
    """Tell whether a word is a name but for one character: 王武 for 王五, but not 'place' for 'Alice'."""
    return Levenshtein.distance(word, name, score_cutoff=1) <= 1


def choose(desk: Desk, branch: Org, item: Item, request: Request, name: str) -> Person | Missing:
    """Answer the member whom a name means, or the question which of several namesakes.

    Raises:
        Refusal: ``UNKNOWN_PERSON``.
    """
    if name in request.chosen:
        return persons.get(desk.tx, request.chosen[name])
    namesakes = [member for member in rosters.roster(desk.tx, branch.id) if member.name == name]
    if len(namesakes) > 1:
        return Missing(what="person", item=item, name=name, namesakes=tuple(namesakes))
    return people.find_member(desk, branch, name)


def subjects_of(
    desk: Desk, branch: Org, rules: Rules, item: Item, beneficiaries: Iterable[Person]
) -> tuple[tuple[str, int], ...]:
    """Answer whose points an item gives: a person's as member or as cadre, or the branch's.

    Raises:
        Refusal: ``NOT_FOR_SUBJECT``.
    """
    found = []
    for beneficiary in beneficiaries:
        roles = people.roles_in(desk, beneficiary, branch)
        kind = people.subject_kind(roles, item.who, rules.scheme.subjects)
        if kind is None:
            raise item_not_for_you(item.code, item.who)
        found.append((kind, branch.id if kind == "branch" else beneficiary.id))
    return tuple(dict.fromkeys(found))


def already(desk: Desk, act: Act) -> int | None:
    """Answer a live claim of one of the people for the same item, day and note (2.2-10)."""
    found = (claims.same(desk.tx, _sameness(act, kind, subject_id)) for kind, subject_id in act.subjects)
    return next((claim_id for claim_id in found if claim_id is not None), None)


def _sameness(act: Act, kind: str, subject_id: int) -> str:
    note = sha256(act.note.encode()).hexdigest()
    parts = f"{act.branch.id}|{kind}|{subject_id}|{act.item.code}|{act.occurred_on.isoformat()}|{act.level}|{note}"
    return sha256(parts.encode()).hexdigest()


def file(desk: Desk, act: Act, person: Person, *, reason: str = "") -> Claim:
    """File an act: a claim for each of its people, all on one card.

    Args:
        desk: Where it is decided.
        act: What is filed.
        person: Who files it, and so decides on none of it.
        reason: What the first step of each claim says, where it needs a word.
    """
    filed: list[Claim] = []
    shown: list[Evidence] = []
    pieces = (*act.pieces, *album(desk, act.pieces, act.media_group))
    for kind, subject_id in act.subjects:
        claim = claims.add(
            desk.tx,
            branch_id=act.branch.id,
            scheme_id=act.rules.id,
            item=act.item.code,
            subject_kind=kind,
            subject_id=subject_id,
            submitter_id=person.id,
            occurred_on=act.occurred_on,
            quantity=act.quantity,
            level=act.level,
            requested=act.requested,
            state=act.state.value,
            chain=[],
            note=act.note,
            sameness=_sameness(act, kind, subject_id),
            source=act.source,
            batch_id=filed[0].id if filed else None,
            chat_id=act.chat_id,
            thread_id=act.thread_id,
            message_id=act.message_id,
            media_group=act.media_group,
            filed_at=desk.now,
            level_since=desk.now,
            confirm_until=act.confirm_until,
            created_at=desk.now,
        )
        if not filed and len(act.subjects) > 1:
            claim = claims.set_batch(desk.tx, claim)
        filed.append(claim)
        steps.add(
            desk.tx,
            claim_id=claim.id,
            rev=0,
            level=0,
            role="",
            reviewer_id=person.id,
            verdict="submit" if act.state is ClaimState.IN_REVIEW else "enter",
            now=desk.now,
            reason=reason,
            points=act.requested,
        )
        attached = attach(desk, claim.id, person.id, pieces)
        shown = shown or attached
    first = filed[0]
    if act.card_at is not None and act.chat_id is not None:
        # The bot's own message, a question or an activity's card, goes on as the claim's card.
        slots.put(desk.tx, card.slot(first.id), chat_id=act.chat_id, message_id=act.card_at, kind="text")
    card.publish(desk, first, shown=shown, new=True, placed=act.card_at is not None)
    return first


def all_pieces(desk: Desk, request: Request) -> tuple[Piece, ...]:
    """Answer a request's evidence, with the parts of its album that came before the caption; they are its own now."""
    return once((*request.pieces, *album(desk, request.pieces, request.media_group)))


def home_chat(desk: Desk, branch: Org, chat_id: int) -> int | None:
    """Answer the group that shows a claim's card: where it was written, else the branch's first."""
    bound = chats.of_org(desk.tx, branch.id)
    if any(chat.id == chat_id for chat in bound):
        return chat_id
    return bound[0].id if bound else None
