"""The writer: a savepoint a job, poison alone, fatal whole, nothing said before its commit."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from storage import letters, persons
from storage.engine import open_writer
from storage.schema import updates
from storage.session import writing
from storage.transaction import Tx
from storage.writer import DatabaseDown, Job, Writer, forget_old_updates
from tests.storage.conftest import NOW

PATIENCE = 30


@contextmanager
def a_writer(engine: Engine, **hooks: Any) -> Iterator[Writer]:
    writer = Writer(engine, **hooks)
    writer.start()
    try:
        yield writer
    finally:
        writer.stop()


def add(name: str, telegram_id: int) -> Any:
    return lambda tx: persons.add(tx, name=name, telegram_id=telegram_id, now=NOW)


def names(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return list(connection.exec_driver_sql("SELECT name FROM persons ORDER BY id").scalars())


def is_down(writer: Writer) -> bool:
    return writer.figures.down_since is not None


def break_down(tx: Tx) -> None:
    persons.add(tx, name="half a job", telegram_id=99, now=NOW)
    raise ZeroDivisionError


def test_jobs_are_done_in_order_and_answer_after_the_commit(engine: Engine) -> None:
    with a_writer(engine) as writer:
        jobs = [Job(run=add(f"P{number}", number)) for number in range(1, 300)]
        writer.submit(*jobs)

        assert [job.done.result(PATIENCE) for job in jobs] == list(range(1, 300))
        assert writer.figures.jobs == 299
        assert writer.figures.batches < 299
    assert names(engine) == [f"P{number}" for number in range(1, 300)]


def test_a_broken_job_harms_no_other_and_its_half_is_gone(engine: Engine) -> None:
    writer = Writer(engine)
    jobs = [Job(run=add("Wang", 1)), Job(run=break_down), Job(run=add("Zhao", 2))]
    writer._commit(jobs)

    assert names(engine) == ["Wang", "Zhao"]
    assert isinstance(jobs[1].done.exception(), ZeroDivisionError)
    assert writer.figures.poisoned == 1


def test_a_broken_update_is_told_of_and_counted_done(engine: Engine) -> None:
    """It does not come again: its id is outside the savepoint."""
    told: list[Exception] = []

    def tell(tx: Tx, error: Exception) -> str:
        told.append(error)
        persons.add(tx, name="told", telegram_id=3, now=NOW)
        return "incident"

    writer = Writer(engine)
    job = Job(run=break_down, update=(7, NOW), on_error=tell)
    again = Job(run=add("never", 4), update=(7, NOW))
    writer._commit([job])
    writer._commit([again])

    assert (job.done.result(), again.done.result()) == ("incident", None)
    assert [type(error) for error in told] == [ZeroDivisionError]
    assert names(engine) == ["told"]


def test_a_statement_that_makes_no_sense_is_poison(engine: Engine) -> None:
    writer = Writer(engine)
    bad = Job(run=lambda tx: tx.connection.exec_driver_sql("SELECT nonsense"))
    twice = Job(run=lambda tx: [add("Wang", 1)(tx), add("Zhao", 1)(tx)])
    good = Job(run=add("Sun", 3))
    writer._commit([bad, twice, good])

    assert bad.done.exception() is not None
    assert twice.done.exception() is not None
    assert names(engine) == ["Sun"]


def test_a_word_about_a_failure_that_fails_too_stops_nothing(engine: Engine) -> None:
    def tell(_tx: Tx, _error: Exception) -> None:
        raise KeyError("and again")

    writer = Writer(engine)
    job = Job(run=break_down, update=(7, NOW), on_error=tell)
    writer._commit([job, Job(run=add("Wang", 1))])

    assert isinstance(job.done.exception(), KeyError)
    assert names(engine) == ["Wang"]


def test_a_full_disk_undoes_the_whole_batch_and_the_next_one_is_taken(sqlite_url: str) -> None:
    """SQLite's own limit of pages is what a full disk is: SQLITE_FULL, in the middle of a batch."""
    engine = open_writer(sqlite_url)
    pages = "PRAGMA max_page_count = {}"

    def limit(most: int) -> None:
        with engine.connect() as connection:
            connection.exec_driver_sql(pages.format(most)).close()

    with engine.connect() as connection:
        now = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    writer = Writer(engine)
    limit(now + 5)
    batch = [Job(run=add(f"P{number} " + "x" * 3000, number), update=(number, NOW)) for number in range(1, 60)]
    with pytest.raises(Exception, match="full"):
        writer._commit(batch)
    assert names(engine) == []
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM updates").scalar_one() == 0

    limit(1_000_000)
    again = [Job(run=add(f"P{number}", number), update=(number, NOW)) for number in range(1, 60)]
    writer._commit(again)
    assert len(names(engine)) == 59
    engine.dispose()


def test_while_the_database_is_down_everybody_is_told_and_it_returns_by_itself(sqlite_url: str) -> None:
    engine = open_writer(sqlite_url)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1").close()
    big = "x" * 200_000
    with a_writer(engine) as writer:
        down = writer.call(add(big, 1))
        assert isinstance(down.exception(PATIENCE), DatabaseDown)
        assert is_down(writer)
        assert "full" in writer.figures.error

        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1000000").close()
        assert writer.call(add(big, 1)).result(PATIENCE) == 1
        assert not is_down(writer)
    engine.dispose()


def test_letters_are_handed_out_after_their_commit_and_those_of_a_broken_job_never(engine: Engine) -> None:
    heard: list[str] = []

    def hear(fresh: list[Any]) -> None:
        with engine.connect() as connection:
            on_disk = set(connection.exec_driver_sql("SELECT key FROM letters").scalars())
        heard.extend(letter.key for letter in fresh if letter.key in on_disk)

    def write(key: str) -> Any:
        return lambda tx: letters.add(tx, key=key, chat_id=1, lane=0, method="message", body="{}", now=NOW)

    def write_and_break(tx: Tx) -> None:
        write("broken")(tx)
        raise ZeroDivisionError

    writer = Writer(engine, on_letters=hear)
    writer._commit([Job(run=write("one")), Job(run=write_and_break), Job(run=write("two"))])

    assert heard == ["one", "two"]


def test_what_another_process_wrote_is_noticed_and_memory_dropped(engine: Engine, url: str) -> None:
    noticed: list[int] = []
    writer = Writer(engine, on_foreign_change=lambda: noticed.append(1))
    writer._commit([Job(run=add("Wang", 1))])
    before = Job(run=lambda tx: persons.get(tx, 1).name)
    writer._commit([before])
    assert before.done.result() == "Wang"
    with writing(url) as tx:
        persons.change(tx, 1, name="renamed by import")

    after = Job(run=lambda tx: persons.get(tx, 1).name)
    writer._commit([after])

    assert after.done.result() == "renamed by import"
    assert noticed == [1]


def test_only_what_may_be_lost_in_a_power_cut_does_not_wait_for_the_disk(engine: Engine) -> None:
    """Updates, and everything that shares a batch with them, are on the disk when their commit returns."""
    ask, full, normal = (
        ("PRAGMA synchronous", {2}, {1})
        if engine.dialect.name == "sqlite"
        else ("SHOW synchronous_commit", {"on"}, {"off"})
    )

    def level(tx: Tx) -> Any:
        return tx.connection.exec_driver_sql(ask).scalar_one()

    writer = Writer(engine)
    found = []
    for batch in (
        [Job(run=level)],
        [Job(run=level, lazy=True)],
        [Job(run=level, lazy=True), Job(run=level, update=(1, NOW))],
        [Job(run=level, lazy=True)],
        [Job(run=level)],
    ):
        writer._commit(batch)
        found.append({job.done.result() for job in batch})

    assert found == [full, normal, full, normal, full]


def test_to_stop_finishes_what_was_handed_in(engine: Engine) -> None:
    writer = Writer(engine)
    jobs = [Job(run=add(f"P{number}", number)) for number in range(1, 200)]
    writer.submit(*jobs)
    writer.start()
    writer.stop()

    assert all(job.done.done() for job in jobs)
    assert len(names(engine)) == 199


def test_old_update_ids_are_forgotten_and_young_ones_kept(tx: Tx) -> None:
    for number, days in ((1, 9), (2, 7), (3, 9), (4, 9)):
        tx.add(updates, id=number, at=NOW - timedelta(days=days))
    forget_old_updates(tx, NOW - timedelta(days=8), keep=1)

    assert tx.connection.exec_driver_sql("SELECT id FROM updates").scalars().all() == [2, 4]


def test_a_clock_that_jumps_by_months_forgets_no_recent_updates(tx: Tx) -> None:
    """The newest stay whatever the clock says: Telegram may still repeat them."""
    for number in (1, 2, 3):
        tx.add(updates, id=number, at=NOW)
    forget_old_updates(tx, NOW + timedelta(days=200))

    assert tx.connection.exec_driver_sql("SELECT id FROM updates").scalars().all() == [1, 2, 3]


def test_updates_of_a_batch_are_handled_in_the_order_of_their_numbers(engine: Engine) -> None:
    """A webhook hands them in as they came over its connections; what is no update keeps its place."""
    done: list[str] = []

    def update(number: int) -> Job:
        return Job(run=lambda _tx: done.append(f"u{number}"), update=(number, NOW))

    writer = Writer(engine)
    writer.submit(update(9), update(7), Job(run=lambda _tx: done.append("a look")), update(8))
    writer.start()
    writer.stop()

    assert done == ["u7", "u8", "a look", "u9"]


def test_a_repeated_update_is_handled_once_in_its_own_batch_and_in_later_ones(engine: Engine) -> None:
    """Telegram repeats what is in doubt, over a webhook even at the same moment; those beside it go on."""
    writer = Writer(engine)
    first = [Job(run=add("Wang", 1), update=(7, NOW)), Job(run=add("never", 9), update=(7, NOW))]
    second = [
        Job(run=add("Zhao", 2), update=(6, NOW)),
        Job(run=add("nor this", 9), update=(7, NOW)),
        Job(run=add("Li", 3)),
    ]
    writer._commit(first)
    writer._commit(second)

    assert names(engine) == ["Wang", "Zhao", "Li"]
    assert [job.done.result() for job in (*first, *second)] == [1, None, 2, None, 3]
