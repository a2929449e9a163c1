"""The nouns of the simulated Telegram: accounts, chats, members, messages.

Everything is mutable and lives in memory; the JSON given out is that of the Bot API.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
Kind = Literal["private", "group", "supergroup", "channel"]

ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_change_info",
    "can_delete_messages",
    "can_invite_users",
    "can_restrict_members",
    "can_pin_messages",
    "can_promote_members",
    "can_manage_video_chats",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_manage_topics",
)
CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages")
PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
PRESENT = frozenset({"creator", "administrator", "member", "restricted"})


@dataclass(slots=True, kw_only=True, eq=False)
class Account:
    """A person or a bot."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str | None = None
    is_bot: bool = False
    deactivated: bool = False
    blocked_bot: bool = False
    started: bool = False

    @property
    def name(self) -> str:
        """First and last name as clients show them."""
        return f"{self.first_name} {self.last_name}".strip()

    def json(self) -> Json:
        """Give the ``User`` object."""
        user: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        if self.last_name:
            user["last_name"] = self.last_name
        if self.username:
            user["username"] = self.username
        if self.language_code and not self.is_bot:
            user["language_code"] = self.language_code
        return user


@dataclass(slots=True, kw_only=True, eq=False)
class Member:
    """What one account is in one chat."""

    account: Account
    status: str = "member"
    rights: frozenset[str] = frozenset()
    permissions: frozenset[str] = frozenset(PERMISSIONS)
    anonymous: bool = False

    @property
    def present(self) -> bool:
        """Whether the account is in the chat."""
        return self.status in PRESENT

    @property
    def is_admin(self) -> bool:
        """Whether the account administers the chat."""
        return self.status in {"creator", "administrator"}

    def may(self, right: str) -> bool:
        """Whether an administrator's right is held."""
        return self.status == "creator" or (self.status == "administrator" and right in self.rights)

    def json(self, kind: Kind) -> Json:
        """Give the ``ChatMember`` object."""
        member: Json = {"user": self.account.json(), "status": self.status}
        if self.status == "creator":
            member["is_anonymous"] = self.anonymous
        elif self.status == "administrator":
            member |= {"can_be_edited": False, "is_anonymous": self.anonymous}
            member |= {right: right in self.rights for right in ADMIN_RIGHTS}
            if kind == "channel":
                member |= {right: right in self.rights for right in CHANNEL_RIGHTS}
        elif self.status == "restricted":
            member |= {"is_member": True, "until_date": 0}
            member |= {permission: permission in self.permissions for permission in PERMISSIONS}
        elif self.status == "kicked":
            member["until_date"] = 0
        return member


@dataclass(slots=True, kw_only=True)
class Topic:
    """A forum topic; its id is the id of the service message that made it."""

    id: int
    name: str
    closed: bool = False


@dataclass(slots=True, kw_only=True, eq=False)
class Message:
    """A message in a chat, with what only clients know of it."""

    chat: "Chat"
    json: Json
    by_bot: bool = False
    silent: bool = False
    deleted: bool = False
    order: int = 0
    """Grows by one with every new or edited message of the world."""
    force_reply: Json | None = None
    keyboard: Json | None = None
    history: list[Json] = field(default_factory=list)
    """What it was before each edit, oldest first."""
    reactions: list[Json] = field(default_factory=list)

    @property
    def id(self) -> int:
        """The message id, unique in its chat."""
        return int(self.json["message_id"])

    @property
    def text(self) -> str:
        """Text or caption; empty for a service message."""
        return str(self.json.get("text") or self.json.get("caption") or "")

    @property
    def entities(self) -> list[Json]:
        """Entities of the text or the caption."""
        found: list[Json] = self.json.get("entities") or self.json.get("caption_entities") or []
        return found

    @property
    def buttons(self) -> list[Json]:
        """All inline buttons, row by row."""
        rows = self.json.get("reply_markup", {}).get("inline_keyboard", [])
        return [button for row in rows for button in row]

    @property
    def labels(self) -> list[str]:
        """The words on the inline buttons."""
        return [str(button["text"]) for button in self.buttons]

    @property
    def edited(self) -> bool:
        """Whether clients show the edited mark."""
        return "edit_date" in self.json

    @property
    def author_name(self) -> str:
        """Who is shown as the author."""
        if "sender_chat" in self.json:
            return str(self.json["sender_chat"].get("title", ""))
        sender = self.json.get("from", {})
        return f"{sender.get('first_name', '')} {sender.get('last_name', '')}".strip()

    def button(self, prefix: str) -> Json | None:
        """Give the first button whose label starts with ``prefix``."""
        return next((button for button in self.buttons if str(button["text"]).startswith(prefix)), None)

    def quoted(self) -> Json:
        """Give the message as another message's ``reply_to_message`` carries it."""
        return {key: value for key, value in self.json.items() if key != "reply_to_message"}


@dataclass(slots=True, kw_only=True, eq=False)
class Chat:
    """A private chat with the bot, a group, a supergroup or a channel."""

    id: int
    kind: Kind
    title: str = ""
    username: str = ""
    person: Account | None = None
    is_forum: bool = False
    members: dict[int, Member] = field(default_factory=dict)
    history: dict[int, Message] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    migrated_to: int | None = None
    linked: "Chat | None" = None
    pinned: list[int] = field(default_factory=list)
    next_message_id: int = 1

    def json(self) -> Json:
        """Give the ``Chat`` object."""
        chat: Json = {"id": self.id, "type": self.kind}
        if self.person is not None:
            user = self.person.json()
            chat |= {key: user[key] for key in ("first_name", "last_name", "username") if key in user}
            return chat
        chat["title"] = self.title
        if self.username:
            chat["username"] = self.username
        if self.is_forum:
            chat["is_forum"] = True
        return chat

    def standing(self, account: Account) -> Member:
        """Give what an account is here; ``left`` for a stranger."""
        return self.members.get(account.id) or Member(account=account, status="left")

    def present(self) -> Iterator[Member]:
        """Give those who are in the chat."""
        return (member for member in self.members.values() if member.present)

    def shown(self) -> list[Message]:
        """Give the messages a client shows, oldest first."""
        return [message for message in self.history.values() if not message.deleted]
