"""The points section: settings, categories and items of a scheme."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from bot.domain.life.attendance import LEAST_TURNOUT, ORGANISATION_LIFE, Attendance
from bot.domain.life.meeting import Kind
from bot.domain.points.item import Item
from bot.domain.points.scheme import (
    SUBJECT_KINDS,
    Band,
    Category,
    LinkageRule,
    Normalise,
    Scheme,
    SpotCheckRule,
)
from bot.i18n import N_
from bot.marked_yaml import Path
from bot.schemes.common import CATEGORIES, CONTENT_AREAS, ITEMS, Codes, Head, expect_count, require
from bot.schemes.items import Chain, ItemReader, ItemShape, check_chain, read_tiers
from bot.schemes.source import NOT_MAPPING, Source
from bot.schemes.values import (
    Cap,
    CategoryCode,
    Code,
    Count,
    Flag,
    PercentWhole,
    Points,
    Positive,
    Shape,
    Text,
    Words,
    Workdays,
    as_list,
    normal_code,
    shown,
)
from bot.schemes.words import Lexicon, Wording

Subject = Literal["branch", "cadre", "member"]

NO_TOTAL_CAP = N_("“{key}” must stay empty: caps belong to single items.")
BANDS_ORDER = N_("The bands must fall from the highest bound to the lowest.")
FLOOR_ABOVE_BASE = N_("“floor” is {value}, more than the base of {base}.")
ROWS_WITHOUT_BASE = N_("“public_rows” is at_or_above_base, but the scheme has no base.")
SPOT_BOUNDS = N_("“spot_check” has a min of {least} above its max of {most}.")
NOT_ATTENDED = N_("“attendance” speaks of {code}, which is no item whose evidence is checkin.")
LINK_SUBJECT = N_("“linkage” speaks of {subject}, which is not among the subjects.")


class NormaliseShape(Shape):
    """Converted scores (L5)."""

    full: Points = Decimal(100)
    by: Literal["subject_kind"] = "subject_kind"


class LinkageShape(Shape):
    """Persons' points that count for their organisation (L17)."""

    sources: Annotated[tuple[Literal["cadre", "member"], ...], BeforeValidator(as_list)] = Field(alias="from")
    to: Literal["branch"] = "branch"
    step: Annotated[Points, Field(gt=0)]
    unit: Annotated[Points, Field(gt=0)]
    mode: Literal["per_person", "pooled"] = "per_person"


class SpotShape(Shape):
    """How many claims are drawn for a check (S11)."""

    pct: PercentWhole = 10
    min: Count = 1
    max: Positive = 20


class RulesShape(Shape):
    """What the points of a year lead to (S13, S14, S17)."""

    top_n: Positive = 3
    restrict_pct: PercentWhole = 30
    ladder: dict[Positive, Text] = Field(default_factory=dict)


class AttendanceShape(Shape):
    """Which meetings count for an item that check-ins book."""

    kinds: Annotated[tuple[Kind, ...], BeforeValidator(as_list)] = ORGANISATION_LIFE
    at_least: PercentWhole = LEAST_TURNOUT


class PointsHead(Head):
    """All keys of a file with a points section but the tables themselves."""

    subjects: Annotated[tuple[Subject, ...], BeforeValidator(as_list)] = ("member",)
    total_cap: Any = None
    bonus_cap_month: Any = None
    normalise: NormaliseShape | None = None
    linkage: LinkageShape | None = None
    review_chain: Chain = ("secretary",)
    fallback_chain: Chain = ("deputy_secretary", "secretary", "committee_reviewer", "admin")
    public_rows: Literal["at_or_above_base", "top_n", "all"] | None = None
    two_way_confirm: Flag = False
    office_entry_auto_confirm_workdays: Workdays = 3
    review_workdays: Workdays = 2
    compare_scope: Literal["branch", "unit", "all"] = "branch"
    publicity_workdays: Workdays = 5
    tier_sets: dict[str, Any] = Field(default_factory=dict)
    base: Cap | None = None
    pass_line: Cap | None = None
    floor: Cap | None = None
    zero_if: Text | None = None
    bands: tuple[tuple[Cap, Text], ...] = ()
    spot_check: SpotShape = SpotShape()
    own_items: Literal["approved", "free", "never"] = "approved"
    rules: RulesShape = RulesShape()
    exempt: Words = ()
    attendance: dict[Code, AttendanceShape] = Field(default_factory=dict)
    categories: Any = None
    extra: Any = None
    items: Any = None


def read_points_section(head: PointsHead, source: Source, lexicon: Lexicon) -> Scheme:
    """Build the scheme; faults go to ``source``, and the result counts only if there are none."""
    require(source, "preset", "cycle", "categories", "items")
    _check_settings(head, source)
    content = _categories(head.categories, "categories", source, lexicon)
    extra = _categories(head.extra, "extra", source, lexicon)
    categories = {**content, **extra}
    items = _items(head, categories, source, lexicon)
    expect_count(source, ("categories",), CATEGORIES, len(categories), head.preset)
    expect_count(source, ("categories",), CONTENT_AREAS, len(content), head.preset)
    if isinstance(head.items, list):
        expect_count(source, ("items",), ITEMS, len(head.items), head.preset)
    public_rows = head.public_rows or ("all" if head.base is None else "at_or_above_base")
    return Scheme(
        code=head.preset or "",
        version=head.version,
        title=lexicon.title(head.preset or ""),
        about=lexicon.names(head.about) if head.about else {},
        subjects=tuple(head.subjects),
        cycle=head.cycle or "month",
        base=head.base,
        pass_line=head.pass_line,
        floor=head.floor,
        bands=tuple(Band(at_least=bound, names=lexicon.names(word)) for bound, word in head.bands),
        review_chain=tuple(head.review_chain),
        fallback_chain=tuple(head.fallback_chain),
        public_rows=public_rows,
        two_way_confirm=head.two_way_confirm,
        office_auto_confirm_workdays=head.office_entry_auto_confirm_workdays,
        review_workdays=head.review_workdays,
        compare_scope=head.compare_scope,
        publicity_workdays=head.publicity_workdays,
        linkage=_linkage(head.linkage),
        normalise=None if head.normalise is None else Normalise(full=head.normalise.full, by=head.normalise.by),
        categories=categories,
        items=items,
        top_n=head.rules.top_n,
        restrict_percent=head.rules.restrict_pct,
        exempt=tuple(head.exempt),
        spot_check=SpotCheckRule(percent=head.spot_check.pct, minimum=head.spot_check.min, maximum=head.spot_check.max),
        own_items=head.own_items,
        ladder=dict(head.rules.ladder),
        attendance=_attendance(head, items, source),
    )


def _attendance(head: PointsHead, items: Mapping[str, Item], source: Source) -> dict[str, Attendance]:
    for code in head.attendance:
        if "items" not in source.broken and (code not in items or items[code].evidence != "checkin"):
            source.fault(("attendance", code), NOT_ATTENDED, code=code)
    return {code: Attendance(kinds=tuple(one.kinds), at_least=one.at_least) for code, one in head.attendance.items()}


def _linkage(shape: LinkageShape | None) -> LinkageRule | None:
    if shape is None:
        return None
    return LinkageRule(sources=tuple(shape.sources), target=shape.to, step=shape.step, unit=shape.unit, mode=shape.mode)


def _check_settings(head: PointsHead, source: Source) -> None:
    for key, value in (("total_cap", head.total_cap), ("bonus_cap_month", head.bonus_cap_month)):
        if value is not None:
            source.fault((key,), NO_TOTAL_CAP, key=key)
    check_chain(source, "review_chain", tuple(head.review_chain), ("review_chain",))
    check_chain(source, "fallback_chain", tuple(head.fallback_chain), ("fallback_chain",), limit=9)
    bounds = [bound for bound, _ in head.bands]
    if bounds != sorted(set(bounds), reverse=True):
        source.fault(("bands",), BANDS_ORDER)
    if head.base is not None and head.floor is not None and head.floor > head.base:
        source.fault(("floor",), FLOOR_ABOVE_BASE, value=head.floor, base=head.base)
    if head.public_rows == "at_or_above_base" and head.base is None and "base" not in source.broken:
        source.fault(("public_rows",), ROWS_WITHOUT_BASE)
    if head.spot_check.min > head.spot_check.max:
        source.fault(("spot_check",), SPOT_BOUNDS, least=head.spot_check.min, most=head.spot_check.max)
    if head.linkage is not None and "subjects" not in source.broken:
        for subject in (*head.linkage.sources, head.linkage.to):
            if subject not in head.subjects:
                source.fault(("linkage",), LINK_SUBJECT, subject=subject)


class CategoryShape(Shape):
    """A category's code and names."""

    code: CategoryCode
    names: Wording


def _categories(value: object, key: str, source: Source, lexicon: Lexicon) -> dict[str, Category]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        source.fault((key,), NOT_MAPPING, key=key, value=shown(value))
        return {}
    categories: dict[str, Category] = {}
    codes = Codes(source)
    for word, entry in value.items():
        path: Path = (key, word)
        code = normal_code(word)
        fresh = codes.take(code, path)
        shape = source.shape(CategoryShape, {"code": word, "names": entry}, path, name=word)
        if shape is not None and fresh:
            names = lexicon.names(shape.names.zh, key=code, zh_hant=shape.names.zh_Hant, en=shape.names.en)
            categories[code] = Category(code=code, names=names, extra=key == "extra")
        else:
            # Its items are not to blame as well.
            categories.setdefault(code, Category(code=code, names={}))
    return categories


def _items(head: PointsHead, categories: dict[str, Category], source: Source, lexicon: Lexicon) -> dict[str, Item]:
    tier_sets: dict[str, dict[str, Decimal]] = {}
    for name, levels in head.tier_sets.items():
        place: Path = ("tier_sets", name)
        tier_sets[name] = read_tiers(source, levels, place) if isinstance(levels, dict) else {}
        if not isinstance(levels, dict):
            source.fault(place, NOT_MAPPING, key=name, value=shown(levels))
    subjects = SUBJECT_KINDS if "subjects" in source.broken else tuple(head.subjects)
    reader = ItemReader(source, lexicon, categories=categories, tier_sets=tier_sets, subjects=subjects)
    items: dict[str, Item] = {}
    codes = Codes(source)
    if head.items is None:
        return items
    if not source.check_columns(head.columns, ItemShape):
        return items
    for path, row in source.rows(head.items, ("items",), head.columns, ItemShape):
        code = row.get("code")
        fresh = not isinstance(code, str) or codes.take(normal_code(code), (*path, "code"))
        item = reader.read(row, path)
        if item is not None and fresh:
            items[item.code] = item
        elif isinstance(code, str):
            lexicon.names(code, key=normal_code(code))
    return items
