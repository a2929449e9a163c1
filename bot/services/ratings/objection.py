"""Objections to a rating: while it is laid open, answered by somebody without a part in it, before it is filed."""

from bot.domain.points.text import NOTE_LIMIT, REASON_LIMIT, clean_text
from bot.domain.ratings.rating import RatingState
from bot.domain.ratings.refusals import five_stars_full, rating_is, star_capped
from bot.domain.refusals import Refusal, no_right, stale_card, words_needed
from bot.i18n import N_
from bot.services import committee, people
from bot.services.asked import second_persons
from bot.services.committee import CONDUCTS
from bot.services.desk import Desk
from bot.services.ratings import house
from bot.services.ratings.house import Seat
from bot.services.ratings.outcome import five_stars, outcome, stars_text
from storage import persons, ratings
from storage.persons import Person
from storage.ratings import Objection

HANDLE = ("committee_reviewer", "municipal_reviewer", "admin")

OBJECTED = N_("✋ {name} objects to the rating of {branch}: {text}")
ANSWER = N_("⭐ Answer it")
DISMISSED = N_("⭐ Your objection to the rating of {branch} was not upheld by {by}: {text}")
UPHELD = N_("⭐ Your objection to the rating of {branch} was upheld by {by}: it is {stars} now. {text}")
CORRECTED = N_("⭐ Star rating of {year}, corrected after an objection: {branch} {stars}")


def may_object(desk: Desk, actor: Person, number: int) -> Seat:
    """Answer the rating that somebody objects to: a member of the branch, while it is laid open.

    Raises:
        Refusal: ``STALE_CARD``, ``NOT_ENROLLED``, ``RATING_IS`` outside the publicity.
    """
    seat = house.seat_of(desk, number)
    if not people.roles_in(desk, actor, seat.branch):
        people.need_member(desk, actor, seat.branch)
    until = seat.round.until
    if seat.rating.state != RatingState.PUBLICITY or until is None or desk.today > until:
        raise rating_is(seat.rating.state)
    return seat


def raise_objection(desk: Desk, actor: Person, number: int, text: str) -> Seat:
    """File an objection; those who handle it are told, in private.

    Raises:
        Refusal: as `may_object`, ``WORDS_NEEDED``.
    """
    seat = may_object(desk, actor, number)
    words = clean_text(text, NOTE_LIMIT)
    if not words:
        raise words_needed()
    objection = ratings.object_to(desk.tx, rating_id=number, person_id=actor.id, text=words, now=desk.now)
    committee.note(desk, actor, "rating", f"rating {number}", f"objection {objection}")
    facts = {"name": actor.name, "branch": seat.branch.name, "text": words}
    committee.tell(
        desk,
        handlers(desk, seat, actor.id),
        seat.branch,
        lambda speech: speech.say(OBJECTED, **facts),
        keys=[(ANSWER, f"sr:q:{objection}")],
    )
    return seat


def handlers(desk: Desk, seat: Seat, objector: int) -> list[Person]:
    """Answer who handles an objection: not who objects, nor who had a part in the rating; none for nobody."""
    rating = seat.rating
    parts = (objector, rating.rated_by, rating.appraised_by, rating.reviewed_by)
    excluded = [one for one in parts if one is not None]
    try:
        return second_persons(desk, seat.branch, HANDLE, excluded=excluded)
    except Refusal:
        return []


def waiting(desk: Desk, seat: Seat) -> list[Objection]:
    """Answer the objections to a branch's rating that nobody answered yet."""
    found = ratings.objections(desk.tx, seat.round.id)
    return [one for one in found if one.rating_id == seat.rating.id and one.answer is None]


def to_answer(desk: Desk, actor: Person, number: int) -> tuple[Objection, Seat]:
    """Answer an objection for who handles it.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``.
    """
    objection = ratings.objection(desk.tx, number)
    if objection is None or objection.answer is not None:
        raise stale_card()
    seat = house.seat_of(desk, objection.rating_id)
    if all(one.id != actor.id for one in handlers(desk, seat, objection.person_id)):
        raise no_right(CONDUCTS)
    return objection, seat


def answer(desk: Desk, actor: Person, number: int, text: str) -> Seat:
    """Answer an objection: words alone dismiss it, a number of stars before them (`4 …`) upholds it.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``, ``WORDS_NEEDED``, ``FIVE_STARS_FULL``, ``STAR_CAPPED``.
    """
    objection, seat = to_answer(desk, actor, number)
    star, words = _read(text)
    if not words:
        raise words_needed()
    if star is not None:
        _check(desk, seat, star)
    if not ratings.answer(desk.tx, number, text=words, star=star, by=actor.id, now=desk.now):
        raise stale_card()
    committee.note(
        desk, actor, "rating", f"rating {seat.rating.id}", f"answered {number}" + (f": {star}" if star else "")
    )
    if star is not None and star != seat.rating.star:
        ratings.change(desk.tx, seat.rating.id, from_rev=seat.rating.rev, star=star, cause="objection")
        told = {"year": str(seat.round.year), "branch": seat.branch.name, "stars": stars_text(star)}
        key = f"rating:{seat.rating.id}:objection:{number}"
        committee.announce(desk, seat.branch, key, lambda speech: speech.say(CORRECTED, **told))
    facts = {"branch": seat.branch.name, "by": actor.name, "text": words, "stars": stars_text(star or 0)}
    hearer = persons.get(desk.tx, objection.person_id)
    committee.tell(desk, [hearer], seat.branch, lambda speech: speech.say(UPHELD if star else DISMISSED, **facts))
    return house.seat_of(desk, seat.rating.id)


def _read(text: str) -> tuple[int | None, str]:
    head, _, tail = text.strip().partition(" ")
    if head in {"1", "2", "3", "4", "5"} and tail.strip():
        return int(head), clean_text(tail, REASON_LIMIT)
    return None, clean_text(text, REASON_LIMIT)


def _check(desk: Desk, seat: Seat, star: int) -> None:
    """Insist that an upheld objection keeps the limits: findings, and the share of five-star branches."""
    most = min((5, *house.caps_of(desk, seat)))
    if star > most:
        raise star_capped(most)
    seats = house.seats_of(desk, seat.round)
    if star == 5 and seat.rating.star != 5 and five_stars(seats) >= outcome(desk, seats).allowed:
        raise five_stars_full(outcome(desk, seats).allowed)
