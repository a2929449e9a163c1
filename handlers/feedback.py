"""Feedback: what is decided when the fate of a letter is known, in a transaction of its own."""

from collections.abc import Callable
from typing import Any

from bot.services import chat as chats_service
from bot.services.desk import Desk
from bot.services.letters import GroupLetter, Key, post
from handlers.call import OPEN, OPEN_PRIVATE
from handlers.welcome import rights_of, show
from storage import chats
from storage.letters import Letter


def rights_came(desk: Desk, letter: Letter, result: Any) -> None:
    """Telegram told what the bot may do in a group."""
    chat = chats.get(desk.tx, letter.chat_id)
    if chat is not None and isinstance(result, dict):
        chats_service.note_rights(desk, chat, rights_of(result))
        show(desk, chats_service.fresh(desk, chat))


FEEDBACK: dict[str, Callable[[Desk, Letter, Any], None]] = {"rights": rights_came}
"""Name of a feedback to what it does with the result of a call."""


def refused(desk: Desk, letter: Letter, why: str) -> None:
    """Nothing reaches this address: a person is asked in the group to open the private chat; a group is suspended."""
    if letter.chat_id > 0:
        chats_service.unreached(desk, letter.chat_id)
        facts = letter.facts or {}
        chat = chats.get(desk.tx, facts.get("chat", 0)) if facts else None
        if chat is not None:
            speech = desk.speaks_code(facts.get("lang") or desk.house.locale)
            post(
                desk,
                GroupLetter(
                    chat=chat,
                    text=speech.say(OPEN_PRIVATE),
                    keyboard=[[Key(label=speech.plain(OPEN), url=desk.house.link(facts.get("payload") or "hello"))]],
                    reply_to=facts.get("reply_to"),
                    thread_id=facts.get("thread"),
                    key=f"door:{letter.id}",
                ),
            )
        return
    chat = chats.get(desk.tx, letter.chat_id)
    if chat is None:
        return
    if "not enough rights" in why.lower() or "no rights" in why.lower():
        chats_service.muted(desk, chat)
    else:
        chats_service.suspend(desk, chat, why)
