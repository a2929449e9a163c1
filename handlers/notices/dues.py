"""The dues reminder: neutral in the group; who is behind hears it alone (bot/services/life/dues.py)."""

from bot.i18n import N_
from handlers.notices import Section, View, joined, link

TITLE = N_("💰 <b>Party dues, {month}</b> | {day}")
WHAT = N_("Please pay the dues of this month by its end, if you have not. What they are, I reckon privately.")
RECKON = N_("🧮 Reckon my dues")


def section(view: View) -> Section:
    """Word the dues reminder."""
    speech = view.speech
    lines = [speech.say(TITLE, month=speech.month(view.post.period), day=view.day), speech.say(WHAT)]
    return Section(text=joined(lines), keys=[[link(view, RECKON, "dues")]])
