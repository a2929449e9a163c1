"""What of a rating waits for somebody, as the one digest a day counts it."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from bot.domain.ratings.rating import RatingState
from bot.services import committee
from bot.services.desk import Desk
from bot.services.ratings import house, objection, rating
from storage import ratings
from storage.orgs import Org

REMIND_DAYS = timedelta(days=7)
"""How long before the last day a branch is reminded to rate itself."""


class Waits(NamedTuple):
    """One thing that waits: for whom, since which day, by which day."""

    people: frozenset[int]
    since: date
    by: date | None = None


def waiting(desk: Desk, branch: Org) -> Iterator[Waits]:
    """Answer what of a branch's running ratings waits now."""
    for one in ratings.running_of(desk.tx, branch.id):
        seat = house.seat_of(desk, one.id)
        since = one.moved_at.astimezone(desk.house.zone).date()
        due = seat.round.due_on
        match one.state:
            case RatingState.SELF_RATING if desk.today >= due - REMIND_DAYS:
                able = committee.secretaries(desk, branch)
                yield Waits(frozenset(person.id for person in able), since, due)
            case RatingState.APPRAISAL:
                yield Waits(frozenset(person.id for person in rating.appraisers(desk, seat)), since)
            case RatingState.REVIEW:
                yield Waits(frozenset(person.id for person in rating.reviewers(desk, seat)), since)
            case RatingState.PUBLICITY:
                for said in objection.waiting(desk, seat):
                    able = objection.handlers(desk, seat, said.person_id)
                    day = said.at.astimezone(desk.house.zone).date()
                    yield Waits(frozenset(person.id for person in able), day)
