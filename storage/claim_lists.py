"""Lists of claims: what waits, what a subject, a branch, a span of days holds."""

from datetime import date

from sqlalchemy import Boolean, and_, bindparam, func, or_, select, text

from storage.claims import COLUMNS, Claim
from storage.prepared import one_of, prepared
from storage.schema import claims
from storage.transaction import Tx

_WAITING = prepared(
    select(*COLUMNS)
    .where(claims.c.branch_id == bindparam("branch_id"), claims.c.state == "in_review")
    .order_by(claims.c.id),
    Claim,
)
_BRANCHES_WAITING = prepared(
    select(claims.c.branch_id).where(claims.c.state == text("'in_review'")).distinct().order_by(claims.c.branch_id)
)
_OF_SUBJECT = prepared(
    select(*COLUMNS)
    .where(
        claims.c.subject_kind == bindparam("kind"),
        claims.c.subject_id == bindparam("subject_id"),
        claims.c.occurred_on >= bindparam("start", type_=claims.c.occurred_on.type),
        claims.c.occurred_on <= bindparam("end", type_=claims.c.occurred_on.type),
        claims.c.state != "draft",
    )
    .order_by(claims.c.occurred_on, claims.c.id),
    Claim,
)
_UNBOOKED_OF = prepared(
    select(*COLUMNS).where(
        claims.c.subject_kind == bindparam("kind"),
        claims.c.subject_id == bindparam("subject_id"),
        claims.c.occurred_on >= bindparam("start", type_=claims.c.occurred_on.type),
        claims.c.occurred_on <= bindparam("end", type_=claims.c.occurred_on.type),
        one_of(claims.c.state, "in_review", "returned", "awaiting_member", "disputed", "rejected"),
    ),
    Claim,
)
_AFTER = prepared(
    select(*COLUMNS)
    .where(claims.c.id > bindparam("after"), or_(claims.c.state != "draft", bindparam("drafts", type_=Boolean)))
    .order_by(claims.c.id)
    .limit(bindparam("most")),
    Claim,
)
_CLAIMANTS = prepared(
    select(claims.c.subject_id)
    .where(
        claims.c.branch_id == bindparam("branch_id"),
        claims.c.subject_kind != "branch",
        claims.c.occurred_on >= bindparam("start", type_=claims.c.occurred_on.type),
        claims.c.occurred_on <= bindparam("end", type_=claims.c.occurred_on.type),
        ~one_of(claims.c.state, "draft", "withdrawn", "voided"),
    )
    .distinct()
)
_REJECTED = prepared(
    select(*COLUMNS)
    .where(
        claims.c.branch_id == bindparam("branch_id"),
        claims.c.state == "rejected",
        or_(
            and_(claims.c.subject_kind != "branch", claims.c.subject_id == bindparam("person_id")),
            and_(claims.c.subject_kind == "branch", claims.c.submitter_id == bindparam("person_id")),
        ),
    )
    .order_by(claims.c.id.desc()),
    Claim,
)
_OF_BRANCH = prepared(
    select(*COLUMNS)
    .where(
        claims.c.branch_id == bindparam("branch_id"),
        claims.c.occurred_on >= bindparam("start", type_=claims.c.occurred_on.type),
        claims.c.occurred_on <= bindparam("end", type_=claims.c.occurred_on.type),
        claims.c.state != "draft",
    )
    .order_by(claims.c.id),
    Claim,
)
_STUCK = prepared(
    select(func.count()).where(
        claims.c.branch_id == bindparam("branch_id"),
        one_of(claims.c.state, "returned", "awaiting_member", "disputed"),
        claims.c.occurred_on >= bindparam("start", type_=claims.c.occurred_on.type),
        claims.c.occurred_on <= bindparam("end", type_=claims.c.occurred_on.type),
    )
)
_AWAITING = prepared(
    select(*COLUMNS).where(claims.c.state == text("'awaiting_member'")).order_by(claims.c.id),
    Claim,
)


def waiting(tx: Tx, branch_id: int) -> list[Claim]:
    """Answer a branch's claims in review, oldest first."""
    return list(tx.all(_WAITING, branch_id=branch_id))


def branches_waiting(tx: Tx) -> list[int]:
    """Answer the ids of the branches in which a claim waits for review."""
    return [row[0] for row in tx.all(_BRANCHES_WAITING)]


def by_card(found: list[Claim]) -> list[Claim]:
    """Answer one claim for each card, the first of those given: several people's claims of one act share a card."""
    cards: dict[int, Claim] = {}
    for claim in found:
        cards.setdefault(claim.batch_id or claim.id, claim)
    return list(cards.values())


def of_subject(tx: Tx, kind: str, subject_id: int, start: date, end: date) -> list[Claim]:
    """Answer a subject's claims for acts in a span of days."""
    return list(tx.all(_OF_SUBJECT, kind=kind, subject_id=subject_id, start=start, end=end))


def unbooked_of(tx: Tx, kind: str, subject_id: int, start: date, end: date) -> list[Claim]:
    """Answer a subject's claims for acts in a span of days that are filed, were not withdrawn and gave no points."""
    return list(tx.all(_UNBOOKED_OF, kind=kind, subject_id=subject_id, start=start, end=end))


def of_branch(tx: Tx, branch_id: int, start: date, end: date) -> list[Claim]:
    """Answer a branch's claims for acts in a span of days, by number."""
    return list(tx.all(_OF_BRANCH, branch_id=branch_id, start=start, end=end))


def claimants(tx: Tx, branch_id: int, start: date, end: date) -> set[int]:
    """Answer the ids of the people with a claim for an act in a span of days."""
    return {row[0] for row in tx.all(_CLAIMANTS, branch_id=branch_id, start=start, end=end)}


def rejected(tx: Tx, branch_id: int, person_id: int) -> list[Claim]:
    """Answer somebody's claims in a branch that were not approved, those for the branch that they filed among them."""
    return list(tx.all(_REJECTED, branch_id=branch_id, person_id=person_id))


def stuck(tx: Tx, branch_id: int, start: date, end: date) -> int:
    """Count a branch's claims for acts in a span of days that wait for their claimant or a member's word."""
    return tx.scalar(_STUCK, branch_id=branch_id, start=start, end=end) or 0


def awaiting(tx: Tx) -> list[Claim]:
    """Answer the office entries that wait for their member's word; the literal state lets the partial index serve."""
    return list(tx.all(_AWAITING))


def after(tx: Tx, claim_id: int, *, most: int, drafts: bool = False) -> list[Claim]:
    """Answer claims in order from behind a number, on request with those that were begun and never filed."""
    return list(tx.all(_AFTER, after=claim_id, most=most, drafts=drafts))
