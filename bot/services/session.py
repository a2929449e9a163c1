"""The review session (评审会): those present are ticked, the queue is walked together, the minutes are kept (S5)."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from bot.domain.points.text import clean_text
from bot.domain.refusals import nobody_present, stale_card, words_needed
from bot.i18n import N_, Html, Language
from bot.services import card_text, people, review
from bot.services.claim_view import View
from bot.services.desk import Desk
from bot.services.life import meeting
from storage import activities, audit, checkins, orgs, persons, rosters, sessions
from storage.orgs import Org
from storage.persons import Person
from storage.sessions import Session

LEADERS = ("secretary", "deputy_secretary")
"""Who holds a session."""
RECORD = N_("📒 <b>Review session of {branch}</b>, {at}\nHeld by {name}. Present ({count}): {names}")
OUTCOMES = {
    "approve": N_("Approved: {claims}"),
    "return": N_("Returned: {claims}"),
    "reject": N_("Not approved: {claims}"),
    "later": N_("Left for later: {claims}"),
}
NOTHING = N_("No card was walked through.")
MINUTES = N_("Minutes: {minutes}")
NAMES_ROOM = 1200


class Gathering(NamedTuple):
    """A session with its branch and those present."""

    session: Session
    branch: Org
    present: Sequence[Person]


def look(desk: Desk, session: Session) -> Gathering:
    """Gather what a session tells."""
    present = [persons.get(desk.tx, person_id) for person_id in sessions.people(desk.tx, session.id)]
    return Gathering(session, orgs.get(desk.tx, session.branch_id), present)


def open_(desk: Desk, branch: Org, person: Person) -> Gathering:
    """Answer the session under way, or open one: who was at an act or a meeting of today is ticked already.

    Raises:
        Refusal: ``NO_RIGHT``.
    """
    people.need_role(desk, person, branch, *LEADERS)
    running = sessions.open_of(desk.tx, branch.id)
    if running is not None:
        return look(desk, running)
    session_id = sessions.add(desk.tx, branch_id=branch.id, opened_by=person.id, now=desk.now)
    roster = {member.id for member in rosters.roster(desk.tx, branch.id)}
    for person_id in sorted(roster & (_seen_today(desk, branch) | {person.id})):
        sessions.enter(desk.tx, session_id, person_id)
    return look(desk, _known(desk, session_id))


def _seen_today(desk: Desk, branch: Org) -> set[int]:
    """Answer who took part in an act of today or checked in at a meeting of today."""
    since, until = meeting.span(desk, desk.today, desk.today)
    return activities.present(desk.tx, branch.id, desk.today) | checkins.present(desk.tx, branch.id, since, until)


def need(desk: Desk, person: Person, session_id: int, *states: str) -> Gathering:
    """Answer a session that stands in one of some states, for who may hold it.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``.
    """
    gathering = look(desk, _known(desk, session_id))
    people.need_role(desk, person, gathering.branch, *LEADERS)
    if gathering.session.state not in states:
        raise stale_card()
    return gathering


def _known(desk: Desk, session_id: int) -> Session:
    session = sessions.get(desk.tx, session_id)
    if session is None:
        raise stale_card()
    return session


def toggle(desk: Desk, gathering: Gathering, person_id: int) -> Gathering:
    """Tick somebody as present, or not.

    Raises:
        Refusal: ``UNKNOWN_PERSON``.
    """
    who = people.member_by_id(desk, gathering.branch, person_id)
    if not sessions.leave(desk.tx, gathering.session.id, who.id):
        sessions.enter(desk.tx, gathering.session.id, who.id)
    return look(desk, gathering.session)


def start(desk: Desk, gathering: Gathering) -> Gathering:
    """Begin to walk the queue.

    Raises:
        Refusal: ``NOBODY_PRESENT``, ``STALE_CARD``.
    """
    if not gathering.present:
        raise nobody_present()
    return _moved(desk, gathering, "walking")


def cancel(desk: Desk, gathering: Gathering) -> None:
    """Give a session up that has not begun to walk.

    Raises:
        Refusal: ``STALE_CARD``.
    """
    _moved(desk, gathering, "cancelled")


def _moved(desk: Desk, gathering: Gathering, state: str, **values: object) -> Gathering:
    session = gathering.session
    if not sessions.change(desk.tx, session.id, from_state=session.state, state=state, **values):
        raise stale_card()
    return look(desk, _known(desk, session.id))


# ---- walking ---------------------------------------------------------------------------------------------------


def ahead(desk: Desk, gathering: Gathering, person: Person) -> list[View]:
    """Answer the cards of the branch that wait for who holds the session and that it has not come to yet."""
    done = {walked.claim_id for walked in sessions.walked(desk.tx, gathering.session.id)}
    branch_id = gathering.branch.id
    return [view for view in review.waiting_for(desk, person) if view.branch.id == branch_id and view.id not in done]


def decide(
    desk: Desk,
    gathering: Gathering,
    person: Person,
    number: int,
    do: str,
    *,
    rev: int,
    reason: str = "",
    points: Decimal | None = None,
) -> None:
    """Decide on a card in the session: an ordinary verdict of who holds it, noted here too.

    Raises:
        Refusal: as `review.decide`.
    """
    claim = review.find(desk, person, number)
    review.decide(desk, person, claim, do, reason=reason, points=points, rev=rev)
    sessions.walk(desk.tx, gathering.session.id, claim.id, do, now=desk.now)


def leave_for_later(desk: Desk, gathering: Gathering, person: Person, number: int) -> None:
    """Pass over a card; it goes on waiting in the queue.

    Raises:
        Refusal: ``NO_SUCH_CLAIM``.
    """
    sessions.walk(desk.tx, gathering.session.id, review.find(desk, person, number).id, "later", now=desk.now)


def close(desk: Desk, gathering: Gathering, person: Person, *, minutes: str | None) -> Gathering:
    """Close a session with its minutes, or without any where there was nothing to note.

    Raises:
        Refusal: ``STALE_CARD``, ``WORDS_NEEDED``, ``TEXT_TOO_LONG``.
    """
    if minutes is not None:
        minutes = clean_text(minutes)
        if not minutes:
            raise words_needed()
    closed = _moved(desk, gathering, "closed", minutes=minutes, closed_at=desk.now)
    audit.add(
        desk.tx,
        now=desk.now,
        actor_id=person.id,
        action="review_session",
        what=f"session {closed.session.id}",
        after=f"{len(closed.present)} present, {len(sessions.walked(desk.tx, closed.session.id))} cards",
    )
    return closed


def record_text(desk: Desk, gathering: Gathering, speech: Language) -> Html:
    """Write the record of a session: who was present, what came of which card, what was noted."""
    session = gathering.session
    names = card_text.fitting([person.name for person in gathering.present], NAMES_ROOM)
    told = [
        speech.say(
            RECORD,
            branch=gathering.branch.name,
            at=speech.moment(session.opened_at, desk.house.zone),
            name=persons.get(desk.tx, session.opened_by).name,
            count=len(gathering.present),
            names=speech.listing(names),
        )
    ]
    walked = sessions.walked(desk.tx, session.id)
    for outcome, sentence in OUTCOMES.items():
        numbers = [f"#{one.claim_id}" for one in walked if one.outcome == outcome]
        if numbers:
            told.append(speech.say(sentence, claims=speech.listing(card_text.fitting(numbers, NAMES_ROOM))))
    if not walked:
        told.append(speech.say(NOTHING))
    if session.minutes:
        told.append(speech.say(MINUTES, minutes=session.minutes))
    return Html("\n".join(told))
