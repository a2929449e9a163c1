"""Call: what somebody asks for, unwrapped once; and how an answer finds its way back."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from bot.domain.points.text import normalise_text
from bot.domain.refusals import group_only, in_no_branch, no_branch_bound, not_enrolled, stale_card
from bot.i18n import N_, Language
from bot.services import committee, people
from bot.services.desk import Desk
from bot.services.letters import Fallback, GroupLetter, Key, PrivateLetter, marked, post
from handlers.access import Who, anyone
from handlers.envelope import unwritten
from handlers.errors import refusal_toast
from handlers.incoming import Incoming
from handlers.reply import Reply, Toast
from storage import orgs, slots
from storage.chats import Chat
from storage.orgs import Org
from storage.persons import Person

OPEN_PRIVATE = N_("This is for your eyes only. Please open our private chat and send it there.")
OPEN = N_("Open private chat")
DAY_SECONDS = 24 * 60 * 60
_LINKABLE = re.compile(r"[A-Za-z0-9_-]{1,16}")
MOST_TOAST = 200
"""Characters that Telegram shows of the answer to a press."""
FROM_A_LINK = frozenset(
    {
        "my",
        "gap",
        "board",
        "items",
        "pending",
        "ledger",
        "claim",
        "declare",
        "export",
        "mydata",
        "settings",
        "notice",
        "close",
        "dues",
        "spot",
        "appeal",
        "meeting",
        "checkin",
        "task",
    }
)
"""Commands that the door to the private chat asks again for who could not be reached there."""


@dataclass(slots=True, kw_only=True)
class Call:
    """One thing that a person asks for, with everything a handler needs."""

    desk: Desk
    incoming: Incoming
    person: Person | None
    chat: Chat | None
    speech: Language
    name: str = ""
    rest: str = ""
    data: Sequence[str] = ()
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def words(self) -> list[str]:
        """The words after the command, normalised (full-width letters and blanks)."""
        return normalise_text(self.rest).split()

    @property
    def written_on(self) -> date:
        """The day on which the message was written, in the organisation's zone: what 'yesterday' counts from.

        Telegram keeps what it could not deliver for a day; a stamp that is older or newer is not believed.
        """
        sent_at = self.incoming.sent_at
        believed = 0 <= self.desk.now.timestamp() - sent_at <= DAY_SECONDS
        return datetime.fromtimestamp(sent_at, self.desk.house.zone).date() if believed else self.desk.today

    @property
    def account(self) -> int:
        """The Telegram id of who asks."""
        return self.incoming.sender.id if self.incoming.sender else 0

    @property
    def known_person(self) -> Person:
        """Who asks. Raises ``NOT_ENROLLED`` for a stranger, ``IN_NO_BRANCH`` where /join would not help either."""
        if self.person is None:
            raise not_enrolled() if self.incoming.in_group else in_no_branch()
        return self.person

    @property
    def branch(self) -> Org:
        """The branch this is about: the group's, else the person's own. Raises ``NO_BRANCH``, ``IN_NO_BRANCH``."""
        if self.incoming.in_group:
            if self.chat is None or self.chat.org_id is None or self.chat.state != "bound":
                raise no_branch_bound()
            return orgs.get(self.desk.tx, self.chat.org_id)
        own = people.home(self.desk, self.person) if self.person is not None else None
        if own is None:
            raise in_no_branch()
        return own


def place(call: Call) -> Org:
    """Answer where who asks belongs in a committee's proceedings: the own branch, else where a role is held.

    Raises:
        Refusal: ``IN_NO_BRANCH``.
    """
    return committee.place_of(call.desk, call.known_person)


Run = Callable[[Call], Reply | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command: what it is called, who may, what it does.

    Attributes:
        name: Latin, as Telegram's rule is.
        help: One line for menus and /help.
        run: The handler.
        who: Who may; see handlers/access.py.
        triggers: Words that call it where Telegram delivers plain text.
        where: any, group, or private (in a group it then only opens the private chat).
        usage: Its arguments, as /help shows them.
        menu: Whose menu shows it: member, staff or none.
        glued: Whether its trigger may be written together with what follows, as in 申报F1.
        anonymous: Whether somebody who writes as an anonymous administrator may ask it: it needs no person.
    """

    name: str
    help: str
    run: Run
    who: Who = anyone
    triggers: tuple[str, ...] = ()
    where: str = "any"
    usage: str = ""
    menu: str = "member"
    glued: bool = False
    anonymous: bool = False


def obey(call: Call, command: Command) -> Reply | None:
    """Carry out a command where it belongs, for whom it is."""
    if command.where == "group" and not call.incoming.in_group:
        raise group_only(command.name)
    if command.where == "private" and call.incoming.in_group:
        return open_private(call, command.name)
    command.who(call)
    return command.run(call)


def say(call: Call, reply: Reply | None) -> Toast | None:
    """Write the letters of a reply; answer the toast of a pressed button."""
    incoming = call.incoming
    toast = Toast(callback_id=incoming.callback_id) if incoming.kind == "button" else None
    if reply is None:
        return toast
    if toast is not None and not incoming.offered:
        reply = _beside(call, reply)
    if reply.unwritten:
        return _unwritten(call, reply)
    if reply.text:
        post(call.desk, _letter(call, reply))
    if toast is None:
        return None
    url = call.desk.house.link(reply.open) if reply.open else ""
    return Toast(callback_id=incoming.callback_id, text=reply.toast[:MOST_TOAST], alert=reply.alert, url=url)


def _beside(call: Call, reply: Reply) -> Reply:
    """Answer a press of a button that the message does not have: to who pressed alone, and nothing is rewritten.

    A late screen shows a button that is gone; a changed client presses what it likes, on what others read.
    """
    if not reply.edit:
        return replace(reply, private=True)
    return Reply(toast=reply.toast or refusal_toast(call.speech, stale_card()), alert=reply.alert, open=reply.open)


def _unwritten(call: Call, reply: Reply) -> Toast:
    """Say a reply from memory, in the private chat: nothing of it is written anywhere."""
    incoming, method, body = call.incoming, "", None
    if reply.text:
        keys = [[[key.label, key.data, key.url] for key in row] for row in reply.keyboard]
        text = marked(call.desk, PrivateLetter(to=call.account, text=reply.text, about=_about(call)))
        here = incoming.message_id if reply.edit and incoming.kind == "button" and incoming.private else None
        method, body = unwritten(call.account, text, keys, message_id=here)
    toast = reply.toast[:MOST_TOAST]
    return Toast(callback_id=incoming.callback_id, text=toast, alert=reply.alert, method=method, body=body)


def _letter(call: Call, reply: Reply) -> GroupLetter | PrivateLetter:
    incoming = call.incoming
    slot = _slot(call, reply)
    if incoming.in_group and not reply.private and call.chat is not None:
        return GroupLetter(
            chat=call.chat,
            text=reply.text,
            keyboard=reply.keyboard,
            slot=slot,
            reply_to=incoming.message_id if incoming.kind != "button" else None,
            thread_id=incoming.thread_id or 0,
            ask=reply.ask,
            picture=reply.picture,
            beside=not reply.caption,
        )
    fallback = None
    if incoming.in_group:
        reply_to = incoming.message_id if incoming.kind != "button" else None
        fallback = Fallback(
            chat_id=incoming.chat_id,
            thread_id=incoming.thread_id,
            reply_to=reply_to,
            lang=call.speech.code,
            payload=_asked(call),
        )
    return PrivateLetter(
        to=call.account,
        text=reply.text,
        keyboard=reply.keyboard,
        slot=slot,
        picture=reply.picture,
        beside=not reply.caption,
        fallback=fallback,
        about=_about(call),
    )


def _about(call: Call) -> Org | None:
    """Answer the branch that an answer is about: the group's, else the person's own; None where there is none."""
    if call.incoming.in_group:
        bound = call.chat is not None and call.chat.org_id is not None and call.chat.state == "bound"
        return call.branch if bound else None
    return people.home(call.desk, call.person) if call.person is not None else None


def _asked(call: Call) -> str:
    """Answer the payload of a link that asks again what could not be answered: a command, with words it can hold."""
    if call.name not in FROM_A_LINK:
        return "hello"
    words = "-".join(call.words)
    return f"{call.name}-{words}" if _LINKABLE.fullmatch(words) else call.name


def _slot(call: Call, reply: Reply) -> str | None:
    """Answer where an answer stands: in the place of what was pressed, or under a name of its own, or just anywhere.

    A message with a picture beside it needs a name, so that a later press finds the picture, too.
    """
    incoming = call.incoming
    here = incoming.private or (incoming.in_group and not reply.private and call.chat is not None)
    pressed = _place(call) if here and reply.edit and incoming.kind == "button" else None
    return pressed or (f"page:{call.desk.next_key()}" if reply.picture is not None and not reply.caption else None)


def _place(call: Call) -> str | None:
    """Answer the slot of the message whose button was pressed, so that the answer takes its place."""
    incoming = call.incoming
    if incoming.message_id is None:
        return None
    known = slots.at(call.desk.tx, incoming.chat_id, incoming.message_id)
    if known is not None:
        return known.slot
    slot = f"at:{incoming.chat_id}:{incoming.message_id}"
    kind = "media" if incoming.pieces else "text"
    slots.put(call.desk.tx, slot, chat_id=incoming.chat_id, message_id=incoming.message_id, kind=kind)
    return slot


def open_private(call: Call, payload: str = "") -> Reply:
    """Answer in a group with nothing but the door to the private chat."""
    url = call.desk.house.link(payload)
    return Reply(text=call.speech.say(OPEN_PRIVATE), keyboard=[[Key(label=call.speech.plain(OPEN), url=url)]])
