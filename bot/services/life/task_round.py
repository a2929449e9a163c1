"""The daily round of a branch's work list: what recurs is handed out, colours follow the day, what is over leaves.

It goes in slices, each in a transaction of its own, so that claims go in between; whatever a slice does can be done
again. After a time of silence only the running period's tasks are handed out: nobody is flooded by those of the past.
"""

from datetime import date, datetime, time
from typing import NamedTuple

from bot.domain.life import cadence, task
from bot.domain.life.ryg import Color, Thresholds, ryg
from bot.domain.life.task import IN_HAND, TaskState
from bot.domain.points.period import month_key
from bot.schemes.loader import load_preset
from bot.services import settings
from bot.services.desk import Desk
from bot.services.life import coloring, red_months, task_board, units, warn, worklist
from bot.services.life.worklist import Recurring
from storage import orgs, task_asks, task_lists, task_log, task_templates, tasks, warnings, work_rounds
from storage.orgs import Org
from storage.tasks import Looked

SLICE = 250
"""Tasks of one transaction: some milliseconds."""
START = -1
"""Where the round of a branch begins; from 0 on it is the number of the last task that was looked at."""


class Left(NamedTuple):
    """What is to be gone through today: branches, and the rulebooks that they need."""

    branches: tuple[int, ...]
    rulebooks: frozenset[str]


def left(desk: Desk) -> Left:
    """Answer what is to be gone through today; asked every few seconds, so it is remembered."""
    tx, today = desk.tx, desk.today

    def look() -> Left:
        busy = task_templates.branches(tx) | warnings.branches_open(tx) | task_lists.branches_open(tx)
        known = {org.id: org for org in orgs.branches(tx)}
        waiting = [known[one] for one in work_rounds.left(tx, today) if one in known]
        found = [org for org in waiting if org.id in busy or settings.sections(org)]
        return Left(tuple(org.id for org in found), frozenset(code for org in found for code in settings.sections(org)))

    return tx.memory.recall(("work", today), look)


def read_rulebooks(codes: frozenset[str]) -> None:
    """Read the rulebooks that a round needs, once: that takes a fifth of a second, so not where claims are handled."""
    for code in codes:
        load_preset(code)


def finished(desk: Desk) -> None:
    """All that was left was gone through."""
    work_rounds.finished(desk.tx)


def step(desk: Desk, branch_id: int, cursor: int) -> int | None:
    """Go a slice on in the round of a branch.

    Args:
        desk: Where it is done.
        branch_id: The branch.
        cursor: `START`, or what the slice before answered.

    Returns:
        From where to go on, None where the round is done.
    """
    branch = orgs.get(desk.tx, branch_id)
    last = work_rounds.done_on(desk.tx, branch_id)
    if last == desk.today:
        return None
    if cursor == START:
        if last is not None and month_key(last) < month_key(desk.today):
            red_months.month_ended(desk, branch, month_key(last))
        return 0 if hand_out(desk, branch) else START
    reached = recolor(desk, branch, cursor)
    if reached is not None:
        return reached
    work_rounds.done(desk.tx, branch_id, desk.today)
    task_board.follow(desk, branch)
    warn.run(desk, branch)
    return None


def hand_out(desk: Desk, branch: Org) -> bool:
    """Hand out what recurs and was not handed out in its running period; answer whether that was all of it."""
    calendar, room = desk.calendar(), SLICE
    for one in worklist.recurring(desk, branch):
        if not one.active or not cadence.comes_on(one.freq, desk.today, calendar):
            continue
        span = cadence.span_in(one.freq, desk.today)
        due = cadence.due_in(one.due, span, calendar)
        if _is_over(desk, due, one):
            continue
        have = task_lists.owners_with(desk.tx, branch.id, one.mark, span.key)
        missing = [whose for whose in units.owners(desk, branch, one.level) if (whose.kind, whose.id) not in have]
        color = coloring.first_color(desk, branch, due)
        for whose in missing[:room]:
            tasks.add(
                desk.tx,
                branch_id=branch.id,
                mark=one.mark,
                kind=one.kind,
                title=one.title,
                freq=one.freq,
                period=span.key,
                owner_kind=whose.kind,
                owner_id=whose.id,
                start_on=desk.today,
                due_on=due,
                due_hour=f"{one.due.at:%H:%M}" if one.due.at is not None else "",
                supervised=one.supervised,
                color=color,
                color_on=desk.today,
                opened_at=desk.now,
            )
        if len(missing) > room:
            return False
        room -= len(missing)
    return True


def _is_over(desk: Desk, due: date, one: Recurring) -> bool:
    """Tell whether what is to be handed out would be late at once: nobody gets such a task."""
    end = datetime.combine(due, one.due.at or time.max, desk.house.zone)
    return end < desk.now


def recolor(desk: Desk, branch: Org, after: int) -> int | None:
    """Give the next open tasks the colour of today, and log what changed; answer how far it came, None at the end."""
    rows = tasks.to_look_at(desk.tx, branch.id, after=after, most=SLICE)
    painter = _Painter(desk, worklist.thresholds(branch))
    for row in rows:
        if _lapses(desk, row):
            continue
        color = painter.color_of(row)
        if color != row.color and tasks.recolor(desk.tx, row.id, color, desk.today):
            task_log.add_color(desk.tx, row.id, day=desk.today, before=row.color, after=color)
    return rows[-1].id if len(rows) == SLICE else None


def _lapses(desk: Desk, row: Looked) -> bool:
    """Let a recurring task leave the list that nobody did and whose successor is over too; answer whether it did."""
    last = cadence.lapses_on(row.freq, row.due_on)
    if last is None or desk.today <= last or TaskState(row.state) not in IN_HAND:
        return False
    if tasks.lapse(desk.tx, row.id, now=desk.now):
        task_log.add_step(desk.tx, row.id, verb="lapse", person_id=None, text=None, now=desk.now)
        task_asks.end(desk.tx, row.id)
    return True


class _Painter:
    """Colours many tasks of one day: those of one recurring task differ in little, and each colour is found once."""

    def __init__(self, desk: Desk, limits: Thresholds) -> None:
        self.desk = desk
        self.limits = limits
        self.calendar = desk.calendar()
        self._known: dict[tuple[date, date, int, date | None], Color] = {}

    def color_of(self, row: Looked) -> Color:
        """Answer the colour that a task has today."""
        handed_in = None
        if row.submitted_at is not None:
            handed_in = task.handed_in_on(row.submitted_at, row.due_on, row.due_hour, self.desk.house.zone)
        key = (row.start_on, row.due_on, row.progress, handed_in)
        color = self._known.get(key)
        if color is None:
            color = self._known[key] = ryg(task.as_coloured(*key), self.desk.today, self.calendar, self.limits).color
        return color
