"""The words of a declaration form: what is brought along, what was added, what the month comes to, how it stands."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from bot.domain.points.claim import ClaimState
from bot.domain.points.declaration import Expected, FormState, expect
from bot.domain.points.number import ZERO
from bot.domain.points.scheme import Scheme
from bot.i18n import N_, Html, Language, points_text
from bot.services import board, booking, group_check, my, reminder
from bot.services.desk import Desk
from bot.services.life import attendance
from bot.services.rulebook import Rules, by_id
from bot.services.words import STATES, item_name
from storage import checkins, claims, declarations, ledger, orgs, persons
from storage.claims import Claim
from storage.declarations import Declaration, Line
from storage.orgs import Org
from storage.persons import Person

HEAD = N_("📋 <b>Declaration form, {month}</b>\n{name} · {branch}")
DUE = N_("To be handed in by {day}")
OVERDUE = N_("It was due on {day} and is still taken until the month's notice")
CLOSED = N_("The month's notice is published; the form stands as it was signed")
BROUGHT = N_("<b>Already there</b>")
NOTHING_BROUGHT = N_("Nothing is booked or under review for this month yet.")
BROUGHT_LINE = N_("• {item} × {count}: {points}")
CHECKED_IN = N_("Organisation life, checked in")
WAITING = N_("{waiting} in review")
ADDED = N_("<b>Added here</b>")
NOTHING_ADDED = N_("Nothing is added yet. Please add what is missing, gains and deductions, each with its reason.")
ADDED_LINE = N_("{n}. {day} · {item} <b>{points}</b> · {note}")
FILES = N_("📎 {count}")
AS_CLAIM = N_("#{id} {state}")
GIVEN = N_("{points} given")
MORE_LINES = N_("… and {count} more")
IF_ALL_STANDS = N_("If all of it stands")
TOTAL = N_("Total")
SUM_BASED = N_("{what}: {base} + {plus} − {minus} = <b>{score}</b>")
SUM = N_("{what}: {plus} − {minus} = <b>{score}</b>")
KEPT_BACK = N_("Caps would keep back {points} of it.")
ZEROED = N_("The month counts as zero by a decision that stands.")
READERS = N_(
    "With your signature each added line becomes a claim. Gains get a card in the group; deductions and this form are "
    "read only by those who check and review them."
)
SIGNED = N_("✍️ Signed {at}: all of it is true.")
STANDS = {
    FormState.SUBMITTED: N_("It is being reviewed. Once all is decided you are asked whether the result is right."),
    FormState.REVIEWED: N_("All is decided. Is the result right?"),
    FormState.CONFIRMED: N_("👍 Confirmed {at}"),
    FormState.DISPUTED: N_("👎 Disputed {at}: {words}"),
}
NOTE_ROOM = 48
LINES_ROOM = 20
OPEN_CLAIMS = frozenset({ClaimState.IN_REVIEW, ClaimState.RETURNED, ClaimState.AWAITING_MEMBER, ClaimState.DISPUTED})
"""States of a claim that is not decided yet."""


class Form(NamedTuple):
    """A form with everything that it tells.

    Attributes:
        declaration: The form as stored.
        person: Whose it is.
        branch: In which branch.
        lines: What was added to it.
        brought: Entries and claims of the month that are no lines of the form.
        waits: Whether something of it is still to be decided.
        expected: What the month comes to if all of it stands.
        base: Points that everybody starts the month with, or None.
        zeroed: Whether a zeroing stands in the month.
    """

    declaration: Declaration
    person: Person
    branch: Org
    lines: Sequence[Line]
    brought: Sequence[my.Line]
    waits: bool
    expected: Expected
    base: Decimal | None
    zeroed: bool


def look(desk: Desk, declaration: Declaration) -> Form:
    """Gather what a form tells."""
    person, branch = persons.get(desk.tx, declaration.person_id), orgs.get(desk.tx, declaration.branch_id)
    lines = declarations.lines(desk.tx, declaration.id)
    month = my.lines(desk, branch, person, board.span_of(desk, declaration.month))
    filed = {line.claim_id for line in lines if line.claim_id}
    scheme = board.rules_of(desk, branch, declaration.month).scheme
    entries = [one.entry for one in month if one.entry is not None]
    asked = _asked_for(month, lines)
    zeroed = scheme.base is not None and _zeroings(desk, entries) > 0
    return Form(
        declaration=declaration,
        person=person,
        branch=branch,
        lines=lines,
        brought=[one for one in month if one.claim is None or one.claim.id not in filed],
        waits=bool(asked),
        expected=expect(
            (entry.points for entry in entries),
            asked,
            {key: _left(desk, declaration, scheme, *key) for key, _ in asked},
            base=scheme.base,
            floor=scheme.floor,
            zeroed=zeroed,
        ),
        base=scheme.base,
        zeroed=zeroed,
    )


def _zeroings(desk: Desk, entries: Sequence[ledger.Entry]) -> int:
    return sum(
        booking.zeroing(entry.kind, ledger.get(desk.tx, entry.reverses).kind if entry.reverses else None)
        for entry in entries
    )


def _asked_for(month: Sequence[my.Line], lines: Sequence[Line]) -> list[tuple[tuple[str, str], Decimal]]:
    """Answer what is still to be decided, in the order in which it would be: kind and item, and the points."""
    waiting = sorted((one.claim for one in month if one.claim and undecided(one)), key=lambda claim: claim.id)
    asked: list[Claim | Line] = [*waiting, *(line for line in lines if line.claim_id is None)]
    return [((one.subject_kind, one.item), one.requested) for one in asked]


def _left(desk: Desk, declaration: Declaration, scheme: Scheme, kind: str, code: str) -> Decimal | None:
    item = scheme.items.get(code)
    subject = booking.subject_of(desk, kind, declaration.person_id)
    return booking.cap_left(desk, item, subject, declaration.month) if item is not None else None


def undecided(line: my.Line) -> bool:
    """Tell whether a line of the month is a claim that is still to be decided."""
    return line.entry is None and line.claim is not None and line.claim.state in OPEN_CLAIMS


# ---- in words --------------------------------------------------------------------------------------------------


def page_text(desk: Desk, form: Form, speech: Language) -> Html:
    """Write the form for the member whose it is."""
    told = [*_head(form, speech), _due(desk, form, speech), Html(), speech.say(BROUGHT)]
    told += _brought(desk, form, speech) or [speech.say(NOTHING_BROUGHT)]
    told += [Html(), speech.say(ADDED)]
    told += lines_text(desk, form, speech) or [speech.say(NOTHING_ADDED)]
    told += [Html(), *_sum(form, speech)]
    if form.declaration.state == FormState.OPEN:
        told.append(speech.say(READERS))
    else:
        told += [*standing_text(desk, form, speech)]
    return Html("\n".join(told))


def leader_text(desk: Desk, form: Form, speech: Language) -> Html:
    """Write the form for the group leader: what the member added, and nothing that the office entered."""
    told = [*_head(form, speech), *(lines_text(desk, form, speech) or [speech.say(NOTHING_ADDED)])]
    return Html("\n".join([*told, *group_check.text(desk, form.declaration, speech)]))


def _head(form: Form, speech: Language) -> list[Html]:
    month = speech.month(form.declaration.month)
    return [speech.say(HEAD, month=month, name=form.person.name, branch=form.branch.name)]


def _due(desk: Desk, form: Form, speech: Language) -> Html:
    if form.declaration.month in booking.frozen_months(desk, form.branch):
        return speech.say(CLOSED)
    day = reminder.deadlines_of(desk, form.branch, form.declaration.month).claims
    return speech.say(DUE if desk.today <= day else OVERDUE, day=day)


def _brought(desk: Desk, form: Form, speech: Language) -> list[Html]:
    """Write what the month holds already, a line an item: how often, how many points, how many still wait."""
    taken_back = {one.entry.reverses for one in form.brought if one.entry is not None and one.entry.reverses}
    counts: dict[str, int] = {}
    waiting: dict[str, int] = {}
    points: dict[str, Decimal] = {}
    for one in reversed(form.brought):
        if one.entry is None and not undecided(one):
            continue
        checked = one.entry is not None and checkins.begun_at(desk.tx, one.entry.reverses or one.entry.id) is not None
        name = speech.word(CHECKED_IN) if checked else my.what(desk, one, speech)
        stands = one.entry is None or (one.entry.reverses is None and one.entry.id not in taken_back)
        counts[name] = counts.get(name, 0) + stands
        waiting[name] = waiting.get(name, 0) + (one.entry is None)
        points[name] = points.get(name, ZERO) + (one.entry.points if one.entry else _asked(one.claim))
    if ahead := attendance.not_booked(desk, form.branch, form.person, form.declaration.month):
        name = speech.word(CHECKED_IN)
        counts[name], waiting[name] = counts.get(name, 0) + ahead, waiting.get(name, 0) + ahead
        points.setdefault(name, ZERO)
    told = []
    for name, count in counts.items():
        if count or points[name]:
            line = speech.say(BROUGHT_LINE, item=name, count=count, points=points_text(points[name], sign=True))
            remark = speech.say(WAITING, waiting=waiting[name])
            told.append(Html(f"{line} · ⏳ {remark}") if waiting[name] else line)
    return told


def _asked(claim: Claim | None) -> Decimal:
    return claim.requested if claim is not None else ZERO


def lines_text(desk: Desk, form: Form, speech: Language) -> list[Html]:
    """Write what the member added: day, item, points asked for, reason, files, and once signed what became of it."""
    told = [line_text(desk, form, number, line, speech) for number, line in enumerate(form.lines[:LINES_ROOM], start=1)]
    if len(form.lines) > LINES_ROOM:
        told.append(speech.say(MORE_LINES, count=len(form.lines) - LINES_ROOM))
    return told


def line_text(desk: Desk, form: Form, number: int, line: Line, speech: Language) -> Html:
    """Write one added line."""
    claim = claims.known(desk.tx, line.claim_id) if line.claim_id else None
    rules: Rules = by_id(desk, claim.scheme_id) if claim else board.rules_of(desk, form.branch, form.declaration.month)
    item = rules.scheme.items[line.item]
    note = line.note if len(line.note) <= NOTE_ROOM else line.note[: NOTE_ROOM - 1] + "…"
    facts = {"n": number, "day": line.occurred_on, "item": f"{item.code} {item_name(item, speech)}", "note": note}
    parts = [speech.say(ADDED_LINE, points=points_text(line.requested, sign=True), **facts)]
    if line.pieces:
        parts.append(speech.say(FILES, count=len(line.pieces)))
    if claim is not None:
        parts.append(speech.say(AS_CLAIM, id=claim.id, state=speech.word(STATES[claim.state])))
        if claim.state == ClaimState.APPROVED:
            parts.append(speech.say(GIVEN, points=points_text(claim.credited or ZERO, sign=True)))
    return Html(" · ".join(parts))


def _sum(form: Form, speech: Language) -> list[Html]:
    expected = form.expected
    what = speech.word(IF_ALL_STANDS if form.waits else TOTAL)
    facts = {"what": what, "plus": expected.plus, "minus": expected.minus, "score": expected.score}
    based = form.base is not None
    told = [speech.say(SUM_BASED, base=form.base, **facts) if based else speech.say(SUM, **facts)]
    if expected.kept_back:
        told.append(speech.say(KEPT_BACK, points=expected.kept_back))
    return [speech.say(ZEROED)] if form.zeroed else told


def standing_text(desk: Desk, form: Form, speech: Language) -> list[Html]:
    """Say how a signed form stands: signature, group check, review, the member's word on the result."""
    declaration = form.declaration
    told = []
    if declaration.signed_at is not None:
        told.append(speech.say(SIGNED, at=speech.moment(declaration.signed_at, desk.house.zone)))
    told += group_check.text(desk, declaration, speech)
    at = speech.moment(declaration.answered_at, desk.house.zone) if declaration.answered_at else ""
    state = FormState(declaration.state)
    told.append(speech.say(STANDS[state], at=at, words=declaration.words or ""))
    return told
