"""When a branch's work list was last gone through, and the cards in groups that follow it."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import bindparam, delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from storage.prepared import prepared
from storage.schema import orgs, task_boards, work_rounds
from storage.transaction import Tx


class Board(NamedTuple):
    """A group's card of its units' colours; `shown` is the digest of what it says."""

    chat_id: int
    branch_id: int
    shown: str
    shown_at: datetime


_LEFT = prepared(
    select(orgs.c.id)
    .join(work_rounds, work_rounds.c.branch_id == orgs.c.id, isouter=True)
    .where(
        orgs.c.scheme_code.is_not(None),
        orgs.c.state == "active",
        or_(
            work_rounds.c.branch_id.is_(None),
            work_rounds.c.done_on != bindparam("day", type_=work_rounds.c.done_on.type),
        ),
    )
    .order_by(orgs.c.id)
)
_DONE_ON = prepared(select(work_rounds.c.done_on).where(work_rounds.c.branch_id == bindparam("branch_id")))
_COLUMNS = [task_boards.c[name] for name in Board._fields]
_BOARD = prepared(select(*_COLUMNS).where(task_boards.c.chat_id == bindparam("chat_id")), Board)
_BOARDS = prepared(select(*_COLUMNS).order_by(task_boards.c.chat_id), Board)
_STOP = prepared(delete(task_boards).where(task_boards.c.chat_id == bindparam("chat_id")))
_AGAIN = prepared(
    update(work_rounds)
    .where(
        work_rounds.c.branch_id == bindparam("key"),
        work_rounds.c.done_on == bindparam("today", type_=work_rounds.c.done_on.type),
    )
    .values(done_on=bindparam("before", type_=work_rounds.c.done_on.type))
)
_DONE = {}
_SHOWN = {}
for _sqlite, _insert in ((True, sqlite_insert), (False, postgres_insert)):
    _round = _insert(work_rounds)
    _DONE[_sqlite] = prepared(
        _round.on_conflict_do_update(index_elements=["branch_id"], set_={"done_on": _round.excluded.done_on})
    )
    _board = _insert(task_boards)
    _changed = {name: _board.excluded[name] for name in ("branch_id", "shown", "shown_at")}
    _SHOWN[_sqlite] = prepared(_board.on_conflict_do_update(index_elements=["chat_id"], set_=_changed))


def left(tx: Tx, day: date) -> list[int]:
    """Answer the branches whose work list was not gone through on a day."""
    return [row[0] for row in tx.all(_LEFT, day=day)]


def done_on(tx: Tx, branch_id: int) -> date | None:
    """Answer the day on which a branch's work list was last gone through, by whichever process; None for never."""
    found: date | None = tx.scalar(_DONE_ON, branch_id=branch_id)
    return found


def done(tx: Tx, branch_id: int, day: date) -> None:
    """A branch's work list was gone through; what is remembered of what is left stays until `finished`."""
    tx.run(_DONE[tx.sqlite], branch_id=branch_id, done_on=day)


def finished(tx: Tx) -> None:
    """All that was left was gone through: it is asked anew, once, instead of after each branch."""
    tx.memory.forget()


def again(tx: Tx, branch_id: int, day: date) -> None:
    """A branch's work list is to be gone through anew today: it has changed."""
    tx.memory.forget()
    tx.run(_AGAIN, key=branch_id, today=day, before=day - timedelta(days=1))


def board(tx: Tx, chat_id: int) -> Board | None:
    """Answer a group's card, or None."""
    row: Board | None = tx.one(_BOARD, chat_id=chat_id)
    return row


def boards(tx: Tx) -> list[Board]:
    """Answer every card."""
    return list(tx.all(_BOARDS))


def shown(tx: Tx, chat_id: int, *, branch_id: int, digest: str, now: datetime) -> None:
    """Note what a group's card says."""
    tx.run(_SHOWN[tx.sqlite], chat_id=chat_id, branch_id=branch_id, shown=digest, shown_at=now)


def stop(tx: Tx, chat_id: int) -> bool:
    """Let a card follow no more; False where there is none."""
    return tx.run(_STOP, chat_id=chat_id) > 0
