"""Posts: what the timetable owed and what became of it, once per kind, period and chat."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from storage.prepared import prepared
from storage.schema import posts
from storage.transaction import Tx

CONCLUDED = "concluded"
"""Kind of the row that remembers in which chat the end of a month's publicity was told; no post of its own."""


YEAR_RESULT = "year_result"
"""Kind of the row that remembers in which chat a year's result was laid open, by hand."""


class PostRow(NamedTuple):
    """A post and its fate: posted, late, missed (too late), skipped (by a person)."""

    kind: str
    period: str
    chat_id: int
    branch_id: int
    planned_at: datetime
    state: str
    at: datetime


_COLUMNS = [posts.c[name] for name in PostRow._fields]
_NEW = {
    True: prepared(sqlite_insert(posts).on_conflict_do_nothing()),
    False: prepared(postgres_insert(posts).on_conflict_do_nothing()),
}
_OF_CHAT = prepared(select(*_COLUMNS).where(posts.c.chat_id == bindparam("chat_id")).order_by(posts.c.at), PostRow)
_ONE = prepared(
    select(*_COLUMNS).where(
        posts.c.kind == bindparam("kind"),
        posts.c.period == bindparam("period"),
        posts.c.chat_id == bindparam("chat_id"),
    ),
    PostRow,
)
_SINCE = prepared(
    select(*_COLUMNS).where(
        posts.c.chat_id == bindparam("chat_id"),
        posts.c.planned_at >= bindparam("since", type_=posts.c.planned_at.type),
    ),
    PostRow,
)
_OF_KIND = prepared(
    select(*_COLUMNS)
    .where(posts.c.kind == bindparam("kind"), posts.c.chat_id == bindparam("chat_id"))
    .order_by(posts.c.period),
    PostRow,
)
_RETAKE = prepared(
    update(posts)
    .where(
        posts.c.kind == bindparam("of_kind"),
        posts.c.period == bindparam("of_period"),
        posts.c.chat_id == bindparam("of_chat"),
        or_(posts.c.state == "missed", posts.c.state == "skipped"),
    )
    .values(state="late", at=bindparam("now", type_=posts.c.at.type), by_id=bindparam("by"))
)
_MOVE = prepared(update(posts).where(posts.c.chat_id == bindparam("old")).values(chat_id=bindparam("new")))


def claim(
    tx: Tx,
    *,
    kind: str,
    period: str,
    chat_id: int,
    branch_id: int,
    planned_at: datetime,
    state: str,
    now: datetime,
    by: int | None = None,
    reason: str | None = None,
) -> bool:
    """Take a post for this moment; False where it was taken before, so that nothing is posted twice."""
    return (
        tx.run(
            _NEW[tx.sqlite],
            kind=kind,
            period=period,
            chat_id=chat_id,
            branch_id=branch_id,
            planned_at=planned_at,
            state=state,
            at=now,
            by_id=by,
            reason=reason,
        )
        == 1
    )


def get(tx: Tx, kind: str, period: str, chat_id: int) -> PostRow | None:
    """Answer a post's fate, None while it is owed."""
    row: PostRow | None = tx.one(_ONE, kind=kind, period=period, chat_id=chat_id)
    return row


def of_chat(tx: Tx, chat_id: int) -> list[PostRow]:
    """Answer a chat's posts, oldest first."""
    return list(tx.all(_OF_CHAT, chat_id=chat_id))


def since(tx: Tx, chat_id: int, planned_at: datetime) -> list[PostRow]:
    """Answer what became of a chat's posts that were planned from an instant on."""
    return list(tx.all(_SINCE, chat_id=chat_id, since=planned_at))


def of_kind(tx: Tx, kind: str, chat_id: int) -> list[PostRow]:
    """Answer a chat's posts of one kind, by period."""
    return list(tx.all(_OF_KIND, kind=kind, chat_id=chat_id))


def retake(tx: Tx, *, kind: str, period: str, chat_id: int, now: datetime, by: int | None) -> bool:
    """Take a post that was missed or skipped after all; False where it is neither."""
    return tx.run(_RETAKE, of_kind=kind, of_period=period, of_chat=chat_id, now=now, by=by) == 1


def move_chat(tx: Tx, old: int, new: int) -> None:
    """A group became a supergroup: what was posted stays posted."""
    tx.run(_MOVE, old=old, new=new)
