"""What waits for a reviewer, over all branches: the queue in words, and the one claim behind a line. Private."""

from collections.abc import Sequence
from hashlib import sha256

from bot.domain.refusals import stale_card
from bot.i18n import N_, Html, Language, nN_, points_text
from bot.services import card_keys, card_text, review, words
from bot.services.claim_view import View
from bot.services.desk import Desk
from bot.services.letters import Key
from storage import evidence
from storage.persons import Person

NOTHING = N_("Nothing waits for you. 🎉")
HEAD = nN_("🔔 <b>{n} claim waits for you</b>, oldest first.", "🔔 <b>{n} claims wait for you</b>, oldest first.")
LINE = N_("<b>#{id}</b> {names} · {item} {points} · {age} · {branch}")
MANY = N_("{name} and {count} more")
TODAY = N_("since today")
AGE = nN_("for {n} working day", "for {n} working days")
WAITED = N_("Waiting {age} · {branch}")
PREVIEW = nN_("Approve this {n} claim?", "Approve these {n} claims?")
CHOOSE = N_("Tap the claims that you approve.")
PAGE = 10


def queue(desk: Desk, person: Person) -> list[View]:
    """Answer the claims that wait for a person's decision, the longest waiting first."""
    return review.waiting_for(desk, person)


def digest(views: Sequence[View]) -> str:
    """Answer a short sign of a page of the queue as it stands, so that a button of another page is noticed."""
    text = ";".join(f"{view.id}:{view.rev}" for view in views)
    return sha256(text.encode()).hexdigest()[:8]


def page_of(views: Sequence[View], page: int, seen: str = "") -> list[View]:
    """Answer a page of the queue.

    Args:
        views: The queue.
        page: From 0.
        seen: The sign of the page as it was shown; empty for any.

    Raises:
        Refusal: ``STALE_CARD`` where the page is not as it was shown any more.
    """
    found = list(views[page * PAGE : (page + 1) * PAGE])
    if seen and digest(found) != seen:
        raise stale_card()
    return found


def head_text(count: int, speech: Language) -> Html:
    """Say how many claims wait."""
    return speech.count(HEAD, count) if count else speech.say(NOTHING)


def line_text(desk: Desk, view: View, speech: Language) -> Html:
    """Write a claim of the queue in a line."""
    first = view.claim
    names: str = view.subjects[0].name
    if len(view.batch) > 1:
        names = speech.plain(MANY, name=names, count=len(view.batch) - 1)
    return speech.say(
        LINE,
        id=view.id,
        names=names,
        item=f"{view.item.code} {words.item_name(view.item, speech)}",
        points=points_text(first.requested, sign=True),
        age=age_text(desk, view, speech),
        branch=view.branch.name,
    )


def age_text(desk: Desk, view: View, speech: Language) -> Html:
    """Say for how many working days a claim has waited at its level."""
    since = view.claim.level_since or view.claim.filed_at
    if since is None:
        return speech.say(TODAY)
    first = since.astimezone(desk.house.zone).date()
    days = sum(1 for day in desk.calendar().between(first, desk.today) if day > first)
    return speech.count(AGE, days) if days else speech.say(TODAY)


def detail_text(desk: Desk, view: View, speech: Language) -> Html:
    """Tell a reviewer everything about a claim, without its files."""
    text = card_text.private_text(desk, view, speech, evidence.of_claim(desk.tx, view.id))
    waited = speech.say(WAITED, age=age_text(desk, view, speech), branch=view.branch.name)
    return Html(f"{text}\n{waited}")


def decision_keys(view: View, speech: Language, person: Person, page: int) -> list[list[Key]]:
    """Answer the buttons of the reviewer's own copy; approving here leads back to the queue."""
    approve, *others = card_keys.private_keys(view, speech, person) or [[]]
    back = []
    for key in approve:
        _, number, verb, rev = key.data.split(":")
        back.append(Key(label=key.label, data=f"p:a:{number}:{verb[1:]}:{rev}:{page}"))
    return [row for row in (back, *others) if row]
