"""What is open, as often as a group wants to hear it (X5): the numbers of the half-month reminder, silently."""

from dataclasses import replace

from bot.i18n import N_
from handlers.notices import Section, View, joined
from handlers.notices.reminder import body

TITLE = N_("🗂 <b>What is open</b> | {day}")


def section(view: View) -> Section:
    """Word a dispatch."""
    told = body(view)
    title = view.speech.say(TITLE, day=view.day)
    return replace(told, text=joined([title, told.text]), sounds=False)
