"""Booking: the only door to the ledger. An entry, its texts, its hash, the totals - in one transaction."""

import secrets
from decimal import Decimal
from typing import NamedTuple

from bot.domain.points.chained import GENESIS, EntryFields, entry_hash, text_digest
from bot.domain.points.item import Item, ItemKind
from bot.domain.points.ledger import Credit, EntryKind, credit_with_cap
from bot.domain.points.period import Booking, book, cap_months
from bot.services import linkage, rulebook
from bot.services.desk import Desk
from bot.services.rulebook import Rules
from storage import heads, ledger, linkages, orgs, periods, persons, totals
from storage.ledger import Entry
from storage.orgs import Org


class Subject(NamedTuple):
    """Whose points they are."""

    kind: str
    id: int
    code: str
    name: str


def subject_of(desk: Desk, kind: str, subject_id: int) -> Subject:
    """Answer a subject with its code and its name as stored."""
    if kind == "branch":
        org = orgs.get(desk.tx, subject_id)
        return Subject(kind, org.id, org.code, org.name)
    person = persons.get(desk.tx, subject_id)
    return Subject(kind, person.id, person.code, person.name)


def frozen_months(desk: Desk, branch: Org) -> frozenset[str]:
    """Answer the months of a branch that take no entry any more (2.3-2)."""
    return frozenset(row.key for row in periods.frozen(desk.tx, branch.id))


def cap_left(desk: Desk, item: Item, subject: Subject, act_month: str) -> Decimal | None:
    """Answer what the cap of an item still leaves a subject for acts of a month; None for no cap."""
    if item.cap is None:
        return None
    return max(Decimal("0.00"), item.cap - credited_so_far(desk, item, subject, act_month))


def credited_so_far(desk: Desk, item: Item, subject: Subject, act_month: str) -> Decimal:
    """Answer what an item has given a subject in the cap's window around a month of acts."""
    start, end = cap_months(item.cap_period or "year", act_month)
    return totals.credited_so_far(
        desk.tx, kind=subject.kind, subject_id=subject.id, item=item.code, start=start, end=end
    )


def book_award(
    desk: Desk,
    *,
    branch: Org,
    rules: Rules,
    item: Item,
    subject: Subject,
    booking: Booking,
    requested: Decimal,
    claim_id: int | None,
    by_id: int | None,
    reason: str,
) -> Credit:
    """Book what a claim asked for, as far as the cap leaves it; overflow is told, not booked (3.2)."""
    heads.hold(desk.tx, branch.id)
    already = credited_so_far(desk, item, subject, booking.act_month)
    credit = credit_with_cap(requested, already, item.cap)
    kind = EntryKind(booking.kind)
    if kind is EntryKind.AWARD and item.kind is ItemKind.ZERO:
        kind = EntryKind.ZEROING
    elif kind is EntryKind.AWARD and item.negative:
        kind = EntryKind.DEDUCT
    append(
        desk,
        branch=branch,
        rules=rules,
        subject=subject,
        item=item.code,
        kind=kind,
        points=credit.credited,
        period=booking.period,
        ref_period=booking.ref_period,
        claim_id=claim_id,
        by_id=by_id,
        reason=reason,
    )
    return credit


def reverse(desk: Desk, *, branch: Org, rules: Rules, entry: Entry, by_id: int | None, reason: str) -> int:
    """Book the exact negative of an entry, once, in its month if that is open, else in the running one (2.2-3)."""
    frozen = frozen_months(desk, branch)
    period = entry.period if entry.period not in frozen else book(desk.today, desk.today, frozen).period
    return append(
        desk,
        branch=branch,
        rules=rules,
        subject=subject_of(desk, entry.subject_kind, entry.subject_id),
        item=entry.item,
        kind=EntryKind.REVERSAL,
        points=-entry.points if entry.points else entry.points,
        period=period,
        ref_period=entry.ref_period or entry.period,
        claim_id=entry.claim_id,
        by_id=by_id,
        reason=reason,
        reverses=entry,
    )


def append(
    desk: Desk,
    *,
    branch: Org,
    rules: Rules,
    subject: Subject,
    item: str,
    kind: EntryKind,
    points: Decimal,
    period: str,
    ref_period: str | None,
    claim_id: int | None,
    by_id: int | None,
    reason: str,
    reverses: Entry | None = None,
) -> int:
    """Append an entry to a branch's chain, add it to the totals, and book what linkage follows; answer its id."""
    seq, head = heads.lock(desk.tx, branch.id)
    prev_hash = head or GENESIS
    salt = secrets.token_hex(16)
    fields = EntryFields(
        branch=branch.code,
        seq=seq + 1,
        booked_at=desk.now,
        subject_kind=subject.kind,
        subject=subject.code,
        scheme=rules.label,
        period=period,
        item=item,
        kind=kind.value,
        points=points,
        claim=claim_id,
        ref_period=ref_period,
        reverses=reverses.seq if reverses else None,
        by=person_code(by_id),
        text_digest=text_digest(salt, subject.name, reason),
    )
    hashed = entry_hash(prev_hash, fields)
    entry_id = ledger.append(
        desk.tx,
        branch_id=branch.id,
        seq=fields.seq,
        booked_at=desk.now,
        subject_kind=subject.kind,
        subject_id=subject.id,
        scheme_id=rules.id,
        period=period,
        item=item,
        kind=kind.value,
        points=points,
        claim_id=claim_id,
        ref_period=ref_period,
        reverses=reverses.id if reverses else None,
        by_id=by_id,
        text_digest=fields.text_digest,
        prev_hash=prev_hash,
        entry_hash=hashed,
    )
    ledger.add_texts(desk.tx, entry_id, salt=salt, name=subject.name, reason=reason)
    heads.write(desk.tx, branch.id, seq=fields.seq, head=hashed)
    totals.add(
        desk.tx,
        branch_id=branch.id,
        kind=subject.kind,
        subject_id=subject.id,
        period=period,
        points=points,
        entries=1,
        zeroings=zeroing(kind.value, reverses.kind if reverses else None),
    )
    if item:  # an opening balance may be a sum over all items; it has no cap to count for
        act_month = ref_period or period
        totals.add_credit(desk.tx, kind=subject.kind, subject_id=subject.id, item=item, month=act_month, points=points)
    _link(desk, branch, subject, period, points)
    return entry_id


def _link(desk: Desk, branch: Org, subject: Subject, period: str, points: Decimal) -> None:
    """Book what somebody's entry gives or takes the branch, into the same month, right behind it (2.2-18)."""
    rules = rulebook.current(desk, branch)
    due = linkage.due_after(desk, branch, rules, kind=subject.kind, person_id=subject.id, period=period, points=points)
    if not due:
        return
    append(
        desk,
        branch=branch,
        rules=rules,
        subject=Subject("branch", branch.id, branch.code, branch.name),
        item="",
        kind=EntryKind.LINKAGE,
        points=due,
        period=period,
        ref_period=None,
        claim_id=None,
        by_id=None,
        reason="",
    )
    linkages.post(desk.tx, branch.id, period, due)


def zeroing(kind: str, reversed_kind: str | None) -> int:
    """Answer how an entry changes the number of standing zeroings: a zeroing adds one, its reversal lifts it."""
    if kind == EntryKind.ZEROING:
        return 1
    return -1 if kind == EntryKind.REVERSAL and reversed_kind == EntryKind.ZEROING else 0


def person_code(person_id: int | None) -> str | None:
    """Answer how the ledger names who booked."""
    return None if person_id is None else f"P{person_id:05d}"
