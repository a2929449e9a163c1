"""Menus: the commands that Telegram's apps offer, per scope and language, and what the bot says of itself."""

from hashlib import sha256
from typing import Any

import orjson

from bot.i18n import N_, Language
from bot.services.desk import Desk
from bot.services.letters import Lane, call
from storage import letters, settled

ABOUT = N_(
    "I keep the points of a party branch: members claim with a message and a photo, the secretary approves with a tap, "
    "boards and monthly notices come by themselves. Everybody can check every entry. Press Start."
)
ABOUT_SHORT = N_("Points of a party branch: claim, approve, publish – every entry can be checked.")
SCOPES = {
    "all_private_chats": ("member", "staff"),
    "all_group_chats": ("member",),
    "all_chat_administrators": ("member", "staff", "none"),
}
"""Scope to the menus whose commands it shows, in this order."""


def announce(desk: Desk) -> None:
    """Set the menus, once per version of them.

    Telegram knows languages by two letters, so both Chinese scripts are `zh`: it gets Traditional where that is the
    installation's language, else Simplified. Who chose another by /lang gets a menu of their own.
    """
    chinese = "zh_Hant" if desk.house.locale == "zh_Hant" else "zh_Hans"
    for code, locale in (("", desk.house.locale), ("zh", chinese), ("en", "en")):
        speech = desk.speaks_code(locale)
        language = {"language_code": code} if code else {}
        for scope in SCOPES:
            body = {"commands": commands(speech, scope), "scope": {"type": scope}, **language}
            _once(desk, "setMyCommands", f"{scope}:{code}", body)
        about = {"description": speech.word(ABOUT), **language}
        _once(desk, "setMyDescription", f"about:{code}", about)
        short = {"short_description": speech.word(ABOUT_SHORT), **language}
        _once(desk, "setMyShortDescription", f"short:{code}", short)


def for_person(desk: Desk, telegram_id: int, speech: Language) -> None:
    """Give somebody the menu of the private chat in the language they chose."""
    body = {
        "commands": commands(speech, "all_private_chats"),
        "scope": {"type": "chat", "chat_id": telegram_id},
    }
    call(desk, method="setMyCommands", chat_id=telegram_id, body=body)


def commands(speech: Language, scope: str) -> list[dict[str, str]]:
    """Answer the commands of a scope as Telegram wants them."""
    from handlers import COMMANDS  # noqa: PLC0415 - the tables name the command that uses this

    return [
        {"command": command.name, "description": speech.word(command.help)}
        for menu in SCOPES[scope]
        for command in COMMANDS.values()
        if command.menu == menu and not (scope == "all_private_chats" and command.where == "group")
    ]


def _once(desk: Desk, method: str, name: str, body: dict[str, Any]) -> None:
    """Call a method if its parameters are others than last time; a server that lacks it is asked just once."""
    prefix = f"menu:{desk.house.bot_id}:{name}:"
    key = prefix + sha256(orjson.dumps(body)).hexdigest()
    if letters.state_of(desk.tx, key) is None:
        settled.drop_settled(desk.tx, prefix)
        call(desk, method=method, chat_id=0, body=body, lane=Lane.BROADCAST, key=key)
