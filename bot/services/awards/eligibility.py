"""Eligibility: what the books say of a candidate, held against what an award needs; told to those concerned only."""

from datetime import date
from decimal import Decimal

from bot.domain.awards.eligibility import Record, unmet
from bot.domain.awards.rules import AwardRound
from bot.domain.points.period import month_key
from bot.domain.ratings.fact import FactState, star_in_force
from bot.domain.refusals import Refusal
from bot.i18n import N_
from bot.services import standing
from bot.services.desk import Desk
from bot.services.ratings import house
from storage import cases, memberships, persons, rating_facts
from storage.orgs import Org

AWAY = frozenset({"retired", "mobile"})

WORDS = {
    "in_service": N_("retired or away"),
    "half_year": N_("less than half a year there"),
    "passed": N_("the year's average is below the pass line, or no month counts yet"),
    "no_ladder": N_("a talk about low points was recorded this year"),
    "not_barred": N_("the branch is barred from this year's awards"),
    "no_finding": N_("a confirmed finding stands against the branch"),
    "five_star": N_("the branch has no five stars in force"),
    "four_star": N_("the branch has fewer than four stars in force"),
    "top_three": N_("not among the first of the branch"),
}
"""Need to what stands against a candidate who does not fulfil it."""


def barriers(desk: Desk, rules: AwardRound, branch: Org, person_id: int | None, year: int) -> tuple[str, ...]:
    """Answer which needs of an award somebody does not fulfil today, keys of `WORDS`."""
    if not rules.needs:
        return ()
    return unmet(rules.needs, record(desk, branch, person_id, year))


def record(desk: Desk, branch: Org, person_id: int | None, year: int) -> Record:
    """Answer what the books say of a member, or of a branch where there is no person."""
    findings = rating_facts.of_branch(desk.tx, branch.id)
    barred = bool(cases.in_force(desk.tx, branch.id, "restriction", f"{year:04d}-01"))
    finding = any(one.state == FactState.CONFIRMED and one.kind != "demotion" for one in findings)
    star = star_in_force(house.history(desk, branch), month_key(desk.today))
    if person_id is None:
        founded = branch.created_at.astimezone(desk.house.zone).date()
        days = (desk.today - founded).days
        return Record(days=days, barred=barred, finding=finding, star=star)
    average, pass_line, among = _standing(desk, branch, person_id, year)
    return Record(
        in_service=persons.get(desk.tx, person_id).status not in AWAY,
        days=_days(desk, branch, person_id),
        average=average,
        pass_line=pass_line,
        ladder=_ladder(desk, person_id, year),
        barred=barred,
        finding=finding,
        star=star,
        among_first=among,
    )


def _standing(desk: Desk, branch: Org, person_id: int, year: int) -> tuple[Decimal | None, Decimal | None, bool]:
    try:
        found = standing.overview(desk, branch, year)
    except Refusal:  # the scheme has no pass line: nothing is below it
        return None, None, False
    mine = next((one for one in found.members if one.person.person_id == person_id), None)
    if mine is None:
        return None, found.scheme.pass_line, False
    return mine.average, found.scheme.pass_line, mine.person.code in found.candidates


def _ladder(desk: Desk, person_id: int, year: int) -> bool:
    told = cases.of_person(desk.tx, person_id)
    return any(one.kind == "ladder" and one.state == "closed" and one.period[:4] == f"{year}" for one in told)


def _days(desk: Desk, branch: Org, person_id: int) -> int:
    since = [
        one.since.astimezone(desk.house.zone).date()
        for one in memberships.of_person(desk.tx, person_id)
        if one.org_id == branch.id and one.state == "active"
    ]
    return (desk.today - min(since, default=date.max)).days if since else 0
