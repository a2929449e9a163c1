"""My points: what somebody has in a span, line by line, and why each line is what it is. All of it is private."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from bot.domain.calendar.periods import parse_period
from bot.domain.organisation.roles import KEEP_BOOKS
from bot.domain.points.appeal import OPEN
from bot.domain.points.appeal_refusals import appeal_sign
from bot.domain.points.ledger import EntryKind
from bot.domain.refusals import no_such_claim
from bot.i18n import N_, Html, Language, points_text
from bot.services import board, linkage, people
from bot.services.board import Span
from bot.services.booking import credited_so_far, subject_of
from bot.services.card_text import card_text
from bot.services.claim_view import look
from bot.services.desk import Desk
from bot.services.paging import page_at
from bot.services.rulebook import by_id
from bot.services.words import OUTCOMES, STATES, entry_name, item_name, role_name, scheme_name, working_text
from storage import (
    appeals,
    checkins,
    claim_lists,
    claims,
    ledger,
    ledger_pages,
    orgs,
    persons,
    schemes,
    spots,
    steps,
    totals,
)
from storage.claims import Claim
from storage.ledger import Entry
from storage.orgs import Org
from storage.persons import Person

HEAD = N_("👤 <b>{name}</b> · {branch} · {span}")
SCORE = N_("Score <b>{score}</b> (base {base}, entries {total})")
AVERAGE = N_("Average score of the months <b>{score}</b> (entries {total})")
TOTAL = N_("Total <b>{total}</b>")
TOTAL_CONVERTED = N_("Total <b>{total}</b>, converted {converted}")
AS_KIND = N_("As {kind}: {text}")
PLACE = N_("{text} · place {place} of {count}")
EXEMPT = N_("You are exempt and not ranked in this span.")
NOTHING = N_("Nothing is booked or under review here. /claim files a claim, /items shows what gives points.")

BOOKED = N_("{n}. {day} · {item} <b>{points}</b>")
UNDER_REVIEW = N_("{n}. {day} · {item} {points} · ⏳ #{id} {state}")
ADJUSTS = N_("for {month}")
TAKES_BACK = N_("takes back no. {seq}")
TAKEN_BACK = N_("taken back by no. {seq}")
CAP_USED = N_("cap {used} of {cap}")

HANDLED = N_("⚖️ objection {appeal} is being handled")
HANDLED_WHOLE = N_("⚖️ Your objection {appeal} to {period} is being handled.")
AFTER_APPEAL = N_("After objection {appeal}: {outcome}. {reason}")

WHY = N_("<b>{item}: {points}</b>")
ACT = N_("Done on {day}, counts for {month}")
ACT_LATE = N_("Done on {day}; {ref} was published by then, so it adjusts {month}")
NO_ACT = N_("Counts for {month}")
RULE = N_("Rule: {scheme}, version {version}, in force since {since}")
STANDARD = N_("Standard: {standard}")
ARITHMETIC = N_("Arithmetic: {working}")
LINKED = {
    "per_person": N_("Linkage: every full {step} points of a person give the branch {unit}; follows entry no. {seq}."),
    "pooled": N_("Linkage: every full {step} points of all together give the branch {unit}; follows entry no. {seq}."),
}
LINKED_BY = N_("{name}: {before} → {after} points in the cycle")
CAP = N_("Cap: {used} of {cap} are used for {window}")
KEPT_BACK = N_("The cap kept back {overflow}.")
APPROVED_BY = N_("Approved by {role} {name}, {at}")
BOOKED_BY = N_("Booked by {name}, {at}")
BOOKED_AT = N_("Booked {at}")
NOTE = N_("Note: {note}")
EXACTLY = N_("Takes back no. {seq}, as its exact negative: {points}, booked {at}")
TAKEN_AFTER = {
    "undo": N_("{name} undid the own decision, {at}"),
    "void": N_("Taken back with the agreement of {name}, {at}"),
}
TAKEN_AFTER_CHECK = N_("A spot check found it not true: {name}, {at}")
PROOF = N_("Entry no. {seq} of {branch}\nHash: <code>{hash}</code>")
LAST_REASON = N_("{name}, {at}: {reason}")

PERSONAL = ("member", "cadre")
"""The kinds of subject that a person is."""
APPROVING = frozenset({"approve", "uphold"})
PAGE = 8


Handled = Mapping[tuple[str, int | None], str]
"""Kind and number of what is objected to, to the objection's sign."""


class Line(NamedTuple):
    """One line of somebody's page: an entry, or a claim that has none; and the objection to it that is handled."""

    on: date
    entry: Entry | None
    claim: Claim | None
    appeal: str = ""


class Page(NamedTuple):
    """A page of somebody's lines.

    Attributes:
        lines: What stands on it.
        number: Which one it is, from 0.
        pages: How many there are.
    """

    lines: list[Line]
    number: int
    pages: int


def page(desk: Desk, branch: Org, person: Person, span: Span, number: int) -> Page:
    """Answer a page of a person's lines: what is not booked first, then the entries, the newest first.

    The cost follows the length of the page, not that of the ledger: how many entries there are is a cached total.
    """
    handled = objected_to(desk, person)
    unbooked = _unbooked(desk, branch, person, span, handled)
    booked = sum(
        row.entries
        for kind in PERSONAL
        for row in totals.of_subject(desk.tx, branch.id, person.id, kind=kind, start=span.start, end=span.end)
    )
    number, pages = page_at(number, len(unbooked) + booked, PAGE)
    first = number * PAGE
    shown = unbooked[first : first + PAGE]
    if len(shown) < PAGE:
        skip, most = max(0, first - len(unbooked)), PAGE - len(shown)
        newest = ledger_pages.newest_of(desk.tx, branch.id, person.id, span.start, span.end, skip=skip, most=most)
        shown += [_booked(desk, entry, handled) for entry in newest]
    return Page(shown, number, pages)


def lines(desk: Desk, branch: Org, person: Person, span: Span) -> list[Line]:
    """Answer all of a person's entries and unbooked claims in a branch, the newest act first."""
    handled = objected_to(desk, person)
    found = _unbooked(desk, branch, person, span, handled)
    for kind in PERSONAL:
        entries = ledger.of_subject(desk.tx, kind, person.id, span.start, span.end)
        found += [_booked(desk, entry, handled) for entry in entries if entry.branch_id == branch.id]
    return sorted(found, key=_newest_first, reverse=True)


def _booked(desk: Desk, entry: Entry, handled: Handled) -> Line:
    claim = claims.get(desk.tx, entry.claim_id) if entry.claim_id else None
    at = checkins.begun_at(desk.tx, entry.id) if claim is None and not entry.reverses else None
    on = claim.occurred_on if claim else (at or entry.booked_at).astimezone(desk.house.zone).date()
    return Line(on, entry, claim, handled.get(("entry", entry.id)) or handled.get(("claim", entry.claim_id), ""))


def _unbooked(desk: Desk, branch: Org, person: Person, span: Span, handled: Handled) -> list[Line]:
    """Answer the claims of a person that have no entry, the newest act first."""
    first, last = parse_period(span.start).first, parse_period(span.end).last
    found = [
        Line(claim.occurred_on, None, claim, handled.get(("claim", claim.id), ""))
        for kind in PERSONAL
        for claim in claim_lists.unbooked_of(desk.tx, kind, person.id, first, last)
        if claim.branch_id == branch.id
    ]
    return sorted(found, key=_newest_first, reverse=True)


def _newest_first(line: Line) -> tuple[date, int]:
    return line.on, line.entry.id if line.entry else 2**62


def objected_to(desk: Desk, person: Person) -> Handled:
    """Answer what somebody has objected to and nobody has decided yet: kind and number to the objection's sign."""
    return {
        (one.target, one.target_id): appeal_sign(one.id)
        for one in appeals.of_person(desk.tx, person.id)
        if one.state in OPEN
    }


def head_text(desk: Desk, branch: Org, person: Person, span: Span, speech: Language) -> Html:
    """Tell the total or score, and the place, of each kind that a person has a board as."""
    told = [speech.say(HEAD, name=person.name, branch=branch.name, span=board.span_text(span, speech))]
    for kind in board.kinds(desk, branch):
        if kind == "branch":
            continue
        standing = board.standing(desk, branch, kind, span.start, span.end, before=span.before)
        row = standing.row_of(person.code)
        if row is None:
            if kind == "member" and people.is_member(desk, person, branch):
                told.append(speech.say(EXEMPT))
            continue
        entries = standing.totals[person.code]
        base = board.rules_of(desk, branch, span.end).scheme.base
        if base is None and row.converted is not None:
            text = speech.say(TOTAL_CONVERTED, total=row.points, converted=row.converted)
        elif base is None:
            text = speech.say(TOTAL, total=row.points)
        else:
            facts = {"score": row.points, "base": base, "total": points_text(entries, sign=True)}
            text = speech.say(SCORE if span.start == span.end else AVERAGE, **facts)
        text = speech.say(PLACE, text=text, place=row.rank, count=len(standing.rows))
        if kind == "cadre":
            text = speech.say(AS_KIND, kind=role_name("cadre", speech), text=text)
        told.append(text)
    whole = [one for one in appeals.of_person(desk.tx, person.id) if one.state in OPEN and one.target_id is None]
    told += [
        speech.say(HANDLED_WHOLE, appeal=appeal_sign(one.id), period=speech.period(one.period))
        for one in whole
        if one.branch_id == branch.id and span.start <= one.period <= span.end
    ]
    return Html("\n".join(told))


def line_text(desk: Desk, number: int, line: Line, speech: Language) -> Html:
    """Write a line of the page."""
    if line.entry is None:
        claim = line.claim
        assert claim is not None  # noqa: S101 - a line is of an entry or of a claim
        facts = {"n": number, "day": claim.occurred_on, "item": _claimed(desk, claim, speech), "id": claim.id}
        points = points_text(claim.requested, sign=True)
        text = speech.say(UNDER_REVIEW, points=points, state=speech.word(STATES[claim.state]), **facts)
        return Html(" · ".join([text, *_handled(line, speech)]))
    entry = line.entry
    text = speech.say(
        BOOKED, n=number, day=line.on, item=entry_name(desk, entry, speech), points=points_text(entry.points, sign=True)
    )
    remarks = _remarks(desk, entry, speech)
    return Html(" · ".join([text, *remarks, *_handled(line, speech)]))


def _handled(line: Line, speech: Language) -> list[Html]:
    """Mark a line that is objected to, for its owner's eyes only (2.2-11)."""
    return [speech.say(HANDLED, appeal=line.appeal)] if line.appeal else []


def _remarks(desk: Desk, entry: Entry, speech: Language) -> list[Html]:
    remarks = []
    if entry.ref_period and entry.ref_period != entry.period:
        remarks.append(speech.say(ADJUSTS, month=speech.month(entry.ref_period)))
    if entry.reverses is not None:
        taken = ledger.get(desk.tx, entry.reverses)
        remarks.append(speech.say(TAKES_BACK, seq=taken.seq))
    elif reversal := ledger.reversal_of(desk.tx, entry.id):
        remarks.append(speech.say(TAKEN_BACK, seq=reversal.seq))
    elif used := _cap_used(desk, entry):
        remarks.append(speech.say(CAP_USED, used=used[0], cap=used[1]))
    return remarks


def _cap_used(desk: Desk, entry: Entry) -> tuple[Decimal, Decimal] | None:
    item = by_id(desk, entry.scheme_id).scheme.items.get(entry.item)
    if item is None or item.cap is None:
        return None
    subject = subject_of(desk, entry.subject_kind, entry.subject_id)
    return credited_so_far(desk, item, subject, entry.ref_period or entry.period), item.cap


def what(desk: Desk, line: Line, speech: Language) -> str:
    """Answer what a line is about: its item with its code, or what kind of entry it is."""
    if line.entry is not None:
        return entry_name(desk, line.entry, speech)
    return _claimed(desk, line.claim, speech) if line.claim is not None else ""


def _claimed(desk: Desk, claim: Claim, speech: Language) -> str:
    item = by_id(desk, claim.scheme_id).scheme.items[claim.item]
    return f"{item.code} {item_name(item, speech)}"


# ---- why -------------------------------------------------------------------------------------------------------


def own_entry(desk: Desk, person: Person, entry_id: int) -> Entry:
    """Answer an entry whose why a person may read: the own one, or any of a branch whose books the person keeps.

    Raises:
        Refusal: ``NO_SUCH_CLAIM`` - also for somebody else's, which is not admitted to exist.
    """
    entry = ledger.find(desk.tx, entry_id)
    if entry is None:
        raise no_such_claim(entry_id)
    if entry.subject_kind != "branch" and entry.subject_id == person.id:
        return entry
    branch = orgs.get(desk.tx, entry.branch_id)
    if people.roles_in(desk, person, branch) & set(KEEP_BOOKS) or people.is_above(desk, person, branch):
        return entry
    raise no_such_claim(entry_id)


def own_claim(desk: Desk, person: Person, claim_id: int) -> Claim:
    """Answer an own claim, as beneficiary or submitter.

    Raises:
        Refusal: ``NO_SUCH_CLAIM`` - also for somebody else's, which is not admitted to exist.
    """
    claim = claims.get(desk.tx, claim_id)
    own = claim is not None and claim.subject_kind != "branch" and claim.subject_id == person.id
    if claim is None or not (own or claim.submitter_id == person.id):
        raise no_such_claim(claim_id)
    return claim


def why_text(desk: Desk, entry: Entry, speech: Language, *, reader: Person) -> Html:
    """Tell why an entry is what it is: rule, version, arithmetic, cap, who approved when, and its place in the chain.

    Everything a reader needs to recompute it by hand; of an objection its author alone reads what became of it.
    """
    rules = by_id(desk, entry.scheme_id)
    item = rules.scheme.items.get(entry.item)
    claim = claims.get(desk.tx, entry.claim_id) if entry.claim_id else None
    branch = orgs.get(desk.tx, entry.branch_id)
    told = [speech.say(WHY, item=entry_name(desk, entry, speech), points=points_text(entry.points, sign=True))]
    told.append(_act(entry, claim, speech))
    since = speech.day(schemes.get(desk.tx, rules.id).effective_from, year=True)
    told.append(speech.say(RULE, scheme=scheme_name(rules.scheme, speech), version=rules.scheme.version, since=since))
    if item is not None and (standard := item.standard.get(speech.code) or item.standard.get("zh_Hans")):
        told.append(speech.say(STANDARD, standard=standard))
    if item is not None and claim is not None and entry.reverses is None:
        told.append(speech.say(ARITHMETIC, working=working_text(speech, item, claim)))
    if entry.kind == EntryKind.LINKAGE and (link := rules.scheme.linkage) is not None:
        told.append(speech.say(LINKED[link.mode], step=link.step, unit=link.unit, seq=entry.seq - 1))
        if (cause := linkage.cause_of(desk, branch, rules, entry)) is not None:
            name = persons.get(desk.tx, cause.person_id).name
            told.append(speech.say(LINKED_BY, name=name, before=cause.before, after=cause.after))
    told.extend(_cap_told(desk, entry, claim, speech))
    told.extend(_remarks_of_reversal(desk, entry, speech))
    told.extend(_reviewers(desk, entry, claim, speech))
    told.extend(_after_appeal(desk, entry, speech, reader))
    if entry.reason:
        told.append(speech.say(NOTE, note=entry.reason))
    told.append(speech.say(PROOF, seq=entry.seq, branch=branch.code, hash=entry.hash))
    return Html("\n".join(told))


def _act(entry: Entry, claim: Claim | None, speech: Language) -> Html:
    month = speech.month(entry.period)
    if claim is None:
        return speech.say(NO_ACT, month=month)
    if entry.ref_period and entry.ref_period != entry.period:
        return speech.say(ACT_LATE, day=claim.occurred_on, ref=speech.month(entry.ref_period), month=month)
    return speech.say(ACT, day=claim.occurred_on, month=month)


def _cap_told(desk: Desk, entry: Entry, claim: Claim | None, speech: Language) -> list[Html]:
    used = _cap_used(desk, entry)
    if used is None or entry.reverses is not None:
        return []
    item = by_id(desk, entry.scheme_id).scheme.items[entry.item]
    act_month = entry.ref_period or entry.period
    window = speech.month(act_month) if item.cap_period == "month" else act_month[:4]
    told = [speech.say(CAP, used=used[0], cap=used[1], window=window)]
    if claim is not None and entry.points < claim.requested:
        told.append(speech.say(KEPT_BACK, overflow=claim.requested - entry.points))
    return told


def _remarks_of_reversal(desk: Desk, entry: Entry, speech: Language) -> list[Html]:
    if entry.reverses is not None:
        taken = ledger.get(desk.tx, entry.reverses)
        at = speech.moment(taken.booked_at, desk.house.zone)
        exactly = speech.say(EXACTLY, seq=taken.seq, points=points_text(taken.points, sign=True), at=at)
        return [exactly, *_taken_by(desk, entry, speech)]
    reversal = ledger.reversal_of(desk.tx, entry.id)
    return [speech.say(TAKEN_BACK, seq=reversal.seq)] if reversal else []


def _taken_by(desk: Desk, entry: Entry, speech: Language) -> list[Html]:
    """Tell by whose act something was taken back: an undo, a second person's agreement, a spot check."""
    if entry.claim_id is None:
        return []
    checked = {(check.checked_by, check.checked_at) for check in spots.of_claim(desk.tx, entry.claim_id)}
    return [
        speech.say(
            TAKEN_AFTER_CHECK if (step.reviewer_id, step.at) in checked else TAKEN_AFTER[step.verdict],
            name=persons.get(desk.tx, step.reviewer_id).name,
            at=speech.moment(step.at, desk.house.zone),
        )
        for step in steps.of_claim(desk.tx, entry.claim_id)
        if step.verdict in TAKEN_AFTER and step.at == entry.booked_at
    ]


def _after_appeal(desk: Desk, entry: Entry, speech: Language, reader: Person) -> list[Html]:
    """Tell which objection an entry came of, and why it was upheld."""
    step = appeals.that_booked(desk.tx, entry.id)
    appeal = appeals.get(desk.tx, step.appeal_id) if step is not None else None
    if step is None or appeal is None or appeal.person_id != reader.id:
        return []
    outcome = speech.word(OUTCOMES[step.verdict])
    return [speech.say(AFTER_APPEAL, appeal=appeal_sign(appeal.id), outcome=outcome, reason=step.reason)]


def _reviewers(desk: Desk, entry: Entry, claim: Claim | None, speech: Language) -> list[Html]:
    at = speech.moment(entry.booked_at, desk.house.zone)
    if claim is None or entry.reverses is not None:
        if entry.by_id is None:
            return [speech.say(BOOKED_AT, at=at)]
        return [speech.say(BOOKED_BY, name=persons.get(desk.tx, entry.by_id).name, at=at)]
    approvals = [
        step for step in steps.of_claim(desk.tx, claim.id) if step.verdict in APPROVING and step.at <= entry.booked_at
    ]
    deciding: dict[int, steps.Step] = {step.level: step for step in approvals}  # the last decision of each level
    return [
        speech.say(
            APPROVED_BY,
            role=role_name(step.role, speech),
            name=persons.get(desk.tx, step.reviewer_id).name,
            at=speech.moment(step.at, desk.house.zone),
        )
        for _, step in sorted(deciding.items())
    ]


def claim_text(desk: Desk, claim: Claim, speech: Language) -> Html:
    """Tell how an own claim stands, with what its reviewers wrote."""
    told = [card_text(desk, look(desk, claim), speech)]
    if claim.note:
        told.append(speech.say(NOTE, note=claim.note))
    told.extend(
        speech.say(
            LAST_REASON,
            name=persons.get(desk.tx, step.reviewer_id).name,
            at=speech.moment(step.at, desk.house.zone),
            reason=step.reason,
        )
        for step in steps.of_claim(desk.tx, claim.id)
        if step.reason
    )
    return Html("\n".join(told))
