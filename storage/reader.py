"""Online reads that may be long and must never hold up a claim: aiosqlite on a read-only connection."""

from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Executable, func, literal_column, select

from storage.engine import open_reader
from storage.schema import ledger, letters, posts, workdays

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine

_LETTERS = select(letters.c.lane, letters.c.state, func.count()).group_by(letters.c.lane, letters.c.state)
_OLDEST = select(func.min(letters.c.due_at)).where(letters.c.state == literal_column("'due'"))
_ENTRIES = select(func.max(ledger.c.id))
_POSTS = select(posts.c.state, func.count()).group_by(posts.c.state)
_WORKDAYS = select(workdays.c.day, workdays.c.working)


class Figures(NamedTuple):
    """What /metrics says of the database.

    Attributes:
        letters: Lane, state and number.
        oldest: When the oldest letter that waits was due.
        entries: In the ledger.
        posts: State to number of scheduled posts.
        workdays: Days that the operator has entered.
    """

    letters: list[tuple[int, str, int]]
    oldest: datetime | None
    entries: int
    posts: dict[str, int]
    workdays: dict[date, bool]


class Reader:
    """A pool of connections that can only read."""

    def __init__(self, url: str) -> None:
        self._url = url

    @cached_property
    def _engine(self) -> "AsyncEngine":
        """Opened at the first read: a start, and a bot that nobody monitors, do without SQLAlchemy's async side."""
        return open_reader(self._url)

    async def all(self, statement: Executable, **values: Any) -> list[Any]:
        """Answer every row of a statement."""
        async with self._engine.connect() as connection:
            return list((await connection.execute(statement, values)).all())

    async def figures(self) -> Figures:
        """Answer what /metrics says of the database."""
        async with self._engine.connect() as connection:
            return Figures(
                letters=[tuple(row) for row in (await connection.execute(_LETTERS)).all()],
                oldest=(await connection.execute(_OLDEST)).scalar(),
                entries=(await connection.execute(_ENTRIES)).scalar() or 0,
                posts={row[0]: row[1] for row in (await connection.execute(_POSTS)).all()},
                workdays={row[0]: row[1] for row in (await connection.execute(_WORKDAYS)).all()},
            )

    async def close(self) -> None:
        """Close the connections; an open one would keep the process from ending."""
        if "_engine" in vars(self):
            await self._engine.dispose()
