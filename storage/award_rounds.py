"""Rounds of awards, and the objections to them."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select, update

from storage.prepared import one_of, prepared
from storage.schema import award_objections, award_rounds
from storage.transaction import Tx


class AwardRoundRow(NamedTuple):
    """One round; `rules` as they were when it opened."""

    id: int
    org_id: int
    kind: str
    period: str
    rules: dict[str, Any]
    state: str
    due_on: date
    heat: int
    until: date | None
    reason: str | None
    decided_by: int | None
    opened_by: int
    opened_at: datetime
    rev: int


class AwardObjection(NamedTuple):
    """What somebody sees otherwise; `withdraws` is the candidate that an upheld one took out."""

    id: int
    round_id: int
    person_id: int
    text: str
    at: datetime
    answer: str | None
    withdraws: int | None
    answered_by: int | None


_COLUMNS = [award_rounds.c[name] for name in AwardRoundRow._fields]
_BY_ID = prepared(select(*_COLUMNS).where(award_rounds.c.id == bindparam("id")), AwardRoundRow)
_ALL = prepared(select(*_COLUMNS).order_by(award_rounds.c.id), AwardRoundRow)
_RUNNING = prepared(
    select(*_COLUMNS)
    .where(one_of(award_rounds.c.state, "entries", "judging", "publicity"))
    .order_by(award_rounds.c.id),
    AwardRoundRow,
)
_OF_ORG = prepared(
    select(*_COLUMNS).where(award_rounds.c.org_id == bindparam("org_id")).order_by(award_rounds.c.id.desc()),
    AwardRoundRow,
)
_SAID = [award_objections.c[name] for name in AwardObjection._fields]
_OBJECTION = prepared(select(*_SAID).where(award_objections.c.id == bindparam("id")), AwardObjection)
_OBJECTIONS = prepared(
    select(*_SAID).where(award_objections.c.round_id == bindparam("round_id")).order_by(award_objections.c.id),
    AwardObjection,
)


def add(tx: Tx, **values: Any) -> int:
    """Open a round; answer its id."""
    return tx.add(award_rounds, state="entries", **values)


def get(tx: Tx, number: int) -> AwardRoundRow | None:
    """Answer a round, or None."""
    row: AwardRoundRow | None = tx.one(_BY_ID, id=number)
    return row


def every(tx: Tx) -> list[AwardRoundRow]:
    """Answer every round, the oldest first."""
    return list(tx.all(_ALL))


def running(tx: Tx) -> list[AwardRoundRow]:
    """Answer the rounds that are not over."""
    return list(tx.all(_RUNNING))


def of_org(tx: Tx, org_id: int) -> list[AwardRoundRow]:
    """Answer the rounds that an organisation holds or held, the newest first."""
    return list(tx.all(_OF_ORG, org_id=org_id))


def change(tx: Tx, number: int, *, from_rev: int, **values: Any) -> bool:
    """Write some columns of a round that nobody changed meanwhile; its revision goes up."""
    here = (award_rounds.c.id == number, award_rounds.c.rev == from_rev)
    return tx.run(update(award_rounds).where(*here).values(rev=from_rev + 1, **values)) == 1


def object_to(tx: Tx, *, round_id: int, person_id: int, text: str, now: datetime) -> int:
    """Write an objection; answer its id."""
    return tx.add(award_objections, round_id=round_id, person_id=person_id, text=text, at=now)


def objection(tx: Tx, number: int) -> AwardObjection | None:
    """Answer an objection, or None."""
    row: AwardObjection | None = tx.one(_OBJECTION, id=number)
    return row


def objections(tx: Tx, round_id: int) -> list[AwardObjection]:
    """Answer every objection to a round."""
    return list(tx.all(_OBJECTIONS, round_id=round_id))


def answer(tx: Tx, number: int, *, text: str, withdraws: int | None, by: int, now: datetime) -> bool:
    """Answer an objection that nobody answered yet."""
    here = (award_objections.c.id == number, award_objections.c.answer.is_(None))
    facts = {"answer": text, "withdraws": withdraws, "answered_by": by, "answered_at": now}
    return tx.run(update(award_objections).where(*here).values(**facts)) == 1
