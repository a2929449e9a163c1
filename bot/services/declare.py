"""The declaration form (个人申报表): a member goes through a month, adds what is missing, and signs (S2)."""

from dataclasses import asdict

from bot.domain.points.claim import ClaimState
from bot.domain.points.declaration import MOST_LINES, SIGNED, FormState
from bot.domain.points.item import Item, ItemKind
from bot.domain.points.period import month_key
from bot.domain.points.text import REASON_LIMIT, clean_text
from bot.domain.refusals import (
    form_closed,
    form_full,
    form_not_so,
    form_too_early,
    item_not_claimable,
    item_not_for_you,
    not_declared,
    not_in_form,
    stale_card,
    too_many_files,
    words_needed,
)
from bot.i18n import N_, Html
from bot.services import booking, card, form_result, form_text, group_check, people
from bot.services import claim as claims_service
from bot.services.claim import Act, Missing, Request
from bot.services.desk import Desk
from bot.services.evidence import MOST_FILES, Piece
from bot.services.letters import Keyboard, Lane, PrivateLetter, post
from bot.services.rulebook import in_force
from storage import claims, declarations, orgs, persons, slots
from storage.claims import Claim
from storage.declarations import Declaration, Line
from storage.orgs import Org
from storage.persons import Person

PLEASE_CHECK = N_("Please check: is this so, as far as you know? Reviewers see your word; nothing waits for it.")
IS_RIGHT = N_("👍 That is right")
ASK = N_("🤔 I have a question")
CHECKED = N_("{name} has checked your declaration form for {month}: it is right.")
DOUBTED = N_(
    "{name} has a question about your declaration form for {month}:\n{doubt}\n"
    "Your reviewers see it too. Please answer {name}; with 📎 you can add to a claim."
)


def begin(desk: Desk, branch: Org, person: Person, month: str) -> Declaration:
    """Answer a member's form of a month; begun now if the month still takes it.

    Raises:
        Refusal: ``NOT_ENROLLED``, ``FORM_TOO_EARLY``, ``FORM_CLOSED``.
    """
    people.need_member(desk, person, branch)
    if month > month_key(desk.today):
        raise form_too_early(month)
    found = declarations.of(desk.tx, branch.id, month, person.id)
    if found is not None:
        return found
    _check_taken(desk, branch, month)
    return form_result.known(
        desk, declarations.add(desk.tx, person_id=person.id, branch_id=branch.id, month=month, now=desk.now)
    )


def _check_taken(desk: Desk, branch: Org, month: str) -> None:
    if month in booking.frozen_months(desk, branch):
        raise form_closed(month)


def own(desk: Desk, person: Person, declaration_id: int, *, rev: int | None = None) -> Declaration:
    """Answer a form of the person's own.

    Raises:
        Refusal: ``STALE_CARD`` - also for somebody else's, which is not admitted to exist.
    """
    form = form_result.known(desk, declaration_id)
    if form.person_id != person.id or (rev is not None and form.rev != rev):
        raise stale_card()
    return form


def need_open(desk: Desk, form: Declaration) -> Org:
    """Insist on a form to which something can be added; answer its branch.

    Raises:
        Refusal: ``FORM_NOT_SO``, ``FORM_CLOSED``.
    """
    branch = orgs.get(desk.tx, form.branch_id)
    _check_taken(desk, branch, form.month)
    if form.state != FormState.OPEN:
        raise form_not_so(form.state)
    return branch


# ---- lines -----------------------------------------------------------------------------------------------------


def attempt(desk: Desk, branch: Org, person: Person, request: Request) -> Declaration | Missing:
    """Add a line to a form if the request is complete, else answer what is missing.

    The request names the form's month, or its act does.

    Raises:
        Refusal: What the person must change.
    """
    rules, item, read = claims_service.read_text(desk, branch, request, request.text)
    _check_item(item)
    kind = _kind(desk, branch, person, item, rules.scheme.subjects)
    if item.kind is ItemKind.TIER and read.level is None:
        return Missing(what="level", item=item)
    if not read.note:
        return Missing(what="note", item=item)
    form = begin(desk, branch, person, request.about or month_key(read.occurred_on))
    need_open(desk, form)
    if month_key(read.occurred_on) != form.month:
        raise not_in_form(form.month, read.occurred_on)
    pieces = claims_service.all_pieces(desk, request)
    if item.lacks_evidence(note=read.note, attachments=len(pieces)):
        return Missing(what="evidence", item=item)
    lines = [line for line in declarations.lines(desk.tx, form.id) if line.claim_id is None]
    if len(lines) >= MOST_LINES:
        raise form_full(MOST_LINES)
    act = claims_service.act_of(
        desk, branch, rules=rules, item=item, subjects=((kind, person.id),), read=read, request=request
    )
    same = claims_service.already(desk, act)
    if same is not None and not request.confirmed:
        return Missing(what="confirm", item=item, same_as=same)
    if any((line.item, line.occurred_on, line.note) == (item.code, act.occurred_on, act.note) for line in lines):
        return form  # the same words once more: the line stands already
    form = _touched(desk, form)
    declarations.add_line(
        desk.tx,
        form.id,
        item=item.code,
        subject_kind=kind,
        occurred_on=act.occurred_on,
        quantity=act.quantity,
        level=act.level,
        requested=act.requested,
        note=act.note,
        pieces=[asdict(piece) for piece in pieces],
        media_group=request.media_group,
    )
    return form


def _check_item(item: Item) -> None:
    if item.kind is ItemKind.ZERO:
        raise not_declared(item.code)
    if not item.negative and not item.claimable:
        raise item_not_claimable(item.code)


def _kind(desk: Desk, branch: Org, person: Person, item: Item, subjects: tuple[str, ...]) -> str:
    """Answer as what the member declares an item; a form is a person's, so never as the branch."""
    kind = people.subject_kind(people.roles_in(desk, person, branch), item.who - {"branch"}, subjects)
    if kind is None:
        raise item_not_for_you(item.code, item.who)
    return kind


def declarable(desk: Desk, branch: Org, person: Person, item: Item, *, minus: bool) -> bool:
    """Tell whether a member is offered an item for the form: a gain to add, or a deduction."""
    if item.negative is not minus or item.kind is ItemKind.ZERO or not (minus or item.claimable):
        return False
    subjects = in_force(desk, branch, desk.today).scheme.subjects
    return people.subject_kind(people.roles_in(desk, person, branch), item.who - {"branch"}, subjects) is not None


def drop(desk: Desk, form: Declaration, line_id: int) -> Declaration:
    """Take an added line out again; answer the form without it.

    Raises:
        Refusal: ``FORM_NOT_SO``, ``FORM_CLOSED``, ``STALE_CARD``.
    """
    need_open(desk, form)
    if not declarations.drop_line(desk.tx, form.id, line_id):
        raise stale_card()
    return _touched(desk, form)


def _touched(desk: Desk, form: Declaration) -> Declaration:
    """Let a page that shows other lines be stale: nobody signs what they did not see."""
    if not declarations.change(desk.tx, form.id, from_rev=form.rev):
        raise stale_card()
    return form_result.known(desk, form.id)


def album_part(desk: Desk, person: Person | None, piece: Piece) -> bool:
    """Take one more part of an album whose caption added a line; answer whether it was one."""
    line = declarations.line_of_album(desk.tx, piece.media_group or "")
    if line is None or person is None or form_result.known(desk, line.declaration_id).person_id != person.id:
        return False
    if len(line.pieces) >= MOST_FILES:
        raise too_many_files(MOST_FILES)
    declarations.show(desk.tx, line.id, [*line.pieces, asdict(piece)])
    return True


# ---- signing ---------------------------------------------------------------------------------------------------


def sign(desk: Desk, person: Person, form: Declaration) -> Declaration:
    """Sign a form: each added line is filed as a claim, the group leader is asked to check, the review begins.

    Raises:
        Refusal: ``FORM_NOT_SO``, ``FORM_CLOSED``, ``STALE_CARD``.
    """
    branch = need_open(desk, form)
    fresh = {"checked_by": None, "checked_at": None, "doubt": None, "reviewed_at": None, "answered_at": None}
    with desk.tx.all_or_nothing():
        form = form_result.change(desk, form, "sign", signed_at=desk.now, words=None, **fresh)
        lines = [line for line in declarations.lines(desk.tx, form.id) if line.claim_id is None]
        for line in lines:
            declarations.file_line(desk.tx, line.id, _file(desk, branch, person, line).id)
        if lines:
            for leader in group_check.leaders(desk, form):
                _write_leader(desk, form, leader)
        if form_result.waits(desk, form):
            return form
        # Nothing waits for anybody: the signature under what is booked already confirms it.
        form = form_result.change(desk, form, "decided", reviewed_at=desk.now)
        return form_result.change(desk, form, "confirm", answered_at=desk.now)


def _file(desk: Desk, branch: Org, person: Person, line: Line) -> Claim:
    rules = in_force(desk, branch, line.occurred_on)
    act = Act(
        branch=branch,
        rules=rules,
        item=rules.scheme.items[line.item],
        subjects=((line.subject_kind, person.id),),
        occurred_on=line.occurred_on,
        quantity=line.quantity,
        level=line.level,
        requested=line.requested,
        note=line.note,
        pieces=tuple(Piece(**piece) for piece in line.pieces),
        source="form",
        state=ClaimState.IN_REVIEW,
        chat_id=claims_service.home_chat(desk, branch, 0),
    )
    return claims_service.file(desk, act, person)


def reopen(desk: Desk, form: Declaration) -> Declaration:
    """Open a signed form again to add more, as long as its month takes it; what was filed stays filed.

    Raises:
        Refusal: ``FORM_NOT_SO``, ``FORM_CLOSED``, ``STALE_CARD``.
    """
    _check_taken(desk, orgs.get(desk.tx, form.branch_id), form.month)
    return form_result.change(desk, form, "reopen")


# ---- the group check -------------------------------------------------------------------------------------------


def _write_leader(desk: Desk, form: Declaration, leader: Person) -> None:
    if leader.telegram_id is None:
        return
    speech = desk.speaks(leader)
    text = form_text.leader_text(desk, form_text.look(desk, form), speech)
    keys: Keyboard = ()
    if form.checked_by is None:
        text = Html(f"{text}\n\n{speech.say(PLEASE_CHECK)}")
        keys = [[form_result.key(form, speech.plain(IS_RIGHT), "k"), form_result.key(form, speech.plain(ASK), "q")]]
    letter = PrivateLetter(
        to=leader.telegram_id,
        text=text,
        keyboard=keys,
        lane=Lane.CARD,
        slot=_slot(form, leader),
        about=orgs.get(desk.tx, form.branch_id),
        silent=True,
    )
    post(desk, letter)


def _slot(form: Declaration, leader: Person) -> str:
    """Answer the slot of a group leader's copy; a form that is signed anew is a new message."""
    signed = int(form.signed_at.timestamp()) if form.signed_at is not None else 0
    return f"form:{form.id}:g{leader.id}:{signed}"


def may_check(desk: Desk, person: Person, form: Declaration) -> None:
    """Insist on a group leader who may check a form now.

    Raises:
        Refusal: ``STALE_CARD``.
    """
    if form.state not in SIGNED or form.checked_by is not None:
        raise stale_card()
    if all(leader.id != person.id for leader in group_check.leaders(desk, form)):
        raise stale_card()


def check(desk: Desk, person: Person, form: Declaration, *, doubt: str | None = None) -> Declaration:
    """Take the group leader's word on a form: it is so, or there is a question; its reviewers see it at once.

    Raises:
        Refusal: ``STALE_CARD``, ``WORDS_NEEDED``.
    """
    may_check(desk, person, form)
    if doubt is not None:
        doubt = clean_text(doubt, REASON_LIMIT)
        if not doubt:
            raise words_needed()
    if not declarations.check(desk.tx, form.id, by=person.id, now=desk.now, doubt=doubt):
        raise stale_card()
    form = form_result.known(desk, form.id)
    for leader in group_check.leaders(desk, form):
        if slots.under(desk.tx, _slot(form, leader)):
            _write_leader(desk, form, leader)
    for line in declarations.lines(desk.tx, form.id):
        claim = claims.known(desk.tx, line.claim_id) if line.claim_id else None
        if claim is not None and claim.state == ClaimState.IN_REVIEW:
            card.publish(desk, claim)
    _tell_member(desk, form)
    return form


def _tell_member(desk: Desk, form: Declaration) -> None:
    member = persons.get(desk.tx, form.person_id)
    if member.telegram_id is None or form.checked_by is None:
        return
    speech = desk.speaks(member)
    facts = {"name": persons.get(desk.tx, form.checked_by).name, "month": speech.month(form.month)}
    text = speech.say(DOUBTED if form.doubt else CHECKED, doubt=form.doubt or "", **facts)
    about = orgs.get(desk.tx, form.branch_id)
    post(desk, PrivateLetter(to=member.telegram_id, text=text, about=about, silent=True))
