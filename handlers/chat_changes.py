"""What happens to a group itself: the bot comes, goes, is promoted; the group moves; somebody leaves."""

from typing import Any

from bot.i18n import N_
from bot.services import chat as service
from bot.services import waiting
from bot.services.desk import Desk
from bot.services.letters import GroupLetter, Lane, PrivateLetter, post
from bot.services.letters import call as telegram
from handlers.incoming import Incoming
from handlers.welcome import rights_of, show
from storage import orgs, persons
from storage.chats import Chat

BACK = N_("👋 I am back. Everything that was recorded is kept, and the binding of this group stands.")
NO_CHANNEL = N_(
    "I keep the points of a branch in its group; a channel has no place for that, so I left “{title}” again. "
    "Please add me to the group."
)
PRESENT = frozenset({"member", "administrator", "creator", "restricted"})


def meet(desk: Desk, incoming: Incoming) -> Chat | None:
    """Remember the group in which something happens; of one that became a supergroup, what it became."""
    if not incoming.in_group:
        return None
    chat = service.meet(desk, incoming.chat_id, kind=incoming.chat_kind, title=incoming.chat_title)
    if chat is not None and chat.state == "suspended" and incoming.kind in {"message", "button"}:
        service.resume(desk, chat)  # who hears a group is in it: the refusal was a passing one
        return service.fresh(desk, chat)
    if chat is not None and chat.migrated_to is not None:
        return service.where_now(desk, chat.id) or chat
    return chat


def changed(desk: Desk, incoming: Incoming, chat: Chat | None) -> bool:
    """Handle an update that is about the group itself; answer whether it was one."""
    if incoming.migrate_to is not None:
        service.migrate(desk, incoming.chat_id, incoming.migrate_to)
        return True
    if incoming.migrate_from is not None:
        service.migrate(desk, incoming.migrate_from, incoming.chat_id)
        return True
    if incoming.kind == "member":
        standing = incoming.standing or {}
        if chat is not None and chat.id == incoming.chat_id:
            _own_standing(desk, chat, incoming, standing)
        elif incoming.private:
            _private_standing(desk, incoming.chat_id, open_again=standing.get("status") == "member")
        elif incoming.chat_kind == "channel" and standing.get("status") in PRESENT:
            _leave_channel(desk, incoming)
        return True
    return incoming.service


def _private_standing(desk: Desk, telegram_id: int, *, open_again: bool) -> None:
    """A person blocked the bot, or lets it write again."""
    person = persons.by_telegram(desk.tx, telegram_id)
    if person is None or not open_again:
        service.unreached(desk, telegram_id)
    else:
        waiting.reached(desk, person)


def _own_standing(desk: Desk, chat: Chat, incoming: Incoming, standing: dict[str, Any]) -> None:
    """The bot was added, removed, promoted or restricted."""
    status = standing.get("status")
    if status not in PRESENT or standing.get("is_member") is False:
        service.suspend(desk, chat, f"the bot is {status} there")
        return
    known = chat.rights or {}
    came = not known.get("member")
    rights = rights_of(standing)
    if incoming.sender is not None and came:
        rights["added_by"] = incoming.sender.id
    service.note_rights(desk, chat, rights)
    chat = service.fresh(desk, chat)
    if not rights["can_send"]:
        service.muted(desk, chat)
    elif service.resume(desk, chat):
        chat = service.fresh(desk, chat)
        post(desk, GroupLetter(chat=chat, text=desk.speaks_in(chat).say(BACK)))
        if chat.org_id is not None:
            waiting.refresh(desk, orgs.get(desk.tx, chat.org_id), {})
    else:
        show(desk, chat, new=chat.state == "new" and (came or not known.get("can_send")))


def _leave_channel(desk: Desk, incoming: Incoming) -> None:
    telegram(
        desk,
        method="leaveChat",
        chat_id=incoming.chat_id,
        body={"chat_id": incoming.chat_id},
        lane=Lane.ANSWER,
        key=f"leave:{incoming.chat_id}:{incoming.update_id}",
    )
    if incoming.sender is not None and not incoming.sender.is_bot:
        text = desk.speaks(None).say(NO_CHANNEL, title=incoming.chat_title)
        post(desk, PrivateLetter(to=incoming.sender.id, text=text))
