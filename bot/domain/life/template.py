"""Work lists as data: recurring task templates, colours, coefficients, the year-end sheet (no formulas).

Source: domain 1.4 (X1-X18), 3.5, 3.14, 3.32.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from typing import TypeAlias

Names: TypeAlias = Mapping[str, str]
"""Language (``zh_Hans``, ``zh_Hant``, ``en``) to wording; the loader fills all three."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRule:
    """When a recurring task is due within its period.

    Attributes:
        kind: ``same_day``, ``weekday``, ``month_end``, ``quarter_end``, ``year_end`` or ``month_day``.
        weekday: 0 for Monday to 6 for Sunday; only for ``weekday``.
        month: 1 to 12; only for ``month_day``.
        day: 1 to 31; only for ``month_day``.
        at: Time of day; ``None`` is the end of the day.
    """

    kind: str
    weekday: int | None = None
    month: int | None = None
    day: int | None = None
    at: time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskTemplate:
    """A task that comes again every ``freq`` (day, week, month, quarter, year) for every ``owner``.

    ``owner`` is a level: person, section or department. ``supervised`` tasks hang on the board (挂牌督办, X4).
    ``kind`` is ``task``, or ``research`` for a report that is handed in with a file (X7).
    """

    code: str
    names: Names
    freq: str
    owner: str
    due: DueRule
    supervised: bool
    target: Names
    standard: Names
    kind: str = "task"


@dataclass(frozen=True, slots=True, kw_only=True)
class ColourRules:
    """Thresholds of red, yellow, green (3.32): lag in percent, working days before the due day."""

    lag_yellow: Decimal
    lag_red: Decimal
    due_soon_workdays: int
    points_on_time: Decimal
    points_done_late: Decimal
    points_overdue: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Coefficient:
    """Bounds and shares of the mutual coefficient of party work and business work (3.14)."""

    lo: Decimal
    hi: Decimal
    party: Decimal
    business: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """The scheduler's backbone of the account (X16).

    ``half_month`` are days of the month; ``notice_workday`` is the n-th working day of the following month;
    ``observation_months`` and ``year_end_month`` are months of the year.
    """

    half_month: tuple[int, ...]
    notice_workday: int
    observation_months: tuple[int, ...]
    year_end_month: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkList:
    """A whole list of recurring work.

    Attributes:
        levels: Owners from the smallest to the largest (X11).
        rollup: ``mean`` or ``sum`` (3.5).
        composite: Weight of each part of the total in percent; the parts add up to 100.
        weighted_up: What the account says weighs more (X10).
        year_end_dims: The five ways of the year-end sheet with their weights, together 100 (X17).
        exclude_bottom_pct: Share of the lowest that honours leave out (3.13).
        titles: Names of the titles by key.
    """

    code: str
    about: str
    cycle: str
    rhythm: Rhythm
    levels: tuple[str, ...]
    rollup: str
    colours: ColourRules
    templates: Mapping[str, TaskTemplate]
    coefficient: Coefficient | None
    composite: Mapping[str, Decimal]
    weighted_up: tuple[Names, ...]
    year_end_dims: tuple[tuple[Names, Decimal], ...]
    exclude_bottom_pct: Decimal | None
    titles: Mapping[str, Names]
