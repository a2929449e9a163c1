"""Claims: what was asked, how far its review is."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, func, or_, select, text, update

from storage.prepared import one_of, prepared
from storage.schema import claims
from storage.transaction import Tx


class Claim(NamedTuple):
    """A claim as stored; `chain` is a list of {"role": …, "people": [person ids]}, one a level."""

    id: int
    branch_id: int
    scheme_id: int
    item: str
    subject_kind: str
    subject_id: int
    submitter_id: int
    occurred_on: date
    quantity: Decimal
    level: str | None
    requested: Decimal
    credited: Decimal | None
    state: str
    level_no: int
    chain: list[dict[str, Any]]
    rev: int
    note: str
    source: str
    batch_id: int | None
    chat_id: int | None
    thread_id: int | None
    message_id: int | None
    media_group: str | None
    filed_at: datetime | None
    decided_at: datetime | None
    level_since: datetime | None
    confirm_until: date | None


_COLUMNS = [claims.c[name] for name in Claim._fields]
_BY_ID = prepared(select(*_COLUMNS).where(claims.c.id == bindparam("id")), Claim)
_BATCH = prepared(select(*_COLUMNS).where(claims.c.batch_id == bindparam("id")).order_by(claims.c.id), Claim)
_SAME = prepared(
    select(claims.c.id)
    .where(
        claims.c.sameness == bindparam("sameness"), ~one_of(claims.c.state, "rejected", "withdrawn", "draft", "voided")
    )
    .order_by(claims.c.id.desc())
    .limit(1)
)
_BY_ALBUM = prepared(
    select(*_COLUMNS).where(claims.c.media_group == bindparam("media_group")).order_by(claims.c.id), Claim
)
_WAITING = prepared(
    select(*_COLUMNS)
    .where(claims.c.branch_id == bindparam("branch_id"), claims.c.state == "in_review")
    .order_by(claims.c.id),
    Claim,
)
_BRANCHES_WAITING = prepared(
    select(claims.c.branch_id).where(claims.c.state == text("'in_review'")).distinct().order_by(claims.c.branch_id)
)
_OF_SUBJECT = prepared(
    select(*_COLUMNS)
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
    select(*_COLUMNS).where(
        claims.c.subject_kind == bindparam("kind"),
        claims.c.subject_id == bindparam("subject_id"),
        claims.c.occurred_on >= bindparam("start", type_=claims.c.occurred_on.type),
        claims.c.occurred_on <= bindparam("end", type_=claims.c.occurred_on.type),
        one_of(claims.c.state, "in_review", "returned", "awaiting_member", "disputed", "rejected"),
    ),
    Claim,
)
_DRAFTS = prepared(select(*_COLUMNS).where(claims.c.state == "draft").order_by(claims.c.id), Claim)
_ALL = prepared(select(*_COLUMNS).where(claims.c.state != "draft").order_by(claims.c.id), Claim)
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
    select(*_COLUMNS)
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
    select(*_COLUMNS)
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
    select(*_COLUMNS).where(claims.c.state == text("'awaiting_member'")).order_by(claims.c.id),
    Claim,
)


_UNSAID: dict[str, Any] = {"level_no": 0, "rev": 0, "note": ""} | {
    name: None for name in Claim._fields if claims.c[name].nullable
}
"""What a claim's columns hold where nothing is said of them."""


def add(tx: Tx, *, sameness: str, created_at: datetime, **values: Any) -> Claim:
    """Add a claim; answer it as it is stored. Its id is its number in all chats."""
    claim_id = tx.add(claims, sameness=sameness, created_at=created_at, **values)
    return Claim(**{**_UNSAID, **values, "id": claim_id})


def get(tx: Tx, claim_id: int) -> Claim | None:
    """Answer a claim, or None."""
    row: Claim | None = tx.one(_BY_ID, id=claim_id)
    return row


def known(tx: Tx, claim_id: int) -> Claim:
    """Answer a claim that is known to exist."""
    claim = get(tx, claim_id)
    if claim is None:
        raise LookupError(f"claim {claim_id} was referred to and does not exist")
    return claim


def batch(tx: Tx, first_id: int) -> list[Claim]:
    """Answer the claims that share the card of `first_id`, itself included."""
    return list(tx.all(_BATCH, id=first_id))


def same(tx: Tx, sameness: str) -> int | None:
    """Answer the newest live claim with the same beneficiary, item, date and note."""
    found: int | None = tx.scalar(_SAME, sameness=sameness)
    return found


def by_album(tx: Tx, media_group: str) -> list[Claim]:
    """Answer the claims that an album filed."""
    return list(tx.all(_BY_ALBUM, media_group=media_group))


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


def every(tx: Tx) -> list[Claim]:
    """Answer every claim but drafts, by number."""
    return list(tx.all(_ALL))


def drafts(tx: Tx) -> list[Claim]:
    """Answer the claims that were begun and never filed, by number."""
    return list(tx.all(_DRAFTS))


def set_batch(tx: Tx, claim: Claim) -> Claim:
    """Make a claim the first of a batch; it speaks for all on one card."""
    tx.run(_SET_BATCH, key=claim.id, first=claim.id)
    return claim._replace(batch_id=claim.id)


def change(tx: Tx, claim_id: int, *, from_rev: int, **values: Any) -> bool:
    """Write some columns if nobody was faster; the revision grows.

    Returns:
        False where the claim is not at `from_rev` any more, and nothing was written.
    """
    statement = _change(tuple(values))
    return tx.run(statement, key=claim_id, from_rev=from_rev, next_rev=from_rev + 1, **values) == 1


def _change(names: tuple[str, ...]) -> Any:
    if names not in _CHANGES:
        columns = {name: bindparam(name, type_=claims.c[name].type) for name in names}
        _CHANGES[names] = prepared(
            update(claims)
            .where(claims.c.id == bindparam("key"), claims.c.rev == bindparam("from_rev"))
            .values(rev=bindparam("next_rev"), **columns)
        )
    return _CHANGES[names]


_SET_BATCH = prepared(update(claims).where(claims.c.id == bindparam("key")).values(batch_id=bindparam("first")))
_CHANGES: dict[tuple[str, ...], Any] = {}
