"""What the browser page is told: messages, chats, people, commands – flat, and free of Telegram's forms."""

from typing import Any

from bot.simulator.files import StoredFile
from bot.simulator.model import Account, Chat, Json, Message
from bot.simulator.world import World

SHOWN_MESSAGES = 150
SERVICES = (
    "new_chat_members",
    "left_chat_member",
    "pinned_message",
    "new_chat_title",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
    "forum_topic_created",
    "forum_topic_closed",
)


def message_view(world: World, message: Message) -> Json:
    """Give a message as the page draws it."""
    body = message.json
    sender = body.get("from", {})
    view: Json = {
        "id": message.id,
        "chat": message.chat.id,
        "order": message.order,
        "from": sender.get("id", 0) if "sender_chat" not in body else 0,
        "name": message.author_name,
        "bot": message.by_bot,
        "date": body["date"],
        "text": message.text,
        "entities": message.entities,
        "buttons": [[_button(button) for button in row] for row in _rows(body)],
        "edited": message.edited,
        "silent": message.silent,
        "album": body.get("media_group_id", ""),
        "asks": message.force_reply is not None,
        "reactions": [reaction.get("emoji", "★") for reaction in message.reactions],
        "media": _media(world, body),
        "service": _service(body),
        "keyboard": _reply_keyboard(message),
    }
    if "reply_to_message" in body:
        view["reply"] = _quoted(message.chat, body["reply_to_message"])
    if body.get("is_topic_message"):
        topic = message.chat.topics.get(body["message_thread_id"])
        view["topic"] = topic.name if topic else ""
    return view


def _rows(body: Json) -> list[list[Json]]:
    rows: list[list[Json]] = body.get("reply_markup", {}).get("inline_keyboard", [])
    return rows


def _button(button: Json) -> Json:
    kinds = {"callback_data": "callback", "url": "url", "web_app": "app"}
    kind = next((kind for name, kind in kinds.items() if name in button), "other")
    return {"text": button["text"], "kind": kind, "url": button.get("url", ""), "style": button.get("style", "")}


def _reply_keyboard(message: Message) -> list[list[str]] | None:
    if message.keyboard is None:
        return None
    rows = message.keyboard.get("keyboard", [])
    return [[key if isinstance(key, str) else str(key.get("text", "")) for key in row] for row in rows]


def _quoted(chat: Chat, quoted: Json) -> Json:
    current = chat.history.get(quoted["message_id"])
    sender = quoted.get("from", {})
    name = current.author_name if current else str(sender.get("first_name", ""))
    text = current.text if current else str(quoted.get("text", ""))
    return {"id": quoted["message_id"], "name": name, "text": text[:120], "photo": "photo" in quoted}


def _media(world: World, body: Json) -> Json | None:
    if "photo" in body:
        return _file(world.files.by_id[body["photo"][-1]["file_id"]])
    for kind in ("document", "voice", "sticker"):
        if kind in body:
            return _file(world.files.by_id[body[kind]["file_id"]])
    if "contact" in body:
        return {"kind": "contact", "name": body["contact"]["first_name"]}
    return None


def _file(stored: StoredFile) -> Json:
    known: Json = {"kind": stored.kind, "url": f"/page/file/{stored.file_id}", "name": stored.name, "size": stored.size}
    return known | {"width": stored.width, "height": stored.height}


def _service(body: Json) -> Json | None:
    for kind in SERVICES:
        if kind not in body:
            continue
        value: Any = body[kind]
        people = value if isinstance(value, list) else [value]
        names = [str(one.get("first_name", one.get("name", ""))) for one in people if isinstance(one, dict)]
        return {"kind": kind, "names": names, "text": value if isinstance(value, str) else ""}
    return None


def chat_view(world: World, chat: Chat) -> Json:
    """Give a chat with its latest messages."""
    shown = chat.shown()[-SHOWN_MESSAGES:]
    return {
        "id": chat.id,
        "kind": chat.kind,
        "title": chat.title,
        "members": sum(1 for _ in chat.present()),
        "messages": [message_view(world, message) for message in shown],
    }


def command_menu(world: World, chat: Chat, account: Account) -> list[Json]:
    """Give the commands Telegram offers somebody in a chat: the narrowest scope first, the own language first."""
    language = (account.language_code or "")[:2]
    if chat.kind == "private":
        scopes = [("chat", chat.id, 0), ("all_private_chats", 0, 0)]
    else:
        scopes = [("chat_member", chat.id, account.id)]
        admin = chat.standing(account).is_admin
        scopes += [("chat_administrators", chat.id, 0)] if admin else []
        scopes += [("chat", chat.id, 0)]
        scopes += [("all_chat_administrators", 0, 0)] if admin else []
        scopes += [("all_group_chats", 0, 0)]
    for kind, chat_id, user_id in [*scopes, ("default", 0, 0)]:
        for code in (language, ""):
            found = world.commands.get((kind, chat_id, user_id, code))
            if found:
                return found
    return []
