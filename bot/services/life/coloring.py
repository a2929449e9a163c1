"""The colours of tasks, as the day and their progress have them (3.32)."""

from datetime import date

from bot.domain.life import task as rules
from bot.domain.life.ryg import Color, TaskColor, ryg
from bot.services.desk import Desk
from bot.services.life import worklist
from storage import orgs, task_log, tasks
from storage.orgs import Org
from storage.tasks import Task


def handed_in_on(desk: Desk, task: Task) -> date | None:
    """Answer the day on which a task counts as handed in, None while it is not."""
    if task.submitted_at is None:
        return None
    return rules.handed_in_on(task.submitted_at, task.due_on, task.due_hour, desk.house.zone)


def color_of(desk: Desk, branch: Org, task: Task) -> TaskColor:
    """Answer a task's colour as of now, and why."""
    seen = rules.as_coloured(task.start_on, task.due_on, task.progress, handed_in_on(desk, task))
    return ryg(seen, desk.today, desk.calendar(), worklist.thresholds(branch))


def first_color(desk: Desk, branch: Org, due: date) -> Color:
    """Answer the colour that a task due on a day has when it is handed out today."""
    seen = rules.as_coloured(desk.today, due, 0, None)
    return ryg(seen, desk.today, desk.calendar(), worklist.thresholds(branch)).color


def paint(desk: Desk, number: int) -> None:
    """Give a task the colour that it has now, and log it where it changed."""
    task = tasks.get(desk.tx, number)
    if task is None:
        return
    color = color_of(desk, orgs.get(desk.tx, task.branch_id), task).color
    if tasks.recolor(desk.tx, number, color, desk.today):
        task_log.add_color(desk.tx, number, day=desk.today, before=task.color, after=color)
