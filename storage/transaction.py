"""Tx: the open transaction that services are handed."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, cast

from sqlalchemy import Connection, Executable, Table, bindparam, insert
from sqlalchemy.exc import DBAPIError

from storage.memory import Memory
from storage.prepared import Prepared

Statement = Executable | Prepared


class Tx:
    """The open transaction. Storage functions take it first; each is one statement."""

    __slots__ = ("_dialect", "_driver", "_driver_error", "connection", "letters", "memory", "sqlite", "taken")

    def __init__(self, connection: Connection, memory: Memory | None = None) -> None:
        self.connection = connection
        self.memory = memory or Memory()
        self.letters: list[Any] = []
        """The letters written in this transaction, for the postman to wake up to after the commit."""
        self.taken: dict[int, list[float]] = {}
        """The chats that this process's postman took in this transaction (storage/beats.py)."""
        self._driver: Any = connection.connection.driver_connection
        self._dialect = connection.dialect
        self._driver_error: Any = connection.dialect.loaded_dbapi.Error
        self.sqlite = connection.dialect.name == "sqlite"

    def run(self, statement: Statement, **values: Any) -> int:
        """Execute a statement; answer how many rows it touched."""
        return cast("int", self._execute(statement, values).rowcount)

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
            return cast("Sequence[Any]", result.all())
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
        statement = _INSERTS.get(shape)
        if statement is None:
            new = insert(table).values({name: bindparam(name, type_=table.c[name].type) for name in values})
            if not self.sqlite and "id" in table.c and "id" not in values:
                new = new.returning(table.c.id)
            defaults = {c.name: c.default.arg for c in table.c if c.default is not None and c.name not in values}  # type: ignore[attr-defined]  # every kind of default has it here
            statement = _INSERTS[shape] = Prepared(new.values(defaults) if defaults else new)
        if "id" in table.c and "id" not in values:
            return cast("int", self.add_new(statement, **values))
        self._execute(statement, values)
        return cast("int", values.get("id", 0))

    def add_new(self, statement: Statement, **values: Any) -> int | None:
        """Execute an INSERT; answer the new row's id, None where a conflict kept it out.

        SQLite tells the id by itself, and asking for it by RETURNING costs a third more; the statement has that clause
        only for PostgreSQL.
        """
        result = self._execute(statement, values)
        if self.sqlite:
            return cast("int", result.lastrowid) if result.rowcount == 1 else None
        row = result.fetchone()
        return None if row is None else cast("int", row[0])

    @contextmanager
    def all_or_nothing(self) -> Iterator[None]:
        """Undo what is done inside, letters included, if it ends by an error: a refusal leaves nothing half-written."""
        written = len(self.letters)
        self.savepoint()
        try:
            yield
        except Exception:
            if self.still_open:
                self.release(undo=True)
            del self.letters[written:]
            self.memory.rolled_back(whole=False)
            raise
        self.release(undo=False)

    def savepoint(self) -> None:
        """Set the point to which a broken job falls back."""
        self._order("SAVEPOINT job")

    def release(self, *, undo: bool) -> None:
        """Leave the savepoint, with or without what was done since."""
        if undo:
            self._order("ROLLBACK TO SAVEPOINT job")
        self._order("RELEASE SAVEPOINT job")

    @property
    def still_open(self) -> bool:
        """Whether the transaction survived an error: on a full disk SQLite ends it by itself, and connections die."""
        return bool(self._driver.in_transaction) if self.sqlite else not self._driver.closed

    def _execute(self, statement: Statement, values: dict[str, Any]) -> Any:
        if not isinstance(statement, Prepared):
            return self.connection.execute(statement, values)
        plan = statement.plan(self._dialect)
        return self._order(plan.sql, plan.values(values, by_name=not self.sqlite))

    def _order(self, sql: str, given: Any = ()) -> Any:
        try:
            return self._driver.execute(sql, given)
        except self._driver_error as error:  # told as SQLAlchemy tells it, whichever way the statement went
            raise DBAPIError.instance(sql, given, error, self._driver_error, dialect=self._dialect) from error


_INSERTS: dict[tuple[bool | str, ...], Prepared] = {}
"""INSERTs by kind of database, table and columns, built once (building costs more than executing)."""
