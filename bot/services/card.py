"""The claim card: one public message per claim, one private copy per reviewer, edited through its whole life."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from bot.domain.organisation.roles import ROLES
from bot.domain.points.chain import Level, resolve_chain
from bot.domain.points.claim import ClaimState
from bot.domain.points.item import Item, ItemKind
from bot.domain.points.period import book
from bot.domain.refusals import Refusal
from bot.i18n import N_, Html, Language, html, points_text
from bot.services import people
from bot.services.booking import Subject, cap_left, frozen_months, subject_of
from bot.services.desk import Desk
from bot.services.letters import GroupLetter, Key, Lane, Media, PrivateLetter, post
from bot.services.rulebook import Rules, by_id
from storage import chats, claims, evidence, ledger, orgs, persons, steps
from storage import letters as outbox
from storage.claims import Claim
from storage.evidence import Evidence
from storage.orgs import Org
from storage.persons import Person

HEAD = N_("<b>#{id}</b> · {name}")
HEAD_MANY = N_("<b>#{id}</b> · {count} people: {names}")
WHAT = N_("{code} {item}: {working}")
CAP_LEFT = N_("This item can still give {left} in its period (cap {cap}).")
WHEN = N_("Done on {day} · counts for {month}")
WHEN_LATE = N_("Done on {day} · that month is published, so it counts as an adjustment in {month}")
EVIDENCE_YES = N_("Evidence: yes ({count})")
EVIDENCE_NO = N_("Evidence: none")
CHAIN = N_("Review: {chain}")
NEXT = N_("Next: {role} – {names}")
NEXT_NOBODY = N_("Nobody can review this yet: no {roles} has been appointed. The secretary was told.")
BOOKED = N_("✅ Booked {points} for {month}. Approved by {names}.")
BOOKED_CAPPED = N_("✅ Booked {points} for {month}; the cap kept back {overflow}. Approved by {names}.")
CLOSED = N_("Closed, nothing booked.")
WITHDRAWN = N_("Withdrawn by the claimant, nothing booked.")
WAITING = N_("Waiting for the claimant.")
AWAITING = N_("Entered by the office. Waiting for {name} to confirm, until {day}.")
DISPUTED = N_("Disputed by {name}. Back with the ledger keeper.")
NOTE = N_("Note: {note}")
MORE = N_("📎 More evidence for #{id}")
RECYCLED = N_("⚠️ This very file was already shown for {claims}.")
REHEARSAL = N_("🎭 Rehearsal")
HISTORY = N_("{at} {who}: {verdict} {reason}")

VERDICTS = {
    "submit": N_("filed"),
    "enter": N_("entered"),
    "confirm": N_("confirmed"),
    "dispute": N_("disputed"),
    "approve": N_("approved"),
    "return": N_("returned"),
    "reject": N_("not approved"),
    "withdraw": N_("withdrawn"),
    "undo": N_("decision undone"),
    "void": N_("taken back"),
}
STATES = {
    "draft": N_("a draft"),
    "awaiting_member": N_("waiting for the member"),
    "in_review": N_("in review"),
    "returned": N_("returned"),
    "approved": N_("approved"),
    "rejected": N_("not approved"),
    "withdrawn": N_("withdrawn"),
    "voided": N_("taken back"),
    "disputed": N_("disputed"),
}

APPROVE = N_("✅ Approve")
APPROVE_FOR = N_("✅ {points}")
RETURN = N_("↩️ Return")
REJECT = N_("❌ Reject")
ADD = N_("📎 Add evidence")
WITHDRAW = N_("🗑 Withdraw")
UNDO = N_("↺ Undo")
CONFIRM = N_("👍 That is right")
DISPUTE = N_("👎 I dispute it")

TEXT_LIMIT = 3800
CAPTION_LIMIT = 1000


class View(NamedTuple):
    """A claim with everything its card tells."""

    claim: Claim
    batch: list[Claim]
    branch: Org
    rules: Rules
    item: Item
    subjects: list[Subject]
    levels: tuple[Level, ...]
    """The levels still to be decided, with the persons who may; empty if nobody can, or nothing is open."""

    @property
    def reviewers(self) -> tuple[int, ...]:
        """Ids of who may decide now."""
        if self.claim.state != ClaimState.IN_REVIEW or not self.levels:
            return ()
        return tuple(int(person) for person in self.levels[0].persons)

    @property
    def private(self) -> bool:
        """Whether the claim weighs on somebody and so has no public card."""
        return self.item.negative


def look(desk: Desk, claim: Claim) -> View:
    """Gather what a claim's card tells; of a batch the first claim speaks for all."""
    batch = claims.batch(desk.tx, claim.batch_id) if claim.batch_id else [claim]
    first = batch[0]
    branch = orgs.get(desk.tx, first.branch_id)
    rules = by_id(desk, first.scheme_id)
    item = rules.scheme.items[first.item]
    levels: tuple[Level, ...] = ()
    if first.state == ClaimState.IN_REVIEW:
        try:
            levels = open_levels(desk, branch, rules, item, batch)
        except Refusal:
            levels = ()  # nobody is left: the card says so, and the grant that is missing was told
    subjects = [subject_of(desk, part.subject_kind, part.subject_id) for part in batch]
    return View(first, batch, branch, rules, item, subjects, levels)


def roles_asked(rules: Rules, item: Item) -> tuple[str, ...]:
    """Answer the roles of an item's review chain."""
    return item.chain or rules.scheme.review_chain


def open_levels(desk: Desk, branch: Org, rules: Rules, item: Item, batch: Sequence[Claim]) -> tuple[Level, ...]:
    """Resolve the levels that are still to be decided to the persons who hold the roles now.

    Raises:
        Refusal: ``NO_REVIEWER``.
    """
    first = batch[0]
    excluded = {str(part.submitter_id) for part in batch}
    excluded |= {str(part.subject_id) for part in batch if part.subject_kind != "branch"}
    excluded |= {str(done["by"]) for done in first.chain if done.get("by")}
    roles = roles_asked(rules, item)[first.level_no :]
    return resolve_chain(roles, people.holders(desk, branch), rules.scheme.fallback_chain, excluded=excluded)


def publish(desk: Desk, claim: Claim, *, new: bool = False) -> View:
    """Write the claim's card, and every private copy, as the claim stands now."""
    view = look(desk, claim)
    first = view.claim
    if first.chat_id is not None and not view.private:
        chat = chats.get(desk.tx, first.chat_id)
        if chat is not None and chat.state == "bound":
            speech = desk.speaks_in(chat)
            text = card_text(desk, view, speech)
            post(
                desk,
                GroupLetter(
                    chat=chat,
                    text=text,
                    keyboard=public_keys(view, speech),
                    lane=Lane.CARD,
                    slot=f"claim:{first.id}:chat",
                    reply_to=first.message_id if first.chat_id == chat.id else None,
                ),
            )
    _publish_copies(desk, view, new=new)
    return view


def _publish_copies(desk: Desk, view: View, *, new: bool) -> None:
    """Send each current reviewer a copy, and bring the copies of all others to the same state."""
    first = view.claim
    prefix = f"claim:{first.id}:p"
    held = () if new else sorted(int(slot.removeprefix(prefix)) for slot in outbox.slots_under(desk.tx, prefix))
    shown = evidence.of_claim(desk.tx, first.id) if view.reviewers or held else []
    for person_id in dict.fromkeys((*view.reviewers, *held)):
        person = persons.get(desk.tx, person_id)
        if person.telegram_id is None or person.reachable is False:
            continue
        speech = desk.speaks(person)
        post(
            desk,
            PrivateLetter(
                to=person.telegram_id,
                text=private_text(desk, view, speech, shown),
                keyboard=private_keys(view, speech, person),
                lane=Lane.CARD,
                slot=f"{prefix}{person_id}",
                media=media_of(shown),
            ),
        )


def show_more(desk: Desk, view: View, pieces: Sequence[Media]) -> None:
    """Send evidence that came later to the reviewers who hold a copy already."""
    prefix = f"claim:{view.claim.id}:p"
    for person_id in view.reviewers:
        person = persons.get(desk.tx, person_id)
        if pieces and person.telegram_id is not None and outbox.slot_of(desk.tx, f"{prefix}{person_id}"):
            text = desk.speaks(person).say(MORE, id=view.claim.id)
            post(desk, PrivateLetter(to=person.telegram_id, text=text, lane=Lane.CARD, media=pieces, silent=True))


def media_of(shown: Sequence[Evidence]) -> list[Media]:
    """Answer the files of a claim's evidence, as many as an album holds."""
    return [Media(kind=piece.kind, file_id=piece.file_id) for piece in shown if piece.file_id][:10]


def card_text(desk: Desk, view: View, speech: Language) -> Html:
    """Write the neutral card: no note, no reason, no evidence."""
    return Html("\n".join(_lines(desk, view, speech)))


def _lines(desk: Desk, view: View, speech: Language) -> list[str]:
    first = view.claim
    lines: list[str] = []
    if view.branch.rehearsal:
        lines.append(speech.say(REHEARSAL))
    if len(view.batch) == 1:
        lines.append(speech.say(HEAD, id=first.id, name=view.subjects[0].name))
    else:
        names = speech.listing(f"{who.name} (#{part.id})" for who, part in zip(view.subjects, view.batch, strict=True))
        lines.append(speech.say(HEAD_MANY, id=first.id, count=len(view.batch), names=names))
    working = working_text(speech, view.item, first)
    lines.append(speech.say(WHAT, code=view.item.code, item=item_name(view.item, speech), working=working))
    lines.append(_when(desk, view, speech))
    if first.state in {ClaimState.IN_REVIEW, ClaimState.RETURNED} and (left := _left(desk, view, speech)):
        lines.append(left)
    count = sum(evidence.count(desk.tx, part.id) for part in view.batch[:1])
    lines.append(speech.say(EVIDENCE_YES, count=count) if count else speech.say(EVIDENCE_NO))
    lines.append(speech.say(CHAIN, chain=_chain(desk, view, speech)))
    lines.append(outcome_text(desk, view, speech))
    return lines


def _when(desk: Desk, view: View, speech: Language) -> Html:
    first = view.claim
    booked = (
        [entry for entry in ledger.of_claim(desk.tx, first.id) if entry.reverses is None] if first.decided_at else []
    )
    if booked:
        period, ref = booked[-1].period, booked[-1].ref_period
    else:
        booking = book(first.occurred_on, max(desk.today, first.occurred_on), frozen_months(desk, view.branch))
        period, ref = booking.period, booking.ref_period
    sentence = WHEN_LATE if ref and ref != period else WHEN
    return speech.say(sentence, day=first.occurred_on, month=speech.month(period))


def _left(desk: Desk, view: View, speech: Language) -> Html | None:
    if view.item.cap is None or len(view.batch) > 1:
        return None
    act_month = f"{view.claim.occurred_on:%Y-%m}"
    left = cap_left(desk, view.item, view.subjects[0], act_month)
    return speech.say(CAP_LEFT, left=left, cap=view.item.cap)


def _chain(desk: Desk, view: View, speech: Language) -> Html:
    parts = []
    roles = roles_asked(view.rules, view.item)
    for index, role in enumerate(roles):
        done = view.claim.chain[index] if index < len(view.claim.chain) else {}
        if done.get("by"):
            who = persons.get(desk.tx, int(done["by"])).name
            parts.append(speech.say(N_("{role} {name} ✅"), role=role_name(done.get("role", role), speech), name=who))
        else:
            level = index - view.claim.level_no
            named = view.levels[level].role if 0 <= level < len(view.levels) else role
            parts.append(html(role_name(named, speech)))
    return Html(" → ".join(parts))


def outcome_text(desk: Desk, view: View, speech: Language) -> Html:
    """Say how a claim stands and what happens next, without any reason."""
    first = view.claim
    match ClaimState(first.state):
        case ClaimState.IN_REVIEW if view.levels:
            names = speech.listing(persons.get(desk.tx, person).name for person in view.reviewers)
            return speech.say(NEXT, role=role_name(view.levels[0].role, speech), names=names)
        case ClaimState.IN_REVIEW:
            roles = roles_asked(view.rules, view.item)[first.level_no :]
            return speech.say(NEXT_NOBODY, roles=speech.listing(role_name(role, speech) for role in roles[:1]))
        case ClaimState.APPROVED:
            return _booked(desk, view, speech)
        case ClaimState.RETURNED:
            return speech.say(WAITING)
        case ClaimState.WITHDRAWN:
            return speech.say(WITHDRAWN)
        case ClaimState.AWAITING_MEMBER:
            return speech.say(AWAITING, name=view.subjects[0].name, day=first.confirm_until)
        case ClaimState.DISPUTED:
            return speech.say(DISPUTED, name=view.subjects[0].name)
        case _:
            return speech.say(CLOSED)


def _booked(desk: Desk, view: View, speech: Language) -> Html:
    names = speech.listing(persons.get(desk.tx, int(done["by"])).name for done in view.claim.chain if done.get("by"))
    credited = sum((part.credited or Decimal(0) for part in view.batch), Decimal("0.00"))
    requested = sum((part.requested for part in view.batch), Decimal("0.00"))
    entries = [entry for entry in ledger.of_claim(desk.tx, view.claim.id) if entry.reverses is None]
    month = speech.month(entries[-1].period) if entries else ""
    points = points_text(credited, sign=True)
    if credited < requested:
        overflow = requested - credited
        return speech.say(BOOKED_CAPPED, points=points, month=month, names=names, overflow=overflow)
    return speech.say(BOOKED, points=points, month=month, names=names)


def private_text(desk: Desk, view: View, speech: Language, shown: Sequence[Evidence]) -> Html:
    """Write a reviewer's copy: the card, and what only reviewers may see."""
    lines = _lines(desk, view, speech)
    if view.claim.note:
        lines.append(speech.say(NOTE, note=_shortened(view.claim.note, 400)))
    lines.extend(speech.say(NOTE, note=_shortened(piece.note, 200)) for piece in shown if piece.note)
    again = sorted(
        {
            other
            for piece in shown
            if piece.unique_id
            for other in evidence.recycled(desk.tx, piece.unique_id, view.claim.id)
        }
        - {part.id for part in view.batch}
    )
    if again:
        lines.append(speech.say(RECYCLED, claims=speech.listing(f"#{number}" for number in again)))
    if view.claim.rev:
        lines.extend(_history(desk, view, speech))
    text = "\n".join(lines)
    limit = CAPTION_LIMIT if media_of(shown) else TEXT_LIMIT
    while len(text) > limit and len(lines) > 4:
        del lines[-1]
        text = "\n".join(lines)
    return Html(text)


def _history(desk: Desk, view: View, speech: Language) -> list[Html]:
    told = []
    for step in steps.of_claim(desk.tx, view.claim.id)[-6:]:
        if step.verdict == "submit":
            continue
        who = persons.get(desk.tx, step.reviewer_id).name
        told.append(
            speech.say(
                HISTORY,
                at=speech.moment(step.at, desk.house.zone),
                who=who,
                verdict=speech.word(VERDICTS[step.verdict]),
                reason=_shortened(step.reason, 120),
            )
        )
    return told


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def public_keys(view: View, speech: Language) -> list[list[Key]]:
    """Answer the buttons of the public card."""
    first = view.claim

    def key(label: str, verb: str) -> Key:
        return Key(label=speech.plain(label), data=f"c:{first.id}:{verb}:{first.rev}")

    match ClaimState(first.state):
        case ClaimState.IN_REVIEW:
            own = [key(ADD, "e")] + ([key(WITHDRAW, "w")] if first.level_no == 0 else [])
            decide = [key(APPROVE, "a"), key(RETURN, "b"), key(REJECT, "r")]
            return [decide, own] if first.level_no == 0 else [decide, [*own, key(UNDO, "u")]]
        case ClaimState.RETURNED:
            return [[key(ADD, "e"), key(WITHDRAW, "w")], [key(UNDO, "u")]]
        case ClaimState.APPROVED | ClaimState.REJECTED:
            return [[key(UNDO, "u")]]
        case _:
            return []


def private_keys(view: View, speech: Language, person: Person) -> list[list[Key]]:
    """Answer the buttons of a private copy: to decide for who may, to undo for who just did."""
    first = view.claim

    def key(label: str, verb: str, **facts: object) -> Key:
        return Key(label=speech.plain(label, **facts), data=f"c:{first.id}:{verb}:{first.rev}")

    if person.id in view.reviewers:
        approve = [key(APPROVE, "a")]
        if view.item.kind is ItemKind.RANGE and first.level_no == 0:
            approve = [
                key(APPROVE_FOR, f"a{int(points * 100)}", points=points)
                for points in _offers(view.item, first.requested)
            ]
        return [approve, [key(RETURN, "b"), key(REJECT, "r")]]
    decided_by_person = any(done.get("by") == person.id for done in first.chain)
    closed = first.state in {ClaimState.REJECTED, ClaimState.RETURNED}
    return [[key(UNDO, "u")]] if decided_by_person or closed else []


def _offers(item: Item, proposed: Decimal) -> list[Decimal]:
    low, high = item.minimum or Decimal(0), item.maximum or Decimal(0)
    middle = ((low + high) / 2).quantize(Decimal("0.01"))
    return sorted({low, middle, high, proposed})


def working_text(speech: Language, item: Item, claim: Claim) -> Html:
    """Write how the points come about: 0.50 × 2 = +1.00."""
    total = points_text(claim.requested, sign=True)
    match item.kind:
        case ItemKind.PER_UNIT | ItemKind.DEDUCT if claim.quantity != 1:
            each = points_text(item.points or Decimal(0))
            return html(f"{each} × {quantity_text(claim.quantity)} = {total}")
        case ItemKind.TIER:
            each = points_text(item.tiers.get(claim.level or "", Decimal(0)))
            level = speech.word(LEVELS.get(claim.level or "", "")) or claim.level or ""
            if claim.quantity == 1:
                return html(f"{level} {total}")
            return html(f"{level} {each} × {quantity_text(claim.quantity)} = {total}")
        case ItemKind.RANGE:
            low, high = points_text(item.minimum or Decimal(0)), points_text(item.maximum or Decimal(0))
            return html(f"{low}–{high} → {total}")
        case _:
            return html(total)


LEVELS = {
    "district": N_("district level"),
    "city": N_("city level"),
    "province": N_("province level"),
    "national": N_("national level"),
}


def quantity_text(quantity: Decimal) -> str:
    """Write a quantity without needless zeros."""
    return f"{quantity.normalize():f}"


def item_name(item: Item, speech: Language) -> str:
    """Answer an item's name in a language."""
    return item.names.get(speech.code) or item.names.get("zh_Hans") or item.code


def role_name(role: str, speech: Language) -> str:
    """Answer a role's name in a language."""
    return speech.word(ROLES.get(role, role))
