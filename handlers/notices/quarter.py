"""The quarterly comparison: the standing of the quarter before the observation contest."""

from bot.i18n import N_
from bot.services.ratings import composite
from handlers.notices import Section, View, full_board, joined
from handlers.notices.standing import standing

TITLE = N_("🔭 <b>Quarterly observation and comparison, {period}</b>\n{branch}, as of {day}")
HALVES = N_("The observation contest counts half for what is seen on site and half for what is told on stage.")
WHAT = N_("Look at what others do well, and bring the best work of this quarter to the observation meeting.")


def section(view: View) -> Section:
    """Word the quarterly post."""
    title = view.speech.say(TITLE, period=view.speech.period(view.post.period), branch=view.branch.name, day=view.day)
    lines = [title, *standing(view), view.speech.say(WHAT)]
    if composite.five_ways(view.branch):
        lines.append(view.speech.say(HALVES))
    return Section(text=joined(lines), keys=[[full_board(view, view.post.period)]])
