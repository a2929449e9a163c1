"""The rating sheet of a star rating: indicators, vetoes, bands, subsidy, warnings – data, no formulas.

Source: domain 1.2 (F1-F22), 3.16-3.19. Weights are points out of 100; shares are fractions of 1; money is
whole yuan as the published accounts give it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

Names: TypeAlias = Mapping[str, str]
"""Language (``zh_Hans``, ``zh_Hant``, ``en``) to wording; the loader fills all three."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """A kind of branch that has criteria of its own (F1); ``focus`` is what its role indicators look at (F4)."""

    code: str
    names: Names
    focus: Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One line of the sheet; ``role`` marks those of 作用发挥, which together weigh ``role_share`` (F3)."""

    code: str
    category: str
    names: Names
    weight: Decimal
    role: bool
    target: Names
    standard: Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Veto:
    """A class of facts that bars the fifth star (F6); ``named`` is true if the published account names it."""

    code: str
    names: Names
    named: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningRule:
    """A fact that opens an early warning (F10), with its colour ``red`` or ``yellow``.

    ``looks`` names what the bot looks at for it; None leaves it to people.
    """

    code: str
    names: Names
    color: str
    looks: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subsidy:
    """Monthly yuan by star for secretaries of one domain, and the fund of a five-star branch (F16, F17)."""

    domain: str
    monthly: Mapping[int, Decimal]
    fund_five_star: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Honours:
    """How many honours the account counted (F18, F19): a past result, not a quota by rule."""

    demonstration_points: int
    prefecture_level: int
    studios: int
    studio_criteria: tuple[Names, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rectification:
    """Who must help a weak branch ("four ones", F22) and in how many working days a problem is to be solved."""

    helpers: tuple[Names, ...]
    fix_workdays: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingSheet:
    """A whole star rating.

    Attributes:
        categories: Names by category key, in the order of the sheet.
        steps: The steps from self-rating to filing, in order (F7).
        self_rating_due: Month and day until which branches rate themselves.
        share_base: Share of (indicators less deductions) in the total; ``share_review`` is the rest to 1.
        bands: (lower bound, stars), the highest bound first.
        five_star_max_pct: Most five-star branches, in percent of the rated ones.
        veto_max_star: Most stars of a branch under a veto.
        organisational_life: How often each kind of meeting is due (``month``, ``quarter``, ``year``).
    """

    code: str
    about: str
    cycle: str
    domains: Mapping[str, Domain]
    steps: tuple[Names, ...]
    self_rating_due: tuple[int, int]
    role_share: Decimal
    categories: Mapping[str, Names]
    indicators: Mapping[str, Indicator]
    share_base: Decimal
    share_review: Decimal
    bands: tuple[tuple[Decimal, int], ...]
    five_star_max_pct: Decimal
    veto_max_star: int
    vetoes: Mapping[str, Veto]
    subsidy: Subsidy | None
    demotion_sources: tuple[Names, ...]
    honours: Honours | None
    rectification: Rectification | None
    warning_rules: tuple[WarningRule, ...]
    organisational_life: Mapping[str, str]
