"""Moving house: a SQLite file's whole content into an empty PostgreSQL database, in one transaction.

Values go over as they are stored - instants and JSON are the same text on both, points the same whole hundredths - so
that every hash stays what it was. Nothing is committed before the caller has looked at both sides.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Table, func, select, text
from sqlalchemy.exc import SQLAlchemyError

from storage import postgres, session
from storage.engine import read_only, sqlite_file
from storage.faults import DatabaseUnusable
from storage.migrate import migrate
from storage.restore import check_unused
from storage.schema import beats, metadata, news, orgs, periods, persons, postmen
from storage.transaction import Tx

LEFT = (beats, news, postmen)
"""What several processes tell each other; it is of the moment."""
PAGE = 2_000


@contextmanager
def moved(source: str, target: str, *, now: datetime) -> Iterator[tuple[Tx, Tx]]:
    """Copy everything and hand out both sides to be compared; the end of the block commits, an error undoes it all.

    Args:
        source: URL of a SQLite file of this version that no bot holds.
        target: URL of a PostgreSQL database that is empty, or was only migrated.
        now: For the migration of the target.

    Raises:
        DatabaseUnusable: One of them is not so, or they cannot be reached.
    """
    path = sqlite_file(source)
    if path is None or sqlite_file(target) is not None:
        raise DatabaseUnusable("Only a SQLite file can be moved, and only to PostgreSQL.")
    with session.reading(source) as before:  # tells what is no database of this version
        before.connection.rollback()
    check_unused(path)
    with _reached():
        migrate(target, now=now)
        engine = postgres.open_engine(target)
        try:
            with session.reading(source) as old, engine.connect() as connection, connection.begin():
                new = Tx(connection)
                _insist_on_empty(new)
                with closing(read_only(path)) as file:
                    for table in _in_order():
                        _copy(file, new, table)
                    _number_on(file, new)
                yield old, new
        finally:
            engine.dispose()


@contextmanager
def _reached() -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        raise DatabaseUnusable(f"PostgreSQL: {getattr(error, 'orig', None) or error}") from error


def _insist_on_empty(new: Tx) -> None:
    for table in (orgs, persons):
        if new.scalar(select(func.count()).select_from(table)):
            raise DatabaseUnusable("The PostgreSQL database is not empty; nothing was moved.")


def _in_order() -> list[Table]:
    """Answer the tables, each behind those it refers to; months come last, closed ones take no entry."""
    tables = [table for table in metadata.sorted_tables if table not in LEFT and table is not periods]
    return [*tables, periods]


def _copy(file: sqlite3.Connection, new: Tx, table: Table) -> None:
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    truths = [index for index, column in enumerate(table.columns) if isinstance(column.type, Boolean)]
    order = ", ".join(f'"{column.name}"' for column in table.primary_key)
    rows = file.execute(f'SELECT {names} FROM "{table.name}" ORDER BY {order}')
    driver: Any = new.connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy:
        while page := rows.fetchmany(PAGE):
            for row in page:
                copy.write_row(_with_truths(row, truths) if truths else row)


def _with_truths(row: tuple[Any, ...], truths: list[int]) -> list[Any]:
    values = list(row)
    for index in truths:
        values[index] = None if values[index] is None else bool(values[index])
    return values


def _number_on(file: sqlite3.Connection, new: Tx) -> None:
    """Let new rows get numbers above all that were ever given, also to rows that are gone."""
    given = dict(file.execute("SELECT name, seq FROM sqlite_sequence"))
    for table in _in_order():
        if "id" not in table.c or not table.c.id.autoincrement or table.c.id.autoincrement == "auto":
            continue
        highest = max(given.get(table.name, 0), new.scalar(select(func.max(table.c.id))) or 0)
        if highest:
            sequence = text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :highest)")
            new.connection.execute(sequence, {"name": table.name, "highest": highest})


def counts(tx: Tx) -> dict[str, int]:
    """Answer how many rows each table has."""
    return {table.name: tx.scalar(select(func.count()).select_from(table)) for table in _in_order()}
