"""Posts by hand: seen before, sent before their time or after they were missed, or left out; /notice and notices."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.domain.calendar.rules import PostKind
from bot.domain.refusals import month_runs, post_is_out
from bot.services import left_out, plan, settings
from bot.services.desk import Desk
from bot.services.plan import LOOK_BACK, Planned
from bot.services.posting import Compose, Due, Message, posting_of, publish, take
from storage import audit, posts
from storage.chats import Chat
from storage.orgs import Org
from storage.persons import Person


def preview(desk: Desk, compose: Compose, planned: Planned) -> Message:
    """Word a post as it will be, without writing anything."""
    seen = replace(desk, now=max(desk.now, planned.at))
    posting = posting_of(seen, planned.chat, planned.branch, [Due(planned.post, late=False)])
    return compose(posting)[0]


def send_now(desk: Desk, compose: Compose, person: Person, planned: Planned) -> None:
    """Post something before its time, or after it was missed or skipped. It is not posted again.

    Raises:
        Refusal: ``MONTH_RUNS`` for the notice of a month that is not over, ``POST_IS_OUT``.
    """
    planned_post = planned.post
    if planned_post.kind is PostKind.NOTICE and f"{desk.today:%Y-%m}" <= planned_post.period:
        raise month_runs(planned_post.period)
    chat, branch = planned.chat, planned.branch
    kind, period = planned_post.kind.value, planned_post.period
    late = posts.retake(desk.tx, kind=kind, period=period, chat_id=chat.id, now=desk.now, by=person.id)
    if not late and not take(desk, chat, branch, planned_post, "posted", by=person):
        raise post_is_out()
    _note(desk, person, planned, "post now")
    publish(desk, compose, chat, branch, [Due(planned_post, late)])


def skip(desk: Desk, person: Person, planned: Planned, reason: str) -> None:
    """Leave a post out, once; all secretaries are told privately.

    Raises:
        Refusal: ``POST_IS_OUT``.
    """
    if not take(desk, planned.chat, planned.branch, planned.post, "skipped", by=person, reason=reason):
        raise post_is_out()
    _note(desk, person, planned, "skip post", reason)
    left_out.tell_skipped(desk, person, planned, reason)


def _note(desk: Desk, person: Person, planned: Planned, action: str, reason: str | None = None) -> None:
    audit.add(
        desk.tx,
        now=desk.now,
        actor_id=person.id,
        action=action,
        what=f"post {planned.post.kind.value} {planned.post.period}",
        after=reason,
        chat_id=planned.chat.id,
    )


class Batch(NamedTuple):
    """The posts of one chat at one moment."""

    chat: Chat
    branch: Org
    dues: list[Due]


def due_at(desk: Desk, at: datetime) -> list[Batch]:
    """Answer what is posted at a moment, chat by chat: what is due then and was neither posted nor skipped before.

    Args:
        desk: Where it is asked; a post that is long past by its clock counts as late.
        at: Aware instant; what is due within the punctual minutes before it belongs to it.
    """
    found = []
    for chat, branch in plan.served(desk):
        rules = settings.timetable_rules(branch)
        done = {
            (row.kind, row.period) for row in posts.since(desk.tx, chat.id, at - LOOK_BACK) if row.state != "missed"
        }
        dues = [
            Due(planned, desk.now - held > rules.punctual)
            for held, planned in plan.between(desk, branch, at - timedelta(days=1), at)
            if at - rules.punctual < held <= at and (planned.kind.value, planned.period) not in done
        ]
        if dues:
            found.append(Batch(chat, branch, dues))
    return found


def word(desk: Desk, compose: Compose, batch: Batch, *, as_of: datetime) -> Sequence[Message]:
    """Word the posts of a moment, without writing anything."""
    return compose(posting_of(replace(desk, now=as_of), batch.chat, batch.branch, batch.dues))


def send(desk: Desk, compose: Compose, batch: Batch, *, as_of: datetime) -> None:
    """Take the posts of a moment and write them now; what somebody else took meanwhile is left out."""
    dues = [
        due
        for due in batch.dues
        if posts.retake(
            desk.tx, kind=due.post.kind.value, period=due.post.period, chat_id=batch.chat.id, now=desk.now, by=None
        )
        or take(desk, batch.chat, batch.branch, due.post, "late" if due.late else "posted")
    ]
    if dues:
        publish(desk, compose, batch.chat, batch.branch, dues, as_of=as_of)
