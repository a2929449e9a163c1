"""The claim card: one public message per claim, one private copy per reviewer, edited through its whole life."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from bot.domain.organisation.roles import ROLES
from bot.domain.points.chain import Level, resolve_chain
from bot.domain.points.claim import ClaimState
from bot.domain.points.item import Item, ItemKind
from bot.domain.points.number import ZERO
from bot.domain.points.period import book
from bot.domain.points.review import VERDICTS as VERDICTS_OF_REVIEW
from bot.domain.refusals import Refusal
from bot.i18n import N_, Html, Language, html, points_text
from bot.services import people
from bot.services.booking import Subject, cap_left, frozen_months, subject_of
from bot.services.desk import Desk
from bot.services.letters import GroupLetter, Key, Lane, Media, PrivateLetter, post
from bot.services.rulebook import Rules, by_id
from storage import chats, claims, evidence, ledger, orgs, persons, slots, steps
from storage.chats import Chat
from storage.claims import Claim
from storage.evidence import Evidence
from storage.orgs import Org
from storage.persons import Person
from storage.steps import Step

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
NEXT_NOBODY = N_("Nobody can review this yet: nobody is left for the level of {roles}. The secretary was told.")
NOBODY_TOLD = N_(
    "#{id} {item} in {branch} waits, because nobody is left who may review it. "
    "Please appoint a {name} who has no part in it: /grant {role} NAME"
)
BOOKED = N_("✅ Booked {points} for {month}. Approved by {names}.")
BOOKED_CAPPED = N_("✅ Booked {points} for {month}; the cap kept back {overflow}. Approved by {names}.")
BOOKED_EACH = N_("✅ Booked for {month}: {each}. Approved by {names}.")
VOIDED = N_("Taken back: what was booked has been reversed.")
CLOSED = N_("Closed, nothing booked.")
WITHDRAWN = N_("Withdrawn by the claimant, nothing booked.")
WAITING = N_("Waiting for the claimant.")
AWAITING = N_("Entered by the office. Waiting for {name} to confirm, until {day}.")
DISPUTED = N_("Disputed by {name}. Back with the ledger keeper.")
OUTCOMES = {ClaimState.RETURNED: WAITING, ClaimState.WITHDRAWN: WITHDRAWN, ClaimState.VOIDED: VOIDED}
NOTE = N_("Note: {note}")
ENTERED_BY = N_("Entered by the office: {name}")
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

MARKS = {
    "in_review": N_("{name} (#{id}, in review)"),
    "returned": N_("{name} (#{id}, waiting for the claimant)"),
    "approved": N_("{name} (#{id}, booked)"),
    "rejected": N_("{name} (#{id}, closed)"),
    "withdrawn": N_("{name} (#{id}, withdrawn)"),
    "voided": N_("{name} (#{id}, taken back)"),
}
"""How one of several people stands whose claim went another way than the card's."""

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
NAMES_ROOM = 1500
NAMES_ROOM_IN_CAPTION = 300
"""Characters that a list of names may take: a card of two hundred people must still fit into a message."""
WEIGHT = {
    ClaimState.IN_REVIEW: 0,
    ClaimState.RETURNED: 1,
    ClaimState.AWAITING_MEMBER: 2,
    ClaimState.DISPUTED: 3,
    ClaimState.APPROVED: 4,
    ClaimState.REJECTED: 5,
}
"""Whose claim of several speaks for their card: what still waits comes first."""
BEFORE_REVIEW = frozenset({ClaimState.AWAITING_MEMBER, ClaimState.DISPUTED})


class View(NamedTuple):
    """A claim with everything its card tells; several people's claims for one act share a card."""

    claim: Claim
    """The claim that speaks for the card."""
    batch: list[Claim]
    branch: Org
    rules: Rules
    item: Item
    subjects: list[Subject]
    levels: tuple[Level, ...]
    """The levels still to be decided, with the persons who may; empty if nobody can, or nothing is open."""
    missing: tuple[str, ...] = ()
    """Roles of which any holder could decide, where nobody can."""

    @property
    def id(self) -> int:
        """The number of the card, the first `#` on it."""
        return self.batch[0].id

    @property
    def rev(self) -> int:
        """The revision of the card: it grows with every change of a claim on it."""
        return sum(part.rev for part in self.batch)

    @property
    def reviewers(self) -> tuple[int, ...]:
        """Ids of who may decide now."""
        if self.claim.state != ClaimState.IN_REVIEW or not self.levels:
            return ()
        return tuple(int(person) for person in self.levels[0].persons)

    @property
    def in_step(self) -> list[Claim]:
        """The claims that stand where the card stands; they are decided together."""
        lead = self.claim
        return [part for part in self.batch if (part.state, part.level_no) == (lead.state, lead.level_no)]

    @property
    def owners(self) -> frozenset[int]:
        """Ids of everybody who has a part in it, and so never decides on it."""
        people = {part.submitter_id for part in self.batch}
        return frozenset(people | {part.subject_id for part in self.batch if part.subject_kind != "branch"})

    @property
    def private(self) -> bool:
        """Whether the claim weighs on somebody and so has no public card."""
        return self.item.negative

    @property
    def hidden(self) -> bool:
        """Whether the group knows nothing of it: it weighs on somebody, or the member has not confirmed it yet."""
        return self.private or self.claim.state in BEFORE_REVIEW


def look(desk: Desk, claim: Claim, *, alone: bool = False) -> View:
    """Gather what a claim's card tells; with `alone` the claim itself speaks for it, else the one that waits most."""
    batch = claims.batch(desk.tx, claim.batch_id) if claim.batch_id else [claim]
    lead = claim if alone else min(batch, key=lambda part: (WEIGHT.get(ClaimState(part.state), 9), part.level_no))
    branch = orgs.get(desk.tx, lead.branch_id)
    rules = by_id(desk, lead.scheme_id)
    item = rules.scheme.items[lead.item]
    subjects = [subject_of(desk, part.subject_kind, part.subject_id) for part in batch]
    view = View(lead, batch, branch, rules, item, subjects, ())
    if lead.state != ClaimState.IN_REVIEW:
        return view
    try:
        return view._replace(levels=open_levels(desk, view))
    except Refusal as refusal:  # nobody is left: the card says so, and who can mend it is told
        roles = refusal.facts.get("roles")
        return view._replace(missing=roles if isinstance(roles, tuple) else ())


def roles_asked(rules: Rules, item: Item) -> tuple[str, ...]:
    """Answer the roles of an item's review chain."""
    return item.chain or rules.scheme.review_chain


def open_levels(desk: Desk, view: View) -> tuple[Level, ...]:
    """Resolve the levels that are still to be decided to the persons who hold the roles now.

    Raises:
        Refusal: ``NO_REVIEWER``.
    """
    excluded = {str(person) for person in view.owners}
    excluded |= {str(done["by"]) for part in view.in_step for done in part.chain if done.get("by")}
    roles = roles_asked(view.rules, view.item)[view.claim.level_no :]
    holders = people.holders(desk, view.branch)
    return resolve_chain(roles, holders, view.rules.scheme.fallback_chain, excluded=excluded)


def publish(desk: Desk, claim: Claim, *, new: bool = False, placed: bool = False) -> View:
    """Write the claim's card, and every private copy, as the claim stands now.

    Args:
        desk: Where it is decided.
        claim: The claim, or any of its batch.
        new: Nobody has seen a card of it yet.
        placed: A message that stands already becomes its card.
    """
    view = look(desk, claim)
    chat = _home(desk, view)
    said: Said = {}
    if chat is not None:
        speech = desk.speaks_in(chat)
        post(
            desk,
            GroupLetter(
                chat=chat,
                text=card_text(desk, view, speech, said),
                keyboard=public_keys(view, speech),
                lane=Lane.CARD,
                slot=slot(view.id),
                reply_to=view.batch[0].message_id,
                thread_id=view.batch[0].thread_id,
            ),
            fresh=new and not placed,
        )
    _publish_copies(desk, view, new=new, said=said)
    if view.missing:
        _tell_nobody(desk, view)
    return view


def slot(card_id: int) -> str:
    """Answer the slot of a public card."""
    return f"claim:{card_id}:chat"


def _home(desk: Desk, view: View) -> Chat | None:
    """Answer the group that shows the card, None where nobody but those concerned may know of the claim."""
    state, first = view.claim.state, view.batch[0]
    if first.chat_id is None or view.hidden:
        return None
    if first.source == "office" and state == ClaimState.WITHDRAWN and not slots.under(desk.tx, slot(view.id)):
        return None  # taken back before the group ever heard of it
    chat = chats.get(desk.tx, first.chat_id)
    return chat if chat is not None and chat.state == "bound" else None


def _tell_nobody(desk: Desk, view: View) -> None:
    """Tell the secretary and the administrators, once a day for each role, which one would help (2.3-6)."""
    holders = people.holders(desk, view.branch)
    role = next((role for role in view.missing if not holders.get(role)), view.missing[0])
    for person_id in dict.fromkeys((*holders.get("secretary", ()), *holders.get("admin", ()))):
        person = persons.get(desk.tx, int(person_id))
        if person.telegram_id is None:
            continue
        speech = desk.speaks(person)
        text = speech.say(
            NOBODY_TOLD,
            id=view.id,
            item=item_name(view.item, speech),
            branch=view.branch.name,
            name=role_name(role, speech),
            role=role,
        )
        key = f"nobody:{view.branch.id}:{role}:{person.id}:{desk.today}"
        post(desk, PrivateLetter(to=person.telegram_id, text=text, key=key))


def bring(desk: Desk, view: View, person: Person) -> None:
    """Send one reviewer the private copy that could not be delivered before."""
    _publish_copies(desk, view, new=True, only=person.id)


def _publish_copies(desk: Desk, view: View, *, new: bool, only: int | None = None, said: "Said | None" = None) -> None:
    """Send each current reviewer a copy, and bring the copies of all others to the same state."""
    prefix = f"claim:{view.id}:p"
    held = () if new else sorted(int(name.removeprefix(prefix)) for name in slots.under(desk.tx, prefix))
    receivers = dict.fromkeys((*view.reviewers, *held) if only is None else (only,))
    shown = evidence.of_claim(desk.tx, view.id) if receivers else []
    told = steps.of_claim(desk.tx, view.claim.id) if receivers and view.claim.rev else []
    for person_id in receivers:
        person = persons.get(desk.tx, person_id)
        if person.telegram_id is None or person.reachable is False:
            continue
        speech = desk.speaks(person)
        post(
            desk,
            PrivateLetter(
                to=person.telegram_id,
                text=private_text(desk, view, speech, shown, told, said=said),
                keyboard=private_keys(view, speech, person, told),
                lane=Lane.CARD,
                slot=f"{prefix}{person_id}",
                media=media_of(shown),
            ),
            fresh=new and only is None,
        )


def show_more(desk: Desk, view: View, pieces: Sequence[Media]) -> None:
    """Send evidence that came later to the reviewers who hold a copy already."""
    prefix = f"claim:{view.id}:p"
    for person_id in view.reviewers:
        person = persons.get(desk.tx, person_id)
        if pieces and person.telegram_id is not None and slots.place_of(desk.tx, f"{prefix}{person_id}"):
            text = desk.speaks(person).say(MORE, id=view.id)
            post(desk, PrivateLetter(to=person.telegram_id, text=text, lane=Lane.CARD, media=pieces, silent=True))


def media_of(shown: Sequence[Evidence]) -> list[Media]:
    """Answer the files of a claim's evidence, as many as an album holds."""
    return [Media(kind=piece.kind, file_id=piece.file_id) for piece in shown if piece.file_id][:10]


Said = dict[tuple[str, int], list[str]]
"""The lines of one view's card by language and room for names: the group's card and the reviewers' copies share it."""


def card_text(desk: Desk, view: View, speech: Language, said: Said | None = None) -> Html:
    """Write the neutral card: no note, no reason, no evidence."""
    return Html("\n".join(_lines(desk, view, speech, said=said)))


def _lines(desk: Desk, view: View, speech: Language, room: int = NAMES_ROOM, said: Said | None = None) -> list[str]:
    key = (speech.code, room if len(view.batch) > 1 else 0)
    if said is None:
        return _written(desk, view, speech, room)
    if key not in said:
        said[key] = _written(desk, view, speech, room)
    return list(said[key])


def _written(desk: Desk, view: View, speech: Language, room: int) -> list[str]:
    lead = view.claim
    lines: list[str] = []
    if view.branch.rehearsal:
        lines.append(speech.say(REHEARSAL))
    if len(view.batch) == 1:
        lines.append(speech.say(HEAD, id=view.id, name=view.subjects[0].name))
    else:
        lines.append(speech.say(HEAD_MANY, id=view.id, count=len(view.batch), names=_names(view, speech, room)))
    working = working_text(speech, view.item, lead)
    lines.append(speech.say(WHAT, code=view.item.code, item=item_name(view.item, speech), working=working))
    lines.append(_when(desk, view, speech))
    if lead.state in {ClaimState.IN_REVIEW, ClaimState.RETURNED} and (left := left_text(desk, view, speech)):
        lines.append(left)
    shown_by_words = view.item.needs_evidence and not view.item.lacks_evidence(note=lead.note, attachments=0)
    count = evidence.count(desk.tx, view.id) or int(shown_by_words)
    lines.append(speech.say(EVIDENCE_YES, count=count) if count else speech.say(EVIDENCE_NO))
    lines.append(speech.say(CHAIN, chain=_chain(desk, view, speech)))
    lines.append(outcome_text(desk, view, speech, room))
    return lines


def _names(view: View, speech: Language, room: int) -> str:
    """List the people with their numbers, and how one stands whose claim went another way."""
    named = []
    for who, part in zip(view.subjects, view.batch, strict=True):
        mark = MARKS.get(part.state) if part.state != view.claim.state else None
        named.append(speech.plain(mark, name=who.name, id=part.id) if mark else f"{who.name} (#{part.id})")
    return speech.listing(fitting(named, room))


def fitting(names: list[str], room: int) -> list[str]:
    """Answer as many names as there is room for, and how many more there are."""
    for count, name in enumerate(names):
        room -= len(name) + 2
        if room < 0:
            return [*names[:count], f"… +{len(names) - count}"]
    return names


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


def left_text(desk: Desk, view: View, speech: Language) -> Html | None:
    """Say what the cap of the item still leaves the claimant, if it has one."""
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


def outcome_text(desk: Desk, view: View, speech: Language, room: int = NAMES_ROOM) -> Html:
    """Say how a claim stands and what happens next, without any reason."""
    lead = view.claim
    match ClaimState(lead.state):
        case ClaimState.IN_REVIEW:
            return _next(desk, view, speech)
        case ClaimState.APPROVED:
            return _booked(desk, view, speech, room)
        case ClaimState.AWAITING_MEMBER:
            return speech.say(AWAITING, name=view.subjects[0].name, day=lead.confirm_until)
        case ClaimState.DISPUTED:
            return speech.say(DISPUTED, name=view.subjects[0].name)
        case state:
            return speech.say(OUTCOMES.get(state, CLOSED))


def _next(desk: Desk, view: View, speech: Language) -> Html:
    if view.levels:
        names = speech.listing(persons.get(desk.tx, person).name for person in view.reviewers)
        return speech.say(NEXT, role=role_name(view.levels[0].role, speech), names=names)
    roles = view.missing or roles_asked(view.rules, view.item)[view.claim.level_no :]
    return speech.say(NEXT_NOBODY, roles=role_name(roles[0], speech))


def _booked(desk: Desk, view: View, speech: Language, room: int) -> Html:
    names = speech.listing(persons.get(desk.tx, int(done["by"])).name for done in view.claim.chain if done.get("by"))
    entries = [entry for entry in ledger.of_claim(desk.tx, view.claim.id) if entry.reverses is None]
    month = speech.month(entries[-1].period) if entries else ""
    if len(view.batch) > 1:
        each = [
            f"{who.name} {points_text(part.credited or ZERO, sign=True)}"
            for who, part in zip(view.subjects, view.batch, strict=True)
            if part.state == ClaimState.APPROVED
        ]
        return speech.say(BOOKED_EACH, each=speech.listing(fitting(each, room)), month=month, names=names)
    credited = view.claim.credited or ZERO
    overflow = view.claim.requested - credited
    points = points_text(credited, sign=True)
    if overflow > 0:
        return speech.say(BOOKED_CAPPED, points=points, month=month, names=names, overflow=overflow)
    return speech.say(BOOKED, points=points, month=month, names=names)


def private_text(
    desk: Desk,
    view: View,
    speech: Language,
    shown: Sequence[Evidence],
    told: Sequence[Step] = (),
    *,
    said: Said | None = None,
) -> Html:
    """Write a reviewer's copy: the card, and what only reviewers may see."""
    captioned = bool(media_of(shown))
    lines = _lines(desk, view, speech, NAMES_ROOM_IN_CAPTION if captioned else NAMES_ROOM, said)
    if view.claim.source == "office":
        lines.append(speech.say(ENTERED_BY, name=persons.get(desk.tx, view.claim.submitter_id).name))
    if view.claim.note:
        lines.append(speech.say(NOTE, note=_shortened(view.claim.note, 400)))
    lines.extend(speech.say(NOTE, note=_shortened(piece.note, 200)) for piece in shown if piece.note)
    files = {piece.unique_id for piece in shown if piece.unique_id}
    again = sorted({other for file in files for other in evidence.recycled(desk.tx, file, view.id)})
    if again:
        lines.append(speech.say(RECYCLED, claims=speech.listing(f"#{number}" for number in again)))
    lines.extend(_history(desk, told, speech))
    text = "\n".join(lines)
    limit = CAPTION_LIMIT if captioned else TEXT_LIMIT
    while len(text) > limit and len(lines) > 4:
        del lines[-1]
        text = "\n".join(lines)
    return Html(text)


def _history(desk: Desk, told: Sequence[Step], speech: Language) -> list[Html]:
    return [
        speech.say(
            HISTORY,
            at=speech.moment(step.at, desk.house.zone),
            who=persons.get(desk.tx, step.reviewer_id).name,
            verdict=speech.word(VERDICTS[step.verdict]),
            reason=_shortened(step.reason, 120),
        )
        for step in told[-6:]
        if step.verdict != "submit" or step.reason
    ]


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def public_keys(view: View, speech: Language) -> list[list[Key]]:
    """Answer the buttons of the public card."""
    level = view.claim.level_no

    def key(label: str, verb: str) -> Key:
        return Key(label=speech.plain(label), data=f"c:{view.id}:{verb}:{view.rev}")

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
    lead = view.claim

    def key(label: str, verb: str, **facts: object) -> Key:
        return Key(label=speech.plain(label, **facts), data=f"c:{view.id}:{verb}:{view.rev}")

    if person.id in view.reviewers:
        approve = [key(APPROVE, "a")]
        if view.item.kind is ItemKind.RANGE and lead.level_no == 0:
            approve = [
                key(APPROVE_FOR, f"a{int(points * 100)}", points=points)
                for points in _offers(view.item, lead.requested)
            ]
        return [approve, [key(RETURN, "b"), key(REJECT, "r")]]
    last = told[-1] if told else None
    just_did = last is not None and last.reviewer_id == person.id and last.verdict in VERDICTS_OF_REVIEW
    return [[key(UNDO, "u")]] if just_did else []


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
