"""Online reads that may be long and must never hold up a claim: aiosqlite on a read-only connection."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import Executable, func, literal_column, select

from storage.engine import open_reader
from storage.schema import ledger, letters

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine

_LETTERS = select(letters.c.lane, letters.c.state, func.count()).group_by(letters.c.lane, letters.c.state)
_OLDEST = select(func.min(letters.c.due_at)).where(letters.c.state == literal_column("'due'"))
_ENTRIES = select(func.max(ledger.c.id))


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

    async def figures(self) -> tuple[list[Any], Any, int]:
        """Answer what /metrics says of the database: letters by lane and state, the oldest due one, entries."""
        async with self._engine.connect() as connection:
            counts = list((await connection.execute(_LETTERS)).all())
            oldest = (await connection.execute(_OLDEST)).scalar()
            entries = (await connection.execute(_ENTRIES)).scalar() or 0
        return counts, oldest, entries

    async def close(self) -> None:
        """Close the connections; an open one would keep the process from ending."""
        if "_engine" in vars(self):
            await self._engine.dispose()
