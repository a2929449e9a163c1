"""Engines: one that writes (synchronous, one thread) and one that only reads (aiosqlite, or psycopg's async side)."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiosqlite
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import AsyncAdaptedQueuePool, StaticPool

from storage import postgres
from storage.faults import DatabaseOutOfReach

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine

BUSY_MS = 5_000
OWN = 0o600
"""Mode of a new file; SQLite gives its -wal and -shm the same. Names and points are nobody else's business."""


SQLITE = "sqlite:///"


def sqlite_file(url: str) -> Path | None:
    """Answer the file of a SQLite URL, None on PostgreSQL; the path is taken as it is written, % and # included."""
    return Path(url.removeprefix(SQLITE)) if url.startswith(SQLITE) else None


def read_only(path: Path) -> sqlite3.Connection:
    """Open a file for reading only. Nothing but this way of opening is free of what a path may hold (%, #, ?)."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=BUSY_MS / 1000)


def open_writer(
    url: str, *, checkpoints: bool = True, connect: Callable[..., sqlite3.Connection] = sqlite3.connect
) -> Engine:
    """Open the engine of the one writer.

    SQLite runs in WAL with synchronous=FULL: a commit is on the disk when it returns. We begin transactions
    ourselves (BEGIN IMMEDIATE), because the driver's own BEGIN comes too late to take the lock.

    Args:
        url: The setting DATABASE_URL.
        checkpoints: False beside a bot that may be running: it alone checkpoints (see `open_reader`).
        connect: Opens the file; the simulated ages hand in one whose disk fails on order.

    Raises:
        DatabaseOutOfReach: The directory of the file cannot be made.
    """
    path = sqlite_file(url)
    if path is None:
        return postgres.open_engine(url)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseOutOfReach(f"{path.parent}: the directory cannot be made: {error.strerror}.") from error
    with suppress(OSError):  # it is there already, or cannot be: SQLite says so
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWN))
    more = () if checkpoints else ("wal_autocheckpoint=0",)
    engine = create_engine(
        "sqlite://",
        poolclass=StaticPool,
        creator=lambda: connect(path, check_same_thread=False, timeout=BUSY_MS / 1000),
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_MS}",
                       "temp_store=MEMORY", "cache_size=-16384", *more):  # fmt: skip
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def open_reader(url: str) -> "AsyncEngine":
    """Open an engine for what may be long and must never hold up a claim. It cannot write."""
    from sqlalchemy.ext.asyncio import create_async_engine  # noqa: PLC0415 - a start does without SQLAlchemy's async side

    path = sqlite_file(url)
    if path is None:
        return create_async_engine(postgres.address(url), pool_pre_ping=True, execution_options=postgres.READ_ONLY)
    address = f"{path.resolve().as_uri()}?mode=ro"
    engine = create_async_engine(
        "sqlite+aiosqlite://",
        poolclass=AsyncAdaptedQueuePool,
        async_creator=lambda: aiosqlite.connect(address, uri=True),
    )

    @event.listens_for(engine.sync_engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        # The writer alone checkpoints: two that do it at the same moment can corrupt a WAL before SQLite 3.51.3.
        cursor = connection.cursor()
        for pragma in ("query_only=ON", "wal_autocheckpoint=0", f"busy_timeout={BUSY_MS}"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return engine
