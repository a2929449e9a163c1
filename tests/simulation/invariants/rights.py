"""Rights: nobody decided who had no right to at that moment (2.2-16, 2.3-5), by who held which role when."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from bot.domain.organisation.roles import GRANTED_BY_SECRETARY
from storage.types import instant_text
from tests.simulation.town import Town

ABOVE = ("secretary", "admin")


def deciders(town: Town) -> None:
    """Whoever decided on a claim held the role of the level, or stood in for somebody who did."""
    for step, claim, role, reviewer, in_place_of, at in town.fresh(
        "review_steps", "id, claim_id, role, reviewer_id, for_id, at", "verdict IN ('approve', 'return', 'reject')"
    ):
        holder = reviewer if in_place_of is None else in_place_of
        assert held(town, holder, [role], at), f"step {step}: {holder} decided on #{claim} as {role} and was none"
        if in_place_of is not None:
            assert stood_in(town, in_place_of, reviewer, at), f"step {step}: {reviewer} was not asked by {in_place_of}"


def granters(town: Town) -> None:
    """A role was given by who may give it; a secretary may hand the own office over."""
    for grant, role, by, at in town.fresh("grants", "id, role, granted_by, granted_at", "granted_by IS NOT NULL"):
        roles = ABOVE if role in {*GRANTED_BY_SECRETARY, "secretary"} else ("admin",)
        assert held(town, by, roles, at), f"grant {grant}: {by} gave {role} and held none of {roles}"


def office(town: Town) -> None:
    """Follow-ups and review sessions are the secretary's and the deputy's."""
    for table, by in (("followups", "opened_by"), ("review_sessions", "opened_by")):
        for number, person, at in town.fresh(table, f"id, {by}, opened_at"):
            roles = ("secretary", "deputy_secretary", "admin")
            assert held(town, person, roles, at), f"{table} {number} was opened by {person}, who held none of {roles}"
    for number, person, at in town.rows("SELECT id, closed_by, closed_at FROM followups WHERE state = 'closed'"):
        assert held(town, person, ("secretary", "deputy_secretary", "admin"), at), f"followup {number}: {person}"


def take_backs(town: Town) -> None:
    """What was booked is taken back by a second person."""
    alone = town.rows("SELECT id FROM adjustments WHERE state = 'done' AND decided_by = asked_by")
    assert not alone, f"taken back by one person alone: {alone}"


def held(town: Town, person: int, roles: Iterable[str], at: str) -> bool:
    """Tell whether somebody held one of some roles at a moment, in the branch or above it."""
    roles = tuple(roles)
    if "admin" in roles and person in town.owner_ids():
        return True
    marks = ", ".join("?" * len(roles))
    early, late = _around(town, at)
    return bool(
        town.rows(
            f"SELECT 1 FROM grants WHERE person_id = ? AND role IN ({marks}) AND granted_at <= ? "
            "AND coalesce(revoked_at, ?) >= ?",
            *(person, *roles, late, early, early),
        )
    )


def _around(town: Town, at: str) -> tuple[str, str]:
    """Answer the moment, or the span in which it lies where the machine's clock was wrong."""
    moment, wrong = datetime.fromisoformat(at), timedelta(seconds=town.wrong_by)
    return instant_text(moment - wrong), instant_text(moment + wrong)


def stood_in(town: Town, person: int, delegate: int, at: str) -> bool:
    """Tell whether somebody was asked to decide in another's place on that day; an early end shows the day before."""
    day = datetime.fromisoformat(at).astimezone(town.house.zone).date()
    spans = town.rows(
        "SELECT since, until FROM delegations WHERE person_id = ? AND delegate_id = ? AND made_at <= ?",
        *(person, delegate, _around(town, at)[1]),
    )
    near = timedelta(days=1)
    return any(date.fromisoformat(since) - near <= day <= date.fromisoformat(until) + near for since, until in spans)


RULES = (deciders, granters, office, take_backs)
