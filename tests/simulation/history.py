"""Histories: what the people of a town do, by chance, and when the world breaks; a failing one is cut short."""

import random
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from storage.memory import Memory
from tests.simulation.acts import ACTS
from tests.simulation.disk import Crash, a_place
from tests.simulation.invariants import check
from tests.simulation.player import Player
from tests.simulation.town import Broken, Town
from tests.simulation.weather import ZONES, blow

PRESETS = ("sichuan", "lanshan")
STARTS = (
    "2026-05-13T12:00",  # a Wednesday in the midst of a month
    "2028-02-27T20:00",  # the leap day comes
    "2026-12-29T09:00",  # the year ends
    "2027-03-27T23:00",  # Europe's clocks are put forward
    "2026-10-31T07:00",  # America's are put back
)
STEPS = 60
Kind = Literal["group", "supergroup"]
MOST_ATTEMPTS = 150
"""Replays that shortening a failing history may take."""


class Failure(NamedTuple):
    """What broke, and how it came to it."""

    told: str
    transcript: list[str]


class History:
    """One seed's history. The same seed plays the same, on every machine; so does any selection of its steps."""

    def __init__(self, seed: int, directory: Path, memory: type[Memory] = Memory) -> None:
        chance = random.Random(seed)
        preset, start = chance.choice(PRESETS), datetime.fromisoformat(chance.choice(STARTS))
        zone = ZoneInfo(chance.choice(ZONES))
        kind: Kind = "group" if chance.random() < 0.3 else "supergroup"
        self.town = Town(
            directory, preset=preset, start=start.replace(tzinfo=zone), zone=zone, kind=kind, memory=memory
        )
        self.player = Player(self.town, seed)
        for name, role in zip(("Zhao", "Sun", "Qian"), ("section_chief", "deputy_leader", "main_leader"), strict=True):
            if preset == "lanshan" or chance.random() < 0.3:
                self.town.grant(name, role if preset == "lanshan" else "deputy_secretary")

    def play(self, steps: Sequence[int]) -> None:
        """Play some steps, checking everything after each; then let the world be kind and everything come to rest.

        Raises:
            Broken: Something does not hold.
        """
        for step in steps:
            self.player.turn(step)
            try:
                self._step()
            except Crash:
                self.town.crash()
            check(self.town)
        self.town.calm_down()
        self.town.look()
        self.town.settle()
        check(self.town, at_rest=True)

    def _step(self) -> None:
        chance = self.player.chance
        self.town.clock.move(chance.randint(1, 20))
        [act] = chance.choices(ACTS, [act.weight for act in ACTS])
        act.do(self.player)
        blow(self.player)


def fails(seed: int, steps: Sequence[int]) -> Failure | None:
    """Play some steps of a seed; answer what breaks, if anything does."""
    with a_place() as directory:
        history = History(seed, directory)
        try:
            history.play(steps)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what the seed is played for
            return Failure(f"{type(error).__name__}: {error}", history.town.transcript)
        finally:
            history.town.close()
    return None


def shorten(seed: int, steps: Sequence[int], failure: Failure) -> tuple[list[int], Failure]:
    """Leave out steps, many at first, as long as the same rule breaks."""
    kept, rule = list(steps), failure.told.split(":", 2)[:2]
    size, attempts = max(1, len(kept) // 2), 0
    while attempts < MOST_ATTEMPTS:
        for start in range(len(kept) - size, -1, -size):
            fewer = kept[:start] + kept[start + size :]
            attempts += 1
            found = fails(seed, fewer) if fewer and attempts <= MOST_ATTEMPTS else None
            if found is not None and found.told.split(":", 2)[:2] == rule:
                kept, failure = fewer, found
        if size == 1:
            break
        size = max(1, size // 2)
    return kept, failure


def play(seed: int, steps: Sequence[int] = range(STEPS)) -> None:
    """Play one seed.

    Raises:
        Broken: With the shortest transcript that leads there, and how to play it again.
    """
    failure = fails(seed, steps)
    if failure is None:
        return
    shortest, failure = shorten(seed, steps, failure)
    went = "\n".join(failure.transcript)
    again = f"python -m tests.simulation {seed}:{','.join(map(str, shortest))}"
    raise Broken(f"seed {seed}: {failure.told}\n\nIt went like this:\n{went}\n\nOnce more: {again}")
