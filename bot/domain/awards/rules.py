"""Award rounds, the pioneer index, the target assessment and their company – data, no formulas.

Source: domain 1.1 L13-L14, 1.3 S11, 1.5, 1.6 (J2-J10); the formulas are 3.12 and 3.25-3.27.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

Names: TypeAlias = Mapping[str, str]
"""Language (``zh_Hans``, ``zh_Hant``, ``en``) to wording; the loader fills all three."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardRound:
    """One kind of award.

    Attributes:
        code: Stable key, for example ``pioneer_post``.
        titles: The titles one can win.
        freq: ``year``, ``half_year`` or ``quarter``.
        quota: Fixed number of winners (a "top ten"), or ``None``.
        quota_pct: Winners in percent of ``base``, or ``None``; ``rounding`` is ``half_up`` or ``floor``.
        base: Whom the percentage counts, for example ``in_service_members``.
        window: First and last (month, day) of applications, or ``None`` for the whole time.
        month: Month of the round, or ``None``.
        steps: The steps, in order.
        criteria: Weight of each criterion, in order; together 1. Empty if ``by`` ranks.
        by: Name of the figure that ranks the candidates, or ``None``.
        judges_min: Fewest judges.
        entry: What an entry must contain.
        entry_cap_pct: Most entries in percent of the branches, or ``None``.
        subject: Who wins: ``member`` or ``branch``.
        needs: What a candidate must fulfil, keys of ``bot.domain.awards.eligibility.NEEDS``.
        stages: Heats of a contest whose results are entered, in order; empty for one.
        next_level: How many of the winners go on to the next level (13 of 50, F18), or ``None``.
    """

    code: str
    titles: tuple[Names, ...]
    freq: str
    quota: int | None = None
    quota_pct: Decimal | None = None
    base: str | None = None
    rounding: str = "floor"
    window: tuple[tuple[int, int], tuple[int, int]] | None = None
    month: int | None = None
    steps: tuple[Names, ...] = ()
    criteria: tuple[tuple[Names, Decimal], ...] = ()
    by: str | None = None
    judges_min: int = 1
    entry: tuple[Names, ...] = ()
    entry_cap_pct: Decimal | None = None
    subject: str = "member"
    needs: tuple[str, ...] = ()
    stages: tuple[Names, ...] = ()
    next_level: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityRule:
    """Four ones of members in their community, the posts, the yearly report (J6, J7)."""

    four_ones: tuple[Names, ...]
    posts: tuple[Names, ...]
    yearly_report_due: tuple[int, int]
    consult_on: tuple[Names, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PioneerIndexRule:
    """Weights of the dimensions (together 100), the cap of bonuses, zeroing, how often (J9, 3.25)."""

    dims: tuple[tuple[Names, Decimal], ...]
    bonus_cap: Decimal
    zero_facts: bool
    freq: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetAssessmentRule:
    """Areas and stages with their weights (each together 100) and the four ways of looking (J10, 3.26)."""

    areas: tuple[tuple[Names, Decimal], ...]
    stages: Mapping[str, Decimal]
    methods: tuple[Names, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRule:
    """Collaboration groups: how many, who leads, how they are made, how often they meet (H11, J2)."""

    count: int
    kind: Names
    leader_rule: str
    grouping: str
    meet: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectionRule:
    """Months before the end of a term at which to remind, and terms in years by kind of organisation (H3)."""

    remind_months: tuple[int, ...]
    term_years: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRule:
    """Innovation projects and the states they pass (H9)."""

    names: Names
    states: tuple[Names, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardRules:
    """Everything about awards and standing that one rulebook brings; parts it does not bring are ``None`` or empty."""

    rounds: Mapping[str, AwardRound]
    flow: tuple[Names, ...]
    community: CommunityRule | None
    pairing: tuple[tuple[Names, Names], ...]
    pioneer_index: PioneerIndexRule | None
    target_assessment: TargetAssessmentRule | None
    groups: GroupRule | None
    elections: ElectionRule | None
    projects: ProjectRule | None
