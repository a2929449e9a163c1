"""The half-yearly post: the standing over the half that ended."""

from bot.i18n import N_
from handlers.notices import Section, View, full_board, joined
from handlers.notices.standing import standing

TITLE = N_("📊 <b>Half-year standing, {period}</b>\n{branch}, as of {day}")


def section(view: View) -> Section:
    """Word the half-yearly post."""
    title = view.speech.say(TITLE, period=view.speech.period(view.post.period), branch=view.branch.name, day=view.day)
    return Section(text=joined([title, *standing(view)]), keys=[[full_board(view, view.post.period)]])
