"""Topics: into which part of a forum the scheduled posts come."""

from bot.domain.refusals import group_only
from bot.services.desk import Desk
from storage import audit, chats
from storage.chats import Chat
from storage.persons import Person


def bind(desk: Desk, person: Person, chat: Chat | None, thread_id: int | None) -> None:
    """Bind a group's posts to a topic, None for General.

    Raises:
        Refusal: ``GROUP_ONLY``.
    """
    if chat is None:
        raise group_only("settings")
    chats.change(desk.tx, chat.id, thread_id=thread_id)
    audit.add(
        desk.tx,
        now=desk.now,
        actor_id=person.id,
        action="setting",
        what=f"chat {chat.id} topic",
        before=str(chat.thread_id or ""),
        after=str(thread_id or ""),
        chat_id=chat.id,
    )
