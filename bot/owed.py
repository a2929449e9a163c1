"""What is owed when its time has come: posts, digests, the ends of periods. Each is written by itself.

A look sees what is owed, then has it written chat by chat and branch by branch: claims go in between, and a fault harms
one of them only.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

import structlog

from bot.services import appeal_decision, closing, digest, live, office, org_tree, standing
from bot.services import timetable as timetable_service
from bot.services.ahead import Ahead
from bot.services.desk import Desk
from bot.services.life import screen, task_board, task_round, term
from handlers.compose import compose
from handlers.pages.board import running
from storage.transaction import Tx
from storage.writer import Writer

log = structlog.get_logger("jifenbot")
T = TypeVar("T")

WAITS = {
    "silence": office.confirm_silent,
    "appeals": appeal_decision.look,
    "terms": term.look,
    "codes": screen.refresh,
    "temporary": org_tree.look,
}
"""What is for a limited time - a word, a term, a meeting's digits: name to what looks whether the time is over."""
AT_ONCE = 4
"""So many chats, branches or people are served at a time; what people ask is answered in between."""


class Owed:
    """Writes what is owed, a look at a time.

    Args:
        writer: Who writes it.
        desk: Answers a desk for a decision, by the name of what asks for it.
    """

    def __init__(self, writer: Writer, desk: Callable[[Tx, str], Desk]) -> None:
        self.writer = writer
        self.desk = desk
        self.ahead = Ahead()
        self._look: asyncio.Task[None] | None = None
        """The look that is under way; at the end one that is broken off before it begins, so that no other does."""

    async def look(self) -> bool | None:
        """See what is owed and write it, once an earlier look is over; answer whether it went well, None at the end."""
        while (earlier := self._look) is not None:
            await asyncio.wait({earlier})
            if earlier.cancelled():
                return None
        self._look = look = asyncio.ensure_future(self._write())
        await asyncio.wait({look})
        if look.cancelled() or self._look is not look:
            return None
        self._look = None
        if (error := look.exception()) is not None:  # it is repeated in seconds; the ticking goes on
            log.error("look", exc_info=error)
        return error is None

    async def stop(self) -> None:
        """Break off a look that is under way, and begin none any more; what was handed to the writer is written."""
        under_way, self._look = self._look, asyncio.ensure_future(self._write())
        looks = {look for look in (under_way, self._look) if look is not None}
        for look in looks:
            look.cancel()
        await asyncio.wait(looks)

    async def _written(self, *jobs: Callable[[Tx], Any], locks: Sequence[int] = ()) -> list[Any]:
        """Have jobs done side by side, each in a transaction of its own; answer their results, errors among them."""
        handed_in = [asyncio.wrap_future(self.writer.call(job, locks=locks)) for job in jobs]
        return await asyncio.shield(asyncio.gather(*handed_in, return_exceptions=True))

    async def _write(self) -> None:
        outcomes = await self._written(*(self._job(name, look) for name, look in WAITS.items()))
        for name, outcome in zip(WAITS, outcomes, strict=True):
            _told(name, outcome)  # it harms what waits for a word there, not the posts
        await self._work()
        _told("work boards", *await self._written(self._job("board", task_board.refresh)))
        _told("live boards", *await self._written(self._job("live", lambda desk: live.refresh(desk, running))))
        ahead = self.ahead
        view = await self._asked("tick", lambda desk: timetable_service.survey(desk, ahead))
        if view is None:
            return
        ahead.learn(view)
        await self._close(view.ended)
        await self._judge()
        for chats in _some(view.owed):
            served = await asyncio.gather(*(self._written(self._serving(chat), locks=(chat,)) for chat in chats))
            for chat_id, (outcome,) in zip(chats, served, strict=True):
                if outcome is True:
                    ahead.served(chat_id, view)
                _told("scheduled post", outcome, chat=chat_id)
        await self._digest(view.waiting)

    async def _work(self) -> None:
        """Go through the work lists once a day, slice by slice; a branch that fails is gone through again."""
        left = await self._asked("work", task_round.left)
        if not left.branches:
            return
        await asyncio.to_thread(task_round.read_rulebooks, left.rulebooks)
        for branch_id in left.branches:
            cursor: Any = task_round.START
            while cursor is not None:
                (cursor,) = await self._written(self._working(branch_id, cursor))
                if not _told("work list", cursor, branch=branch_id):
                    break
        await self._asked("work", task_round.finished)

    async def _asked(self, name: str, ask: Callable[[Desk], Any]) -> Any:
        """Ask something that the rest of a look rests on: its error is the look's."""
        (answer,) = await self._written(self._job(name, ask))
        if isinstance(answer, BaseException):
            raise answer
        return answer

    async def _close(self, ended: Sequence[tuple[int, str]]) -> None:
        """Close the periods that are over."""
        for some in _some(ended):
            for outcome in await self._written(*(self._closing(*one) for one in some)):
                if not _told("closing", outcome):
                    self.ahead.not_closed()

    async def _judge(self) -> None:
        """Look at the standing that closed months lead to, branch by branch; what fails is looked at again."""
        for branch_id, month in await self._asked("closed", standing.to_judge):
            (outcome,) = await self._written(self._judging(branch_id, month))
            _told("standing", outcome, branch=branch_id, month=month)

    async def _digest(self, branches: Sequence[int]) -> None:
        """Tell people what waits, person by person."""
        told: set[int] = set()
        for some in _some(branches):
            for found in await self._digested([self._visiting(branch_id) for branch_id in some]):
                told |= found
        for some in _some(sorted(told)):
            await self._digested([self._telling(person_id) for person_id in some])

    async def _digested(self, jobs: Sequence[Callable[[Tx], Any]]) -> list[Any]:
        """Have parts of the digest done; answer what those that succeeded answer."""
        found = []
        for outcome in await self._written(*jobs):
            if _told("digest", outcome):
                found.append(outcome)
            else:
                self.ahead.not_digested()
        return found

    # ---- jobs: a piece of what is owed, with a desk of its own ---------------------------------------------
    def _job(self, name: str, run: Callable[[Desk], Any]) -> Callable[[Tx], Any]:
        return lambda tx: run(self.desk(tx, name))

    def _visiting(self, branch_id: int) -> Callable[[Tx], set[int]]:
        return self._job(f"visit{branch_id}", lambda desk: digest.visit(desk, branch_id))

    def _telling(self, person_id: int) -> Callable[[Tx], bool]:
        return self._job(f"digest{person_id}", lambda desk: digest.send(desk, person_id))

    def _working(self, branch_id: int, cursor: int) -> Callable[[Tx], int | None]:
        return self._job(f"work{branch_id}:{cursor}", lambda desk: task_round.step(desk, branch_id, cursor))

    def _judging(self, branch_id: int, month: str) -> Callable[[Tx], object]:
        return self._job(f"judge{branch_id}", lambda desk: standing.judge(desk, branch_id, month))

    def _closing(self, branch_id: int, period: str) -> Callable[[Tx], bool]:
        return self._job(f"close{branch_id}:{period}", lambda desk: closing.close_ended(desk, branch_id, period))

    def _serving(self, chat_id: int) -> Callable[[Tx], bool]:
        return self._job(f"post{chat_id}", lambda desk: timetable_service.serve(desk, compose, chat_id))


def _some(of: Sequence[T]) -> Iterator[Sequence[T]]:
    """Give a sequence in parts that are served at once."""
    return (of[start : start + AT_ONCE] for start in range(0, len(of), AT_ONCE))


def _told(name: str, outcome: object, **facts: object) -> bool:
    """Write an error into the log; answer whether there was none."""
    if isinstance(outcome, BaseException):
        log.error(name, exc_info=outcome, **facts)
        return False
    return True
