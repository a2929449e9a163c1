"""Review steps: who said what about a claim, append-only."""

from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import bindparam, func, select

from storage.prepared import one_of, prepared
from storage.schema import claims, review_steps, step_texts
from storage.transaction import Tx


class Step(NamedTuple):
    """One verdict; level 0 is the claimant's own step."""

    id: int
    claim_id: int
    rev: int
    level: int
    role: str
    reviewer_id: int
    verdict: str
    reason: str
    points: Decimal | None
    at: datetime
    for_id: int | None
    """In whose place the reviewer decided."""


class Timed(NamedTuple):
    """A verdict, and since when it had been asked for."""

    reviewer_id: int
    verdict: str
    requested: Decimal
    before: datetime
    at: datetime


_REASON = func.coalesce(step_texts.c.reason, "").label("reason")
_COLUMNS = [_REASON if name == "reason" else review_steps.c[name] for name in Step._fields]
_WITH_TEXTS = select(*_COLUMNS).join(step_texts, step_texts.c.step_id == review_steps.c.id, isouter=True)
_OF_CLAIM = prepared(
    _WITH_TEXTS.where(review_steps.c.claim_id == bindparam("claim_id")).order_by(review_steps.c.id), Step
)
_BEFORE = func.lag(review_steps.c.at, type_=review_steps.c.at.type).over(
    partition_by=review_steps.c.claim_id, order_by=review_steps.c.id
)
_TIMED = (
    select(*(review_steps.c[name] for name in ("id", "reviewer_id", "verdict", "at")), claims.c.requested,
           _BEFORE.label("before"))
    .join(claims, claims.c.id == review_steps.c.claim_id)
    .where(claims.c.branch_id == bindparam("branch_id"))
    .subquery()
)  # fmt: skip
_DECISIONS = prepared(
    select(*(_TIMED.c[name] for name in ("reviewer_id", "verdict", "requested", "before", "at")))
    .where(
        one_of(_TIMED.c.verdict, "approve", "return", "reject"),
        _TIMED.c.before.is_not(None),
        _TIMED.c.at >= bindparam("since", type_=_TIMED.c.at.type),
        _TIMED.c.at < bindparam("until", type_=_TIMED.c.at.type),
    )
    .order_by(_TIMED.c.id),
    Timed,
)
_OF_CLAIMS = prepared(
    _WITH_TEXTS.where(
        review_steps.c.claim_id >= bindparam("first"), review_steps.c.claim_id <= bindparam("last")
    ).order_by(review_steps.c.id),
    Step,
)


def add(
    tx: Tx,
    *,
    claim_id: int,
    rev: int,
    level: int,
    role: str,
    reviewer_id: int,
    verdict: str,
    now: datetime,
    reason: str = "",
    points: Decimal | None = None,
    for_id: int | None = None,
) -> int:
    """Append a step."""
    step_id = tx.add(
        review_steps,
        claim_id=claim_id,
        rev=rev,
        level=level,
        role=role,
        reviewer_id=reviewer_id,
        verdict=verdict,
        points=points,
        at=now,
        for_id=for_id,
    )
    if reason:
        tx.add(step_texts, step_id=step_id, reason=reason)
    return step_id


def of_claim(tx: Tx, claim_id: int) -> list[Step]:
    """Answer a claim's steps in order."""
    return list(tx.all(_OF_CLAIM, claim_id=claim_id))


def decisions(tx: Tx, branch_id: int, since: datetime, until: datetime) -> list[Timed]:
    """Answer the verdicts on a branch's claims in a span of time, each with the time of the step before it."""
    return list(tx.all(_DECISIONS, branch_id=branch_id, since=since, until=until))


def of_claims(tx: Tx, first: int, last: int) -> list[Step]:
    """Answer the steps of claims from one number to another, in order."""
    return list(tx.all(_OF_CLAIMS, first=first, last=last))
