"""The chat: updates of any shape, buttons with any data, commands with any words, deep links with any payload."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from random import Random
from typing import Any

from handlers import BUTTONS, COMMANDS, PAYLOADS, TRIGGERS
from tests.fuzz import mangle
from tests.simulation.disk import a_place
from tests.simulation.history import History
from tests.simulation.invariants import check
from tests.simulation.town import Town

GROUP, PERSON = -1002000000001, 5000000002
CHAT = {"id": GROUP, "type": "supergroup", "title": "First Branch"}
WHO = {"id": PERSON, "is_bot": False, "first_name": "Wang", "language_code": "en"}
PHOTO = [{"file_id": "F", "file_unique_id": "U", "width": 1, "height": 1, "file_size": 10}]
MESSAGE: dict[str, Any] = {"message_id": 7, "date": 1_790_000_000, "chat": CHAT, "from": WHO}
MEMBER = {"user": WHO, "status": "administrator", "can_delete_messages": True}
UPDATES: tuple[dict[str, Any], ...] = (
    {"message": {**MESSAGE, "text": "/claim K701 x2 05-12 street cleaning"}},
    {"message": {**MESSAGE, "photo": PHOTO, "caption": "/claim K701", "media_group_id": "1"}},
    {"message": {**MESSAGE, "text": "/approve 1", "reply_to_message": {**MESSAGE, "photo": PHOTO}}},
    {"message": {**MESSAGE, "chat": {"id": PERSON, "type": "private", "first_name": "Wang"}, "text": "/start x"}},
    {"message": {**MESSAGE, "new_chat_members": [WHO]}},
    {"message": {**MESSAGE, "migrate_to_chat_id": -1003}},
    {"message": {**MESSAGE, "sender_chat": CHAT, "text": "/my"}},
    {"message": {**MESSAGE, "document": PHOTO[0] | {"mime_type": "x/y"}, "caption": "申报 K701"}},
    {"edited_message": {**MESSAGE, "text": "/claim K701", "edit_date": 1}},
    {"callback_query": {"id": "1", "from": WHO, "message": MESSAGE, "chat_instance": "1", "data": "c:1:a:0"}},
    {"callback_query": {"id": "1", "from": WHO, "chat_instance": "1", "data": "k:i:K701"}},
    {"my_chat_member": {"chat": CHAT, "from": WHO, "date": 1, "old_chat_member": MEMBER, "new_chat_member": MEMBER}},
    {"chat_member": {"chat": CHAT, "from": WHO, "date": 1, "old_chat_member": MEMBER, "new_chat_member": MEMBER}},
)
NAMES = ("Li", "Wang", "Zhao", "Sun", "Qian")
SEED, STEPS = 5, 60
MOST_DATA, MOST_TEXT = 64, 4096
"""Telegram's own limits."""


# ---- updates -----------------------------------------------------------------------------------------------------
def an_update(chance: Random) -> dict[str, Any]:
    """Answer an update as Telegram sends it, with parts of it replaced by anything, or gone."""
    found: dict[str, Any] = mangle.mangled(chance, chance.choice(UPDATES), times=3)
    return found


@contextmanager
def updates() -> Iterator[Callable[[Any], None]]:
    """Open the way of updates: whatever they are, the batch is committed, and afterwards everything works."""
    with a_place() as directory:
        town = Town(directory)
        number = 500_000_000

        def feed(update: dict[str, Any]) -> None:
            nonlocal number
            number += 1
            process = town.process
            job = process.job({**update, "update_id": number})
            assert process.writer.commit([job]), "the batch was not committed"
            assert job.done.done()
            assert process.writer.figures.down_since is None
            town.clock.move(1)

        yield feed
        town.begin()
        town.world.updates.clear()
        town.clock.move(3600)
        town.say("Li", "/bind B001")  # one of the updates may have said that the bot was thrown out
        before = town.rows("SELECT count(*) FROM claims")[0][0]
        town.photo("Wang", "/claim K701 after all that")
        while town.poll():
            pass
        assert town.rows("SELECT count(*) FROM claims")[0][0] == before + 1, "after all that no claim is filed"
        town.close()


# ---- what people with a changed client can say -------------------------------------------------------------------
@contextmanager
def _a_lived_in_town() -> Iterator[Town]:
    with a_place() as directory:
        history = History(SEED, directory)
        history.play(range(STEPS))
        yield history.town
        history.town.close()


def _heard(town: Town) -> None:
    """Let the bot hear what was said; nothing of it may be an error of ours."""
    while town.poll():
        pass
    town.deliver()
    town.blame()
    town.clock.move(1)


@contextmanager
def people() -> Iterator[Callable[[Any], None]]:
    """Open the chat to people: each case is who, where, and what they do there."""
    with _a_lived_in_town() as town:

        def feed(case: tuple[str, str, str]) -> None:
            name, where, said = case
            if where == "button":
                own = town.people[name].dm.from_bot or town.group.from_bot
                town.press_old(name, own[-1], said)
            elif where == "photo":
                town.photo(name, said)
            else:
                town.say(name, said, private=where == "private")
            _heard(town)

        yield feed
        town.settle()
        check(town)


@cache
def seen_data() -> tuple[str, ...]:
    """Answer the data of all buttons that a lived-in town ever showed."""
    with _a_lived_in_town() as town:
        rooms = [town.group, *(user.dm for user in town.people.values())]
        return tuple(
            sorted(
                {
                    key["callback_data"]
                    for room in rooms
                    for message in room.from_bot
                    for shown in (message.json, *message.history)
                    for row in (shown.get("reply_markup") or {}).get("inline_keyboard") or []
                    for key in row
                    if "callback_data" in key
                }
            )
        )


def a_press(chance: Random) -> tuple[str, str, str]:
    """Answer a press with data that no button has, or that another's button had."""
    if chance.random() < 0.6:
        parts = chance.choice(seen_data()).split(":")
        parts[chance.randrange(len(parts))] = mangle.word(chance)
        if chance.random() < 0.2:
            parts.append(mangle.word(chance))
    else:
        parts = [chance.choice(sorted(BUTTONS)), *(mangle.word(chance) for _ in range(chance.randint(0, 5)))]
    data = ":".join(parts).encode()[:MOST_DATA].decode(errors="ignore").replace("\0", "")
    return chance.choice(NAMES), "button", data or "c"


def a_saying(chance: Random) -> tuple[str, str, str]:
    """Answer a command with any words, or words that are an answer to nothing."""
    name = chance.choice((*(f"/{command}" for command in COMMANDS), *TRIGGERS, "/nosuch", ""))
    text = f"{name}{chance.choice((' ', ' ', '@', ''))}{mangle.words(chance)}".replace("\0", "").strip()
    where = chance.choice(("group", "private", "private", "photo"))
    most = 1024 if where == "photo" else MOST_TEXT
    return chance.choice(NAMES), where, text[:most].strip() or "."


def a_link(chance: Random) -> tuple[str, str, str]:
    """Answer a start by a deep link."""
    head = mangle.some(chance, (*PAYLOADS, *COMMANDS, "iv", "ci"))
    payload = "-".join([head, *(mangle.word(chance) for _ in range(chance.randint(0, 3)))])
    return chance.choice(NAMES), "private", f"/start {payload}".replace("\0", "")[:MOST_TEXT].strip()
