"""The ledger by days: what somebody's acts gave on which day."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select

from storage.prepared import prepared
from storage.schema import claims, ledger
from storage.transaction import Tx

_ACTS = prepared(
    select(ledger.c.points, ledger.c.booked_at, claims.c.occurred_on)
    .join(claims, claims.c.id == ledger.c.claim_id, isouter=True)
    .where(
        ledger.c.subject_kind == bindparam("kind"),
        ledger.c.subject_id == bindparam("subject_id"),
        ledger.c.period >= bindparam("start"),
        ledger.c.period <= bindparam("end"),
        ledger.c.branch_id == bindparam("branch_id"),
    )
)


def of_person(  # noqa: PLR0917 - whose, as what, where, and of when
    tx: Tx, person_id: int, kind: str, branch_id: int, start: str, end: str, *, zone: ZoneInfo
) -> dict[date, Decimal]:
    """Answer what a person was given by the day of the act; what is of no claim counts on the day it was booked."""
    found: defaultdict[date, Decimal] = defaultdict(Decimal)
    rows = tx.all(_ACTS, subject_id=person_id, kind=kind, branch_id=branch_id, start=start, end=end)
    for points, booked_at, occurred_on in rows:
        found[occurred_on or booked_at.astimezone(zone).date()] += points
    return dict(found)
