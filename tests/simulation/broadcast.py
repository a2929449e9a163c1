"""A broadcast, event by event: processes, shares of the limit, a network, questions in between, and a death.

The pace and the shares are the bot's own code (`handlers.pace`, `handlers.beat`); only time, the network and the other
processes are played. A day of five million groups takes seconds, and small cases are measured by `jifenbot bench`.
"""

import heapq
import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from handlers.beat import LEAST_AT_ONCE, ROUND_SECONDS, SECONDS_AT_ONCE, SETTLING_MS, share
from handlers.pace import EVENLY, Second
from storage.beats import GRACE_MS, LEASE_MS, Colleague

OLD = SETTLING_MS + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """What is played.

    Attributes:
        groups: To how many groups the broadcast goes.
        processes: How many send.
        limit: Messages a second for all together.
        way: Seconds of a call, there and back.
        jitter: By how much a call may take longer.
        questions: People's questions a second, each answered by one message.
        dies_at: When one of the processes dies, None for never.
    """

    groups: int
    processes: int = 1
    limit: int = 30
    way: float = 0.05
    jitter: float = 0.05
    questions: float = 0.0
    dies_at: float | None = None


@dataclass(slots=True)
class Process:
    """One process: its pace, its table, and whether it lives."""

    number: int
    second: Second
    table: deque[int] = field(default_factory=deque)
    answers: deque[float] = field(default_factory=deque)
    broadcast_at: float = 0.0
    looks_at: float = float("inf")
    alive: bool = True


@dataclass(slots=True)
class Told:
    """What came of it.

    Attributes:
        arrivals: When each message came to the server.
        sent: How often each group got the broadcast.
        waits: How long each question waited for its answer to arrive.
        ended: When the last group had it.
    """

    arrivals: list[float] = field(default_factory=list)
    sent: dict[int, int] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)
    ended: float = 0.0

    @property
    def most_in_a_second(self) -> int:
        """The most messages that the server counted in any second."""
        times, first, most = sorted(self.arrivals), 0, 0
        for last, at in enumerate(times):
            while at - times[first] >= 1.0:
                first += 1
            most = max(most, last - first + 1)
        return most


class Play:
    """One run; the same seed plays the same."""

    def __init__(self, town: Town, seed: int) -> None:
        self.town = town
        self.chance = random.Random(seed)
        self.told = Told()
        self.free = deque(range(town.groups))
        self.crew = [Process(number, Second(0)) for number in range(town.processes)]
        self._events: list[tuple[float, int, Callable[[float], None]]] = []
        self._order = 0

    def at(self, when: float, do: Callable[[float], None]) -> None:
        """Let something happen at a time."""
        self._order += 1
        heapq.heappush(self._events, (when, self._order, do))

    def run(self) -> Told:
        """Play until every group has the broadcast."""
        for process in self.crew:
            self.at(self.chance.uniform(0, ROUND_SECONDS), partial(self._round, process))
        if self.town.questions:
            self.at(0.5, self._question)
        if self.town.dies_at is not None:
            self.at(self.town.dies_at, self._death)
        while len(self.told.sent) < self.town.groups:
            now, _, do = heapq.heappop(self._events)
            do(now)
        return self.told

    # ---- what happens --------------------------------------------------------------------------------------
    def _round(self, process: Process, now: float) -> None:
        """Learn one's share, take groups that nobody carries."""
        if not process.alive:
            return
        counted = [other for other in self.crew if other.alive or now < self._forgotten_at]
        colleagues = [Colleague(other.number, OLD, alive=other.alive) for other in counted]
        process.second.most = share(self.town.limit, process.number, colleagues)
        room = max(LEAST_AT_ONCE, SECONDS_AT_ONCE * process.second.most) - len(process.table)
        for _ in range(min(room, len(self.free))):
            process.table.append(self.free.popleft())
        self.at(now + ROUND_SECONDS, partial(self._round, process))
        self._send(process, now)

    @property
    def _forgotten_at(self) -> float:
        return float("inf") if self.town.dies_at is None else self.town.dies_at + (LEASE_MS + GRACE_MS) / 1000

    def _send(self, process: Process, now: float) -> None:
        """Send all that may go now: people first, broadcasts evenly."""
        if process.looks_at <= now:
            process.looks_at = float("inf")
        while process.alive and (process.answers or process.table):
            free = process.second.free_at(now)
            if not process.answers:
                free = max(free, process.broadcast_at)
            if free > now:
                if free < process.looks_at:
                    process.looks_at = free
                    self.at(free, partial(self._send, process))
                return
            asked = process.answers.popleft() if process.answers else None
            group = process.table.popleft() if asked is None else None
            if group is not None:
                process.broadcast_at = now + EVENLY / process.second.most
            self._call(process, now, group, asked)

    def _call(self, process: Process, now: float, group: int | None, asked: float | None) -> None:
        process.second.called()
        there = self.town.way / 2 + self.chance.uniform(0, self.town.jitter)
        back = self.town.way / 2 + self.chance.uniform(0, self.town.jitter)
        self.told.arrivals.append(now + there)
        if group is not None:
            self.told.sent[group] = self.told.sent.get(group, 0) + 1
            self.told.ended = max(self.told.ended, now + there)
        if asked is not None:
            self.told.waits.append(now + there - asked)

        def answered(later: float) -> None:
            if process.alive:
                process.second.answered(now, later)
                self._send(process, later)
            elif group is not None:  # its fate was never written: whoever takes over cannot know
                self.free.append(group)

        self.at(now + there + back, answered)

    def _question(self, now: float) -> None:
        process = self.chance.choice([process for process in self.crew if process.alive])
        process.answers.append(now)
        self._send(process, now)
        self.at(now + self.chance.expovariate(self.town.questions), self._question)

    def _death(self, now: float) -> None:
        dead = self.crew[-1]
        dead.alive = False
        held, dead.table = dead.table, deque()
        self.at(self._forgotten_at, lambda _: self.free.extend(held))


def play(town: Town, *, seed: int = 1) -> Told:
    """Play a broadcast."""
    return Play(town, seed).run()
