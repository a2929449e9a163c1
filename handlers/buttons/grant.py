"""Roles change hands: the acts behind the commands, and the buttons that choose among namesakes."""

from bot.domain.organisation.roles import ROLES
from bot.domain.refusals import Refusal, stale_card
from bot.i18n import N_
from bot.services import invite, people
from bot.services import roles as service
from bot.services.join import real_name
from bot.services.letters import Key
from bot.services.words import role_name
from handlers.call import Call
from handlers.reply import Reply
from storage import orgs, persons, tokens
from storage.orgs import Org
from storage.persons import Person

GRANTED = N_("✅ {name} is now {role} of {branch}.")
ENROLLED = N_("✅ {name} is enrolled in {branch}.")
HELD = N_("{name} is {role} of {branch} already. Nothing was changed.")
REVOKED = N_("{name} is no longer {role} of {branch}.")
LEFT = N_("{name} is no longer a member of {branch}. Everything recorded so far stays.")
NOT_THERE = N_(
    "Nobody in {branch} is called {name}. Shall I put {name} on the roster, without Telegram? The office then enters "
    "the claims. Whoever uses Telegram sends /join instead."
)
ADD = N_("➕ Yes, add {name}")
CANCEL = N_("No, cancel")
ADDED = N_("✅ {name} ({code}) is on the roster of {branch}. If {name} uses Telegram later: /invite {name}")
CANCELLED = N_("Cancelled, nothing was changed.")


def act(call: Call, org: Org, verb: str, role: str, person: Person) -> Reply:
    """Give (g), take (r) or hand over (h)."""
    desk, actor = call.desk, call.known_person
    facts = {"name": person.name, "role": role_name(role, call.speech), "branch": org.name}
    match verb:
        case "g":
            given = ENROLLED if role == "member" else GRANTED
            sentence = given if service.grant(desk, actor, org, person, role) else HELD
        case "r":
            service.revoke(desk, actor, org, person, role)
            sentence = LEFT if role == "member" else REVOKED
        case _:
            old = service.handover(desk, actor, org, person)
            here = call.incoming.chat_id if call.incoming.in_group else None
            service.announce_handover(desk, org, person, old, but=here)
            return Reply(text=service.handed_over(org, person, old, call.speech), edit=True)
    return Reply(text=call.speech.say(sentence, **facts), edit=True)


def labelled(call: Call, person: Person) -> str:
    """Write a namesake so that he can be told from the others: code, and the branch that knows him."""
    homes = people.branches_of(call.desk, person)
    return " · ".join([person.name, person.code, *(org.name for org in homes[:1])])


def offer_roster(call: Call, name: str, refusal: Refusal) -> Reply:
    """Ask whether an unknown name shall be added to the roster; near misses make it a mere slip of the pen."""
    near = refusal.facts.get("nearest")
    if isinstance(near, tuple) and any(name in other or other in name for other in near):
        raise refusal
    name = real_name(name)
    facts = {"org": call.branch.id, "name": name}
    word = invite.new(call.desk, "roster", facts, invite.ROSTER_KEEP)
    keys = [
        Key(label=call.speech.plain(ADD, name=name), data=f"g:a:{word}"),
        Key(label=call.speech.plain(CANCEL), data=f"g:n:{word}"),
    ]
    return Reply(text=call.speech.say(NOT_THERE, name=name, branch=call.branch.name), keyboard=[keys])


def press(call: Call) -> Reply:
    """g:<verb>:<organisation>:<person>:<role>, or g:<a or n>:<word> for the roster."""
    match call.data:
        case ["a" | "n" as answer, word]:
            return _add(call, word, wanted=answer == "a")
        case [verb, org, person, role] if role in ROLES:
            return act(call, orgs.get(call.desk.tx, int(org)), verb, role, persons.get(call.desk.tx, int(person)))
        case _:
            raise stale_card()


def _add(call: Call, word: str, *, wanted: bool) -> Reply:
    token = invite.find(call.desk, word, "roster", call.account)
    org = orgs.get(call.desk.tx, token.facts["org"])
    service.may_give(call.desk, call.known_person, org, "member")
    tokens.use(call.desk.tx, token.digest, by=call.known_person.id, now=call.desk.now)
    if not wanted:
        return Reply(text=call.speech.say(CANCELLED), edit=True)
    person = service.add_to_roster(call.desk, call.known_person, org, token.facts["name"])
    text = call.speech.say(ADDED, name=person.name, code=person.code, branch=org.name)
    return Reply(text=text, edit=True)
