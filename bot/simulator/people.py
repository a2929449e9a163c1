"""People: everything a person does in Telegram, in a line each.

``user.say(group, "/claim F1")``, ``user.photo(group, "/claim F1 …")``, ``user.press(group, "✅")``, ``user.start()``.
Acting is asynchronous so that a test reads the same whether the bot runs beside it or in another process; nothing here
waits for the bot – that is :meth:`bot.simulator.Simulator.settled` and :meth:`bot.simulator.rooms.Room.wait_for`.
"""

import itertools
import re
from collections.abc import Sequence

from bot.simulator.files import draw_png, media_json
from bot.simulator.model import Account, Json, Message, Topic
from bot.simulator.records import Press
from bot.simulator.rooms import Group, Room
from bot.simulator.world import World

_PICTURES = itertools.count(1)
_DEEP_LINK = re.compile(r"(?:https?://t\.me/|tg://resolve\?domain=)(?P<bot>\w+)[?&]start=(?P<payload>[\w-]{1,64})\Z")


def deep_link_payload(url: str, bot_username: str) -> str | None:
    """Give the start payload of a link to the bot's private chat; ``None`` for any other link."""
    match = _DEEP_LINK.match(url)
    return match["payload"] if match and match["bot"].lower() == bot_username.lower() else None


class User:
    """One person with Telegram in hand."""

    def __init__(self, world: World, account: Account) -> None:
        self.world = world
        self.account = account
        self.caption: dict[str, str] = {}
        """What the person is, by language (``zh_Hans``, ``zh_Hant``, ``en``), shown over the column of the page."""
        self.opens = "group"
        """The chat that the page opens first: ``group`` or ``private``."""

    def __repr__(self) -> str:
        return f"User({self.name!r}, {self.id})"

    @property
    def id(self) -> int:
        """The Telegram user id."""
        return self.account.id

    @property
    def name(self) -> str:
        """First and last name."""
        return self.account.name

    @property
    def dm(self) -> Room:
        """The private chat with the bot."""
        return Room(self.world, self.world.private(self.account))

    @property
    def presses(self) -> list[Press]:
        """Every press of a button, oldest first."""
        return [press for press in self.world.presses.values() if press.account is self.account]

    @property
    def toasts(self) -> list[str]:
        """What the answers to the presses said, oldest first; wordless answers are left out."""
        return [press.toast for press in self.presses if press.toast]

    # --- saying ---

    async def say(
        self, where: Room, text: str, *, reply_to: Message | None = None, topic: Topic | None = None
    ) -> Message:
        """Say something in a chat."""
        return self._post(where, self.world.text_content(text), reply_to=reply_to, topic=topic)

    async def tell(self, text: str, *, reply_to: Message | None = None) -> Message:
        """Say something to the bot in private."""
        return await self.say(self.dm, text, reply_to=reply_to)

    async def start(self, payload: str = "") -> Message:
        """Press Start in the private chat, with the payload of a deep link."""
        return await self.tell(f"/start {payload}".strip())

    async def reply(self, message: Message, text: str) -> Message:
        """Reply to a message."""
        return await self.say(Room(self.world, message.chat), text, reply_to=message)

    async def photo(
        self,
        where: Room,
        caption: str = "",
        content: bytes | None = None,
        *,
        reply_to: Message | None = None,
        topic: Topic | None = None,
    ) -> Message:
        """Send a photo; without ``content`` each is another picture."""
        stored = self.world.files.add(content or draw_png(next(_PICTURES)), kind="photo", mime="image/png")
        body = media_json(stored) | self.world.caption_content(caption)
        return self._post(where, body, reply_to=reply_to, topic=topic)

    async def album(
        self,
        where: Room,
        caption: str = "",
        contents: Sequence[bytes] | int = 3,
        *,
        reply_to: Message | None = None,
        topic: Topic | None = None,
    ) -> list[Message]:
        """Send an album of photos, the caption on the first; it reaches the bot as one update a photo."""
        pictures = [draw_png(next(_PICTURES)) for _ in range(contents)] if isinstance(contents, int) else contents
        group = {"media_group_id": self.world.next_album()}
        sent = []
        for number, content in enumerate(pictures):
            stored = self.world.files.add(content, kind="photo", mime="image/png")
            words = self.world.caption_content(caption) if number == 0 else {}
            sent.append(self._post(where, media_json(stored) | group | words, reply_to=reply_to, topic=topic))
        return sent

    async def document(
        self,
        where: Room,
        caption: str = "",
        content: bytes = b"%PDF-1.4 evidence",
        *,
        name: str = "evidence.pdf",
        mime: str = "application/pdf",
        size: int | None = None,
        reply_to: Message | None = None,
    ) -> Message:
        """Send a document; ``size`` pretends that it is as large as that."""
        stored = self.world.files.add(content, kind="document", name=name, mime=mime, size=size)
        return self._post(where, media_json(stored) | self.world.caption_content(caption), reply_to=reply_to)

    async def voice(self, where: Room) -> Message:
        """Send a voice message."""
        stored = self.world.files.add(b"OggS" + bytes(64), kind="voice", mime="audio/ogg")
        return self._post(where, media_json(stored))

    async def sticker(self, where: Room) -> Message:
        """Send a sticker."""
        return self._post(where, media_json(self.world.files.add(b"RIFF", kind="sticker", mime="image/webp")))

    async def contact(self, where: Room) -> Message:
        """Send one's own contact."""
        card: Json = {"phone_number": "+8613800000000", "first_name": self.account.first_name, "user_id": self.id}
        return self._post(where, {"contact": card})

    async def location(self, where: Room, latitude: float, longitude: float) -> Message:
        """Send a place."""
        return self._post(where, {"location": {"latitude": latitude, "longitude": longitude}})

    async def edit(self, message: Message, text: str) -> None:
        """Edit an own message (its caption, when it has a medium)."""
        content = self.world.text_content(text)
        if "text" not in message.json:
            content = {"caption": content["text"], "caption_entities": content.get("entities")}
        self.world.change(message, {"entities": None} | content, by=self.account)

    async def delete(self, message: Message) -> None:
        """Delete a message for everybody."""
        self.world.remove(message, by=self.account)

    def _post(
        self, where: Room, content: Json, *, reply_to: Message | None = None, topic: Topic | None = None
    ) -> Message:
        if where.chat.kind == "private":
            self._open_private()
        elif not where.chat.standing(self.account).present:
            raise LookupError(f"{self.name} is not in {where.chat.title}")
        return self.world.post(where.chat, self.account, content, reply_to=reply_to, topic=topic)

    def _open_private(self) -> None:
        self.account.started = True
        if self.account.blocked_bot:
            self._unblock()

    # --- buttons ---

    async def press(self, target: Message | Room, label: str) -> Press:
        """Press the button whose label starts with ``label``, on a message or on the latest that has one.

        Raises:
            LookupError: there is no such button, or it asks nothing of the bot.
        """
        message = target.with_button(label) if isinstance(target, Room) else target
        button = message.button(label)
        if button is None:
            raise LookupError(f"no button {label!r} on {message.labels}")
        return self.world.press(self.account, message, button)

    async def follow(self, target: Message | Room, label: str) -> Message:
        """Follow a button that links to the private chat of the bot: presses Start there with its payload.

        Raises:
            LookupError: there is no such button, or it leads elsewhere.
        """
        message = target.with_button(label) if isinstance(target, Room) else target
        button = message.button(label) or {}
        payload = deep_link_payload(str(button.get("url", "")), self.world.bot.username)
        if payload is None:
            raise LookupError(f"no deep link {label!r} on {message.labels}")
        return await self.start(payload)

    async def answered(self, press: Press, seconds: float = 10.0) -> str:
        """Wait for the bot's answer to a press; gives its words.

        Raises:
            TimeoutError: none came.
        """
        if not await self.world.signals.until(lambda: press.answer is not None, seconds):
            raise TimeoutError(f"the press {press.data!r} of {self.name} was not answered")
        return press.toast or ""

    # --- coming and going ---

    async def join(self, group: Group) -> None:
        """Enter a group by its link."""
        self.world.admit(group.chat, [self.account], by=self.account)

    async def leave(self, group: Group) -> None:
        """Leave a group."""
        self.world.dismiss(group.chat, self.account, by=self.account)

    async def add_bot(self, group: Group) -> None:
        """Add the bot to a group."""
        group.add_bot(by=self.account)

    async def block_bot(self) -> None:
        """Block the bot: it cannot write here any more, and is told so."""
        chat = self.world.private(self.account)
        self.account.blocked_bot = True
        self.world.set_member(chat, self.world.bot, by=self.account, status="kicked")

    async def unblock_bot(self) -> None:
        """Let the bot write again."""
        self._unblock()

    def _unblock(self) -> None:
        chat = self.world.private(self.account)
        self.account.blocked_bot = False
        self.world.set_member(chat, self.world.bot, by=self.account, status="member")
