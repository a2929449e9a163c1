"""The Bot API's methods: name → function. What is not here is answered 404, as an old server does."""

from collections.abc import Callable
from typing import Any

from bot.simulator import about, editing, sending
from bot.simulator.errors import bad_request
from bot.simulator.model import Json
from bot.simulator.params import Params
from bot.simulator.world import World

Method = Callable[[World, Params], Any]


def allowed_updates(params: Params) -> list[str] | None:
    """Give the ``allowed_updates`` of a call; ``None`` when it names none."""
    kinds = params.structure("allowed_updates", "allowed_updates")
    if kinds is None:
        return None
    if not isinstance(kinds, list):
        raise bad_request("can't parse allowed updates: expected an Array of String")
    return [str(kind) for kind in kinds]


def set_webhook(world: World, params: Params) -> bool:
    """Serve ``setWebhook``; plain HTTP is taken, as a self-hosted server does."""
    url, secret = params.text("url"), params.text("secret_token")
    if url and not url.startswith(("https://", "http://")):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if secret and not (len(secret) <= 256 and secret.replace("-", "").replace("_", "").isalnum() and secret.isascii()):
        raise bad_request("secret token contains unallowed characters")
    world.updates.allow(allowed_updates(params))
    if params.flag("drop_pending_updates"):
        world.updates.clear()
    world.updates.webhook_url = url
    world.updates.webhook_secret = secret
    world.updates.max_connections = max(1, min(100, params.integer("max_connections", 40)))
    world.updates.interrupt()
    world.signals.tell("updates")
    return True


def delete_webhook(world: World, params: Params) -> bool:
    """Serve ``deleteWebhook``."""
    if params.flag("drop_pending_updates"):
        world.updates.clear()
    world.updates.webhook_url = ""
    world.updates.interrupt()
    world.signals.tell("updates")
    return True


def get_webhook_info(world: World, _params: Params) -> Json:
    """Serve ``getWebhookInfo``."""
    queue = world.updates
    info: Json = {
        "url": queue.webhook_url,
        "has_custom_certificate": False,
        "pending_update_count": len(queue),
    }
    if queue.webhook_url:
        info |= {"max_connections": queue.max_connections, "ip_address": "127.0.0.1"}
    if queue.last_error:
        info |= {"last_error_date": world.now(), "last_error_message": queue.last_error}
    if queue.allowed is not None:
        info["allowed_updates"] = sorted(queue.allowed)
    return info


def _true(_world: World, _params: Params) -> bool:
    return True


METHODS: dict[str, Method] = {
    name.lower(): method
    for name, method in {
        "answerCallbackQuery": editing.answer_callback_query,
        "close": _true,
        "deleteMessage": editing.delete_message,
        "deleteMessages": editing.delete_messages,
        "deleteMyCommands": about.delete_my_commands,
        "deleteWebhook": delete_webhook,
        "editMessageCaption": editing.edit_message_caption,
        "editMessageMedia": editing.edit_message_media,
        "editMessageReplyMarkup": editing.edit_message_reply_markup,
        "editMessageText": editing.edit_message_text,
        "getChat": about.get_chat,
        "getChatAdministrators": about.get_chat_administrators,
        "getChatMember": about.get_chat_member,
        "getChatMemberCount": about.get_chat_member_count,
        "getFile": about.get_file,
        "getMe": about.get_me,
        "getMyCommands": about.get_my_commands,
        "getMyDescription": about.get_my_description,
        "getMyName": about.get_my_name,
        "getMyShortDescription": about.get_my_short_description,
        "getWebhookInfo": get_webhook_info,
        "leaveChat": about.leave_chat,
        "logOut": _true,
        "pinChatMessage": editing.pin_chat_message,
        "sendChatAction": sending.send_chat_action,
        "sendDocument": sending.send_document,
        "sendMediaGroup": sending.send_media_group,
        "sendMessage": sending.send_message,
        "sendPhoto": sending.send_photo,
        "setChatMenuButton": about.set_chat_menu_button,
        "setMessageReaction": editing.set_message_reaction,
        "setMyCommands": about.set_my_commands,
        "setMyDefaultAdministratorRights": about.set_my_default_administrator_rights,
        "setMyDescription": about.set_my_description,
        "setMyName": about.set_my_name,
        "setMyShortDescription": about.set_my_short_description,
        "setWebhook": set_webhook,
        "unpinAllChatMessages": editing.unpin_all_chat_messages,
        "unpinChatMessage": editing.unpin_chat_message,
    }.items()
}
"""Every method but ``getUpdates``, which waits and so lives in :mod:`bot.simulator.server`."""
