"""A bad disk under the real process: stopped, locked, read-only, torn; told clearly, and nothing half-done."""

import asyncio
import shutil
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.process.harness import Run, a_run
from tests.process.test_kill import check_claims

WRITE_VERSION = 18
"""The byte of SQLite's header that says which programs may write the file; above 2 none may."""


async def complaint(run: Run) -> tuple[int, str]:
    """Start a process that is not to live; answer its exit code and what it said."""
    await run.start()
    assert run.process is not None
    code = await asyncio.wait_for(run.process.wait(), 30)
    await run.stop()
    return code, "".join(run.log)


async def test_stopped_and_continued_it_goes_on_where_it_was(tmp_path: Path) -> None:
    """SIGSTOP in a burst, for longer than a call's patience; what was on its way may be repeated once a chat."""
    async with a_run(tmp_path) as run:
        await run.burst(30)
        for more in (3, 9, 15):
            await run.calls(more)
            assert run.process is not None
            run.process.send_signal(signal.SIGSTOP)
            await run.burst(5, first=30 + 5 * (more // 6))
            run.process.send_signal(signal.SIGCONT)
        await run.quiet()

        check_claims(run, 45)


async def test_while_somebody_else_holds_the_database_nothing_is_confirmed(tmp_path: Path) -> None:
    """Another program locks the file for longer than the busy timeout; then everything is done, once."""
    async with a_run(tmp_path) as run:
        with closing(sqlite3.connect(run.database, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            await run.burst(6)
            await run.until(lambda: any('"database"' in line for line in run.log))
            assert await run.health() == 503
            assert run.sim.world.updates.pending
            other.execute("ROLLBACK")
        await run.quiet()

        check_claims(run, 6)
        assert await run.health() == 200


async def test_a_database_that_may_not_be_written_ends_the_start_with_one_line(tmp_path: Path) -> None:
    async with a_run(tmp_path) as run:
        await run.stop()
        with run.database.open("r+b") as file:
            file.seek(WRITE_VERSION)
            file.write(b"\x03")
        code, said = await complaint(run)

        assert code == 1
        assert "may not be written" in said
        assert "Traceback" not in said
        with run.database.open("r+b") as file:
            file.seek(WRITE_VERSION)
            file.write(b"\x02")
        await run.start()
        await run.burst(2)
        await run.quiet()
        check_claims(run, 2)


@pytest.mark.parametrize("page", [1, 3, 20])
async def test_a_torn_page_ends_the_start_and_the_line_names_the_way_back(tmp_path: Path, page: int) -> None:
    """The header, a page near it, one among the tables: found, told with the path of restore, exit code 1."""
    async with a_run(tmp_path) as run:
        await run.burst(20)
        await run.quiet()
        await run.stop()
        whole = tmp_path / "whole.db"
        shutil.copy(run.database, whole)
        with run.database.open("r+b") as file:
            file.seek((page - 1) * 4096)
            file.write(b"\xa5" * 4096)
        code, said = await complaint(run)

        assert code == 1
        assert "jifenbot restore" in said
        assert "Traceback" not in said
        shutil.copy(whole, run.database)
        await run.start()
        await run.quiet()
        check_claims(run, 20)


async def test_damage_that_shows_while_it_runs_ends_it_with_the_way_back(tmp_path: Path) -> None:
    """The disk tears the file under the running process: it does not go on writing into it."""
    async with a_run(tmp_path) as run:
        await run.burst(20)
        await run.quiet()
        with closing(sqlite3.connect(run.database)) as other:
            other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            pages = other.execute("PRAGMA page_count").fetchone()[0]
        with run.database.open("r+b") as file:
            file.seek(4096)
            file.write(b"\xa5" * 4096 * (pages - 1))
        await run.people["Li"].say(run.people["Li"].dm, "/ledger")
        await run.burst(3, first=20)
        assert run.process is not None
        code = await asyncio.wait_for(run.process.wait(), 30)

        assert code == 1
        assert "jifenbot restore" in "".join(run.log)
        assert run.sim.world.updates.pending


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
async def test_a_wal_that_lost_its_end_is_whole_as_of_an_earlier_commit(tmp_path: Path, share: float) -> None:
    """A disk that lied about fsync: file and WAL as they were, the WAL cut anywhere; nothing is half there."""
    async with a_run(tmp_path) as run:
        with closing(sqlite3.connect(run.database)) as other:
            other.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # what the branch is stands in the file
        await run.burst(25)
        await run.calls(40)
        found = tmp_path / "found.db"
        shutil.copy(run.database, found)
        wal = run.database.with_name(run.database.name + "-wal").read_bytes()
        found.with_name("found.db-wal").write_bytes(wal[: int(len(wal) * share)])
        await run.quiet()
        await run.stop()
        again = Run(run.sim, f"sqlite:///{found}", run.people, run.group, run.port, dict(run.settings))
        await again.start()
        await again.quiet()

        claims = again.count("claims")
        assert claims <= 25
        assert again.rows("PRAGMA integrity_check") == [("ok",)]
        assert again.rows("SELECT count(DISTINCT claim_id) FROM review_steps") == [(claims,)]
        assert again.rows("SELECT count(DISTINCT claim_id) FROM evidence") == [(claims,)]
        await again.burst(3, first=25)
        await again.quiet()
        assert again.count("claims") == claims + 3
        await again.stop()
