"""Telegram chats and what they are bound to."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, select, update

from storage.prepared import prepared
from storage.schema import activities, chats, claims, live_boards, meetings, slots, task_boards
from storage.transaction import Tx


class Chat(NamedTuple):
    """A group that the bot has seen."""

    id: int
    org_id: int | None
    kind: str
    title: str
    lang: str | None
    thread_id: int | None
    state: str
    bound_at: datetime | None
    rights: dict[str, Any] | None
    migrated_to: int | None


_COLUMNS = [chats.c[name] for name in Chat._fields]
_BY_ID = prepared(select(*_COLUMNS).where(chats.c.id == bindparam("id")), Chat)
_OF_ORG = prepared(
    select(*_COLUMNS).where(chats.c.org_id == bindparam("org_id"), chats.c.state == "bound").order_by(chats.c.bound_at),
    Chat,
)
_BOUND = prepared(select(*_COLUMNS).where(chats.c.state == "bound").order_by(chats.c.id), Chat)

_MOVE_CLAIMS, _MOVE_ACTIVITIES, _MOVE_LIVE, _MOVE_WORK, _MOVE_MEETINGS = (
    prepared(update(table).where(table.c.chat_id == bindparam("old")).values(chat_id=bindparam("new")))
    for table in (claims, activities, live_boards, task_boards, meetings)
)
_FORGET_PLACES = prepared(delete(slots).where(slots.c.chat_id == bindparam("old")))


def add(tx: Tx, chat_id: int, *, kind: str, title: str) -> None:
    """Remember a group that nobody has bound yet."""
    tx.memory.forget(("chat", chat_id))
    tx.add(chats, id=chat_id, kind=kind, title=title, state="new")


def get(tx: Tx, chat_id: int) -> Chat | None:
    """Answer a chat, or None for one that was never seen."""

    def read() -> Chat | None:
        row: Chat | None = tx.one(_BY_ID, id=chat_id)
        return row

    return tx.memory.recall(("chat", chat_id), read)


def of_org(tx: Tx, org_id: int) -> list[Chat]:
    """Answer the bound chats of an organisation, the oldest first."""
    return tx.memory.recall(("chats", org_id), lambda: list(tx.all(_OF_ORG, org_id=org_id)))


def bound(tx: Tx) -> list[Chat]:
    """Answer every bound chat."""
    return list(tx.all(_BOUND))


def change(tx: Tx, chat_id: int, **values: Any) -> None:
    """Write some columns of a chat."""
    before = get(tx, chat_id)
    orgs = {before.org_id if before is not None else None, values.get("org_id")}
    tx.memory.forget(("chat", chat_id), *(("chats", org_id) for org_id in orgs))
    tx.run(update(chats).where(chats.c.id == chat_id).values(**values))


def move_claims(tx: Tx, old: int, new: int) -> None:
    """A group became a supergroup: the cards of its claims will be written anew in the new one."""
    tx.run(_MOVE_CLAIMS, old=old, new=new)
    tx.run(_MOVE_ACTIVITIES, old=old, new=new)
    tx.run(_MOVE_LIVE, old=old, new=new)
    tx.run(_MOVE_MEETINGS, old=old, new=new)
    tx.run(_MOVE_WORK, old=old, new=new)
    tx.run(_FORGET_PLACES, old=old)
