"""A year's result: the board of all its months, laid open to objections; its secretary posts it by hand (/close)."""

from bot.i18n import N_
from handlers.notices import Section, View
from handlers.notices.notice import laid_open

TITLE = N_("📦 <b>Year-end result and publicity, {year}</b>")


def section(view: View) -> Section:
    """Word a year's result."""
    return laid_open(view, view.speech.say(TITLE, year=view.speech.period(view.post.period)))
