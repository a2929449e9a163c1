"""The awards section: rounds, community, pairing, indices, groups, elections, projects."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from bot.domain.awards.rules import (
    AwardRound,
    AwardRules,
    CommunityRule,
    ElectionRule,
    GroupRule,
    PioneerIndexRule,
    ProjectRule,
    TargetAssessmentRule,
)
from bot.i18n import N_
from bot.schemes.source import Source
from bot.schemes.values import (
    Cap,
    Day,
    Flag,
    Frequency,
    Month,
    Name,
    Percent,
    Positive,
    Shape,
    Share,
    Text,
    Weight,
    Words,
    short,
)
from bot.schemes.words import Lexicon, NamedShape, Names

SUM = N_("The weights of “{key}” add up to {found} instead of {expected}.")
TITLES = N_("The award “{key}” needs its name: “zh”.")
WINDOW = N_("The window of “{key}” ends before it begins.")


Need = Literal[
    "in_service", "half_year", "passed", "no_ladder", "not_barred", "no_finding", "five_star", "four_star", "top_three"
]
"""Keys of ``bot.domain.awards.eligibility.NEEDS``; a test holds the two together."""


class AwardShape(Shape):
    """An award round; ``zh`` is one title or several."""

    zh: Words = ()
    zh_Hant: Words = ()  # noqa: N815 - the name of the language
    en: Words = ()
    freq: Frequency = "year"
    quota: Positive | None = None
    pct: Percent | None = None
    top: Positive | None = None
    base: Text | None = None
    rounding: Literal["half_up", "floor"] = "floor"
    window: tuple[Day, Day] | None = None
    month: Month | None = None
    steps: Words = ()
    criteria: dict[str, Share] = Field(default_factory=dict)
    by: Text | None = None
    judges_min: Positive = 1
    entry: Words = ()
    entry_cap_pct: Percent | None = None
    subject: Literal["member", "branch"] = "member"
    needs: tuple[Need, ...] = ()
    stages: Words = ()
    next_level: Positive | None = None


class CommunityShape(Shape):
    """Four ones in the community (J6, J7)."""

    four_ones: Words
    posts: Words = ()
    yearly_report_due: Day = (12, 10)
    consult_on: Words = ()


class PairingShape(Shape):
    """Which kind of office pairs with which village (J8)."""

    rules: dict[str, Text]


class PioneerShape(Shape):
    """The pioneer index (J9)."""

    dims: dict[str, Weight]
    bonus_cap: Cap
    zero_facts: Flag = True
    freq: Frequency


class TargetShape(Shape):
    """The target assessment (J10)."""

    areas: dict[str, Weight]
    stages: dict[Literal["self", "spot", "year_end"], Weight]
    methods: Words = ()


class GroupShape(Shape):
    """Collaboration groups (H11)."""

    count: Positive
    kind: Text
    leader_rule: Literal["has_committee", "any"] = "any"
    grouping: Literal["snake", "manual"] = "snake"
    meet: Frequency


class ElectionShape(Shape):
    """Reminders before the end of a term (H3)."""

    remind_months: tuple[Positive, ...]
    term_years: dict[Name, Positive]


class ProjectShape(NamedShape):
    """Innovation projects (H9)."""

    states: Words


def _without_nulls(value: object) -> object:
    return {key: entry for key, entry in value.items() if entry is not None} if isinstance(value, dict) else value


Award = Annotated[AwardShape, BeforeValidator(_without_nulls)]


class AwardKeys(Shape):
    """The keys of the section; any file may bring them."""

    awards: dict[Name, Award] = Field(default_factory=dict)
    demo_post: Award | None = None
    best_theme_day: Award | None = None
    top_organisations: Award | None = None
    flow: Words = ()
    community: CommunityShape | None = None
    pairing: PairingShape | None = None
    pioneer_index: PioneerShape | None = None
    target_assessment: TargetShape | None = None
    groups: GroupShape | None = None
    elections: ElectionShape | None = None
    projects: ProjectShape | None = None


def award_rules(keys: AwardKeys, source: Source, lexicon: Lexicon) -> AwardRules | None:
    """Build the section, or ``None`` if the file brings none of it; faults go to ``source``."""
    rounds = _rounds(keys, source, lexicon)
    rules = AwardRules(
        rounds=rounds,
        flow=lexicon.all(keys.flow),
        community=_community(keys.community, lexicon),
        pairing=_pairing(keys.pairing, lexicon),
        pioneer_index=_pioneer(keys.pioneer_index, source, lexicon),
        target_assessment=_target(keys.target_assessment, source, lexicon),
        groups=_groups(keys.groups, lexicon),
        elections=_elections(keys.elections),
        projects=_projects(keys.projects, lexicon),
    )
    parts = (
        rules.rounds,
        rules.flow,
        rules.community,
        rules.pairing,
        rules.pioneer_index,
        rules.target_assessment,
        rules.groups,
        rules.elections,
        rules.projects,
    )
    return rules if any(parts) else None


def _rounds(keys: AwardKeys, source: Source, lexicon: Lexicon) -> dict[str, AwardRound]:
    rounds: dict[str, AwardRound] = {}
    for code, shape in keys.awards.items():
        rounds[code] = _round(code, shape, ("awards", code), source, lexicon)
    named = (
        ("demo_post", keys.demo_post),
        ("best_theme_day", keys.best_theme_day),
        ("top_organisations", keys.top_organisations),
    )
    for code, single in named:
        if single is not None:
            rounds[code] = _round(code, single, (code,), source, lexicon)
    return rounds


def _round(code: str, shape: AwardShape, path: tuple[str, ...], source: Source, lexicon: Lexicon) -> AwardRound:
    if not shape.zh:
        source.fault(path, TITLES, key=code)
    if shape.window and shape.window[0] > shape.window[1]:
        source.fault((*path, "window"), WINDOW, key=code)
    if shape.criteria:
        expect_sum(source, (*path, "criteria"), shape.criteria, Decimal(1))
    hant = dict(zip(shape.zh, shape.zh_Hant, strict=False))
    english = dict(zip(shape.zh, shape.en, strict=False))
    return AwardRound(
        code=code,
        titles=tuple(lexicon.names(title, zh_hant=hant.get(title), en=english.get(title)) for title in shape.zh),
        freq=shape.freq,
        quota=shape.quota if shape.top is None else shape.top,
        quota_pct=shape.pct,
        base=shape.base,
        rounding=shape.rounding,
        window=shape.window,
        month=shape.month,
        steps=lexicon.all(shape.steps),
        criteria=weighted(shape.criteria, lexicon),
        by=shape.by,
        judges_min=shape.judges_min,
        entry=lexicon.all(shape.entry),
        entry_cap_pct=shape.entry_cap_pct,
        subject=shape.subject,
        needs=tuple(shape.needs),
        stages=lexicon.all(shape.stages),
        next_level=shape.next_level,
    )


def weighted(weights: dict[str, Decimal], lexicon: Lexicon) -> tuple[tuple[Names, Decimal], ...]:
    """Give the names and weights of a mapping, in its order."""
    return tuple((lexicon.names(word), weight) for word, weight in weights.items())


def expect_sum(source: Source, path: tuple[str, ...], weights: dict[str, Decimal], expected: Decimal) -> None:
    """Fault weights that do not add up."""
    found = sum(weights.values(), Decimal(0))
    if found != expected:
        source.fault(path, SUM, key=path[-1], found=short(found), expected=expected)


def _community(shape: CommunityShape | None, lexicon: Lexicon) -> CommunityRule | None:
    if shape is None:
        return None
    return CommunityRule(
        four_ones=lexicon.all(shape.four_ones),
        posts=lexicon.all(shape.posts),
        yearly_report_due=shape.yearly_report_due,
        consult_on=lexicon.all(shape.consult_on),
    )


def _pairing(shape: PairingShape | None, lexicon: Lexicon) -> tuple[tuple[Names, Names], ...]:
    rules = shape.rules if shape else {}
    return tuple((lexicon.names(one), lexicon.names(other)) for one, other in rules.items())


def _pioneer(shape: PioneerShape | None, source: Source, lexicon: Lexicon) -> PioneerIndexRule | None:
    if shape is None:
        return None
    expect_sum(source, ("pioneer_index", "dims"), shape.dims, Decimal(100))
    return PioneerIndexRule(
        dims=weighted(shape.dims, lexicon), bonus_cap=shape.bonus_cap, zero_facts=shape.zero_facts, freq=shape.freq
    )


def _target(shape: TargetShape | None, source: Source, lexicon: Lexicon) -> TargetAssessmentRule | None:
    if shape is None:
        return None
    stages: dict[str, Decimal] = {str(stage): weight for stage, weight in shape.stages.items()}
    expect_sum(source, ("target_assessment", "areas"), shape.areas, Decimal(100))
    expect_sum(source, ("target_assessment", "stages"), stages, Decimal(100))
    return TargetAssessmentRule(areas=weighted(shape.areas, lexicon), stages=stages, methods=lexicon.all(shape.methods))


def _groups(shape: GroupShape | None, lexicon: Lexicon) -> GroupRule | None:
    if shape is None:
        return None
    return GroupRule(
        count=shape.count,
        kind=lexicon.names(shape.kind),
        leader_rule=shape.leader_rule,
        grouping=shape.grouping,
        meet=shape.meet,
    )


def _elections(shape: ElectionShape | None) -> ElectionRule | None:
    if shape is None:
        return None
    return ElectionRule(remind_months=tuple(shape.remind_months), term_years=dict(shape.term_years))


def _projects(shape: ProjectShape | None, lexicon: Lexicon) -> ProjectRule | None:
    if shape is None:
        return None
    names = lexicon.names(shape.zh, zh_hant=shape.zh_Hant, en=shape.en)
    return ProjectRule(names=names, states=lexicon.all(shape.states))
