"""The methods with which the bot changes or removes what was said, and answers presses."""

from bot.simulator.errors import NOT_MODIFIED, QUERY_TOO_OLD, ApiError, bad_request
from bot.simulator.files import media_json
from bot.simulator.keyboards import read_markup
from bot.simulator.markup import units
from bot.simulator.model import Chat, Json, Message
from bot.simulator.params import Params
from bot.simulator.sending import (
    LONGEST_TEXT,
    check_access,
    find_chat,
    log_sent,
    read_body,
    read_caption,
    take_file,
)
from bot.simulator.world import World

DELETABLE_FOR = 48 * 3600
LONGEST_TOAST = 200
MEDIA = ("photo", "document", "voice", "sticker")
COMPARED = ("text", "entities", "caption", "caption_entities", "photo", "document", "reply_markup")


def _editable(world: World, params: Params) -> Message:
    chat = find_chat(world, params)
    check_access(world, chat)
    if "message_id" not in params:
        raise bad_request("message identifier is not specified")
    message = chat.history.get(params.integer("message_id"))
    if message is None or message.deleted:
        raise bad_request("message to edit not found")
    if not message.by_bot:
        raise bad_request("message can't be edited")
    return message


def _change(world: World, params: Params, message: Message, content: Json, method: str) -> Json:
    current = {key: message.json.get(key) for key in COMPARED}
    wanted = {key: content.get(key, message.json.get(key)) for key in COMPARED}
    if current == wanted:
        raise ApiError(400, NOT_MODIFIED)
    world.limits.take(message.chat.id, world.ticks())
    world.change(message, content, by=world.bot)
    log_sent(world, method, message, params)
    return message.json


def _keyboard(params: Params) -> Json:
    """Give the new keyboard; an edit without one removes it, as Telegram does."""
    markup = read_markup(params)
    if markup is not None and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return {"reply_markup": markup}


def edit_message_text(world: World, params: Params) -> Json:
    """Serve ``editMessageText``."""
    content: Json = {"entities": None} | read_body(params) | _keyboard(params)
    message = _editable(world, params)
    if "text" not in message.json:
        raise bad_request("there is no text in the message to edit")
    if units(content["text"]) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return _change(world, params, message, content, "editMessageText")


def edit_message_caption(world: World, params: Params) -> Json:
    """Serve ``editMessageCaption``."""
    given = params.objects("caption_entities")
    caption = read_caption(params.text("caption"), params.text("parse_mode"), given)
    message = _editable(world, params)
    if not any(kind in message.json for kind in MEDIA):
        raise bad_request("there is no caption in the message to edit")
    content = {"caption": None, "caption_entities": None} | caption | _keyboard(params)
    return _change(world, params, message, content, "editMessageCaption")


def edit_message_reply_markup(world: World, params: Params) -> Json:
    """Serve ``editMessageReplyMarkup``."""
    return _change(world, params, _editable(world, params), _keyboard(params), "editMessageReplyMarkup")


def edit_message_media(world: World, params: Params) -> Json:
    """Serve ``editMessageMedia``."""
    media = params.structure("media", "media")
    if not isinstance(media, dict) or media.get("type") not in {"photo", "document"}:
        raise bad_request("can't parse InputMedia: type must be non-empty")
    stored = take_file(world, params, media.get("media"), str(media["type"]))
    given = media.get("caption_entities", [])
    caption = read_caption(str(media.get("caption", "")), str(media.get("parse_mode", "")), given)
    message = _editable(world, params)
    gone = dict.fromkeys((*MEDIA, "text", "entities", "caption", "caption_entities"))
    return _change(world, params, message, gone | media_json(stored) | caption | _keyboard(params), "editMessageMedia")


def _delete(world: World, chat: Chat, number: int) -> None:
    message = chat.history.get(number)
    if message is None or message.deleted:
        raise bad_request("message to delete not found")
    admin = chat.standing(world.bot).may("can_delete_messages")
    # In a private chat a bot may delete either side's messages; in a group others' need the right. Both for 48 hours,
    # a group's admin without end.
    allowed = message.by_bot or chat.kind == "private"
    young = world.now() - message.json["date"] < DELETABLE_FOR
    if not admin and not (allowed and young):
        raise bad_request("message can't be deleted for everyone")
    world.remove(message, by=world.bot)


def delete_message(world: World, params: Params) -> bool:
    """Serve ``deleteMessage``."""
    chat = find_chat(world, params)
    check_access(world, chat)
    _delete(world, chat, params.integer("message_id"))
    return True


def delete_messages(world: World, params: Params) -> bool:
    """Serve ``deleteMessages``: those that are not there are skipped."""
    chat = find_chat(world, params)
    check_access(world, chat)
    numbers = params.structure("message_ids", "message_ids")
    if not isinstance(numbers, list) or not 1 <= len(numbers) <= 100:
        raise bad_request("message identifiers are not specified")
    for number in numbers:
        if int(number) in chat.history and not chat.history[int(number)].deleted:
            _delete(world, chat, int(number))
    return True


def answer_callback_query(world: World, params: Params) -> bool:
    """Serve ``answerCallbackQuery``: once, and within seconds."""
    text = params.text("text")
    if units(text) > LONGEST_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    answer: Json = {"text": text, "show_alert": params.flag("show_alert")}
    if params.text("url"):
        answer["url"] = params.text("url")
    if not world.answer(params.text("callback_query_id"), answer):
        raise ApiError(400, QUERY_TOO_OLD)
    return True


def set_message_reaction(world: World, params: Params) -> bool:
    """Serve ``setMessageReaction``."""
    chat = find_chat(world, params)
    check_access(world, chat)
    message = chat.history.get(params.integer("message_id"))
    if message is None or message.deleted:
        raise bad_request("message to react not found")
    reactions = params.objects("reaction")
    if any(reaction.get("type") == "emoji" and not reaction.get("emoji") for reaction in reactions):
        raise bad_request("REACTION_INVALID")
    message.reactions = reactions
    world.signals.tell("edit", chat=chat, message=message, account=world.bot, facts={"reaction": True})
    return True


def pin_chat_message(world: World, params: Params) -> bool:
    """Serve ``pinChatMessage``."""
    chat = find_chat(world, params)
    check_access(world, chat)
    if chat.kind != "private" and not chat.standing(world.bot).may("can_pin_messages"):
        raise bad_request("not enough rights to manage pinned messages in the chat")
    message = chat.history.get(params.integer("message_id"))
    if message is None or message.deleted:
        raise bad_request("message to pin not found")
    chat.pinned.append(message.id)
    world.post(chat, world.bot, {"pinned_message": message.quoted()}, silent=params.flag("disable_notification"))
    return True


def unpin_chat_message(world: World, params: Params) -> bool:
    """Serve ``unpinChatMessage``: the one named, else the latest."""
    chat = find_chat(world, params)
    check_access(world, chat)
    number = params.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if number not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(number)
    return True


def unpin_all_chat_messages(world: World, params: Params) -> bool:
    """Serve ``unpinAllChatMessages``."""
    chat = find_chat(world, params)
    check_access(world, chat)
    chat.pinned.clear()
    return True
