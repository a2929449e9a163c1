"""A copy of a SQLite database put in the place of the one in use: looked through first, swapped in one step.

The old file stays beside it under another name. Whether a program still holds the old file is told by SQLite itself:
in WAL mode every connection holds a shared lock, and only a database that nobody holds leaves WAL mode.
"""

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from storage.engine import read_only
from storage.faults import DatabaseUnusable
from storage.migrate import copy_sqlite, kept_beside, known_revisions, newest_revision, to_disk

_TABLES_OF_PEOPLE = ("orgs", "persons", "chats")
HELD_SECONDS = 2.0


class Copy(NamedTuple):
    """What a database file holds.

    Attributes:
        revision: Of its schema.
        newest: Whether that is this version's.
        entries: In its ledger.
        due: Letters that it would still send.
    """

    revision: str
    newest: bool
    entries: int
    due: int


def inspect(path: Path) -> Copy:
    """Look a copy through.

    Raises:
        DatabaseUnusable: It is no sound database of this program, or of a newer version.
    """
    try:
        with closing(_open(path)) as connection:
            faults = [row[0] for row in connection.execute("PRAGMA integrity_check(3)")]
            if faults != ["ok"]:
                raise DatabaseUnusable(f"{path}: it is damaged: {'; '.join(faults)}.")
            strangers = connection.execute("PRAGMA foreign_key_check").fetchall()
            if strangers:
                raise DatabaseUnusable(f"{path}: it is damaged: {len(strangers)} rows refer to what is not there.")
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            revision = row[0] if row else ""
            if revision not in known_revisions():
                raise DatabaseUnusable(f"{path}: it is of revision {revision or '?'}, unknown to this version.")
            entries = connection.execute("SELECT count(*) FROM ledger").fetchone()[0]
            due = connection.execute("SELECT count(*) FROM letters WHERE state = 'due'").fetchone()[0]
    except sqlite3.Error as error:
        raise DatabaseUnusable(f"{path}: it is no copy of a database of jifenbot: {error}.") from error
    return Copy(revision, revision == newest_revision(), entries, due)


def is_empty(path: Path) -> bool:
    """Tell whether nothing would be lost with a database file: it is not there, or knows nobody.

    A file that cannot be read is not empty: somebody may still want to mend it.
    """
    if not path.exists() or path.stat().st_size == 0:
        return True
    try:
        with closing(_open(path)) as connection:
            present = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if "alembic_version" not in present:
                return not present
            return not any(
                connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() for table in _TABLES_OF_PEOPLE
            )
    except sqlite3.Error:
        return False


def check_unused(path: Path) -> None:
    """Insist that no running bot holds a database file, and gather its journal into it.

    Raises:
        DatabaseUnusable: Somebody holds it.
    """
    if not path.exists() or path.stat().st_size == 0:
        return
    try:
        with closing(sqlite3.connect(path, timeout=HELD_SECONDS)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            raise DatabaseUnusable(f"{path}: a running bot (or another program) holds it. Stop it first.") from error
    except sqlite3.DatabaseError:
        return  # a damaged file tells nothing of who holds it; it is moved aside as it is


def put_in_place(copy: Path, target: Path, *, now: datetime) -> Path | None:
    """Put a copy in the place of a database file that nobody holds.

    Args:
        copy: The file to be put there; it stays where it is too.
        target: The file in use.
        now: For the name of the old file.

    Returns:
        The old file under its new name, None where there was none.

    Raises:
        DatabaseUnusable: The copy cannot be read, or the disk is full; the file in use is as it was.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f"{target.name}.restoring")
    fresh.unlink(missing_ok=True)
    copy_sqlite(copy, fresh)
    _same_owner(fresh, target)
    aside: Path | None = None
    try:
        if target.exists():
            aside = kept_beside(target, "before-restore", now=now)
            _second_name(target, aside)
            for ending in ("-wal", "-shm"):  # only a damaged file still has them: its journal goes with it
                beside = target.with_name(target.name + ending)
                if beside.exists():
                    beside.replace(aside.with_name(aside.name + ending))
        fresh.replace(target)
        to_disk(target.parent)
    finally:
        fresh.unlink(missing_ok=True)
    return aside


def _same_owner(fresh: Path, target: Path) -> None:
    """Leave the file to whom the old one (or the directory) belongs: an administrator restores, a service reads."""
    model = target.stat() if target.exists() else target.parent.stat()
    if target.exists():
        fresh.chmod(model.st_mode & 0o777)
    if (model.st_uid, model.st_gid) != (fresh.stat().st_uid, fresh.stat().st_gid):
        os.chown(fresh, model.st_uid, model.st_gid)


def _second_name(path: Path, name: Path) -> None:
    """Keep a file under a second name too; on a file system without links, as a copy."""
    try:
        os.link(path, name)
    except OSError:
        shutil.copy2(path, name)


def _open(path: Path) -> sqlite3.Connection:
    connection = read_only(path)
    connection.execute("PRAGMA wal_autocheckpoint=0")
    return connection
