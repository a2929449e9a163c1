"""The health report of a branch as a picture, for those who read it: the same facts as the text beside it."""

from bot.i18n import N_, Language, points_text
from bot.pictures.health import Figure, Health
from bot.services.life import warn_text
from bot.services.life.health import HealthReport
from bot.services.life.warn_rules import RULES
from bot.services.pictures import theme_of
from storage.orgs import Org

TITLE = N_("Health report")
SCORE = N_("Score")
RED = N_("Red")
YELLOW = N_("Yellow")
OVERDUE = N_("Overdue")
ADVICE = N_("What to do")


def picture(branch: Org, report: HealthReport, speech: Language, *, day: object) -> Health | None:
    """Answer the picture of a health report; None where the branch wants no pictures."""
    theme = theme_of(branch)
    if theme is None:
        return None
    advice = dict.fromkeys(speech.word(RULES[one.rule].advice) for one in report.problems)
    return Health(
        lang=speech.code,
        theme=theme,
        title=branch.name,
        subtitle=f"{speech.word(TITLE)} · {speech.show(day)}",
        notes=tuple(str(text) for text in warn_text.place_text(report, speech)),
        figures=(
            Figure(label=speech.word(SCORE), value=points_text(report.marks.score), signal=report.marks.grade),
            Figure(label=speech.word(RED), value=str(report.red), signal="red" if report.red else ""),
            Figure(label=speech.word(YELLOW), value=str(report.yellow), signal="yellow" if report.yellow else ""),
            Figure(label=speech.word(OVERDUE), value=str(report.overdue), signal="red" if report.overdue else ""),
        ),
        advice_head=speech.word(ADVICE) if advice else "",
        advice=tuple(advice),
    )
