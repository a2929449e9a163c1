"""Pioneer: the index of members - a year's standard, a period's values, confirmed by a second person (J9, 3.25).

A run keeps the standard that it opened with, so a new version changes no earlier result. Results are private: a member
reads the own ones, the committee those of its branches.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from pydantic import TypeAdapter

from bot.domain.awards.award_refusals import (
    bad_pioneer_rows,
    pioneer_run_closed,
    pioneer_run_known,
    pioneer_second_person,
)
from bot.domain.awards.pioneer import Inputs, Pioneer, found_from, read_inputs, read_standard
from bot.domain.awards.rules import PioneerIndexRule
from bot.domain.calendar.periods import PeriodKind, parse_period
from bot.domain.refusals import Refusal, stale_card, unknown_period
from bot.i18n import N_, Html, Language
from bot.schemes.loader import load_preset, presets
from bot.services import committee
from bot.services.desk import Desk
from storage import orgs, persons, pioneers, rosters
from storage.orgs import Org
from storage.persons import Person
from storage.pioneers import RunRow, ValueRow

KINDS = {
    "month": PeriodKind.MONTH,
    "quarter": PeriodKind.QUARTER,
    "half_year": PeriodKind.HALF,
    "year": PeriodKind.YEAR,
}
"""Rhythm of a standard to the periods that it is computed for."""
TOLD = N_("🏅 Your pioneer index of {period} is confirmed: value {value}. /pioneer shows you how it came about.")


class Run(NamedTuple):
    """A run with the standard that it opened with, and its organisation."""

    row: RunRow
    rules: PioneerIndexRule
    org: Org

    @property
    def weights(self) -> tuple[Decimal, ...]:
        """The weights of the dimensions, in their order."""
        return tuple(weight for _, weight in self.rules.dims)


class Result(NamedTuple):
    """Somebody's inputs in a run, and what comes of them: as confirmed, or as it would be now."""

    row: ValueRow
    run: Run
    inputs: Inputs
    previous: Decimal | None
    found: Pioneer


@cache
def _rules() -> TypeAdapter[PioneerIndexRule]:
    return TypeAdapter(PioneerIndexRule)


@cache
def _inputs() -> TypeAdapter[Inputs]:
    return TypeAdapter(Inputs)


def _preset() -> PioneerIndexRule:
    of_presets = (load_preset(code).awards for code in presets())
    return next(one.pioneer_index for one in of_presets if one is not None and one.pioneer_index is not None)


def standard(desk: Desk, org: Org, year: int) -> tuple[PioneerIndexRule, int, int]:
    """Answer the standard in force for a year, its own year and version; the preset's is version 0 of that year."""
    row = next((one for one in pioneers.standards(desk.tx, org.id) if one.year <= year), None)
    if row is None:
        return _preset(), year, 0
    return _rules().validate_python(row.rules), row.year, row.version


def revise(desk: Desk, actor: Person, org: Org, year: int, lines: Sequence[str]) -> int:
    """Set a year's standard as a new version; runs that are open keep theirs. Answer the version.

    Raises:
        Refusal: ``NO_RIGHT``, ``BAD_PIONEER_ROW``, ``UNKNOWN_PERIOD`` for a year that is over.
    """
    committee.need_conductor(desk, actor, org)
    if not desk.today.year <= year <= desk.today.year + 1:
        raise unknown_period(str(year))
    before, of_year, version = standard(desk, org, year)
    dims, cap = read_standard(lines)
    rules = PioneerIndexRule(
        dims=tuple((_names(name, before), weight) for name, weight in dims),
        bonus_cap=before.bonus_cap if cap is None else cap,
        zero_facts=before.zero_facts,
        freq=before.freq,
    )
    fresh = version + 1 if of_year == year else 1
    made = {"made_by": actor.id, "made_at": desk.now}
    stored = _rules().dump_python(rules, mode="json")
    pioneers.add_standard(desk.tx, org_id=org.id, year=year, version=fresh, rules=stored, **made)
    committee.note(desk, actor, "pioneer", f"standard {org.code} {year}", f"version {fresh}")
    return fresh


def _names(name: str, before: PioneerIndexRule) -> dict[str, str]:
    """Answer a dimension's names: those in the three languages where the last standard has it, else as written."""
    known = next((names for names, _ in before.dims if name in names.values()), None)
    return dict(known) if known is not None else dict.fromkeys(("zh_Hans", "zh_Hant", "en"), name)


def open_run(desk: Desk, actor: Person, org: Org, period: str) -> Run:
    """Open a period's index under the standard in force.

    Raises:
        Refusal: ``NO_RIGHT``, ``UNKNOWN_PERIOD``, ``PIONEER_RUN_KNOWN``.
    """
    committee.need_conductor(desk, actor, org)
    span = parse_period(period)
    rules, _, version = standard(desk, org, span.first.year)
    if span.kind != KINDS[rules.freq] or span.first > desk.today:
        raise unknown_period(period)
    if of_period(desk, org, span.key) is not None:
        raise pioneer_run_known(span.key)
    number = pioneers.add_run(
        desk.tx,
        org_id=org.id,
        period=span.key,
        rules=_rules().dump_python(rules, mode="json"),
        version=version,
        opened_by=actor.id,
        opened_at=desk.now,
    )
    committee.note(desk, actor, "pioneer", f"run {number}", f"opened {span.key}")
    return known(desk, number)


def known(desk: Desk, number: int) -> Run:
    """Answer a run. Raises ``STALE_CARD`` where there is none."""
    row = pioneers.run(desk.tx, number)
    if row is None:
        raise stale_card()
    return of_row(desk, row)


def of_row(desk: Desk, row: RunRow) -> Run:
    """Answer a run with its standard."""
    return Run(row, _rules().validate_python(row.rules), orgs.get(desk.tx, row.org_id))


def of_period(desk: Desk, org: Org, period: str) -> RunRow | None:
    """Answer the run of a period, or None."""
    return next((one for one in pioneers.of_org(desk.tx, org.id) if one.period == period), None)


def members(desk: Desk, org: Org) -> dict[str, tuple[Org, Person]]:
    """Answer whose index a run is about: those on the rosters of the branches beneath, by code."""
    return {
        person.code: (branch, person)
        for branch in committee.under(desk, org)
        for person in rosters.roster(desk.tx, branch.id)
    }


def enter(desk: Desk, actor: Person, org: Org, period: str, rows: Sequence[str]) -> tuple[Run, int]:
    """Enter rows of values, all or none; a later row about somebody takes the place of an earlier one.

    Raises:
        Refusal: ``NO_RIGHT``, ``PIONEER_RUN_CLOSED``, ``BAD_PIONEER_ROWS`` with every faulty row.
    """
    committee.need_conductor(desk, actor, org)
    row = of_period(desk, org, period)
    if row is None or row.state != "open":
        raise pioneer_run_closed(period)
    found = of_row(desk, row)
    about = members(desk, org)
    read: dict[str, Inputs] = {}
    faults: list[str] = []
    for number, line in enumerate(rows, 1):
        code, _, rest = line.strip().partition(" ")
        try:
            inputs = read_inputs(rest, len(found.rules.dims))
        except Refusal as refusal:
            faults.append(f"{number} ({code}): {refusal.facts['word']}")
            continue
        if code.upper() not in about or code.upper() in read or (inputs.zero and not found.rules.zero_facts):
            faults.append(f"{number}: {code}")
        read[code.upper()] = inputs
    if faults:
        raise bad_pioneer_rows("; ".join(faults))
    for code, inputs in read.items():
        branch, person = about[code]
        stored = _inputs().dump_python(inputs, mode="json")
        how = {"inputs": stored, "entered_by": actor.id, "entered_at": desk.now}
        pioneers.put(desk.tx, found.row.id, person.id, branch_id=branch.id, **how)
    committee.note(desk, actor, "pioneer", f"run {found.row.id}", f"entered {len(read)}")
    return change(desk, found, found.row.rev), len(read)


def change(desk: Desk, found: Run, rev: int, **values: object) -> Run:
    """Write to a run that nobody changed since its buttons were drawn. Raises ``STALE_CARD``."""
    if not pioneers.change(desk.tx, found.row.id, from_rev=rev, **values):
        raise stale_card()
    return known(desk, found.row.id)


def results(desk: Desk, found: Run) -> list[Result]:
    """Answer what comes of a run's inputs, by branch and person: as confirmed, or as it would be now."""
    before = _before(desk, found) if found.row.state == "open" else {}
    return [_result(found, row, before) for row in pioneers.of_run(desk.tx, found.row.id)]


def result(desk: Desk, row: ValueRow) -> Result:
    """Answer what comes of one person's inputs."""
    found = known(desk, row.run_id)
    return _result(found, row, _before(desk, found) if found.row.state == "open" else {})


def _result(found: Run, row: ValueRow, before: dict[int, Decimal]) -> Result:
    inputs = _inputs().validate_python(row.inputs)
    previous = row.previous if row.value is not None else before.get(row.person_id)
    computed = found_from(inputs, found.weights, previous, bonus_cap=found.rules.bonus_cap)
    return Result(row, found, inputs, previous, computed)


def _before(desk: Desk, found: Run) -> dict[int, Decimal]:
    """Answer the values of the last period that is confirmed, by person."""
    first = parse_period(found.row.period).first

    def began(row: RunRow) -> date:
        return parse_period(row.period).first

    runs = [one for one in pioneers.of_org(desk.tx, found.org.id) if one.state == "confirmed" and began(one) < first]
    if not runs:
        return {}
    last = max(runs, key=began)
    return {row.person_id: row.value for row in pioneers.of_run(desk.tx, last.id) if row.value is not None}


def confirm(desk: Desk, actor: Person, number: int, *, rev: int) -> Run:
    """Confirm a run, once: its results are written, and everybody is told the own one privately.

    Raises:
        Refusal: ``NO_RIGHT``, ``PIONEER_RUN_CLOSED``, ``PIONEER_SECOND_PERSON``, ``STALE_CARD``.
    """
    found = known(desk, number)
    committee.need_conductor(desk, actor, found.org)
    if found.row.state != "open":
        raise pioneer_run_closed(found.row.period)
    rows = results(desk, found)
    if not rows or any(one.row.entered_by == actor.id for one in rows):
        raise pioneer_second_person()
    done = change(desk, found, rev, state="confirmed", confirmed_by=actor.id, confirmed_at=desk.now)
    for one in rows:
        value, index = one.found.value, one.found.index
        pioneers.settle(desk.tx, one.row.id, previous=one.previous, found=value, ratio=index)
        person = persons.get(desk.tx, one.row.person_id)
        committee.tell(desk, [person], orgs.get(desk.tx, one.row.branch_id), _told(one))
    committee.note(desk, actor, "pioneer", f"run {number}", f"confirmed {len(rows)}")
    return done


def _told(one: Result) -> committee.Said:
    def said(speech: Language) -> Html:
        return speech.say(TOLD, period=speech.period(one.run.row.period), value=one.found.value)

    return said
