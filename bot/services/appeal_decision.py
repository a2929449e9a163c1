"""Deciding on an objection: upheld, in part, or not, always with a reason; what it changes is booked at once."""

from decimal import Decimal
from typing import NamedTuple

from bot.domain.calendar.rules import hold_until
from bot.domain.points.appeal import OPEN, REPLY_WORKDAYS, AppealState, Outcome, check_partly, step
from bot.domain.points.claim import ClaimState
from bot.domain.points.item import Item
from bot.domain.points.ledger import EntryKind, credit_with_cap
from bot.domain.points.number import ZERO, parse_points, round2
from bot.domain.points.period import book, month_key
from bot.domain.points.text import REASON_LIMIT, clean_text, normalise_text
from bot.domain.refusals import Refusal, appeal_needs_points, bad_state, stale_card
from bot.services import appeal, appeal_case, appeal_handler, booking, review, rulebook, settings
from bot.services.appeal_case import Case
from bot.services.booking import Subject
from bot.services.desk import Desk
from bot.services.rulebook import Rules
from storage import appeals, audit, ledger, orgs, periods
from storage.appeals import Appeal
from storage.persons import Person


class Said(NamedTuple):
    """A handler's words: the points that the objection changes, where they are asked for, and the reason."""

    points: Decimal | None
    reason: str


class Booked(NamedTuple):
    """What a decision booked."""

    entry_id: int | None
    points: Decimal


NOTHING = Booked(None, ZERO)
DECIDED = frozenset({ClaimState.APPROVED, ClaimState.REJECTED, ClaimState.VOIDED})


def asks_points(desk: Desk, case: Case, outcome: Outcome) -> bool:
    """Tell whether a handler must say how many points a decision changes."""
    return outcome is Outcome.PARTLY or (outcome is Outcome.UPHELD and appeal_case.whole(desk, case) is None)


def read(desk: Desk, case: Case, outcome: Outcome, text: str) -> Said:
    """Read a handler's words.

    Raises:
        Refusal: ``APPEAL_NEEDS_POINTS``, ``TEXT_TOO_LONG``.
    """
    if not asks_points(desk, case, outcome):
        return Said(None, clean_text(text, REASON_LIMIT))
    word, _, rest = normalise_text(text).strip().partition(" ")
    try:
        points = round2(parse_points(word.rstrip(",;:")))
    except Refusal as refusal:
        raise appeal_needs_points(case.appeal.id) from refusal
    return Said(points, clean_text(rest, REASON_LIMIT))


def may_decide(person: Person, decided: Appeal, *, rev: int) -> None:
    """Insist that a person may decide now, before asking for the reason.

    Raises:
        Refusal: ``NOT_YOURS_TO_DECIDE``, ``APPEAL_IS``, ``STALE_CARD``.
    """
    step(appeal.course(decided), "decide", by=person.id)
    appeal.check_fresh(decided, rev)


def decide(desk: Desk, person: Person, decided: Appeal, outcome: Outcome, said: Said, *, rev: int) -> Case:
    """Decide on an objection; what it changes is booked in the open month for the month that it is about.

    Raises:
        Refusal: ``NOT_YOURS_TO_DECIDE``, ``APPEAL_IS``, ``APPEAL_REASON_REQUIRED``, ``STALE_CARD``, ``PARTLY_WITHIN``.
    """
    after = step(appeal.course(decided), "decide", by=person.id, reason=said.reason)
    appeal.check_fresh(decided, rev)
    case = appeal_case.look(desk, decided)
    with desk.tx.all_or_nothing():
        booked = _carry_out(desk, person, case, outcome, said.points)
        days = desk.calendar().add_workdays(desk.today, REPLY_WORKDAYS)
        if not appeals.change(
            desk.tx,
            decided,
            state=after.state.value,
            outcome=outcome.value,
            points=booked.points,
            decided_at=desk.now,
            reply_by=days if after.state is AppealState.DECIDED else None,
        ):
            raise stale_card()
        appeals.add_step(
            desk.tx,
            appeal_id=decided.id,
            level=decided.level,
            by_id=person.id,
            verdict=outcome.value,
            points=booked.points,
            reason=said.reason,
            entry_id=booked.entry_id,
            now=desk.now,
        )
        _note(desk, person.id, decided, outcome.value)
    case = appeal_case.publish(desk, decided.id, decided=True)
    appeal.settled(desk, case)
    return case


def _carry_out(desk: Desk, person: Person, case: Case, outcome: Outcome, points: Decimal | None) -> Booked:
    """Book what a decision changes."""
    if outcome is Outcome.DISMISSED:
        return NOTHING
    if case.claim is not None and case.claim.state not in DECIDED:  # its reviewer took the verdict back meanwhile
        raise bad_state(case.claim.id, case.claim.state)
    whole = appeal_case.whole(desk, case)
    if outcome is Outcome.PARTLY and whole is not None:
        check_partly(case.appeal.id, points or ZERO, whole)
    if outcome is Outcome.UPHELD and whole is not None and not appeal_case.given(desk, case.appeal):
        if case.entry is not None:
            return _take_back(desk, person, case)
        if case.claim is not None:
            role = appeal_case.plain_role(case.appeal)
            review.uphold(desk, person, case.claim, role=role, sign=case.sign)
            return _standing(desk, case)
    return _adjust(desk, person, case, points if points is not None else whole or ZERO)


def _standing(desk: Desk, case: Case) -> Booked:
    entry = appeal_case.look(desk, case.appeal).entry
    return Booked(entry.id, entry.points) if entry is not None else NOTHING


def _take_back(desk: Desk, person: Person, case: Case) -> Booked:
    """Reverse what took points off; with its claim, so that its card tells the truth."""
    entry = case.entry
    assert entry is not None  # noqa: S101 - only what is booked is taken back
    if case.claim is not None:
        review.void(desk, person, case.claim, reason=case.sign, asked_by=person, told=False)
    else:
        rules = rulebook.by_id(desk, entry.scheme_id)
        booking.reverse(desk, branch=case.branch, rules=rules, entry=entry, by_id=person.id, reason=case.sign)
    taken = ledger.reversal_of(desk.tx, entry.id)
    return Booked(taken.id, taken.points) if taken is not None else NOTHING


def _adjust(desk: Desk, person: Person, case: Case, points: Decimal) -> Booked:
    """Book a difference for whom the claim or the entry is, else for the author; no item gives more than its cap."""
    ground = _ground(desk, case)
    if points > 0 and ground.item is not None:
        already = booking.credited_so_far(desk, ground.item, ground.subject, ground.act_month)
        points = credit_with_cap(points, already, ground.item.cap).credited
    if not points:
        return NOTHING
    frozen = booking.frozen_months(desk, case.branch)
    entry_id = booking.append(
        desk,
        branch=case.branch,
        rules=ground.rules,
        subject=ground.subject,
        item=ground.item.code if ground.item is not None else "",
        kind=EntryKind.ADJUST,
        points=points,
        period=book(desk.today, desk.today, frozen).period,
        ref_period=ground.act_month,
        claim_id=None,
        by_id=person.id,
        reason=case.sign,
    )
    return Booked(entry_id, points)


class Ground(NamedTuple):
    """What an adjustment rests on."""

    rules: Rules
    item: Item | None
    subject: Subject
    act_month: str


def _ground(desk: Desk, case: Case) -> Ground:
    entry, claim, period = case.entry, case.claim, case.appeal.period
    if entry is not None:
        rules = rulebook.by_id(desk, entry.scheme_id)
        subject = booking.subject_of(desk, entry.subject_kind, entry.subject_id)
        return Ground(rules, rules.scheme.items.get(entry.item), subject, entry.ref_period or entry.period)
    if claim is not None:
        rules = rulebook.by_id(desk, claim.scheme_id)
        subject = booking.subject_of(desk, claim.subject_kind, claim.subject_id)
        return Ground(rules, rules.scheme.items[claim.item], subject, month_key(claim.occurred_on))
    month = period if len(period) > periods.YEAR else f"{period}-12"
    subject = booking.subject_of(desk, "member", case.author.id)
    return Ground(rulebook.current(desk, case.branch), None, subject, month)


def look(desk: Desk) -> int:
    """Let decisions become final that nobody contested in time, and tell of those that are late; answer how many."""
    done = 0
    for one in appeals.unfinished(desk.tx):
        branch = orgs.get(desk.tx, one.branch_id)
        if hold_until(desk.now, settings.quiet_hours(desk, branch), desk.house.zone) > desk.now:
            continue
        if one.state == AppealState.DECIDED and one.reply_by is not None and desk.today > one.reply_by:
            after = step(appeal.course(one), "lapse")
            appeals.change(desk.tx, one, state=after.state.value)
            appeals.add_step(desk.tx, appeal_id=one.id, level=one.level, by_id=None, verdict="lapse", now=desk.now)
            _note(desk, None, one, after.state.value)
            appeal_case.publish(desk, one.id)
            done += 1
        elif one.state in OPEN and one.decide_by is not None and desk.today > one.decide_by:
            appeal_handler.tell_late(desk, one)
    return done


def _note(desk: Desk, actor_id: int | None, decided: Appeal, after: str) -> None:
    audit.add(desk.tx, now=desk.now, actor_id=actor_id, action="appeal", what=f"appeal {decided.id}", after=after)
