"""Sessions of the command line: one transaction, opened and closed around a command, beside a bot that may be running.

A reading session sees one consistent state for as long as it is open and cannot write. A writing session takes the
writer's lock, so it is for short work; the running bot notices what it wrote (storage/writer.py).
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from storage import postgres
from storage.engine import BUSY_MS, open_writer, read_only, sqlite_file
from storage.faults import DatabaseUnusable
from storage.migrate import newest_revision, present_revision
from storage.transaction import Tx


class NoDatabase(DatabaseUnusable):
    """There is no database of this version; its text is one line for the operator."""


@contextmanager
def reading(url: str) -> Iterator[Tx]:
    """Open a transaction that can only read.

    Args:
        url: The setting DATABASE_URL.

    Raises:
        NoDatabase: Nothing is there, or it was made by another version.
    """
    engine = _open_reader(url)
    try:
        _check_version(engine)
        with _plainly(), engine.connect() as connection, connection.begin():
            yield Tx(connection)
    finally:
        engine.dispose()


@contextmanager
def writing(url: str, *, keep: bool = True) -> Iterator[Tx]:
    """Open a transaction that writes: committed when the block ends, rolled back when it raises.

    Args:
        url: The setting DATABASE_URL.
        keep: False rolls it back in any case: a trial of what would happen.

    Raises:
        NoDatabase: Nothing is there, or it was made by another version.
        DatabaseUnusable: It is locked for too long, the disk is full.
    """
    _check_file(url)
    engine = open_writer(url, checkpoints=False)
    try:
        _check_version(engine)
        with _plainly(), engine.connect() as connection, connection.begin() as transaction:
            tx = Tx(connection)
            yield tx
            if tx.memory.written and not tx.sqlite:
                postgres.tell(tx)
            if not keep:
                transaction.rollback()
    finally:
        engine.dispose()


@contextmanager
def _plainly() -> Iterator[None]:
    """Tell a full disk, a lock or a damaged file in one line; a fault of ours stays what it is."""
    try:
        yield
    except OperationalError as error:
        raise DatabaseUnusable(f"The database refused, and nothing was written: {error.orig}") from error


def _check_file(url: str) -> None:
    path = sqlite_file(url)
    if path is not None and not path.is_file():
        raise NoDatabase(f"{path}: there is no database yet. Run `jifenbot migrate` first.")


def _check_version(engine: Engine) -> None:
    try:
        present = present_revision(engine)
    except OperationalError as error:
        raise NoDatabase(f"The database cannot be opened: {error.orig}") from error
    if present != newest_revision():
        raise NoDatabase("The database is of another version. Run `jifenbot migrate` first.")


def _open_reader(url: str) -> Engine:
    path = sqlite_file(url)
    if path is None:
        return postgres.open_engine(url, execution_options=postgres.READ_ONLY)
    _check_file(url)
    engine = create_engine("sqlite://", creator=lambda: read_only(path), poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: object) -> None:
        # The writer alone checkpoints: two that do it at the same moment can corrupt a WAL before SQLite 3.51.3.
        connection.isolation_level = None
        for pragma in ("query_only=ON", "wal_autocheckpoint=0", f"busy_timeout={BUSY_MS}", "cache_size=-16384"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine
