"""The simulated Telegram of one bot: who there is, what was said, what the bot is told.

Everything is in memory and deterministic: ids count up from the given starts, the clock is an argument. What a *person*
does goes through :mod:`bot.simulator.people`; what the *bot* does through :mod:`bot.simulator.methods`; both end here.
"""

import itertools
import time
from collections.abc import Callable, Iterable
from typing import Any

from bot.simulator.faults import Faults
from bot.simulator.files import FileStore
from bot.simulator.hearing import bot_hears
from bot.simulator.limits import Limits
from bot.simulator.markup import find_entities
from bot.simulator.model import ADMIN_RIGHTS, CHANNEL_RIGHTS, Account, Chat, Json, Kind, Member, Message, Topic
from bot.simulator.records import ManualClock, Press, Sent
from bot.simulator.signals import Signals
from bot.simulator.updates import UpdateQueue

TOKEN = "7000000001:AAsimulator-of-the-points-bot-0000000"  # noqa: S105 - opens nothing but the simulator itself
ANONYMOUS = Account(id=1087968824, first_name="Group", username="GroupAnonymousBot", is_bot=True)
TELEGRAM = Account(id=777000, first_name="Telegram")
QUERY_LIFETIME = 15.0
SERVICE = ["new_chat_members", "left_chat_member", "migrate_to_chat_id", "migrate_from_chat_id", "pinned_message"]


class World:
    """The state of the simulated Telegram and the few ways to change it."""

    def __init__(
        self,
        *,
        clock: Callable[[], float] | None = None,
        ticks: Callable[[], float] = time.monotonic,
        token: str = TOKEN,
        bot_name: str = "积分助手",
        bot_username: str = "jifen_demo_bot",
        privacy: bool = True,
        limits: Limits | None = None,
        first_user_id: int = 5_000_000_001,
        first_message_id: int = 1,
        first_update_id: int = 100_000_001,
    ) -> None:
        """Make an empty world.

        Args:
            clock: Gives Unix seconds; dates of messages come from it. ``None``: a :class:`ManualClock`.
            ticks: Gives monotonic seconds; limits are measured with it.
            token: The bot's token; its id is the number before the colon.
            bot_name: First name of the bot.
            bot_username: Its username.
            privacy: Privacy mode: in groups where it is no admin the bot hears only what is meant for it.
            limits: Sending limits; ``None``: Telegram's.
            first_user_id: Id of the first person made.
            first_message_id: Id of the first message in every chat.
            first_update_id: Id of the first update.
        """
        self.clock = clock or ManualClock()
        self.ticks = ticks
        self.token = token
        self.bot = Account(id=int(token.partition(":")[0]), first_name=bot_name, username=bot_username, is_bot=True)
        self.privacy = privacy
        self.limits = limits or Limits()
        self.faults = Faults()
        self.files = FileStore()
        self.signals = Signals()
        self.updates = UpdateQueue(clock=self.clock, next_id=first_update_id)
        self.accounts: dict[int, Account] = {self.bot.id: self.bot, ANONYMOUS.id: ANONYMOUS, TELEGRAM.id: TELEGRAM}
        self.chats: dict[int, Chat] = {}
        self.presses: dict[str, Press] = {}
        self.sent_log: list[Sent] = []
        self.commands: dict[tuple[str, int, int, str], list[Json]] = {}
        self.profile: dict[tuple[str, str], str] = {}
        self.default_rights: Json = {}
        self.in_flight = 0
        self.first_message_id = first_message_id
        self._user_ids = itertools.count(first_user_id)
        self._group_ids = itertools.count(4_000_000_001)
        self._supergroup_ids = itertools.count(1_002_000_000_001)
        self._private_messages = itertools.count(first_message_id)
        self._press_ids = itertools.count(4_000_000_000_000_001)
        self._albums = itertools.count(13_000_000_000_000_001)

    # --- accounts and chats ---

    def add_account(
        self,
        first_name: str,
        *,
        last_name: str = "",
        username: str = "",
        language_code: str | None = "zh-hans",
        is_bot: bool = False,
        user_id: int | None = None,
    ) -> Account:
        """Make a person (or another bot)."""
        account = Account(
            id=next(self._user_ids) if user_id is None else user_id,
            first_name=first_name,
            last_name=last_name,
            username=username,
            language_code=language_code,
            is_bot=is_bot,
        )
        self.accounts[account.id] = account
        self.signals.tell("cast", account=account)
        return account

    def add_chat(self, kind: Kind, title: str, *, username: str = "", is_forum: bool = False) -> Chat:
        """Make a group, supergroup or channel without members."""
        chat_id = -next(self._group_ids if kind == "group" else self._supergroup_ids)
        chat = Chat(id=chat_id, kind=kind, title=title, username=username, is_forum=is_forum)
        chat.next_message_id = self.first_message_id
        self.chats[chat.id] = chat
        return chat

    def private(self, account: Account) -> Chat:
        """Give the direct chat of a person with the bot."""
        if account.id not in self.chats:
            chat = Chat(id=account.id, kind="private", person=account)
            for side in (account, self.bot):
                chat.members[side.id] = Member(account=side)
            self.chats[account.id] = chat
        return self.chats[account.id]

    def now(self) -> int:
        """Give the world's time as messages carry it."""
        return int(self.clock())

    # --- messages ---

    def post(
        self,
        chat: Chat,
        sender: Account | None,
        content: Json,
        *,
        reply_to: Message | None = None,
        topic: Topic | None = None,
        sender_chat: Chat | None = None,
        silent: bool = False,
        update: str = "message",
    ) -> Message:
        """Put a message into a chat and tell the bot, if it hears it.

        Args:
            chat: Where.
            sender: Who; ``None`` in a channel.
            content: The fields that make it what it is (``text``, ``photo``, a service field, …).
            reply_to: The message it answers.
            topic: The forum topic; ``None`` is General.
            sender_chat: On whose behalf (anonymous admin, channel).
            silent: Sent without a sound.
            update: Kind of update that tells of it.
        """
        body: Json = {"message_id": self._message_id(chat)}
        if sender is not None:
            body["from"] = sender.json()
        if sender_chat is not None:
            body["sender_chat"] = sender_chat.json()
        body |= {"chat": chat.json(), "date": self.now()}
        body |= self._thread(chat, reply_to, topic)
        if reply_to is not None:
            body["reply_to_message"] = reply_to.quoted()
        body |= content
        message = Message(chat=chat, json=body, by_bot=sender is self.bot, silent=silent)
        chat.history[message.id] = message
        message.order = self.signals.tell(
            "message", chat=chat, message=message, account=sender, facts={"json": body}
        ).order
        if not message.by_bot and self.hears(message):
            self.update(update, body)
        return message

    def _message_id(self, chat: Chat) -> int:
        # Private chats and basic groups share one counter of the account, supergroups and channels have their own.
        if chat.kind in {"private", "group"}:
            return next(self._private_messages)
        number = chat.next_message_id
        chat.next_message_id += 1
        return number

    @staticmethod
    def _thread(chat: Chat, reply_to: Message | None, topic: Topic | None) -> Json:
        if topic is not None:
            return {"message_thread_id": topic.id, "is_topic_message": True}
        if reply_to is not None and chat.kind == "supergroup":
            # The bogus thread id of replies outside topics (platform.md section 8).
            return {"message_thread_id": reply_to.json.get("message_thread_id", reply_to.id)}
        return {}

    def change(self, message: Message, content: Json, *, by: Account) -> None:
        """Edit a message in place; ``content`` replaces the fields it names, ``None`` removes one."""
        message.history.append(dict(message.json))
        body = message.json | content
        message.json = {key: value for key, value in body.items() if value is not None}
        message.json["edit_date"] = self.now()
        message.order = self.signals.tell(
            "edit", chat=message.chat, message=message, account=by, facts={"json": message.json}
        ).order
        if by is not self.bot and self.hears(message):
            self.update("edited_channel_post" if message.chat.kind == "channel" else "edited_message", message.json)

    def remove(self, message: Message, *, by: Account | None) -> None:
        """Delete a message for everybody; bots are not told."""
        message.deleted = True
        self.signals.tell("delete", chat=message.chat, message=message, account=by)

    def hears(self, message: Message) -> bool:
        """Whether the bot is told of a message."""
        return bot_hears(message, self.bot, privacy=self.privacy)

    def update(self, kind: str, body: Json) -> int | None:
        """Queue an update for the bot."""
        update_id = self.updates.add(kind, dict(body))
        self.signals.tell("updates")
        return update_id

    def inject(self, update: Json) -> int:
        """Queue any JSON as an update."""
        update_id = self.updates.inject(update)
        self.signals.tell("updates")
        return update_id

    def text_content(self, text: str) -> Json:
        """Give the content of a plain text message, commands and links found."""
        entities = find_entities(text)
        return {"text": text, "entities": entities} if entities else {"text": text}

    def caption_content(self, caption: str) -> Json:
        """Give the caption fields of a media message."""
        if not caption:
            return {}
        entities = find_entities(caption)
        return {"caption": caption, "caption_entities": entities} if entities else {"caption": caption}

    def next_album(self) -> str:
        """Give a new ``media_group_id``."""
        return str(next(self._albums))

    # --- membership ---

    def set_member(self, chat: Chat, account: Account, *, by: Account, status: str, **changes: Any) -> None:
        """Change what an account is in a chat, and tell the bot as Telegram does.

        The bot's own changes come as ``my_chat_member``; those of others as ``chat_member``, if the bot is admin and
        asked for them.
        """
        old = chat.standing(account)
        rights = changes.pop("rights", None)
        if rights is None:
            rights = (*ADMIN_RIGHTS, *CHANNEL_RIGHTS) if status in {"administrator", "creator"} else ()
        new = Member(account=account, status=status, rights=frozenset(rights), **changes)
        chat.members[account.id] = new
        self.signals.tell("members", chat=chat, account=account)
        body = {"chat": chat.json(), "from": by.json(), "date": self.now()}
        body |= {"old_chat_member": old.json(chat.kind), "new_chat_member": new.json(chat.kind)}
        if account is self.bot:
            self.update("my_chat_member", body)
        elif chat.standing(self.bot).is_admin:
            self.update("chat_member", body)

    def admit(self, chat: Chat, accounts: Iterable[Account], *, by: Account) -> None:
        """Let accounts into a group, with the service message."""
        entering = list(accounts)
        for account in entering:
            self.set_member(chat, account, by=by, status="member")
        if chat.kind != "channel" and entering:
            members = [account.json() for account in entering]
            self.post(chat, by, {"new_chat_members": members, "new_chat_member": members[0]})

    def dismiss(self, chat: Chat, account: Account, *, by: Account) -> None:
        """Let an account leave (by itself) or throw it out, with the service message."""
        status = "left" if by is account else "kicked"
        if chat.kind != "channel":
            self.post(chat, by, {"left_chat_member": account.json()})
        self.set_member(chat, account, by=by, status=status)

    # --- buttons ---

    def press(self, account: Account, message: Message, button: Json) -> Press:
        """Press a callback button.

        Raises:
            LookupError: the button is none that asks the bot.
        """
        if "callback_data" not in button:
            raise LookupError(f"the button {button['text']!r} asks nothing of the bot")
        press = Press(
            id=str(next(self._press_ids)),
            account=account,
            message=message,
            data=str(button["callback_data"]),
            pressed=self.ticks(),
        )
        self.presses[press.id] = press
        shown = (
            message.json if not message.deleted else {"chat": message.chat.json(), "message_id": message.id, "date": 0}
        )
        body = {"id": press.id, "from": account.json(), "message": shown}
        self.update("callback_query", body | {"chat_instance": str(abs(message.chat.id) * 31), "data": press.data})
        return press

    def answer(self, press_id: str, answer: Json) -> bool:
        """Take the bot's answer to a press; ``False`` when it comes late, twice or for no press."""
        press = self.presses.get(press_id)
        if press is None or press.answer is not None or self.ticks() - press.pressed > QUERY_LIFETIME:
            return False
        press.answer = answer
        self.signals.tell("answer", chat=press.message.chat, message=press.message, account=press.account, facts=answer)
        return True
