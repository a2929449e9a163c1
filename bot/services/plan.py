"""The plan: which posts of which chat are due when, in the calendar of their branch; nothing is written here."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import NamedTuple

from bot.domain.calendar.rules import PostKind, hold_until
from bot.domain.calendar.timetable import Post, posts_between
from bot.services import settings
from bot.services.desk import Desk
from storage import chats, orgs, posts
from storage.chats import Chat
from storage.orgs import Org

LOOK_BACK = timedelta(days=100)
"""How long a post that nobody wrote is remembered as owed: long enough for a machine that was off over the summer."""
LOOK_AHEAD = timedelta(days=45)


class Planned(NamedTuple):
    """A post of a chat in the calendar.

    Attributes:
        chat: The group.
        branch: Whose it is.
        post: Kind, period and the moment for which it is planned.
        at: When it will be posted: the planned moment, or the end of the quiet hours in which that lies.
    """

    chat: Chat
    branch: Org
    post: Post
    at: datetime


def served(desk: Desk) -> Iterator[tuple[Chat, Org]]:
    """Answer the chats that have a timetable: bound to a branch that is active and keeps points."""
    for chat in chats.bound(desk.tx):
        if chat.org_id is not None:
            org = orgs.get(desk.tx, chat.org_id)
            if org.scheme_code is not None and org.state == "active":
                yield chat, org


def around(desk: Desk, branch: Org) -> list[tuple[datetime, Post]]:
    """Answer the posts around today, each with the moment at which it is due; branches of one rhythm share it."""
    today = desk.today

    def compute() -> list[tuple[datetime, Post]]:
        start = datetime.combine(today - LOOK_BACK - timedelta(days=1), time(), desk.house.zone)
        end = datetime.combine(today + LOOK_AHEAD + timedelta(days=1), time(), desk.house.zone)
        return between(desk, branch, start, end)

    return desk.tx.memory.recall(("plan", today, *settings.rhythm(branch)), compute)


def between(desk: Desk, branch: Org, start: datetime, end: datetime) -> list[tuple[datetime, Post]]:
    """Answer the posts planned from one instant to another, each with the moment at which it is due."""
    rules, quiet = settings.timetable_rules(branch), settings.quiet_hours(desk, branch)
    planned = posts_between(rules, start, end, desk.calendar(), desk.house.zone)
    return sorted((hold_until(one.at, quiet, desk.house.zone), one) for one in planned)


def held_at(desk: Desk, branch: Org, planned: Post) -> datetime:
    """Answer when a post is due: its planned moment, or the end of the quiet hours in which that lies."""
    return hold_until(planned.at, settings.quiet_hours(desk, branch), desk.house.zone)


def calendar(desk: Desk, start: datetime, end: datetime, *, branch_code: str | None = None) -> list[Planned]:
    """Answer every post that is due from one instant to another, both included, in order of time.

    Args:
        desk: Where it is asked.
        start: Aware instant.
        end: Aware instant.
        branch_code: Of one branch only.
    """
    found = [
        Planned(chat, branch, planned, held)
        for chat, branch in served(desk)
        if branch_code is None or branch.code == branch_code
        for held, planned in between(desk, branch, start - timedelta(days=1), end)
        if start <= held <= end
    ]
    return sorted(found, key=lambda planned: (planned.at, planned.branch.code, planned.chat.id, planned.post))


def upcoming(desk: Desk, chat: Chat, branch: Org, *, most: int = 4) -> list[Planned]:
    """Answer a chat's next posts, and before them those of the last days that were missed or skipped."""
    rows = posts.since(desk.tx, chat.id, desk.now - LOOK_BACK)
    fate = {(row.kind, row.period): row.state for row in rows}
    found: list[Planned] = []
    ahead = 0
    for held, planned in around(desk, branch):
        state = fate.get((planned.kind.value, planned.period))
        bound = chat.bound_at is not None and planned.at >= chat.bound_at
        grace = settings.timetable_rules(branch).grace[planned.kind]
        again = state in {"missed", "skipped"} and (planned.kind is PostKind.NOTICE or held + grace > desk.now)
        if (again and held <= desk.now) or (state is None and bound and held > desk.now and ahead < most):
            ahead += held > desk.now
            found.append(Planned(chat, branch, planned, held))
    return found


def find(desk: Desk, chat: Chat, branch: Org, kind: str, period: str) -> Planned | None:
    """Answer a post of a chat's plan by its kind and period."""
    return next(
        (
            Planned(chat, branch, planned, held)
            for held, planned in around(desk, branch)
            if planned.kind.value == kind and planned.period == period
        ),
        None,
    )
