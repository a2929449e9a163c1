"""What is stored about a person's points: claims, decisions, entries, objections, activities, forms."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, or_, select

from storage.rights import about, their_appeals, their_claims
from storage.schema import (
    activities,
    adjustments,
    appeal_evidence,
    appeal_steps,
    appeals,
    attendance,
    claims,
    declaration_lines,
    declarations,
    evidence,
    followups,
    ledger,
    ledger_texts,
    orgs,
    review_steps,
    session_cards,
    spot_checks,
    step_texts,
)


def but(table: Any, *left_out: str) -> list[Any]:
    """Answer a table's columns without some that tell the reader nothing."""
    return [column for column in table.c if column.name not in left_out]


def sections(person_id: int) -> Iterator[tuple[str, Select[Any]]]:
    """Answer, by what they are, the statements that read a person's points."""
    own = their_claims(person_id)
    yield (
        "claims",
        select(orgs.c.code.label("branch"), *but(claims, "branch_id", "scheme_id", "sameness", "chain"))
        .join(orgs, orgs.c.id == claims.c.branch_id)
        .where(or_(claims.c.id.in_(own), claims.c.submitter_id == person_id))
        .order_by(claims.c.id),
    )
    yield (
        "evidence",
        select(*but(evidence, "person_id"))
        .where(or_(evidence.c.claim_id.in_(own), evidence.c.person_id == person_id))
        .order_by(evidence.c.id),
    )
    yield (
        "reviews",
        select(*but(review_steps), step_texts.c.reason)
        .join(step_texts, step_texts.c.step_id == review_steps.c.id, isouter=True)
        .where(or_(review_steps.c.claim_id.in_(own), review_steps.c.reviewer_id == person_id))
        .order_by(review_steps.c.id),
    )
    yield (
        "ledger",
        select(
            orgs.c.code.label("branch"), *but(ledger, "branch_id", "scheme_id"), ledger_texts.c.name,
            ledger_texts.c.reason,
        )
        .join(orgs, orgs.c.id == ledger.c.branch_id)
        .join(ledger_texts, ledger_texts.c.entry_id == ledger.c.id, isouter=True)
        .where(or_(about(person_id), ledger.c.by_id == person_id))
        .order_by(ledger.c.id),
    )  # fmt: skip
    wishes = or_(
        adjustments.c.claim_id.in_(own), adjustments.c.asked_by == person_id, adjustments.c.decided_by == person_id
    )
    yield "adjustments", select(*but(adjustments)).where(wishes).order_by(adjustments.c.id)
    checks = or_(spot_checks.c.claim_id.in_(own), spot_checks.c.checked_by == person_id)
    yield "spot_checks", select(*but(spot_checks)).where(checks).order_by(spot_checks.c.id)
    yield (
        "in_review_sessions",
        select(session_cards.c.claim_id, session_cards.c.outcome, session_cards.c.at)
        .where(session_cards.c.claim_id.in_(own))
        .order_by(session_cards.c.at),
    )
    objections = their_appeals(person_id)
    yield (
        "appeals",
        select(orgs.c.code.label("branch"), *but(appeals, "branch_id"))
        .join(orgs, orgs.c.id == appeals.c.branch_id)
        .where(appeals.c.person_id == person_id)
        .order_by(appeals.c.id),
    )
    yield (
        "appeal_steps",
        select(*but(appeal_steps, "entry_id"))
        .where(or_(appeal_steps.c.appeal_id.in_(objections), appeal_steps.c.by_id == person_id))
        .order_by(appeal_steps.c.id),
    )
    yield (
        "appeal_evidence",
        select(*but(appeal_evidence)).where(appeal_evidence.c.appeal_id.in_(objections)).order_by(appeal_evidence.c.id),
    )
    yield (
        "activities",
        select(*but(activities, "branch_id")).where(activities.c.opened_by == person_id).order_by(activities.c.id),
    )
    yield (
        "attendance",
        select(activities.c.title, activities.c.occurred_on, attendance.c.how, attendance.c.at)
        .join(activities, activities.c.id == attendance.c.activity_id)
        .where(attendance.c.person_id == person_id)
        .order_by(attendance.c.at),
    )
    forms = select(declarations.c.id).where(declarations.c.person_id == person_id)
    yield (
        "declarations",
        select(orgs.c.code.label("branch"), *but(declarations, "branch_id", "person_id"))
        .join(orgs, orgs.c.id == declarations.c.branch_id)
        .where(declarations.c.person_id == person_id)
        .order_by(declarations.c.id),
    )
    yield (
        "declaration_lines",
        select(*but(declaration_lines))
        .where(declaration_lines.c.declaration_id.in_(forms))
        .order_by(declaration_lines.c.id),
    )
    yield (
        "followups",
        select(orgs.c.code.label("branch"), *but(followups, "branch_id", "person_id"))
        .join(orgs, orgs.c.id == followups.c.branch_id)
        .where(followups.c.person_id == person_id)
        .order_by(followups.c.id),
    )
