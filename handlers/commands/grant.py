"""/grant, /revoke, /handover: roles change hands."""

from bot.domain.refusals import Refusal, missing_argument, unknown_person
from bot.i18n import N_
from bot.services import roles as service
from bot.services.letters import Key
from handlers.access import anyone
from handlers.buttons.grant import act, labelled, offer_roster
from handlers.call import Call, Command
from handlers.incoming import Sender
from handlers.reply import Reply
from storage import persons
from storage.persons import Person

WHICH = N_("Several people are called {name}. Whom do you mean?")


def grant(call: Call) -> Reply | None:
    """Give or take a role: ROLE NAME, or ROLE as an answer to a message of the person."""
    if not call.rest.strip():
        raise missing_argument(call.name, f"/{call.name} ROLE NAME")
    role, name = service.read_role(call.rest)
    service.may_give(call.desk, call.known_person, call.branch, role)
    try:
        found = who(call, name, f"/{call.name} {role} NAME")
    except Refusal as refusal:
        if refusal.code == "UNKNOWN_PERSON" and call.name == "grant" and (stranger := answered(call)) is not None:
            return choose(call, [service.meet(call.desk, stranger.id, name or stranger.name, role)], "g", role)
        if refusal.code != "UNKNOWN_PERSON" or role != "member" or call.name != "grant" or not name:
            raise
        found = service.persons_who_left(call.desk, call.branch, name)
        if not found:
            return offer_roster(call, name, refusal)
    return choose(call, found, call.name[0], role)


def handover(call: Call) -> Reply | None:
    """Hand the secretary's office to somebody."""
    return choose(call, who(call, call.rest.strip(), "/handover NAME"), "h", "secretary")


def who(call: Call, name: str, usage: str) -> list[Person]:
    """Answer whom a name means, or whose message is answered."""
    if name:
        return service.candidates(call.desk, call.known_person, call.branch, name)
    sender = answered(call)
    if sender is None:
        raise missing_argument(call.name, usage)
    person = persons.by_telegram(call.desk.tx, sender.id)
    if person is None:
        raise unknown_person(sender.name)
    return [person]


def answered(call: Call) -> Sender | None:
    """Answer who wrote the message that is answered, None where nobody did."""
    reply = call.incoming.reply
    # In a forum topic every message answers the one that opened the topic; that means nobody.
    if reply is None or reply.service or reply.sender is None or reply.sender.is_bot or reply.as_chat is not None:
        return None
    return reply.sender


def choose(call: Call, found: list[Person], verb: str, role: str) -> Reply | None:
    """Act if the name means one person, else offer the namesakes."""
    if len(found) == 1:
        return act(call, call.branch, verb, role, found[0])
    org = call.branch
    rows = [[Key(label=labelled(call, person), data=f"g:{verb}:{org.id}:{person.id}:{role}")] for person in found[:10]]
    return Reply(text=call.speech.say(WHICH, name=found[0].name), keyboard=rows)


GRANT = Command(name="grant", help=N_("give a role"), usage="ROLE NAME", who=anyone, run=grant, menu="staff")
REVOKE = Command(name="revoke", help=N_("take a role back"), usage="ROLE NAME", who=anyone, run=grant, menu="staff")
HANDOVER = Command(
    name="handover", help=N_("hand over the secretary's office"), usage="NAME", who=anyone, run=handover, menu="staff"
)
