"""The letter in which a member confirms or disputes what the office entered, rewritten as the entry goes on."""

from bot.domain.points.claim import ClaimState
from bot.i18n import N_, Html, Language
from bot.services import card_keys, words
from bot.services.claim_view import View
from bot.services.desk import Desk
from bot.services.evidence import media_of
from bot.services.letters import Fallback, Key, Lane, PrivateLetter, post
from bot.services.words import STATES
from storage import evidence, persons, slots
from storage import letters as outbox
from storage.persons import Person

ASK = N_(
    "The office entered something that concerns you. #{id} {code} {item}: {working}\nDone on {day}\nReason: {note}\n"
    "Entered by {submitter}."
)
PLEASE = N_("Is it right? Please answer by {until}; after that it counts as confirmed. Then it is reviewed.")
PLEASE_FOR = N_(
    "{name} cannot be reached through me. Please ask in person and answer here in their name. Then it is reviewed."
)
NOW = N_("Now: {state}.")


def slot(card_id: int, person_id: int) -> str:
    """Answer the slot of the letter in which somebody is asked."""
    return f"claim:{card_id}:m{person_id}"


def key_of(view: View, person: Person, attempt: int) -> str:
    """Answer the key by which the fate of a question is known."""
    return f"confirm:{view.id}:{view.rev}:{person.id}:{attempt}"


def send(desk: Desk, view: View, person: Person, *, attempt: int = 0, fallback: Fallback | None = None) -> None:
    """Ask a person; a letter that exists already is left alone."""
    key = key_of(view, person, attempt)
    if person.telegram_id is None or outbox.state_of(desk.tx, key) is not None:
        return
    speech = desk.speaks(person)
    post(
        desk,
        PrivateLetter(
            to=person.telegram_id,
            text=text(desk, view, speech, person),
            keyboard=[[_key(view, speech, card_keys.CONFIRM, "y"), _key(view, speech, card_keys.DISPUTE, "n")]],
            lane=Lane.CARD,
            slot=slot(view.id, person.id),
            key=key,
            media=media_of(evidence.of_claim(desk.tx, view.id)),
            fallback=fallback,
            about=view.branch,
        ),
    )


def rewrite(desk: Desk, view: View) -> None:
    """Bring the letters of those who were asked to how the entry stands now."""
    if view.claim.state == ClaimState.AWAITING_MEMBER:
        return
    prefix = f"claim:{view.id}:m"
    for name in sorted(slots.under(desk.tx, prefix)):
        person = persons.get(desk.tx, int(name.removeprefix(prefix)))
        if person.telegram_id is not None:
            body = text(desk, view, desk.speaks(person), person)
            letter = PrivateLetter(
                to=person.telegram_id, text=body, lane=Lane.CARD, slot=name, silent=True, about=view.branch
            )
            post(desk, letter)


def text(desk: Desk, view: View, speech: Language, person: Person) -> Html:
    """Word the letter: what was entered, why, by whom, and what is asked."""
    claim = view.claim
    said = speech.say(
        ASK,
        id=claim.id,
        code=view.item.code,
        item=words.item_name(view.item, speech),
        working=words.working_text(speech, view.item, claim),
        day=claim.occurred_on,
        note=claim.note or "–",
        submitter=persons.get(desk.tx, claim.submitter_id).name,
    )
    if claim.state != ClaimState.AWAITING_MEMBER:
        then = speech.say(NOW, state=speech.word(STATES[claim.state]))
    elif claim.subject_kind == "branch" or person.id == claim.subject_id:
        then = speech.say(PLEASE, until=claim.confirm_until)
    else:
        then = speech.say(PLEASE_FOR, name=view.subjects[0].name)
    return Html(f"{said}\n{then}")


def _key(view: View, speech: Language, label: str, verb: str) -> Key:
    return Key(label=speech.plain(label), data=f"o:{view.id}:{verb}:{view.rev}")
