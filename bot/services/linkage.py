"""Linkage: full tens of people give their branch a point, up and down, in the transaction of their entries (L17).

What everybody's points amount to is kept in a row per branch and cycle, so that an entry costs the look at one
person's months, however many people a branch has. `verify` recomputes it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from bot.domain.points.linkage import linkage_posting, owed, share
from bot.domain.points.number import ZERO
from bot.domain.points.period import cycle_months
from bot.domain.points.scheme import LinkageRule
from bot.services.desk import Desk
from bot.services.rulebook import Rules, by_id
from storage import ledger, linkages
from storage.ledger import Entry
from storage.orgs import Org

PersonMonths = Mapping[tuple[str, int, str], Decimal]
"""Subject kind, id of the person and month to points."""


def due_after(
    desk: Desk, branch: Org, rules: Rules, *, kind: str, person_id: int, period: str, points: Decimal
) -> Decimal:
    """Answer what a branch is owed more, or less, after an entry of somebody's; 0.00 for nothing (domain 3.4, 2.2-18).

    Args:
        desk: Where it is booked; the totals hold the entry already.
        branch: Whose people earn for it. Only points earned there, and in the cycle of the month, count.
        rules: The version in force. After a change of the rule all is counted anew, once.
        kind: As what the person earned; a person's points of all kinds that count make one total.
        person_id: Who earned.
        period: The month of the entry.
        points: What was booked.
    """
    rule = rules.scheme.linkage
    if rule is None or kind not in rule.sources or not points:
        return ZERO
    start, end = cycle_months(rules.scheme.cycle, period)
    known = linkages.basis(desk.tx, branch.id, start)
    if known is None or known.scheme_id != rules.id:
        everybody = (
            (row.subject_id, row.points)
            for row in linkages.of_people(desk.tx, branch.id, start, end)
            if row.subject_kind in rule.sources
        )
        basis = _basis(rule, everybody)
        given = linkages.posted(desk.tx, branch.id, start, end)
    else:
        own = (
            linkages.of_person(desk.tx, branch.id, source, person_id, start=start, end=end) for source in rule.sources
        )
        total = sum(own, ZERO)
        basis = known.basis + _share(rule, total) - _share(rule, total - points)
        if basis == known.basis:
            return ZERO
        given = _owed(rule, known.basis)
    linkages.write(desk.tx, branch.id, start, scheme_id=rules.id, basis=basis)
    return linkage_posting(_owed(rule, basis), given)


class Cause(NamedTuple):
    """Whose points made the branch owed more or less, and what they were before and after in the cycle."""

    person_id: int
    before: Decimal
    after: Decimal


def cause_of(desk: Desk, branch: Org, rules: Rules, entry: Entry) -> Cause | None:
    """Answer whose entry a linkage entry follows; None where it follows from more than one person's points.

    Args:
        desk: Where it is asked.
        branch: Whose linkage.
        rules: The version by which it was booked.
        entry: The linkage entry; what caused it stands right before it.
    """
    rule = rules.scheme.linkage
    found = ledger.of_branch(desk.tx, branch.id, after=entry.seq - 2, most=1)
    if rule is None or rule.mode != "per_person" or not found or found[0].subject_kind not in rule.sources:
        return None
    cause = found[0]
    start, end = cycle_months(rules.scheme.cycle, cause.period)
    after = sum(
        (
            one.points
            for kind in rule.sources
            for one in ledger.of_subject(desk.tx, kind, cause.subject_id, start, end)
            if one.branch_id == branch.id and one.seq <= cause.seq
        ),
        ZERO,
    )
    before = after - cause.points
    steps = _share(rule, after) - _share(rule, before)
    if _owed(rule, steps) != entry.points:  # after a change of the rule all were counted anew
        return None
    return Cause(cause.subject_id, before, after)


def faults(desk: Desk, branch: Org, people: PersonMonths, booked: Mapping[str, Decimal]) -> Iterator[str]:
    """Recompute the linkage of a branch and tell what does not agree, in plain English for an operator.

    Args:
        desk: Where it is checked.
        branch: Whose linkage.
        people: Everybody's points as recomputed from the entries.
        booked: Month to the sum of its linkage entries.
    """
    remembered = linkages.by_month(desk.tx, branch.id)
    for month in sorted({*remembered, *booked}):
        found, expected = remembered.get(month, ZERO), booked.get(month, ZERO)
        if found != expected:
            yield f"in {month} the cache says {found}, the linkage entries {expected}"
    counted: set[str] = set()
    for row in linkages.bases(desk.tx, branch.id):
        scheme = by_id(desk, row.scheme_id).scheme
        rule = scheme.linkage
        start, end = cycle_months(scheme.cycle, row.cycle)
        counted.update(month for month in booked if start <= month <= end)
        if rule is None:
            yield f"cycle {row.cycle} was counted by a version without a linkage"
            continue
        everybody = (
            (person, points)
            for (kind, person, month), points in people.items()
            if kind in rule.sources and start <= month <= end
        )
        basis = _basis(rule, everybody)
        if basis != row.basis:
            yield f"cycle {row.cycle}: the cache counts {row.basis}, the entries give {basis}"
        given = sum((points for month, points in booked.items() if start <= month <= end), ZERO)
        if given != _owed(rule, basis):
            yield f"cycle {row.cycle}: {given} is booked, {_owed(rule, basis)} is owed"
    yield from (f"{booked[month]} is booked in {month}, which no rule counts" for month in sorted({*booked} - counted))


def _basis(rule: LinkageRule, points: Iterable[tuple[int, Decimal]]) -> Decimal:
    totals: defaultdict[int, Decimal] = defaultdict(Decimal)
    for person, part in points:
        totals[person] += part
    return sum((_share(rule, total) for total in totals.values()), ZERO)


def _share(rule: LinkageRule, total: Decimal) -> Decimal:
    return share(total, rule.mode, step=rule.step)


def _owed(rule: LinkageRule, basis: Decimal) -> Decimal:
    return owed(basis, rule.mode, step=rule.step, unit=rule.unit)
