"""The year-end post: the standing of the year so far, and until when self-appraisals are due."""

from datetime import date

from bot.i18n import N_
from bot.services.ratings import composite
from handlers.notices import CLAIM, Section, View, full_board, joined, link
from handlers.notices.standing import standing

TITLE = N_("📦 <b>Year-end appraisal {year} opens</b>\n{branch}, as of {day}")
FIVE = N_("The report appraisal is judged in five ways, with these weights: {parts}.")
WHAT = N_("Please claim what is still open, and hand your self-appraisal to the secretary by {day}.")


def section(view: View) -> Section:
    """Word the year-end post."""
    year = int(view.post.period)
    title = view.speech.say(TITLE, year=year, branch=view.branch.name, day=view.day)
    # Self-ratings are due on 31 December. Source: domain 3, scheduler [R1].
    lines = [title, *standing(view), view.speech.say(WHAT, day=date(year, 12, 31))]
    if five := composite.five_ways(view.branch):
        weights = (
            f"{names.get(view.speech.code) or names['zh_Hans']} {weight.normalize():f}" for names, weight in five
        )
        lines.append(view.speech.say(FIVE, parts=" · ".join(weights)))
    return Section(text=joined(lines), keys=[[link(view, CLAIM, "claim"), full_board(view, view.post.period)]])
