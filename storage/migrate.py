"""Bring a database to this version; copy a SQLite file first."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from storage.engine import open_writer, sqlite_file


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def newest_revision() -> str:
    """Answer the revision that this version of the program needs."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return ScriptDirectory.from_config(config).get_current_head() or ""


def present_revision(engine: Engine) -> str | None:
    """Answer the revision that the database has, None for an empty one."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def migrate(url: str, *, now: datetime, to: str = "head") -> Path | None:
    """Migrate the database, after a copy beside it where a SQLite file is behind.

    Returns:
        The copy, or None where none was needed.
    """
    engine = open_writer(url)
    try:
        present = present_revision(engine)
        copy = None
        path = sqlite_file(url)
        if path is not None and present is not None and present != newest_revision():
            copy = path.with_name(f"{path.name}.{present}.{now:%Y%m%dT%H%M%SZ}.bak")
            copy_sqlite(path, copy)
        if present is None or present != to:
            with engine.connect() as connection, connection.begin():
                command.upgrade(_config(connection), to)
        return copy
    finally:
        engine.dispose()


def downgrade(url: str, to: str) -> None:
    """Undo migrations down to a revision (the stairway test's way back)."""
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
    """
    if target.exists():
        raise FileExistsError(f"{target} exists already; name another file")
    partial = target.with_name(target.name + ".part")
    partial.unlink(missing_ok=True)
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as connection:
        connection.execute("VACUUM INTO ?", (str(partial),))
    partial.replace(target)
