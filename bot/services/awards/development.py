"""Member development (H5): laid open to all, then voted on by ballot, then decided by the committee, on record."""

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

from bot.domain.awards.ballot import VoteKind
from bot.domain.awards.motion import MOST_IN_TITLE, Motion
from bot.domain.awards.refusals import not_to_develop, still_public
from bot.domain.calendar.publicity import publicity
from bot.domain.points.publicity import PublicityState
from bot.i18n import N_
from bot.services import notice, people, rulebook
from bot.services import publicity as laying
from bot.services.awards import vote
from bot.services.desk import Desk
from bot.services.letters import GroupLetter, Lane, post
from storage import audit, chats, persons, publicities, votes
from storage.orgs import Org
from storage.persons import Person
from storage.publicities import PublicityRow
from storage.votes import Vote

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

DEVELOPMENTS = (
    *("branch", "code", "name", "step", "state", "published_at", "until", "vote", "vote_state", "voted", "record"),
)


class Proposal(NamedTuple):
    """A member's development: its publicity, and the vote that came of it."""

    row: PublicityRow
    member: Person
    stage: str
    vote: Vote | None


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
    row = laying.of_development(desk, branch, member, stage)
    if row is None:
        return _lay_open(desk, actor, branch, member, stage)
    if desk.today <= row.until:
        raise still_public(row.until)
    laying.over(desk, row)
    motion = Motion(kind=VoteKind.RESOLUTION, title=title)
    return vote.prepare(desk, actor, branch, motion, person=member.id, stage=stage)


def proposals(desk: Desk, branch: Org) -> list[Proposal]:
    """Answer whose development was laid open in a branch, in the order of their codes, each with its last vote."""
    made: dict[tuple[Any, Any], Vote] = {}
    for one in votes.of_branch(desk.tx, branch.id):
        if one.facts.get("stage") is not None and one.state != "cancelled":
            made[one.facts["person"], one.facts["stage"]] = one
    found = []
    for row in publicities.of_branch(desk.tx, branch.id, laying.DEVELOPMENT):
        code, _, stage = row.subject.partition(":")
        member = persons.get(desk.tx, persons.number_of(code))
        found.append(Proposal(row, member, stage, made.get((member.id, stage))))
    return found


def development_rows(desk: Desk, branches: list[Org]) -> Iterator[dict[str, Any]]:
    """Answer each development with its publicity, its ballot and what the committee above decided (H5)."""
    for branch in branches:
        for one in proposals(desk, branch):
            yield {
                "branch": branch.code,
                "code": one.member.code,
                "name": one.member.name,
                "step": one.stage,
                "state": one.row.state,
                "published_at": one.row.published_at.astimezone(desk.house.zone).isoformat(timespec="seconds"),
                "until": one.row.until,
                "vote": one.vote.id if one.vote is not None else None,
                "vote_state": one.vote.state if one.vote is not None else None,
                "voted": f"{one.vote.ballots or 0}/{one.vote.eligible}" if one.vote is not None else None,
                "record": one.vote.record if one.vote is not None else None,
            }


def _title(desk: Desk, member: Person, stage: str) -> str:
    """Word what is voted on; it is stored, so it is in the installation's language."""
    return desk.speaks_code(desk.house.locale).plain(TITLES[stage], name=member.name)[:MOST_IN_TITLE]


def _lay_open(desk: Desk, actor: Person, branch: Org, member: Person, stage: str) -> date:
    days = rulebook.current(desk, branch).scheme.publicity_workdays
    title, until = _title(desk, member, stage), publicity(desk.today, desk.calendar(), days)
    publicities.add(
        desk.tx,
        branch_id=branch.id,
        kind=laying.DEVELOPMENT,
        subject=laying.development_subject(member, stage),
        state=PublicityState.RUNNING.value,
        payload_hash=sha256(f"{branch.code} {title} {until.isoformat()}".encode()).hexdigest(),
        published_at=desk.now,
        until=until,
    )
    audit.add(
        desk.tx,
        now=desk.now,
        actor_id=actor.id,
        action="development",
        what=f"person {member.code}",
        after=f"{stage} laid open",
    )
    for chat in chats.of_org(desk.tx, branch.id):
        speech = desk.speaks_in(chat)
        names = speech.listing(one.name for one in notice.office(desk, branch))
        text = speech.say(OPENED, title=title, branch=branch.name, until=until, names=names)
        post(desk, GroupLetter(chat=chat, text=text, lane=Lane.CARD, silent=False))
    return until
