"""Member development (H5): laid open to all, then voted on by ballot, then decided by the committee, on record."""

from datetime import date
from hashlib import sha256

from bot.domain.awards.ballot import VoteKind
from bot.domain.awards.motion import MOST_IN_TITLE, Motion
from bot.domain.awards.refusals import not_to_develop, still_public
from bot.domain.calendar.publicity import publicity
from bot.domain.points.publicity import PublicityState
from bot.i18n import N_
from bot.services import notice, people, rulebook
from bot.services.awards import vote
from bot.services.desk import Desk
from bot.services.letters import GroupLetter, Lane, post
from storage import audit, chats, publicities
from storage.orgs import Org
from storage.persons import Person
from storage.votes import Vote

KIND = "development"
STAGES = {"admission": "activist", "conversion": "probationary"}
"""Stage to the status of who is developed by it."""
TITLES = {
    "admission": N_("Admit {name} as a probationary member"),
    "conversion": N_("Make {name} a full member"),
}
OPENED = N_(
    "📢 <b>Laid open: {title}</b>\n{branch}, until {until}. Whoever knows something that speaks for or against it, "
    "please tell {names} privately. Afterwards the branch votes by ballot, then the committee above decides."
)


def propose(desk: Desk, actor: Person, branch: Org, name: str, stage: str) -> Vote | date:
    """Lay a member's development open; once its days are over, prepare the ballot.

    Returns:
        The last day of the publicity that has just begun, or the vote that was prepared.

    Raises:
        Refusal: ``NO_RIGHT``, ``NOT_TO_DEVELOP`` for who is of another status, ``STILL_PUBLIC``, and those of
            `people.find_member`.
    """
    people.need_role(desk, actor, branch, *vote.RUN)
    member = people.find_member(desk, branch, name)
    if member.status != STAGES[stage]:
        raise not_to_develop(member.name)
    title = _title(desk, member, stage)
    row = publicities.get(desk.tx, branch.id, KIND, f"{member.code}:{stage}")
    if row is None:
        return _lay_open(desk, actor, branch, member, stage)
    if desk.today <= row.until:
        raise still_public(row.until)
    motion = Motion(kind=VoteKind.RESOLUTION, title=title)
    return vote.prepare(desk, actor, branch, motion, person=member.id, stage=stage)


def _title(desk: Desk, member: Person, stage: str) -> str:
    """Word what is voted on; it is stored, so it is in the installation's language."""
    return desk.speaks_code(desk.house.locale).plain(TITLES[stage], name=member.name)[:MOST_IN_TITLE]


def _lay_open(desk: Desk, actor: Person, branch: Org, member: Person, stage: str) -> date:
    days = rulebook.current(desk, branch).scheme.publicity_workdays
    title, until = _title(desk, member, stage), publicity(desk.today, desk.calendar(), days)
    publicities.add(
        desk.tx,
        branch_id=branch.id,
        kind=KIND,
        subject=f"{member.code}:{stage}",
        state=PublicityState.RUNNING.value,
        payload_hash=sha256(f"{branch.code} {title} {until.isoformat()}".encode()).hexdigest(),
        published_at=desk.now,
        until=until,
    )
    audit.add(
        desk.tx, now=desk.now, actor_id=actor.id, action=KIND, what=f"person {member.code}", after=f"{stage} laid open"
    )
    for chat in chats.of_org(desk.tx, branch.id):
        speech = desk.speaks_in(chat)
        names = speech.listing(one.name for one in notice.office(desk, branch))
        text = speech.say(OPENED, title=title, branch=branch.name, until=until, names=names)
        post(desk, GroupLetter(chat=chat, text=text, lane=Lane.CARD, silent=False))
    return until
