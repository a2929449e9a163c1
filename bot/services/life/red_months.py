"""What months leave: each owner's colour, and what the rules propose after red ones (3.32).

Two red months one after the other: a talk; three: no awards this year. The rules propose, people decide, and who is
concerned is heard first (2.3-9). A month's colour is that of its worst task, open at its end or ended late in it.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import cast

from bot.domain.calendar.periods import parse_period
from bot.domain.life.ryg import Color, red_months, red_streak, worst
from bot.domain.life.task import Outcome
from bot.services import cases
from bot.services.cases import Proposal
from bot.services.desk import Desk
from bot.services.life import units
from storage import task_lists, unit_months
from storage.orgs import Org
from storage.unit_months import Month

ENDED_AS: dict[str, str] = {
    Outcome.ON_TIME: "green",
    Outcome.LATE: "yellow",
    Outcome.MISSED: "red",
    Outcome.LAPSED: "red",
}
"""How a task that has ended counts in the month of its last day; what was called off does not."""
LEVELS = {"talk": 1, "no_awards": 2}


def month_ended(desk: Desk, branch: Org, month: str) -> None:
    """Keep how every owner's tasks stood at a month's end, once, and propose what follows from red months."""
    for row in _stood(desk, branch, month):
        unit_months.add(desk.tx, branch.id, row)
    proposals = _proposals(desk, branch, month)
    opened = [case for one in proposals if (case := cases.propose(desk, branch, one)) is not None]
    cases.announce(desk, branch, month, opened)


def _stood(desk: Desk, branch: Org, month: str) -> list[Month]:
    found: defaultdict[tuple[str, int], Counter[str]] = defaultdict(Counter)
    for one in task_lists.tally(desk.tx, branch.id):
        found[one.owner_kind, one.owner_id][one.color] += one.number
    period = parse_period(month)
    for task in task_lists.due_between(desk.tx, branch.id, period.first, period.last):
        if task.outcome in ENDED_AS:
            found[task.owner_kind, task.owner_id][ENDED_AS[task.outcome]] += 1
    return [
        Month(kind, number, month, worst(own), own["red"], own["yellow"], own["green"])
        for (kind, number), own in found.items()
    ]


def _proposals(desk: Desk, branch: Org, month: str) -> list[Proposal]:
    """Answer what follows for those whose last months were red; months of one year count together."""
    own: defaultdict[tuple[str, int], list[Month]] = defaultdict(list)
    for row in unit_months.between(desk.tx, branch.id, f"{month[:4]}-01", month):
        own[row.owner_kind, row.owner_id].append(row)
    found = []
    for (kind, number), months in own.items():
        red = red_streak([(row.month, cast("Color", row.color)) for row in months])
        step = red_months(["red"] * len(red)) if red and red[-1] == month else "none"
        if step != "none":
            found.append(_proposal(desk, branch, kind, number, months=[row for row in months if row.month in red]))
    return found


def _proposal(desk: Desk, branch: Org, kind: str, number: int, *, months: Sequence[Month]) -> Proposal:
    """Propose a talk, or no awards: with the person, with who leads the section, for the department with the branch."""
    if kind == units.PERSON:
        concerned: int | None = number
    else:
        doers = units.doers(desk, branch, kind, number)
        concerned = doers[0] if kind == units.SECTION and doers else None
    since, last = months[0].month, months[-1].month
    step = red_months(["red"] * len(months))
    return Proposal(
        kind="red",
        mark=f"red:{kind}:{number}:{since}",
        person_id=concerned,
        about_id=None,
        duty=f"{kind}:{number}",
        level=LEVELS[step],
        since=since,
        period=last,
        facts=[[row.month, str(row.red)] for row in months],
    )
