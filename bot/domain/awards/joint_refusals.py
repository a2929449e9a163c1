"""Every "no" about joint work: pairs, collaboration groups, camps, projects, instructors."""

from collections.abc import Iterable
from decimal import Decimal

from bot.domain.refusal import N_, Refusal


def joint_is(state: str) -> Refusal:
    """Joint work does not stand where this is possible."""
    text = N_("This is {joint_state}, so nothing was changed.")
    return Refusal(code="JOINT_IS", text=text, facts={"joint_state": state}, private=True)


def shares_differ(found: Decimal) -> Refusal:
    """The shares of a project's owners do not sum to a hundred."""
    text = N_("The owners' shares sum to {found}, not to 100, so nothing was proposed. Please write them anew.")
    return Refusal(code="SHARES_DIFFER", text=text, facts={"found": found}, private=True)


def one_side_only() -> Refusal:
    """Both sides are the same, or somebody is named twice."""
    text = N_("The same is named twice, so nothing was written. Please name every side once.")
    return Refusal(code="ONE_SIDE_ONLY", text=text, private=True)


def too_few_leaders(count: int, leaders: int) -> Refusal:
    """There are more groups than units that may lead one."""
    text = N_(
        "For {count} groups there are only {leaders} units that may lead one: a general branch, or a row marked with "
        "lead. Please draw fewer groups, or mark the leaders in your rows."
    )
    return Refusal(code="TOO_FEW_LEADERS", text=text, facts={"count": count, "leaders": leaders}, private=True)


def units_without_score(codes: Iterable[str]) -> Refusal:
    """A draw needs a score of every unit."""
    text = N_(
        "These units have no result that could be drawn from: {codes}. Complete the appraisal, or write rows of code "
        "and score after /groups draw."
    )
    return Refusal(code="UNITS_WITHOUT_SCORE", text=text, facts={"codes": tuple(codes)}, private=True)


def not_temporary(name: str) -> Refusal:
    """A camp or a joint committee is a temporary organisation, and this one is none."""
    text = N_(
        "{name} is no temporary organisation, so nothing was written. Please set the day of its end first: "
        "/org temporary CODE DATE."
    )
    return Refusal(code="NOT_TEMPORARY", text=text, facts={"name": name}, private=True)


def second_person_needed() -> Refusal:
    """Whoever entered something does not confirm it as well."""
    text = N_("Somebody else has to say this: another side, or the committee. Nothing was changed.")
    return Refusal(code="SECOND_PERSON_NEEDED", text=text, private=True)


def bad_project_points(value: Decimal, most: Decimal) -> Refusal:
    """What a project is to give is no possible number of points."""
    text = N_("{value} is not possible here: a project gives 0 to {most} points, with at most two decimals.")
    return Refusal(code="BAD_PROJECT_POINTS", text=text, facts={"value": value, "most": most}, private=True)
