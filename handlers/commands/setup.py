"""/setup and /bind: a group gets its branch."""

import re

from bot.domain.refusals import missing_argument, not_enrolled
from bot.i18n import N_, Html
from bot.schemes.loader import points_presets
from bot.services import chat as chats_service
from bot.services import setup as service
from bot.services.letters import Key, Lane
from bot.services.letters import call as telegram
from handlers.access import anyone
from handlers.call import Call, Command
from handlers.chat_changes import checklist
from handlers.reply import Reply
from storage.persons import Person

DONE = N_(
    "✅ {branch} (code {code}) now keeps its points here, under the scheme {scheme}.\n"
    "{name} is its secretary. Members send: /join and their real name.\n\n{checklist}"
)
REHEARSAL = N_("🎭 This is a rehearsal: everything is marked so, nothing is exported, and one tap removes it all.")
BOUND = N_("✅ This group is now bound to {branch} (code {code}).\n\n{checklist}")
REMOVE = N_("🎭 End the rehearsal")
_FLAG = re.compile(r"\s*(?:--|—|–)rehearsal\b", re.IGNORECASE)


def setup(call: Call) -> Reply:
    """Create a branch here and now."""
    rest, flagged = _FLAG.subn("", call.rest)
    preset, _, name = rest.strip().partition(" ")
    if not preset or not name.strip() or call.chat is None:
        raise missing_argument("setup", f"/setup {'|'.join(points_presets())} NAME")
    person = sender(call)
    made = service.set_up(call.desk, call.chat, person, preset=preset, name=name, rehearsal=bool(flagged))
    text = call.speech.say(
        DONE,
        branch=made.branch.name,
        code=made.branch.code,
        scheme=made.scheme,
        name=made.secretary.name,
        checklist=rights(call),
    )
    if not flagged:
        return Reply(text=text)
    keys = [[Key(label=call.speech.plain(REMOVE), data=f"s:{made.branch.id}:end")]]
    return Reply(text=Html(f"{text}\n{call.speech.say(REHEARSAL)}"), keyboard=keys)


def bind(call: Call) -> Reply:
    """Bind the group to an organisation that exists."""
    if not call.words or call.chat is None:
        raise missing_argument("bind", "/bind B001")
    org = service.bind(call.desk, call.chat, sender(call), call.words[0])
    return Reply(text=call.speech.say(BOUND, branch=org.name, code=org.code, checklist=rights(call)))


def sender(call: Call) -> Person:
    """Answer who sends; an administrator is remembered at the first word."""
    incoming = call.incoming.sender
    if incoming is None:
        raise not_enrolled()
    return call.person or service.person_of(call.desk, incoming.id, incoming.name, incoming.lang)


def rights(call: Call) -> Html:
    """Write the bot's rights in this group, and ask Telegram for what is not known yet."""
    if call.chat is None:
        return Html()
    chat = chats_service.fresh(call.desk, call.chat)
    if not chat.rights:
        me = {"chat_id": chat.id, "user_id": call.desk.house.bot_id}
        telegram(call.desk, method="getChatMember", chat_id=chat.id, body=me, lane=Lane.CARD, feedback="rights")
    return Html(checklist(call.desk, chat.rights, call.speech))


SETUP = Command(
    name="setup", help=N_("set up a branch in this group"), usage="PRESET NAME", who=anyone, where="group",
    run=setup, menu="none",
)  # fmt: skip
BIND = Command(
    name="bind", help=N_("bind this group to a branch"), usage="CODE", who=anyone, where="group", run=bind, menu="none"
)
