"""Sweeps: what is dropped when its time is over, so many rows at a time that claims go in between.

They run once a night, so their statements are built when they are needed.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Update, and_, delete, exists, literal_column, or_, select, update

from storage.schema import (
    activities,
    appeal_evidence,
    appeals,
    case_steps,
    cases,
    claims,
    declaration_lines,
    drafts,
    evidence,
    exemptions,
    followups,
    letters,
    memberships,
    tokens,
)
from storage.transaction import Tx

WAITING = ("draft", "in_review", "returned", "awaiting_member", "disputed")
"""States of claims whose evidence somebody may still have to look at."""
DECIDED = ("final", "withdrawn")
"""States of objections that nobody looks at any more."""
NOTHING = {"file_id": None, "note": None, "chat_id": None, "message_id": None, "media_group": None}


def drop_drafts(tx: Tx, before: datetime) -> int:
    """Drop questions that nobody answered."""
    return tx.run(delete(drafts).where(drafts.c.at < before))


def drop_links(tx: Tx, before: datetime) -> int:
    """Drop one-time links that expired long ago."""
    return tx.run(delete(tokens).where(tokens.c.expires_at < before))


def drop_letters(tx: Tx, before: datetime, most: int) -> int:
    """Drop answers and cards that went out, failed or were superseded long ago; posts for all are the record."""
    old = (
        and_(_is("sent"), letters.c.sent_at < before, letters.c.lane < 2),
        and_(_is("superseded"), letters.c.created_at < before),
        and_(_is("failed"), letters.c.created_at < before),
    )
    chosen = [select(letters.c.id).where(which).limit(most) for which in old]
    return sum(tx.run(delete(letters).where(letters.c.id.in_(ids))) for ids in chosen)


def _is(state: str) -> ColumnElement[bool]:
    """Ask for letters of a state in the very words of the indexes that hold only those."""
    return letters.c.state == literal_column(f"'{state}'")


def _old(day: date) -> Select[Any]:
    """Evidence that still shows something, of claims that nobody decides on or objects to, for acts before a day."""
    objected = exists().where(
        appeals.c.target == "claim", appeals.c.target_id == claims.c.id, appeals.c.state.not_in(DECIDED)
    )
    return (
        select(evidence.c.id)
        .join(claims, claims.c.id == evidence.c.claim_id)
        .where(
            or_(evidence.c.file_id.is_not(None), evidence.c.note.is_not(None)),
            claims.c.occurred_on < day,
            claims.c.state.not_in(WAITING),
            ~objected,
        )
    )


def drop_evidence(tx: Tx, day: date, before: datetime, most: int) -> int:
    """Forget files and words of evidence for acts before a day; which file it was (its hashes) stays.

    Args:
        tx: Where.
        day: The first day that is kept.
        before: Its beginning, for objections, which know moments.
        most: Pieces at a time; the few that stand elsewhere go at once.
    """
    gone = tx.run(update(evidence).where(evidence.c.id.in_(_old(day).limit(most))).values(NOTHING))
    return gone + sum(tx.run(statement) for statement in _elsewhere(day, before))


def _elsewhere(day: date, before: datetime) -> list[Update]:
    decided = select(appeals.c.id).where(appeals.c.state.in_(DECIDED), appeals.c.filed_at < before)
    return [
        update(activities)
        .where(activities.c.occurred_on < day, activities.c.state != "open", activities.c.pieces != [])
        .values(pieces=[]),
        update(declaration_lines)
        .where(declaration_lines.c.occurred_on < day, declaration_lines.c.claim_id.is_not(None))
        .where(declaration_lines.c.pieces != [])
        .values(pieces=[]),
        update(appeal_evidence)
        .where(appeal_evidence.c.file_id.is_not(None), appeal_evidence.c.appeal_id.in_(decided))
        .values(file_id=None),
    ]


def drop_talks(tx: Tx, day: date, before: datetime) -> int:
    """Forget the words of talks, leaves and follow-ups that ended before a day; that they were stays."""
    over = select(cases.c.id).where(cases.c.state.in_(("closed", "dropped")))
    statements = (
        update(case_steps)
        .where(case_steps.c.text.is_not(None), case_steps.c.at < before, case_steps.c.case_id.in_(over))
        .values(text=None),
        update(followups)
        .where(followups.c.closed_at < before, followups.c.task != "")
        .values(task="", answer=None, record=None),
        update(exemptions).where(exemptions.c.last < day, exemptions.c.reason != "").values(reason=""),
        update(memberships)
        .where(memberships.c.exempt_to < day, memberships.c.exempt_reason.is_not(None))
        .values(exempt_reason=None),
    )
    return sum(tx.run(statement) for statement in statements)


def _of_person(person_id: int, day: date) -> Select[Any]:
    return _old(day).where(claims.c.subject_kind != "branch", claims.c.subject_id == person_id)


def forget_evidence(tx: Tx, person_id: int, day: date) -> int:
    """Forget the evidence of one person's acts before a day, wherever nothing waits for it any more."""
    return tx.run(update(evidence).where(evidence.c.id.in_(_of_person(person_id, day))).values(NOTHING))


def forgettable(tx: Tx, person_id: int, day: date) -> list[date]:
    """Answer the days of the acts whose evidence `forget_evidence` would forget, a day for each piece."""
    return [row[0] for row in tx.all(_of_person(person_id, day).with_only_columns(claims.c.occurred_on))]
