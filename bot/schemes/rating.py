"""The rating section: domains, indicators, vetoes, bands, subsidy, warnings."""

from decimal import Decimal
from typing import Any, Literal

from pydantic import Field

from bot.domain.life.warning import LOOKS
from bot.domain.ratings.sheet import (
    Domain,
    Honours,
    Indicator,
    RatingSheet,
    Rectification,
    Subsidy,
    Veto,
    WarningRule,
)
from bot.i18n import N_
from bot.schemes.common import (
    CATEGORIES,
    DOMAINS,
    INDICATORS,
    INDICATORS_EACH,
    VETOES,
    Codes,
    Head,
    expect_count,
    require,
)
from bot.schemes.source import NOT_MAPPING, Source
from bot.schemes.values import (
    Code,
    Count,
    Day,
    Flag,
    Money,
    Percent,
    Points,
    Positive,
    Shape,
    Share,
    Stars,
    Text,
    Weight,
    Words,
    normal_code,
    short,
    shown,
)
from bot.schemes.words import Lexicon, NamedShape, Wording

Colour = Literal["red", "yellow"]
DOMAIN_CODES = {
    "农村": "rural",
    "社区": "community",
    "机关": "agency",
    "学校": "school",
    "非公经济组织": "private_enterprise",
    "社会组织": "social_organisation",
    "国企": "state_enterprise",
    "事业单位": "public_institution",
}
"""Codes of the eight domains; a domain of one's own is its own code."""

ROLE_SHARE = Decimal(40)

WEIGHT_SUM = N_("The weights of the indicators add up to {found} instead of 100.")
ROLE_SUM = N_("The role indicators weigh {found} instead of {expected}.")
ROLE_SHARE_FIXED = N_("“role_share” of feicheng is 40, not {found}.")
SHARE_SUM = N_("The shares of “total” add up to {found} instead of 1.")
RATING_BANDS = N_("The bands must fall from the highest bound and the most stars to 0 and the fewest.")
NO_LOOK = N_("A warning rule looks at {key}, which nobody knows; known are: {known}. Without a key people look.")
NO_DOMAIN = N_("“{key}” speaks of the domain {domain}, which is not among the domains.")
DOMAIN_TWICE = N_("The domain {domain} stands here twice.")


class IndicatorShape(NamedShape):
    """One line of the sheet."""

    code: Code
    weight: Weight
    role: Flag = False
    target: Wording | None = None
    standard: Wording | None = None


class TotalShape(Shape):
    """Shares of the total; together 1."""

    base_minus_deduct: Share
    review: Share


class SubsidyShape(Shape):
    """Yuan a month by star (F16), and the fund (F17)."""

    domain: Text
    monthly: dict[Stars, Money]
    fund_five_star: Money = Decimal(0)


class HonoursShape(Shape):
    """Honours that the account counted (F18, F19)."""

    demonstration_points: Count = 0
    prefecture_level: Count = 0
    studios: Count = 0
    studio_criteria: Words = ()


class RectificationShape(Shape):
    """Four ones for a weak branch (F22)."""

    helpers: Words
    fix_workdays: Positive


class RatingHead(Head):
    """All keys of a file with a rating section but the table of indicators."""

    domains: Words = ()
    steps: Words = ()
    self_rating_due: Day = (12, 31)
    role_share: Percent = ROLE_SHARE
    categories: Any = None
    role_focus: dict[str, Text] = Field(default_factory=dict)
    total: TotalShape | None = None
    bands: tuple[tuple[Points, Stars], ...] = ()
    five_star_max_pct: Percent = Decimal(30)
    veto_max_star: Stars = 4
    vetoes: tuple[tuple[Code, Text, Literal["named", "assumed"]], ...] = ()
    subsidy: SubsidyShape | None = None
    demotion_sources: Words = ()
    honours: HonoursShape | None = None
    rectification: RectificationShape | None = None
    warning_rules: tuple[tuple[Text, Colour] | tuple[Text, Colour, Text], ...] = ()
    organisational_life: dict[str, Literal["week", "month", "quarter", "half_year", "year"]] = Field(
        default_factory=dict
    )


def read_rating_section(head: RatingHead, source: Source, lexicon: Lexicon) -> RatingSheet:
    """Build the sheet; faults go to ``source``, and the result counts only if there are none."""
    require(source, "preset", "cycle", "domains", "categories", "total", "bands")
    domains = _domains(head, source, lexicon)
    categories, indicators = _indicators(head, source, lexicon)
    _check_sums(head, indicators, source)
    expect_count(source, ("domains",), DOMAINS, len(domains), head.preset)
    expect_count(source, ("vetoes",), VETOES, len(head.vetoes), head.preset)
    total = head.total or TotalShape(base_minus_deduct=Decimal("0.7"), review=Decimal("0.3"))
    return RatingSheet(
        code=head.preset or "",
        about=head.about or "",
        cycle=head.cycle or "year",
        domains=domains,
        steps=lexicon.all(head.steps),
        self_rating_due=head.self_rating_due,
        role_share=head.role_share,
        categories=categories,
        indicators=indicators,
        share_base=total.base_minus_deduct,
        share_review=total.review,
        bands=tuple(head.bands),
        five_star_max_pct=head.five_star_max_pct,
        veto_max_star=head.veto_max_star,
        vetoes=_vetoes(head, source, lexicon),
        subsidy=_subsidy(head, source),
        demotion_sources=lexicon.all(head.demotion_sources),
        honours=_honours(head.honours, lexicon),
        rectification=_rectification(head.rectification, lexicon),
        warning_rules=_warning_rules(head, source, lexicon),
        organisational_life={kind: str(frequency) for kind, frequency in head.organisational_life.items()},
    )


def _warning_rules(head: RatingHead, source: Source, lexicon: Lexicon) -> tuple[WarningRule, ...]:
    rules = []
    for position, (text, colour, *key) in enumerate(head.warning_rules):
        looks = next(iter(key), None)
        if looks is not None and looks not in LOOKS:
            source.fault(("warning_rules", position), NO_LOOK, key=shown(looks), known=", ".join(LOOKS))
        rules.append(WarningRule(code=f"W{position + 1:02}", names=lexicon.names(text), color=colour, looks=looks))
    return tuple(rules)


def _domains(head: RatingHead, source: Source, lexicon: Lexicon) -> dict[str, Domain]:
    domains: dict[str, Domain] = {}
    for position, word in enumerate(head.domains):
        code = DOMAIN_CODES.get(word, word)
        if code in domains:
            source.fault(("domains", position), DOMAIN_TWICE, domain=word)
        focus = head.role_focus.get(word)
        domains[code] = Domain(
            code=code, names=lexicon.names(word), focus=lexicon.names(focus) if focus is not None else {}
        )
    for word in head.role_focus:
        if word not in head.domains:
            source.fault(("role_focus", word), NO_DOMAIN, key="role_focus", domain=word)
    return domains


def _indicators(
    head: RatingHead, source: Source, lexicon: Lexicon
) -> tuple[dict[str, dict[str, str]], dict[str, Indicator]]:
    categories: dict[str, dict[str, str]] = {}
    indicators: dict[str, Indicator] = {}
    if head.categories is None:
        return categories, indicators
    if not isinstance(head.categories, dict):
        source.fault(("categories",), NOT_MAPPING, key="categories", value=shown(head.categories))
        return categories, indicators
    if not source.check_columns(head.columns, IndicatorShape):
        return categories, indicators
    codes = Codes(source)
    for word, table in head.categories.items():
        categories[word] = dict(lexicon.names(word))
        rows = source.rows(table, ("categories", word), head.columns, IndicatorShape)
        if isinstance(table, list):
            expect_count(source, ("categories", word), INDICATORS_EACH, len(table), head.preset)
        for path, row in rows:
            code = row.get("code")
            label = normal_code(code) if isinstance(code, str) else ""
            fresh = not label or codes.take(label, (*path, "code"))
            shape = source.shape(IndicatorShape, {k: v for k, v in row.items() if v is not None}, path, name=label)
            if shape is None or not fresh:
                lexicon.names(label, key=label)
                continue
            indicators[shape.code] = Indicator(
                code=shape.code,
                category=word,
                names=lexicon.names(shape.zh, key=shape.code, zh_hant=shape.zh_Hant, en=shape.en),
                weight=shape.weight,
                role=shape.role,
                target=shape.target.names() if shape.target else lexicon.target(shape.code),
                standard=shape.standard.names() if shape.standard else lexicon.standard(shape.code),
            )
    expect_count(source, ("categories",), CATEGORIES, len(categories), head.preset)
    return categories, indicators


def _check_sums(head: RatingHead, indicators: dict[str, Indicator], source: Source) -> None:
    if source.values.get("categories") and not any(fault.text == NOT_MAPPING for fault in source.faults):
        weights = sum((indicator.weight for indicator in indicators.values()), Decimal(0))
        role = sum((indicator.weight for indicator in indicators.values() if indicator.role), Decimal(0))
        if weights != 100:
            source.fault(("categories",), WEIGHT_SUM, found=short(weights))
        if role != head.role_share:
            source.fault(("categories",), ROLE_SUM, found=short(role), expected=short(head.role_share))
        expect_count(source, ("categories",), INDICATORS, len(indicators), head.preset)
    if head.preset == "feicheng" and head.role_share != ROLE_SHARE:
        source.fault(("role_share",), ROLE_SHARE_FIXED, found=short(head.role_share))
    if head.total is not None and head.total.base_minus_deduct + head.total.review != 1:
        source.fault(("total",), SHARE_SUM, found=short(head.total.base_minus_deduct + head.total.review))
    bounds = [bound for bound, _ in head.bands]
    stars = [star for _, star in head.bands]
    falls = bounds == sorted(set(bounds), reverse=True) and stars == sorted(set(stars), reverse=True)
    if head.bands and (not falls or bounds[-1] != 0):
        source.fault(("bands",), RATING_BANDS)


def _vetoes(head: RatingHead, source: Source, lexicon: Lexicon) -> dict[str, Veto]:
    vetoes: dict[str, Veto] = {}
    codes = Codes(source)
    for position, (code, text, origin) in enumerate(head.vetoes):
        if codes.take(code, ("vetoes", position)):
            vetoes[code] = Veto(code=code, names=lexicon.names(text, key=code), named=origin == "named")
    return vetoes


def _subsidy(head: RatingHead, source: Source) -> Subsidy | None:
    shape = head.subsidy
    if shape is None:
        return None
    if shape.domain not in head.domains:
        source.fault(("subsidy", "domain"), NO_DOMAIN, key="subsidy", domain=shape.domain)
    return Subsidy(
        domain=DOMAIN_CODES.get(shape.domain, shape.domain),
        monthly=dict(shape.monthly),
        fund_five_star=shape.fund_five_star,
    )


def _honours(shape: HonoursShape | None, lexicon: Lexicon) -> Honours | None:
    if shape is None:
        return None
    return Honours(
        demonstration_points=shape.demonstration_points,
        prefecture_level=shape.prefecture_level,
        studios=shape.studios,
        studio_criteria=lexicon.all(shape.studio_criteria),
    )


def _rectification(shape: RectificationShape | None, lexicon: Lexicon) -> Rectification | None:
    if shape is None:
        return None
    return Rectification(helpers=lexicon.all(shape.helpers), fix_workdays=shape.fix_workdays)
