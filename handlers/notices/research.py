"""The word about the research week: no meetings, and what it is for (X7)."""

from bot.domain.calendar.periods import parse_period
from bot.i18n import N_
from handlers.notices import Section, View, joined

TITLE = N_("🧭 <b>Research week, {month}</b> | {day}")
WHAT = N_("This week no meetings are called: please go and look on the spot. Results are reported by {last}.")


def section(view: View) -> Section:
    """Word the research week."""
    speech, month = view.speech, parse_period(view.post.period)
    title = speech.say(TITLE, month=speech.month(view.post.period), day=view.day)
    return Section(text=joined([title, speech.say(WHAT, last=month.last)]))
