"""Reviewers in figures, for those who answer for the branch and those above it; private, for it weighs on people."""

from datetime import datetime, time, timedelta

from bot.domain.calendar.periods import parse_period
from bot.domain.points.reviewing import Decided, figures, outliers
from bot.i18n import N_, Html, Language, nN_
from bot.services.desk import Desk
from storage import persons, steps
from storage.orgs import Org

HEAD = N_("🔎 <b>Reviewers of {branch}</b>, {period}")
NOTHING = N_("No claim was decided in that time.")
LINE = nN_(
    "• {name}: {n} decision, {rate} % approved; half of them within {hours} hours, median {points} points",
    "• {name}: {n} decisions, {rate} % approved; half of them within {hours} hours, median {points} points",
)
APART = {
    "rate": N_("⚠️ {name} approves notably more or less than the others."),
    "hours": N_("⚠️ {name} takes notably longer than the others."),
}
CARE = N_("Who differs may have good reasons: please ask before you judge.")


def text(desk: Desk, branch: Org, period: str, speech: Language) -> Html:
    """Word the figures of a branch's reviewers over a period.

    Raises:
        Refusal: ``UNKNOWN_PERIOD``.
    """
    span, zone = parse_period(period), desk.house.zone
    since = datetime.combine(span.first, time(), zone)
    until = datetime.combine(span.last + timedelta(days=1), time(), zone)
    found = figures(
        Decided(by=one.reviewer_id, approved=one.verdict == "approve", points=one.requested, took=one.at - one.before)
        for one in steps.decisions(desk.tx, branch.id, since, until)
    )
    lines = [speech.say(HEAD, branch=branch.name, period=speech.period(span.key))]
    names = {reviewer: persons.get(desk.tx, reviewer).name for reviewer in found}
    for reviewer, own in sorted(found.items(), key=lambda item: (-item[1].count, item[0])):
        facts = {"name": names[reviewer], "rate": own.rate, "hours": f"{own.hours}", "points": own.points}
        lines.append(speech.count(LINE, own.count, **facts))
    if not found:
        lines.append(speech.say(NOTHING))
    apart = outliers(found)
    lines += [speech.say(APART[mark], name=names[one]) for one, marks in apart.items() for mark in marks]
    lines += [speech.say(CARE)] if apart else []
    return Html("\n".join(lines))
