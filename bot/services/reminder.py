"""The half-month reminder: numbers for the group; names for the secretary; a private word to each person."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.calendar.periods import parse_period
from bot.domain.calendar.rules import PostKind
from bot.domain.calendar.timetable import Post, monthly_calendar, posts_between
from bot.domain.points.declaration import SIGNED
from bot.domain.points.period import month_key
from bot.i18n import N_, Html, Language
from bot.services import board, claim_view, digest, errands, followup, notice, people, rulebook, settings
from bot.services.desk import Desk
from bot.services.letters import Key
from bot.services.life import duties, task_text
from storage import claim_lists, declarations, memberships, persons, rosters, stops, task_lists
from storage.claims import Claim
from storage.orgs import Org
from storage.persons import Person

HEAD = N_("🗂 <b>{branch}</b>, {day}")
NAMES = N_("Not filed yet for {month}: {names}")
MORE_NAMES = N_("{names} and others")
EVERYBODY_FILED = N_("Everybody has filed for {month}.")
NUDGE = N_(
    "Claims for {month} are open until {day}. You have not filed any yet. "
    "If there is nothing to claim, nothing needs to be done."
)
UNSIGNED = N_(
    "Your declaration form for {month} holds lines that are not signed, so they are not filed yet. "
    "Please sign it by {day}."
)
CLAIM = N_("✍️ Claim")
FORM = N_("📋 Declaration form")
NOT_THIS_PERIOD = N_("🔕 No more for this month")
UP_TO = timedelta(days=16)
NAMES_BUDGET = 2500


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """The days of a month's appraisal, as the branch's timetable has them.

    Attributes:
        month: The month that is claimed about.
        claims: Last day of claims.
        reviews: Last day of reviews.
        notice: Day of the notice, None where the branch posts none.
        certain: Whether all of these days are certain.
    """

    month: str
    claims: date
    reviews: date
    notice: date | None
    certain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """What a reminder tells.

    Attributes:
        deadlines: Of the month that is claimed about.
        missing: Who has filed nothing for it.
        waiting: Claims (one for each card) that wait for review.
        oldest: Since when the oldest of them waits.
        ahead: Days until the next reminder with what they bring: a kind of `WHATS` and the month or period.
        certain: Whether all days are certain.
        work: Open tasks of the work list by colour; empty where there are none.
    """

    deadlines: Deadlines
    missing: Sequence[Person]
    waiting: Sequence[Claim]
    oldest: date | None
    ahead: Sequence[tuple[date, str, str]]
    certain: bool
    work: Mapping[str, int]


def deadlines_of(desk: Desk, branch: Org, month: str) -> Deadlines:
    """Answer the days of a month's appraisal (3.23); claims and reviews end before its notice."""
    calendar, zone = desk.calendar(), desk.house.zone
    first = parse_period(month).first
    plan = monthly_calendar(first.year, first.month, calendar)
    start = desk.now.astimezone(zone).replace(year=first.year, month=first.month, day=1, hour=0, minute=0)
    posts = posts_between(settings.timetable_rules(branch), start, start + timedelta(days=75), calendar, zone)
    on = next((one.at.date() for one in posts if one.kind is PostKind.NOTICE and one.period == month), None)
    last = on - timedelta(days=1) if on is not None else plan.review_deadline
    days = (min(plan.claim_deadline, last), min(plan.review_deadline, last), on or last)
    return Deadlines(
        month=month,
        claims=days[0],
        reviews=days[1],
        notice=on,
        certain=all(calendar.certain(day) for day in days),
    )


def month_in_hand(desk: Desk, branch: Org) -> Deadlines:
    """Answer the month that is claimed about now: the last one while its claims are open, else the running one."""
    running = desk.today.replace(day=1)
    last = deadlines_of(desk, branch, month_key(running - timedelta(days=1)))
    return last if desk.today <= last.claims else deadlines_of(desk, branch, month_key(running))


def facts(desk: Desk, branch: Org, planned: Post) -> Reminder:
    """Answer what a reminder tells as of now."""
    deadlines = month_in_hand(desk, branch)
    waiting = claim_lists.by_card(claim_lists.waiting(desk.tx, branch.id))
    since = [claim.filed_at for claim in waiting if claim.filed_at is not None]
    ahead = _ahead(desk, branch, planned)
    calendar = desk.calendar()
    return Reminder(
        deadlines=deadlines,
        missing=not_filed(desk, branch, deadlines.month),
        waiting=waiting,
        oldest=min(since).astimezone(desk.house.zone).date() if since else None,
        ahead=ahead,
        certain=deadlines.certain and all(calendar.certain(day) for day, _, _ in ahead),
        work=task_text.by_color(task_lists.tally(desk.tx, branch.id)),
    )


def not_filed(desk: Desk, branch: Org, month: str) -> list[Person]:
    """Answer the members in scope of a month without a claim for it and without a signed form."""
    period = parse_period(month)
    filed = claim_lists.claimants(desk.tx, branch.id, period.first, period.last) | signed(desk, branch, month)
    return [person for person in in_scope(desk, branch, month) if person.id not in filed]


def in_scope(desk: Desk, branch: Org, month: str) -> list[Person]:
    """Answer the members for whom a month counts: all who are not exempt."""
    scheme = rulebook.current(desk, branch).scheme
    tenures: dict[int, list[memberships.Tenure]] = {}
    for tenure in memberships.tenures(desk.tx, branch.id):
        tenures.setdefault(tenure.person_id, []).append(tenure)
    return [
        person
        for person in rosters.roster(desk.tx, branch.id)
        if not board.is_exempt(scheme, tenures[person.id], month)
    ]


def signed(desk: Desk, branch: Org, month: str) -> set[int]:
    """Answer the ids of the members who have signed their declaration form of a month."""
    return {form.person_id for form in declarations.of_month(desk.tx, branch.id, month) if form.state in SIGNED}


def unsigned(desk: Desk, branch: Org, month: str) -> list[Person]:
    """Answer the members whose form of a month holds added lines and no signature: nothing of them is filed yet."""
    return [
        persons.get(desk.tx, form.person_id)
        for form in declarations.of_month(desk.tx, branch.id, month)
        if form.state not in SIGNED and any(line.claim_id is None for line in declarations.lines(desk.tx, form.id))
    ]


def _ahead(desk: Desk, branch: Org, planned: Post) -> list[tuple[date, str, str]]:
    """Answer what comes until the next reminder, by day."""
    calendar, zone = desk.calendar(), desk.house.zone
    rules = settings.timetable_rules(branch)
    posts = posts_between(rules, desk.now, desk.now + timedelta(days=40), calendar, zone)
    others = [one for one in posts if one.kind is PostKind.REMINDER and one.at > planned.at]
    end = min((one.at.date() for one in others), default=desk.today + UP_TO)
    found = [
        (one.at.date(), one.kind.value, one.period)
        for one in posts
        if one.kind not in {PostKind.REMINDER, PostKind.DISPATCH} and one.at > desk.now and one.at.date() < end
    ]
    found += duties.ahead(desk, branch, end)
    running = desk.today.replace(day=1)
    for month in (month_key(running - timedelta(days=1)), month_key(running)):
        days = deadlines_of(desk, branch, month)
        for day, what in ((days.claims, "claims"), (days.reviews, "reviews")):
            if desk.today <= day < end:
                found.append((day, what, month))
    return sorted(set(found))


# ---- privately -------------------------------------------------------------------------------------------------


@dataclass(slots=True, kw_only=True)
class Word:
    """What one person is told."""

    lines: list[Html]
    keys: list[list[Key]]


def tell_people(desk: Desk, seen: Desk, branch: Org, planned: Post) -> None:
    """Send each person who is concerned one private word: names to the office, queues to reviewers, a nudge.

    Args:
        desk: Where it is written.
        seen: As of when it is worded.
        branch: Whose people; they are told once, whichever of its groups comes first.
        planned: The reminder.
    """
    told = facts(seen, branch, planned)
    words: dict[int, Word] = {}

    def word(person: Person) -> Word:
        return words.setdefault(person.id, Word(lines=[], keys=[]))

    for person in notice.office(desk, branch):
        word(person).lines.append(_names(told, desk.speaks(person)))
        if due := duties.urgent(seen, branch, desk.speaks(person)):
            word(person).lines.append(Html("\n".join(due)))
    for person in _digested(desk, branch, told.waiting):
        speech, found = desk.speaks(person), digest.take(desk, person)
        if found is not None:
            word(person).lines.extend(digest.lines(desk, found, speech))
            word(person).keys.extend(digest.keys(found, speech))
    _nudge(desk, branch, told, word)
    key = f"reminder:{branch.id}:{planned.period}"
    for person_id, said in words.items():
        person = persons.get(desk.tx, person_id)
        if person.reachable is False:
            continue
        head = desk.speaks(person).say(HEAD, branch=branch.name, day=seen.today)
        notice.tell(desk, person, branch, Html("\n\n".join([head, *said.lines])), key=key, keyboard=said.keys)


def _nudge(desk: Desk, branch: Org, told: Reminder, word: Callable[[Person], Word]) -> None:
    """Say to each member what is theirs to do: a month without a claim, an unsigned form, a follow-up that is due."""
    stopped = stops.of_period(desk.tx, branch.id, told.deadlines.month)
    for person in told.missing:
        if person.id in stopped or people.roles_in(desk, person, branch) & {"secretary"}:
            continue
        speech = desk.speaks(person)
        month = speech.month(told.deadlines.month)
        word(person).lines.append(speech.say(NUDGE, month=month, day=told.deadlines.claims))
        stop = f"nt:q:{branch.id}:{told.deadlines.month}"
        claim = Key(label=speech.plain(CLAIM), url=desk.house.link("claim"))
        word(person).keys.append([claim, Key(label=speech.plain(FORM), url=desk.house.link("declare"))])
        word(person).keys.append([Key(label=speech.plain(NOT_THIS_PERIOD), data=stop)])
    for person in unsigned(desk, branch, told.deadlines.month):
        speech = desk.speaks(person)
        month = speech.month(told.deadlines.month)
        word(person).lines.append(speech.say(UNSIGNED, month=month, day=told.deadlines.claims))
        if person.id not in {one.id for one in told.missing}:
            word(person).keys.append([Key(label=speech.plain(FORM), url=desk.house.link("declare"))])
    for one in followup.due_before(desk, branch, desk.today + UP_TO):
        person = persons.get(desk.tx, one.person_id)
        word(person).lines.append(followup.remind_text(one, desk.speaks(person)))
        word(person).keys.append([followup.answer_key(one, desk.speaks(person))])


def _names(told: Reminder, speech: Language) -> Html:
    month = speech.month(told.deadlines.month)
    if not told.missing:
        return speech.say(EVERYBODY_FILED, month=month)
    names = [person.name for person in told.missing]
    written = speech.listing(names)
    while len(written) > NAMES_BUDGET:
        names = names[: len(names) * 3 // 4]
        written = speech.plain(MORE_NAMES, names=", ".join(names))
    return speech.say(NAMES, month=month, names=written)


def _digested(desk: Desk, branch: Org, waiting: Sequence[Claim]) -> list[Person]:
    """Answer for whom some of the claims or anything else waits, and who can be told: that day's digest comes along."""
    reviewers = {person_id for claim in waiting for person_id in claim_view.look(desk, claim).reviewers}
    found = [persons.get(desk.tx, person_id) for person_id in sorted(reviewers | errands.receivers(desk, branch))]
    return [person for person in found if person.telegram_id is not None and person.reachable is not False]


def stop(desk: Desk, person: Person, branch_id: int, month: str) -> None:
    """Somebody wants no more reminders of a month."""
    stops.add(desk.tx, person.id, branch_id, month, now=desk.now)
