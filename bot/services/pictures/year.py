"""Somebody's year as a picture, and the same in words: what each month gave, and which days."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil

from bot.domain.points.period import month_key
from bot.i18n import N_, Html, Language, points_text
from bot.pictures.year import Month, Year
from bot.services import board
from bot.services.desk import Desk
from bot.services.my import PERSONAL
from bot.services.pictures import theme_of
from storage import ledger_days
from storage.orgs import Org
from storage.persons import Person

HEAD = N_("🗓 <b>{name}</b> · {branch} · {year}")
SUBTITLE = N_("{branch} · {year}")
TOTAL = N_("Total {total} on {count} days")
BEST = N_("Best day: {day}, {points}")
MONTH = N_("{month}: {points}")
EXEMPT = N_("exempt")
CALENDAR = N_("Points by the day of the act")
TREND = {True: N_("Scores by month"), False: N_("Points by month")}
"""By whether everybody starts from a base."""
LESS, MORE, LOST = N_("less"), N_("more"), N_("taken away")
STEPS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A person's year.

    Attributes:
        year: Which.
        days: Day to the points of its acts.
        months: Month key to the score or points, None in an exempt one; without those before the first day.
        based: Whether months have scores, with a base.
        today: The last day that can have something.
    """

    year: int
    days: Mapping[date, Decimal]
    months: Mapping[str, Decimal | None]
    based: bool
    today: date


def facts(desk: Desk, branch: Org, person: Person, year: int) -> Told:
    """Answer a person's year in a branch, up to today."""
    start, end = f"{year}-01", f"{year}-12"
    last = min(end, month_key(desk.today))
    keys = [f"{year}-{number:02d}" for number in range(1, 13) if f"{year}-{number:02d}" <= last]
    own = next((one for one in board.by_person(desk, branch, keys) if one.person_id == person.id), None)
    days: dict[date, Decimal] = {}
    for kind in PERSONAL:
        found = ledger_days.of_person(desk.tx, person.id, kind, branch.id, start, end, zone=desk.house.zone)
        for day, points in found.items():
            days[day] = days.get(day, Decimal(0)) + points
    return Told(
        year=year,
        days=days,
        months=own.scores if own is not None else {},
        based=board.rules_of(desk, branch, last).scheme.base is not None,
        today=desk.today,
    )


def text(branch: Org, person: Person, told: Told, speech: Language) -> Html:
    """Tell a year in words; short enough to stand below its picture."""
    lines = [speech.say(HEAD, name=person.name, branch=branch.name, year=speech.period(str(told.year)))]
    lines += [Html(note) for note in _notes(told, speech)]
    lines.append(speech.say(TREND[told.based]))
    lines += [speech.say(MONTH, month=speech.month(key), points=_value(told, key, speech)) for key in told.months]
    return Html("\n".join(lines))


def picture(branch: Org, person: Person, told: Told, speech: Language) -> Year | None:
    """Draw a year; None where the branch wants no pictures."""
    theme = theme_of(branch)
    if theme is None:
        return None
    values = [value for value in told.months.values() if value is not None]
    top = max((abs(value) for value in values), default=Decimal(0)) or Decimal(1)
    return Year(
        lang=speech.code,
        theme=theme,
        title=person.name,
        subtitle=speech.plain(SUBTITLE, branch=branch.name, year=speech.period(str(told.year))),
        notes=tuple(_notes(told, speech)),
        months=tuple(_month(told, number, top, speech) for number in range(1, 13)),
        calendar=speech.word(CALENDAR),
        trend=speech.word(TREND[told.based]),
        less=speech.word(LESS),
        more=speech.word(MORE),
        lost=speech.word(LOST),
    )


def _notes(told: Told, speech: Language) -> list[str]:
    given = {day: points for day, points in told.days.items() if points}
    lines = [speech.plain(TOTAL, total=points_text(sum(given.values(), Decimal(0))), count=len(given))]
    if given and (best := max(given, key=lambda day: (given[day], day))) and given[best] > 0:
        lines.append(speech.plain(BEST, day=best, points=points_text(given[best], sign=True)))
    return lines


def _value(told: Told, key: str, speech: Language) -> str:
    value = told.months[key]
    return speech.word(EXEMPT) if value is None else points_text(value)


def _month(told: Told, number: int, top: Decimal, speech: Language) -> Month:
    key = f"{told.year}-{number:02d}"
    value = told.months.get(key)
    return Month(
        label=speech.short_month(key),
        days=tuple(_steps(told, number)),
        value=_value(told, key, speech) if key in told.months else "",
        share=int(value * 100 / top) if value is not None else None,
    )


def _steps(told: Told, number: int) -> Sequence[int | None]:
    """Answer how much each day of a month gave: four steps up to the best day, two down to the worst."""
    best = max((points for points in told.days.values() if points > 0), default=Decimal(1))
    worst = min((points for points in told.days.values() if points < 0), default=Decimal(-1))
    steps: list[int | None] = []
    for day in range(1, monthrange(told.year, number)[1] + 1):
        on = date(told.year, number, day)
        points = told.days.get(on, Decimal(0))
        if on > told.today:
            steps.append(None)
        elif points < 0:
            steps.append(-1 if points * 2 > worst else -2)
        else:
            steps.append(ceil(points * STEPS / best))
    return steps
