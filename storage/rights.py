"""Data rights: who is meant, which rows are about a person, and what was written of them."""

from typing import Any

from sqlalchemy import and_, func, or_, select

from storage import task_traces
from storage.schema import (
    appeal_evidence,
    appeal_steps,
    appeals,
    award_entries,
    award_objections,
    case_steps,
    cases,
    checkins,
    claims,
    declaration_lines,
    declarations,
    evidence,
    exemptions,
    followups,
    ledger,
    ledger_texts,
    meeting_people,
    persons,
    rating_objections,
    review_steps,
    spot_checks,
    step_texts,
    trainings,
)
from storage.transaction import Tx


def named(tx: Tx, name: str) -> list[int]:
    """Answer the ids of everybody with that name, members or not."""
    found = tx.all(select(persons.c.id).where(persons.c.name == name, persons.c.anonymised_at.is_(None)))
    return [row[0] for row in found]


def their_claims(person_id: int) -> Any:
    """Claims about the person; what they filed for others tells of others."""
    return select(claims.c.id).where(claims.c.subject_kind != "branch", claims.c.subject_id == person_id)


def their_cases(person_id: int) -> Any:
    """Cases about the person, and duties that somebody else has because of the person's month."""
    return select(cases.c.id).where(or_(cases.c.person_id == person_id, cases.c.about_id == person_id))


def their_appeals(person_id: int) -> Any:
    """Objections of the person; what they decided on others' tells of others."""
    return select(appeals.c.id).where(appeals.c.person_id == person_id)


def about(person_id: int) -> Any:
    """Entries about the person, whose ids are not a branch's."""
    return and_(ledger.c.subject_kind != "branch", ledger.c.subject_id == person_id)


def told(tx: Tx, person_id: int) -> list[str]:
    """Answer what was written about a person: notes, reasons, the file numbers of evidence."""
    own = their_claims(person_id)
    files = or_(evidence.c.claim_id.in_(own), evidence.c.person_id == person_id)
    reasons = select(step_texts.c.reason).join(review_steps, review_steps.c.id == step_texts.c.step_id)
    forms = select(declarations.c.id).where(declarations.c.person_id == person_id)
    booked = select(ledger_texts.c.reason).join(ledger, ledger.c.id == ledger_texts.c.entry_id)
    standing = select(case_steps.c.text).where(case_steps.c.case_id.in_(their_cases(person_id)))
    statements = (
        select(claims.c.note).where(claims.c.id.in_(own)),
        reasons.where(review_steps.c.claim_id.in_(own)),
        booked.where(about(person_id)),
        select(spot_checks.c.reason).where(spot_checks.c.claim_id.in_(own)),
        select(evidence.c.file_id).where(files),
        select(evidence.c.note).where(files),
        select(exemptions.c.reason).where(exemptions.c.person_id == person_id),
        standing,
        select(appeals.c.text).where(appeals.c.person_id == person_id),
        select(appeal_steps.c.reason).where(appeal_steps.c.appeal_id.in_(their_appeals(person_id))),
        select(appeal_evidence.c.file_id).where(appeal_evidence.c.appeal_id.in_(their_appeals(person_id))),
        select(meeting_people.c.leave_reason).where(meeting_people.c.person_id == person_id),
        select(checkins.c.struck_reason).where(checkins.c.person_id == person_id),
        select(award_objections.c.text).where(award_objections.c.person_id == person_id),
        select(award_objections.c.answer).where(award_objections.c.person_id == person_id),
        select(award_entries.c.text).where(award_entries.c.person_id == person_id),
        select(award_entries.c.revoked_why).where(award_entries.c.person_id == person_id),
        select(rating_objections.c.text).where(rating_objections.c.person_id == person_id),
        select(rating_objections.c.answer).where(rating_objections.c.person_id == person_id),
        select(followups.c.task).where(followups.c.person_id == person_id),
        select(followups.c.answer).where(followups.c.person_id == person_id),
        select(followups.c.record).where(followups.c.person_id == person_id),
        select(declarations.c.doubt).where(declarations.c.person_id == person_id),
        select(declarations.c.words).where(declarations.c.person_id == person_id),
        select(declaration_lines.c.note).where(declaration_lines.c.declaration_id.in_(forms)),
        select(trainings.c.title).where(trainings.c.person_id == person_id),
        select(trainings.c.evidence).where(trainings.c.person_id == person_id),
        *task_traces.told(person_id),
    )
    found = [row[0] for statement in statements for row in tx.all(statement)]
    return [text for text in dict.fromkeys(found) if text]


def cards_of(tx: Tx, person_id: int) -> list[int]:
    """Answer the numbers of the claims on whose cards a person stands; several people may share one."""
    number = func.coalesce(claims.c.batch_id, claims.c.id)
    found = tx.all(select(number).where(claims.c.id.in_(their_claims(person_id))).distinct().order_by(number))
    return [row[0] for row in found]
