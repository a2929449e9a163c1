"""Joining: asked under the real name, confirmed by the secretary, remembered with the consent."""

from bot.domain.points.text import NAME_LIMIT, clean_text
from bot.domain.refusals import already_enrolled, bad_name, no_right, request_waiting, stale_card
from bot.services import people, setup
from bot.services.desk import Desk
from storage import audit, memberships, orgs, persons
from storage.memberships import Membership
from storage.orgs import Org
from storage.persons import Person

CONFIRMED_BY = ("secretary", "deputy_secretary", "recorder")


def ask(desk: Desk, branch: Org, telegram_id: int, *, name: str, lang: str | None, chat_id: int | None) -> Membership:
    """Ask to be enrolled; the request is the consent to what /privacy tells.

    Raises:
        Refusal: ``BAD_NAME``, ``ALREADY_ENROLLED``, ``REQUEST_WAITING``.
    """
    title = real_name(name)
    person = setup.person_of(desk, telegram_id, title, lang)
    for row in memberships.of_person(desk.tx, person.id):
        if row.org_id == branch.id:
            raise already_enrolled(person.name) if row.state == "active" else request_waiting(person.name)
    persons.change(desk.tx, person.id, name=title, consent_at=desk.now, telegram_lang=lang)
    membership_id = memberships.add(
        desk.tx, person_id=person.id, org_id=branch.id, state="pending", now=desk.now, chat_id=chat_id
    )
    found = memberships.get(desk.tx, membership_id)
    if found is None:
        raise LookupError("a membership was just added and is not there")
    return found


def real_name(name: str) -> str:
    """Answer a name as it is stored.

    Raises:
        Refusal: ``BAD_NAME``.
    """
    title = clean_text(name, NAME_LIMIT)
    if not title or not any(character.isalpha() for character in title) or title.startswith("/"):
        raise bad_name(name[:NAME_LIMIT])
    return title


def decide(
    desk: Desk, person: Person, membership_id: int, *, admit: bool, rev: int | None
) -> tuple[Membership, Org, Person]:
    """Admit or decline a request, once; a namesake on the roster without an account becomes this person.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``.
    """
    row = memberships.get(desk.tx, membership_id)
    if row is None:
        raise stale_card()
    branch = orgs.get(desk.tx, row.org_id)
    people.need_role(desk, person, branch, *CONFIRMED_BY)
    if row.person_id == person.id and not people.is_above(desk, person, branch):
        raise no_right(CONFIRMED_BY)
    if row.state != "pending" or (rev is not None and row.rev != rev):
        raise stale_card()
    memberships.change(desk.tx, row.id, state="active" if admit else "declined", since=desk.now, rev=row.rev + 1)
    asker = persons.get(desk.tx, row.person_id)
    audit.add(
        desk.tx,
        now=desk.now,
        actor_id=person.id,
        action="admit" if admit else "decline",
        what=f"person {asker.code}",
        after=branch.code,
        chat_id=row.chat_id,
    )
    return row, branch, asker
