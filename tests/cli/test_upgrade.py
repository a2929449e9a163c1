"""An upgrade from the database of an older version, and the way back, as docs/operations.md describes both.

`tests/released` holds what older versions left behind, as SQL: a branch with booked, returned and waiting claims, a
month laid open, letters that were sent. A released version adds its own; none is ever changed.
"""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from storage.migrate import newest_revision
from tests.cli.conftest import Shell
from tests.stage import ZONE, a_stage

RELEASED = sorted((Path(__file__).resolve().parents[1] / "released").glob("*.sql"))


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Answer everything that a database holds, by table."""
    with closing(sqlite3.connect(path)) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")]
        return {name: connection.execute(f'SELECT * FROM "{name}" ORDER BY 1, 2').fetchall() for name in names
                if len(connection.execute(f'PRAGMA table_info("{name}")').fetchall()) > 1}  # fmt: skip


@pytest.fixture(params=RELEASED, ids=lambda path: path.stem)
def older(request: pytest.FixtureRequest, shell: Shell) -> Shell:
    """A shell beside the database of an older version."""
    path: Path = request.param
    with closing(sqlite3.connect(shell.database)) as connection:
        connection.executescript(path.read_text(encoding="utf-8"))
        connection.execute("PRAGMA journal_mode=WAL")
    return shell


def test_the_books_are_the_same_after_an_upgrade(older: Shell) -> None:
    """Backup, migrate, doctor, verify: no entry, hash or total has changed."""
    before = rows(older.database)
    assert older.run("backup", "before.db").code == 0
    done = older.run("migrate")
    after = rows(older.database)

    assert (done.code, done.out.split()[:2]) == (0, ["ok", newest_revision()]), done.err
    for table in ("ledger", "ledger_texts", "totals", "credited", "review_steps", "audit"):
        assert [row[: len(before[table][0])] for row in after[table]] == before[table], table
    assert older.run("verify").out.startswith(f"ok {len(before['ledger'])} ")
    assert older.run("doctor", "--offline", token="1:a", owners="1", listen="").code == 0
    assert len(list(older.place.glob("*.bak"))) == 1, "migrate leaves a copy of its own"


def test_the_way_back_is_the_copy(older: Shell) -> None:
    """`restore` puts the older database back as it was; what it is now stays beside it."""
    before = rows(older.database)
    older.run("backup", "before.db")
    older.run("migrate")
    done = older.run("restore", "before.db", "--force")

    assert done.code == 0, done.err
    assert "run jifenbot migrate" in done.err
    assert rows(older.database) == before
    assert older.run("verify").code == 1, "this version asks for the migration first"
    assert len(list(older.place.glob("*.before-restore.*.bak"))) == 1
    assert older.run("migrate").code == 0
    assert older.run("verify").code == 0


def test_a_rehearsal_brings_an_older_copy_up(older: Shell) -> None:
    """A backup from before the upgrade is still good for a restore, and the rehearsal says so."""
    older.run("backup", "before.db")
    older.run("migrate")
    done = older.run("rehearse", "before.db")

    assert done.code == 0, done.err
    assert done.out.split()[2:] == older.run("verify").out.split()[1:]


async def test_the_bot_goes_on_where_it_was(older: Shell) -> None:
    """The new version starts on the old database: what waited is decided, and new claims are booked."""
    waiting = rows(older.database)["claims"]
    at = datetime(2026, 6, 9, 12, 0, tzinfo=ZONE)
    async with a_stage(older.place, at=at, locale="en", url=f"sqlite:///{older.database}") as stage:
        branch = stage.rows("SELECT count(*) FROM memberships WHERE state = 'active'")
        await stage.look()
        assert branch == [(3,)]
        assert stage.rows("SELECT count(*) FROM claims") == [(len(waiting),)]
        assert stage.rows("SELECT state FROM letters WHERE state NOT IN ('sent', 'superseded', 'failed')") == []
    assert older.run("verify").code == 0
