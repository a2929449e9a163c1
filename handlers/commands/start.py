"""/start: the first word in the private chat, and whatever a deep link stands for."""

from bot.i18n import N_, from_telegram
from bot.services import invite
from bot.services.setup import person_of
from handlers.access import anyone
from handlers.buttons.invite import opened
from handlers.buttons.menu import greeting
from handlers.call import Call, Command, obey
from handlers.reply import Reply

REACHED = N_("👋 Welcome. From now on private answers arrive here; please ask again for what you missed.")
WITH_WORDS = frozenset(
    ["my", "gap", "board", "items", "settings", "help", "pending", "ledger", "notice", "close", "appeal", "meeting"]
)
"""Commands to which a link may hand words; a link never acts for the person who opens it."""


def start(call: Call) -> Reply | None:
    """Greet, open an invitation, or do what the link's payload names."""
    from handlers import COMMANDS, PAYLOADS  # noqa: PLC0415 - the tables name this very command

    payload = next(iter(call.rest.split()), "")
    if not payload:
        sender = call.incoming.sender
        if call.person is None and sender is not None:  # so that an office can be given; forgotten after a week
            person_of(call.desk, sender.id, sender.name, from_telegram(sender.lang))
        return greeting(call)
    name, _, words = payload.partition("-")
    if len(payload) != invite.LENGTH and name in PAYLOADS:
        call.rest = words
        return PAYLOADS[name](call)
    if len(payload) != invite.LENGTH and name in COMMANDS and name != "start":
        call.name, call.rest = name, words if name in WITH_WORDS else ""
        return obey(call, COMMANDS[name])
    return opened(call, payload)


def hello(call: Call) -> Reply:
    """Welcome somebody whom a private answer could not reach before."""
    return Reply(text=call.speech.say(REACHED))


COMMAND = Command(name="start", help=N_("greeting and menu"), who=anyone, where="private", run=start, menu="none")
