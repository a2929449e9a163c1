"""What only PostgreSQL has: other processes, deadlocks, connections that die, a locale that sorts as it likes."""

from collections.abc import Iterator
from threading import Barrier, Thread
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine

from storage import heads, ledger, orgs, periods, persons, postgres
from storage.engine import open_writer
from storage.migrate import downgrade, migrate
from storage.schema import metadata
from storage.transaction import Tx
from storage.writer import DatabaseDown, Job, Writer
from tests.postgres import Server
from tests.storage.conftest import NOW, a_branch, an_entry
from tests.storage.test_migrations import revisions

PATIENCE = 30


@pytest.fixture
def url(postgres: Server) -> str:
    return postgres.migrated()


@pytest.fixture
def other(url: str) -> Iterator[Engine]:
    """The engine of a second process."""
    opened = open_writer(url)
    yield opened
    opened.dispose()


def add(name: str, telegram_id: int) -> Any:
    return lambda tx: persons.add(tx, name=name, telegram_id=telegram_id, now=NOW)


def names(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return list(connection.exec_driver_sql("SELECT name FROM persons ORDER BY id").scalars())


def done(engine: Engine, run: Any) -> Any:
    """Do one thing in a transaction of its own."""
    with engine.connect() as connection, connection.begin():
        return run(Tx(connection))


# ---- the schema --------------------------------------------------------------------------------------------------
def test_every_migration_goes_up_and_down_again(postgres: Server) -> None:
    url = postgres.empty()

    def objects() -> set[Any]:
        engine = open_writer(url)
        with engine.connect() as connection:
            columns = "SELECT table_name, column_name, data_type, collation_name FROM information_schema.columns"
            found = set(connection.exec_driver_sql(f"{columns} WHERE table_schema = 'public'"))
            found |= set(connection.exec_driver_sql("SELECT tgname, '', '', '' FROM pg_trigger WHERE NOT tgisinternal"))
            found |= set(connection.exec_driver_sql("SELECT indexdef, '', '', '' FROM pg_indexes"))
        engine.dispose()
        return {row for row in found if "alembic" not in row[0] and "pg_" not in row[0].split(" ON ")[-1]}

    below = "base"
    for revision in revisions():
        migrate(url, now=NOW, to=revision)
        once = objects()
        downgrade(url, below)
        migrate(url, now=NOW, to=revision)
        assert objects() == once
        below = revision
    downgrade(url, "base")

    assert objects() == set()


def test_the_migrations_make_the_tables_that_the_code_describes(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, metadata) == []


def test_text_sorts_by_code_points_whatever_the_database_was_made_for(postgres: Server) -> None:
    """The head over all branches is hashed in code order, and slots are found by their prefix."""
    url = postgres.empty()
    name = url.rpartition("/")[2]
    postgres.order(
        f"DROP DATABASE {name}",
        f"CREATE DATABASE {name} TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en' LOCALE 'C.UTF-8'",
    )
    migrate(url, now=NOW)
    engine = open_writer(url)
    codes = ["b1", "B1", "A-2", "A1", "a1", "书", "Z"]

    def write(tx: Tx) -> list[str]:
        for code in codes:
            orgs.add(tx, code=code, name=code, kind="unit", parent_id=None, now=NOW)
        return [org.code for org in orgs.every(tx)]

    assert done(engine, write) == sorted(codes)
    engine.dispose()


def test_what_is_longer_than_the_schema_says_is_kept_as_on_sqlite(engine: Engine) -> None:
    """A language tag of 60 letters is odd, and no reason to lose an update."""
    found = done(engine, lambda tx: persons.add(tx, name="x" * 500, telegram_id=1, now=NOW, telegram_lang="z" * 60))

    assert done(engine, lambda tx: persons.get(tx, found).telegram_lang) == "z" * 60


# ---- two processes -------------------------------------------------------------------------------------------------
def test_an_update_that_two_processes_got_counts_once(engine: Engine, other: Engine) -> None:
    writers = [Writer(engine), Writer(other)]
    for writer in writers:
        writer.start()
    jobs = [
        Job(run=add(f"P{number}", number), update=(number, NOW), locks=(number % 7, -number))
        for number in range(1, 200)
        for _ in writers
    ]
    for index, job in enumerate(jobs):
        writers[index % 2].submit(job)
    for job in jobs:
        job.done.result(PATIENCE)
    for writer in writers:
        writer.stop()

    assert sorted(names(engine)) == sorted(f"P{number}" for number in range(1, 200))


def test_who_decides_for_a_chat_sees_what_was_decided_before(engine: Engine, other: Engine) -> None:
    """Two processes count up what they read: under the chat's lock no step is lost."""
    branch_id = done(engine, a_branch)

    def step(tx: Tx) -> None:
        seq, _ = heads.read(tx, branch_id)
        heads.write(tx, branch_id, seq=seq + 1, head="")

    writers = [Writer(engine), Writer(other)]
    for writer in writers:
        writer.start()
    waiting = [writer.call(step, locks=(-5,)) for _ in range(50) for writer in writers]
    for one in waiting:
        one.result(PATIENCE)
    for writer in writers:
        writer.stop()

    assert done(engine, lambda tx: heads.read(tx, branch_id))[0] == 100


def test_two_batches_in_each_others_way_are_both_done_one_by_one(engine: Engine, other: Engine) -> None:
    """Each holds the row that the other wants: the database ends one of them, and it is tried again."""
    first, second = done(engine, lambda tx: [persons.add(tx, name=n, telegram_id=None, now=NOW) for n in ("A", "B")])
    meet = Barrier(2)
    met: set[str] = set()

    def job(who: str, own: int, theirs: int) -> Job:
        def run(tx: Tx) -> None:
            persons.change(tx, own, name=f"{who} was first")
            if who not in met:  # only the first time: the second try has the field to itself
                met.add(who)
                meet.wait(PATIENCE)
            persons.change(tx, theirs, name=f"{who} was here")

        return Job(run=run)

    writers = [Writer(engine), Writer(other)]
    jobs = [job("one", first, second), job("two", second, first)]
    beside = [Job(run=add(f"beside {index}", index + 1)) for index in range(2)]
    threads = [
        Thread(target=writer._commit_patiently, args=([extra, job],))
        for writer, job, extra in zip(writers, jobs, beside, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)

    assert [job.done.exception(PATIENCE) for job in (*jobs, *beside)] == [None] * 4
    assert set(names(engine)[2:]) == {"beside 0", "beside 1"}
    assert sum(writer.figures.jobs for writer in writers) == 4


def test_a_month_frozen_between_the_look_and_the_entry_is_seen_at_the_second_look(
    engine: Engine, other: Engine
) -> None:
    """An approval at the very moment of the notice: booked late by the rules, as if it had come a moment later."""
    branch_id = done(engine, a_branch)
    looked: list[list[str]] = []

    def approve(tx: Tx) -> None:
        frozen = [row.key for row in periods.frozen(tx, branch_id)]
        if not looked:
            done(other, freeze)
        looked.append(frozen)
        an_entry(tx, branch_id, period="2026-06" if frozen else "2026-05")

    def freeze(tx: Tx) -> None:
        periods.freeze(tx, branch_id, "2026-05", now=NOW, publicity_until=NOW.date(), head_seq=0, head_hash="")

    writer = Writer(engine)
    jobs = [Job(run=approve), Job(run=add("beside", 9))]
    writer._commit_patiently(jobs)

    assert [job.done.exception(PATIENCE) for job in jobs] == [None, None]
    assert looked == [[], ["2026-05"]]
    assert done(engine, lambda tx: [entry.period for entry in ledger.of_branch(tx, branch_id)]) == ["2026-06"]
    assert names(engine)[1:] == ["beside"]


def test_an_entry_into_a_closed_month_that_no_look_helps_is_its_own_fault(engine: Engine) -> None:
    branch_id = done(engine, a_branch)
    done(engine, lambda tx: periods.freeze(
        tx, branch_id, "2026-05", now=NOW, publicity_until=NOW.date(), head_seq=0, head_hash=""
    ))  # fmt: skip
    jobs = [Job(run=lambda tx: an_entry(tx, branch_id)), Job(run=add("beside", 9))]
    Writer(engine)._commit_patiently(jobs)

    assert "the period is closed" in str(jobs[0].done.exception(PATIENCE))
    assert jobs[1].done.exception(PATIENCE) is None
    assert names(engine)[1:] == ["beside"]


def test_several_branches_are_held_in_one_order(engine: Engine, other: Engine, postgres: Server) -> None:
    """Whoever waits for the first of them has not taken the second."""
    first = done(engine, a_branch)
    second = done(engine, lambda tx: orgs.add(tx, code="B002", name="Second", kind="branch", parent_id=None, now=NOW))
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    with engine.connect() as connection, connection.begin():
        heads.hold(Tx(connection), first)
        behind = Thread(target=done, args=(other, lambda tx: heads.hold_all(tx, [second, first])))
        behind.start()
        while not done(engine, lambda tx: tx.connection.exec_driver_sql(waiting).scalar()):
            assert behind.is_alive()
        connection.exec_driver_sql(f"SELECT 1 FROM orgs WHERE id = {second} FOR UPDATE NOWAIT")
    behind.join(PATIENCE)

    assert not behind.is_alive()


@pytest.mark.parametrize(
    ("written", "hosts"),
    [
        ("postgresql://jifen:secret@db.example.org/points", ("db.example.org:5432",)),
        ("postgresql://jifen:secret@a:5433,b:5434/points?target_session_attrs=read-write", ("a:5433", "b:5434")),
        ("postgresql://jifen:secret@/points?host=a,b&target_session_attrs=read-write", ("a:5432", "b:5432")),
    ],
)
def test_an_address_may_name_several_servers_as_postgresql_writes_them(written: str, hosts: tuple[str, ...]) -> None:
    found = postgres.address(written)

    assert (found.username, found.password, found.database) == ("jifen", "secret", "points")
    assert tuple(found.query["host"]) == hosts
    assert found.query.get("target_session_attrs") == ("read-write" if len(hosts) > 1 else None)


def test_what_one_process_writes_the_other_does_not_remember_otherwise(engine: Engine, other: Engine) -> None:
    person = done(engine, add("Wang", 1))
    noticed: list[int] = []
    here, there = Writer(engine, on_foreign_change=lambda: noticed.append(1)), Writer(other)

    def name_at(writer: Writer) -> str:
        job = Job(run=lambda tx: persons.get(tx, person).name)
        writer._commit([job])
        return str(job.done.result())

    assert name_at(here) == "Wang"
    there._commit([Job(run=lambda tx: persons.change(tx, person, name="Wang Xin"))])
    assert name_at(here) == "Wang Xin"
    here._commit([Job(run=lambda tx: persons.change(tx, person, name="Wang Er"))])
    assert name_at(here) == "Wang Er"
    assert noticed == [1]  # its own news is none


# ---- connections and servers die -------------------------------------------------------------------------------------
def test_a_connection_that_died_at_rest_is_not_noticed_by_anybody(engine: Engine, postgres: Server) -> None:
    writer = Writer(engine)
    writer._commit([Job(run=add("before", 1))])
    postgres.order(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{engine.url.database}'")
    writer._commit([Job(run=add("after", 2))])

    assert names(engine) == ["before", "after"]


def test_a_connection_that_dies_in_a_batch_undoes_all_of_it(engine: Engine, postgres: Server) -> None:
    def die(tx: Tx) -> None:
        pid = tx.connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        postgres.order(f"SELECT pg_terminate_backend({pid}, 5000)")
        persons.add(tx, name="never", telegram_id=2, now=NOW)

    with pytest.raises(Exception, match=r"terminat|closed|lost"):
        Writer(engine)._commit([Job(run=add("lost", 1), update=(1, NOW)), Job(run=die), Job(run=add("lost too", 3))])
    Writer(engine)._commit([Job(run=add("again", 1), update=(1, NOW))])

    assert names(engine) == ["again"]


def test_after_a_crash_of_the_server_the_writer_returns_by_itself() -> None:
    """The server is gone in mid-work; what was answered is there, what was not is told and comes again."""
    from tests.postgres import server_or_skip  # noqa: PLC0415 - a server of its own, to be crashed

    server = server_or_skip()
    try:
        engine = open_writer(server.migrated())
        writer = Writer(engine)
        writer.start()
        assert writer.call(add("before", 1)).result(PATIENCE) == 1
        server.stop(mode="immediate")
        assert isinstance(writer.call(add("meanwhile", 2)).exception(PATIENCE), DatabaseDown)
        assert writer.figures.down_since is not None
        server.start()
        while writer.call(add("after", 3)).exception(PATIENCE) is not None:
            assert writer.figures.down_since is not None
        writer.stop()

        assert names(engine) == ["before", "after"]
        engine.dispose()
    finally:
        server.remove()


def test_a_conflict_is_told_from_other_errors(engine: Engine) -> None:
    with pytest.raises(Exception, match="nonsense") as raised:
        done(engine, lambda tx: tx.connection.exec_driver_sql("SELECT nonsense"))

    assert not postgres.is_conflict(raised.value)
