"""From persons to sections to the department (X11, 3.5): the boards' scores, rolled up, with the working."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, NamedTuple, cast

from bot.domain.calendar.periods import parse_period
from bot.domain.points.number import ZERO
from bot.domain.points.ranking import Section, rollup
from bot.i18n import N_, Html, Language, points_text
from bot.services import board
from bot.services.board import Span
from bot.services.desk import Desk
from bot.services.life import units, worklist
from bot.services.life.units import Owner
from storage import persons, placements, task_lists
from storage.orgs import Org

LEAST_SHOWN = 3
"""Persons of whom a group may read a mean: of fewer it would tell the points of one."""
HEAD = N_("📊 <b>From persons to sections to the department</b> · {branch} · {span}")
MODES = {
    "mean": N_("A section: the mean of its persons and its own points. The department: the mean by heads and its own."),
    "sum": N_("A section: the sum of its persons and its own points. The department: the sum of all and its own."),
}
SECTION = N_("• {name}: <b>{score}</b> · persons {heads}, own {own}")
TOO_FEW = N_("• {name}: not shown here, for fewer than {least} persons work there")
WHOLE = N_("{name}: <b>{score}</b> · own {own}")
UNPLACED = N_("In no section: {count}. /task section NAME 王五、赵六 puts them into one.")
NO_SECTIONS = N_("There are no sections yet. {usage}")


class Rolled(NamedTuple):
    """A section's score over its heads, and what is its own in it."""

    owner: Owner
    heads: int
    score: Decimal
    own: Decimal


class RollUp(NamedTuple):
    """The scores of the sections, and of the department.

    Attributes:
        mode: mean or sum.
        sections: In the order of their codes.
        whole: The department.
        unplaced: Members who work in no section, so that their points are not in it.
    """

    mode: str
    sections: Sequence[Rolled]
    whole: Rolled
    unplaced: int


def look(desk: Desk, branch: Org, span: Span) -> RollUp:
    """Roll the scores of a span up; what tasks gave sections and the department counts as their own."""
    scores = _scores(desk, branch, span)
    own = _own(desk, branch, span)
    listed = units.owners(desk, branch, units.SECTION)
    placed: dict[int, list[Decimal]] = {}
    for place in placements.of_branch(desk.tx, branch.id):
        code = persons.get(desk.tx, place.person_id).code
        if code in scores:
            placed.setdefault(place.section_id, []).append(scores.pop(code))
    rules = worklist.rules_of(branch)
    mode = rules.rollup if rules is not None else "mean"
    given = [
        Section(id=str(one.id), own=own.get((one.kind, one.id), ZERO), persons=placed.get(one.id, [])) for one in listed
    ]
    whole = units.department(desk, branch)
    whole_own = own.get((whole.kind, whole.id), ZERO)
    rolled, total = rollup(given, whole_own, cast("Literal['mean', 'sum']", mode))
    rows = [
        Rolled(one, found.heads, found.score, part.own) for one, found, part in zip(listed, rolled, given, strict=True)
    ]
    return RollUp(mode, rows, Rolled(whole, sum(row.heads for row in rows), total, whole_own), len(scores))


def _scores(desk: Desk, branch: Org, span: Span) -> dict[str, Decimal]:
    """Answer what each person has on the board on which they stand; a cadre's points stand on the cadres'."""
    found: dict[str, Decimal] = {}
    for kind in board.kinds(desk, branch):
        if kind != "branch":
            for row in board.standing(desk, branch, kind, span.start, span.end, before=span.before).rows:
                found[row.code] = found.get(row.code, ZERO) + row.points
    return found


def _own(desk: Desk, branch: Org, span: Span) -> dict[tuple[str, int], Decimal]:
    first, last = parse_period(span.start).first, parse_period(span.end).last
    found: dict[tuple[str, int], Decimal] = {}
    for task in task_lists.due_between(desk.tx, branch.id, first, last):
        if task.points is not None and task.owner_kind != units.PERSON:
            key = (task.owner_kind, task.owner_id)
            found[key] = found.get(key, ZERO) + task.points
    return found


def text(branch: Org, found: RollUp, span: Span, speech: Language, *, public: bool) -> Html:
    """Write the roll-up; in a group sections of few persons have no number."""
    lines = [speech.say(HEAD, branch=branch.name, span=board.span_text(span, speech))]
    for row in found.sections:
        if public and 0 < row.heads < LEAST_SHOWN:
            lines.append(speech.say(TOO_FEW, name=row.owner.name, least=LEAST_SHOWN))
        else:
            lines.append(speech.say(SECTION, name=row.owner.name, heads=row.heads, **_numbers(row)))
    whole = found.whole
    if not found.sections:
        lines.append(speech.say(NO_SECTIONS, usage=units.USAGE))
    elif not public or whole.heads >= LEAST_SHOWN:
        lines.append(speech.say(WHOLE, name=whole.owner.name, **_numbers(whole)))
    if found.sections and found.unplaced and not public:
        lines.append(speech.say(UNPLACED, count=found.unplaced))
    return Html("\n".join([*lines, speech.say(MODES[found.mode])]))


def _numbers(row: Rolled) -> dict[str, object]:
    return {"score": points_text(row.score), "own": points_text(row.own, sign=True)}
