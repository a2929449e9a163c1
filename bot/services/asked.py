"""Asked: one question to several people, any of whom may answer; all its copies then tell the outcome."""

from collections.abc import Callable, Iterable

from bot.domain.points.chain import resolve_chain
from bot.i18n import Html, Language
from bot.services import people
from bot.services.desk import Desk
from bot.services.letters import Keyboard, Lane, PrivateLetter, post
from storage import persons, slots
from storage.orgs import Org
from storage.persons import Person

Question = Callable[[Language], tuple[Html, Keyboard]]
"""Words a question with its buttons in a language."""


def second_persons(desk: Desk, branch: Org, roles: Iterable[str], *, excluded: Iterable[int]) -> list[Person]:
    """Answer who may decide what needs a second person: the first of some roles that has somebody without a part in it.

    Raises:
        Refusal: ``NO_REVIEWER``.
    """
    first, *others = roles
    without = {str(person) for person in excluded}
    level, *_ = resolve_chain((first,), people.holders(desk, branch), others, excluded=without)
    return [persons.get(desk.tx, int(person)) for person in level.persons]


def ask_all(desk: Desk, about: Org, prefix: str, receivers: Iterable[Person], question: Question) -> None:
    """Put a question to each of some people, in a message that its outcome will rewrite."""
    for person in receivers:
        if person.telegram_id is None:
            continue
        text, keys = question(desk.speaks(person))
        slot = f"{prefix}:p{person.id}"
        letter = PrivateLetter(to=person.telegram_id, text=text, keyboard=keys, lane=Lane.CARD, slot=slot, about=about)
        post(desk, letter)


def close_all(desk: Desk, about: Org, prefix: str, word: Question) -> None:
    """Rewrite every copy of a question, as a rule to its outcome and without buttons."""
    start = f"{prefix}:p"
    for slot in sorted(slots.under(desk.tx, start)):
        person = persons.get(desk.tx, int(slot.removeprefix(start)))
        if person.telegram_id is None:
            continue
        text, keys = word(desk.speaks(person))
        letter = PrivateLetter(
            to=person.telegram_id, text=text, keyboard=keys, lane=Lane.CARD, slot=slot, about=about, silent=True
        )
        post(desk, letter)
