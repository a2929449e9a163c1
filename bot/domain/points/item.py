"""Items: what a scheme gives points for, and how many."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from bot.domain.points.number import ZERO, round2
from bot.domain.refusals import out_of_range, unknown_level

CapPeriod = Literal["month", "year"]

EVIDENCE = ("none", "text", "link", "photo", "document", "minutes", "office", "checkin", "system")
NOT_CLAIMABLE = frozenset({"office", "checkin", "system"})
WHO = ("member", "cadre", "branch", "leader")

_LINK = re.compile(
    r"https?://\S{1,253}?\.\S|www\.[^\s.]{1,253}\.\S|(?<![a-z0-9-])[a-z0-9-]{1,63}\.[a-z]{2,63}/\S", re.IGNORECASE
)
"""A link, also as people copy it from a screen: www.example.org, mp.example.com/s/1."""


class ItemKind(StrEnum):
    """How an item turns a claim into points."""

    FIXED = "fixed"
    PER_UNIT = "per_unit"
    TIER = "tier"
    RANGE = "range"
    DEDUCT = "deduct"
    ZERO = "zero"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of a scheme.

    Attributes:
        code: Upper case, unique in its scheme, for example ``D4``.
        category: Code of its category.
        names: Language (``zh_Hans``, ``zh_Hant``, ``en``) to name; likewise ``target`` and ``standard``.
        kind: How points are found.
        points: Points of a fixed item, of one unit, or (negative) of a deduction.
        tiers: Level code to points, for a tier item.
        minimum: Least points of a range item.
        maximum: Most points of a range item.
        cap: Most that one subject is credited in the cap period; ``None`` for no cap.
        cap_period: Month or year *of the act* (2.3-3).
        who: Subject kinds that may claim: member, cadre, branch, leader.
        evidence: What proves it; ``office``, ``checkin``, ``system`` are entered, never claimed.
        target: What the organisation aims at (目标要求).
        standard: What is checked (考评标准).
        chain: Review chain of this item alone, or ``None`` for the scheme's.
        basis: Document on which a deduction rests; its source otherwise.
    """

    code: str
    category: str
    names: Mapping[str, str]
    kind: ItemKind
    points: Decimal | None = None
    tiers: Mapping[str, Decimal] = field(default_factory=dict)
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    cap: Decimal | None = None
    cap_period: CapPeriod | None = None
    who: frozenset[str] = frozenset({"member"})
    evidence: str = "none"
    target: Mapping[str, str] = field(default_factory=dict)
    standard: Mapping[str, str] = field(default_factory=dict)
    chain: tuple[str, ...] | None = None
    basis: str = ""

    @property
    def negative(self) -> bool:
        """Whether the item weighs on a person: a deduction or a zeroing."""
        return self.kind in {ItemKind.DEDUCT, ItemKind.ZERO} or (self.points is not None and self.points < 0)

    @property
    def claimable(self) -> bool:
        """Whether a person can claim it; otherwise the office, attendance or a rule enters it."""
        return self.evidence not in NOT_CLAIMABLE and not self.negative

    @property
    def needs_evidence(self) -> bool:
        """Whether a claim of it must show something."""
        return self.evidence not in NOT_CLAIMABLE and self.evidence != "none"

    def lacks_evidence(self, *, note: str, attachments: int) -> bool:
        """Tell whether a claim shows less than the item asks for.

        One piece is enough (X15): a text item asks for a note, a link item for a link in the note or a picture
        of it, the others for one photo or document.
        """
        if not self.needs_evidence or attachments > 0:
            return False
        if self.evidence == "text":
            return not note.strip()
        if self.evidence == "link":
            return not _LINK.search(note)
        return True


def item_points(
    item: Item, *, quantity: Decimal = Decimal(1), level: str | None = None, claimed: Decimal | None = None
) -> Decimal:
    """Find the points that a claim of an item asks for, before any cap.

    Args:
        item: The item in force on the day of the act.
        quantity: Units, for per-unit, tier and deduction items.
        level: Level code, for tier items.
        claimed: The reviewer's (or proposed) value, for range items.

    Returns:
        Points with two decimals; negative for deductions, 0.00 for a zeroing.

    Raises:
        Refusal: ``UNKNOWN_LEVEL`` or ``OUT_OF_RANGE``.

    Source: domain 3.1.
    """
    match item.kind:
        case ItemKind.FIXED:
            return round2(item.points or ZERO)
        case ItemKind.PER_UNIT | ItemKind.DEDUCT:
            return round2((item.points or ZERO) * quantity)
        case ItemKind.TIER:
            if level is None or level not in item.tiers:
                raise unknown_level(level, item.tiers)
            return round2(item.tiers[level] * quantity)
        case ItemKind.RANGE:
            return _in_range(item, claimed)
        case _:  # a zeroing
            return ZERO


def _in_range(item: Item, claimed: Decimal | None) -> Decimal:
    minimum = item.minimum if item.minimum is not None else ZERO
    maximum = item.maximum if item.maximum is not None else minimum
    if claimed is None or not minimum <= claimed <= maximum:
        raise out_of_range(claimed, minimum, maximum)
    return round2(claimed)
