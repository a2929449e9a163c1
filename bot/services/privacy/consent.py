"""Withdrawing the consent: somebody leaves the bot, not the branch. No point is lost; the office enters for them."""

from bot.domain.organisation.roles import ROLES
from bot.domain.refusals import last_secretary
from bot.i18n import N_
from bot.services import chat as chats_service
from bot.services import people, waiting
from bot.services.desk import Desk
from storage import audit, erasure, grants, orgs, persons
from storage.orgs import Org
from storage.persons import Person

LEFT = N_(
    "👋 {name} ({code}) of {branch} withdrew the consent to use this bot. Nothing is lost: the membership and all "
    "points stay; please enter for them from now on. To come back they need a link: /invite {code}"
)
FAREWELL = N_(
    "👋 Done. Your Telegram number, your language and what we wrote to each other are forgotten. You are still a "
    "member, your points stay, and the office enters new ones for you. If you change your mind, your secretary can "
    "send you a link."
)


def check_offices(desk: Desk, person: Person) -> dict[int, Org]:
    """Answer the organisations in which a person holds roles; nobody leaves a branch without a secretary.

    Raises:
        Refusal: ``LAST_SECRETARY``.
    """
    held = [grant for grant in grants.of_person(desk.tx, person.id) if grant.role in ROLES]
    offices = {grant.org_id: orgs.get(desk.tx, grant.org_id) for grant in held}
    for grant in held:
        org = offices[grant.org_id]
        if grant.role == "secretary" and org.state == "active" and org.scheme_code is not None:
            others = people.holders(desk, org).get("secretary", ())
            if all(other == str(person.id) for other in others):
                raise last_secretary()
    return offices


def withdraw(desk: Desk, person: Person) -> None:
    """Forget a person's account; memberships, claims and points stay, roles end.

    Raises:
        Refusal: ``LAST_SECRETARY``.
    """
    offices = check_offices(desk, person)
    account = person.telegram_id
    before = {org.id: waiting.reviewers(desk, org) for org in offices.values()}
    for grant in grants.of_person(desk.tx, person.id):
        grants.revoke(desk.tx, person_id=person.id, org_id=grant.org_id, role=grant.role, by=person.id, now=desk.now)
    persons.change(
        desk.tx, person.id, telegram_id=None, consent_at=None, reachable=None, lang=None, telegram_lang=None,
        home_id=None,
    )  # fmt: skip
    audit.add(desk.tx, now=desk.now, actor_id=person.id, action="withdraw", what=f"person {person.code}")
    for org in offices.values():
        waiting.refresh(desk, org, before[org.id])
    for branch in people.branches_of(desk, person):
        chats_service.tell_secretaries(desk, branch, LEFT, name=person.name, code=person.code)
    if account is not None:
        erasure.forget_account(desk.tx, account)
