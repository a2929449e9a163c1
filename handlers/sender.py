"""Sender: the person behind a message, whether it comes from a person at all, and their language."""

from bot.domain.refusals import anonymous_admin, bot_sender, channel_sender
from bot.i18n import Language, from_telegram
from bot.services import waiting
from bot.services.desk import Desk
from bot.services.setup import person_of
from handlers.incoming import CHANNEL_BOT, LINKED_CHANNEL, Incoming
from storage import persons
from storage.chats import Chat
from storage.persons import Person


def person_behind(desk: Desk, incoming: Incoming) -> Person | None:
    """Answer who writes, None for a stranger; whoever writes in private can be reached there."""
    sender = incoming.sender
    if sender is None:
        return None
    person = persons.by_telegram(desk.tx, sender.id)
    if person is None and sender.id in desk.house.owners:
        return person_of(desk, sender.id, sender.name, sender.lang)
    if person is not None and incoming.private:
        waiting.reached(desk, person)
    return person


def speech_with(desk: Desk, incoming: Incoming, person: Person | None, chat: Chat | None) -> Language:
    """Answer the language to speak with who writes; a stranger in private is addressed as the own app is set."""
    if person is not None:
        return desk.speaks(person, chat)
    code = from_telegram(incoming.sender.lang) if incoming.sender and incoming.private else None
    return desk.speaks(None, chat) if code is None else desk.speaks_code(code)


def check_sender(incoming: Incoming, *, anonymous: bool) -> None:
    """Insist on a person, or on an anonymous administrator who asks what needs none.

    Raises:
        Refusal: ``ANONYMOUS_ADMIN``, ``CHANNEL_SENDER``, ``BOT_SENDER``.
    """
    sender = incoming.sender
    if incoming.anonymous:
        if anonymous:
            return
        raise anonymous_admin()
    if sender is None or incoming.as_chat is not None or sender.id in {CHANNEL_BOT, LINKED_CHANNEL}:
        raise channel_sender()
    if sender.is_bot:
        raise bot_sender()
