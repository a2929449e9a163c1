"""Check-in without faces: the code on the screen, its link, or the roll call; one for each person and meeting (1.7)."""

from datetime import datetime, timedelta

from bot.domain.life.checkin import (
    checkin_expired,
    checkin_verify,
    geofence,
    mark_expired,
    mark_verify,
)
from bot.domain.life.meeting import State, moved
from bot.domain.organisation.guesses import GuessRule
from bot.domain.points.text import REASON_LIMIT, clean_text, normalise_text
from bot.domain.refusals import (
    already_checked_in,
    check_in_struck,
    code_expired,
    no_open_meeting,
    not_expected,
    stale_card,
    words_needed,
    wrong_code,
)
from bot.i18n import N_
from bot.services import guesses, people
from bot.services.desk import Desk
from bot.services.letters import PrivateLetter, post
from bot.services.life import announcement, meeting
from bot.services.life.meeting import Gathering
from bot.services.settings import ON
from storage import audit, checkins, meetings, orgs, persons
from storage.checkins import CheckIn
from storage.meetings import Meeting
from storage.persons import Person

GUESSING = GuessRule(kind="checkin", most=5, window=timedelta(minutes=10))
"""Codes that never stood on the screen: with three that count at a time, five guesses are a chance of one in 67,000."""
STRUCK = N_(
    "Your check-in at {kind}, {when}, was struck out by {by}.\nReason: {reason}\n"
    "What it booked is taken back. If it is not right, please talk to your secretary, or object with /appeal."
)


def by_code(desk: Desk, person: Person, code: str) -> CheckIn:
    """Check somebody in by the digits on the screen.

    Raises:
        Refusal: ``TOO_MANY_GUESSES``, ``NO_OPEN_MEETING``, ``ALREADY_CHECKED_IN``, ``NOT_EXPECTED``, ``CODE_EXPIRED``,
            ``WRONG_CODE``, ``CHECK_IN_STRUCK``.
    """
    guesses.check(desk, GUESSING, person.telegram_id or 0)
    at = int(desk.now.timestamp())
    code = "".join(normalise_text(code).split())
    mine = meetings.open_for(desk.tx, person.id)
    for one in mine:
        if checkin_verify(one.secret, code, at):
            return _enter(desk, person, one, "code")
    others = _others(desk, person, mine)
    if any(checkin_verify(one.secret, code, at) for one in others):
        raise not_expected()
    _say_already(desk, person, mine)
    if not mine and not others:
        raise no_open_meeting()
    if any(checkin_expired(one.secret, code, at) for one in (*mine, *others)):
        raise code_expired()
    guesses.wrong(desk, GUESSING, person.telegram_id or 0)
    raise wrong_code()


def by_link(desk: Desk, person: Person, number: int, mark: str) -> CheckIn:
    """Check somebody in by the link in the screen's QR code.

    Raises:
        Refusal: ``NO_OPEN_MEETING``, ``NOT_EXPECTED``, ``CODE_EXPIRED``, ``WRONG_CODE``, ``ALREADY_CHECKED_IN``,
            ``CHECK_IN_STRUCK``.
    """
    at = int(desk.now.timestamp())
    one = meetings.get(desk.tx, number)
    if one is None or one.state != State.OPEN:
        raise no_open_meeting()
    if not mark_verify(one.secret, mark, at):
        raise code_expired() if mark_expired(one.secret, mark, at) else wrong_code()
    if all(line.person_id != person.id for line in meetings.people(desk.tx, one.id)):
        raise not_expected()
    return _enter(desk, person, one, "link")


def may_try(desk: Desk, person: Person) -> None:
    """Insist on a meeting at which somebody could check in now.

    Raises:
        Refusal: ``NO_OPEN_MEETING``, ``ALREADY_CHECKED_IN``.
    """
    mine = meetings.open_for(desk.tx, person.id)
    if not mine:
        raise no_open_meeting()
    _say_already(desk, person, mine)


def _others(desk: Desk, person: Person, mine: list[Meeting]) -> list[Meeting]:
    """Answer the open meetings of a person's branches on whose list they are not."""
    listed = {one.id for one in mine}
    found = [one for branch in people.branches_of(desk, person) for one in meetings.open_in(desk.tx, branch.id)]
    return [one for one in found if one.id not in listed]


def _say_already(desk: Desk, person: Person, mine: list[Meeting]) -> None:
    """Raise where somebody is checked in wherever they could be."""
    done = [checkins.get(desk.tx, one.id, person.id) for one in mine]
    standing = [check for check in done if check is not None and check.struck_at is None]
    if mine and len(standing) == len(mine):
        raise already_checked_in(_clock(desk, standing[0].at))


def _clock(desk: Desk, at: datetime) -> str:
    return f"{at.astimezone(desk.house.zone):%H:%M}"


def _enter(desk: Desk, person: Person, one: Meeting, method: str) -> CheckIn:
    before = checkins.get(desk.tx, one.id, person.id)
    if before is not None:
        raise check_in_struck() if before.struck_at is not None else already_checked_in(_clock(desk, before.at))
    checkins.add(desk.tx, one.id, person.id, method=method, now=desk.now)
    guesses.right(desk, GUESSING, person.telegram_id or 0)
    return _known(desk, one.id, person.id)


def _known(desk: Desk, number: int, person_id: int) -> CheckIn:
    found = checkins.get(desk.tx, number, person_id)
    if found is None:
        raise LookupError("a check-in that was just written is not there")
    return found


# ---- the place -------------------------------------------------------------------------------------------------


def mark_site(desk: Desk, person: Person, latitude: float, longitude: float) -> bool:
    """Note where an open meeting is, as its host sends it once; only where the branch switched that on."""
    for one in meetings.in_state(desk.tx, State.OPEN):
        branch = orgs.get(desk.tx, one.branch_id)
        if one.host_id == person.id and one.site is None and branch.settings.get("checkin_location") == ON:
            return meetings.change(desk.tx, one.id, site=[latitude, longitude])
    return False


def tell_place(desk: Desk, person: Person, latitude: float, longitude: float) -> bool | None:
    """Keep whether somebody who checked in is near the place, never where they are; None where nobody asks.

    Source: domain 1.7, 2.3-15, 3.29.
    """
    for one in meetings.open_for(desk.tx, person.id):
        if one.site is not None and len(one.site) == 2:
            near = geofence(one.site[0], one.site[1], latitude, longitude).inside
            if checkins.tell_near(desk.tx, one.id, person.id, near=near):
                return near
    return None


# ---- the roll ----------------------------------------------------------------------------------------------------


def call_name(desk: Desk, host: Person, gathering: Gathering, person_id: int) -> Gathering:
    """Check somebody in by roll call, or take that back while the meeting is not recorded.

    Raises:
        Refusal: ``MEETING_NOT_SO``, ``UNKNOWN_PERSON``, ``STALE_CARD``.
    """
    number = gathering.meeting.id
    if gathering.meeting.state not in {State.OPEN, State.CLOSED}:
        moved(gathering.meeting.state, "record")
    who = people.member_by_id(desk, gathering.branch, person_id)
    if all(one.person_id != who.id for one in gathering.people):
        exempt = meeting.exempt_on(desk, gathering.branch, [who], meeting.day_of(desk, gathering.meeting))
        meetings.expect(desk.tx, number, who.id, exempt=who.id in exempt)
    check = checkins.get(desk.tx, number, who.id)
    if check is None:
        checkins.add(desk.tx, number, who.id, method="manual", by=host.id, now=desk.now)
    elif check.struck_at is not None:
        checkins.restore(desk.tx, number, who.id, by=host.id, now=desk.now)
    elif check.method == "manual":
        checkins.drop_called(desk.tx, number, who.id)
    else:
        raise stale_card()
    return meeting.look(desk, gathering.meeting)


def strike(desk: Desk, host: Person, gathering: Gathering, person_id: int, reason: str) -> Gathering:
    """Strike a check-in out, with a reason that the person reads; what it booked is taken back by whoever books.

    Raises:
        Refusal: ``WORDS_NEEDED``, ``TEXT_TOO_LONG``, ``STALE_CARD``.
    """
    reason = clean_text(reason, REASON_LIMIT)
    if not reason:
        raise words_needed()
    number = gathering.meeting.id
    if not checkins.strike(desk.tx, number, person_id, by=host.id, reason=reason, now=desk.now):
        raise stale_card()
    person = persons.get(desk.tx, person_id)
    audit.add(
        desk.tx,
        now=desk.now,
        actor_id=host.id,
        action="strike_checkin",
        what=f"meeting {number}",
        after=person.code,
    )
    if person.telegram_id is not None:
        speech = desk.speaks(person)
        told = {**announcement.facts(desk, gathering.meeting, speech), "reason": reason}
        text = speech.say(STRUCK, by=host.name, **told)
        post(desk, PrivateLetter(to=person.telegram_id, text=text, about=gathering.branch))
    return meeting.look(desk, meeting.known(desk, number))
