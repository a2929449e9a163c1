"""/invite: one-time links for people who are not in the group, or for one person of the roster."""

from bot.domain.refusals import Refusal, missing_argument, several_persons
from bot.i18n import N_, Html
from bot.services import invite as service
from bot.services import people
from handlers.access import secretary
from handlers.call import Call, Command
from handlers.reply import Reply
from storage import rosters
from storage.persons import Person

MOST = 30
ANYBODY = N_("One-time links to {branch}; each lets one person ask to join, for {days} days:")
ONE = N_("A one-time link for {name} ({code}) of {branch}, good for {days} days. Send it to nobody else:")


def invite(call: Call) -> Reply:
    """Make links: for one, for N people, or for a name on the roster."""
    word = " ".join(call.words)
    person = None
    if word and not word.isdecimal():
        person = _of_roster(call, word)
    count = int(word[:4]) if word.isdecimal() else 1
    if not 1 <= count <= MOST:
        raise missing_argument("invite", f"/invite 1…{MOST}")
    made = service.make(call.desk, call.known_person, call.branch, count=count, person=person)
    links = [Html(call.desk.house.link(one)) for one in made]
    facts: dict[str, object] = {"branch": call.branch.name, "days": service.KEEP.days}
    if person is not None:
        head = call.speech.say(ONE, name=person.name, code=person.code, **facts)
    else:
        head = call.speech.say(ANYBODY, **facts)
    return Reply(text=Html("\n\n".join([head, *links])), private=True)


def _of_roster(call: Call, word: str) -> Person:
    """Answer the person of the roster whom a name means; of namesakes the one without an account."""
    try:
        return people.find_member(call.desk, call.branch, word)
    except Refusal as refusal:
        if refusal.code != "SEVERAL_PERSONS":
            raise
        without = [one for one in rosters.named(call.desk.tx, call.branch.id, word) if one.telegram_id is None]
        if len(without) != 1:
            raise several_persons(word, len(without)) from None
        return without[0]


COMMAND = Command(
    name="invite", help=N_("links for people to join by"), usage="[COUNT|NAME]", who=secretary, run=invite, menu="staff"
)
