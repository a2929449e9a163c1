"""Lateness: what to do about posts that were missed while nobody was looking."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Literal

from bot.domain.calendar.rules import QuietHours, TimetableRules, hold_until
from bot.domain.calendar.timetable import Post

Lateness = Literal["on_time", "late", "skip"]


def lateness(at: datetime, now: datetime, grace: timedelta, punctual: timedelta) -> Lateness:
    """Tell what to do about a post planned for ``at``: send it, send it and say it is late, or skip it."""
    late_by = now - at
    if late_by > grace:
        return "skip"
    return "late" if late_by > punctual else "on_time"


def catch_up(
    planned: Sequence[datetime], sent: Collection[datetime], now: datetime, grace: timedelta
) -> tuple[list[datetime], list[datetime]]:
    """Choose which of the missed runs of one kind is still sent: only the newest, inside its grace.

    Args:
        planned: Aware instants.
        sent: Those already sent.
        now: Aware instant.
        grace: How late it may still be.

    Returns:
        What to send (one or none) and what to skip.

    Source: domain 3.36, 2.3-10.
    """
    due = sorted(at for at in planned if at <= now and at not in sent)
    if due and now - due[-1] <= grace:
        return [due[-1]], due[:-1]
    return [], due


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """Posts of a chat that are due: to send, with whether to say that they are late, and to skip."""

    send: tuple[tuple[Post, bool], ...]
    skip: tuple[Post, ...]


def owed(
    posts: Iterable[Post],
    *,
    done: Callable[[Post], bool],
    bound_at: datetime,
    now: datetime,
    rules: TimetableRules,
    quiet: QuietHours | None = None,
    zone: tzinfo = UTC,
) -> Owed:
    """Sort the due posts of a chat by what to do with them.

    Args:
        posts: Planned posts; those after ``now`` and those before the chat was bound are not owed.
        done: Tells whether a post (by kind and period) is in the outbox or was skipped before.
        bound_at: When the chat was bound.
        now: Aware instant.
        rules: The branch's timetable.
        quiet: Hours in which nothing is owed; what was planned in them is owed at their end.
        zone: Zone in which they are meant.

    Returns:
        Of each kind the newest, if it is inside its grace; the rest is to be skipped, and said to be. Posts of one
        kind that quiet hours held back to the same moment are sent together. No post is skipped because its grace
        ran out while quiet hours held it.

    Source: domain 2.3-10, 3.36; interface 2, ``QUIET_HOURS``.
    """
    if hold_until(now, quiet, zone) > now:
        return Owed(send=(), skip=())

    def held(at: datetime) -> datetime:
        return hold_until(at, quiet, zone)

    due = sorted(post for post in posts if bound_at <= post.at and held(post.at) <= now and not done(post))
    newest = {post.kind: held(post.at) for post in due}
    send: list[tuple[Post, bool]] = []
    skip: list[Post] = []
    for post in due:
        at, grace = held(post.at), rules.grace[post.kind]
        verdict = lateness(at, now, grace, rules.punctual)
        if verdict == "skip" and at + grace < held(at + grace) and now <= held(at + grace) + rules.punctual:
            verdict = "late"
        if verdict == "skip" or newest[post.kind] != at:
            skip.append(post)
        else:
            send.append((post, verdict == "late"))
    return Owed(send=tuple(send), skip=tuple(skip))
