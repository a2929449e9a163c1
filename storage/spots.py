"""Spot checks: the draws of the months, and what became of the drawn claims."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, bindparam, select, update

from storage.prepared import prepared
from storage.schema import ledger, spot_checks, spot_draws, totals
from storage.transaction import Tx


class Draw(NamedTuple):
    """A month's draw; before `drawn_at` its salt is nobody's to know."""

    id: int
    branch_id: int
    period: str
    salt: str
    commitment: str
    committed_at: datetime
    drawn_at: datetime | None
    pool: int | None


class Check(NamedTuple):
    """A drawn claim; `verdict` is true, partly or false, None while it waits."""

    id: int
    draw_id: int
    claim_id: int
    verdict: str | None
    checked_by: int | None
    checked_at: datetime | None
    reason: str


_DRAW = [spot_draws.c[name] for name in Draw._fields]
_CHECK = [spot_checks.c[name] for name in Check._fields]
_ONE = prepared(
    select(*_DRAW).where(spot_draws.c.branch_id == bindparam("branch_id"), spot_draws.c.period == bindparam("period")),
    Draw,
)
_BY_ID = prepared(select(*_DRAW).where(spot_draws.c.id == bindparam("id")), Draw)
_OF_BRANCH = prepared(
    select(*_DRAW).where(spot_draws.c.branch_id == bindparam("branch_id")).order_by(spot_draws.c.period), Draw
)
_DRAWN = prepared(
    update(spot_draws)
    .where(spot_draws.c.id == bindparam("key"), spot_draws.c.drawn_at.is_(None))
    .values(drawn_at=bindparam("at", type_=spot_draws.c.drawn_at.type), pool=bindparam("found"))
)
_CHECKS = prepared(
    select(*_CHECK).where(spot_checks.c.draw_id == bindparam("draw_id")).order_by(spot_checks.c.claim_id), Check
)
_CHECK_BY_ID = prepared(select(*_CHECK).where(spot_checks.c.id == bindparam("id")), Check)
_OF_CLAIM = prepared(
    select(*_CHECK).where(spot_checks.c.claim_id == bindparam("claim_id")).order_by(spot_checks.c.id), Check
)
_DECIDE = prepared(
    update(spot_checks)
    .where(spot_checks.c.id == bindparam("key"), spot_checks.c.verdict.is_(None))
    .values(
        verdict=bindparam("found"),
        checked_by=bindparam("by"),
        checked_at=bindparam("at", type_=spot_checks.c.checked_at.type),
        reason=bindparam("why"),
    )
)
_BACK = ledger.alias("taken_back")
_POOL = prepared(
    # From the subjects of the month to their entries: a branch of a million entries is not walked through.
    select(ledger.c.claim_id)
    .select_from(
        totals.join(
            ledger,
            and_(
                ledger.c.subject_kind == totals.c.subject_kind,
                ledger.c.subject_id == totals.c.subject_id,
                ledger.c.period == totals.c.period,
                ledger.c.branch_id == totals.c.branch_id,
            ),
        ).join(_BACK, and_(_BACK.c.reverses == ledger.c.id, _BACK.c.period == ledger.c.period), isouter=True)
    )
    .where(
        totals.c.branch_id == bindparam("branch_id"),
        totals.c.subject_kind == bindparam("kind"),
        totals.c.period == bindparam("period"),
        ledger.c.claim_id.is_not(None),
        ledger.c.points > bindparam("nothing", type_=ledger.c.points.type),
        ledger.c.reverses.is_(None),
        _BACK.c.id.is_(None),
    )
    .distinct()
    .order_by(ledger.c.claim_id)
)


def commit(tx: Tx, *, branch_id: int, period: str, salt: str, commitment: str, now: datetime) -> int:
    """Add a month's draw with the salt to which its hash commits; answer its id."""
    return tx.add(spot_draws, branch_id=branch_id, period=period, salt=salt, commitment=commitment, committed_at=now)


def get(tx: Tx, branch_id: int, period: str) -> Draw | None:
    """Answer a month's draw, None where none was committed to."""
    row: Draw | None = tx.one(_ONE, branch_id=branch_id, period=period)
    return row


def known(tx: Tx, draw_id: int) -> Draw:
    """Answer a draw that is known to exist."""
    row: Draw | None = tx.one(_BY_ID, id=draw_id)
    if row is None:
        raise LookupError(f"draw {draw_id} was referred to and does not exist")
    return row


def of_branch(tx: Tx, branch_id: int) -> list[Draw]:
    """Answer a branch's draws, by month."""
    return list(tx.all(_OF_BRANCH, branch_id=branch_id))


def pool(tx: Tx, branch_id: int, kind: str, period: str) -> list[int]:
    """Answer the claims that gave subjects of a kind points in a month and were not taken back in it."""
    found = tx.all(_POOL, branch_id=branch_id, kind=kind, period=period, nothing=0)
    return [row[0] for row in found]


def drawn(tx: Tx, draw_id: int, *, pool: int, now: datetime) -> bool:
    """Write that a month was drawn, from how many claims; False where somebody was faster."""
    return tx.run(_DRAWN, key=draw_id, found=pool, at=now) == 1


def add_check(tx: Tx, *, draw_id: int, claim_id: int) -> int:
    """Add a drawn claim; answer the id of its check."""
    return tx.add(spot_checks, draw_id=draw_id, claim_id=claim_id)


def checks(tx: Tx, draw_id: int) -> list[Check]:
    """Answer the drawn claims of a draw, by number."""
    return list(tx.all(_CHECKS, draw_id=draw_id))


def check(tx: Tx, check_id: int) -> Check | None:
    """Answer a check, or None."""
    row: Check | None = tx.one(_CHECK_BY_ID, id=check_id)
    return row


def of_claim(tx: Tx, claim_id: int) -> list[Check]:
    """Answer the checks that a claim was drawn for."""
    return list(tx.all(_OF_CLAIM, claim_id=claim_id))


def decide(tx: Tx, check_id: int, *, verdict: str, by: int, reason: str, now: datetime) -> bool:
    """Write what a checker found; False where somebody was faster."""
    return tx.run(_DECIDE, key=check_id, found=verdict, by=by, at=now, why=reason) == 1
