"""A trial of rules: what a month would have been under them. Nothing is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

from bot.domain.points.item import item_points
from bot.domain.points.ledger import credit_with_cap
from bot.domain.points.number import ZERO, mean, round2
from bot.domain.points.period import cap_months, month_key
from bot.domain.points.scheme import Scheme
from bot.domain.points.standing import score_of
from bot.domain.refusals import Refusal
from bot.services import board
from bot.services.desk import Desk
from storage import claims, ledger, totals
from storage.claims import Claim
from storage.ledger import Entry
from storage.orgs import Org


class Row(NamedTuple):
    """Somebody whose score would have been another."""

    kind: str
    code: str
    name: str
    before: Decimal
    after: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A month under other rules.

    Attributes:
        branch: Whose.
        month: Its key.
        subjects: How many persons have a score in it.
        before: Their average as it is.
        after: As it would have been.
        rows: Those whose score would have been another.
    """

    branch: Org
    month: str
    subjects: int
    before: Decimal | None
    after: Decimal | None
    rows: tuple[Row, ...]


def last_month(desk: Desk) -> str:
    """Answer the month before the running one."""
    return month_key(desk.today.replace(day=1) - timedelta(days=1))


def trial(desk: Desk, branch: Org, scheme: Scheme, month: str) -> Trial:
    """Score the people of a month again, each claim by the item that has its code in other rules."""
    rows: list[Row] = []
    before: list[Decimal] = []
    after: list[Decimal] = []
    for kind in board.kinds(desk, branch):
        if kind == "branch":
            continue
        standing = board.standing(desk, branch, kind, month, month)
        zeroed = {row.subject_id for row in totals.by_month(desk.tx, branch.id, kind, month, month) if row.zeroings > 0}
        for row in standing.rows:
            subject_id = standing.ids[row.code]
            entries = ledger.of_subject(desk.tx, kind, subject_id, month, month)
            total = _total(desk, scheme, [entry for entry in entries if entry.branch_id == branch.id])
            score = score_of(total, base=scheme.base, floor=scheme.floor, zeroed=subject_id in zeroed)
            before.append(row.points)
            after.append(score)
            if score != row.points:
                rows.append(Row(kind, row.code, row.name, row.points, score))
    return Trial(
        branch=branch,
        month=month,
        subjects=len(before),
        before=round2(mean(before)) if before else None,
        after=round2(mean(after)) if after else None,
        rows=tuple(rows),
    )


def _total(desk: Desk, scheme: Scheme, entries: Sequence[Entry]) -> Decimal:
    """Add up somebody's entries of a month, those of claims counted anew; an entry taken back counts for nothing."""
    there = {one.id for one in entries}
    pairs = {one.reverses for one in entries if one.reverses in there}
    standing = [one for one in entries if one.id not in pairs and one.reverses not in pairs]
    given: dict[tuple[str, str], Decimal] = {}
    total = ZERO
    for entry in standing:
        claim = claims.get(desk.tx, entry.claim_id) if entry.claim_id and entry.reverses is None else None
        if claim is None:
            total += entry.points
        else:
            total += _points(desk, scheme, claim, entry, given)
    return total


def _points(desk: Desk, scheme: Scheme, claim: Claim, entry: Entry, given: dict[tuple[str, str], Decimal]) -> Decimal:
    """Count a claim by the item of the other rules, with what its cap leaves; without such an item it gives nothing."""
    item = scheme.items.get(claim.item)
    if item is None:
        return ZERO
    try:
        wanted = item_points(item, quantity=claim.quantity, level=claim.level, claimed=claim.requested)
    except Refusal:  # a level or a value that the other rules do not know: a person would have to say
        return entry.points
    act_month = entry.ref_period or entry.period
    window = cap_months(item.cap_period or "year", act_month)
    key = (item.code, window[0])
    if key not in given:
        credited = totals.credited_so_far(
            desk.tx,
            kind=entry.subject_kind,
            subject_id=entry.subject_id,
            item=item.code,
            start=window[0],
            end=window[1],
        )
        given[key] = credited - _of_month(desk, entry, window)
    credit = credit_with_cap(wanted, given[key], item.cap)
    given[key] += credit.credited
    return credit.credited


def _of_month(desk: Desk, entry: Entry, window: tuple[str, str]) -> Decimal:
    """Answer what an item has given by the entries of the month that is counted anew."""
    entries = ledger.of_subject(desk.tx, entry.subject_kind, entry.subject_id, entry.period, entry.period)
    return sum(
        (
            one.points
            for one in entries
            if one.item == entry.item and window[0] <= (one.ref_period or one.period) <= window[1]
        ),
        ZERO,
    )
