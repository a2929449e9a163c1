"""Appeals: somebody objects to what is laid open, follows it, agrees with what becomes of it or asks for more."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.domain.calendar.periods import PeriodKind, parse_period
from bot.domain.points.appeal import OPEN, AppealState, Course, Target, step
from bot.domain.points.claim import ClaimState
from bot.domain.points.text import NOTE_LIMIT, clean_text
from bot.domain.refusals import (
    appeal_text_required,
    appeal_waits,
    appeal_was_decided,
    no_such_claim,
    not_appealable,
    not_in_publicity,
    nothing_in_publicity,
    stale_card,
)
from bot.i18n import Html, Language
from bot.services import appeal_case, appeal_handler, closing, my, publicity
from bot.services.appeal_case import Case
from bot.services.desk import Desk
from bot.services.evidence import Piece, once
from bot.services.evidence import media_of as media_of_pieces
from storage import appeals, audit, claim_lists, claims, ledger
from storage.appeals import Appeal
from storage.claims import Claim
from storage.ledger import Entry
from storage.orgs import Org
from storage.persons import Person

MOST_OFFERED = 8
"""Lines that are offered to be objected to; any other is named by its number."""


class Aim(NamedTuple):
    """What somebody objects to: a kind of thing in a period of a branch, and its number, 0 for the period itself."""

    branch: Org
    period: str
    target: Target
    number: int = 0


class Choice(NamedTuple):
    """Something that can be objected to.

    Attributes:
        target: What kind of thing.
        id: The claim's or the entry's number, 0 for neither.
        claim: The claim, where it is one.
        entry: The entry that is booked, where one is.
    """

    target: Target
    id: int = 0
    claim: Claim | None = None
    entry: Entry | None = None


# ---- what can be objected to -------------------------------------------------------------------------------------
def newest_open(desk: Desk, branch: Org) -> str:
    """Answer the newest period of a branch that can be objected to.

    Raises:
        Refusal: ``NOTHING_IN_PUBLICITY``.
    """
    found = publicity.open_periods(desk, branch)
    if not found:
        raise nothing_in_publicity()
    return found[0]


def is_laid_open(desk: Desk, branch: Org, period: str) -> bool:
    """Tell whether a word names a period of a branch that is, or was, laid open."""
    return publicity.of(desk, branch, period) is not None


def need_open(desk: Desk, branch: Org, period: str) -> None:
    """Insist that a period can be objected to now (2.2-11).

    Raises:
        Refusal: ``NOT_IN_PUBLICITY``.
    """
    row = publicity.of(desk, branch, period)
    if not publicity.is_open(desk, row):
        raise not_in_publicity(period, row.until if row is not None and desk.today > row.until else None)


def choices(desk: Desk, branch: Org, person: Person, period: str) -> list[Choice]:
    """Answer what somebody may object to in a period: what was not approved first, then what took points off."""
    shape = parse_period(period)
    found: list[Choice] = []
    if shape.kind is PeriodKind.MONTH:
        found = [
            Choice(Target.CLAIM, claim.id, claim, None)
            for claim in claim_lists.rejected(desk.tx, branch.id, person.id)
            if period in months_of(desk, claim)
        ]
        entries = [
            entry
            for kind in ("member", "cadre")
            for entry in ledger.of_subject(desk.tx, kind, person.id, period, period)
            if entry.branch_id == branch.id
        ]
        for entry in sorted(entries, key=lambda entry: (entry.points > 0, -entry.id)):
            found.append(_choice_of(desk, entry))
    whole = [Choice(Target.TOTAL), Choice(Target.RANK), Choice(Target.OTHER)]
    once_each = {(one.target, one.id): one for one in found}
    return [*list(once_each.values())[:MOST_OFFERED], *whole]


def _choice_of(desk: Desk, entry: Entry) -> Choice:
    """Answer the claim that an entry stands for, else the entry itself."""
    claim = claims.get(desk.tx, entry.claim_id) if entry.claim_id is not None else None
    if claim is not None and claim.state == ClaimState.APPROVED and entry.reverses is None:
        return Choice(Target.CLAIM, claim.id, claim, entry)
    return Choice(Target.ENTRY, entry.id, None, entry)


def months_of(desk: Desk, claim: Claim) -> set[str]:
    """Answer the months in whose publicity a claim can be objected to: those it counts for, or was decided in."""
    entry = appeal_case.standing_entry(desk, claim)
    if entry is not None:
        return {entry.period}
    decided = claim.decided_at.astimezone(desk.house.zone) if claim.decided_at is not None else None
    return {f"{claim.occurred_on:%Y-%m}"} | ({f"{decided:%Y-%m}"} if decided is not None else set())


def period_of_claim(desk: Desk, branch: Org, claim: Claim) -> str:
    """Answer the period in which a claim can be objected to now.

    Raises:
        Refusal: ``NOT_APPEALABLE``, ``NOT_IN_PUBLICITY``.
    """
    if claim.state not in {ClaimState.REJECTED, ClaimState.APPROVED, ClaimState.VOIDED}:
        raise not_appealable(claim.id)
    months = sorted(months_of(desk, claim), reverse=True)
    for month in months:
        if publicity.is_open(desk, publicity.of(desk, branch, month)):
            return month
    need_open(desk, branch, months[0])
    raise not_in_publicity(months[0])


def check(desk: Desk, person: Person, aim: Aim) -> None:
    """Insist that somebody may object to this now.

    Raises:
        Refusal: ``NOT_IN_PUBLICITY``, ``NO_SUCH_CLAIM``, ``NOT_APPEALABLE``, ``APPEAL_WAITS``, ``APPEAL_WAS_DECIDED``.
    """
    branch, period, target, number = aim
    if target is Target.CLAIM:
        claim = my.own_claim(desk, person, number)
        if claim.branch_id != branch.id:
            raise no_such_claim(number)
        period_of_claim(desk, branch, claim)
    elif target is Target.ENTRY:
        entry = ledger.find(desk.tx, number)
        if entry is None or entry.branch_id != branch.id or entry.subject_id != person.id:
            raise no_such_claim(number)
    need_open(desk, branch, period)
    for other in appeals.of_person(desk.tx, person.id):
        same = (other.branch_id, other.period, other.target, other.target_id or 0)
        if other.state == AppealState.WITHDRAWN or same != (branch.id, period, target.value, number):
            continue
        if target is Target.OTHER and other.state not in OPEN:
            continue
        raise appeal_waits(other.id) if other.state in OPEN else appeal_was_decided(other.id)


def about(desk: Desk, aim: Aim, speech: Language) -> Html:
    """Write what somebody is about to object to."""
    return appeal_case.about(desk, appeal_case.matter_of(desk, aim.period, aim.target, aim.number), speech)


# ---- objecting ---------------------------------------------------------------------------------------------------
def file(desk: Desk, person: Person, aim: Aim, *, text: str, pieces: Sequence[Piece]) -> Case:
    """File an objection and give it to somebody who had no part in what it is about.

    Raises:
        Refusal: as `check`; ``APPEAL_TEXT_REQUIRED``, ``TEXT_TOO_LONG``.
    """
    check(desk, person, aim)
    words = clean_text(text, NOTE_LIMIT)
    if not words:
        raise appeal_text_required()
    appeal_id = appeals.add(
        desk.tx,
        branch_id=aim.branch.id,
        person_id=person.id,
        period=aim.period,
        target=aim.target.value,
        target_id=aim.number or None,
        text=words,
        state=AppealState.FILED.value,
        filed_at=desk.now,
    )
    appeals.add_step(desk.tx, appeal_id=appeal_id, level=1, by_id=person.id, verdict="filed", now=desk.now)
    _add_files(desk, appeal_id, pieces)
    _note(desk, person, appeal_id, "filed")
    publicity.objected(desk, aim.branch, aim.period)
    return appeal_handler.assign(desk, appeal_id)


def _add_files(desk: Desk, appeal_id: int, pieces: Sequence[Piece]) -> None:
    for piece in once(pieces):
        appeals.add_file(
            desk.tx,
            appeal_id=appeal_id,
            kind=piece.kind,
            file_id=piece.file_id,
            unique_id=piece.unique_id,
            now=desk.now,
        )


def add(desk: Desk, person: Person, appeal: Appeal, *, text: str, pieces: Sequence[Piece]) -> Case:
    """Add words or files to an own objection that is not decided.

    Raises:
        Refusal: ``NOT_YOUR_APPEAL``, ``APPEAL_IS``, ``APPEAL_TEXT_REQUIRED``.
    """
    step(course(appeal), "add", by=person.id)
    words = clean_text(text, NOTE_LIMIT)
    if not words and not pieces:
        raise appeal_text_required()
    appeals.add_step(
        desk.tx, appeal_id=appeal.id, level=appeal.level, by_id=person.id, verdict="added", reason=words, now=desk.now
    )
    _add_files(desk, appeal.id, pieces)
    case = appeal_case.publish(desk, appeal.id)
    appeal_case.show_files(desk, case, media_of_pieces(pieces))
    return case


def withdraw(desk: Desk, person: Person, appeal: Appeal, *, rev: int) -> Case:
    """Take an own objection back before it is decided.

    Raises:
        Refusal: ``NOT_YOUR_APPEAL``, ``APPEAL_IS``, ``STALE_CARD``.
    """
    return _go_on(desk, person, appeal, "withdraw", rev=rev)


def agree(desk: Desk, person: Person, appeal: Appeal, *, rev: int) -> Case:
    """Agree with a decision: it is final.

    Raises:
        Refusal: ``NOT_YOUR_APPEAL``, ``APPEAL_IS``, ``STALE_CARD``.
    """
    return _go_on(desk, person, appeal, "agree", rev=rev)


def _go_on(desk: Desk, person: Person, appeal: Appeal, do: str, *, rev: int) -> Case:
    after = step(course(appeal), do, by=person.id, today=desk.today)
    check_fresh(appeal, rev)
    if not appeals.change(desk.tx, appeal, state=after.state.value):
        raise stale_card()
    appeals.add_step(desk.tx, appeal_id=appeal.id, level=appeal.level, by_id=person.id, verdict=do, now=desk.now)
    _note(desk, person, appeal.id, after.state.value)
    case = appeal_case.publish(desk, appeal.id)
    settled(desk, case)
    return case


def second(desk: Desk, person: Person, appeal: Appeal, *, rev: int) -> Case:
    """Ask for a review one level up, in time; somebody there decides for good.

    Raises:
        Refusal: ``NOT_YOUR_APPEAL``, ``APPEAL_IS``, ``APPEAL_OVER``, ``STALE_CARD``.
    """
    after = step(course(appeal), "second", by=person.id, today=desk.today)
    check_fresh(appeal, rev)
    if not appeals.change(
        desk.tx, appeal, state=after.state.value, level=after.level, handler_id=None, handler_role=""
    ):
        raise stale_card()
    appeals.add_step(desk.tx, appeal_id=appeal.id, level=after.level, by_id=person.id, verdict="second", now=desk.now)
    _note(desk, person, appeal.id, after.state.value)
    case = appeal_handler.assign(desk, appeal.id)
    publicity.objected(desk, case.branch, appeal.period)
    return case


def course(appeal: Appeal) -> Course:
    """Answer where an objection stands, as its rules know it."""
    return Course(
        id=appeal.id,
        by=appeal.person_id,
        handler=appeal.handler_id,
        state=AppealState(appeal.state),
        level=appeal.level,
        reply_by=appeal.reply_by,
    )


def check_fresh(appeal: Appeal, rev: int) -> None:
    """Refuse a button of an older state.

    Raises:
        Refusal: ``STALE_CARD``.
    """
    if appeal.rev != rev:
        raise stale_card()


def settled(desk: Desk, case: Case) -> None:
    """An objection waits no more: its publicity goes on, and its period closes if that was all that kept it open."""
    publicity.objected(desk, case.branch, case.appeal.period)
    closing.close_ended(desk, case.branch.id, case.appeal.period)


def _note(desk: Desk, person: Person | None, appeal_id: int, after: str) -> None:
    audit.add(
        desk.tx,
        now=desk.now,
        actor_id=person.id if person is not None else None,
        action="appeal",
        what=f"appeal {appeal_id}",
        after=after,
    )
