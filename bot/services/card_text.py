"""The words of a claim's card: what everybody may read, and what only its reviewers see beside it."""

from collections.abc import Sequence

from bot.domain.points.chain import Level
from bot.domain.points.claim import ClaimState
from bot.domain.points.number import ZERO
from bot.domain.points.period import book, month_key
from bot.i18n import N_, Html, Language, html, points_text
from bot.services import group_check
from bot.services.booking import cap_left, frozen_months
from bot.services.claim_view import View, roles_asked
from bot.services.desk import Desk
from bot.services.words import item_name, role_name, working_text
from storage import evidence, ledger, persons
from storage.evidence import Evidence
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
IN_PLACE = N_("{name} (for {other})")
DEPUTY = N_("{name} ({role})")
NEXT = N_("Next: {role} – {names}")
NEXT_NOBODY = N_(
    "Nobody can review this yet: nobody is left for the level of {roles}. Those who can appoint one were told."
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
RECYCLED = N_("⚠️ This very file was already shown for {claims}.")
HISTORY = N_("{at} {who}: {verdict} – {reason}")
HISTORY_BARE = N_("{at} {who}: {verdict}")

VERDICTS = {
    "submit": N_("filed"),
    "enter": N_("entered"),
    "confirm": N_("confirmed"),
    "dispute": N_("disputed"),
    "approve": N_("approved"),
    "uphold": N_("approved"),
    "return": N_("returned"),
    "reject": N_("not approved"),
    "withdraw": N_("withdrawn"),
    "undo": N_("decision undone"),
    "void": N_("taken back"),
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

TEXT_LIMIT = 3800
CAPTION_LIMIT = 1000
NAMES_ROOM = 1500
NAMES_ROOM_IN_CAPTION = 300
"""Characters that a list of names may take: a card of two hundred people must still fit into a message."""

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
    if len(view.batch) == 1:
        lines.append(speech.say(HEAD, id=view.id, name=view.subjects[0].name))
    else:
        lines.append(speech.say(HEAD_MANY, id=view.id, count=len(view.batch), names=_names(view, speech, room)))
    lines.append(_what(desk, view, speech))
    lines.append(_when(desk, view, speech))
    if lead.state in {ClaimState.IN_REVIEW, ClaimState.RETURNED} and (left := left_text(desk, view, speech)):
        lines.append(left)
    shown_by_words = view.item.needs_evidence and not view.item.lacks_evidence(note=lead.note, attachments=0)
    count = (evidence.count(desk.tx, view.id) if view.shown is None else len(view.shown)) or int(shown_by_words)
    lines.append(speech.say(EVIDENCE_YES, count=count) if count else speech.say(EVIDENCE_NO))
    lines += _review(desk, view, speech, room)
    return lines


def _review(desk: Desk, view: View, speech: Language, room: int) -> list[Html]:
    """Say who reviews it and how that stands; of what nobody has looked at yet the same is said of many claims."""

    def say() -> list[Html]:
        chain = speech.say(CHAIN, chain=_chain(desk, view, speech))
        return [chain, outcome_text(desk, view, speech, room)]

    known = view.claim.state == ClaimState.IN_REVIEW and not view.claim.chain and view.levels
    if not known or any(level.delegates for level in view.levels):
        return say()
    who = tuple(
        (level.role, *((one, by_whom(desk, one, None, speech)) for one in level.persons), *level.deputies.items())
        for level in view.levels
    )
    return desk.tx.memory.recall(("review", speech.code, roles_asked(view.rules, view.item), who), say)


def _what(desk: Desk, view: View, speech: Language) -> Html:
    item, lead = view.item, view.claim

    def say() -> Html:
        working = working_text(speech, item, lead)
        return speech.say(WHAT, code=item.code, item=item_name(item, speech), working=working)

    facts = (view.rules.id, item.code, lead.requested, lead.quantity, lead.level)
    return desk.tx.memory.recall(("what", speech.code, *facts), say)


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

    def say() -> Html:
        sentence = WHEN_LATE if ref and ref != period else WHEN
        return speech.say(sentence, day=first.occurred_on, month=speech.month(period))

    return desk.tx.memory.recall(("when", speech.code, first.occurred_on, period, ref), say)


def left_text(desk: Desk, view: View, speech: Language) -> Html | None:
    """Say what the cap of the item still leaves the claimant, if it has one."""
    if view.item.cap is None or len(view.batch) > 1:
        return None
    act_month = month_key(view.claim.occurred_on)
    left, cap = cap_left(desk, view.item, view.subjects[0], act_month), view.item.cap
    return desk.tx.memory.recall(("left", speech.code, left, cap), lambda: speech.say(CAP_LEFT, left=left, cap=cap))


def _chain(desk: Desk, view: View, speech: Language) -> Html:
    parts = []
    roles = roles_asked(view.rules, view.item)
    for index, role in enumerate(roles):
        done = view.claim.chain[index] if index < len(view.claim.chain) else {}
        if done.get("by"):
            who = by_whom(desk, done["by"], done.get("for"), speech)
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


def by_whom(desk: Desk, person_id: int | str, for_id: int | str | None, speech: Language) -> str:
    """Name who decides or decided; who does it in somebody's place is named with that one."""
    name: str = persons.get(desk.tx, int(person_id)).name
    return speech.plain(IN_PLACE, name=name, other=persons.get(desk.tx, int(for_id)).name) if for_id else name


def _may_decide(desk: Desk, level: Level, person_id: str, speech: Language) -> str:
    """Name who may decide; a deputy with the role by which that is so."""
    named = by_whom(desk, person_id, level.delegates.get(person_id), speech)
    if person_id not in level.deputies:
        return named
    return speech.plain(DEPUTY, name=named, role=role_name(level.role_of(person_id), speech))


def _next(desk: Desk, view: View, speech: Language) -> Html:
    if view.levels:
        level = view.levels[0]
        names = speech.listing(_may_decide(desk, level, one, speech) for one in level.persons)
        return speech.say(NEXT, role=role_name(level.role, speech), names=names)
    roles = view.missing or roles_asked(view.rules, view.item)[view.claim.level_no :]
    return speech.say(NEXT_NOBODY, roles=role_name(roles[0], speech))


def _booked(desk: Desk, view: View, speech: Language, room: int) -> Html:
    names = speech.listing(
        by_whom(desk, done["by"], done.get("for"), speech) for done in view.claim.chain if done.get("by")
    )
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
    captioned = any(piece.file_id for piece in shown)
    lines = _lines(desk, view, speech, NAMES_ROOM_IN_CAPTION if captioned else NAMES_ROOM, said)
    if view.claim.source == "office":
        lines.append(speech.say(ENTERED_BY, name=persons.get(desk.tx, view.claim.submitter_id).name))
    elif view.claim.source == "form":
        lines.extend(group_check.text_of(desk, view.claim, speech))
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
            HISTORY if step.reason else HISTORY_BARE,
            at=speech.moment(step.at, desk.house.zone),
            who=by_whom(desk, step.reviewer_id, step.for_id, speech),
            verdict=speech.word(VERDICTS[step.verdict]),
            reason=_shortened(step.reason, 120),
        )
        for step in told[-6:]
        if step.verdict != "submit" or step.reason
    ]


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
