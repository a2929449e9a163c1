"""Storage alone: what the statements of one claim cost, in batches of 32, and what a full ledger adds.

The statements are those that a real claim runs, its two letters' outcomes included: they are recorded once while the
handlers file a claim, and executed again with keys of their own.
"""

from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter, thread_time
from typing import Any

from bot.bench import branches
from bot.bench.branches import HOUSE, MEMBER_COUNT
from bot.clock import system_clock
from bot.services.desk import House
from handlers.access import Pace
from handlers.command import handle
from storage import filling, letters, slots, totals
from storage.engine import open_writer
from storage.memory import Memory
from storage.transaction import Statement, Tx
from storage.writer import Job, Writer

BATCH = 32


@dataclass(slots=True)
class Recorded:
    """One statement of a claim: what it does, its values, and which of them name the claim."""

    statement: Statement
    values: dict[str, Any]
    does: str
    of_claim: tuple[str, ...] = ()


@dataclass(slots=True)
class Recording:
    """The statements of one claim."""

    statements: list[Recorded] = field(default_factory=list)


class RecordingTx(Tx):
    """A transaction that remembers what it was asked to execute."""

    __slots__ = ("recording",)

    def __init__(self, connection: Any, memory: Memory, recording: Recording) -> None:
        super().__init__(connection, memory)
        self.recording = recording

    def _execute(self, statement: Statement, values: dict[str, Any]) -> Any:
        sql = str(getattr(statement, "statement", statement)).replace("INSERT INTO", "insert").lower().split()
        does = f"{sql[0]} {sql[1]}" if sql[0] in {"insert", "update"} else f"{sql[0]} {sql[sql.index('from') + 1]}"
        names = {"select claims": ("id",)}.get(does, ("claim_id", "card_id"))
        of_claim = tuple(name for name in names if isinstance(values.get(name), int))
        self.recording.statements.append(Recorded(statement, dict(values), does, of_claim))
        return super()._execute(statement, values)


def cpu_ms_per_claim(directory: Path, *, batches: int = 40) -> float:
    """Answer the milliseconds of processor time that storage takes for a claim: the median batch, commit included."""
    database = directory / "stored.db"
    branches.fill(database, branches=4, members=MEMBER_COUNT)
    engine = open_writer(f"sqlite:///{database}")
    memory = Memory()
    try:
        recording = _record(engine, memory)
        spent = []
        for batch in range(batches):
            started = thread_time()
            with engine.connect() as connection, connection.begin():
                tx = Tx(connection, memory)
                for index in range(BATCH):
                    _again(tx, recording, batch * BATCH + index)
            spent.append((thread_time() - started) / BATCH * 1000)
    finally:
        engine.dispose()
    return median(spent)


def _record(engine: Any, memory: Memory) -> Recording:
    recording = Recording()
    for attempt, update in enumerate(branches.claims(4, branches=1, members=1)):
        update["update_id"] = attempt + 1
        recording.statements.clear()  # the first ones also read what is then remembered
        with engine.connect() as connection, connection.begin():
            tx = RecordingTx(connection, memory, recording)
            handle(tx, update, now=system_clock(), house=HOUSE, pace=Pace())
            for letter in tx.letters:
                letters.sent(tx, letter.id, system_clock())
                slots.put(tx, letter.slot, chat_id=letter.chat_id, message_id=letter.id, kind="text")
        memory.committed()
    return recording


def _again(tx: Tx, recording: Recording, number: int) -> None:
    """Execute the statements of the claim for a new one: each row refers to the new rows before it, as it did."""
    claim_id = 0
    written: list[int] = []
    tx.savepoint()
    for index, recorded in enumerate(recording.statements):
        values = dict(recorded.values)
        match recorded.does:
            case "insert claims":
                claim_id = tx.add_new(recorded.statement, **values) or 0
                continue
            case "insert letters":
                values |= {"key": f"again:{number}:{index}", "slot": f"{values['slot']}:{claim_id}"}
                written.append(tx.add_new(recorded.statement, **values) or 0)
                continue
            case "update letters":
                values["key"] = written.pop(0)
            case "insert slots":
                values["slot"] = f"{values['slot']}:{claim_id}"
            case _:
                values |= dict.fromkeys(recorded.of_claim, claim_id)
                if "unique_id" in values:
                    values["unique_id"] = f"U{number}"
        if recorded.does.startswith("select"):
            tx.all(recorded.statement, **values)
        else:
            tx.run(recorded.statement, **values)
    tx.release(undo=False)


def growth(directory: Path, sizes: tuple[int, ...]) -> dict[int, tuple[float, float]]:
    """Answer, for ledgers of several sizes, the milliseconds of a branch's board and of a claim's transaction."""
    found = {}
    for size in sizes:
        database = directory / f"growth-{size}.db"
        branches.fill(database, branches=4, members=MEMBER_COUNT)
        engine = open_writer(f"sqlite:///{database}")
        try:
            with engine.connect() as connection, connection.begin():
                filling.fill_ledger(connection, entries=size)
            found[size] = _board(engine), _claim(engine)
        finally:
            engine.dispose()
        database.unlink()
    return found


def _board(engine: Any) -> float:
    spent = []
    with engine.connect() as connection, connection.begin():
        tx = Tx(connection)
        branch_id = filling.fullest_branch(connection)
        for _ in range(30):
            started = perf_counter()
            totals.by_month(tx, branch_id, "member", "2026-01", "2026-12")
            spent.append((perf_counter() - started) * 1000)
    return median(spent)


def _claim(engine: Any) -> float:
    writer = Writer(engine)
    writer.start()
    try:
        return median(file(writer, branches.claims(BATCH * 12, branches=4, members=MEMBER_COUNT), Pace(), house=HOUSE))
    finally:
        writer.stop()


def file(writer: Writer, made: list[dict[str, Any]], pace: Pace, *, house: House, first_id: int = 1) -> list[float]:
    """File claims in batches, as they come in a busy hour; answer the milliseconds a claim took in each."""
    spent = []
    for first in range(0, len(made), BATCH):
        batch = made[first : first + BATCH]
        jobs = [_job(update, first_id + first + index, pace, house) for index, update in enumerate(batch)]
        started = perf_counter()
        writer.submit(*jobs)
        for job in jobs:
            job.done.result()
        spent.append((perf_counter() - started) / len(batch) * 1000)
    return spent


def _job(update: dict[str, Any], number: int, pace: Pace, house: House) -> Job:
    update["update_id"] = number
    now = system_clock()
    return Job(run=lambda tx: handle(tx, update, now=now, house=house, pace=pace), update=(number, now))
