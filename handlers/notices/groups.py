"""The half-yearly reminder of collaboration groups (J2)."""

from bot.i18n import N_
from handlers.notices import Section, View, joined

TITLE = N_("🤝 <b>Collaboration groups, {period}</b> | {day}")
WHAT = N_("Each group meets once in every half-year. Groups that have not met yet please agree on a day this month.")


def section(view: View) -> Section:
    """Word the groups' reminder."""
    period = view.speech.period(view.post.period)
    return Section(text=joined([view.speech.say(TITLE, period=period, day=view.day), view.speech.say(WHAT)]))
