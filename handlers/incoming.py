"""Incoming: one update of Telegram's, unwrapped once. Everything behind this knows no JSON of Telegram's.

The update is read as it came over the wire; only what is used is looked at (building the library's objects for every
field costs more than handling the claim).
"""

from dataclasses import dataclass
from typing import Any

from bot.services.evidence import Piece

ANONYMOUS_ADMIN = 1087968824
CHANNEL_BOT = 136817688
LINKED_CHANNEL = 777000
FILES = ("photo", "document", "video", "animation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """A Telegram account."""

    id: int
    name: str
    lang: str | None
    is_bot: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """What arrived.

    Attributes:
        kind: message, edited, button, member (the bot's own rights changed), people (somebody else's standing
            changed) or other.
        update_id: Telegram's number of the update.
        chat_id, chat_kind, chat_title: Where; the kind is private, group, supergroup or channel.
        thread_id: The forum topic, None in General and outside forums (a reply elsewhere carries a false one).
        message_id: The message, or the one whose button was pressed.
        sender: Who, None for a channel.
        as_chat: The chat in whose name it was written, if any.
        text: Text or caption.
        pieces: Photos and documents.
        sizes: Their sizes in bytes.
        other: Name of a content that is neither text nor file (sticker, voice, …).
        media_group: The album.
        reply: The message it answers.
        callback_id, data: Of a button.
        offered: Whether the message has the button that was pressed, as far as Telegram shows its buttons.
        migrate_to, migrate_from: A group became a supergroup.
        standing: The new chat member object, for member and people.
        sent_at: Unix time at which it was written.
        location: Degrees north and east of a place that was sent.
    """

    kind: str
    update_id: int
    chat_id: int = 0
    chat_kind: str = ""
    chat_title: str = ""
    thread_id: int | None = None
    message_id: int | None = None
    sender: Sender | None = None
    as_chat: int | None = None
    text: str = ""
    pieces: tuple[Piece, ...] = ()
    sizes: tuple[int, ...] = ()
    other: str = ""
    media_group: str | None = None
    reply: "Incoming | None" = None
    callback_id: str = ""
    data: str = ""
    offered: bool = True
    migrate_to: int | None = None
    migrate_from: int | None = None
    standing: dict[str, Any] | None = None
    sent_at: int = 0
    location: tuple[float, float] | None = None
    forwarded: bool = False
    service: bool = False

    @property
    def private(self) -> bool:
        """Whether this is the private chat."""
        return self.chat_kind == "private"

    @property
    def anonymous(self) -> bool:
        """Whether an administrator wrote in the name of the group."""
        return (self.sender is not None and self.sender.id == ANONYMOUS_ADMIN) or self.as_chat == self.chat_id != 0

    @property
    def in_group(self) -> bool:
        """Whether this is a group."""
        return self.chat_kind in {"group", "supergroup"}


_OTHERS = frozenset(
    {"sticker", "voice", "audio", "video_note", "contact", "location", "venue", "poll", "dice", "game", "story"}
)
_SERVICE = frozenset({
    "new_chat_members", "left_chat_member", "new_chat_title", "new_chat_photo", "delete_chat_photo",
    "group_chat_created", "supergroup_chat_created", "channel_chat_created", "pinned_message",
    "message_auto_delete_timer_changed", "forum_topic_created", "forum_topic_closed", "forum_topic_reopened",
    "forum_topic_edited", "general_forum_topic_hidden", "general_forum_topic_unhidden", "video_chat_started",
    "video_chat_ended", "video_chat_scheduled", "video_chat_participants_invited", "boost_added",
    "write_access_allowed",
    "users_shared", "chat_shared", "chat_background_set", "proximity_alert_triggered",
})  # fmt: skip


def unwrap(update: dict[str, Any]) -> Incoming:
    """Unwrap an update. One of an unknown kind is `other`, and handled by doing nothing."""
    number = int(update["update_id"])
    if message := update.get("message"):
        return _message(number, message, kind="message")
    if press := update.get("callback_query"):
        return _press(number, press)
    if message := update.get("edited_message"):
        return _message(number, message, kind="edited")
    for name, kind in (("my_chat_member", "member"), ("chat_member", "people")):
        if change := update.get(name):
            return Incoming(
                kind=kind,
                update_id=number,
                sender=_sender(change.get("from")),
                standing=change.get("new_chat_member"),
                **_chat(change["chat"]),
            )
    return Incoming(kind="other", update_id=number)


def _chat(chat: dict[str, Any]) -> dict[str, Any]:
    return {"chat_id": chat["id"], "chat_kind": chat.get("type", ""), "chat_title": chat.get("title", "")}


def _sender(user: dict[str, Any] | None) -> Sender | None:
    if not user:
        return None
    name = " ".join(part for part in (user.get("first_name"), user.get("last_name")) if part)
    return Sender(id=user["id"], name=name, lang=user.get("language_code"), is_bot=bool(user.get("is_bot")))


def _message(number: int, message: dict[str, Any], *, kind: str, shallow: bool = False) -> Incoming:
    chat = message["chat"]
    pieces, sizes = _files(message)
    reply = message.get("reply_to_message")
    return Incoming(
        kind=kind,
        update_id=number,
        thread_id=message.get("message_thread_id") if message.get("is_topic_message") else None,
        message_id=message["message_id"],
        sender=_sender(message.get("from")),
        as_chat=(message.get("sender_chat") or {}).get("id"),
        text=message.get("text") or message.get("caption") or "",
        pieces=pieces,
        sizes=sizes,
        other=next((name for name in message if name in _OTHERS), ""),
        media_group=message.get("media_group_id"),
        reply=_message(number, reply, kind="message", shallow=True) if reply and not shallow else None,
        migrate_to=message.get("migrate_to_chat_id"),
        migrate_from=message.get("migrate_from_chat_id"),
        sent_at=int(message.get("date") or 0),
        location=_location(message.get("location")),
        forwarded="forward_origin" in message,
        service=not _SERVICE.isdisjoint(message),
        **_chat(chat),
    )


def _location(place: dict[str, Any] | None) -> tuple[float, float] | None:
    return (float(place["latitude"]), float(place["longitude"])) if place else None


def _files(message: dict[str, Any]) -> tuple[tuple[Piece, ...], tuple[int, ...]]:
    for name in FILES:
        found = message.get(name)
        if not found:
            continue
        file = found[-1] if name == "photo" else found
        piece = Piece(
            kind="document" if name == "animation" else name,
            file_id=file["file_id"],
            unique_id=file.get("file_unique_id"),
            chat_id=message["chat"]["id"],
            message_id=message["message_id"],
            media_group=message.get("media_group_id"),
        )
        return (piece,), (int(file.get("file_size") or 0),)
    return (), ()


def _press(number: int, press: dict[str, Any]) -> Incoming:
    message = press.get("message") or {}
    chat = message.get("chat") or {"id": press["from"]["id"], "type": "private"}
    pieces, _ = _files(message) if message.get("message_id") else ((), ())
    return Incoming(
        kind="button",
        update_id=number,
        pieces=pieces,
        message_id=message.get("message_id"),
        thread_id=message.get("message_thread_id") if message.get("is_topic_message") else None,
        sender=_sender(press["from"]),
        callback_id=press["id"],
        data=press.get("data") or "",
        offered="reply_markup" not in message or _has(message, press.get("data")),
        **_chat(chat),
    )


def is_offered(update: dict[str, Any]) -> bool:
    """Tell whether the message that a press comes with has the button that was pressed.

    A changed client sends whatever data it likes, and a screen that was late a button that is gone.
    """
    press = update.get("callback_query") or {}
    return _has(press.get("message") or {}, press.get("data"))


def _has(message: dict[str, Any], data: str | None) -> bool:
    rows = (message.get("reply_markup") or {}).get("inline_keyboard") or []
    return any(key.get("callback_data") == data for row in rows for key in row)


def concerned(update: dict[str, Any]) -> tuple[int, ...]:
    """Answer the ids of the chat and of the person that an update comes from, as far as it has them."""
    found = []
    for content in update.values():
        if isinstance(content, dict):
            at = content.get("chat") or (content.get("message") or {}).get("chat")
            found += [part["id"] for part in (at, content.get("from")) if isinstance(part, dict) and "id" in part]
    return tuple(number for number in found if isinstance(number, int) and abs(number) < 2**63)
