"""Boards that stay: the seasons that closed, and the cards that follow a running board."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from storage.prepared import prepared
from storage.schema import ledger, live_boards, seasons
from storage.transaction import Tx


class Place(NamedTuple):
    """Somebody's place on a closed board, with the points as published, and whether it is told for good."""

    rank: int
    subject_id: int
    points: str
    champion: bool


class Season(NamedTuple):
    """What a board said when its cycle closed."""

    key: str
    kind: str
    places: list[list[Any]]

    def ranked(self) -> list[Place]:
        """Answer the places, best first."""
        return [Place(*place) for place in self.places]


class LiveBoard(NamedTuple):
    """A group's card that follows its board."""

    chat_id: int
    branch_id: int
    kind: str
    seen: int
    shown_at: datetime


_SEASONS = prepared(
    select(seasons.c.key, seasons.c.kind, seasons.c.places)
    .where(seasons.c.branch_id == bindparam("branch_id"))
    .order_by(seasons.c.closed_at.desc(), seasons.c.key.desc(), seasons.c.kind.desc())
    .limit(bindparam("most"))
    .offset(bindparam("skip")),
    Season,
)
_HOW_MANY = prepared(select(func.count()).select_from(seasons).where(seasons.c.branch_id == bindparam("branch_id")))
_COLUMNS = [live_boards.c[name] for name in LiveBoard._fields]
_LIVE = prepared(select(*_COLUMNS).order_by(live_boards.c.chat_id), LiveBoard)
_ONE = prepared(select(*_COLUMNS).where(live_boards.c.chat_id == bindparam("chat_id")), LiveBoard)
_SHOWN = prepared(
    update(live_boards)
    .where(live_boards.c.chat_id == bindparam("key"))
    .values(seen=bindparam("upto"), shown_at=bindparam("at", type_=live_boards.c.shown_at.type))
)
_STOP = prepared(delete(live_boards).where(live_boards.c.chat_id == bindparam("chat_id")))
_LAST = prepared(select(func.max(ledger.c.id)))
_CLOSE = {}
_FOLLOW = {}
for _sqlite, _insert in ((True, sqlite_insert), (False, postgres_insert)):
    _CLOSE[_sqlite] = prepared(_insert(seasons).on_conflict_do_nothing())
    _new = _insert(live_boards)
    _changed = {name: _new.excluded[name] for name in ("branch_id", "kind", "seen", "shown_at")}
    _FOLLOW[_sqlite] = prepared(_new.on_conflict_do_update(index_elements=["chat_id"], set_=_changed))


def close_season(
    tx: Tx, branch_id: int, key: str, kind: str, places: list[Place], *, now: datetime
) -> None:  # fmt: skip
    """Keep what a board says at the end of its cycle; the first word stands."""
    rows = [list(place) for place in places]
    tx.run(_CLOSE[tx.sqlite], branch_id=branch_id, key=key, kind=kind, places=rows, closed_at=now)


def seasons_of(tx: Tx, branch_id: int, *, skip: int, most: int) -> list[Season]:
    """Answer some of a branch's closed seasons, the newest first."""
    return list(tx.all(_SEASONS, branch_id=branch_id, skip=skip, most=most))


def how_many_seasons(tx: Tx, branch_id: int) -> int:
    """Answer how many boards of a branch were closed."""
    return int(tx.scalar(_HOW_MANY, branch_id=branch_id))


def follow(tx: Tx, chat_id: int, *, branch_id: int, kind: str, seen: int, now: datetime) -> None:
    """Let a group's card follow a board."""
    tx.run(_FOLLOW[tx.sqlite], chat_id=chat_id, branch_id=branch_id, kind=kind, seen=seen, shown_at=now)


def live(tx: Tx) -> list[LiveBoard]:
    """Answer every card that follows a board."""
    return list(tx.all(_LIVE))


def live_in(tx: Tx, chat_id: int) -> LiveBoard | None:
    """Answer the card of a group, or None."""
    row: LiveBoard | None = tx.one(_ONE, chat_id=chat_id)
    return row


def shown(tx: Tx, chat_id: int, *, seen: int, now: datetime) -> None:
    """Note up to which entry a card shows the ledger."""
    tx.run(_SHOWN, key=chat_id, upto=seen, at=now)


def stop(tx: Tx, chat_id: int) -> bool:
    """Let a card follow no more; False where there is none."""
    return tx.run(_STOP, chat_id=chat_id) > 0


def last_entry(tx: Tx) -> int:
    """Answer the number of the newest entry of all, 0 before the first."""
    return tx.scalar(_LAST) or 0
