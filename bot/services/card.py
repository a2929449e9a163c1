"""The claim card: one public message per claim, one private copy per reviewer, edited through its whole life."""

from collections.abc import Sequence

from bot.domain.points.claim import ClaimState
from bot.i18n import N_
from bot.services import people
from bot.services.card_keys import private_keys, public_keys
from bot.services.card_text import Said, card_text, private_text
from bot.services.claim_view import View, look
from bot.services.desk import Desk
from bot.services.evidence import media_of
from bot.services.letters import GroupLetter, Lane, Media, PrivateLetter, post
from bot.services.words import item_name, role_name
from storage import chats, evidence, persons, slots, steps
from storage.chats import Chat
from storage.claims import Claim
from storage.evidence import Evidence
from storage.persons import Person

NOBODY_TOLD = N_(
    "#{id} {item} in {branch} waits, because nobody is left who may review it. "
    "Please appoint a {name} who has no part in it: /grant {role} NAME"
)
MORE = N_("📎 More evidence for #{id}")


def publish(
    desk: Desk,
    claim: Claim,
    *,
    shown: Sequence[Evidence] | None = None,
    new: bool = False,
    placed: bool = False,
) -> View:
    """Write the claim's card, and every private copy, as the claim stands now.

    Args:
        desk: Where it is decided.
        claim: The claim, or any of its batch.
        shown: Its evidence, where that is at hand.
        new: Nobody has seen a card of it yet.
        placed: A message that stands already becomes its card.
    """
    view = look(desk, claim)
    view = view._replace(shown=evidence.of_claim(desk.tx, view.id) if shown is None else shown)
    chat = _home(desk, view)
    said: Said = {}
    if chat is not None:
        speech = desk.speaks_in(chat)
        post(
            desk,
            GroupLetter(
                chat=chat,
                text=card_text(desk, view, speech, said),
                keyboard=public_keys(view, speech),
                lane=Lane.CARD,
                slot=slot(view.id),
                reply_to=view.batch[0].message_id,
                thread_id=view.batch[0].thread_id,
            ),
            fresh=new and not placed,
        )
    _publish_copies(desk, view, new=new, said=said)
    if view.missing:
        _tell_nobody(desk, view)
    return view


def slot(card_id: int) -> str:
    """Answer the slot of a public card."""
    return f"claim:{card_id}:chat"


def _home(desk: Desk, view: View) -> Chat | None:
    """Answer the group that shows the card, None where nobody but those concerned may know of the claim."""
    state, first = view.claim.state, view.batch[0]
    if first.chat_id is None or view.hidden:
        return None
    if first.source == "office" and state == ClaimState.WITHDRAWN and not slots.under(desk.tx, slot(view.id)):
        return None  # taken back before the group ever heard of it
    chat = chats.get(desk.tx, first.chat_id)
    return chat if chat is not None and chat.state == "bound" else None


def _tell_nobody(desk: Desk, view: View) -> None:
    """Tell the secretary and the administrators, once a day for each role, which one would help (2.3-6)."""
    holders = people.holders(desk, view.branch)
    role = next((role for role in view.missing if not holders.get(role)), view.missing[0])
    for person_id in dict.fromkeys((*holders.get("secretary", ()), *holders.get("admin", ()))):
        person = persons.get(desk.tx, int(person_id))
        if person.telegram_id is None:
            continue
        speech = desk.speaks(person)
        text = speech.say(
            NOBODY_TOLD,
            id=view.id,
            item=item_name(view.item, speech),
            branch=view.branch.name,
            name=role_name(role, speech),
            role=role,
        )
        key = f"nobody:{view.branch.id}:{role}:{person.id}:{desk.today}"
        post(desk, PrivateLetter(to=person.telegram_id, text=text, key=key, about=view.branch))


def complete(desk: Desk, view: View) -> None:
    """Bring the card to those who may decide now and have no copy yet: deputies, and delegates whose time begins."""
    prefix = f"claim:{view.id}:p"
    held = slots.under(desk.tx, prefix)
    for person_id in view.reviewers:
        person = persons.get(desk.tx, person_id)
        if person.telegram_id and person.reachable is not False and f"{prefix}{person_id}" not in held:
            publish(desk, view.claim)
            return


def bring(desk: Desk, view: View, person: Person) -> None:
    """Send one reviewer the private copy that could not be delivered before."""
    _publish_copies(desk, view, new=True, only=person.id)


def _publish_copies(desk: Desk, view: View, *, new: bool, only: int | None = None, said: Said | None = None) -> None:
    """Send each current reviewer a copy, and bring the copies of all others to the same state."""
    prefix = f"claim:{view.id}:p"
    held = () if new else sorted(int(name.removeprefix(prefix)) for name in slots.under(desk.tx, prefix))
    receivers = dict.fromkeys((*view.reviewers, *held) if only is None else (only,))
    shown = evidence.of_claim(desk.tx, view.id) if view.shown is None else view.shown
    told = steps.of_claim(desk.tx, view.claim.id) if receivers and view.claim.rev else []
    media = media_of(shown)
    for person_id in receivers:
        person = persons.get(desk.tx, person_id)
        if person.telegram_id is None or person.reachable is False:
            continue
        speech = desk.speaks(person)
        post(
            desk,
            PrivateLetter(
                to=person.telegram_id,
                text=private_text(desk, view, speech, shown, told, said=said),
                keyboard=private_keys(view, speech, person, told),
                lane=Lane.CARD,
                slot=f"{prefix}{person_id}",
                media=media,
                about=view.branch,
            ),
            fresh=new and only is None,
        )


def show_more(desk: Desk, view: View, pieces: Sequence[Media]) -> None:
    """Send evidence that came later to the reviewers who hold a copy already."""
    prefix = f"claim:{view.id}:p"
    for person_id in view.reviewers:
        person = persons.get(desk.tx, person_id)
        if pieces and person.telegram_id is not None and slots.place_of(desk.tx, f"{prefix}{person_id}"):
            text = desk.speaks(person).say(MORE, id=view.id)
            letter = PrivateLetter(
                to=person.telegram_id, text=text, lane=Lane.CARD, media=pieces, about=view.branch, silent=True
            )
            post(desk, letter)
