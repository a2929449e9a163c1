"""Work lists: which recurring tasks a branch has, from its rulebooks and of its own, and what their rules say."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from bot.domain.life import cadence
from bot.domain.life.ryg import USUAL, Thresholds
from bot.domain.life.task import Outcome
from bot.domain.life.template import DueRule, WorkList
from bot.domain.points.number import ZERO
from bot.domain.points.text import NAME_LIMIT, clean_text
from bot.domain.refusals import bad_cadence, missing_argument, stale_card
from bot.i18n import Language
from bot.schemes.loader import load_preset
from bot.services import people, settings
from bot.services.desk import Desk
from bot.services.life.units import DEPARTMENT, PERSON, SECTION, SETTERS
from storage import audit, task_templates, work_rounds
from storage.orgs import Org
from storage.persons import Person

LEVELS = (PERSON, SECTION, DEPARTMENT)
OWN = "own"
USAGE = "/task every week section fri_17:00 WHAT"
REPORT_WORDS = frozenset({"report", "成果", "月报", "月報", "报告", "報告"})
"""In front of what it is: handed in with a file only (X7)."""
FREQ_WORDS = {"daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "yearly": "year"} | {
    "日": "day", "天": "day", "每日": "day", "每天": "day", "周": "week", "週": "week", "每周": "week", "每週": "week",
    "月": "month", "每月": "month", "季": "quarter", "季度": "quarter", "每季": "quarter", "每季度": "quarter",
    "年": "year", "每年": "year",
}  # fmt: skip
LEVEL_WORDS = {
    "个人": PERSON, "個人": PERSON, "人": PERSON, "科室": SECTION, "小组": SECTION, "小組": SECTION,
    "部门": DEPARTMENT, "部門": DEPARTMENT, "单位": DEPARTMENT, "單位": DEPARTMENT,
}  # fmt: skip


class Recurring(NamedTuple):
    """A recurring task of a branch.

    Attributes:
        mark: What makes it one: rulebook and code, or own and code.
        title: Its own title; empty where a rulebook names it.
        kind: task or research.
        freq: How often it comes.
        level: Whose it is: of every person, every section, or the department.
        due: When it is due in its period.
        supervised: Whether it hangs on the board from the start.
        active: Whether the branch has it on its list.
    """

    mark: str
    title: str
    kind: str
    freq: str
    level: str
    due: DueRule
    supervised: bool
    active: bool


def sections_of(branch: Org) -> Iterator[WorkList]:
    """Answer the work lists of the rulebooks that a branch has added, in their order."""
    for code in settings.sections(branch):
        if (found := load_preset(code).tasks) is not None:
            yield found


def rules_of(branch: Org) -> WorkList | None:
    """Answer the work list whose thresholds and points count in a branch: the first; None for none."""
    return next(sections_of(branch), None)


def thresholds(branch: Org) -> Thresholds:
    """Answer from when on a task of a branch is yellow or red."""
    found = rules_of(branch)
    if found is None:
        return USUAL
    colours = found.colours
    return Thresholds(
        lag_yellow=colours.lag_yellow, lag_red=colours.lag_red, due_soon_workdays=colours.due_soon_workdays
    )


def points_for(branch: Org, outcome: str) -> Decimal:
    """Answer what the end of a task gives or takes by the branch's work list; nothing without one."""
    found = rules_of(branch)
    if found is None:
        return ZERO
    colours = found.colours
    given = {Outcome.ON_TIME: colours.points_on_time, Outcome.LATE: colours.points_done_late}
    return (given | {Outcome.MISSED: colours.points_overdue}).get(Outcome(outcome), ZERO)


def recurring(desk: Desk, branch: Org) -> list[Recurring]:
    """Answer the recurring tasks of a branch, those of the rulebooks first; with those that it leaves out."""
    rows = task_templates.of_branch(desk.tx, branch.id)
    left_out = {row.code for row in rows if not row.title and not row.active}
    found = [
        Recurring(mark, "", one.kind, one.freq, one.owner, one.due, one.supervised, mark not in left_out)
        for listed in sections_of(branch)
        for one in listed.templates.values()
        for mark in (f"{listed.code}:{one.code}",)
    ]
    for row in rows:
        due = cadence.parse_due_rule(row.due)
        if row.title and due is not None:
            found.append(
                Recurring(f"{OWN}:{row.code}", row.title, row.kind, row.freq, row.owner, due, False, row.active)
            )
    return found


def title_of(mark: str, speech: Language) -> str:
    """Answer what a rulebook calls one of its recurring tasks, in a language."""
    preset, _, code = mark.partition(":")
    try:
        listed = load_preset(preset).tasks
    except KeyError:
        return code
    found = listed.templates.get(code) if listed is not None else None
    return (found.names.get(speech.code) or found.names.get("zh_Hans", "") or code) if found is not None else code


def add(desk: Desk, person: Person, branch: Org, words: list[str]) -> Recurring:
    """Add a recurring task of the branch's own: rhythm, level, if need be when it is due, what it is.

    With the word ``report`` before what it is, it is handed in with a file only.

    Raises:
        Refusal: ``NO_RIGHT``, ``MISSING_ARGUMENT``, ``BAD_CADENCE``.
    """
    people.need_role(desk, person, branch, *SETTERS)
    if len(words) < 3:
        raise missing_argument("task", USAGE)
    freq = FREQ_WORDS.get(words[0].lower(), words[0].lower())
    level = LEVEL_WORDS.get(words[1].lower(), words[1].lower())
    if freq not in cadence.FREQUENCIES:
        raise bad_cadence(words[0], cadence.FREQUENCIES)
    if level not in LEVELS:
        raise bad_cadence(words[1], LEVELS)
    due, rest = cadence.LAST_DAY[freq], words[2:]
    rule = cadence.parse_due_rule(rest[0].lower())
    if rule is not None:
        if rule.kind not in cadence.FITTING[freq]:
            raise bad_cadence(rest[0], sorted(cadence.FITTING[freq]))
        due, rest = rest[0].lower(), rest[1:]
    kind = "research" if len(rest) > 1 and rest[0].lower() in REPORT_WORDS else "task"
    if kind == "research":
        rest = rest[1:]
    title = clean_text(" ".join(rest), NAME_LIMIT * 2)
    if not title:
        raise missing_argument("task", USAGE)
    number = sum(bool(row.title) for row in task_templates.of_branch(desk.tx, branch.id)) + 1
    code = f"O{number}"
    task_templates.add(
        desk.tx, branch_id=branch.id, code=code, title=title, kind=kind, freq=freq, owner=level, due=due,
        by=person.id, now=desk.now,
    )  # fmt: skip
    _note(desk, person, branch, code, "added")
    return next(one for one in recurring(desk, branch) if one.mark == f"{OWN}:{code}")


def switch(desk: Desk, person: Person, branch: Org, mark: str) -> Recurring:
    """Take a recurring task off the branch's list, or put it back; tasks that were handed out stay.

    Raises:
        Refusal: ``NO_RIGHT``, ``STALE_CARD``.
    """
    people.need_role(desk, person, branch, *SETTERS)
    found = next((one for one in recurring(desk, branch) if one.mark == mark), None)
    if found is None:
        raise stale_card()
    code = mark if not found.title else mark.removeprefix(f"{OWN}:")
    if not task_templates.switch(desk.tx, branch.id, code, active=not found.active):
        task_templates.add(
            desk.tx, branch_id=branch.id, code=code, title="", kind=found.kind, freq=found.freq, owner=found.level,
            due="", by=person.id, now=desk.now,
        )  # fmt: skip
        task_templates.switch(desk.tx, branch.id, code, active=False)
    _note(desk, person, branch, code, "off" if found.active else "on")
    return found._replace(active=not found.active)


def _note(desk: Desk, person: Person, branch: Org, code: str, after: str) -> None:
    what = f"org {branch.code} task {code}"
    audit.add(desk.tx, now=desk.now, actor_id=person.id, action="work list", what=what, after=after)
    work_rounds.again(desk.tx, branch.id, desk.today)
