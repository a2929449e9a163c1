"""The card with which the bot introduces itself to a group, and the one that tells what was set up there.

Both show the bot's rights and are rewritten when these change; which message it is stands in `chats.rights`.
"""

from datetime import timedelta
from typing import Any

from bot.i18n import N_, Html, Language
from bot.services import chat as service
from bot.services import people, roles, rulebook
from bot.services.desk import Desk
from bot.services.letters import GroupLetter, Key, Lane, post
from bot.services.letters import call as telegram
from bot.services.words import role_name, scheme_name
from storage import orgs, persons
from storage.chats import Chat
from storage.orgs import Org

HELLO = N_(
    "👋 I keep the points ledger of a branch. This group is not bound to a branch yet, so I record nothing here.\n"
    "An administrator of the bot sends /setup with a scheme and the branch's name, or /bind with its code."
    "\n\n{checklist}"
)
DONE = N_(
    "✅ {branch} (code {code}) now keeps its points here, under the scheme {scheme}.\n"
    "{name} is its secretary. Members send: /join and their real name.\n\n{checklist}"
)
BOUND = N_("✅ This group is now bound to {branch} (code {code}).\n\n{checklist}")
APPOINT = N_(
    "The scheme's review chain still asks for: {roles}. Appoint them with /grant, for example /grant {code} NAME"
)
REHEARSAL = N_("🎭 This is a rehearsal: everything is marked so, nothing is exported, and one tap removes it all.")
END = N_("🎭 End the rehearsal")
GUIDE = N_("How it works")
AGAIN = N_("🔄 Check again")
LANGUAGES = {"zh_Hans": "简体中文", "zh_Hant": "繁體中文", "en": "English"}
RIGHTS = (
    ("can_send", N_("send messages (needed)")),
    ("can_delete_messages", N_("delete messages (so that a reason typed by mistake does not stay)")),
    ("hears", N_("hear plain words such as 申报 (needs an administrator bot, or privacy mode off)")),
)
FRESH = timedelta(days=1)
"""So long after it was set up a change of rights still rewrites the card; later nobody looks there."""


def rights_of(standing: dict[str, Any]) -> dict[str, Any]:
    """Answer what a chat member object lets the bot do."""
    return {
        "member": True,
        "admin": standing.get("status") in {"administrator", "creator"},
        "can_send": bool(standing.get("can_send_messages", True)),
        "can_delete_messages": bool(standing.get("can_delete_messages", False)),
    }


def checklist(desk: Desk, chat: Chat, speech: Language) -> Html:
    """Write which rights the bot has: ✅, or ▫️ for one that is missing."""
    known = {"can_send": True, **(chat.rights or {})}
    known["hears"] = bool(known.get("admin")) or desk.house.reads_all
    return Html("\n".join(("✅ " if known.get(name) else "▫️ ") + speech.word(label) for name, label in RIGHTS))


def look_up(desk: Desk, chat: Chat) -> None:
    """Ask Telegram what the bot may do there; the answer rewrites the card."""
    me = {"chat_id": chat.id, "user_id": desk.house.bot_id}
    telegram(desk, method="getChatMember", chat_id=chat.id, body=me, lane=Lane.ANSWER, feedback="rights")


def show(
    desk: Desk, chat: Chat, *, new: bool = False, reply_to: int | None = None, thread_id: int | None = None
) -> None:
    """Write the card of a group: as a new message, or anew where it stands."""
    slot = (chat.rights or {}).get("card")
    if new:
        slot = f"rights:{chat.id}:{desk.source}"
        service.note_rights(desk, chat, {"card": slot})
        chat = service.fresh(desk, chat)
    elif slot is None or (chat.bound_at is not None and desk.now - chat.bound_at > FRESH):
        return
    if new and not (chat.rights or {}).get("member"):
        look_up(desk, chat)
    speech = desk.speaks_in(chat)
    text, keys = _written(desk, chat, speech)
    post(
        desk,
        GroupLetter(chat=chat, text=text, keyboard=keys, slot=slot, reply_to=reply_to, thread_id=thread_id or 0),
    )


def _written(desk: Desk, chat: Chat, speech: Language) -> tuple[Html, list[list[Key]]]:
    again = Key(label=speech.plain(AGAIN), data="r:again")
    rights = checklist(desk, chat, speech)
    if chat.state != "bound" or chat.org_id is None:
        row = [again, *([Key(label=speech.plain(GUIDE), url=desk.house.link("help"))] if desk.house.username else [])]
        tongues = [Key(label=name, data=f"l:g:{code}") for code, name in LANGUAGES.items()]
        return speech.say(HELLO, checklist=rights), [row, tongues]
    org = orgs.get(desk.tx, chat.org_id)
    if org.scheme_code is None:
        return speech.say(BOUND, branch=org.name, code=org.code, checklist=rights), [[again]]
    text = _set_up(desk, org, speech, rights)
    if not org.rehearsal:
        return text, [[again]]
    return Html(f"{text}\n{speech.say(REHEARSAL)}"), [[again], [Key(label=speech.plain(END), data=f"s:{org.id}:end")]]


def _set_up(desk: Desk, org: Org, speech: Language, rights: Html) -> Html:
    holders = people.holders(desk, org)
    names = [persons.get(desk.tx, int(key)).name for key in holders.get("secretary", ())]
    scheme = scheme_name(rulebook.current(desk, org).scheme, speech)
    text = speech.say(DONE, branch=org.name, code=org.code, scheme=scheme, name=speech.listing(names), checklist=rights)
    missing = roles.missing(desk, org)
    if not missing:
        return text
    asked = speech.listing(role_name(role, speech) for role in missing)
    return Html(f"{text}\n\n{speech.say(APPOINT, roles=asked, code=missing[0])}")
