"""What is owed and not yet written is written here; the unique key of a post decides 'once'."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.domain.calendar.late import owed
from bot.domain.calendar.rules import hold_until
from bot.domain.calendar.timetable import Post
from bot.services import closing, digest, left_out, plan, settings
from bot.services.ahead import Ahead, View
from bot.services.desk import Desk
from bot.services.housekeeping import tidy
from bot.services.plan import LOOK_AHEAD, LOOK_BACK
from bot.services.posting import Compose, Due, publish, take
from storage import chats, orgs, posts
from storage.chats import Chat
from storage.orgs import Org

TIDY_EVERY = timedelta(hours=1)
LONGEST_REST = timedelta(seconds=60)
"""A group bound, or a rhythm changed, since the last look is seen after this at the latest."""


def look(desk: Desk, compose: Compose) -> None:
    """Write all that is owed by now, in this very transaction: for one decision, not for thousands of chats."""
    view = survey(desk, Ahead())
    for branch_id, period in view.ended if view is not None else ():
        closing.close_ended(desk, branch_id, period)
    for chat_id in view.owed if view is not None else ():
        serve(desk, compose, chat_id)
    told: set[int] = set()
    for branch_id in view.waiting if view is not None else ():
        told |= digest.visit(desk, branch_id)
    for person_id in sorted(told):
        digest.send(desk, person_id)


def survey(desk: Desk, ahead: Ahead) -> View | None:
    """See to which chats something is owed, and keep the house in order on the way.

    Args:
        desk: Where and when one looks.
        ahead: What earlier looks learned.

    Returns:
        What this one learned, for `Ahead.learn` after the commit; None where nothing can be due yet.
    """
    now = desk.now
    known = ahead.known(now)
    if known is not None and now < known.next_at and now - known.looked_at < LONGEST_REST:
        return None
    tidied_at, closed_on = (known.tidied_at, known.closed_on) if known is not None else (None, None)
    if tidied_at is None or now - tidied_at >= TIDY_EVERY:
        tidy(desk)
        tidied_at = now
    ended: tuple[tuple[int, str], ...] = ()
    if closed_on != desk.today:
        ended, closed_on = tuple(closing.ended(desk)), desk.today
    waiting, digested_on, next_at = _digests(desk, known)
    due: list[int] = []
    made_of: dict[int, object] = {}
    settled: dict[int, datetime] = {}
    for chat, branch in plan.served(desk):
        made = (chat.bound_at, branch.id, *settings.rhythm(branch))
        made_of[chat.id] = made
        # What is planned for the very moment of the binding is owed already.
        since = max(now - LOOK_BACK, (chat.bound_at or now) - timedelta(microseconds=1))
        if known is not None and known.made_of.get(chat.id) == made:
            since = known.settled.get(chat.id, since)
        awake_at = hold_until(now, settings.quiet_hours(desk, branch), desk.house.zone)
        planned = plan.around(desk, branch)
        last = bisect_right(planned, now, key=_held_at)
        if awake_at > now:
            next_at, settled[chat.id] = min(next_at, awake_at), since
            continue
        if last < len(planned):
            next_at = min(next_at, planned[last][0])
        if bisect_right(planned, since, key=_held_at) < last:
            due.append(chat.id)
            settled[chat.id] = since
        else:
            settled[chat.id] = now
    return View(
        generation=ahead.generation,
        looked_at=now,
        next_at=next_at,
        owed=tuple(due),
        made_of=made_of,
        settled=settled,
        tidied_at=tidied_at,
        closed_on=closed_on,
        ended=ended,
        waiting=waiting,
        digested_on=digested_on,
    )


def _digests(desk: Desk, known: View | None) -> tuple[tuple[int, ...], date | None, datetime]:
    """Answer the branches whose people are to be told now, the day that is settled then, and when to look again."""
    done_on = known.digested_on if known is not None else None
    due_at = digest.time_of(desk, desk.today)
    if done_on == desk.today or due_at is None:
        return (), done_on, desk.now + LOOK_AHEAD
    if desk.now < due_at:
        return (), done_on, due_at
    return tuple(digest.branches(desk)), desk.today, desk.now + LOOK_AHEAD


def serve(desk: Desk, compose: Compose, chat_id: int) -> bool:
    """Write all that a chat is owed by now.

    Args:
        desk: Where it is written.
        compose: Words the posts.
        chat_id: A chat; one that is not bound any more is owed nothing.

    Returns:
        Whether all is written; False where quiet hours have just begun.
    """
    chat = chats.get(desk.tx, chat_id)
    if chat is None or chat.state != "bound" or chat.org_id is None:
        return True
    branch = orgs.get(desk.tx, chat.org_id)
    if hold_until(desk.now, settings.quiet_hours(desk, branch), desk.house.zone) > desk.now:
        return False
    planned = plan.around(desk, branch)
    due = planned[: bisect_right(planned, desk.now, key=_held_at)]
    if due:
        write_owed(desk, compose, chat, branch, [one for _, one in due])
    return True


def _held_at(planned: tuple[datetime, Post]) -> datetime:
    return planned[0]


def write_owed(desk: Desk, compose: Compose, chat: Chat, branch: Org, candidates: Sequence[Post]) -> None:
    """Take what is still owed of some posts, write it, and tell the secretary of what came too late."""
    rows = posts.since(desk.tx, chat.id, min(planned.at for planned in candidates))
    done = {(row.kind, row.period) for row in rows}
    found = owed(
        candidates,
        done=lambda planned: (planned.kind.value, planned.period) in done,
        bound_at=chat.bound_at or desk.now,
        now=desk.now,
        rules=settings.timetable_rules(branch),
        quiet=settings.quiet_hours(desk, branch),
        zone=desk.house.zone,
    )
    missed = [planned for planned in found.skip if take(desk, chat, branch, planned, "missed")]
    if missed:
        left_out.tell_missed(desk, chat, branch, missed)
    dues = [
        Due(planned, late)
        for planned, late in found.send
        if take(desk, chat, branch, planned, "late" if late else "posted")
    ]
    if dues:
        publish(desk, compose, chat, branch, dues)
