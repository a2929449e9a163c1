"""The overview for who answers for several branches: queues and their age, reviewers, dates, standing, stars."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.points.period import month_key
from bot.i18n import Html, Language
from bot.services import claim_view, notice, pending, people, plan, publicity, reviewers
from bot.services.browser.noticeboard import AHEAD
from bot.services.desk import Desk
from bot.services.ratings import tables
from storage import cases, claim_lists, memberships, orgs, periods
from storage.orgs import Org
from storage.persons import Person

ROLES = frozenset({"secretary", "deputy_secretary"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A branch in a line.

    Attributes:
        code: Its code.
        name: Its name.
        members: How many it has.
        waiting: Claims in review.
        oldest: Since when the oldest of them waits at its level; empty where none does.
        cases: Cases of standing that are open.
        laid_open: The newest period that was laid open, and how that stands.
        coming: Its next date.
        stars: Its newest rating; empty for none.
        reviewers: How its reviewers decide this month.
    """

    code: str
    name: str
    members: int
    waiting: int
    oldest: str
    cases: int
    laid_open: str
    coming: str
    stars: str
    reviewers: Html


def branches_of(desk: Desk, person: Person) -> list[Org]:
    """Answer the branches that a person answers for, or stands above, by code."""
    return [
        branch
        for branch in orgs.branches(desk.tx)
        if branch.state == "active"
        and (people.roles_in(desk, person, branch) & ROLES or people.is_above(desk, person, branch))
    ]


def rows(desk: Desk, person: Person, speech: Language) -> Sequence[Row]:
    """Answer a line for each branch that a person answers for."""
    heads, stars = memberships.heads(desk.tx), _stars(desk)
    return [
        _row(desk, branch, heads.get(branch.id, 0), stars.get(branch.code, ""), speech)
        for branch in branches_of(desk, person)
    ]


def _row(desk: Desk, branch: Org, members: int, stars: str, speech: Language) -> Row:
    waiting = claim_lists.by_card(claim_lists.waiting(desk.tx, branch.id))
    oldest = min(waiting, key=lambda claim: claim.level_since or claim.filed_at or desk.now, default=None)
    coming = next(iter(plan.between(desk, branch, desk.now, desk.now + AHEAD)), None)
    return Row(
        code=branch.code,
        name=branch.name,
        members=members,
        waiting=len(waiting),
        oldest=str(pending.age_text(desk, claim_view.look(desk, oldest), speech)) if oldest is not None else "",
        cases=len(cases.open_of(desk.tx, branch.id)),
        laid_open=_laid_open(desk, branch, speech),
        coming=f"{speech.day(coming[0].date())} {notice.kind_name(coming[1].kind, speech)}" if coming else "",
        stars=stars,
        reviewers=reviewers.text(desk, branch, month_key(desk.today), speech),
    )


def _laid_open(desk: Desk, branch: Org, speech: Language) -> str:
    published = periods.published(desk.tx, branch.id)
    if not published:
        return ""
    row = publicity.of(desk, branch, published[-1].key)
    state = speech.word(publicity.STATES[row.state]) if row is not None else ""
    return f"{speech.period(published[-1].key)}: {state}"


def _stars(desk: Desk) -> dict[str, str]:
    """Answer each branch's newest confirmed rating, as stars."""
    found = {row["branch"]: row["star"] for row in tables.rating_rows(desk, None, None) if row["star"]}
    return {code: "★" * int(star) for code, star in found.items()}
