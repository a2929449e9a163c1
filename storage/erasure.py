"""What of a person's data can be erased.

The ledger, the steps of a review and the audit log never change; they hold ids, numbers and times. What tells of a
person (names, notes, reasons, files, accounts) stands beside them and goes.
"""

from datetime import datetime

from sqlalchemy import delete, func, or_, select, update

from storage import joint_works, task_traces, trainings, year_sheets
from storage.rights import about, their_appeals, their_cases, their_claims
from storage.schema import (
    activities,
    adjustments,
    appeal_evidence,
    appeal_steps,
    appeals,
    award_entries,
    award_objections,
    case_steps,
    checkins,
    claims,
    declaration_lines,
    declarations,
    drafts,
    evidence,
    exemptions,
    followups,
    grants,
    guesses,
    ledger,
    ledger_texts,
    letters,
    meeting_people,
    memberships,
    persons,
    rating_objections,
    review_steps,
    slots,
    spot_checks,
    step_texts,
    tokens,
)
from storage.transaction import Tx


def unsay(tx: Tx, text: str) -> None:
    """Drop the letters that hold a text and went out; the notices and boards of all are the record, and stay."""
    if len(text) > 1:
        tx.run(delete(letters).where(letters.c.body.contains(text, autoescape=True), letters.c.lane < 2,
                                     letters.c.state != "due"))  # fmt: skip


def erase(tx: Tx, person_id: int, *, telegram_id: int | None, sign: str, now: datetime) -> None:
    """Erase what tells of a person; `sign` stands where the name stood.

    Ledger entries, review steps and the audit log stay: they hold ids, numbers and times.
    """
    tx.memory.forget()
    if tx.sqlite:
        tx.connection.exec_driver_sql("PRAGMA secure_delete=ON")  # what is deleted is overwritten in the file
    own = their_claims(person_id)
    entries = select(ledger.c.id).where(about(person_id))
    steps = select(review_steps.c.id).where(review_steps.c.claim_id.in_(own))
    forms = select(declarations.c.id).where(declarations.c.person_id == person_id)
    live = or_(memberships.c.state == "active", memberships.c.state == "pending")
    files = or_(evidence.c.claim_id.in_(own), evidence.c.person_id == person_id)
    waiting = or_(appeals.c.state == "filed", appeals.c.state == "accepted", appeals.c.state == "second_review")
    nothing = dict.fromkeys(("file_id", "unique_id", "note", "message_id", "media_group", "digest"))
    for statement in (
        delete(ledger_texts).where(ledger_texts.c.entry_id.in_(entries)),
        delete(step_texts).where(step_texts.c.step_id.in_(steps)),
        update(evidence).where(files).values(**nothing),
        update(claims).where(claims.c.id.in_(own)).values(note="", sameness="", message_id=None, media_group=None),
        update(followups).where(followups.c.person_id == person_id).values(task="", answer=None, record=None),
        update(declarations).where(declarations.c.person_id == person_id).values(doubt=None, words=None),
        update(declaration_lines)
        .where(declaration_lines.c.declaration_id.in_(forms))
        .values(note="", pieces=[], media_group=None),
        update(adjustments).where(adjustments.c.claim_id.in_(own)).values(reason=""),
        update(spot_checks).where(spot_checks.c.claim_id.in_(own)).values(reason=""),
        update(appeals).where(appeals.c.person_id == person_id).values(text=""),
        update(appeals).where(appeals.c.person_id == person_id, waiting).values(state="withdrawn"),
        update(appeal_steps).where(appeal_steps.c.appeal_id.in_(their_appeals(person_id))).values(reason=""),
        update(appeal_evidence)
        .where(appeal_evidence.c.appeal_id.in_(their_appeals(person_id)))
        .values(file_id=None, unique_id=None),
        update(award_objections).where(award_objections.c.person_id == person_id).values(text=""),
        update(award_objections)
        .where(award_objections.c.person_id == person_id, award_objections.c.answer.is_not(None))
        .values(answer=""),
        update(award_entries)
        .where(award_entries.c.person_id == person_id)
        .values(text="", files=[], revoked_why=None),
        update(rating_objections).where(rating_objections.c.person_id == person_id).values(text=""),
        *task_traces.erasing(person_id),
        *joint_works.erasing(person_id, now),
        trainings.erasing(person_id),
        year_sheets.erasing(person_id),
        update(rating_objections)
        .where(rating_objections.c.person_id == person_id, rating_objections.c.answer.is_not(None))
        .values(answer=""),
        update(memberships).where(memberships.c.person_id == person_id, live).values(state="ended", until=now),
        update(memberships).where(memberships.c.person_id == person_id).values(exempt_reason=None),
        update(meeting_people).where(meeting_people.c.person_id == person_id).values(leave_reason=None),
        update(checkins).where(checkins.c.person_id == person_id).values(struck_reason=None),
        update(exemptions).where(exemptions.c.person_id == person_id).values(reason=""),
        update(case_steps).where(case_steps.c.case_id.in_(their_cases(person_id))).values(text=None),
        update(grants).where(grants.c.person_id == person_id, grants.c.revoked_at.is_(None)).values(revoked_at=now),
        update(tokens).where(tokens.c.used_by == person_id).values(used_by=None),
        update(persons)
        .where(persons.c.id == person_id)
        .values(
            name=sign, telegram_id=None, lang=None, telegram_lang=None, home_id=None, reachable=None, consent_at=None,
            anonymised_at=now, board_name=None,
        ),
    ):  # fmt: skip
        tx.run(statement)
    if telegram_id is not None:
        forget_account(tx, telegram_id)


def forget_account(tx: Tx, telegram_id: int) -> None:
    """Forget what is known only by a Telegram number: messages, questions, the number of the private chat."""
    tx.run(delete(drafts).where(drafts.c.telegram_id == telegram_id))
    tx.run(delete(slots).where(slots.c.chat_id == telegram_id))
    tx.run(delete(letters).where(letters.c.chat_id == telegram_id))
    tx.run(delete(guesses).where(guesses.c.account == telegram_id))
    for table in (activities, claims, evidence, memberships):  # where something was asked in the private chat
        tx.run(update(table).where(table.c.chat_id == telegram_id).values(chat_id=None))


def erase_name(tx: Tx, name: str, sign: str) -> None:
    """Replace a name in the outbox, which is the record of what was said.

    A single character is left alone: it would be replaced inside other words.
    """
    if len(name) > 1:
        said = letters.c.body.contains(name, autoescape=True)
        tx.run(update(letters).where(said).values(body=func.replace(letters.c.body, name, sign)))
