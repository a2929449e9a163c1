"""Delegation: somebody decides in a reviewer's place for a span of days; both names stand in the step and on the card.

A delegate may do what the reviewer may, and nothing where the reviewer has a part in the claim: an own claim is not
approved by proxy. The reviewer goes on to be able to decide.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from bot.domain.refusals import bad_span, cannot_stand_in, no_account, nothing_to_delegate, stale_card
from bot.i18n import N_, Html, Language
from bot.services import people, rulebook
from bot.services.desk import Desk
from bot.services.letters import PrivateLetter, post
from storage import audit, delegations, persons
from storage.delegations import Delegation
from storage.orgs import Org
from storage.persons import Person

ASKED = N_(
    "🤝 {name} asks you to decide in their place from {since} to {until}. What waits for {name} then comes to you "
    "here, with the evidence and the buttons; both your names stand beside each decision."
)
OVER = N_("🤝 You no longer decide in the place of {name}. What you decided stays recorded.")
MOST_DAYS = 184


class Span(NamedTuple):
    """Days, the first and the last included."""

    since: date
    until: date


class Own(NamedTuple):
    """What concerns one person, of all that runs or is still to come."""

    given: list[Delegation]
    taken: list[Delegation]


def running(desk: Desk) -> Mapping[str, tuple[str, ...]]:
    """Answer who decides for whom today: ids as text, for so the rules of review know persons."""
    found: dict[str, tuple[str, ...]] = {}
    for one in delegations.not_over(desk.tx, desk.today):
        if one.since <= desk.today:
            person = str(one.person_id)
            found[person] = (*found.get(person, ()), str(one.delegate_id))
    return found


def stands_in_for(desk: Desk, person_id: int) -> set[int]:
    """Answer the ids of those in whose place a person may decide today."""
    delegate = str(person_id)
    return {int(other) for other, delegates in running(desk).items() if delegate in delegates}


def of(desk: Desk, person: Person) -> Own:
    """Answer the delegations that a person made and was asked for."""
    found = delegations.not_over(desk.tx, desk.today)
    return Own(
        [one for one in found if one.person_id == person.id], [one for one in found if one.delegate_id == person.id]
    )


def check_span(span: Span) -> None:
    """Insist on a span that can be.

    Raises:
        Refusal: ``BAD_SPAN``.
    """
    if not 0 <= (span.until - span.since).days < MOST_DAYS:
        raise bad_span(span.since, span.until, MOST_DAYS)


def make(desk: Desk, person: Person, branch: Org, other: Person, span: Span) -> None:
    """Let somebody decide in a person's place; an own earlier delegation for some of these days ends.

    The cards follow by themselves: those of today are to be refreshed by the caller, later ones by the daily look.

    Raises:
        Refusal: ``BAD_SPAN``, ``NOTHING_TO_DELEGATE``, ``CANNOT_STAND_IN``, ``NO_ACCOUNT``.
    """
    check_span(span)
    since, until = span
    role = next(iter(sorted(people.roles_in(desk, person, branch) & _reviewing(desk, branch))), None)
    if role is None:
        raise nothing_to_delegate(branch.name)
    if other.id == person.id or "ledger_keeper" in people.roles_in(desk, other, branch):
        raise cannot_stand_in(other.name)
    if other.telegram_id is None:
        raise no_account(other.name, role)
    for one in of(desk, person).given:
        if one.since <= until and since <= one.until:
            _end(desk, person, one, but=other.id)
    delegations.add(desk.tx, person_id=person.id, delegate_id=other.id, since=since, until=until, now=desk.now)
    _note(desk, person, other, f"{since}..{until}")
    _tell(desk, other, lambda speech: speech.say(ASKED, name=person.name, since=since, until=until), branch)


def take_back(desk: Desk, person: Person, delegation_id: int) -> Person:
    """End a delegation, by who made it or who was asked; answer the other one.

    Raises:
        Refusal: ``STALE_CARD``.
    """
    own = of(desk, person)
    one = next((one for one in (*own.given, *own.taken) if one.id == delegation_id), None)
    if one is None:
        raise stale_card()
    _end(desk, person, one, but=person.id)
    return persons.get(desk.tx, one.person_id + one.delegate_id - person.id)


def _end(desk: Desk, person: Person, one: Delegation, *, but: int) -> None:
    delegations.end(desk.tx, one.id, desk.today)
    principal, delegate = persons.get(desk.tx, one.person_id), persons.get(desk.tx, one.delegate_id)
    _note(desk, person, delegate, "")
    if delegate.id != but:
        _tell(desk, delegate, lambda speech: speech.say(OVER, name=principal.name))


def _reviewing(desk: Desk, branch: Org) -> set[str]:
    scheme = rulebook.current(desk, branch).scheme
    asked = {role for item in scheme.items.values() for role in scheme.chain_of(item)}
    return asked.union(scheme.review_chain, scheme.fallback_chain)


def _note(desk: Desk, person: Person, other: Person, after: str) -> None:
    what = f"person {other.code}"
    audit.add(desk.tx, now=desk.now, actor_id=person.id, action="delegate", what=what, after=after)


def _tell(desk: Desk, person: Person, words: Callable[[Language], Html], about: Org | None = None) -> None:
    if person.telegram_id is not None:
        post(desk, PrivateLetter(to=person.telegram_id, text=words(desk.speaks(person)), about=about))
