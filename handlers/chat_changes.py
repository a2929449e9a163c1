"""What happens to a group itself: the bot comes, goes, is promoted; the group moves; somebody leaves."""

from typing import Any

from bot.i18n import N_
from bot.services import chat as service
from bot.services.desk import Desk
from bot.services.letters import GroupLetter, Key, post
from handlers.incoming import Incoming
from storage.chats import Chat

HELLO = N_(
    "👋 I keep the points ledger of a branch. This group is not bound to a branch yet, so I record nothing here.\n"
    "An administrator of the bot sends /setup with a scheme and the branch's name, or /bind with its code."
    "\n\n{checklist}"
)
BACK = N_("👋 I am back. Everything that was recorded is kept, and the binding of this group stands.")
GUIDE = N_("How it works")

RIGHTS = (
    ("can_send", N_("send messages (needed)")),
    ("can_delete_messages", N_("delete messages (so that a reason typed by mistake does not stay)")),
    ("hears", N_("hear plain words such as 申报 (needs an administrator bot, or privacy mode off)")),
)


def meet(desk: Desk, incoming: Incoming) -> Chat | None:
    """Remember the group in which something happens."""
    if not incoming.in_group:
        return None
    chat = service.meet(desk, incoming.chat_id, kind=incoming.chat_kind, title=incoming.chat_title)
    if chat is not None and chat.state == "suspended" and incoming.kind in {"message", "button"}:
        service.resume(desk, chat)  # who hears a group is in it: the refusal was a passing one
        return service.fresh(desk, chat)
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
        if chat is not None:
            _own_standing(desk, chat, incoming.standing or {})
        elif incoming.private:
            service.reached(desk, incoming.chat_id, reachable=(incoming.standing or {}).get("status") == "member")
        return True
    return incoming.service


def _own_standing(desk: Desk, chat: Chat, standing: dict[str, Any]) -> None:
    """The bot was added, removed, promoted or restricted."""
    status = standing.get("status")
    if status in {"left", "kicked"}:
        service.suspend(desk, chat, f"the bot is {status} there")
        return
    first = not chat.rights
    service.note_rights(desk, chat, rights_of(standing))
    speech = desk.speaks_in(chat)
    if service.resume(desk, chat):
        post(desk, GroupLetter(chat=chat, text=speech.say(BACK)))
    elif chat.state == "new" and first:
        text = speech.say(HELLO, checklist=checklist(desk, rights_of(standing), speech))
        guide = Key(label=speech.plain(GUIDE), url=desk.house.link("help"))
        post(desk, GroupLetter(chat=chat, text=text, keyboard=[[guide]] if desk.house.username else ()))


def rights_of(standing: dict[str, Any]) -> dict[str, bool]:
    """Answer what a chat member object lets the bot do."""
    admin = standing.get("status") in {"administrator", "creator"}
    return {
        "member": True,
        "admin": admin,
        "can_send": bool(standing.get("can_send_messages", True)),
        "can_delete_messages": bool(standing.get("can_delete_messages", False)),
    }


def checklist(desk: Desk, rights: dict[str, Any] | None, speech: Any) -> Any:
    """Write which rights the bot has: ✅, or ▫️ for one that is missing."""
    known = {"can_send": True, **(rights or {})}
    known["hears"] = bool(known.get("admin")) or desk.house.reads_all
    lines = [("✅ " if known.get(name) else "▫️ ") + speech.word(label) for name, label in RIGHTS]
    return "\n".join(lines)
