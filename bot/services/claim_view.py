"""A claim as its card tells it: with its people, its rule, and who may decide it now."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from bot.domain.points.chain import Level, resolve_chain, with_deputies
from bot.domain.points.claim import ClaimState
from bot.domain.points.item import Item
from bot.domain.points.patience import Lateness, lateness
from bot.domain.refusals import Refusal
from bot.services import delegation, people, settings
from bot.services.booking import Subject, subject_of
from bot.services.desk import Desk
from bot.services.rulebook import Rules, by_id
from storage import claims, orgs
from storage.claims import Claim
from storage.evidence import Evidence
from storage.orgs import Org

WEIGHT = {
    ClaimState.IN_REVIEW: 0,
    ClaimState.RETURNED: 1,
    ClaimState.AWAITING_MEMBER: 2,
    ClaimState.DISPUTED: 3,
    ClaimState.APPROVED: 4,
    ClaimState.REJECTED: 5,
}
"""Whose claim of several speaks for their card: what still waits comes first."""
BEFORE_REVIEW = frozenset({ClaimState.AWAITING_MEMBER, ClaimState.DISPUTED})


class View(NamedTuple):
    """A claim with everything its card tells; several people's claims for one act share a card."""

    claim: Claim
    """The claim that speaks for the card."""
    batch: list[Claim]
    branch: Org
    rules: Rules
    item: Item
    subjects: list[Subject]
    levels: tuple[Level, ...]
    """The levels still to be decided, with the persons who may; empty if nobody can, or nothing is open."""
    missing: tuple[str, ...] = ()
    """Roles of which any holder could decide, where nobody can."""
    shown: Sequence[Evidence] | None = None
    """Its evidence, where that was read."""

    @property
    def id(self) -> int:
        """The number of the card, the first `#` on it."""
        return self.batch[0].id

    @property
    def rev(self) -> int:
        """The revision of the card: it grows with every change of a claim on it."""
        return self.claim.rev if len(self.batch) == 1 else sum(part.rev for part in self.batch)

    @property
    def reviewers(self) -> tuple[int, ...]:
        """Ids of who may decide now."""
        if self.claim.state != ClaimState.IN_REVIEW or not self.levels:
            return ()
        return tuple(int(person) for person in self.levels[0].persons)

    @property
    def in_step(self) -> list[Claim]:
        """The claims that stand where the card stands; they are decided together."""
        lead = self.claim
        return [part for part in self.batch if (part.state, part.level_no) == (lead.state, lead.level_no)]

    @property
    def owners(self) -> frozenset[int]:
        """Ids of everybody who has a part in it, and so never decides on it."""
        people = {part.submitter_id for part in self.batch}
        return frozenset(people | {part.subject_id for part in self.batch if part.subject_kind != "branch"})

    @property
    def private(self) -> bool:
        """Whether the claim weighs on somebody and so has no public card."""
        return self.item.negative

    @property
    def hidden(self) -> bool:
        """Whether the group knows nothing of it: it weighs on somebody, or the member has not confirmed it yet."""
        return self.private or self.claim.state in BEFORE_REVIEW


def look(desk: Desk, claim: Claim, *, alone: bool = False) -> View:
    """Gather what a claim's card tells; with `alone` the claim itself speaks for it, else the one that waits most."""
    batch = claims.batch(desk.tx, claim.batch_id) if claim.batch_id else [claim]
    lead = claim if alone or len(batch) == 1 else min(batch, key=_urgency)
    branch = orgs.get(desk.tx, lead.branch_id)
    rules = by_id(desk, lead.scheme_id)
    item = rules.scheme.items[lead.item]
    subjects = [subject_of(desk, part.subject_kind, part.subject_id) for part in batch]
    view = View(lead, batch, branch, rules, item, subjects, ())
    if lead.state != ClaimState.IN_REVIEW:
        return view
    try:
        return view._replace(levels=open_levels(desk, view))
    except Refusal as refusal:  # nobody is left: the card says so, and who can mend it is told
        roles = refusal.facts.get("roles")
        return view._replace(missing=roles if isinstance(roles, tuple) else ())


def _urgency(claim: Claim) -> tuple[int, int]:
    return WEIGHT.get(ClaimState(claim.state), 9), claim.level_no


def roles_asked(rules: Rules, item: Item) -> tuple[str, ...]:
    """Answer the roles of an item's review chain."""
    return item.chain or rules.scheme.review_chain


def open_levels(desk: Desk, view: View) -> tuple[Level, ...]:
    """Resolve the levels that are still to be decided to the persons who hold the roles now.

    Raises:
        Refusal: ``NO_REVIEWER``.
    """
    excluded = {str(person) for person in view.owners}
    for done in (done for part in view.in_step for done in part.chain):
        excluded |= {str(done[who]) for who in ("by", "for") if done.get(who)}
    levels = _levels(desk, view, excluded)
    if how_late(desk, view) < Lateness.LATE:
        return levels
    return with_deputies(levels, people.holders(desk, view.branch), view.rules.scheme.fallback_chain, excluded=excluded)


def _levels(desk: Desk, view: View, excluded: set[str]) -> tuple[Level, ...]:
    """Resolve the chain; where nobody who holds a role is concerned, and that is nearly always, once for all."""
    roles = roles_asked(view.rules, view.item)[view.claim.level_no :]
    holders, delegates = people.holders(desk, view.branch), delegation.running(desk)

    def resolve(excluded: Collection[str] = ()) -> tuple[Level, ...]:
        return resolve_chain(roles, holders, view.rules.scheme.fallback_chain, excluded=excluded, delegates=delegates)

    if delegates or not excluded.isdisjoint(people.in_office(desk, view.branch)):
        return resolve(excluded)
    return desk.tx.memory.recall(("holders", view.branch.id, view.rules.id, roles), resolve)


def waits_since(desk: Desk, view: View) -> date:
    """Answer the day since which a claim has waited at its level."""
    since = view.claim.level_since or view.claim.filed_at or desk.now
    return since.astimezone(desk.house.zone).date()


def how_late(desk: Desk, view: View) -> Lateness:
    """Answer how late the level is at which a claim waits."""
    days = settings.review_days(view.branch, view.rules.scheme)
    return lateness(waits_since(desk, view), desk.today, days, desk.calendar())
