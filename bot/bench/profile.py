"""Where a claim's time goes: the parts of a bot in one thread, looked at every few milliseconds of processor time.

A run of its own, beside the measured ones: one thread does what a bot does in two, so that one clock counts all of it
and every look finds the function that is at work.
"""

import asyncio
import gc
import signal
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import uvloop

from bot.app import house_of
from bot.bench import branches
from bot.bench.bots import Standin, standin
from bot.bench.table import BRANCHES, MEMBERS, TOKEN
from bot.clock import system_clock
from bot.settings import Settings
from handlers.access import Pace as Turns
from handlers.delivery import Delivery, Outcomes
from handlers.documents import Documents
from handlers.intake import Intake
from handlers.pace import Pace
from handlers.pictures import Pictures
from handlers.postman import Postman
from handlers.wire import Api
from storage.engine import open_writer
from storage.transaction import Tx
from storage.writer import Job, Writer

SECONDS = 0.004
"""Between two looks, in processor time: the kernel's own step."""
BATCH = 100
WARM = 5
NO_LIMIT = 1_000_000
STAGES = {
    "taken": ("handlers.incoming", "handlers.chat_changes", "handlers.sender", "storage.writer", "handlers.intake"),
    "parsed": ("handlers.command", "handlers.call", "handlers.guided", "handlers.access", "bot.domain.points.claim"),
    "service": ("bot.services.claim", "bot.services.rulebook", "bot.services.people", "bot.services.evidence"),
    "card": ("bot.services.card", "bot.services.card_text", "bot.services.card_keys", "bot.services.claim_view"),
    "letters": ("bot.services.letters", "storage.letters"),
    "sql": ("storage.transaction", "storage.prepared", "storage.types"),
    "commit": ("sqlalchemy.engine.default",),
    "send": ("handlers.postman", "handlers.pace", "handlers.delivery", "handlers.envelope", "handlers.wire",
             "handlers.http1", "asyncio.runners", "uvloop"),
    "noted": ("handlers.fates",),
}  # fmt: skip
"""Stage to the modules that are at work there; the innermost of them on the stack counts."""
_STAGE_OF = {module: stage for stage, modules in STAGES.items() for module in modules}


class Inline(Writer):
    """A writer without a thread: what is handed in is done when the loop turns, all of it in one transaction."""

    def __init__(self, engine: Any) -> None:
        super().__init__(engine)
        self.waiting: list[Job] = []

    def submit(self, *jobs: Job) -> None:
        """Hand in jobs."""
        if not self.waiting:
            asyncio.get_running_loop().call_soon(self._do)
        self.waiting += jobs

    def call(self, run: Callable[[Tx], Any], *, lazy: bool = False, locks: Sequence[int] = ()) -> Future[Any]:
        """Hand in one job."""
        job = Job(run=run, lazy=lazy, locks=locks)
        self.submit(job)
        return job.done

    def _do(self) -> None:
        jobs, self.waiting = self.waiting, []
        self._commit(jobs)


class Looks:
    """How often each stage was at work when it was looked."""

    def __init__(self) -> None:
        self.found: Counter[str] = Counter()

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Look every few milliseconds of processor time."""
        before = signal.signal(signal.SIGPROF, self._look)
        signal.setitimer(signal.ITIMER_PROF, SECONDS, SECONDS)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, before)

    def _look(self, _number: int, frame: FrameType | None) -> None:
        self.found[_stage(frame)] += 1


def _stage(frame: FrameType | None) -> str:
    """Answer the stage of a stack; what is done for a fate is that fate's, statements included."""
    stage = "other"
    while frame is not None:
        here = _STAGE_OF.get(frame.f_globals.get("__name__", ""))
        if here == "noted":
            return here
        if stage == "other" and here is not None:
            stage = here
        frame = frame.f_back
    return stage


def profile(directory: Path, *, number: int) -> dict[str, float]:
    """Answer the milliseconds of processor time that each stage takes of a claim, from its update to its noted card."""
    database = directory / "profile.db"
    branches.fill(database, branches=BRANCHES, members=MEMBERS)
    with standin() as at:
        found = uvloop.run(_claims(at, database, number))
    return {stage: found[stage] * SECONDS / number * 1000 for stage in (*STAGES, "other")}


async def _claims(at: Standin, database: Path, number: int) -> Counter[str]:
    settings = Settings(
        token=TOKEN.format(0), api_base_url=at.root, database_url=f"sqlite:///{database}", owners=str(branches.OWNER)
    )
    house = house_of(settings, username="bench_bot")
    api = Api(TOKEN.format(0), root=at.root)
    writer = Inline(open_writer(settings.database_url))
    documents, pictures = Documents(settings.database_url, system_clock, house), Pictures(writer, system_clock)
    pace = Pace(per_second=NO_LIMIT, per_minute=NO_LIMIT)
    postman = Postman(Delivery(api, writer, system_clock, pace, _no_outcomes(), documents.make, pictures))
    writer.on_letters = postman.take
    turns = Turns(NO_LIMIT)
    intake = Intake(api, writer, system_clock, house, on_toast=postman.toast, pace=turns)
    looks = Looks()
    await api.open()
    sending = asyncio.create_task(postman.run())
    try:
        for turn in range(-WARM, number // BATCH):
            updates = branches.claims(BATCH, branches=BRANCHES, members=MEMBERS)
            for index, update in enumerate(updates):
                update["update_id"] = (turn + WARM) * BATCH + index + 1
            if turn == 0:
                gc.collect()
                gc.freeze()
            with looks.looking():
                await intake.take(updates)
                while postman.busy:  # noqa: ASYNC110 - a postman tells nobody that the table is empty
                    await asyncio.sleep(0.002)
            if turn < 0:
                looks.found.clear()
    finally:
        await postman.stop()
        await sending
        await api.close()
        writer.engine.dispose()
    return looks.found


def _no_outcomes() -> Outcomes:
    """A claim's letters have no feedback, and the stand-in refuses nothing."""

    def never(_tx: Tx, *_facts: object) -> None:
        raise AssertionError("the stand-in takes every letter")

    return Outcomes(delivered=never, refused=never, migrated=never)
