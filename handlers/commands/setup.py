"""/setup and /bind: a group gets its branch."""

import re

from bot.domain.refusals import missing_argument, not_enrolled
from bot.i18n import N_
from bot.schemes.loader import points_presets
from bot.services import chat as chats_service
from bot.services import setup as service
from handlers.access import anyone
from handlers.call import Call, Command
from handlers.welcome import show
from storage.chats import Chat
from storage.persons import Person

_FLAG = re.compile(r"\s*(?:--|—|–)rehearsal\b", re.IGNORECASE)


def setup(call: Call) -> None:
    """Create a branch here and now; the group's card is the answer."""
    rest, flagged = _FLAG.subn("", call.rest)
    words = rest.split(maxsplit=1)
    if len(words) < 2 or call.chat is None:
        raise missing_argument("setup", f"/setup {'|'.join(points_presets())} BRANCH")
    preset, name = words
    service.set_up(call.desk, call.chat, sender(call), preset=preset, name=name, rehearsal=bool(flagged))
    answer(call, call.chat)


def bind(call: Call) -> None:
    """Bind the group to an organisation that exists."""
    if not call.words or call.chat is None:
        raise missing_argument("bind", "/bind B001")
    service.bind(call.desk, call.chat, sender(call), call.words[0])
    answer(call, call.chat)


def answer(call: Call, chat: Chat) -> None:
    """Write the group's card as the answer to the command."""
    fresh = chats_service.fresh(call.desk, chat)
    show(call.desk, fresh, new=True, reply_to=call.incoming.message_id, thread_id=call.incoming.thread_id)


def sender(call: Call) -> Person:
    """Answer who sends; an administrator is remembered at the first word."""
    incoming = call.incoming.sender
    if incoming is None:
        raise not_enrolled()
    return call.person or service.person_of(call.desk, incoming.id, incoming.name, incoming.lang)


SETUP = Command(
    name="setup", help=N_("set up a branch in this group"), usage="PRESET BRANCH", who=anyone, where="group",
    run=setup, menu="none",
)  # fmt: skip
BIND = Command(
    name="bind", help=N_("bind this group to a branch"), usage="ORG", who=anyone, where="group", run=bind, menu="none"
)
