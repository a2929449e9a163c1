"""The methods with which the bot says something."""

from typing import Any

from bot.simulator.errors import ApiError, bad_request, forbidden
from bot.simulator.files import StoredFile, media_json
from bot.simulator.keyboards import read_markup
from bot.simulator.markup import read_text, units
from bot.simulator.model import Chat, Json, Message, Topic
from bot.simulator.params import Params
from bot.simulator.records import Sent
from bot.simulator.world import World

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
GENERAL = 1
NEEDS = {
    "text": ("can_send_messages", "text messages"),
    "photo": ("can_send_photos", "photos"),
    "document": ("can_send_documents", "documents"),
}


def find_chat(world: World, params: Params) -> Chat:
    """Give the chat of a call.

    Raises:
        ApiError: 400, when it is missing or unknown.
    """
    if "chat_id" not in params:
        raise bad_request("chat_id is empty")
    given = params.text("chat_id")
    if given.startswith("@"):
        named = (
            chat for chat in world.chats.values() if chat.username and f"@{chat.username}".lower() == given.lower()
        )
        found = next(named, None)
    else:
        number = params.integer("chat_id")
        found = world.chats.get(number)
        if found is None and number in world.accounts and number != world.bot.id:
            found = world.private(world.accounts[number])
    if found is None:
        raise bad_request("chat not found")
    return found


def check_access(world: World, chat: Chat) -> None:
    """Refuse a chat the bot is not (or no longer) in.

    Raises:
        ApiError: 403, or 400 with ``migrate_to_chat_id``.
    """
    if chat.person is not None:
        if chat.person.deactivated:
            raise forbidden("user is deactivated")
        if chat.person.is_bot:
            raise forbidden("bot can't send messages to bots")
        if chat.person.blocked_bot:
            raise forbidden("bot was blocked by the user")
        if not chat.person.started:
            raise forbidden("bot can't initiate conversation with a user")
        return
    if chat.migrated_to is not None:
        text = "Bad Request: group chat was upgraded to a supergroup chat"
        raise ApiError(400, text, {"migrate_to_chat_id": chat.migrated_to})
    status = chat.standing(world.bot).status
    if status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.kind} chat")
    if status == "left":
        raise forbidden(f"bot is not a member of the {chat.kind} chat")


def check_right(world: World, chat: Chat, kind: str) -> None:
    """Refuse what the bot has no right to send.

    Raises:
        ApiError: 400 ``not enough rights to send … to the chat``.
    """
    standing = chat.standing(world.bot)
    if chat.kind == "channel":
        if not standing.may("can_post_messages"):
            raise bad_request("need administrator rights in the channel chat")
        return
    permission, words = NEEDS[kind]
    if standing.status == "restricted" and permission not in standing.permissions:
        raise bad_request(f"not enough rights to send {words} to the chat")


def find_topic(world: World, chat: Chat, params: Params) -> Topic | None:
    """Give the forum topic of a call; ``None`` for General and outside forums.

    Raises:
        ApiError: 400 for General's false id, an unknown topic, a closed one.
    """
    number = params.integer("message_thread_id")
    if not number:
        return None
    topic = chat.topics.get(number) if chat.is_forum and number != GENERAL else None
    if topic is None:
        raise bad_request("message thread not found")
    if topic.closed and not chat.standing(world.bot).may("can_manage_topics"):
        raise bad_request("TOPIC_CLOSED")
    return topic


def find_answered(chat: Chat, params: Params) -> Message | None:
    """Give the message a call replies to.

    Raises:
        ApiError: 400, when it is gone and the call does not allow that.
    """
    reply = params.structure("reply_parameters", "reply parameters") or {}
    number = int(reply.get("message_id", 0)) or params.integer("reply_to_message_id")
    if not number:
        return None
    message = chat.history.get(number)
    if message is None or message.deleted:
        if reply.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply"):
            return None
        raise bad_request("message to be replied not found")
    return message


def read_body(params: Params, name: str = "text") -> Json:
    """Give the ``text`` and ``entities`` of a call, parsed.

    Raises:
        ApiError: 400, when it is empty or cannot be parsed.
    """
    given = params.objects("entities")
    text, entities = read_text(params.text(name), params.text("parse_mode"), given)
    if not text:
        raise bad_request("message text is empty")
    return {"text": text, "entities": entities} if entities else {"text": text}


def read_caption(source: str, parse_mode: str, given: list[Json]) -> Json:
    """Give the caption fields, parsed and not too long.

    Raises:
        ApiError: 400, when it cannot be parsed or is over 1,024 characters.
    """
    caption, entities = read_text(source, parse_mode, given)
    if units(caption) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    if not caption:
        return {}
    return {"caption": caption, "caption_entities": entities} if entities else {"caption": caption}


def deliver(
    world: World, params: Params, chat: Chat, content: Json, *, kind: str, method: str, markup: Json | None
) -> Message:
    """Put a message of the bot into a chat, after all that can refuse it.

    Raises:
        ApiError: 400, 403 or 429 in Telegram's words.
    """
    check_access(world, chat)
    check_right(world, chat, kind)
    topic = find_topic(world, chat, params)
    answered = find_answered(chat, params)
    if units(content.get("text", "")) > LONGEST_TEXT:
        raise bad_request("message is too long")
    world.limits.take(chat.id, world.ticks())
    return place(world, params, chat, content, method=method, markup=markup, topic=topic, answered=answered)


def place(
    world: World,
    params: Params,
    chat: Chat,
    content: Json,
    *,
    method: str,
    markup: Json | None,
    topic: Topic | None,
    answered: Message | None,
) -> Message:
    """Post an accepted message of the bot and log it."""
    inline = {"reply_markup": markup} if markup and "inline_keyboard" in markup else {}
    channel = chat if chat.kind == "channel" else None
    sender = None if channel else world.bot
    silent = params.flag("disable_notification")
    message = world.post(
        chat, sender, content | inline, reply_to=answered, topic=topic, sender_chat=channel, silent=silent
    )
    message.by_bot = True
    if markup and "force_reply" in markup:
        message.force_reply = markup
    if markup and ("keyboard" in markup or "remove_keyboard" in markup):
        message.keyboard = markup
    log_sent(world, method, message, params)
    return message


def log_sent(world: World, method: str, message: Message, params: Params) -> None:
    """Remember what the bot got through."""
    world.sent_log.append(
        Sent(
            method=method,
            chat_id=message.chat.id,
            message_id=message.id,
            text=message.text,
            silent=message.silent,
            at=world.ticks(),
            params=dict(params.given),
        )
    )


def take_file(world: World, params: Params, value: Any, kind: str) -> StoredFile:
    """Give the file a call means: an upload, or one known by its id.

    Raises:
        ApiError: 400 or 413 in Telegram's words.
    """
    upload = params.attached(value)
    if upload is not None:
        world.files.check_upload(upload.content, kind)
        return world.files.add(upload.content, kind=kind, name=upload.name, mime=upload.mime)
    if value in (None, "") or not isinstance(value, str):
        raise bad_request(f"there is no {kind} in the request")
    stored = world.files.find(value)
    if stored.kind != kind:
        raise bad_request(f"can't use file of type {stored.kind.title()} as {kind.title()}")
    return stored


def send_message(world: World, params: Params) -> Json:
    """Serve ``sendMessage``."""
    content = read_body(params)
    markup = read_markup(params)
    chat = find_chat(world, params)
    return deliver(world, params, chat, content, kind="text", method="sendMessage", markup=markup).json


def send_photo(world: World, params: Params) -> Json:
    """Serve ``sendPhoto``."""
    return _send_media(world, params, "photo")


def send_document(world: World, params: Params) -> Json:
    """Serve ``sendDocument``."""
    return _send_media(world, params, "document")


def _send_media(world: World, params: Params, kind: str) -> Json:
    value = params.uploads.get(kind) or params.given.get(kind)
    stored = take_file(world, params, value, kind)
    caption = read_caption(params.text("caption"), params.text("parse_mode"), params.objects("caption_entities"))
    markup = read_markup(params)
    chat = find_chat(world, params)
    content = media_json(stored) | caption
    method = f"send{kind.title()}"
    return deliver(world, params, chat, content, kind=kind, method=method, markup=markup).json


def send_media_group(world: World, params: Params) -> list[Json]:
    """Serve ``sendMediaGroup``: 2 to 10 photos, or documents."""
    media = params.objects("media")
    if not 1 <= len(media) <= 10:
        raise bad_request("group send failed: too few or too many media")
    kinds = {str(item.get("type")) for item in media}
    if not kinds <= {"photo", "document"} or len(kinds) > 1:
        raise bad_request("group send failed: media types can't be mixed")
    kind = kinds.pop()
    contents = []
    for item in media:
        stored = take_file(world, params, item.get("media"), kind)
        given = item.get("caption_entities", [])
        caption = read_caption(str(item.get("caption", "")), str(item.get("parse_mode", "")), given)
        contents.append(media_json(stored) | caption)
    chat = find_chat(world, params)
    check_access(world, chat)
    check_right(world, chat, kind)
    topic, answered = find_topic(world, chat, params), find_answered(chat, params)
    world.limits.take(chat.id, world.ticks(), len(contents))
    album = {"media_group_id": world.next_album()} if len(contents) > 1 else {}
    sent = [
        place(
            world,
            params,
            chat,
            content | album,
            method="sendMediaGroup",
            markup=None,
            topic=topic,
            answered=answered,
        )
        for content in contents
    ]
    return [message.json for message in sent]


def send_chat_action(world: World, params: Params) -> bool:
    """Serve ``sendChatAction``."""
    chat = find_chat(world, params)
    check_access(world, chat)
    if not params.text("action"):
        raise bad_request("wrong parameter action in request")
    return True
