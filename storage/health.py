"""What a look from outside tells of a database: whether it opens, which revision it has, whether it is sound."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import create_engine, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from storage import postgres
from storage.engine import read_only, sqlite_file
from storage.faults import DAMAGE, DatabaseUnusable, damaged
from storage.migrate import known_revisions, newest_revision, present_revision
from storage.schema import ledger, letters

LOOKED_THROUGH_AT_START = 64 * 1024 * 1024
"""Up to this size every start looks through the whole file, in less than a fifth of a second."""
SMALL = 512 * 1024 * 1024
"""Up to this size every page is checked; above, only the structure of the tables."""


class Health(NamedTuple):
    """What the look told.

    Attributes:
        revision: Of the schema, None for an empty database.
        newest: That of this version.
        known: Whether this version can start from it.
        faults: What the database says of its own soundness; empty if all is well.
        latest: The latest moment that stands in it, None if nothing happened yet.
        journal: SQLite's journal mode; empty on PostgreSQL.
        size: Bytes of the file; 0 on PostgreSQL.
    """

    revision: str | None
    newest: str
    known: bool
    faults: tuple[str, ...]
    latest: datetime | None
    journal: str
    size: int


def sqlite_version() -> tuple[int, int, int]:
    """Answer the version of the SQLite library in use."""
    major, minor, patch = sqlite3.sqlite_version_info
    return major, minor, patch


def look(url: str) -> Health | None:
    """Look at a database without changing anything; None for a SQLite file that is not there.

    Raises:
        DatabaseUnusable: It cannot be opened.
    """
    path = sqlite_file(url)
    if path is not None and not path.exists():
        return None
    faults, journal = _sqlite_faults(path) if path is not None else ((), "")
    engine = (
        create_engine("sqlite://", creator=lambda: read_only(path), poolclass=NullPool)
        if path is not None
        else postgres.open_engine(url)
    )
    try:
        revision = present_revision(engine)
        with engine.connect() as connection:
            moments = (
                [
                    connection.execute(select(func.max(ledger.c.booked_at))).scalar(),
                    connection.execute(select(func.max(letters.c.created_at))).scalar(),
                ]
                if revision == newest_revision()
                else []
            )
    except SQLAlchemyError as error:
        raise DatabaseUnusable(str(getattr(error, "orig", None) or error)) from error
    finally:
        engine.dispose()
    return Health(
        revision=revision,
        newest=newest_revision(),
        known=revision is None or revision in known_revisions(),
        faults=faults,
        latest=max((moment for moment in moments if moment is not None), default=None),
        journal=journal,
        size=path.stat().st_size if path is not None else 0,
    )


def need_usable(url: str) -> None:
    """Look at a SQLite file before it is worked on: it can be written, and (where that is quick) it is whole.

    Raises:
        DatabaseUnusable: It is damaged, or may not be written; with what to do.
    """
    path = sqlite_file(url)
    if path is None or not path.exists():
        return
    try:
        with closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as connection:
            if path.stat().st_size <= LOOKED_THROUGH_AT_START:
                said = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
                if said != "ok":
                    raise damaged(path, said)
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(f"PRAGMA user_version={version}")  # nothing else changes nothing and must be allowed to
            connection.execute("ROLLBACK")
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in DAMAGE:
            raise damaged(path, str(error)) from error
        if code == sqlite3.SQLITE_READONLY:
            raise DatabaseUnusable(
                f"{path}: it may not be written. Let the bot's user write the file and its directory."
            ) from error
        # Held by somebody else for now, or what is told by whoever opens it to work on it.


def _sqlite_faults(path: Path) -> tuple[tuple[str, ...], str]:
    check = "integrity_check" if path.stat().st_size <= SMALL else "quick_check"
    try:
        with closing(read_only(path)) as connection:
            connection.execute("PRAGMA wal_autocheckpoint=0")
            said = [str(row[0]) for row in connection.execute(f"PRAGMA {check}(5)")]
            strangers = connection.execute("PRAGMA foreign_key_check").fetchall()
            journal = str(connection.execute("PRAGMA journal_mode").fetchone()[0])
    except sqlite3.Error as error:
        raise DatabaseUnusable(str(error)) from error
    faults = [] if said == ["ok"] else said
    if strangers:
        faults.append(f"{len(strangers)} rows refer to what is not there")
    return tuple(faults), journal
