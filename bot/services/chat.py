"""Chats: groups that the bot meets, that move, that it loses and finds again."""

from typing import Any

from bot.domain.refusals import already_bound
from bot.i18n import N_
from bot.services import people
from bot.services.desk import Desk
from bot.services.letters import PrivateLetter, post
from storage import audit, chats, orgs, persons, posts, told
from storage import letters as outbox
from storage.chats import Chat
from storage.orgs import Org

LOST = N_(
    "I can no longer write to the group “{title}” of {branch}. Its data is kept. "
    "Add me again (as an administrator, so that I hear plain words) and everything goes on."
)
SILENT = N_(
    "You added me to the group “{title}”, but I may not write there. Please give me the right to send messages; "
    "then I introduce myself."
)
MUTED = N_("I may not write in the group “{title}” of {branch} for now. Please give me the right to send messages.")


def meet(desk: Desk, chat_id: int, *, kind: str, title: str) -> Chat | None:
    """Remember a group at its first sign of life, and its title when it changes."""
    chat = chats.get(desk.tx, chat_id)
    if chat is None:
        chats.add(desk.tx, chat_id, kind=kind, title=title)
        return chats.get(desk.tx, chat_id)
    if (title and chat.title != title) or chat.kind != kind:
        chats.change(desk.tx, chat_id, title=title or chat.title, kind=kind)
        return chats.get(desk.tx, chat_id)
    return chat


def bind(desk: Desk, chat: Chat, org: Org) -> None:
    """Bind a group to an organisation. A chat owes nothing that was planned before (2.3-10).

    Raises:
        Refusal: ``ALREADY_BOUND`` to another organisation.
    """
    if chat.state == "bound" and chat.org_id is not None and chat.org_id != org.id:
        raise already_bound(orgs.get(desk.tx, chat.org_id).name)
    if chat.state != "bound" or chat.org_id != org.id:
        chats.change(desk.tx, chat.id, org_id=org.id, state="bound", bound_at=desk.now)


def suspend(desk: Desk, chat: Chat, why: str) -> None:
    """The bot was removed or silenced: what it knows is kept, nothing is sent, the secretary is told privately."""
    outbox.close_address(desk.tx, chat.id, why)
    if chat.state != "bound" or chat.org_id is None:
        chats.change(desk.tx, chat.id, rights=None)
        return
    chats.change(desk.tx, chat.id, state="suspended", rights=None)
    audit.add(desk.tx, now=desk.now, actor_id=None, action="suspend", what=f"chat {chat.id}", after=why)
    tell_secretaries(desk, orgs.get(desk.tx, chat.org_id), LOST, title=chat.title)


def resume(desk: Desk, chat: Chat) -> bool:
    """The bot is back: the binding stands as it was. Answer whether there was one."""
    if chat.state != "suspended":
        return False
    chats.change(desk.tx, chat.id, state="bound")
    audit.add(desk.tx, now=desk.now, actor_id=None, action="resume", what=f"chat {chat.id}")
    return True


def migrate(desk: Desk, old: int, new: int) -> None:
    """A group became a supergroup: everything follows to the new id, in one transaction, however often it is told."""
    chat = chats.get(desk.tx, old)
    if chat is None or chat.migrated_to is not None:
        return
    if chats.get(desk.tx, new) is None:
        chats.add(desk.tx, new, kind="supergroup", title=chat.title)
    chats.change(
        desk.tx,
        new,
        org_id=chat.org_id,
        state=chat.state,
        bound_at=chat.bound_at,
        lang=chat.lang,
        title=chat.title,
        rights={name: value for name, value in (chat.rights or {}).items() if name != "card"},
    )
    chats.change(desk.tx, old, state="moved", migrated_to=new)
    outbox.move_chat(desk.tx, old, new)
    posts.move_chat(desk.tx, old, new)
    told.move_chat(desk.tx, old, new)
    chats.move_claims(desk.tx, old, new)
    audit.add(desk.tx, now=desk.now, actor_id=None, action="migrate", what=f"chat {old}", after=str(new))


def note_rights(desk: Desk, chat: Chat, rights: dict[str, Any]) -> None:
    """Remember what the bot may do in a group, as Telegram tells it, beside what is known otherwise."""
    known = {**(chat.rights or {}), **rights}
    if chat.rights != known:
        chats.change(desk.tx, chat.id, rights=known)


def tell_secretaries(desk: Desk, branch: Org, sentence: str, **facts: object) -> int:
    """Tell a branch's secretaries, or else the administrators, something privately; answer how many were told."""
    holders = people.holders(desk, branch)
    told = 0
    for person_id in holders.get("secretary") or holders.get("admin") or ():
        person = persons.get(desk.tx, int(person_id))
        if person.telegram_id is None:
            continue
        text = desk.speaks(person).say(sentence, branch=branch.name, **facts)
        post(desk, PrivateLetter(to=person.telegram_id, text=text, about=branch, silent=True))
        told += 1
    return told


def unreached(desk: Desk, telegram_id: int) -> None:
    """Remember that a person takes no private messages."""
    person = persons.by_telegram(desk.tx, telegram_id)
    if person is not None and person.reachable is not False:
        persons.change(desk.tx, person.id, reachable=False)


def muted(desk: Desk, chat: Chat) -> None:
    """The bot may not write in a group for now: its secretary is told once a day; the binding stays.

    Where no branch is bound, whoever added the bot is told.
    """
    known = chat.rights or {}
    if known.get("muted_on") == desk.today.isoformat():
        return
    note_rights(desk, chat, {"muted_on": desk.today.isoformat()})
    if chat.org_id is not None:
        tell_secretaries(desk, orgs.get(desk.tx, chat.org_id), MUTED, title=chat.title)
    elif adder := known.get("added_by"):
        text = desk.speaks(persons.by_telegram(desk.tx, adder)).say(SILENT, title=chat.title)
        post(desk, PrivateLetter(to=adder, text=text))


def fresh(desk: Desk, chat: Chat) -> Chat:
    """Answer a chat as it is now.

    Raises:
        LookupError: It was never seen.
    """
    found = chats.get(desk.tx, chat.id)
    if found is None:
        raise LookupError(f"chat {chat.id} was referred to and does not exist")
    return found


def where_now(desk: Desk, chat_id: int) -> Chat | None:
    """Answer the bound group that a chat id stands for, also after it became a supergroup."""
    chat = chats.get(desk.tx, chat_id)
    while chat is not None and chat.migrated_to is not None:
        chat = chats.get(desk.tx, chat.migrated_to)
    return chat if chat is not None and chat.state == "bound" else None


def unbind(desk: Desk, chat: Chat) -> None:
    """Loosen a group from its organisation; what was recorded stays with the organisation."""
    chats.change(desk.tx, chat.id, org_id=None, state="new", bound_at=None)
    audit.add(desk.tx, now=desk.now, actor_id=None, action="unbind", what=f"chat {chat.id}")
