"""Tables of ratings and subsidies: every result with what it can be recomputed from, by the formula beside it."""

from collections.abc import Iterator
from typing import Any

from bot.services.desk import Desk
from bot.services.ratings import house
from bot.services.ratings.outcome import outcome
from storage import orgs, persons, star_rounds, subsidies
from storage.orgs import Org

Row = dict[str, Any]

RATINGS = (
    *("branch", "name", "year", "state", "base", "role", "deduct", "review", "total", "star", "cause"),
    *("formula", "rates", "weights", "role_indicators", "bands"),
)
SUBSIDIES = ("branch", "name", "month", "kind", "star", "amount")


def rating_rows(desk: Desk, branch: Org | None, year: int | None) -> Iterator[Row]:
    """Answer all ratings, or those of a branch or a year, by year and branch."""
    rounds = [one for one in star_rounds.every(desk.tx) if year is None or one.year == year]
    for found in rounds:
        seats = [seat for seat in house.seats_of(desk, found) if not seat.branch.rehearsal]
        result = outcome(desk, seats)
        for seat in seats:
            if branch is not None and seat.branch.id != branch.id:
                continue
            working, lines = result.workings.get(seat.rating.id), seat.sheet.indicators.values()
            star = result.stars.get(seat.rating.id)
            yield {
                "branch": seat.branch.code,
                "name": seat.branch.name,
                "year": found.year,
                "state": seat.rating.state,
                "base": working and working.base,
                "role": working and working.role,
                "deduct": seat.rating.deduct,
                "review": seat.rating.review,
                "total": working and working.total,
                "star": seat.rating.star or (star and star.star),
                "cause": seat.rating.cause or (star and star.cause),
                "formula": _formula(seat) if working else None,
                "rates": seat.rating.found or seat.rating.own,
                "weights": {one.code: f"{one.weight:f}" for one in lines},
                "role_indicators": [one.code for one in lines if one.role],
                "bands": [[f"{bound:f}", star] for bound, star in seat.sheet.bands],
            }


def _formula(seat: house.Seat) -> str:
    """Write how the total comes from the columns beside it; the base and the role score are sums over the sheet."""
    base, review = seat.sheet.share_base, seat.sheet.share_review
    return f"base = sum(weight * rate); total = max(0, base - deduct) * {base:.2f} + review * {review:.2f}"


def subsidy_rows(desk: Desk, branch: Org | None, months: list[str] | None) -> Iterator[Row]:
    """Answer the confirmed lines, by month and branch."""
    for row in subsidies.every(desk.tx):
        org = orgs.get(desk.tx, row.branch_id)
        if org.rehearsal or (branch is not None and org.id != branch.id):
            continue
        if months is not None and not months[0] <= row.month <= months[-1]:
            continue
        payee = persons.get(desk.tx, row.person_id).name if row.person_id is not None else org.name
        yield {
            "branch": org.code,
            "name": payee,
            "month": row.month,
            "kind": row.kind,
            "star": row.star,
            "amount": row.amount,
        }
