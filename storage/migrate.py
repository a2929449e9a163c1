"""Bring a database to this version; copy a SQLite file first.

Alembic is loaded only where there is something to migrate: a start on a database of this version does without it.
"""

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, column, inspect, select, table
from sqlalchemy.exc import DatabaseError, OperationalError

from storage import postgres
from storage.engine import open_writer, read_only, sqlite_file
from storage.faults import DAMAGE, DatabaseOutOfReach, DatabaseUnusable, damaged
from storage.migrations import NEWEST

if TYPE_CHECKING:
    from alembic.config import Config

_VERSION = table("alembic_version", column("version_num"))


def _config(connection: Connection | None = None) -> "Config":
    from alembic.config import Config  # noqa: PLC0415 - see the module's docstring

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def newest_revision() -> str:
    """Answer the revision that this version of the program needs."""
    return NEWEST


def known_revisions() -> frozenset[str]:
    """Answer every revision that this version of the program can start from."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - see the module's docstring

    scripts = ScriptDirectory.from_config(_config())
    return frozenset(script.revision for script in scripts.walk_revisions())


def present_revision(engine: Engine) -> str | None:
    """Answer the revision that the database has, None for an empty one."""
    with engine.connect() as connection:
        if not inspect(connection).has_table(_VERSION.name):
            return None
        found: str | None = connection.execute(select(_VERSION.c.version_num)).scalar()
        return found


def migrate(url: str, *, now: datetime, to: str = "head") -> Path | None:
    """Migrate the database, after a copy beside it where a SQLite file is behind.

    Returns:
        The copy, or None where none was needed.

    Raises:
        DatabaseUnusable: It cannot be opened, or a newer version of the program made it.
    """
    engine = open_writer(url)
    try:
        present = _openable_revision(engine, url)
        copy = None
        path = sqlite_file(url)
        if path is not None and present is not None and present != newest_revision():
            copy = kept_beside(path, present, now=now)
            copy_sqlite(path, copy)
        if present is None or present != (NEWEST if to == "head" else to):
            from alembic import command  # noqa: PLC0415 - see the module's docstring

            try:
                with engine.connect() as connection, connection.begin():
                    postgres.lock_schema(connection)
                    command.upgrade(_config(connection), to)
            except OperationalError as error:
                raise DatabaseUnusable(f"The database could not be migrated; it is as it was: {error.orig}.") from error
        return copy
    finally:
        engine.dispose()


def _openable_revision(engine: Engine, url: str) -> str | None:
    path = sqlite_file(url)
    name = path if path is not None else "The database"
    try:
        present = present_revision(engine)
    except DatabaseError as error:
        if getattr(error.orig, "sqlite_errorcode", 0) & 0xFF in DAMAGE:
            raise damaged(name, str(error.orig)) from error
        kind = DatabaseOutOfReach if _is_out_of_reach(error) else DatabaseUnusable
        raise kind(f"{name}: it cannot be opened: {' '.join(str(error.orig).split())}.") from error
    if present not in {None, NEWEST} and present not in known_revisions():
        raise DatabaseUnusable(
            f"{name}: it is of revision {present}, which this version of jifenbot does not know: "
            "a newer version made it. Run that version, or restore an older backup."
        )
    return present


def _is_out_of_reach(error: DatabaseError) -> bool:
    return getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_CANTOPEN


def downgrade(url: str, to: str) -> None:
    """Undo migrations down to a revision (the stairway test's way back)."""
    from alembic import command  # noqa: PLC0415 - see the module's docstring

    engine = open_writer(url)
    try:
        with engine.connect() as connection, connection.begin():
            command.downgrade(_config(connection), to)
    finally:
        engine.dispose()


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a SQLite database consistently while others use it; the copy appears whole or not at all.

    Raises:
        FileExistsError: There is a file of that name already.
        DatabaseUnusable: The source is damaged or no database, or the disk is full.
    """
    if target.exists():
        raise FileExistsError(f"{target} exists already; name another file")
    partial = target.with_name(target.name + ".part")
    partial.unlink(missing_ok=True)
    try:
        with closing(read_only(source)) as connection:
            connection.execute("PRAGMA wal_autocheckpoint=0")
            connection.execute("VACUUM INTO ?", (str(partial),))
        partial.chmod(0o600)  # it holds what the database holds: names and points of people
        to_disk(partial)
        partial.replace(target)
        to_disk(target.parent)
    except sqlite3.Error as error:
        raise DatabaseUnusable(f"{source}: it cannot be copied: {error}.") from error
    finally:
        partial.unlink(missing_ok=True)


def kept_beside(path: Path, why: str, *, now: datetime) -> Path:
    """Name a copy beside a file, `file.why.time.bak`; two of the same second both find a name."""
    stem = f"{path.name}.{why}.{now:%Y%m%dT%H%M%SZ}"
    names = chain([f"{stem}.bak"], (f"{stem}-{again}.bak" for again in count(2)))
    return next(name for name in map(path.with_name, names) if not name.exists())


def to_disk(path: Path) -> None:
    """Make a file, or the names in a directory, survive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
