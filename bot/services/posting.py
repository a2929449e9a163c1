"""Posts that go out: taken once, put together, and written to the group and to people."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from bot.domain.calendar.rules import PostKind
from bot.domain.calendar.timetable import Post
from bot.i18n import Html
from bot.services import closing, notice, publicity, reminder, report, rule_changes, spot
from bot.services.desk import Desk
from bot.services.letters import GroupLetter, Keyboard, Lane, post
from bot.services.life import dues as dues_record
from storage import posts
from storage.chats import Chat
from storage.orgs import Org
from storage.persons import Person

ORDER = (
    PostKind.NOTICE,
    PostKind.YEAR_END,
    PostKind.HALF_YEAR,
    PostKind.QUARTER,
    PostKind.FLASH,
    PostKind.REMINDER,
    PostKind.DISPATCH,
    PostKind.GROUPS,
    PostKind.RESEARCH,
    PostKind.DUES,
)
"""What stands first in a message of several posts."""


class Due(NamedTuple):
    """A post that is to be written now."""

    post: Post
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """The posts of one chat that go out together.

    Attributes:
        desk: Where and as of when they are worded.
        chat: The group.
        branch: Whose it is.
        dues: In the order in which they stand in the message.
        over: Periods whose window is over, to be told along (2.3-4).
        spots: What is to be told along of spot checks.
        rules: Versions of the rulebook that the chat was not told of.
    """

    desk: Desk
    chat: Chat
    branch: Org
    dues: Sequence[Due]
    over: Sequence[notice.Conclusion] = ()
    spots: spot.News = spot.NO_NEWS
    rules: Sequence[rule_changes.NewRules] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message as it is posted: one or several posts.

    Attributes:
        dues: What it says.
        text: As HTML.
        keyboard: Its buttons.
        silent: Whether it makes no sound; only deadlines sound.
    """

    dues: Sequence[Due]
    text: Html
    keyboard: Keyboard = ()
    silent: bool = True


Compose = Callable[[Posting], Sequence[Message]]
"""Words the posts of a chat: handlers/compose.py."""


def take(
    desk: Desk,
    chat: Chat,
    branch: Org,
    planned: Post,
    state: str,
    *,
    by: Person | None = None,
    reason: str | None = None,
) -> bool:
    """Write that a post is posted, late, missed or skipped; answer False where somebody was faster.

    The unique key (kind, period, chat) decides, whoever looks and however often.
    """
    return posts.claim(
        desk.tx,
        kind=planned.kind.value,
        period=planned.period,
        chat_id=chat.id,
        branch_id=branch.id,
        planned_at=planned.at,
        state=state,
        now=desk.now,
        by=by.id if by is not None else None,
        reason=reason,
    )


def publish(
    desk: Desk, compose: Compose, chat: Chat, branch: Org, dues: Sequence[Due], *, as_of: datetime | None = None
) -> None:
    """Write posts that were taken: the group's message, and what goes to people privately.

    Args:
        desk: Where it is written.
        compose: Words the posts.
        chat: The group.
        branch: Whose it is.
        dues: The posts.
        as_of: The moment as of which they are worded, by default now.
    """
    seen = replace(desk, now=as_of) if as_of is not None else desk
    for due in dues:
        if due.post.kind is PostKind.NOTICE:
            notice.freeze(desk, branch, due.post.period, published=seen.today)
            spot.draw(desk, branch, due.post.period)
    spot.open_month(desk, branch)
    posting = posting_of(seen, chat, branch, dues)
    for message in compose(posting):
        first = message.dues[0].post
        letter = GroupLetter(
            chat=chat,
            text=message.text,
            keyboard=message.keyboard,
            lane=Lane.BROADCAST,
            key=f"notice:{chat.id}:{first.kind.value}:{first.period}",
            silent=message.silent,
        )
        post(desk, letter)
    spot.note_told(desk, chat, posting.spots)
    rule_changes.note_told(desk, chat, posting.rules)
    for one in posting.over:
        if one.objections.undecided:
            continue
        closing.close_ended(desk, branch.id, one.period)
        publicity.announce(desk, branch, one.period)
        posts.claim(
            desk.tx,
            kind=posts.CONCLUDED,
            period=one.period,
            chat_id=chat.id,
            branch_id=branch.id,
            planned_at=desk.now,
            state="posted",
            now=desk.now,
        )
    for due in posting.dues:
        if due.post.kind is PostKind.NOTICE:
            report.tell_office(desk, seen, branch, due.post.period)
        if due.post.kind is PostKind.DUES:
            dues_record.tell_people(desk, branch, due.post.period)
    reminders = [due.post for due in posting.dues if due.post.kind is PostKind.REMINDER]
    if reminders:
        reminder.tell_people(desk, seen, branch, reminders[0])


def posting_of(desk: Desk, chat: Chat, branch: Org, dues: Sequence[Due]) -> Posting:
    """Gather what goes out together: of each kind the newest, in their order, and what ended meanwhile."""
    newest: dict[PostKind, Due] = {}
    for due in sorted(dues, key=lambda due: due.post):
        newest[due.post.kind] = due
    ordered = [newest[kind] for kind in ORDER if kind in newest]
    return Posting(
        desk=desk,
        chat=chat,
        branch=branch,
        dues=ordered,
        over=notice.over(desk, chat, branch),
        spots=spot.news(desk, chat, branch),
        rules=rule_changes.news(desk, chat, branch),
    )
