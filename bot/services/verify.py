"""Verification: the books are recomputed from their entries, and whatever does not agree is named.

Of each branch: the chain of hashes, the digests of texts that still stand, the totals, the linkage, the reversals, the
heads that notices have published, the draws of spot checks, and that nothing was booked into a month after its notice.
Of all together: the caps and what the caps remember. Entries are streamed; what is held grows with subjects and months
only.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from bot.domain.points.chained import (
    GENESIS,
    chained_hash,
    combined_head,
    stored_text,
    text_digest,
    text_middle,
    text_start,
)
from bot.domain.points.ledger import EntryKind
from bot.domain.points.number import to_hundredths
from bot.domain.points.publicity import PublishedRow, payload_hash
from bot.services import linkage, publicity, spot
from bot.services.booking import person_code, subject_of, zeroing
from bot.services.desk import Desk
from bot.services.rulebook import by_id
from storage import books, heads, orgs, periods, publicities
from storage.books import BookedCredit, RawEntry
from storage.orgs import Org
from storage.periods import PeriodRow

MOST_FAULTS = 200
"""Faults that are named of one branch; a chain broken at its start would name every entry."""

MOST_MIDDLES = 50_000

TotalKey = tuple[str, int, str]
CreditKey = tuple[str, int, str, str]
MiddleKey = tuple[str, int, int, str, str, str]


class Fault(NamedTuple):
    """Something that does not agree.

    Attributes:
        branch: Code of the branch; empty for what concerns all.
        seq: The entry, 0 for none in particular.
        code: What kind of fault.
        detail: Found and expected, in plain English for an operator.
    """

    branch: str
    seq: int
    code: str
    detail: str

    def __str__(self) -> str:
        """Write the fault as one line."""
        place = f" {self.seq}" if self.seq else ""
        return f"{self.branch or 'all'}{place} {self.code}: {self.detail}"


@dataclass(slots=True)
class Checked:
    """One branch, recomputed."""

    branch: Org
    entries: int = 0
    head: str = GENESIS
    faults: list[Fault] = field(default_factory=list)
    totals: dict[TotalKey, list[int]] = field(default_factory=dict)
    linked: dict[str, int] = field(default_factory=dict)

    def fault(self, seq: int, code: str, detail: str) -> None:
        """Note a fault."""
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(self.branch.code, seq, code, detail))
        elif len(self.faults) == MOST_FAULTS:
            self.faults.append(Fault(self.branch.code, seq, "MORE", "there are more faults; only the first are named"))


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
    checked = [check_branch(desk, branch) for branch in orgs.every(desk.tx)]
    faults = [fault for one in checked for fault in one.faults]
    counted, stored = sum(one.entries for one in checked), books.entry_count(desk.tx)
    if counted != stored:
        faults.append(Fault("", 0, "LOST_ENTRIES", f"{stored} entries are stored, {counted} belong to a branch"))
    faults += credit_faults(desk)
    told = [one for one in checked if one.entries and not one.branch.rehearsal]
    head = combined_head((one.branch.code, one.entries, one.head) for one in told)
    return Verified(sum(one.entries for one in told), head, faults)


def verify_branch(desk: Desk, branch: Org) -> Verified:
    """Recompute one branch, with the credits of those who have entries in it."""
    one = check_branch(desk, branch)
    subjects = {(kind, subject_id) for kind, subject_id, _ in one.totals}
    faults = [*one.faults, *(fault for fault in credit_faults(desk, subjects))]
    return Verified(one.entries, one.head, faults)


def check_branch(desk: Desk, branch: Org, *, after: int = 0, head: str = GENESIS) -> Checked:
    """Recompute a branch's chain from behind an entry, and its totals where that is the beginning."""
    one = Checked(branch, entries=after, head=head)
    _follow(desk, one)
    seq, remembered = heads.read(desk.tx, branch.id)
    if (seq, remembered or GENESIS) != (one.entries, one.head):
        one.fault(seq, "HEAD", f"the branch remembers {seq} {remembered or GENESIS}, the chain ends {one.head}")
    if not after:
        _compare_totals(desk, one)
        _compare_linkage(desk, one)
        _compare_published(desk, one)
        for fault in spot.faults(desk, branch):
            one.fault(0, "SPOT_CHECK", fault)
    return one


def _follow(desk: Desk, one: Checked) -> None:
    """Follow the chain of a branch entry by entry."""
    branch, tx = one.branch, desk.tx
    rows = [row for row in periods.published(tx, branch.id) if row.head_seq is not None]
    published: dict[int, list[PeriodRow]] = {}
    for row in rows:
        published.setdefault(row.head_seq or 0, []).append(row)
    last_of_month = {row.key: row.head_seq or 0 for row in rows}
    scribe = Scribe(desk, branch)
    reversed_ids: set[int] = set()
    head, seq, after = one.head, one.entries, one.entries
    for entry in books.entries(tx, branch.id, after=seq):
        target = None
        if entry.reverses is not None:
            target = books.entry(tx, branch.id, entry.reverses)
            _check_reversal(one, entry, target, reversed_ids)
        if entry.seq != seq + 1 or entry.prev_hash != head:
            _broken(one, entry, head, seq)
        recomputed = scribe.hash(entry, target.seq if target else None)
        if recomputed != entry.hash:
            one.fault(entry.seq, "ALTERED", f"its fields give {recomputed}, it says {entry.hash}")
        if (
            entry.salt is not None
            and text_digest(entry.salt, entry.name or "", entry.reason or "") != entry.text_digest
        ):
            one.fault(entry.seq, "TEXT_ALTERED", "its name or reason is not what was booked")
        if entry.seq in published:
            _check_published(one, published.pop(entry.seq), entry.hash)
        if entry.seq > last_of_month.get(entry.period, entry.seq):
            one.fault(entry.seq, "AFTER_NOTICE", f"was booked into {entry.period} after its notice")
        _add(one, entry, target)
        head, seq = entry.hash, entry.seq
    for number in sorted(published):
        if number > after:
            _check_published(one, published[number], "gone")
    one.head, one.entries = head, seq


def _broken(one: Checked, entry: RawEntry, head: str, seq: int) -> None:
    if entry.seq != seq + 1:
        one.fault(entry.seq, "GAP", f"follows {seq}")
    if entry.prev_hash != head:
        one.fault(entry.seq, "BROKEN_LINK", f"names {entry.prev_hash} before it, which is {head}")


class Scribe:
    """Recomputes the hashes of a branch's entries; what repeats from entry to entry is written once."""

    def __init__(self, desk: Desk, branch: Org) -> None:
        self._desk = desk
        self._branch = branch.code
        self._start = text_start(branch.code)
        self._middles: dict[MiddleKey, str] = {}

    def hash(self, entry: RawEntry, reverses: int | None) -> str:
        """Recompute the hash of an entry from what it holds, and the number of the entry it takes back."""
        key = (entry.subject_kind, entry.subject_id, entry.scheme_id, entry.period, entry.item, entry.kind)
        middle = self._middles.get(key)
        if middle is None:
            middle = self._middle(key)
        text = stored_text(
            self._start,
            entry.seq,
            entry.booked_at,
            middle,
            entry.points,
            entry.claim_id,
            entry.ref_period,
            reverses,
            person_code(entry.by_id),
            entry.text_digest,
        )
        return chained_hash(entry.prev_hash, text)

    def _middle(self, key: MiddleKey) -> str:
        subject_kind, subject_id, scheme_id, period, item, kind = key
        subject = self._branch if subject_kind == "branch" else f"P{subject_id:05d}"
        if len(self._middles) >= MOST_MIDDLES:
            self._middles.clear()
        label = by_id(self._desk, scheme_id).label
        middle = self._middles[key] = text_middle(subject_kind, subject, label, period, item, kind)
        return middle


def _check_published(one: Checked, rows: Iterable[PeriodRow], found: str) -> None:
    for row in rows:
        if row.head_hash != found:
            one.fault(
                row.head_seq or 0, "PUBLISHED_HEAD", f"the notice of {row.key} published {row.head_hash}, now {found}"
            )


def _check_reversal(one: Checked, entry: RawEntry, target: RawEntry | None, reversed_ids: set[int]) -> None:
    """Hold a reversal against what it takes back: the exact negative, of the same subject, once (2.2-3)."""
    if target is None or target.seq >= entry.seq:
        one.fault(entry.seq, "NO_SUCH_ENTRY", "takes back an entry that does not stand before it")
        return
    if target.id in reversed_ids:
        one.fault(entry.seq, "ALREADY_REVERSED", f"takes back {target.seq} a second time")
    reversed_ids.add(target.id)
    same = (entry.subject_kind, entry.subject_id) == (target.subject_kind, target.subject_id)
    if entry.points != -target.points or not same:
        one.fault(entry.seq, "NOT_EXACT_NEGATIVE", f"is not the exact negative of {target.seq}")


def _add(one: Checked, entry: RawEntry, target: RawEntry | None) -> None:
    key = (entry.subject_kind, entry.subject_id, entry.period)
    total = one.totals.get(key)
    if total is None:
        total = one.totals[key] = [0, 0, 0]
    total[0] += entry.points
    total[1] += 1
    if target is not None or entry.kind == EntryKind.ZEROING:
        total[2] += zeroing(entry.kind, target.kind if target else None)
    elif entry.kind == EntryKind.LINKAGE:
        one.linked[entry.period] = one.linked.get(entry.period, 0) + entry.points


def _compare_totals(desk: Desk, one: Checked) -> None:
    """Hold the cached totals against those of the entries."""
    cached = {
        (row.subject_kind, row.subject_id, row.period): [row.points, row.entries, row.zeroings]
        for row in books.cached_totals(desk.tx, one.branch.id)
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


def credit_faults(desk: Desk, subjects: set[tuple[str, int]] | None = None) -> list[Fault]:
    """Hold the memory of the caps against the entries, and the caps against both.

    Args:
        desk: Where it is checked.
        subjects: Kinds and ids to look at; None for everybody.
    """
    rows = [row for row in books.booked_credits(desk.tx) if subjects is None or row[1:3] in subjects]
    cached = {row[:4]: row.points for row in books.cached_credits(desk.tx) if subjects is None or row[:2] in subjects}
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
