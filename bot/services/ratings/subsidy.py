"""Star subsidies: a month's list by the star in force, a branch's fund once for five stars; no payment (F16, F17)."""

from collections.abc import Sequence
from decimal import Decimal

from bot.domain.points.number import ZERO
from bot.domain.ratings.fact import star_in_force
from bot.domain.ratings.refusals import nothing_to_pay
from bot.domain.ratings.subsidy import subsidy
from bot.domain.refusals import post_is_out
from bot.services import committee
from bot.services.desk import Desk
from bot.services.ratings import house
from storage import orgs, rating_facts, star_rounds, subsidies
from storage.orgs import Org
from storage.persons import Person
from storage.subsidies import SubsidyRow


def lines(desk: Desk, org: Org, month: str) -> list[SubsidyRow]:
    """Compute a month's list for the branches under an organisation, as it stands now."""
    found: list[SubsidyRow] = []
    rounds = [one for one in star_rounds.of_org(desk.tx, org.id) if one.state == "filed"]
    if not rounds:
        return found
    sheet = house.sheet_of(desk, rounds[0])
    rules = sheet.subsidy
    if rules is None:
        return found
    for branch in committee.under(desk, org):
        if orgs.domain(desk.tx, branch.id) != rules.domain:
            continue
        star = star_in_force(house.history(desk, branch), month)
        due = subsidy(
            "rural",
            [star],
            five_star_fund=_fund_due(desk, branch, month),
            monthly=rules.monthly,
            fund=rules.fund_five_star,
        )
        payee = next(iter(committee.secretaries(desk, branch)), None)
        if due.secretary > 0:
            who = payee.id if payee is not None else None
            found.append(SubsidyRow(branch.id, month, "monthly", who, star, due.secretary))
        if due.fund > 0:
            found.append(SubsidyRow(branch.id, month, "fund", None, 5, due.fund))
    return found


def _fund_due(desk: Desk, branch: Org, month: str) -> bool:
    """Tell whether a branch has its fund in a month: the first one of a rating that gave it five stars."""
    return any(
        row.star == 5 and row.month == month and row.rating_id is not None
        for row in rating_facts.star_history(desk.tx, branch.id)
    )


def total(rows: Sequence[SubsidyRow]) -> Decimal:
    """Add up a list."""
    return sum((row.amount for row in rows), ZERO)


def confirmed(desk: Desk, org: Org, month: str) -> list[SubsidyRow]:
    """Answer the confirmed lines of a month under an organisation."""
    own = {branch.id for branch in committee.under(desk, org)}
    return [row for row in subsidies.of_month(desk.tx, month) if row.branch_id in own]


def confirm(desk: Desk, actor: Person, org: Org, month: str) -> list[SubsidyRow]:
    """Confirm a month's list, once: what finance gets does not change any more.

    Raises:
        Refusal: ``NO_RIGHT``, ``NOTHING_TO_PAY``, ``POST_IS_OUT`` where it was confirmed before.
    """
    committee.need_conductor(desk, actor, org)
    rows = lines(desk, org, month)
    if not rows:
        raise nothing_to_pay(month)
    if confirmed(desk, org, month):
        raise post_is_out()
    for row in rows:
        subsidies.add(desk.tx, row, by=actor.id, now=desk.now)
    committee.note(desk, actor, "rating", f"subsidies {org.code} {month}", f"confirmed {total(rows)}")
    return rows
