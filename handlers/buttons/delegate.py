"""The buttons of delegations: whom of namesakes, and no longer."""

from datetime import date

from bot.domain.refusals import stale_card
from bot.i18n import N_, Html
from bot.services import delegation, waiting
from bot.services.delegation import Span
from bot.services.letters import Key
from handlers.call import Call
from handlers.reply import Reply
from storage import orgs, persons
from storage.orgs import Org
from storage.persons import Person

DONE = N_(
    "🤝 {name} may decide in your place from {since} to {until}. Both your names stand beside each decision; you can "
    "still decide yourself. Your own claims never come to {name} for that."
)
ENDED = N_("🤝 That is over now; {name} was told where it concerns them.")
NONE = N_("Nobody decides in your place. For a time when you are away: <code>/delegate NAME 06-01 06-12</code>")
GIVEN = N_("• {name} decides in your place, {since} to {until}.")
TAKEN = N_("• You decide in the place of {name}, {since} to {until}.")
NO_LONGER = N_("No longer: {name}")


def act(call: Call, branch: Org, person: Person, span: Span) -> Reply:
    """Let somebody decide in the presser's place."""
    with waiting.following(call.desk, call.known_person):
        delegation.make(call.desk, call.known_person, branch, person, span)
    return Reply(text=call.speech.say(DONE, name=person.name, **span._asdict()), edit=True)


def show(call: Call, told: Html | None = None) -> Reply:
    """Show what the asker delegated, and was asked for, with a button to end each."""
    desk, speech, me = call.desk, call.speech, call.known_person
    own = delegation.of(desk, me)
    lines = [told] if told else []
    rows = []
    for sentence, found in ((GIVEN, own.given), (TAKEN, own.taken)):
        for one in found:
            other = persons.get(desk.tx, one.person_id + one.delegate_id - me.id)
            lines.append(speech.say(sentence, name=other.name, since=one.since, until=one.until))
            rows.append([Key(label=speech.plain(NO_LONGER, name=other.name), data=f"dg:x:{one.id}")])
    if not rows:
        lines.append(speech.say(NONE))
    return Reply(text=Html("\n".join(lines)), keyboard=rows, private=True, edit=True)


def press(call: Call) -> Reply:
    """dg:n:<branch>:<person>:<since>:<until> for a namesake, dg:x:<delegation> to end one."""
    match call.data:
        case ["n", branch, person, since, until]:
            org, other = orgs.get(call.desk.tx, int(branch)), persons.get(call.desk.tx, int(person))
            return act(call, org, other, Span(date.fromisoformat(since), date.fromisoformat(until)))
        case ["x", number]:
            with waiting.following(call.desk, call.known_person):
                other = delegation.take_back(call.desk, call.known_person, int(number))
            return show(call, call.speech.say(ENDED, name=other.name))
        case _:
            raise stale_card()
