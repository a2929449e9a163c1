"""A branch's chain, followed entry by entry: hashes, texts, reversals, what notices published, and the sums.

What entries of one subject, month and item share is written once, and they are summed where it is kept: `verify` comes
by here for every entry there is.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from bot.domain.points.chained import GENESIS, chained_hash, stored_text, text_digest, text_middle, text_start
from bot.domain.points.ledger import EntryKind
from bot.services.booking import person_code, zeroing
from bot.services.desk import Desk
from bot.services.rulebook import by_id
from storage import books, periods
from storage.books import RawEntry
from storage.orgs import Org
from storage.periods import PeriodRow

MOST_FAULTS = 200
"""Faults that are named of one branch; a chain broken at its start would name every entry."""

MOST_ALIKE = 50_000
_code = lru_cache(4096)(person_code)
"""Some thousand people book for everybody."""

TotalKey = tuple[str, int, str]
AlikeKey = tuple[str, int, int, str, str, str]
CreditedKey = tuple[int, str, int, str, str]
"""Version of the rules, kind and id of the subject, item, month of the act."""


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
    credits: dict[CreditedKey, int] = field(default_factory=dict)
    taken_back: set[int] = field(default_factory=set)

    def credit(self, key: CreditedKey, points: int) -> None:
        """Add what an item gave somebody for acts of a month."""
        self.credits[key] = self.credits.get(key, 0) + points

    def go_on(self, part: "Checked") -> None:
        """Add the part of the same chain that follows, recomputed elsewhere."""
        for seq in sorted(self.taken_back & part.taken_back):
            self.fault(seq, "ALREADY_REVERSED", "is taken back twice")
        self.taken_back |= part.taken_back
        for fault in part.faults:
            self.fault(*fault[1:])
        for key, sums in part.totals.items():
            own = self.totals.get(key, (0, 0, 0))
            self.totals[key] = [was + more for was, more in zip(own, sums, strict=True)]
        for period, points in part.linked.items():
            self.linked[period] = self.linked.get(period, 0) + points
        for credited, points in part.credits.items():
            self.credit(credited, points)
        self.entries, self.head = part.entries, part.head

    def fault(self, seq: int, code: str, detail: str) -> None:
        """Note a fault."""
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(self.branch.code, seq, code, detail))
        elif len(self.faults) == MOST_FAULTS:
            self.faults.append(Fault(self.branch.code, seq, "MORE", "there are more faults; only the first are named"))


def follow(desk: Desk, one: Checked, upto: int) -> None:
    """Follow the chain of a branch from where `one` stands to an entry; all of it, or a part of its own."""
    tx, branch_id = desk.tx, one.branch.id
    rows = [row for row in periods.published(tx, branch_id) if one.entries < (row.head_seq or 0) <= upto]
    published: dict[int, list[PeriodRow]] = {}
    for row in rows:
        published.setdefault(row.head_seq or 0, []).append(row)
    last_of_month = {row.key: row.head_seq for row in periods.published(tx, branch_id) if row.head_seq is not None}
    sums, start = Sums(desk, one), text_start(one.branch.code)
    head, last = one.head, one.entries
    for page in books.pages(tx, branch_id, after=last, upto=upto):
        for raw in page:
            _, seq, at, _, _, _, month, _, _, points, claim, ref, reverses, by, digest, prev, own, salt, name, why = raw
            alike = sums.of(raw[books.SHARED], points)
            if reverses is not None:
                reverses = _reversed(desk, one, RawEntry(*raw), sums)
            if seq != last + 1 or prev != head:
                _broken(one, seq, prev, last, head)
            if ref is not None:
                sums.late(raw[books.SHARED], ref, points)
            text = stored_text(start, seq, at, alike.middle, points, claim, ref, reverses, _code(by), digest)
            recomputed = chained_hash(prev, text)
            if recomputed != own:
                one.fault(seq, "ALTERED", f"its fields give {recomputed}, it says {own}")
            if salt is not None and text_digest(salt, name or "", why or "") != digest:
                one.fault(seq, "TEXT_ALTERED", "its name or reason is not what was booked")
            if seq in published:
                check_published(one, published.pop(seq), own)
            if seq > last_of_month.get(month, seq):
                one.fault(seq, "AFTER_NOTICE", f"was booked into {month} after its notice")
            head, last = own, seq
    sums.settle()
    for number in sorted(published):
        check_published(one, published[number], "gone")
    one.head, one.entries = head, last


@dataclass(slots=True)
class Alike:
    """Entries of one subject, version, month, item and kind: the middle of their texts, and what they come to."""

    middle: str
    points: int = 0
    entries: int = 0


class Sums:
    """The sums of a branch's entries on their way, by what the entries share."""

    def __init__(self, desk: Desk, one: Checked) -> None:
        self._desk = desk
        self._one = one
        self._alike: dict[AlikeKey, Alike] = {}

    def of(self, key: AlikeKey, points: int) -> Alike:
        """Add an entry to those that share what it has, and answer them."""
        alike = self._alike.get(key)
        if alike is None:
            alike = self._first(key)
        alike.points += points
        alike.entries += 1
        return alike

    def _first(self, key: AlikeKey) -> Alike:
        subject_kind, subject_id, scheme_id, period, item, kind = key
        subject = self._one.branch.code if subject_kind == "branch" else f"P{subject_id:05d}"
        if len(self._alike) >= MOST_ALIKE:
            self.settle()
        label = by_id(self._desk, scheme_id).label
        alike = self._alike[key] = Alike(text_middle(subject_kind, subject, label, period, item, kind))
        return alike

    def late(self, key: AlikeKey, act_month: str, points: int) -> None:
        """Credit an entry to the month of its act rather than to that of its booking."""
        kind, subject_id, scheme_id, period, item, _ = key
        if item:
            self._one.credit((scheme_id, kind, subject_id, item, period), -points)
            self._one.credit((scheme_id, kind, subject_id, item, act_month), points)

    def lift(self, entry: RawEntry, target: RawEntry | None) -> None:
        """Count a standing zeroing less where an entry takes one back."""
        self._total(entry.subject_kind, entry.subject_id, entry.period)[2] += zeroing(
            entry.kind, target.kind if target is not None else None
        )

    def settle(self) -> None:
        """Write what was summed into the totals."""
        for (subject_kind, subject_id, scheme_id, period, item, kind), alike in self._alike.items():
            if item:  # a balance over all items credits none
                self._one.credit((scheme_id, subject_kind, subject_id, item, period), alike.points)
            total = self._total(subject_kind, subject_id, period)
            total[0] += alike.points
            total[1] += alike.entries
            if kind == EntryKind.ZEROING:
                total[2] += alike.entries
            elif kind == EntryKind.LINKAGE:
                self._one.linked[period] = self._one.linked.get(period, 0) + alike.points
        self._alike.clear()

    def _total(self, subject_kind: str, subject_id: int, period: str) -> list[int]:
        return self._one.totals.setdefault((subject_kind, subject_id, period), [0, 0, 0])


def _broken(one: Checked, seq: int, prev: str, last: int, head: str) -> None:
    if seq != last + 1:
        one.fault(seq, "GAP", f"follows {last}")
    if prev != head:
        one.fault(seq, "BROKEN_LINK", f"names {prev} before it, which is {head}")


def check_published(one: Checked, rows: Iterable[PeriodRow], found: str) -> None:
    """Hold the heads that notices published against the entry that stands there."""
    for row in rows:
        if row.head_hash != found:
            one.fault(
                row.head_seq or 0, "PUBLISHED_HEAD", f"the notice of {row.key} published {row.head_hash}, now {found}"
            )


def _reversed(desk: Desk, one: Checked, entry: RawEntry, sums: Sums) -> int | None:
    """Hold a reversal against what it takes back: the exact negative, of the same subject, once (2.2-3)."""
    target = books.entry(desk.tx, one.branch.id, entry.reverses or 0)
    sums.lift(entry, target)
    if target is None or target.seq >= entry.seq:
        one.fault(entry.seq, "NO_SUCH_ENTRY", "takes back an entry that does not stand before it")
        return target.seq if target is not None else None
    if target.seq in one.taken_back:
        one.fault(entry.seq, "ALREADY_REVERSED", f"takes back {target.seq} a second time")
    one.taken_back.add(target.seq)
    same = (entry.subject_kind, entry.subject_id) == (target.subject_kind, target.subject_id)
    if entry.points != -target.points or not same:
        one.fault(entry.seq, "NOT_EXACT_NEGATIVE", f"is not the exact negative of {target.seq}")
    return target.seq
