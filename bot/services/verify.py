"""Verification: the books are recomputed from their entries, and whatever does not agree is named.

Of each branch: the chain of hashes, the digests of texts that still stand, the totals, the linkage, the reversals, the
heads that notices have published, the draws of spot checks, and that nothing was booked into a month after its notice.
Of all together: the caps and what the caps remember. Entries are streamed; what is held grows with subjects and months
only.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from bot.domain.points.chained import GENESIS, combined_head
from bot.domain.points.number import to_hundredths
from bot.domain.points.publicity import PublishedRow, payload_hash
from bot.services import linkage, publicity, spot
from bot.services.booking import subject_of
from bot.services.chain_check import MOST_FAULTS, Checked, CreditedKey, Fault, check_published, follow
from bot.services.desk import Desk
from bot.services.rulebook import by_id
from bot.services.yearly import sheets
from storage import book_caches, books, heads, orgs, periods, publicities
from storage.book_caches import BookedCredit
from storage.orgs import Org

CreditKey = tuple[str, int, str, str]


class Verified(NamedTuple):
    """What was recomputed: the number of entries, the head, and the faults, none if all is sound."""

    entries: int
    head: str
    faults: list[Fault]


def verify_all(desk: Desk) -> Verified:
    """Recompute everything.

    Returns:
        The entries and the combined head of all branches that have entries, rehearsals aside (they are checked, but
        leave no trace outside: no export holds them).
    """
    return conclude(desk, [check_branch(desk, branch) for branch in orgs.every(desk.tx)])


def put_together(desk: Desk, branch: Org, parts: Iterable[Checked]) -> Checked:
    """Put together the parts of a branch's chain, in order, and hold against them what is remembered of it."""
    one = Checked(branch)
    for part in parts:
        one.go_on(part)
    _compare(desk, one, whole=True)
    return one


def conclude(desk: Desk, checked: Sequence[Checked]) -> Verified:
    """Say what came of all branches, and of the caps by what their entries credit."""
    faults = [fault for one in checked for fault in one.faults]
    counted, stored = sum(one.entries for one in checked), books.entry_count(desk.tx)
    if counted != stored:
        faults.append(Fault("", 0, "LOST_ENTRIES", f"{stored} entries are stored, {counted} belong to a branch"))
    faults += credit_faults(desk, credited(checked))
    told = [one for one in checked if one.entries and not one.branch.rehearsal]
    head = combined_head((one.branch.code, one.entries, one.head) for one in told)
    return Verified(sum(one.entries for one in told), head, faults)


def verify_branch(desk: Desk, branch: Org) -> Verified:
    """Recompute one branch, with the credits of those who have entries in it."""
    one = check_branch(desk, branch)
    subjects = {(kind, subject_id) for kind, subject_id, _ in one.totals}
    booked = (row for row in book_caches.booked_credits(desk.tx) if row[1:3] in subjects)
    faults = [*one.faults, *credit_faults(desk, list(booked), subjects)]
    return Verified(one.entries, one.head, faults)


def check_branch(desk: Desk, branch: Org, *, after: int = 0, head: str = GENESIS) -> Checked:
    """Recompute a branch's chain from behind an entry, and its totals where that is the beginning."""
    one = Checked(branch, entries=after, head=head)
    follow(desk, one, books.last_seq(desk.tx, branch.id))
    _compare(desk, one, whole=not after)
    return one


def _compare(desk: Desk, one: Checked, *, whole: bool) -> None:
    """Hold what is remembered of a branch against its entries; of a part only where it ends."""
    seq, remembered = heads.read(desk.tx, one.branch.id)
    if (seq, remembered or GENESIS) != (one.entries, one.head):
        one.fault(seq, "HEAD", f"the branch remembers {seq} {remembered or GENESIS}, the chain ends {one.head}")
    beyond = [row for row in periods.published(desk.tx, one.branch.id) if (row.head_seq or 0) > one.entries]
    check_published(one, beyond, "gone")
    if whole:
        _compare_totals(desk, one)
        _compare_linkage(desk, one)
        _compare_published(desk, one)
        for fault in spot.faults(desk, one.branch):
            one.fault(0, "SPOT_CHECK", fault)
        for fault in sheets.faults(desk, one.branch):
            one.fault(0, "YEAR_SHEET", fault)


def _compare_totals(desk: Desk, one: Checked) -> None:
    """Hold the cached totals against those of the entries."""
    cached = {
        (row.subject_kind, row.subject_id, row.period): [row.points, row.entries, row.zeroings]
        for row in book_caches.cached_totals(desk.tx, one.branch.id)
    }
    for key in sorted({*cached, *one.totals}):
        found, expected = cached.get(key, [0, 0, 0]), one.totals.get(key, [0, 0, 0])
        if found != expected:
            kind, subject_id, period = key
            one.fault(
                0,
                "TOTAL",
                f"{kind} {subject_id} in {period}: the cache says {_told(found)}, the entries {_told(expected)}",
            )


def _compare_linkage(desk: Desk, one: Checked) -> None:
    """Hold what linkage has given the branch against the points of its people (2.2-18)."""
    people = {key: _points(total[0]) for key, total in one.totals.items() if key[0] != "branch"}
    booked = {month: _points(points) for month, points in one.linked.items()}
    for fault in linkage.faults(desk, one.branch, people, booked):
        one.fault(0, "LINKAGE", fault)


def _compare_published(desk: Desk, one: Checked) -> None:
    """Hold what notices laid open against what the entries give now; nobody could have changed one unseen."""
    heads_of = {row.key: (row.head_seq or 0, row.head_hash or "") for row in periods.published(desk.tx, one.branch.id)}
    by_period: dict[str, list[tuple[tuple[str, int], list[int]]]] = {}
    for (kind, subject_id, month), total in one.totals.items():
        for period in (month, month[: periods.YEAR]):
            by_period.setdefault(period, []).append(((kind, subject_id), total))
    for row in publicities.of_branch(desk.tx, one.branch.id, publicity.POINTS):
        if row.payload_hash is None or row.subject not in heads_of:
            continue
        found: dict[tuple[str, int], list[int]] = {}
        for subject, total in by_period.get(row.subject, ()):
            found[subject] = [was + more for was, more in zip(found.get(subject, (0, 0, 0)), total, strict=True)]
        rows = [PublishedRow(kind, subject_of(desk, kind, own).code, *sums) for (kind, own), sums in found.items()]
        seq, head = heads_of[row.subject]
        now = payload_hash(one.branch.code, row.subject, seq, head, rows)
        if now != row.payload_hash:
            one.fault(seq, "PUBLISHED", f"the content of {row.subject} was published as {row.payload_hash}, now {now}")


def _told(total: list[int]) -> str:
    return f"{Decimal(total[0]).scaleb(-2)} in {total[1]} entries ({total[2]} zeroings)"


def credited(checked: Iterable[Checked]) -> list[BookedCredit]:
    """Put together what the entries of branches credit: somebody may have points in several."""
    found: dict[CreditedKey, int] = {}
    for one in checked:
        for key, points in one.credits.items():
            found[key] = found.get(key, 0) + points
    return [BookedCredit(*key, points) for key, points in found.items()]


def credit_faults(
    desk: Desk, rows: Sequence[BookedCredit], subjects: set[tuple[str, int]] | None = None
) -> list[Fault]:
    """Hold the memory of the caps against the entries, and the caps against both.

    Args:
        desk: Where it is checked.
        rows: What the entries credit.
        subjects: Kinds and ids to look at; None for everybody.
    """
    cached = {
        row[:4]: row.points for row in book_caches.cached_credits(desk.tx) if subjects is None or row[:2] in subjects
    }
    booked: dict[CreditKey, int] = {}
    for row in rows:
        booked[row[1:5]] = booked.get(row[1:5], 0) + row.points
    faults = [
        Fault(
            "",
            0,
            "CREDIT",
            f"{key[0]} {key[1]} {key[2]} in {key[3]}: the cache says {_points(cached.get(key, 0))}, "
            f"the entries {_points(booked.get(key, 0))}",
        )
        for key in sorted({*cached, *booked})
        if cached.get(key, 0) != booked.get(key, 0)
    ]
    return [*faults[:MOST_FAULTS], *cap_faults(desk, rows)]


def _points(hundredths: int) -> Decimal:
    return Decimal(hundredths).scaleb(-2)


def cap_faults(desk: Desk, rows: Iterable[BookedCredit]) -> Iterator[Fault]:
    """Name the items that gave somebody more than their cap in its window."""
    limits: dict[tuple[str, str], tuple[str, int] | None] = {}
    sums: dict[tuple[str, int, str, str, str], int] = {}
    versions: dict[str, set[int]] = {}
    rows = list(rows)
    for row in rows:
        versions.setdefault(by_id(desk, row.scheme_id).scheme.code, set()).add(row.scheme_id)
    for code, used in versions.items():
        limits |= {(code, item): limit for item, limit in _limits(desk, used).items()}
    for row in rows:
        scheme = by_id(desk, row.scheme_id).scheme.code
        limit = limits.get((scheme, row.item))
        if limit is not None:
            window = row.month if limit[0] == "month" else row.month[:4]
            key = (row.subject_kind, row.subject_id, scheme, row.item, window)
            sums[key] = sums.get(key, 0) + row.points
    for key, points in sorted(sums.items()):
        kind, subject_id, scheme, item_code, window = key
        limit = limits[scheme, item_code]
        if limit is not None and points > limit[1]:
            told = f"{kind} {subject_id} has {_points(points)} of {_points(limit[1])} from {item_code} in {window}"
            yield Fault("", 0, "CAP", told)


def _limits(desk: Desk, scheme_ids: Iterable[int]) -> dict[str, tuple[str, int] | None]:
    """Answer the widest window and cap of each item over versions of a scheme: a later version may have lowered it.

    None for an item that some version leaves without a cap: nothing can be held against it.
    """
    found: dict[str, tuple[str, int] | None] = {}
    for scheme_id in scheme_ids:
        for code, item in by_id(desk, scheme_id).scheme.items.items():
            if item.cap is None or found.get(code, ()) is None:
                found[code] = None
                continue
            period, cap = item.cap_period or "year", to_hundredths(item.cap)
            other = found.get(code)
            if other is not None and other[0] != period:  # a month's cap in one version, a year's in the other
                cap, other = _in_a_year(period, cap), ("year", _in_a_year(*other))
                period = "year"
            found[code] = (period, max(cap, other[1]) if other is not None else cap)
    return found


def _in_a_year(period: str, cap: int) -> int:
    return cap * 12 if period == "month" else cap
