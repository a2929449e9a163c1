"""One branch's rating: it rates itself, the committee appraises, candidates are reviewed on site (F2, F7, F8)."""

from collections.abc import Sequence
from decimal import Decimal

from bot.domain.points.number import CENT, parse_points
from bot.domain.points.text import REASON_LIMIT, clean_text
from bot.domain.ratings.rating import RatingState, SheetScore, moved, parse_rate, sheet_score
from bot.domain.ratings.refusals import bad_score, rating_is
from bot.domain.ratings.sheet import Indicator
from bot.domain.refusals import no_right, stale_card, words_needed
from bot.i18n import N_
from bot.services import committee, people
from bot.services.committee import CONDUCTS, OFFICE
from bot.services.desk import Desk
from bot.services.evidence import Piece
from bot.services.ratings import house
from bot.services.ratings.house import REVIEWS, Seat
from bot.services.ratings.outcome import stars_text, work_out
from storage import orgs, persons, ratings
from storage.persons import Person

MOST_SCORE = Decimal(100)
MOST_PHOTOS = 3

SUBMITTED = N_("⭐ {branch} has rated itself: {score}. Please appraise it.")
CANDIDATE = N_("⭐ {branch} would have five stars ({total}). Please review it on site, then keep or cancel.")
OPEN = N_("⭐ Open it")
KEPT = N_("⭐ {branch}: the review on site keeps five stars. Now the share of five-star branches decides.")
CANCELLED = N_("⭐ {branch}: the review on site cancelled five stars. Reason: {reason}")
APPRAISED = N_(
    "⭐ {branch} was appraised by {by}: {total} points, by that {stars}. The round's result is laid open later."
)
LEFT_OUT = N_("⭐ {branch} is left out of the rating of {year}. Reason: {reason}")


def indicators(seat: Seat) -> Sequence[Indicator]:
    """Answer the sheet's rows in their order."""
    return list(seat.sheet.indicators.values())


def next_open(seat: Seat, table: dict[str, str]) -> int:
    """Answer the place of the first row that is not rated; the number of rows where all are."""
    rows = indicators(seat)
    return next((at for at, one in enumerate(rows) if one.code not in table), len(rows))


def own_score(seat: Seat) -> SheetScore:
    """Answer the branch's own score.

    Raises:
        Refusal: ``INDICATORS_MISSING``.
    """
    return sheet_score(seat.sheet, {code: Decimal(rate) for code, rate in seat.rating.own.items()})


# ---- the branch ----------------------------------------------------------------------------------------------------
def rate(desk: Desk, actor: Person, number: int, code: str, percent: str) -> Seat:
    """Rate one indicator of the own branch; it is kept at once.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``, ``RATING_IS``, ``BAD_PERCENT``.
    """
    seat = _own(desk, actor, number)
    own = {**seat.rating.own, _known(seat, code): f"{parse_rate(percent):.2f}"}
    return _write(desk, seat, own=own)


def submit(desk: Desk, actor: Person, number: int, *, rev: int) -> Seat:
    """Hand the own rating to the committee; after that only the committee changes it.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``, ``RATING_IS``, ``INDICATORS_MISSING``.
    """
    seat = _own(desk, actor, number)
    _fresh(seat, rev)
    score = own_score(seat)
    state = moved(RatingState(seat.rating.state), "submit")
    seat = _write(desk, seat, state=state, found=seat.rating.own, rated_by=actor.id)
    committee.note(desk, actor, "rating", f"rating {number}", f"submitted {score.base}")
    facts = {"branch": seat.branch.name, "score": score.base}
    hearers = appraisers(desk, seat)
    committee.tell(
        desk, hearers, seat.branch, lambda speech: speech.say(SUBMITTED, **facts), keys=[(OPEN, f"sr:b:{number}")]
    )
    return seat


def _own(desk: Desk, actor: Person, number: int) -> Seat:
    seat = house.seat_of(desk, number)
    if not house.rates(desk, actor, seat.branch):
        raise no_right(OFFICE)
    _need(seat, RatingState.SELF_RATING)
    return seat


# ---- the committee -------------------------------------------------------------------------------------------------
def appraisers(desk: Desk, seat: Seat) -> list[Person]:
    """Answer who appraises a branch: its committee's reviewers, else the administrators; not who rated it."""
    held = people.holders(desk, seat.branch)
    able = held.get(CONDUCTS[0]) or held.get("admin", ())
    return [persons.get(desk.tx, int(one)) for one in able if int(one) != seat.rating.rated_by]


def find(desk: Desk, actor: Person, number: int, code: str, percent: str) -> Seat:
    """Write how far the committee found an indicator met.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``, ``RATING_IS``, ``BAD_PERCENT``.
    """
    seat = _appraised(desk, actor, number)
    return _write(desk, seat, found={**seat.rating.found, _known(seat, code): f"{parse_rate(percent):.2f}"})


def deduct(desk: Desk, actor: Person, number: int, text: str) -> Seat:
    """Write what is taken off the sheet, with its reason: `3.5 three meetings without minutes`; 0 takes it back.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``, ``RATING_IS``, ``BAD_SCORE``, ``WORDS_NEEDED``.
    """
    seat = _appraised(desk, actor, number)
    amount, _, words = text.strip().partition(" ")
    points, reason = _score(amount), clean_text(words, REASON_LIMIT)
    if points and not reason:
        raise words_needed()
    return _write(desk, seat, deduct=points, deduct_reason=reason)


def score(desk: Desk, actor: Person, number: int, text: str) -> Seat:
    """Write the score of the appraisal, 0 to 100.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``, ``RATING_IS``, ``BAD_SCORE``.
    """
    seat = _appraised(desk, actor, number)
    return _write(desk, seat, review=_score(text))


def appraise(desk: Desk, actor: Person, number: int, *, rev: int) -> Seat:
    """End the appraisal: a candidate for five stars goes to the review on site, every other branch is decided.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``, ``RATING_IS``, ``BAD_SCORE`` without a score, ``INDICATORS_MISSING``.
    """
    seat = _appraised(desk, actor, number)
    _fresh(seat, rev)
    if seat.rating.review is None:
        raise bad_score("–")
    found = work_out(desk, seat)
    verb = "candidate" if found.star == 5 else "appraise"
    state = moved(RatingState(seat.rating.state), verb)
    seat = _write(desk, seat, state=state, appraised_by=actor.id)
    committee.note(desk, actor, "rating", f"rating {number}", f"{verb} {found.total}")
    facts = {"branch": seat.branch.name, "by": actor.name, "total": found.total, "stars": stars_text(found.star)}
    if verb == "candidate":
        committee.tell(
            desk, reviewers(desk, seat), seat.branch, lambda speech: speech.say(CANDIDATE, **facts),
            keys=[(OPEN, f"sr:b:{number}")],
        )  # fmt: skip
    committee.tell(
        desk, committee.secretaries(desk, seat.branch), seat.branch, lambda speech: speech.say(APPRAISED, **facts)
    )
    return seat


def leave_out(desk: Desk, actor: Person, number: int, text: str) -> Seat:
    """Leave a branch out of a round, for a reason that its secretary reads: new, or being merged.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``, ``RATING_IS``, ``WORDS_NEEDED``.
    """
    seat = house.seat_of(desk, number)
    committee.need_conductor(desk, actor, orgs.get(desk.tx, seat.round.org_id))
    reason = clean_text(text, REASON_LIMIT)
    if not reason:
        raise words_needed()
    state = moved(RatingState(seat.rating.state), "leave_out")
    seat = _write(desk, seat, state=state, verdict_reason=reason)
    committee.note(desk, actor, "rating", f"rating {number}", "left out")
    facts = {"branch": seat.branch.name, "year": str(seat.round.year), "reason": reason}
    committee.tell(
        desk, committee.secretaries(desk, seat.branch), seat.branch, lambda speech: speech.say(LEFT_OUT, **facts)
    )
    return seat


def _appraised(desk: Desk, actor: Person, number: int) -> Seat:
    seat = house.seat_of(desk, number)
    _need(seat, RatingState.APPRAISAL)
    house.need_appraiser(desk, actor, seat)
    return seat


# ---- the review on site ----------------------------------------------------------------------------------------------
def reviewers(desk: Desk, seat: Seat) -> list[Person]:
    """Answer who reviews a candidate on site: people without an earlier part in it."""
    held = people.holders(desk, seat.branch)
    able = held.get(REVIEWS[0]) or held.get("admin", ())
    found = [persons.get(desk.tx, int(one)) for one in able]
    return [person for person in found if house.reviewing(desk, person, seat)]


def enclose(desk: Desk, actor: Person, number: int, pieces: Sequence[Piece]) -> Seat:
    """Keep photos of the review on site, the newest three.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``, ``RATING_IS``.
    """
    seat = _reviewed(desk, actor, number)
    files = [*seat.rating.files, *([piece.kind, piece.file_id] for piece in pieces)]
    return _write(desk, seat, files=files[-MOST_PHOTOS:])


def judge(desk: Desk, actor: Person, number: int, *, rev: int, keep: bool, text: str = "") -> Seat:
    """Keep five stars for a candidate, or cancel them for a reason (F8).

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``, ``RATING_IS``, ``WORDS_NEEDED``.
    """
    seat = _reviewed(desk, actor, number)
    _fresh(seat, rev)
    reason = clean_text(text, REASON_LIMIT)
    if not keep and not reason:
        raise words_needed()
    verb = "keep" if keep else "cancel"
    state = moved(RatingState(seat.rating.state), verb)
    seat = _write(desk, seat, state=state, verdict=verb, verdict_reason=reason, reviewed_by=actor.id)
    committee.note(desk, actor, "rating", f"rating {number}", verb)
    facts = {"branch": seat.branch.name, "reason": reason}
    hearers = [*committee.secretaries(desk, seat.branch), *appraisers(desk, seat)]
    committee.tell(desk, hearers, seat.branch, lambda speech: speech.say(KEPT if keep else CANCELLED, **facts))
    return seat


def _reviewed(desk: Desk, actor: Person, number: int) -> Seat:
    seat = house.seat_of(desk, number)
    _need(seat, RatingState.REVIEW)
    if not house.reviewing(desk, actor, seat):
        raise no_right(REVIEWS)
    return seat


# ---- all -------------------------------------------------------------------------------------------------------------
def _score(word: str) -> Decimal:
    number = parse_points(word)
    if not 0 <= number <= MOST_SCORE or number != number.quantize(CENT):
        raise bad_score(word)
    return number.quantize(CENT)


def _known(seat: Seat, code: str) -> str:
    if code not in seat.sheet.indicators:
        raise stale_card()
    return code


def _need(seat: Seat, state: RatingState) -> None:
    if seat.rating.state != state or seat.round.state != "rating":
        raise rating_is(seat.rating.state)


def _fresh(seat: Seat, rev: int) -> None:
    if seat.rating.rev != rev:
        raise stale_card()


def _write(desk: Desk, seat: Seat, **values: object) -> Seat:
    if "state" in values:
        values["moved_at"] = desk.now
    if not ratings.change(desk.tx, seat.rating.id, from_rev=seat.rating.rev, **values):
        raise stale_card()
    return house.seat_of(desk, seat.rating.id)
