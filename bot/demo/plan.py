"""What the timetable has before it: the posts that the visitor's clock can be moved to."""

from datetime import datetime

from bot.domain.calendar.rules import hold_until
from bot.domain.calendar.timetable import Post, posts_between
from bot.services import settings
from bot.services.desk import Desk
from storage import chats, orgs, posts


def planned(desk: Desk, start: datetime, end: datetime) -> list[Post]:
    """List the posts of all bound groups after `start` and up to `end`, in order of time.

    A group owes nothing from before it was bound; what was sent early or skipped does not come again; what falls into
    quiet hours comes at their end.
    """
    found: set[Post] = set()
    for chat in chats.bound(desk.tx):
        if chat.org_id is None:
            continue
        branch = orgs.get(desk.tx, chat.org_id)
        quiet = settings.quiet_hours(desk, branch)
        since = max(start, chat.bound_at) if chat.bound_at else start
        for post in posts_between(settings.timetable_rules(branch), since, end, desk.calendar(), desk.house.zone):
            at = hold_until(post.at, quiet, desk.house.zone)
            if start < at <= end and posts.get(desk.tx, post.kind, post.period, chat.id) is None:
                found.add(Post(at=at, kind=post.kind, period=post.period))
    return sorted(found)
