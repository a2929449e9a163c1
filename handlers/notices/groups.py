"""The half-yearly reminder of collaboration groups and what else is done jointly (J2)."""

from bot.i18n import N_
from bot.services.awards import joint, joint_acts
from handlers.notices import Section, View, joined

TITLE = N_("🤝 <b>Collaboration groups, {period}</b> | {day}")
WHAT = N_("Each group meets once in every half-year. Groups that have not met yet please agree on a day this month.")
MET = N_("✅ {name}: last on {day}")
NOT_YET = N_("▫️ {name}: nothing confirmed yet in this half-year")


def section(view: View) -> Section:
    """Word the reminder: what the branch has a part in with other branches, and when it was last active."""
    speech, period = view.speech, view.speech.period(view.post.period)
    lines = [speech.say(TITLE, period=period, day=view.day), speech.say(WHAT)]
    for found, day in joint_acts.half_year(view.desk, view.branch):
        if any(side.person_id is not None for side in found.members):
            continue  # a person's pair or visits are private
        name = joint.name(view.desk, found)
        lines.append(speech.say(NOT_YET, name=name) if day is None else speech.say(MET, name=name, day=day))
    return Section(text=joined(lines))
