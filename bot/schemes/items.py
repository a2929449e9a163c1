"""One row of a points table becomes one item; YAML files and sheets share this."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BeforeValidator

from bot.domain.points.claim import LEVEL_WORDS
from bot.domain.points.item import CapPeriod, Item, ItemKind
from bot.i18n import N_
from bot.marked_yaml import Path, Plain
from bot.schemes.source import Source
from bot.schemes.values import (
    MAX_POINTS,
    NOT_NUMBER,
    TOO_LARGE,
    TOO_PRECISE,
    Cap,
    CategoryCode,
    Code,
    Text,
    as_list,
    normal_code,
    number_of,
    shown,
)
from bot.schemes.words import Lexicon, NamedShape, Wording

ReviewRole: TypeAlias = Literal[
    "group_leader",
    "deputy_secretary",
    "secretary",
    "section_chief",
    "deputy_leader",
    "main_leader",
    "committee_reviewer",
    "municipal_reviewer",
    "admin",
]
"""Roles that may decide a level; the ledger keeper enters and so never decides (L8)."""

Chain = Annotated[tuple[ReviewRole, ...], BeforeValidator(as_list)]
Who = Annotated[tuple[Literal["member", "cadre", "branch", "leader"], ...], BeforeValidator(as_list)]
Evidence = Literal["none", "text", "link", "photo", "document", "minutes", "office", "checkin", "system"]
Kind = Literal["fixed", "per_unit", "tier", "range", "deduct", "zero"]

MAX_LEVELS = 3
_UNDOCUMENTED = {"", "-", "?", "assumed", "none", "n/a", "na", "todo", "tbd", "无", "無", "假定", "待定"}
_DITTO = {"ditto", "同上"}
_RANGE = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*(?:-|–|—|~|至)\s*([0-9]+(?:\.[0-9]+)?)")
_TIER = re.compile(r"\s*([^=:\s]+)\s*[=:]\s*([^=:\s]+)\s*")

NO_CATEGORY = N_("Item {code} belongs to no category of this file; {known} are known.")
UNKNOWN_CATEGORY = N_("Item {code} is put into category {category}, which this file does not have.")
NO_VALUE = N_("Item {code} has no points.")
TWO_VALUES = N_("Item {code} has both “value” and “points”; keep one.")
ZERO_POINTS = N_("Item {code} is worth 0 points.")
MUST_BE_POSITIVE = N_("Item {code} is “{kind}”, so its points must be above 0, not {value}.")
MUST_BE_NEGATIVE = N_("Item {code} is a deduction, so its points must be below 0, not {value}.")
ZERO_TAKES_NONE = N_("Item {code} sets the month to zero, so it has no points of its own ({value}).")
NO_BASIS = N_("Item {code} weighs on people, so “basis” must name the document it rests on.")
NEGATIVE_CAP = N_("Item {code} takes points off; deductions have no cap.")
TWO_CAPS = N_("Item {code} has two caps; keep “cap_year” or “cap_month”.")
CAP_PERIOD = N_("Item {code} has a cap without a period; “cap_period” must be month or year.")
CAP_BELOW = N_("Item {code} has a cap of {cap}, less than the {value} that it gives once.")
NO_TIER_SET = N_("Item {code} names the tiers “{value}”, which “tier_sets” does not have.")
NO_TIERS = N_("Item {code} has no tiers.")
UNKNOWN_LEVEL = N_("“{level}” is no level; district, city, province and national are known.")
TIER_POSITIVE = N_("The level “{level}” must give points above 0, not {value}.")
NOT_RANGE = N_("Item {code} is a range, so its points must be like 2-3, not {value}.")
EMPTY_RANGE = N_("Item {code} has a range that ends before it begins: {value}.")
NOT_SUBJECT = N_("Item {code} is for {who}, but the scheme's subjects are {subjects}.")
TOO_MANY_LEVELS = N_("“{key}” has {found} levels; one to {limit} are possible.")
ROLE_TWICE = N_("“{key}” names the role {role} twice.")


class ItemShape(NamedShape):
    """A row; which keys a kind needs is checked by ``ItemReader``."""

    code: Code
    category: CategoryCode | None = None
    kind: Kind | None = None
    value: Any = None
    points: Any = None
    cap: Cap | None = None
    cap_year: Cap | None = None
    cap_month: Cap | None = None
    cap_period: CapPeriod | None = None
    who: Who = ("member",)
    evidence: Evidence = "none"
    basis: Text | None = None
    target: Wording | None = None
    standard: Wording | None = None
    chain: Chain | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Worth:
    """What an item gives: the fields of ``Item`` that its kind uses."""

    kind: ItemKind
    points: Decimal | None = None
    tiers: Mapping[str, Decimal] | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None

    def least(self) -> Decimal | None:
        """Give the least that one claim can ask for."""
        if self.tiers:
            return min(self.tiers.values())
        return self.minimum if self.kind is ItemKind.RANGE else self.points


class ItemReader:
    """Reads the rows of one table, remembering what "ditto" refers to."""

    def __init__(
        self,
        source: Source,
        lexicon: Lexicon,
        *,
        categories: Mapping[str, object],
        tier_sets: Mapping[str, Mapping[str, Decimal]],
        subjects: tuple[str, ...],
    ) -> None:
        self._source = source
        self._lexicon = lexicon
        self._categories = categories
        self._tier_sets = tier_sets
        self._subjects = subjects
        self._basis = ""

    def read(self, row: Mapping[str, Plain], path: Path) -> Item | None:
        """Read one row; its faults go to the source and ``None`` comes back."""
        before = len(self._source.faults)
        filled = {key: value for key, value in row.items() if value not in (None, "")}
        name = normal_code(code) if isinstance(code := row.get("code"), str) else ""
        shape = self._source.row(ItemShape, filled, path, name=name)
        if shape is None or ("kind" in filled and shape.kind is None):
            self._basis = str(row.get("basis") or "")
            return None
        worth = self._worth(shape, path)
        named_badly = "category" in filled and shape.category is None
        category = None if named_badly else self._category(shape, path)
        cap, period = self._cap(shape, worth, path)
        basis = self._documented(shape, worth, path)
        self._check_who(shape, path)
        if shape.chain is not None:
            check_chain(self._source, "chain", tuple(shape.chain), (*path, "chain"))
        if worth is None or category is None or len(self._source.faults) > before:
            return None
        lexicon = self._lexicon
        return Item(
            code=shape.code,
            category=category,
            names=lexicon.names(shape.zh, key=shape.code, zh_hant=shape.zh_Hant, en=shape.en),
            kind=worth.kind,
            points=worth.points,
            tiers=dict(worth.tiers or {}),
            minimum=worth.minimum,
            maximum=worth.maximum,
            cap=cap,
            cap_period=period,
            who=frozenset(shape.who),
            evidence=shape.evidence,
            target=shape.target.names() if shape.target else lexicon.target(shape.code),
            standard=shape.standard.names() if shape.standard else lexicon.standard(shape.code),
            chain=None if shape.chain is None else tuple(shape.chain),
            basis=basis,
        )

    def _category(self, shape: ItemShape, path: Path) -> str | None:
        if shape.category is not None:
            if shape.category in self._categories:
                return shape.category
            self._source.fault((*path, "category"), UNKNOWN_CATEGORY, code=shape.code, category=shape.category)
            return None
        starts = [category for category in self._categories if shape.code.startswith(category)]
        if starts:
            return max(starts, key=len)
        known = ", ".join(self._categories) or "-"
        self._source.fault((*path, "code"), NO_CATEGORY, code=shape.code, known=known)
        return None

    def _worth(self, shape: ItemShape, path: Path) -> _Worth | None:
        if shape.value is not None and shape.points is not None:
            self._source.fault((*path, "points"), TWO_VALUES, code=shape.code)
            return None
        key = "value" if shape.value is not None else "points"
        given = shape.value if shape.value is not None else shape.points
        place = (*path, key)
        kind = shape.kind or _kind_of(given)
        if kind == "zero":
            return self._zero(shape, given, place)
        if given is None:
            self._source.fault(place, NO_VALUE, code=shape.code)
            return None
        readers: dict[str, Callable[[ItemShape, object, Path], _Worth | None]] = {
            "tier": self._tier,
            "range": self._range,
        }
        if kind in readers:
            return readers[kind](shape, given, place)
        return self._plain(shape, kind, given, place, key)

    def _zero(self, shape: ItemShape, given: object, place: Path) -> _Worth | None:
        if given in (None, "zero") or number_of(given) == 0:
            return _Worth(kind=ItemKind.ZERO)
        self._source.fault(place, ZERO_TAKES_NONE, code=shape.code, value=shown(given))
        return None

    def _plain(self, shape: ItemShape, kind: str | None, given: object, place: Path, key: str) -> _Worth | None:
        number = self._points(given, place, f"{key} ({shape.code})")
        if number is None:
            return None
        facts = {"code": shape.code, "value": shown(given)}
        if number == 0:
            self._source.fault(place, ZERO_POINTS, code=shape.code)
            return None
        if kind is None:
            kind = "per_unit" if number > 0 else "deduct"
        if kind == "deduct" and number > 0:
            self._source.fault(place, MUST_BE_NEGATIVE, **facts)
            return None
        if kind != "deduct" and number < 0:
            self._source.fault(place, MUST_BE_POSITIVE, kind=kind, **facts)
            return None
        return _Worth(kind=ItemKind(kind), points=number)

    def _tier(self, shape: ItemShape, given: object, place: Path) -> _Worth | None:
        if isinstance(given, str):
            text = unicodedata.normalize("NFKC", given)
            if (named := self._tier_sets.get(given.strip())) is not None:
                return _Worth(kind=ItemKind.TIER, tiers=named)
            pairs = [_TIER.fullmatch(part) for part in re.split(r"[;,、]", text) if part.strip()]
            if not pairs or None in pairs:
                self._source.fault(place, NO_TIER_SET, code=shape.code, value=shown(given))
                return None
            given = {pair[1]: pair[2] for pair in pairs if pair is not None}
        if not isinstance(given, dict):
            self._source.fault(place, NO_TIER_SET, code=shape.code, value=shown(given))
            return None
        tiers = read_tiers(self._source, given, place)
        if not tiers:
            self._source.fault(place, NO_TIERS, code=shape.code)
            return None
        return _Worth(kind=ItemKind.TIER, tiers=tiers)

    def _range(self, shape: ItemShape, given: object, place: Path) -> _Worth | None:
        text = unicodedata.normalize("NFKC", given).strip() if isinstance(given, str) else ""
        found = _RANGE.fullmatch(text)
        if found is None:
            self._source.fault(place, NOT_RANGE, code=shape.code, value=shown(given))
            return None
        label = f"{place[-1]} ({shape.code})"
        low, high = self._points(found[1], place, label), self._points(found[2], place, label)
        if low is None or high is None:
            return None
        if low >= high:
            self._source.fault(place, EMPTY_RANGE, code=shape.code, value=text)
            return None
        return _Worth(kind=ItemKind.RANGE, minimum=low, maximum=high)

    def _points(self, given: object, place: Path, label: str) -> Decimal | None:
        return read_points(self._source, given, place, label)

    def _cap(self, shape: ItemShape, worth: _Worth | None, path: Path) -> tuple[Decimal | None, CapPeriod | None]:
        caps: list[tuple[str, Decimal, CapPeriod | None]] = []
        if shape.cap is not None:
            caps.append(("cap", shape.cap, shape.cap_period))
        if shape.cap_year is not None:
            caps.append(("cap_year", shape.cap_year, "year"))
        if shape.cap_month is not None:
            caps.append(("cap_month", shape.cap_month, "month"))
        if not caps:
            return None, None
        key, cap, period = caps[0]
        if len(caps) > 1:
            self._source.fault((*path, caps[1][0]), TWO_CAPS, code=shape.code)
        elif worth is not None and worth.kind in {ItemKind.DEDUCT, ItemKind.ZERO}:
            self._source.fault((*path, key), NEGATIVE_CAP, code=shape.code)
        elif period is None:
            self._source.fault((*path, key), CAP_PERIOD, code=shape.code)
        elif worth is not None and (least := worth.least()) is not None and cap < least:
            self._source.fault((*path, key), CAP_BELOW, code=shape.code, cap=cap, value=least)
        return cap, period

    def _documented(self, shape: ItemShape, worth: _Worth | None, path: Path) -> str:
        basis = shape.basis or ""
        if basis.lower() in _DITTO:
            basis = self._basis
        self._basis = basis
        weighs = worth is not None and worth.kind in {ItemKind.DEDUCT, ItemKind.ZERO}
        if weighs and basis.lower() in _UNDOCUMENTED:
            self._source.fault((*path, "basis"), NO_BASIS, code=shape.code)
        return basis

    def _check_who(self, shape: ItemShape, path: Path) -> None:
        if "branch" in shape.who and "branch" not in self._subjects:
            self._source.fault(
                (*path, "who"), NOT_SUBJECT, code=shape.code, who="branch", subjects=", ".join(self._subjects)
            )


def _kind_of(given: object) -> Kind | None:
    """Guess the kind that a value shows by its form alone; numbers are told apart by their sign later."""
    if isinstance(given, dict):
        return "tier"
    if isinstance(given, str):
        text = given.strip()
        if text == "zero":
            return "zero"
        if _RANGE.fullmatch(unicodedata.normalize("NFKC", text)):
            return "range"
    return None


def read_points(source: Source, given: object, place: Path, label: str) -> Decimal | None:
    """Read points with at most two decimals; ``None`` after a fault."""
    number = number_of(given)
    if number is None:
        source.fault(place, NOT_NUMBER, key=label, value=shown(given))
    elif abs(number) > MAX_POINTS:
        source.fault(place, TOO_LARGE, key=label, value=shown(given))
    elif number != number.quantize(Decimal("0.01")):
        source.fault(place, TOO_PRECISE, key=label, places=2, value=shown(given))
    else:
        return number.quantize(Decimal("0.01"))
    return None


def read_tiers(source: Source, given: Mapping[str, object], place: Path) -> dict[str, Decimal]:
    """Read level → points; level words in Chinese count as their codes."""
    tiers: dict[str, Decimal] = {}
    for word, value in given.items():
        level = LEVEL_WORDS.get(unicodedata.normalize("NFKC", word).strip().lower())
        if level is None:
            source.fault((*place, word), UNKNOWN_LEVEL, level=word)
            continue
        points = read_points(source, value, (*place, word), word)
        if points is None:
            continue
        if points <= 0:
            source.fault((*place, word), TIER_POSITIVE, level=word, value=shown(value))
            continue
        tiers[level] = points
    return tiers


def check_chain(source: Source, key: str, chain: tuple[str, ...], path: Path, limit: int = MAX_LEVELS) -> None:
    """Fault a chain that is empty, too long, or names a role twice."""
    if not 1 <= len(chain) <= limit:
        source.fault(path, TOO_MANY_LEVELS, key=key, found=len(chain), limit=limit)
    for role in sorted({role for role in chain if chain.count(role) > 1}):
        source.fault(path, ROLE_TWICE, key=key, role=role)
