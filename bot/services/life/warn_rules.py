"""The rules of early warning as data (F10): a rulebook's section names them and their colours.

What a rule's key looks at stands in `findings`. A rule without a key is left to people.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from bot.domain.ratings.sheet import RatingSheet
from bot.i18n import N_
from bot.schemes.loader import load_preset
from bot.services import settings
from storage.orgs import Org

USUAL_WORKDAYS = 10


class Rule(NamedTuple):
    """A rule in words, and what it advises.

    Attributes:
        sentence: What was found, with its facts by number.
        advice: What to do.
        passing: Whether what was found is over by itself once it is not found any more.
    """

    sentence: str
    advice: str
    passing: bool = True


RULES: Mapping[str, Rule] = {
    "tasks_overdue": Rule(
        N_("№{0} of {1} is overdue since {2}"),
        N_("Finish it or ask for more time, and say what stood in the way."),
    ),
    "reviews_late": Rule(
        N_("{0} claims wait beyond the time of their review, the oldest since {1}"),
        N_("Ask the reviewers, or let a deputy decide."),
    ),
    "forms_missing": Rule(
        N_("for {0}, {1} members have filed nothing and signed no form"),
        N_("Remind them; a month without acts needs no form."),
        passing=False,
    ),
    "meetings_missed": Rule(
        N_("{0}: not held in {1}"),
        N_("Hold it this week, and say in its minutes why it is late."),
        passing=False,
    ),
    "turnout_low": Rule(
        N_("{0} on {1}: {2} of {3} came"),
        N_("Ask who was missing, and repeat it for them."),
        passing=False,
    ),
    "minutes_late": Rule(
        N_("{0} on {1} has no minutes yet"),
        N_("Upload the minutes with a photo."),
    ),
    "dues_behind": Rule(
        N_("{0} members have not paid their dues for three months or longer"),
        N_("Talk to them, and have what was paid marked with /dues."),
    ),
    "term_over": Rule(
        N_("the committee's term ended on {0}"),
        N_("Prepare the election and report the date."),
    ),
    "warnings_unanswered": Rule(
        N_("past their day without an answer: {0} of the earlier warnings, the oldest since {1}"),
        N_("Say what is being done about each, or report what was put right."),
    ),
}
ALWAYS: Mapping[str, str] = {"reviews_late": "yellow", "forms_missing": "yellow"}
"""What is looked at wherever warnings are on: the branch's own work with points."""


def sheets(branch: Org) -> Iterator[RatingSheet]:
    """Answer the rating sections that a branch has added."""
    for code in settings.sections(branch):
        if (found := load_preset(code).rating) is not None:
            yield found


def active(branch: Org) -> dict[str, str]:
    """Answer what is looked at in a branch, with the colour of what is found; nothing where no rulebook says so."""
    found: dict[str, str] = {}
    for sheet in sheets(branch):
        found |= ALWAYS
        for rule in sheet.warning_rules:
            if rule.looks is not None:
                found[rule.looks] = rule.color
    return found


def fix_workdays(branch: Org) -> int:
    """Answer in how many working days a problem is to be put right."""
    for sheet in sheets(branch):
        if sheet.rectification is not None:
            return sheet.rectification.fix_workdays
    return USUAL_WORKDAYS
