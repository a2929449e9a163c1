"""The writer: one thread, one transaction a batch, one fsync for all of it.

A job gets a savepoint: what a rule or a code error breaks is rolled back alone, told, and counted done. A database
error that is not the fault of one statement (disk full, I/O, locked) ends the whole batch: everything is rolled back,
nothing is confirmed, and the writer waits before it tries again.
"""

import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from time import perf_counter
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, delete, event, insert, select
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError

from storage import postgres
from storage.faults import DAMAGE
from storage.memory import Memory
from storage.prepared import prepared
from storage.schema import updates
from storage.transaction import Tx

MOST_IN_BATCH = 128
LONGEST_BACKOFF = 30.0
MOST_CONFLICTS = 20
NEWEST_KEPT = 10_000
POISON = (IntegrityError, DataError, ProgrammingError)
"""Errors of one statement. Everything else the database says concerns all."""
SQLITE_ERROR = 1
"""SQLite's word for 'this statement makes no sense'; full disks, locks and bad files have numbers of their own."""

_KNOWN = prepared(select(updates.c.id).where(updates.c.id >= bindparam("first"), updates.c.id <= bindparam("last")))
_NOTE = prepared(insert(updates))
_OLDEST_KEPT = select(updates.c.id).order_by(updates.c.id.desc()).limit(1).offset(bindparam("keep")).scalar_subquery()
_FORGET = prepared(
    delete(updates).where(updates.c.at < bindparam("before", type_=updates.c.at.type), updates.c.id <= _OLDEST_KEPT)
)


class DatabaseDown(Exception):  # noqa: N818 - it is a state, told as one
    """The batch was rolled back whole; nothing of it happened."""


@dataclass(slots=True, kw_only=True)
class Job:
    """A piece of work inside the open transaction.

    Attributes:
        run: Does it; its result is handed out after the commit.
        update: Id and time of the Telegram update it handles; one that was seen before is skipped.
        on_error: Tells of a code error in a fresh savepoint; its result stands in for the job's.
        done: Resolved after the commit.
        lazy: It need not be on the disk when its commit returns. Killing the process loses nothing of it; a power cut
            may lose what came after the last commit that was not lazy, which is seconds ago at most (the heartbeat's).
        late: A month was frozen under its hands; once more, and what then breaks is its own fault.
        locks: Chats and people of whom nobody else may decide meanwhile (on PostgreSQL, where others could).
    """

    run: Callable[[Tx], Any]
    update: tuple[int, datetime] | None = None
    on_error: Callable[[Tx, Exception], Any] | None = None
    done: Future[Any] = field(default_factory=Future)
    late: bool = False
    lazy: bool = False
    locks: Sequence[int] = ()


@dataclass(slots=True)
class WriterFigures:
    """What /metrics and /healthz say of the writer."""

    batches: int = 0
    jobs: int = 0
    poisoned: int = 0
    conflicts: int = 0
    downs: int = 0
    connections: int = 0
    down_since: float | None = None
    error: str = ""


class Writer:
    """Owns the writing connection. Every change of the running bot goes through here."""

    def __init__(
        self,
        engine: Engine,
        *,
        on_letters: Callable[[list[Any]], None] = lambda _: None,
        on_foreign_change: Callable[[], None] = lambda: None,
        on_commit: Callable[[float, int], None] = lambda _seconds, _jobs: None,
        on_damage: Callable[[str], None] = lambda _fault: None,
        before_commit: Callable[[Tx], None] = lambda _: None,
        after_commit: Callable[[Tx], None] = lambda _: None,
    ) -> None:
        self.engine = engine
        self.on_commit = on_commit
        self.on_damage = on_damage
        self.before_commit = before_commit
        self.after_commit = after_commit
        self.memory = Memory()
        self.figures = WriterFigures()
        self.on_letters = on_letters
        self.on_foreign_change = on_foreign_change
        self._queue: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="writer")
        self._stopping = threading.Event()
        self._sqlite = engine.dialect.name == "sqlite"
        self._last_news: int | None = None
        self._waits = True
        event.listen(engine, "connect", self._connected)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Finish what was handed in, then end the thread."""
        self._stopping.set()
        self._queue.put(None)
        if self._thread.is_alive():
            self._thread.join()

    def submit(self, *jobs: Job) -> None:
        """Hand in jobs; they stay in this order."""
        for job in jobs:
            self._queue.put(job)

    def call(self, run: Callable[[Tx], Any], *, lazy: bool = False, locks: Sequence[int] = ()) -> Future[Any]:
        """Hand in one job without an update; its Future resolves after the commit."""
        job = Job(run=run, lazy=lazy, locks=locks)
        self._queue.put(job)
        return job.done

    def _work(self) -> None:
        backoff = 1.0
        while (first := self._queue.get()) is not None:
            batch = self._gather(first)
            try:
                self._commit_patiently(batch)
            except Exception as error:  # noqa: BLE001 - whatever it is, the thread goes on and the batch is told
                self._gone_down(batch, error)
                self._stopping.wait(backoff)
                backoff = min(LONGEST_BACKOFF, backoff * 2)
            else:
                backoff = 1.0

    def _gather(self, first: Job) -> list[Job]:
        batch = [first]
        while len(batch) < MOST_IN_BATCH:
            try:
                job = self._queue.get_nowait()
            except queue.Empty:
                break
            if job is None:
                self._queue.put(None)  # stop after this batch
                break
            batch.append(job)
        return _by_number(batch)

    def _commit_patiently(self, batch: Sequence[Job]) -> None:
        """Commit a batch; where another process was in its way, job by job, each for as often as that takes."""
        try:
            self._commit(batch)
        except DBAPIError as error:
            if not postgres.is_conflict(error):
                raise
            for job in batch:
                self._commit_alone(job)

    def _commit_alone(self, job: Job) -> None:
        for _ in range(MOST_CONFLICTS):
            try:
                return self._commit([job])
            except DBAPIError as error:
                if not postgres.is_conflict(error):
                    raise
                self.figures.conflicts += 1
        return self._commit([job])

    def _commit(self, batch: Sequence[Job]) -> None:
        wait = not all(job.lazy for job in batch)
        with self.engine.connect() as connection:
            if self._sqlite:
                self._wait_for_disk(connection, wait=wait)
            with connection.begin() as transaction:
                tx = Tx(connection, self.memory)
                try:
                    if not self._sqlite:
                        postgres.prepare(tx, [key for job in batch for key in job.locks], wait=wait)
                    self._notice_others(tx)
                    repeated = _repeated(tx, batch)
                    outcomes = [
                        (job, *((None, None) if index in repeated else self._run(tx, job)))
                        for index, job in enumerate(batch)
                    ]
                    self.before_commit(tx)
                    if self.memory.written and not self._sqlite:
                        self._tell_others(tx)
                    started = perf_counter()
                    transaction.commit()
                except BaseException:
                    self.memory.clear()  # by the next look others may have written, too
                    self._last_news = None
                    raise
            self.memory.committed()
            self.after_commit(tx)
            self.on_commit(perf_counter() - started, len(batch))
        self.figures.batches += 1
        self.figures.jobs += len(batch)
        self.figures.down_since = None
        if tx.letters:
            self.on_letters(tx.letters)
        for job, result, error in outcomes:
            if error is None:
                job.done.set_result(result)
            else:
                job.done.set_exception(error)

    def _connected(self, *_connection: object) -> None:
        """Count connections: behind a new one there may be a server that crashed and forgot what was lazy."""
        self.figures.connections += 1

    def _wait_for_disk(self, connection: Connection, *, wait: bool) -> None:
        """Let the commit return with its data on the disk, or (in WAL) leave that to the next one that waits.

        Measured: half of all commits only tell what became of letters; on a slow disk their fsyncs took a third of a
        claim's time.
        """
        if wait == self._waits:
            return
        driver: Any = connection.connection.driver_connection
        driver.execute(f"PRAGMA synchronous={'FULL' if wait else 'NORMAL'}")
        self._waits = wait

    def _run(self, tx: Tx, job: Job) -> tuple[Any, Exception | None]:
        try:
            return tx.whole(job.run), None
        except DBAPIError as error:
            if not _is_poison(error) or not tx.still_open:
                raise
            if postgres.is_late(error) and not job.late:
                job.late = True
                raise
            return self._poisoned(tx, job, error)
        except Exception as error:  # noqa: BLE001 - a code error harms its own update only
            return self._poisoned(tx, job, error)

    def _poisoned(self, tx: Tx, job: Job, error: Exception) -> tuple[Any, Exception | None]:
        self.figures.poisoned += 1
        on_error = job.on_error
        if on_error is None:
            return None, error
        try:
            return tx.whole(lambda tx: on_error(tx, error)), None
        except DBAPIError as worse:
            if not _is_poison(worse) or not tx.still_open:
                raise
            return None, worse
        except Exception as worse:  # noqa: BLE001 - a failing word about a failure must not stop the others
            return None, worse

    def _notice_others(self, tx: Tx) -> None:
        """See what another process (import, notices --send, a second bot) wrote: drop what is remembered."""
        news = tx.connection.exec_driver_sql("PRAGMA data_version").scalar() if self._sqlite else postgres.last_news(tx)
        if self._last_news is not None and news != self._last_news:
            self.memory.clear()
            self.on_foreign_change()
        self._last_news = news

    def _tell_others(self, tx: Tx) -> None:
        """Let other processes notice likewise; our own news is none to us."""
        number = postgres.tell(tx)
        if self._last_news is not None and number == self._last_news + 1:
            self._last_news = number

    def _gone_down(self, batch: Sequence[Job], error: Exception) -> None:
        self.memory.clear()
        self.figures.downs += 1
        if self.figures.down_since is None:
            self.figures.down_since = perf_counter()
        self.figures.error = str(getattr(error, "orig", None) or error)
        for job in batch:
            if not job.done.done():
                job.done.set_exception(DatabaseDown(self.figures.error))
        if getattr(getattr(error, "orig", None), "sqlite_errorcode", 0) & 0xFF in DAMAGE:
            self.on_damage(self.figures.error)


def _repeated(tx: Tx, batch: Sequence[Job]) -> set[int]:
    """Write down the updates of a batch, all at once; answer the places of those that were handled before.

    On PostgreSQL the locks of a batch see to it that a repeat which another process handles now is over by then.
    """
    fresh: dict[int, datetime] = {}
    repeated: set[int] = set()
    numbers = [job.update[0] for job in batch if job.update is not None]
    known = {row[0] for row in tx.all(_KNOWN, first=min(numbers), last=max(numbers))} if numbers else set()
    for index, job in enumerate(batch):
        if job.update is None:
            continue
        number, at = job.update
        if number in known or number in fresh:
            repeated.add(index)
        else:
            fresh[number] = at
    tx.run_each(_NOTE, [{"id": number, "at": at} for number, at in fresh.items()])
    return repeated


def _by_number(batch: Sequence[Job]) -> list[Job]:
    """Put the updates of a batch into the order of their numbers, at the places that updates have in it.

    A webhook delivers over many connections at once, so what a person sent first may arrive last.
    """
    updates = iter(
        sorted((job for job in batch if job.update is not None), key=lambda job: job.update or (0, None)[:1])
    )
    return [job if job.update is None else next(updates) for job in batch]


def _is_poison(error: DBAPIError) -> bool:
    code = getattr(error.orig, "sqlite_errorcode", None)
    return isinstance(error, POISON) or (code is not None and code & 0xFF == SQLITE_ERROR)


def forget_old_updates(tx: Tx, before: datetime, *, keep: int = NEWEST_KEPT) -> int:
    """Drop update ids that Telegram can no longer repeat; the highest ones stay, for the clock may have been set.

    A machine whose clock is put right by months must not forget what Telegram delivered a minute ago.
    """
    return tx.run(_FORGET, before=before, keep=keep)
