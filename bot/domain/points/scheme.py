"""Schemes: a versioned rulebook of points. A version in use never changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from bot.domain.life.attendance import Attendance
from bot.domain.points.item import Item

Cycle = Literal["month", "year"]
PublicRows = Literal["at_or_above_base", "top_n", "all"]
CompareScope = Literal["branch", "unit", "all"]
OwnItems = Literal["approved", "free", "never"]

LANGUAGES = ("zh_Hans", "zh_Hant", "en")
SUBJECT_KINDS = ("branch", "cadre", "member")
DEFAULT_FALLBACK = ("deputy_secretary", "secretary", "committee_reviewer", "admin")


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A group of items.

    Attributes:
        code: For example ``A`` or ``K1``.
        names: Language to name.
        extra: Whether it is beyond the categories that the scheme's account counts (K8).
    """

    code: str
    names: Mapping[str, str]
    extra: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A grade of scores: it holds from ``at_least`` points on."""

    at_least: Decimal
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkageRule:
    """Points of persons that give points to their organisation (L17).

    Attributes:
        sources: Subject kinds whose points count.
        target: Subject kind that receives.
        step: Points for each unit.
        unit: Points received for each full step.
        mode: ``per_person`` floors each person's points, ``pooled`` their sum.
    """

    sources: tuple[str, ...]
    target: str
    step: Decimal = Decimal(10)
    unit: Decimal = Decimal(1)
    mode: Literal["per_person", "pooled"] = "per_person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Normalise:
    """Converted scores: the best total of each subject kind becomes ``full`` (L5)."""

    full: Decimal = Decimal(100)
    by: str = "subject_kind"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotCheckRule:
    """Share of a month's claims that is drawn for a check (S11)."""

    percent: int = 10
    minimum: int = 1
    maximum: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A rulebook.

    Attributes:
        code: For example ``lanshan``.
        version: Counts from 1; an import of other content makes the next.
        title: What it is called, by language; empty where only the code is known.
        about: Where it comes from, by language, shown by ``/items``.
        subjects: Subject kinds that have a board, in order.
        cycle: After what the totals restart; booking periods are months always (2.3-3).
        base: Points everybody starts a month with, or ``None``: then score = total.
        pass_line: Scores below it count as failed, or ``None``.
        floor: Least score, or ``None``.
        bands: Grades, highest first.
        review_chain: Roles that decide, in order.
        fallback_chain: Roles that replace a level without a person left, in order.
        public_rows: What a group may see of a board (2.3-8).
        two_way_confirm: Whether an office entry waits for its subject's confirmation.
        office_auto_confirm_workdays: Working days after which silence confirms.
        review_workdays: Working days that each level of a review has.
        compare_scope: How far boards reach.
        publicity_workdays: Length of the objection window.
        linkage: Points for the organisation from its persons, or ``None``.
        normalise: Converted scores, or ``None``.
        categories: Code to category, in the order of the sheet.
        items: Code to item, in the order of the sheet.
        top_n: Ranks that make a candidate (S13).
        restrict_percent: Share below the pass line that restricts a branch (S14).
        exempt: Statuses that neither count in averages nor in ladders.
        spot_check: Draw of claims to check.
        own_items: Whether a branch may have items of its own: once the committee above approved, freely, never (S4).
        ladder: Step (1, 2, 3) to what it means, as the source words it (S17).
        attendance: Code of an item that check-ins book to which meetings count for it.
    """

    code: str
    version: int = 1
    title: Mapping[str, str] = field(default_factory=dict)
    about: Mapping[str, str] = field(default_factory=dict)
    subjects: tuple[str, ...] = ("member",)
    cycle: Cycle = "month"
    base: Decimal | None = None
    pass_line: Decimal | None = None
    floor: Decimal | None = None
    bands: tuple[Band, ...] = ()
    review_chain: tuple[str, ...] = ("secretary",)
    fallback_chain: tuple[str, ...] = DEFAULT_FALLBACK
    public_rows: PublicRows = "all"
    two_way_confirm: bool = False
    office_auto_confirm_workdays: int = 3
    review_workdays: int = 2
    compare_scope: CompareScope = "branch"
    publicity_workdays: int = 5
    linkage: LinkageRule | None = None
    normalise: Normalise | None = None
    categories: Mapping[str, Category] = field(default_factory=dict)
    items: Mapping[str, Item] = field(default_factory=dict)
    top_n: int = 3
    restrict_percent: int = 30
    exempt: tuple[str, ...] = ()
    spot_check: SpotCheckRule = SpotCheckRule()
    own_items: OwnItems = "approved"
    ladder: Mapping[int, str] = field(default_factory=dict)
    attendance: Mapping[str, Attendance] = field(default_factory=dict)

    def chain_of(self, item: Item) -> tuple[str, ...]:
        """Give the review chain of an item: its own, else the scheme's."""
        return item.chain or self.review_chain
