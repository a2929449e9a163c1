"""The tasks section: work lists, colours, coefficients, the year-end sheet, the rhythm of posts."""

import re
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from bot.domain.life.cadence import FITTING, parse_due_rule
from bot.domain.life.template import Coefficient, ColourRules, DueRule, Rhythm, TaskTemplate, WorkList
from bot.i18n import N_
from bot.schemes.awards import expect_sum, weighted
from bot.schemes.common import Codes, Head, require
from bot.schemes.source import Source
from bot.schemes.values import (
    Code,
    Count,
    Factor,
    Flag,
    Month,
    MonthDay,
    Percent,
    Points,
    Shape,
    Share,
    Text,
    Weight,
    Words,
    normal_code,
    refuse,
)
from bot.schemes.words import Lexicon, NamedShape, Wording

_NOTICE = re.compile(r"nth_workday\(\s*([0-9]{1,2})\s*\)")

NOT_DUE = N_(
    "“{key}” must be same_day_18:00, fri_17:00, month_end, quarter_end, year_end or a day like 12-20, not {value}."
)
NOT_WORKDAY = N_("“{key}” must be like nth_workday(6), with 1 to 20, not {value}.")
UNFIT_DUE = N_("Task {code} comes every {freq}, so it cannot be due “{due}”.")
NO_RESEARCH = N_("“research” names {code}, which is not among the templates.")
NOT_LEVEL = N_("Task {code} belongs to {owner}, which is not among the levels.")
BOUNDS = N_("“{key}” has its lower bound above its upper one.")


def _due(value: object) -> DueRule:
    if isinstance(value, DueRule):
        return value
    rule = parse_due_rule(value.strip().lower()) if isinstance(value, str) else None
    return rule or refuse(NOT_DUE, value)


def _notice(value: object) -> int:
    found = _NOTICE.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None or not 1 <= int(found[1]) <= 20:
        refuse(NOT_WORKDAY, value)
    return int(found[1])


class RemindersShape(Shape):
    """When the posts come (X16)."""

    half_month: tuple[MonthDay, ...] = (1, 16)
    monthly_notice: Annotated[int, BeforeValidator(_notice)] = 6
    quarterly_observation: tuple[Month, ...] = (3, 6, 9, 12)
    year_end: Month = 12


class ColoursShape(Shape):
    """Thresholds of red, yellow, green (X13)."""

    lag_yellow: Percent = Decimal(10)
    lag_red: Percent = Decimal(30)
    due_soon_workdays: Count = 3


class ColourPointsShape(Shape):
    """Points that a colour brings."""

    on_time: Points = Decimal(0)
    done_late: Points = Decimal(0)
    overdue: Points = Decimal(0)


class CoefficientShape(Shape):
    """The mutual coefficient (X8)."""

    lo: Factor
    hi: Factor
    party: Share
    business: Share


class TaskShape(NamedShape):
    """One template."""

    code: Code
    freq: Literal["day", "week", "month", "quarter", "year"]
    owner: Text
    due: Annotated[Any, BeforeValidator(_due)]
    supervised: Flag = False
    target: Wording | None = None
    standard: Wording | None = None


class TasksHead(Head):
    """All keys of a file with a tasks section but the table of templates."""

    reminders: RemindersShape = RemindersShape()
    levels: Words = ("person", "section", "department")
    rollup: Literal["mean", "sum"] = "mean"
    ryg: ColoursShape = ColoursShape()
    ryg_points: ColourPointsShape = ColourPointsShape()
    task_templates: Any = None
    research: Words = ()
    coefficient: CoefficientShape | None = None
    composite: dict[str, Weight] = Field(default_factory=dict)
    weighted_up: Words = ()
    year_end_dims: dict[str, Weight] = Field(default_factory=dict)
    exclude_bottom_pct: Percent | None = None
    titles: dict[str, Text] = Field(default_factory=dict)


def read_tasks_section(head: TasksHead, source: Source, lexicon: Lexicon) -> WorkList:
    """Build the work list; faults go to ``source``, and the result counts only if there are none."""
    require(source, "preset", "cycle", "task_templates")
    _check_settings(head, source)
    reminders, ryg, points = head.reminders, head.ryg, head.ryg_points
    return WorkList(
        code=head.preset or "",
        about=head.about or "",
        cycle=head.cycle or "month",
        rhythm=Rhythm(
            half_month=tuple(reminders.half_month),
            notice_workday=reminders.monthly_notice,
            observation_months=tuple(reminders.quarterly_observation),
            year_end_month=reminders.year_end,
        ),
        levels=tuple(head.levels),
        rollup=head.rollup,
        colours=ColourRules(
            lag_yellow=ryg.lag_yellow,
            lag_red=ryg.lag_red,
            due_soon_workdays=ryg.due_soon_workdays,
            points_on_time=points.on_time,
            points_done_late=points.done_late,
            points_overdue=points.overdue,
        ),
        templates=_templates(head, source, lexicon),
        coefficient=_coefficient(head.coefficient),
        composite=dict(head.composite),
        weighted_up=lexicon.all(head.weighted_up),
        year_end_dims=weighted(head.year_end_dims, lexicon),
        exclude_bottom_pct=head.exclude_bottom_pct,
        titles={key: lexicon.names(title) for key, title in head.titles.items()},
    )


def _check_settings(head: TasksHead, source: Source) -> None:
    for key, weights in (("composite", head.composite), ("year_end_dims", head.year_end_dims)):
        if weights:
            expect_sum(source, (key,), weights, Decimal(100))
    if head.ryg.lag_yellow > head.ryg.lag_red:
        source.fault(("ryg",), BOUNDS, key="ryg")
    if head.coefficient is not None:
        if head.coefficient.lo > head.coefficient.hi:
            source.fault(("coefficient",), BOUNDS, key="coefficient")
        shares = {"party": head.coefficient.party, "business": head.coefficient.business}
        expect_sum(source, ("coefficient",), shares, Decimal(1))


def _coefficient(shape: CoefficientShape | None) -> Coefficient | None:
    if shape is None:
        return None
    return Coefficient(lo=shape.lo, hi=shape.hi, party=shape.party, business=shape.business)


def _templates(head: TasksHead, source: Source, lexicon: Lexicon) -> dict[str, TaskTemplate]:
    templates: dict[str, TaskTemplate] = {}
    if head.task_templates is None:
        return templates
    if not source.check_columns(head.columns, TaskShape):
        return templates
    codes, research = Codes(source), {normal_code(code) for code in head.research}
    for path, row in source.rows(head.task_templates, ("task_templates",), head.columns, TaskShape):
        code = row.get("code")
        label = normal_code(code) if isinstance(code, str) else ""
        fresh = not label or codes.take(label, (*path, "code"))
        shape = source.shape(TaskShape, {k: v for k, v in row.items() if v is not None}, path, name=label)
        if shape is None or not fresh:
            lexicon.names(label, key=label)
            continue
        _check_task(shape, path, head, source)
        templates[shape.code] = TaskTemplate(
            code=shape.code,
            names=lexicon.names(shape.zh, key=shape.code, zh_hant=shape.zh_Hant, en=shape.en),
            freq=shape.freq,
            owner=shape.owner,
            due=shape.due,
            supervised=shape.supervised,
            target=shape.target.names() if shape.target else lexicon.target(shape.code),
            standard=shape.standard.names() if shape.standard else lexicon.standard(shape.code),
            kind="research" if shape.code in research else "task",
        )
    for code in sorted(research - set(templates)):
        source.fault(("research",), NO_RESEARCH, code=code)
    return templates


def _check_task(shape: TaskShape, path: tuple[str | int, ...], head: TasksHead, source: Source) -> None:
    if shape.due.kind not in FITTING[shape.freq]:
        source.fault((*path, "due"), UNFIT_DUE, code=shape.code, freq=shape.freq, due=shape.due.kind)
    if shape.owner not in head.levels:
        source.fault((*path, "owner"), NOT_LEVEL, code=shape.code, owner=shape.owner)
