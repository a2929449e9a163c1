"""Tx: the open transaction that services are handed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import Connection, Executable, Table, bindparam, insert
from sqlalchemy.exc import DBAPIError

from storage.memory import Memory
from storage.prepared import Prepared

T = TypeVar("T")
Statement = Executable | Prepared


class Tx:
    """The open transaction. Storage functions take it first; each is one statement."""

    __slots__ = (
        "_cursor",
        "_dialect",
        "_driver",
        "_driver_error",
        "connection",
        "letters",
        "memory",
        "sqlite",
        "taken",
    )

    def __init__(self, connection: Connection, memory: Memory | None = None) -> None:
        self.connection = connection
        self.memory = memory or Memory()
        self.letters: list[Any] = []
        """The letters written in this transaction, for the postman to wake up to after the commit."""
        self.taken: dict[int, list[float]] = {}
        """The chats that this process's postman took in this transaction (storage/beats.py)."""
        driver: Any = connection.connection.driver_connection
        self._driver = driver
        self._cursor = driver.cursor()
        """One for all statements: whatever one of them answers is fetched before the next."""
        self._dialect = connection.dialect
        self._driver_error: Any = connection.dialect.loaded_dbapi.Error
        self.sqlite = connection.dialect.name == "sqlite"

    def run(self, statement: Statement, **values: Any) -> int:
        """Execute a statement; answer how many rows it touched."""
        touched: int = self._execute(statement, values).rowcount
        return touched

    def one(self, statement: Statement, **values: Any) -> Any:
        """Answer the first row, or None."""
        result = self._execute(statement, values)
        if not isinstance(statement, Prepared):
            return result.first()
        raw = result.fetchone()
        return None if raw is None else statement.plan(self._dialect).row(raw)

    def all(self, statement: Statement, **values: Any) -> Sequence[Any]:
        """Answer every row."""
        result = self._execute(statement, values)
        if not isinstance(statement, Prepared):
            found: Sequence[Any] = result.all()
            return found
        make = statement.plan(self._dialect).row
        return [make(raw) for raw in result.fetchall()]

    def raw(self, statement: Prepared, **values: Any) -> list[Any]:
        """Answer every row as the driver hands it over: for a million rows whose columns need no conversion."""
        rows: list[Any] = self._execute(statement, values).fetchall()
        return rows

    def scalar(self, statement: Statement, **values: Any) -> Any:
        """Answer the first column of the first row, or None."""
        row = self.one(statement, **values)
        return None if row is None else row[0]

    def add(self, table: Table, **values: Any) -> int:
        """Insert a row with just these columns; answer its id (0 for a table without one)."""
        shape: tuple[bool | str, ...] = (self.sqlite, table.name, *values)
        known = _INSERTS.get(shape)
        if known is None:
            known = _INSERTS[shape] = _insert(table, values, returning=not self.sqlite)
        statement, numbers = known
        if numbers:
            return self._new_id(statement, values) or 0
        self._execute(statement, values)
        number: int = values.get("id", 0)
        return number

    def add_new(self, statement: Statement, **values: Any) -> int | None:
        """Execute an INSERT; answer the new row's id, None where a conflict kept it out.

        SQLite tells the id by itself, and asking for it by RETURNING costs a third more; the statement has that clause
        only for PostgreSQL.
        """
        return self._new_id(statement, values)

    def run_each(self, statement: Prepared, rows: Sequence[dict[str, Any]]) -> int:
        """Execute a statement for each of several rows at once; answer how many rows that touched in all."""
        if not rows:
            return 0
        plan = statement.plan(self._dialect)
        given = [plan.values(row, by_name=not self.sqlite) for row in rows]
        touched: int = self._order(self._cursor.executemany, plan.sql, given).rowcount
        return touched

    def _new_id(self, statement: Statement, values: dict[str, Any]) -> int | None:
        result = self._execute(statement, values)
        if self.sqlite:
            number: int | None = result.lastrowid if result.rowcount == 1 else None
            return number
        row = result.fetchone()
        return None if row is None else row[0]

    @contextmanager
    def all_or_nothing(self) -> Iterator[None]:
        """Undo what is done inside, letters included, if it ends by an error: a refusal leaves nothing half-written."""
        written = len(self.letters)
        self.savepoint()
        try:
            yield
        except Exception:
            self._undo(written)
            raise
        self.release(undo=False)

    def whole(self, run: "Callable[[Tx], T]") -> T:
        """Do something that is done whole or not at all: `all_or_nothing` for a batch, where every job goes through."""
        written = len(self.letters)
        self.savepoint()
        try:
            result = run(self)
        except Exception:
            self._undo(written)
            raise
        self.release(undo=False)
        return result

    def _undo(self, letters: int) -> None:
        if self.still_open:
            self.release(undo=True)
        del self.letters[letters:]
        self.memory.rolled_back(whole=False)

    def savepoint(self) -> None:
        """Set the point to which a broken job falls back."""
        self._order(self._cursor.execute, "SAVEPOINT job")

    def release(self, *, undo: bool) -> None:
        """Leave the savepoint, with or without what was done since."""
        if undo:
            self._order(self._cursor.execute, "ROLLBACK TO SAVEPOINT job")
        self._order(self._cursor.execute, "RELEASE SAVEPOINT job")

    @property
    def still_open(self) -> bool:
        """Whether the transaction survived an error: on a full disk SQLite ends it by itself, and connections die."""
        return bool(self._driver.in_transaction) if self.sqlite else not self._driver.closed

    def _execute(self, statement: Statement, values: dict[str, Any]) -> Any:
        if not isinstance(statement, Prepared):
            return self.connection.execute(statement, values)
        plan = statement.plan(self._dialect)
        return self._order(self._cursor.execute, plan.sql, plan.values(values, by_name=not self.sqlite))

    def _order(self, execute: Callable[..., object], sql: str, given: Any = ()) -> Any:
        try:
            execute(sql, given)
        except self._driver_error as error:  # told as SQLAlchemy tells it, whichever way the statement went
            raise DBAPIError.instance(sql, given, error, self._driver_error, dialect=self._dialect) from error
        return self._cursor


def _insert(table: Table, values: Mapping[str, Any], *, returning: bool) -> tuple[Prepared, bool]:
    """Build an INSERT of just these columns; answer it, and whether it gives the row its number."""
    new = insert(table).values({name: bindparam(name, type_=table.c[name].type) for name in values})
    numbers = "id" in table.c and "id" not in values
    if returning and numbers:
        new = new.returning(table.c.id)
    defaults = {c.name: c.default.arg for c in table.c if c.default is not None and c.name not in values}  # type: ignore[attr-defined]  # every kind of default has it here
    return Prepared(new.values(defaults) if defaults else new), numbers


_INSERTS: dict[tuple[bool | str, ...], tuple[Prepared, bool]] = {}
"""INSERTs by kind of database, table and columns, built once (building costs more than executing)."""
