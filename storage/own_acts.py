"""What is stored about a person as somebody who acted for others: what, when, how it ended; not the others' words."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, or_, select

from storage.schema import (
    appeal_steps,
    appeals,
    cases,
    declarations,
    exemptions,
    followups,
    grants,
    orgs,
    posts,
    proposals,
    review_steps,
    vote_keys,
    votes,
)


def sections(person_id: int) -> Iterator[tuple[str, Select[Any]]]:
    """Answer, by what they are, the statements that read what somebody did for others."""
    stepped = select(appeal_steps.c.appeal_id).where(appeal_steps.c.by_id == person_id)
    handled = or_(appeals.c.id.in_(stepped), appeals.c.handler_id == person_id)
    yield (
        "appeals_handled",
        select(appeals.c.id, appeals.c.state, appeals.c.outcome, appeals.c.decided_at)
        .where(handled)
        .order_by(appeals.c.id),
    )
    yield (
        "reviews_in_my_place",
        select(review_steps.c.claim_id, review_steps.c.level, review_steps.c.verdict, review_steps.c.at)
        .where(review_steps.c.for_id == person_id)
        .order_by(review_steps.c.id),
    )
    yield (
        "cases_decided",
        select(cases.c.id, cases.c.kind, cases.c.state, cases.c.opened_at)
        .where(cases.c.decided_by == person_id)
        .order_by(cases.c.id),
    )
    yield (
        "forms_checked",
        select(declarations.c.id, declarations.c.month, declarations.c.checked_at)
        .where(declarations.c.checked_by == person_id)
        .order_by(declarations.c.id),
    )
    yield (
        "leaves_handled",
        select(exemptions.c.id, exemptions.c.state, exemptions.c.asked_at, exemptions.c.decided_at)
        .where(or_(exemptions.c.asked_by == person_id, exemptions.c.decided_by == person_id))
        .order_by(exemptions.c.id),
    )
    yield (
        "followups_handled",
        select(followups.c.id, followups.c.kind, followups.c.state, followups.c.opened_at, followups.c.closed_at)
        .where(or_(followups.c.opened_by == person_id, followups.c.closed_by == person_id))
        .order_by(followups.c.id),
    )
    yield (
        "roles_given",
        select(orgs.c.code.label("branch"), grants.c.role, grants.c.granted_at, grants.c.revoked_at)
        .join(orgs, orgs.c.id == grants.c.org_id)
        .where(or_(grants.c.granted_by == person_id, grants.c.revoked_by == person_id))
        .order_by(grants.c.id),
    )
    yield (
        "vote_keys",  # to whom ballots are sealed; what opens them is stored nowhere
        select(vote_keys.c.vote_id, vote_keys.c.recipient)
        .where(vote_keys.c.person_id == person_id)
        .order_by(vote_keys.c.vote_id),
    )
    held = (votes.c.opened_by, votes.c.teller_id, votes.c.recorded_by)
    yield (
        "votes_held",
        select(votes.c.id, votes.c.title, votes.c.kind, votes.c.state, votes.c.opened_on)
        .where(or_(*(column == person_id for column in held)))
        .order_by(votes.c.id),
    )
    yield (
        "posts",
        select(posts.c.kind, posts.c.period, posts.c.state, posts.c.at, posts.c.reason)
        .where(posts.c.by_id == person_id)
        .order_by(posts.c.at),
    )
    yield (
        "rules_answered",
        select(proposals.c.id, proposals.c.code, proposals.c.state, proposals.c.decided_at, proposals.c.reason)
        .where(proposals.c.decided_by == person_id)
        .order_by(proposals.c.id),
    )
