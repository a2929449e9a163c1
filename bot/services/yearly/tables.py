"""Tables of years: a branch's sheet fact by fact, and all branches of a year in one table."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from bot.domain.points.year_sheet import Fact
from bot.i18n import N_
from bot.services.desk import Desk
from bot.services.yearly import sheets
from storage.orgs import Org

Row = dict[str, Any]

YEAR = ("branch", "name", "year", "state", "part", "fact", "about_what", "value", "inputs", "openly", "hash")
YEARS = ("branch", "name", "year", "state", "star", "average", "own_awards", "member_awards", "met", "due", "hash")
HEADINGS = {
    "part": N_("Part"),
    "about_what": N_("Of what"),
    "value": N_("Value"),
    "inputs": N_("Reckoned from"),
    "openly": N_("Shown openly"),
    "average": N_("Average"),
    "own_awards": N_("Awards of the branch"),
    "member_awards": N_("Awards of members"),
    "met": N_("Meetings held that were due"),
    "due": N_("Meetings due"),
}


def year_rows(desk: Desk, branches: Iterable[Org], number: int) -> Iterator[Row]:
    """Answer the facts of the branches' own sheets; those of members are theirs alone and in no table."""
    for branch in branches:
        sheet = sheets.of_branch(desk, branch, number)
        for fact in sheet.facts:
            yield {
                **_head(branch, number, sheet),
                "part": fact.part,
                "fact": fact.name,
                "about_what": fact.about,
                "value": fact.value,
                "inputs": dict(fact.inputs),
                "openly": fact.public,
            }


def years_rows(desk: Desk, branches: Iterable[Org], number: int) -> Iterator[Row]:
    """Answer a row for each branch: its filed star, its average, its awards, the meetings that it met of those due.

    The average stands here from three members up only, as on the branch's page.
    """
    for branch in branches:
        sheet = sheets.of_branch(desk, branch, number)
        openly = [fact for fact in sheet.facts if fact.public]
        duties = [fact for fact in openly if (fact.part, fact.name) == ("meetings", "duty")]
        average = _value(openly, "points", "average")
        star = _value(openly, "rating", "star")
        yield {
            **_head(branch, number, sheet),
            "star": int(star) if star else None,
            "average": Decimal(average) if average else None,
            "own_awards": sum((fact.part, fact.name) == ("awards", "award") for fact in openly),
            "member_awards": int(_value(openly, "awards", "members") or 0),
            "met": sum(int(fact.value) for fact in duties),
            "due": sum(int(fact.inputs["need"]) for fact in duties),
        }


def _head(branch: Org, number: int, sheet: sheets.Sheet) -> Row:
    return {
        "branch": branch.code,
        "name": branch.name,
        "year": number,
        "state": "provisional" if sheet.row is None else "frozen",
        "hash": None if sheet.row is None else sheet.row.hash,
    }


def _value(facts: Iterable[Fact], part: str, name: str) -> str | None:
    return next((fact.value for fact in facts if (fact.part, fact.name) == (part, name)), None)
