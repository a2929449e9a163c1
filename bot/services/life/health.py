"""The health report (体检报告, F11): marks for what is open and late, the place among its kind, the problems."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.domain.life.health import Health
from bot.domain.life.health import health as marks
from bot.domain.points.ranking import rank
from bot.domain.points.tier import Tier, tier
from bot.services import rulebook
from bot.services.desk import Desk
from storage import orgs, warnings
from storage.orgs import Org
from storage.warnings import Warning as Found


class Place(NamedTuple):
    """A branch's place among those of its kind, for its own eyes.

    Attributes:
        place: From 1.
        of: How many there are.
        tier: advanced, middle, behind; None for too few to tell.
    """

    place: int
    of: int
    tier: Tier | None


class HealthReport(NamedTuple):
    """How a branch stands.

    Attributes:
        marks: Out of a hundred, with the colour.
        red: Red findings.
        yellow: Yellow ones.
        overdue: Those whose day went by.
        problems: What is open, the most urgent first.
        place: Among its kind; None where its scheme compares no branches.
    """

    marks: Health
    red: int
    yellow: int
    overdue: int
    problems: Sequence[Found]
    place: Place | None


def look(desk: Desk, branch: Org) -> HealthReport:
    """Answer how a branch stands today (3.24)."""
    problems = sorted(warnings.open_of(desk.tx, branch.id), key=lambda one: (one.due_on, one.color, one.id))
    red = sum(one.color == "red" for one in problems)
    overdue = sum(one.due_on < desk.today for one in problems)
    found = marks(red, len(problems) - red, overdue)
    place = _place(desk, branch)
    return HealthReport(found, red, len(problems) - red, overdue, problems, place)


def _place(desk: Desk, branch: Org) -> Place | None:
    """Answer the place among the branches of the same kind, where the scheme compares branches at all (trap 2)."""
    scheme = rulebook.current(desk, branch).scheme
    if scheme.compare_scope == "branch" or branch.rehearsal:
        return None
    domain = orgs.domain(desk.tx, branch.id)
    kind = [
        other
        for other in orgs.branches(desk.tx)
        if other.state == "active"
        and not other.rehearsal
        and other.scheme_code == branch.scheme_code
        and (scheme.compare_scope == "all" or other.parent_id == branch.parent_id)
        and orgs.domain(desk.tx, other.id) == domain
    ]
    scores = {other.code: _score(desk, other) for other in kind}
    if len(scores) < 2:
        return None
    places = rank({code: one.score for code, one in scores.items()})
    mine = places[branch.code]
    tied = sum(place == mine for place in places.values())
    return Place(mine, len(places), tier(mine, len(places), tied=tied))


def _score(desk: Desk, branch: Org) -> Health:
    found = warnings.open_of(desk.tx, branch.id)
    red = sum(one.color == "red" for one in found)
    return marks(red, len(found) - red, sum(one.due_on < desk.today for one in found))
