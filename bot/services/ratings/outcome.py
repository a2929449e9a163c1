"""The outcome of a round: totals under the quota, ties that people decide, publicity, filing (F7, F8, 2.2-13)."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from bot.domain.points.text import REASON_LIMIT, clean_text
from bot.domain.ratings.fact import next_month
from bot.domain.ratings.rating import RatingState, Working, moved, working
from bot.domain.ratings.refusals import (
    not_all_decided,
    objections_open,
    publicity_runs,
    tie_open,
    too_many_chosen,
)
from bot.domain.ratings.star import RatedBranch, star_round
from bot.domain.refusals import stale_card, words_needed
from bot.i18n import N_, Html, Language
from bot.pictures.certificate import Certificate
from bot.services import committee
from bot.services.desk import Desk
from bot.services.pictures import certificate
from bot.services.ratings import house
from bot.services.ratings.house import Seat
from storage import orgs, rating_facts, ratings, star_rounds
from storage.persons import Person
from storage.star_rounds import StarRound

PUBLICITY_WORKDAYS = 5

LAID_OPEN = N_(
    "⭐ Star rating of {year}: {branch} {stars}\nPublicity until {until}, 24:00. Who sees it differently can object; "
    "only those who handle it read that."
)
OBJECT = N_("✋ Object")
SECRETARY = N_("⭐ {branch}, {year}: {stars} – {cause}\n{working}\nPublicity until {until}, 24:00.")
WORKING = N_("(sheet {base} − deducted {deduct}) × {base_share} + appraisal {review} × {review_share} = <b>{total}</b>")
FILED = N_("⭐ The star rating of {year} is filed: {branch} {stars}, in force from {month}.")
STATES = {
    "self_rating": N_("rating itself"),
    "committee_appraisal": N_("committee appraisal"),
    "municipal_review": N_("review on site"),
    "decided": N_("decided"),
    "publicity": N_("laid open"),
    "filed": N_("filed"),
    "left_out": N_("left out"),
}
"""Where a rating stands, in words."""
CAUSES = {
    "band": N_("by its total"),
    "vetoed": N_("limited by a confirmed finding"),
    "cancelled": N_("five stars cancelled by the review on site"),
    "quota": N_("beyond the share of five-star branches"),
    "quota_tie_manual": N_("tied at the limit of five-star branches"),
    "chosen": N_("tied at the limit, decided by the committee"),
    "objection": N_("corrected after an objection"),
}


class Star(NamedTuple):
    """A star and its cause, a key of `CAUSES`."""

    star: int
    cause: str


class Outcome(NamedTuple):
    """What a round comes to as it stands.

    Attributes:
        allowed: Most branches with five stars.
        stars: Rating to its star, chosen ones of a tie among them.
        workings: Rating to how its total comes about.
        tied: Ratings with the same figures at the limit, whether or not some are chosen.
        seats: Five-star places that the tie leaves open.
    """

    allowed: int
    stars: Mapping[int, Star]
    workings: Mapping[int, Working]
    tied: Sequence[Seat]
    seats: int


def stars_text(star: int) -> str:
    """Write stars: ★★★★☆."""
    return "★" * star + "☆" * (5 - star)


def work_out(desk: Desk, seat: Seat) -> Working:
    """Work out an appraised rating, under the findings that stand now.

    Raises:
        Refusal: ``INDICATORS_MISSING``.
    """
    rating = seat.rating
    rates = {code: Decimal(rate) for code, rate in rating.found.items()}
    caps = house.caps_of(desk, seat)
    return working(seat.sheet, rates, deduct=rating.deduct, review=rating.review or Decimal(0), caps=caps)


def working_text(seat: Seat, found: Working, speech: Language) -> Html:
    """Write how a total comes about, so that anybody can recompute it."""
    shares = {"base_share": f"{seat.sheet.share_base:.2f}", "review_share": f"{seat.sheet.share_review:.2f}"}
    parts = {"base": found.base, "deduct": found.deduct, "review": found.review, "total": found.total}
    return speech.say(WORKING, **parts, **shares)


def outcome(desk: Desk, seats: Sequence[Seat]) -> Outcome:
    """Work out what the decided ratings of a round come to."""
    decided = {seat.rating.id: seat for seat in seats if seat.rating.state not in _UNDECIDED}
    workings = {number: work_out(desk, seat) for number, seat in decided.items()}
    branches = [
        RatedBranch(
            id=str(number),
            total=workings[number].total,
            role=workings[number].role,
            review=workings[number].review,
            caps=house.caps_of(desk, seat),
        )
        for number, seat in decided.items()
    ]
    if not branches:
        return Outcome(0, {}, {}, (), 0)
    sheet = seats[0].sheet
    allowed, found = star_round(branches, sheet.five_star_max_pct, sheet.bands)
    tied = [seat for number, seat in decided.items() if found[str(number)].reason == "quota_tie_manual"]
    open_seats = allowed - sum(one.star == 5 for one in found.values())
    stars = {
        number: _star(seat, found[str(number)].star, found[str(number)].reason) for number, seat in decided.items()
    }
    return Outcome(allowed, stars, workings, tied, open_seats if tied else 0)


_UNDECIDED = frozenset({RatingState.SELF_RATING, RatingState.APPRAISAL, RatingState.REVIEW, RatingState.LEFT_OUT})


def _star(seat: Seat, star: int, reason: str) -> Star:
    if seat.rating.cause == "objection" and seat.rating.star is not None:
        return Star(seat.rating.star, "objection")
    if reason == "quota_tie_manual" and seat.rating.chosen:
        return Star(5, "chosen")
    if reason == "vetoed" and seat.rating.verdict == "cancel" and star == seat.sheet.veto_max_star:
        return Star(star, "cancelled")
    return Star(star, reason)


# ---- a tie ---------------------------------------------------------------------------------------------------------
def choose(desk: Desk, actor: Person, number: int, *, rev: int) -> Seat:
    """Choose a tied branch for one of the places that are left, or take that back; a reason settles it later.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``, ``TOO_MANY_CHOSEN``.
    """
    seat = house.seat_of(desk, number, rev=rev)
    committee.need_conductor(desk, actor, orgs.get(desk.tx, seat.round.org_id))
    found = outcome(desk, house.seats_of(desk, seat.round))
    if seat.round.state != "rating" or all(one.rating.id != number for one in found.tied):
        raise stale_card()
    if not seat.rating.chosen and sum(one.rating.chosen for one in found.tied) >= found.seats:
        raise too_many_chosen(found.seats)
    ratings.change(desk.tx, number, from_rev=rev, chosen=not seat.rating.chosen)
    star_rounds.change(desk.tx, seat.round.id, from_rev=seat.round.rev, tie_reason=None, tie_by=None)
    return house.seat_of(desk, number)


def settle_tie(desk: Desk, actor: Person, star_round: StarRound, *, rev: int, text: str) -> StarRound:
    """Give the reason for which a tie is decided as it is; without chosen ones nobody of the tied gets a place.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``, ``WORDS_NEEDED``.
    """
    committee.need_conductor(desk, actor, orgs.get(desk.tx, star_round.org_id))
    reason = clean_text(text, REASON_LIMIT)
    if not reason:
        raise words_needed()
    if star_round.state != "rating":
        raise stale_card()
    _change(desk, star_round, rev, tie_reason=reason, tie_by=actor.id)
    committee.note(desk, actor, "rating", f"round {star_round.id}", "tie settled")
    return house.round_of(desk, star_round.id)


# ---- publicity, filing -----------------------------------------------------------------------------------------------
def publish(desk: Desk, actor: Person, star_round: StarRound, *, rev: int) -> StarRound:
    """Lay a round open: every branch's group sees its star, its secretary also the working.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``, ``NOT_ALL_DECIDED``, ``TIE_OPEN``.
    """
    committee.need_conductor(desk, actor, orgs.get(desk.tx, star_round.org_id))
    if star_round.state != "rating":
        raise stale_card()
    seats = house.seats_of(desk, star_round)
    left_out = {seat.rating.id for seat in seats if seat.rating.state == RatingState.LEFT_OUT}
    found = outcome(desk, seats)
    missing = len(seats) - len(left_out) - len(found.stars)
    if missing or not found.stars:
        raise not_all_decided(missing or len(seats))
    if found.tied and found.seats and star_round.tie_reason is None:
        raise tie_open(found.seats)
    until = desk.calendar().add_workdays(desk.today, PUBLICITY_WORKDAYS)
    _change(desk, star_round, rev, state="publicity", until=until)
    committee.note(desk, actor, "rating", f"round {star_round.id}", f"published {len(found.stars)}")
    for seat in seats:
        if seat.rating.id not in left_out:
            star = found.stars[seat.rating.id]
            state = moved(RatingState(seat.rating.state), "publish")
            ratings.change(
                desk.tx, seat.rating.id, from_rev=seat.rating.rev, state=state, star=star.star, cause=star.cause
            )
            _lay_open(desk, seat, star, found.workings[seat.rating.id], until)
    return house.round_of(desk, star_round.id)


def _lay_open(desk: Desk, seat: Seat, star: Star, found: Working, until: object) -> None:
    facts = {"year": str(seat.round.year), "branch": seat.branch.name, "stars": stars_text(star.star), "until": until}
    committee.announce(
        desk,
        seat.branch,
        f"rating:{seat.rating.id}:open",
        lambda speech: speech.say(LAID_OPEN, **facts),
        keys=[(OBJECT, f"sr:j:{seat.rating.id}")],
    )

    def told(speech: Language) -> Html:
        cause = speech.word(CAUSES[star.cause])
        return speech.say(SECRETARY, cause=cause, working=working_text(seat, found, speech), **facts)

    committee.tell(
        desk, committee.secretaries(desk, seat.branch), seat.branch, told, keys=[(OBJECT, f"sr:j:{seat.rating.id}")]
    )


def file(desk: Desk, actor: Person, star_round: StarRound, *, rev: int) -> StarRound:
    """File a round whose publicity is over and whose objections are answered: its stars are in force from next month.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``, ``RATING_PUBLICITY_RUNS``, ``OBJECTIONS_OPEN``.
    """
    committee.need_conductor(desk, actor, orgs.get(desk.tx, star_round.org_id))
    if star_round.state != "publicity" or star_round.until is None:
        raise stale_card()
    if desk.today <= star_round.until:
        raise publicity_runs(star_round.until)
    waiting = [one for one in ratings.objections(desk.tx, star_round.id) if one.answer is None]
    if waiting:
        raise objections_open(len(waiting))
    _change(desk, star_round, rev, state="filed", filed_at=desk.now)
    committee.note(desk, actor, "rating", f"round {star_round.id}", "filed")
    month = next_month(desk.today)
    for seat in house.seats_of(desk, star_round):
        if seat.rating.state == RatingState.PUBLICITY and seat.rating.star is not None:
            _file(desk, seat, seat.rating.star, month)
    return house.round_of(desk, star_round.id)


def _file(desk: Desk, seat: Seat, star: int, month: str) -> None:
    state = moved(RatingState(seat.rating.state), "file")
    ratings.change(desk.tx, seat.rating.id, from_rev=seat.rating.rev, state=state)
    rating_facts.put_star(
        desk.tx, branch_id=seat.branch.id, star=star, month=month, rating_id=seat.rating.id, fact_id=None, at=desk.now
    )
    year, branch = str(seat.round.year), seat.branch

    def said(speech: Language) -> Html:
        return speech.say(FILED, month=speech.month(month), year=year, branch=branch.name, stars=stars_text(star))

    def certified(speech: Language) -> Certificate:
        facts = {"name": branch.name, "count": f"{star}", "rank": stars_text(star), "year": year}
        issuer, sign = orgs.get(desk.tx, seat.round.org_id), f"STAR-{year}-{seat.rating.id:05d}"
        return certificate.of_stars(desk, branch, issuer, speech, month=speech.month(month), sign=sign, **facts)

    committee.announce(desk, branch, f"rating:{seat.rating.id}:filed", said)
    committee.tell(desk, committee.secretaries(desk, branch), branch, said, certificate=certified)


def five_stars(seats: Collection[Seat]) -> int:
    """Count the branches that stand with five stars."""
    return sum(seat.rating.star == 5 for seat in seats)


def _change(desk: Desk, star_round: StarRound, rev: int, **values: object) -> None:
    if not star_rounds.change(desk.tx, star_round.id, from_rev=rev, **values):
        raise stale_card()
