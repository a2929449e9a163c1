"""A disk that fails on order, and the moments at which a process can die."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from storage.migrate import migrate
from tests.stage import Place

IN_MEMORY = Path("/dev/shm")  # noqa: S108 - where the machine keeps files in memory; each of ours in a directory of its own


ROOM = 512 * 1024 * 1024
"""Bytes that must be free there: a container may have next to nothing, and SQLite dies where it is full."""


class Crash(BaseException):
    """The process is killed here. No handler of the program can know."""


class Disk(sqlite3.Connection):
    """A connection whose reads and writes fail on order, as SQLite itself tells it."""

    fails_in: int | None = None
    """Statements until one fails as on a bad disk; once."""
    fails_to_commit = False
    """The next commit fails likewise; once."""

    def execute(self, sql: str, given: Any = ()) -> sqlite3.Cursor:
        """Execute a statement, if the disk lets it."""
        if self.fails_in is not None:
            self.fails_in -= 1
            if self.fails_in < 0:
                self.fails_in = None
                self._fail()
        return super().execute(sql, given)

    def commit(self) -> None:
        """Commit, if the disk lets it."""
        if self.fails_to_commit:
            self.fails_to_commit = False
            self._fail()
        super().commit()

    def _fail(self) -> None:
        self.rollback()  # as SQLite does by itself when it cannot go on
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR
        raise error

    def fill_up(self) -> None:
        """Let the disk be full: SQLite's own limit, and SQLite's own way to end the transaction."""
        pages = super().execute("PRAGMA page_count").fetchone()[0]
        super().execute(f"PRAGMA max_page_count={pages}")

    def make_room(self) -> None:
        """Let there be space again."""
        super().execute("PRAGMA max_page_count=4294967294")


@cache
def empty() -> Path:
    """Answer a migrated database, made once a process: a seed copies it."""
    keep = TemporaryDirectory(prefix="jifenbot-empty-")
    _KEPT.append(keep)
    path = Path(keep.name) / "empty.db"
    migrate(f"sqlite:///{path}", now=datetime(2026, 1, 1, tzinfo=UTC))
    return path


_KEPT: list[TemporaryDirectory[str]] = []


def a_database(directory: Path) -> str:
    """Put a fresh database into a directory, or where the tests are told to; answer its address."""
    elsewhere = Place.url(directory)
    if not elsewhere.startswith("sqlite"):
        return elsewhere
    path = directory / "town.db"
    shutil.copy(empty(), path)
    return f"sqlite:///{path}"


@contextmanager
def a_place() -> Iterator[Path]:
    """Answer a directory for a seed: in memory, for what fsync promises is tested with real processes."""
    roomy = IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free > ROOM
    with TemporaryDirectory(prefix="jifenbot-age-", dir=IN_MEMORY if roomy else None) as directory:
        yield Path(directory)
