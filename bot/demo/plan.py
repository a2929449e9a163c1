"""What the timetable has before it: the posts that the visitor's clock can be moved to."""

from datetime import datetime

from bot.services import plan
from bot.services.desk import Desk
from bot.services.plan import Planned
from storage import posts


def planned(desk: Desk, start: datetime, end: datetime) -> list[Planned]:
    """List the posts of all groups after `start` and up to `end`, in order of time.

    A group owes nothing from before it was bound (2.3-10); what was sent early or skipped does not come again.
    """
    return [
        ahead
        for ahead in plan.calendar(desk, start, end)
        if ahead.at > start
        and ahead.chat.bound_at is not None
        and ahead.post.at >= ahead.chat.bound_at
        and posts.get(desk.tx, ahead.post.kind, ahead.post.period, ahead.chat.id) is None
    ]
