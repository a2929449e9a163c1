"""Chats as their people see them: what was said, and how a group, a forum, a channel is arranged."""

from collections.abc import Callable

from bot.simulator.model import ADMIN_RIGHTS, CHANNEL_RIGHTS, PERMISSIONS, Account, Chat, Json, Message, Topic
from bot.simulator.world import ANONYMOUS, TELEGRAM, World


class Room:
    """A chat: its messages in order, and waiting for one."""

    def __init__(self, world: World, chat: Chat) -> None:
        self.world = world
        self.chat = chat

    @property
    def id(self) -> int:
        """The chat id."""
        return self.chat.id

    @property
    def messages(self) -> list[Message]:
        """What is shown, oldest first; deleted messages are gone."""
        return self.chat.shown()

    @property
    def from_bot(self) -> list[Message]:
        """What the bot said here and is still shown."""
        return [message for message in self.messages if message.by_bot]

    @property
    def last(self) -> Message:
        """The latest message.

        Raises:
            LookupError: nothing was said yet.
        """
        if not self.messages:
            raise LookupError(f"nothing was said in {self.chat.title or self.id}")
        return self.messages[-1]

    @property
    def texts(self) -> list[str]:
        """Texts and captions, oldest first."""
        return [message.text for message in self.messages]

    def with_button(self, prefix: str) -> Message:
        """Give the latest message that has a button beginning with ``prefix``.

        Raises:
            LookupError: no message has one.
        """
        for message in sorted(self.messages, key=lambda message: message.order, reverse=True):
            if message.button(prefix):
                return message
        raise LookupError(f"no message in {self.chat.title or self.id} has a button {prefix!r}; said: {self.texts}")

    async def wait_for(self, fits: Callable[[Message], bool], seconds: float = 10.0) -> Message:
        """Wait until a message, new or edited, fits; gives the latest that does.

        Raises:
            TimeoutError: none did in time; the text tells what was said.
        """
        if await self.world.signals.until(lambda: any(map(fits, self.messages)), seconds):
            return next(message for message in reversed(self.messages) if fits(message))
        raise TimeoutError(f"no such message in {self.chat.title or self.id}; said: {self.texts}")


class Group(Room):
    """A group, supergroup, forum or channel, with the knobs of its owner."""

    @property
    def owner(self) -> Account:
        """Who made it."""
        return next(member.account for member in self.chat.members.values() if member.status == "creator")

    def promote(self, account: Account, *rights: str) -> None:
        """Make somebody (or the bot) an administrator; without ``rights`` with all of them."""
        held = rights or (*ADMIN_RIGHTS, *CHANNEL_RIGHTS)
        self.world.set_member(self.chat, account, by=self.owner, status="administrator", rights=held)

    def demote(self, account: Account) -> None:
        """Make an administrator a plain member again."""
        self.world.set_member(self.chat, account, by=self.owner, status="member")

    def restrict(self, account: Account, *taken: str) -> None:
        """Take permissions (all without ``taken``) from a member or the bot."""
        left = frozenset(PERMISSIONS) - frozenset(taken or PERMISSIONS)
        self.world.set_member(self.chat, account, by=self.owner, status="restricted", permissions=left)

    def add_bot(self, by: Account | None = None) -> None:
        """Add the bot to the group."""
        self.world.admit(self.chat, [self.world.bot], by=by or self.owner)

    def kick_bot(self) -> None:
        """Throw the bot out."""
        self.world.dismiss(self.chat, self.world.bot, by=self.owner)

    def open_topic(self, name: str) -> Topic:
        """Start a forum topic."""
        made = self.world.post(self.chat, self.owner, {"forum_topic_created": {"name": name, "icon_color": 7322096}})
        topic = Topic(id=made.id, name=name)
        made.json |= {"message_thread_id": topic.id, "is_topic_message": True}
        self.chat.topics[topic.id] = topic
        return topic

    def close_topic(self, topic: Topic) -> None:
        """Close a forum topic: only its administrators can write."""
        topic.closed = True
        self.world.post(self.chat, self.owner, {"forum_topic_closed": {}}, topic=topic)

    def say_anonymously(self, text: str, *, reply_to: Message | None = None) -> Message:
        """Say something as an anonymous administrator."""
        content = self.world.text_content(text)
        return self.world.post(self.chat, ANONYMOUS, content, sender_chat=self.chat, reply_to=reply_to)

    def rename(self, title: str) -> None:
        """Change the title."""
        self.chat.title = title
        self.world.post(self.chat, self.owner, {"new_chat_title": title})

    def migrate(self) -> "Group":
        """Upgrade a basic group to a supergroup, with both service messages; gives the new group."""
        old = self.chat
        new = self.world.add_chat("supergroup", old.title)
        new.members = dict(old.members)
        self.world.post(old, self.owner, {"migrate_to_chat_id": new.id})
        old.migrated_to = new.id
        bot = self.world.bot
        standing = new.members.pop(bot.id, None)
        if standing is not None:
            self.world.set_member(new, bot, by=self.owner, status=standing.status, rights=standing.rights)
        self.world.post(new, ANONYMOUS, {"migrate_from_chat_id": old.id}, sender_chat=new)
        return Group(self.world, new)


class Channel(Group):
    """A channel; what is posted appears in the linked group by itself."""

    def link(self, group: Group) -> None:
        """Make a group the channel's discussion."""
        self.chat.linked, group.chat.linked = group.chat, self.chat

    def post(self, text: str) -> Message:
        """Post in the channel (and forward it to the linked group)."""
        content = self.world.text_content(text)
        posted = self.world.post(self.chat, None, content, sender_chat=self.chat, update="channel_post")
        if self.chat.linked is not None:
            origin: Json = {"type": "channel", "chat": self.chat.json()}
            origin |= {"message_id": posted.id, "date": posted.json["date"]}
            forwarded = content | {"is_automatic_forward": True, "forward_origin": origin}
            self.world.post(self.chat.linked, TELEGRAM, forwarded, sender_chat=self.chat)
        return posted
