"""The methods that ask about chats and set how the bot presents itself."""

import re

from bot.simulator.errors import bad_request
from bot.simulator.model import Json
from bot.simulator.params import Params
from bot.simulator.sending import check_access, find_chat
from bot.simulator.world import World

MOST_COMMANDS = 100
SCOPES = {
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
    "chat",
    "chat_administrators",
    "chat_member",
}
PROFILE_LIMITS = {"name": 64, "description": 512, "short_description": 120}


def get_me(world: World, _params: Params) -> Json:
    """Serve ``getMe``."""
    return world.bot.json() | {
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_chat(world: World, params: Params) -> Json:
    """Serve ``getChat``."""
    chat = find_chat(world, params)
    if chat.person is None:
        check_access(world, chat)
    full = chat.json() | {"accent_color_id": 0, "max_reaction_count": 11}
    kinds = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    full["accepted_gift_types"] = dict.fromkeys(kinds, chat.kind == "private")
    if chat.pinned and not chat.history[chat.pinned[-1]].deleted:
        full["pinned_message"] = chat.history[chat.pinned[-1]].quoted()
    if chat.linked is not None:
        full["linked_chat_id"] = chat.linked.id
    return full


def get_chat_member(world: World, params: Params) -> Json:
    """Serve ``getChatMember``."""
    chat = find_chat(world, params)
    check_access(world, chat)
    number = params.integer("user_id")
    if number not in world.accounts:
        raise bad_request("invalid user_id specified")
    return chat.standing(world.accounts[number]).json(chat.kind)


def get_chat_administrators(world: World, params: Params) -> list[Json]:
    """Serve ``getChatAdministrators``: other bots are left out, as Telegram does."""
    chat = find_chat(world, params)
    check_access(world, chat)
    if chat.kind == "private":
        raise bad_request("there are no administrators in the private chat")
    admins = (member for member in chat.present() if member.is_admin)
    own = world.bot.id
    return [member.json(chat.kind) for member in admins if not member.account.is_bot or member.account.id == own]


def get_chat_member_count(world: World, params: Params) -> int:
    """Serve ``getChatMemberCount``."""
    chat = find_chat(world, params)
    check_access(world, chat)
    return sum(1 for _ in chat.present())


def leave_chat(world: World, params: Params) -> bool:
    """Serve ``leaveChat``."""
    chat = find_chat(world, params)
    check_access(world, chat)
    if chat.kind == "private":
        raise bad_request("chat member status can't be changed in private chats")
    world.dismiss(chat, world.bot, by=world.bot)
    return True


def get_file(world: World, params: Params) -> Json:
    """Serve ``getFile``."""
    return world.files.described(params.text("file_id"))


def _scope(world: World, params: Params) -> tuple[str, int, int, str]:
    scope = params.structure("scope", "BotCommandScope") or {"type": "default"}
    kind = scope.get("type") if isinstance(scope, dict) else None
    if kind not in SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    chat_id = 0
    if kind in {"chat", "chat_administrators", "chat_member"}:
        chat_id = find_chat(world, Params({"chat_id": scope.get("chat_id")})).id
    language = params.text("language_code")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    return str(kind), chat_id, int(scope.get("user_id", 0)), language


def set_my_commands(world: World, params: Params) -> bool:
    """Serve ``setMyCommands``."""
    commands = params.objects("commands")
    if len(commands) > MOST_COMMANDS:
        raise bad_request("too much commands")
    kept = []
    for command in commands:
        name = str(command.get("command", "")).removeprefix("/")
        description = str(command.get("description", "")).strip()
        if not re.fullmatch(r"[a-z0-9_]{1,32}", name):
            raise bad_request("BOT_COMMAND_INVALID")
        if not description:
            raise bad_request("command description must be non-empty")
        if len(description) > 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        kept.append({"command": name, "description": description})
    world.commands[_scope(world, params)] = kept
    world.signals.tell("commands")
    return True


def delete_my_commands(world: World, params: Params) -> bool:
    """Serve ``deleteMyCommands``."""
    world.commands.pop(_scope(world, params), None)
    world.signals.tell("commands")
    return True


def get_my_commands(world: World, params: Params) -> list[Json]:
    """Serve ``getMyCommands``."""
    return world.commands.get(_scope(world, params), [])


def _set_profile(world: World, params: Params, name: str) -> bool:
    text = params.text(name)
    if len(text) > PROFILE_LIMITS[name]:
        raise bad_request(f"{name.replace('_', ' ')} is too long")
    world.profile[name, params.text("language_code")] = text
    return True


def _get_profile(world: World, params: Params, name: str) -> Json:
    found = world.profile.get((name, params.text("language_code"))) or world.profile.get((name, ""), "")
    return {name: found or (world.bot.first_name if name == "name" else "")}


def set_my_name(world: World, params: Params) -> bool:
    """Serve ``setMyName``."""
    return _set_profile(world, params, "name")


def set_my_description(world: World, params: Params) -> bool:
    """Serve ``setMyDescription``."""
    return _set_profile(world, params, "description")


def set_my_short_description(world: World, params: Params) -> bool:
    """Serve ``setMyShortDescription``."""
    return _set_profile(world, params, "short_description")


def get_my_name(world: World, params: Params) -> Json:
    """Serve ``getMyName``."""
    return _get_profile(world, params, "name")


def get_my_description(world: World, params: Params) -> Json:
    """Serve ``getMyDescription``."""
    return _get_profile(world, params, "description")


def get_my_short_description(world: World, params: Params) -> Json:
    """Serve ``getMyShortDescription``."""
    return _get_profile(world, params, "short_description")


def set_my_default_administrator_rights(world: World, params: Params) -> bool:
    """Serve ``setMyDefaultAdministratorRights``."""
    world.default_rights = params.structure("rights", "ChatAdministratorRights") or {}
    return True


def set_chat_menu_button(world: World, params: Params) -> bool:
    """Serve ``setChatMenuButton``."""
    if "chat_id" in params:
        find_chat(world, params)
    button = params.structure("menu_button", "MenuButton") or {"type": "default"}
    if button.get("type") not in {"default", "commands", "web_app"}:
        raise bad_request("can't parse MenuButton: Unsupported type specified")
    return True
