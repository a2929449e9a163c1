"""Whether a branch meets as often as it has to, and how many came: for its office, and in dates for the group."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from bot.domain.calendar.periods import period_before
from bot.domain.life.duty import Duty, parse_duties, usual_duties
from bot.domain.life.health import Requirement, org_life
from bot.domain.life.meeting import HELD
from bot.i18n import N_, Html, Language
from bot.services import people
from bot.services.desk import Desk
from bot.services.life import announcement, meeting
from bot.services.settings import OFF
from storage import checkins, meetings, rosters
from storage.orgs import Org

BACK = timedelta(days=2 * 366)

HEAD = N_("<b>Organisation life</b>")
STANDS = {
    "green": N_("🟢 {kind}: {held} of {need} in {window}"),
    "yellow": N_("🟡 {kind}: {held} of {need} in {window}, to be held by {day}"),
    "pending": N_("⚪ {kind}: {held} of {need} in {window}"),
}
MISSED = N_("🔴 {kind}: missed in {window}")
TIMES = N_("📊 {year} · meetings: {count}, attendances: {times}")
TIMES_OF = N_("{kind} {count} ({times})")


class Standing(NamedTuple):
    """How a duty stands; `missed` is the key of the period before, where it was not met."""

    duty: Duty
    found: Requirement
    missed: str | None


class Attended(NamedTuple):
    """Meetings of a kind in a year, and how many attendances they had (person-times, H1)."""

    kind: str
    meetings: int
    times: int


def of(desk: Desk, branch: Org) -> tuple[Duty, ...]:
    """Answer what a branch owes: as it set it, else as is usual for one of its size."""
    chosen = branch.settings.get("meetings")
    if chosen == OFF:
        return ()
    if chosen:
        return parse_duties(chosen)
    held = people.holders(desk, branch)
    full = sum(person.status == "full" for person in rosters.roster(desk.tx, branch.id))
    return usual_duties(full, groups=bool(held.get("group_leader")), deputy=bool(held.get("deputy_secretary")))


def standing(desk: Desk, branch: Org) -> list[Standing]:
    """Answer how each duty stands today; what was before the branch came to be was not missed."""
    owed = of(desk, branch)
    if not owed:
        return []
    since, until = meeting.span(desk, desk.today - BACK, desk.today)
    days: dict[str, list[date]] = {}
    for one in meetings.between(desk.tx, branch.id, since, until):
        if one.state in HELD:
            days.setdefault(one.kind, []).append(meeting.day_of(desk, one))
    founded = branch.created_at.astimezone(desk.house.zone).date()
    told = []
    for duty in owed:
        found = org_life(duty.frequency, duty.need, days.get(duty.kind, ()), desk.today)
        before = period_before(found.window)
        missed = before.key if found.previous_missed and founded <= before.first else None
        told.append(Standing(duty, found, missed))
    return told


def lines(desk: Desk, branch: Org, speech: Language) -> list[Html]:
    """Write how the duties stand, for the office."""
    told = []
    for one in standing(desk, branch):
        facts = {"kind": speech.word(announcement.KINDS[one.duty.kind]), "need": one.duty.need}
        window = {"held": one.found.held, "window": speech.period(one.found.window.key), "day": one.found.window.last}
        told.append(speech.say(STANDS[one.found.status], **facts, **window))
        if one.missed is not None:
            told.append(speech.say(MISSED, kind=facts["kind"], window=speech.period(one.missed)))
    return [speech.say(HEAD), *told] if told else []


def urgent(desk: Desk, branch: Org, speech: Language) -> list[Html]:
    """Write what is yellow or was missed, for the office's private reminder."""
    return [line for line in lines(desk, branch, speech)[1:] if line[:1] in {"🟡", "🔴"}]


def ahead(desk: Desk, branch: Org, end: date) -> list[tuple[date, str, str]]:
    """Answer what of organisation life comes before a day: planned meetings, and duties whose period ends."""
    since, until = meeting.span(desk, desk.today, end - timedelta(days=1))
    planned = [one for one in meetings.between(desk.tx, branch.id, since, until) if one.state == "planned"]
    found = [(meeting.day_of(desk, one), "meeting", str(one.id)) for one in planned]
    booked = {one.kind for one in planned}
    found += [
        (one.found.window.last, "duty", one.duty.kind.value)
        for one in standing(desk, branch)
        if one.found.status != "green" and one.found.window.last < end and one.duty.kind not in booked
    ]
    return found


def attended(desk: Desk, branch: Org, year: int) -> list[Attended]:
    """Answer the meetings of a year and their attendances, by kind."""
    zone = desk.house.zone
    since, until = (datetime.combine(date(one, 1, 1), time(), zone) for one in (year, year + 1))
    return [Attended(*row) for row in checkins.person_times(desk.tx, branch.id, since, until)]


def statistics(desk: Desk, branch: Org, year: int, speech: Language) -> list[Html]:
    """Write how many came to what in a year, for the office."""
    rows = attended(desk, branch, year)
    if not rows:
        return []
    held, times = sum(row.meetings for row in rows), sum(row.times for row in rows)
    total = speech.say(TIMES, year=str(year), count=held, times=times)
    kinds = [
        speech.plain(TIMES_OF, kind=speech.word(announcement.KINDS[row.kind]), count=row.meetings, times=row.times)
        for row in rows
    ]
    return [total, Html(" · ".join(Html(kind) for kind in kinds))]
