"""Letters: everything that is said, written in the transaction of the change it tells of.

`GroupLetter` and `PrivateLetter` are two types: only the private one may carry what weighs on a person, and the type
checker keeps it so.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from html import unescape
from typing import Any, NamedTuple

import orjson

from bot import pictures
from bot.i18n import N_, Html, html
from bot.services.desk import Desk
from storage import letters, orgs, persons, slots
from storage.chats import Chat
from storage.orgs import Org

REHEARSAL = N_("🎭 Rehearsal")
MASK = "🎭"
PICTURES = frozenset({"photo", "video"})
"""What Telegram puts into one album; documents go into another."""
APP = "web_app"
"""Stands in the place of a button's data where its link is a Mini App."""
LONGEST_CAPTION = 1024
"""What Telegram takes below a picture; of a text alone it takes four times as much."""
_TAG = re.compile(r"<[^>]+>")


class Lane(IntEnum):
    """Who goes first: answers to people, then cards, then broadcasts."""

    ANSWER = 0
    CARD = 1
    BROADCAST = 2


class Key(NamedTuple):
    """An inline button: a label and either callback data (at most 64 bytes) or a link.

    With the data `APP` the link is a Mini App of ours, which Telegram opens in itself; in private chats only.
    """

    label: str
    data: str = ""
    url: str = ""


Keyboard = Sequence[Sequence[Key]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """A file of Telegram's that goes with a text: photo, document or video."""

    kind: str
    file_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file that is made when it is sent (bot/services/document.py): the outbox holds what it is, not its content.

    Attributes:
        what: A table of `export.COLUMNS`, `document.MY_DATA` or a certificate.
        facts: What its maker needs to know, as JSON can hold it.
    """

    what: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fallback:
    """Where to say 'please open our private chat' if a private letter cannot be delivered."""

    chat_id: int
    thread_id: int | None = None
    reply_to: int | None = None
    lang: str = ""
    payload: str = "hello"
    """What the link there asks for, once the chat is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLetter:
    """What everybody in a group may read.

    Attributes:
        thread_id: The forum topic; 0 is General, None leaves it to the group's own topic for posts.
        picture: Drawn when it is sent; the text is its caption. A text too long for that keeps a message of its own.
        beside: The picture is a message of its own in any case: one that may come and go while the text is rewritten.
    """

    chat: Chat
    text: Html
    keyboard: Keyboard = ()
    lane: Lane = Lane.ANSWER
    slot: str | None = None
    key: str | None = None
    reply_to: int | None = None
    thread_id: int | None = None
    silent: bool = True
    ask: bool = False
    picture: pictures.Facts | None = None
    beside: bool = False
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateLetter:
    """What one person may read, at their Telegram id.

    Attributes:
        about: The branch whose matter it is: what is said of a rehearsal shows that it is one.
        picture: As a group's.
        beside: Likewise.
    """

    to: int
    text: Html
    keyboard: Keyboard = ()
    lane: Lane = Lane.ANSWER
    slot: str | None = None
    key: str | None = None
    reply_to: int | None = None
    silent: bool = False
    media: Sequence[Media] = ()
    document: Document | None = None
    picture: pictures.Facts | None = None
    beside: bool = False
    fallback: Fallback | None = None
    about: Org | None = None
    due_at: datetime | None = None


def post(desk: Desk, letter: GroupLetter | PrivateLetter, *, fresh: bool = False) -> int | None:
    """Put a letter into the outbox; a newer one for the same slot replaces those that still wait.

    Args:
        desk: Where it is decided.
        letter: What is said, and to whom.
        fresh: Nothing was ever said in the letter's slot.

    Returns:
        The letter's number, or None where one with the same key was written before.
    """
    text = marked(desk, letter)
    beside = letter.picture is not None and (letter.beside or _length(text) > LONGEST_CAPTION)
    body: dict[str, Any] = {"text": text, "silent": letter.silent}
    if letter.keyboard:
        body["keys"] = [[[*key] for key in row] for row in letter.keyboard]
    if letter.reply_to:
        body["reply_to"] = letter.reply_to
    if letter.picture is not None and not beside:
        body["picture"] = pictures.packed(letter.picture)
    if isinstance(letter, GroupLetter):
        chat_id, facts = letter.chat.id, dict[str, Any]()
        body |= {"ask": True} if letter.ask else {}
        body |= _topic(letter)
    else:
        chat_id, facts = letter.to, _door(letter.fallback)
        body |= _enclosures(letter)
    if letter.slot is not None and not fresh:
        letters.supersede(desk.tx, letter.slot)
    key = letter.key or desk.next_key()
    number = letters.add(
        desk.tx,
        key=key,
        chat_id=chat_id,
        lane=int(letter.lane),
        method="message",
        body=orjson.dumps(body).decode(),
        now=desk.now,
        slot=letter.slot,
        due_at=letter.due_at,
        facts=facts or None,
        fresh=fresh,
    )
    if number is not None and isinstance(letter, PrivateLetter) and len(letter.media) > 1:
        _enclose(desk, letter, key)
    if number is not None and beside and letter.picture is not None:
        _put_beside(desk, letter, letter.picture, key, fresh=fresh)
    return number


def _topic(letter: GroupLetter) -> dict[str, Any]:
    thread = letter.chat.thread_id if letter.thread_id is None else letter.thread_id
    return {"thread": thread} if thread else {}


def _door(at: Fallback | None) -> dict[str, Any]:
    if at is None:
        return {}
    facts = {"chat": at.chat_id, "thread": at.thread_id, "reply_to": at.reply_to, "lang": at.lang}
    return {**facts, "payload": at.payload}


def _enclosures(letter: PrivateLetter) -> dict[str, Any]:
    """Write what goes in the same message as the text of a private letter: the first file, or one still to be made."""
    body: dict[str, Any] = {}
    if letter.media:
        body["media"] = [[media.kind, media.file_id] for media in letter.media[:1]]
    if letter.document is not None:
        body["document"] = {"what": letter.document.what, **letter.document.facts}
    return body


def _length(text: str) -> int:
    """Count a text as Telegram does: without tags, in units of UTF-16."""
    return len(unescape(_TAG.sub("", text)).encode("utf-16-le")) // 2


def _put_beside(
    desk: Desk, letter: GroupLetter | PrivateLetter, picture: pictures.Facts, key: str, *, fresh: bool
) -> None:
    """Send a picture after its text; where the text is rewritten in its place, so is the picture."""
    slot = f"picture:{letter.slot}" if letter.slot is not None else None
    if slot is not None and not fresh:
        letters.supersede(desk.tx, slot)
    body: dict[str, Any] = {"text": html(picture.caption), "silent": True, "picture": pictures.packed(picture)}
    if isinstance(letter, GroupLetter):
        body |= _topic(letter)
    letters.add(
        desk.tx,
        key=f"{key}:picture",
        chat_id=letter.chat.id if isinstance(letter, GroupLetter) else letter.to,
        lane=max(letter.lane, Lane.CARD),  # whoever waits for words goes first
        method="enclosure",
        body=orjson.dumps(body).decode(),
        now=desk.now,
        slot=slot,
        due_at=letter.due_at,
        fresh=fresh,
    )


def _enclose(desk: Desk, letter: PrivateLetter, key: str) -> None:
    """Send along what does not fit into one message: an album of pictures, an album of papers.

    Each is a letter of its own, made by one call, so that a kill repeats no more than that one (2.3-10).
    """
    if letter.slot is not None and slots.place_of(desk.tx, letter.slot) is not None:
        return  # an edit: what was enclosed was sent with the first
    seen = [media for media in letter.media[1:] if media.kind in PICTURES]
    for name, album in (("pictures", seen), ("papers", [media for media in letter.media[1:] if media not in seen])):
        slot = f"{name}:{letter.slot}" if letter.slot is not None else None
        if slot is not None:
            letters.supersede(desk.tx, slot)
        if album:
            body = {"media": [[media.kind, media.file_id] for media in album], "silent": True}
            letters.add(
                desk.tx,
                key=f"{key}:{name}",
                chat_id=letter.to,
                lane=letter.lane,
                method="enclosure",
                body=orjson.dumps(body).decode(),
                now=desk.now,
                slot=slot,
                due_at=letter.due_at,
            )


def marked(desk: Desk, letter: GroupLetter | PrivateLetter) -> Html:
    """Answer the text; whatever is said of a rehearsal shows that it is one."""
    if isinstance(letter, GroupLetter):
        about = orgs.get(desk.tx, letter.chat.org_id) if letter.chat.org_id is not None else None
    else:
        about = letter.about
    if about is None or not about.rehearsal or letter.text.startswith(MASK):
        return letter.text
    if isinstance(letter, GroupLetter):
        speech = desk.speaks_in(letter.chat)
    else:
        speech = desk.speaks(persons.by_telegram(desk.tx, letter.to))
    return Html(f"{speech.say(REHEARSAL)}\n{letter.text}")


def call(
    desk: Desk,
    *,
    method: str,
    chat_id: int,
    body: dict[str, Any],
    lane: Lane = Lane.CARD,
    key: str | None = None,
    feedback: str | None = None,
    facts: dict[str, Any] | None = None,
) -> None:
    """Ask for another call of Telegram's (delete a message, set the menus, look up rights).

    Args:
        desk: Where it is decided.
        method: The method's name, as Telegram spells it.
        chat_id: Whose pace it counts to.
        body: Its parameters.
        lane: Its lane.
        key: Makes a repeat harmless; by default each call is made.
        feedback: Who is told the result in a transaction of its own: a name in `handlers.feedback`.
        facts: What that one needs to know.
    """
    letters.add(
        desk.tx,
        key=key or desk.next_key(),
        chat_id=chat_id,
        lane=lane,
        method=method,
        body=orjson.dumps(body).decode(),
        now=desk.now,
        feedback=feedback,
        facts=facts,
    )
