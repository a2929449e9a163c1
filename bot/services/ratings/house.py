"""House of ratings: what all of its rooms ask - the round, its sheet, the branches, who may do what."""

from typing import NamedTuple

from bot.domain.organisation.roles import LEADERS
from bot.domain.ratings.fact import FactKind, FactState, Finding, StarSince, caps
from bot.domain.ratings.sheet import RatingSheet
from bot.domain.refusals import no_right, stale_card
from bot.schemes.loader import load_preset
from bot.schemes.stored import sheet_from_json
from bot.services import committee, people
from bot.services.committee import CONDUCTS, OFFICE
from bot.services.desk import Desk
from storage import orgs, rating_facts, ratings, star_rounds
from storage.orgs import Org
from storage.persons import Person
from storage.rating_facts import Fact
from storage.ratings import Rating
from storage.star_rounds import StarRound

SHEET = "feicheng"
"""The preset with the rating sheet."""
REVIEWS = ("municipal_reviewer",)


class Seat(NamedTuple):
    """A rating with everything around it."""

    rating: Rating
    round: StarRound
    branch: Org
    sheet: RatingSheet


def newest_sheet() -> RatingSheet:
    """Answer the sheet that a round takes which is opened now; it is frozen in the round."""
    sheet = load_preset(SHEET).rating
    if sheet is None:
        raise LookupError(f"preset {SHEET} has no rating section")
    return sheet


def sheet_in_force(desk: Desk, org: Org) -> RatingSheet:
    """Answer the sheet by which an organisation rates now: that of its newest round, before its first the newest."""
    rounds = star_rounds.of_org(desk.tx, org.id)
    return sheet_of(desk, rounds[0]) if rounds else newest_sheet()


def sheet_of(desk: Desk, star_round: StarRound) -> RatingSheet:
    """Answer a round's sheet, as it was when the round opened."""
    return desk.tx.memory.recall(("star sheet", star_round.id), lambda: sheet_from_json(star_round.sheet))


def round_of(desk: Desk, number: int) -> StarRound:
    """Answer a round. Raises ``STALE_CARD`` where there is none."""
    found = star_rounds.get(desk.tx, number)
    if found is None:
        raise stale_card()
    return found


def seat_of(desk: Desk, number: int, *, rev: int | None = None) -> Seat:
    """Answer a rating with its surroundings.

    Raises:
        Refusal: ``STALE_CARD`` where there is none, or somebody changed it since a button was drawn.
    """
    rating = ratings.get(desk.tx, number)
    if rating is None or (rev is not None and rating.rev != rev):
        raise stale_card()
    star_round = round_of(desk, rating.round_id)
    return Seat(rating, star_round, orgs.get(desk.tx, rating.branch_id), sheet_of(desk, star_round))


def seats_of(desk: Desk, star_round: StarRound) -> list[Seat]:
    """Answer all ratings of a round, by the codes of their branches."""
    sheet = sheet_of(desk, star_round)
    found = [
        Seat(one, star_round, orgs.get(desk.tx, one.branch_id), sheet)
        for one in ratings.of_round(desk.tx, star_round.id)
    ]
    return sorted(found, key=lambda seat: seat.branch.code)


def rates(desk: Desk, person: Person, branch: Org) -> bool:
    """Tell whether somebody rates the own branch."""
    return bool(people.roles_in(desk, person, branch) & set(OFFICE))


def need_appraiser(desk: Desk, person: Person, seat: Seat) -> None:
    """Insist on an appraiser without a part in the branch's own rating (four eyes).

    Raises:
        Refusal: ``NO_RIGHT``.
    """
    own = people.roles_in(desk, person, seat.branch) & LEADERS
    about = (seat.branch, orgs.get(desk.tx, seat.round.org_id))
    conducting = any(committee.conducts(desk, person, org) for org in about)
    if not conducting or seat.rating.rated_by == person.id or (own and not people.is_admin(desk, person)):
        raise no_right(CONDUCTS)


def reviewing(desk: Desk, person: Person, seat: Seat) -> bool:
    """Tell whether somebody reviews a candidate on site: who had no part before; admins where nobody holds the role."""
    if person.id in {seat.rating.rated_by, seat.rating.appraised_by}:
        return False
    held = people.holders(desk, seat.branch)
    able = held.get(REVIEWS[0]) or held.get("admin", ())
    return str(person.id) in able


# ---- findings and stars ------------------------------------------------------------------------------------------
def finding(fact: Fact) -> Finding:
    """Answer what the rules need to know of a finding."""
    return Finding(kind=FactKind(fact.kind), state=FactState(fact.state), max_star=fact.max_star, since=fact.since)


def caps_of(desk: Desk, seat: Seat) -> tuple[int, ...]:
    """Answer the most stars that findings and a cancelled review leave a branch."""
    found = caps((finding(one) for one in rating_facts.of_branch(desk.tx, seat.branch.id)), seat.round.year)
    return (*found, seat.sheet.veto_max_star) if seat.rating.verdict == "cancel" else found


def history(desk: Desk, branch: Org) -> list[StarSince]:
    """Answer a branch's stars with the months in which they began."""
    return [StarSince(star=row.star, month=row.month) for row in rating_facts.star_history(desk.tx, branch.id)]
