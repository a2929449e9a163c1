"""What stands behind a line of the overview: a branch's queue, dates, standing, cases and ratings, for who answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.points.period import month_key
from bot.domain.refusals import Refusal
from bot.i18n import Html, Language, points_text
from bot.services import case_text, cases, claim_view, pending, reviewers, standing, words
from bot.services.browser import noticeboard, overview, review_desk
from bot.services.claim_view import View
from bot.services.desk import Desk
from bot.services.ratings import outcome, tables
from storage import claim_lists, persons
from storage.orgs import Org
from storage.persons import Person

MOST = 100
"""Claims of the queue that are shown, the longest waiting first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A claim in review: its number, who and what, what for, since when, and who may decide it now."""

    id: int
    title: str
    points: str
    waited: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """A branch as who answers for it sees it.

    Attributes:
        branch: Which.
        count: Claims in review.
        waiting: The first of them.
        reviewers: How its reviewers decide this month.
        dates: Its dates of the coming months.
        members: Place, name, average and grade of each member this year; none where the scheme has no pass line.
        cases: Number, state and words of each open case that the reader may know of.
        ratings: Year, state and stars of each rating, the newest first.
    """

    branch: Org
    count: int
    waiting: Sequence[Waiting]
    reviewers: Html
    dates: Sequence[noticeboard.Date]
    members: Sequence[tuple[str, str, str, str]]
    cases: Sequence[tuple[str, str, Html]]
    ratings: Sequence[tuple[str, str, str]]


def look(desk: Desk, person: Person, code: str, speech: Language) -> Detail | None:
    """Gather what is behind a branch's line; None where the reader does not answer for such a branch."""
    branch = next((one for one in overview.branches_of(desk, person) if one.code == code), None)
    if branch is None:
        return None
    queue = claim_lists.by_card(claim_lists.waiting(desk.tx, branch.id))
    queue = sorted(queue, key=lambda claim: (claim.level_since or claim.filed_at or desk.now, claim.id))
    return Detail(
        branch=branch,
        count=len(queue),
        waiting=[_waiting(desk, claim_view.look(desk, claim), speech) for claim in queue[:MOST]],
        reviewers=reviewers.text(desk, branch, month_key(desk.today), speech),
        dates=noticeboard.dates(desk, branch, speech),
        members=_members(desk, branch, speech),
        cases=[
            (f"C{one.id}", speech.word(case_text.STATES[one.state]), case_text.line(desk, one, speech))
            for one in cases.readable(desk, person, branch)
        ],
        ratings=_ratings(desk, branch, speech),
    )


def _waiting(desk: Desk, view: View, speech: Language) -> Waiting:
    names = speech.listing(persons.get(desk.tx, number).name for number in view.reviewers)
    return Waiting(
        id=view.id,
        title=review_desk.title(view, speech),
        points=points_text(view.claim.requested, sign=True),
        waited=str(pending.age_text(desk, view, speech)),
        by=names,
    )


def _members(desk: Desk, branch: Org, speech: Language) -> Sequence[tuple[str, str, str, str]]:
    try:
        found = standing.overview(desk, branch, desk.today.year)
    except Refusal:
        return ()
    places = found.ranks()
    return [
        (
            str(places.get(one.person.code, "–")),
            one.person.name,
            points_text(one.average) if one.average is not None else "–",
            words.named(one.band.names, speech) if one.band is not None else "",
        )
        for one in found.members
    ]


def _ratings(desk: Desk, branch: Org, speech: Language) -> Sequence[tuple[str, str, str]]:
    rows = sorted(tables.rating_rows(desk, branch, None), key=lambda row: -int(row["year"]))
    states = outcome.STATES
    return [(str(row["year"]), speech.word(states[row["state"]]), "★" * int(row["star"] or 0) or "–") for row in rows]
