"""Data rights: what is stored about a person as one document, and its erasure, which leaves the books sound."""

from html import escape
from typing import Any

import orjson

from bot.domain.refusals import Refusal, several_persons, unknown_person
from bot.i18n import N_
from bot.services import card, waiting
from bot.services.desk import Desk
from bot.services.privacy import consent
from storage import audit, claims, erasure, own_data, persons, rights, slots
from storage.persons import Person

ERASED_BEFORE = N_("The data of {code} were erased on {date}. There is nothing more to erase.")


def erased_before(person: Person) -> Refusal:
    """The person's data were erased before."""
    facts: dict[str, object] = {"code": person.code, "date": person.anonymised_at}
    return Refusal(code="ERASED_BEFORE", text=ERASED_BEFORE, facts=facts)


def find_person(desk: Desk, word: str) -> Person:
    """Answer who is meant by a code (P00012), a Telegram user id or a name that only one person has.

    Raises:
        Refusal: ``UNKNOWN_PERSON``, ``SEVERAL_PERSONS``.
    """
    plain = word.strip()
    number = plain[1:] if plain[:1] in {"P", "p"} else ""
    if number.isascii() and number.isdecimal():
        person = persons.find(desk.tx, int(number[:15]))
        if person is not None:
            return person
    if plain.isascii() and plain.isdecimal():
        person = persons.by_telegram(desk.tx, int(plain[:18])) or persons.find(desk.tx, int(plain[:15]))
        if person is not None:
            return person
    found = rights.named(desk.tx, plain)
    if not found:
        raise unknown_person(word)
    if len(found) > 1:
        codes = ", ".join(persons.get(desk.tx, one).code for one in found)
        raise several_persons(f"{plain} ({codes})", len(found))
    return persons.get(desk.tx, found[0])


def my_data(desk: Desk, person: Person) -> dict[str, Any]:
    """Answer everything that is stored about a person, by what it is; times, dates and points not yet worded."""
    found = own_data.everything(desk.tx, person.id)
    found["person"]["code"] = person.code
    for message in found["messages"]:
        message["body"] = orjson.loads(message["body"])
    return found


def anonymise(desk: Desk, person: Person, *, actor: Person | None = None) -> None:
    """Erase what tells of a person: name, account, notes, reasons, evidence, the texts beside the ledger.

    Points, totals and the hash chain stay as they are, under the person's code. Memberships and roles end, claims
    that wait find other reviewers, and the cards that still stand in chats are rewritten.

    Raises:
        Refusal: ``ERASED_BEFORE``, ``LAST_SECRETARY``: a branch is never left without one.
    """
    if person.anonymised_at is not None:
        raise erased_before(person)
    offices = consent.check_offices(desk, person)
    told, cards = rights.told(desk.tx, person.id), rights.cards_of(desk.tx, person.id)
    before = {org.id: waiting.reviewers(desk, org) for org in offices.values()}
    erasure.erase(desk.tx, person.id, telegram_id=person.telegram_id, sign=person.code, now=desk.now)
    erasure.erase_name(desk.tx, _in_letters(person.name), person.code)
    for text in told:
        erasure.unsay(desk.tx, _in_letters(text))
    audit.add(
        desk.tx,
        now=desk.now,
        actor_id=actor.id if actor else None,
        action="anonymise",
        what=f"person {person.code}",
    )
    for org in offices.values():
        waiting.refresh(desk, org, before[org.id])
    for number in cards:
        claim = claims.get(desk.tx, number)
        if claim is not None and slots.under(desk.tx, card.slot(number)):
            card.publish(desk, claim)


def _in_letters(text: str) -> str:
    """Write a text as it stands in the bodies of letters: escaped for HTML, then for JSON."""
    return orjson.dumps(escape(text, quote=False)).decode()[1:-1]
