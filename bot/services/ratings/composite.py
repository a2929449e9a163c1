"""Composite results: the committee enters scores of its units, a second person confirms, the working is shown.

Who is at the bottom is a list for those who give awards alone; a unit sees its own scores and their working.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.awards.quota import exclude_bottom
from bot.domain.calendar.periods import PeriodKind, parse_period
from bot.domain.life.template import Names, WorkList
from bot.domain.points.ranking import rank
from bot.domain.ratings.coefficient import Unit, Working, mutual_coeff
from bot.domain.ratings.composite import FIVE, JUDGED, Weighed, observed, weigh
from bot.domain.refusals import no_right, unknown_branch, unknown_period
from bot.schemes.loader import load_preset, presets
from bot.services import people, settings
from bot.services.desk import Desk
from storage import audit, orgs, unit_scores
from storage.orgs import Org
from storage.persons import Person
from storage.unit_scores import Score

Scores = Mapping[str, Sequence[Decimal]]
"""Part to its score, or to the marks of its judges."""
MANAGE = ("committee_reviewer", "admin")
"""Who enters, confirms, and reads the adverse list; the secretary above does as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of a unit's scores, as far as they are confirmed.

    Attributes:
        unit: Whose.
        scores: Part to score; of judged parts only their contest's result counts.
        working: Of the mutual coefficient, None without both scores.
        composite: Party and business, joint building, satisfaction.
        year_end: The five ways.
        observation: Of the observation contest.
        place: Among the units with a composite result.
        waits: Scores that nobody has confirmed yet.
    """

    unit: Org
    scores: Mapping[str, Decimal]
    working: Working | None
    composite: Weighed
    year_end: Weighed
    observation: Decimal | None
    place: int | None
    waits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The results of a committee's units in a period, and who is at the bottom (3.13)."""

    owner: Org
    period: str
    rules: WorkList
    results: Sequence[Result]
    bottom: Sequence[str]


def manages(desk: Desk, person: Person, branch: Org) -> bool:
    """Tell whether somebody manages the appraisal of a branch and its sisters."""
    return bool(people.roles_in(desk, person, branch) & set(MANAGE)) or people.is_above(desk, person, branch)


def owner_of(desk: Desk, person: Person, branch: Org) -> Org:
    """Answer the committee whose units somebody appraises.

    Raises:
        Refusal: ``NO_RIGHT``.
    """
    if branch.parent_id is None or not manages(desk, person, branch):
        raise no_right(MANAGE)
    return orgs.get(desk.tx, branch.parent_id)


def check_period(period: str) -> str:
    """Answer the key of a year or a quarter. Raises ``UNKNOWN_PERIOD``."""
    found = parse_period(period)
    if found.kind not in {PeriodKind.YEAR, PeriodKind.QUARTER}:
        raise unknown_period(period)
    return found.key


def rules_of(branch: Org) -> WorkList:
    """Answer the weights: of the work list that the branch has added, else of the one that comes with the bot."""
    chosen = [code for code in settings.sections(branch) if load_preset(code).tasks is not None]
    known = chosen or [code for code in presets() if load_preset(code).tasks is not None]
    tasks = load_preset(known[0]).tasks
    if tasks is None:
        raise LookupError("no work list comes with the bot")
    return tasks


def five_ways(branch: Org) -> Sequence[tuple[Names, Decimal]]:
    """Answer the year-end's five ways with their weights, where a work list that the branch has added has them."""
    books = (load_preset(code).tasks for code in settings.sections(branch))
    return next((one.year_end_dims for one in books if one is not None and one.year_end_dims), ())


def units(desk: Desk, owner: Org) -> list[Org]:
    """Answer the units of a committee: what is active directly below it."""
    return [one for one in orgs.every(desk.tx) if one.parent_id == owner.id and one.state == "active"]


def enter(desk: Desk, person: Person, owner: Org, period: str, rows: Sequence[tuple[str, Scores]]) -> list[Org]:
    """Enter scores of units, all rows or none; they count once a second person has confirmed them.

    Raises:
        Refusal: ``UNKNOWN_BRANCH`` for what is no unit of this committee.
    """
    known = units(desk, owner)
    found = [_unit(known, code) for code, _ in rows]
    for unit, (_, scores) in zip(found, rows, strict=True):
        for part, marks in scores.items():
            written = [f"{mark:.2f}" for mark in marks]
            unit_scores.put(desk.tx, unit.id, period, part, marks=written, by=person.id, now=desk.now)
        _note(desk, person, owner, f"{period} {unit.code} {' '.join(sorted(scores))} entered")
    return found


def _unit(known: Sequence[Org], code: str) -> Org:
    unit = next((one for one in known if code in {one.code, one.name}), None)
    if unit is None:
        raise unknown_branch(code, [one.code for one in known][:3])
    return unit


def confirm(desk: Desk, person: Person, owner: Org, period: str) -> int:
    """Confirm what others entered for a period; answer how many scores that were. Nobody confirms the own ones."""
    n = unit_scores.confirm(desk.tx, [one.id for one in units(desk, owner)], period, by=person.id)
    if n:
        _note(desk, person, owner, f"{period} {n} confirmed")
    return n


def sheet(desk: Desk, owner: Org, period: str, rules: WorkList) -> Sheet:
    """Find the results of a committee's units from what is confirmed."""
    rows = unit_scores.of_parent(desk.tx, owner.id, period)
    known = units(desk, owner)
    scores = {one.id: _confirmed(rows, one.id) for one in known}
    able = {one.code: scores[one.id] for one in known if {"party", "business"} <= scores[one.id].keys()}
    pairs = [Unit(id=code, party=found["party"], business=found["business"]) for code, found in able.items()]
    shares = rules.coefficient
    workings = (
        mutual_coeff(
            pairs, lowest=shares.lo, highest=shares.hi, party_share=shares.party, business_share=shares.business
        )
        if shares is not None
        else {}
    )
    composites = {one.code: _composite(rules, workings.get(one.code), scores[one.id]) for one in known}
    places = rank({code: found.total for code, found in composites.items() if found.total is not None})
    percent = rules.exclude_bottom_pct or Decimal(10)
    bottom = exclude_bottom(
        {code: found["party"] for code, found in able.items()},
        {code: found["business"] for code, found in able.items()},
        percent,
    )
    results = [
        Result(
            unit=one,
            scores=scores[one.id],
            working=workings.get(one.code),
            composite=composites[one.code],
            year_end=weigh(scores[one.id], _five(rules)),
            observation=observed(_marks(rows, one.id, "site"), _marks(rows, one.id, "stage")),
            place=places.get(one.code),
            waits=sum(row.unit_id == one.id and row.confirmed_by is None for row in rows),
        )
        for one in known
    ]
    return Sheet(owner=owner, period=period, rules=rules, results=results, bottom=bottom)


def _composite(rules: WorkList, working: Working | None, scores: Mapping[str, Decimal]) -> Weighed:
    parts = {name: score for name, score in scores.items() if name in rules.composite}
    if working is None:
        return Weighed(terms=[], total=None)
    return weigh({"party_business": working.final, **parts}, rules.composite)


def _five(rules: WorkList) -> dict[str, Decimal]:
    return dict(zip(FIVE, (weight for _, weight in rules.year_end_dims), strict=False))


def _confirmed(rows: Sequence[Score], unit_id: int) -> dict[str, Decimal]:
    return {
        row.part: Decimal(row.marks[0])
        for row in rows
        if row.unit_id == unit_id and row.confirmed_by is not None and row.part not in JUDGED
    }


def _marks(rows: Sequence[Score], unit_id: int, part: str) -> list[Decimal]:
    return [
        Decimal(mark)
        for row in rows
        if row.unit_id == unit_id and row.part == part and row.confirmed_by is not None
        for mark in row.marks
    ]


def _note(desk: Desk, person: Person, owner: Org, what: str) -> None:
    audit.add(desk.tx, now=desk.now, actor_id=person.id, action="appraisal", what=f"org {owner.code}", after=what)
