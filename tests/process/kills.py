"""`python -m tests.process.kills [KILLS]`: kill -9 in a row at random moments of a burst, with the wire counted.

The real process, started as an operator starts it; members claim, two secretaries approve, often the same card, and
the process dies in the midst: while it starts, between two calls, in a commit, at any instant. At the end everything
that went in is in effect once, everything that was to be said was said, a message was repeated at most once a chat for
each kill, and the books recompute.
"""

import asyncio
import sys
from collections import Counter
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

from bot.simulator.model import Json
from tests.process.harness import Run, a_run, seeded
from tests.trust import record

MOST_CLAIMS = 6
"""In one burst, before a kill."""
MOST_PRESSES = 8
"""In one burst, of each secretary."""
IN_THE_START = 0.2
"""Share of the lives that end before the bot has asked for updates: how long a start takes depends on the machine, so
a life that is to end at work is measured from the first update that it was given."""
LONGEST_START = 1.8
"""Seconds that such a life lasts at most."""
MOST_CALLS = 100
"""At the Bot API, in a life that ends at work."""
LONGEST_WORK = 2.0
"""Seconds after which a life ends that has nothing more to do."""
SHORTLY = 0.05
"""Seconds after that within which the process dies: in a commit, or between two."""
SECOND = "Member0"
"""Who is made a secretary beside the first; their own claims are the other's to decide."""


class Count(NamedTuple):
    """What went in and what came out."""

    kills: int
    updates: int
    claims: int
    entries: int
    letters: int
    repeats: int
    losses: int
    doubles: int


class Given:
    """How often updates were given out: from then on the process is at work."""

    def __init__(self, run: Run) -> None:
        self.batches = 0
        self._signals = run.sim.world.signals
        run.sim.world.updates.rearrange = self._seen

    def _seen(self, batch: list[Json]) -> list[Json]:
        self.batches += 1
        self._signals.tell("updates")
        return batch


async def kill_in_a_row(run: Run, kills: int, chance: Random) -> Count:
    """Kill the process again and again while people go on; answer the count when all has come to rest."""
    await run.people["Li"].say(run.group, f"/grant secretary {SECOND}")
    await run.quiet()
    given = Given(run)
    pressed: dict[str, set[int]] = {"Li": set(), SECOND: set()}
    filed = 0
    for _ in range(kills):
        more = chance.randint(1, MOST_CLAIMS)
        await run.burst(more, first=filed)
        filed += more
        for name in ("Li", SECOND):
            cards = [one for one in run.group.from_bot if one.button("✅") and one.id not in pressed[name]]
            for card in chance.sample(cards, min(len(cards), MOST_PRESSES)):
                await run.people[name].press(card, "✅")
                pressed[name].add(card.id)
        await _live(run, chance, given)
        await run.kill()
        await run.start()
    await run.quiet()
    return counted(run, filed)


async def _live(run: Run, chance: Random, given: Given) -> None:
    """Let the process live for a while: into its start, or into its work."""
    if chance.random() < IN_THE_START:
        await run.sim.world.signals.until(lambda: False, chance.uniform(0.0, LONGEST_START))
        return
    before = given.batches
    await run.until(lambda: given.batches > before)
    signals = run.sim.world.signals
    order = signals.order + chance.randint(0, MOST_CALLS)
    await signals.until(lambda: signals.order >= order, LONGEST_WORK)
    await signals.until(lambda: False, chance.uniform(0.0, SHORTLY))


def counted(run: Run, filed: int) -> Count:
    """Count the wire against the books."""
    sent_in = set(run.sim.world.updates.delivered)
    kept = {row[0] for row in run.rows("SELECT id FROM updates")}
    notes = Counter(row[0] for row in run.rows("SELECT note FROM claims"))
    expected = {f"street cleaning no {i:04d}" for i in range(filed)}
    approved = {row[0] for row in run.rows("SELECT id FROM claims WHERE state = 'approved'")}
    booked = Counter(row[0] for row in run.rows("SELECT claim_id FROM ledger"))
    numbers = {f"#{row[0]}" for row in run.rows("SELECT id FROM claims")}
    cards, copies = Counter(run.cards(run.group.id)), Counter(run.cards(run.people["Li"].id))
    waiting = run.count("letters WHERE state IN ('due', 'failed')")
    repeats = max(sum(seen.values()) - len(seen) for seen in (cards, copies))
    lost = (sent_in - kept, expected - set(notes), approved - set(booked), numbers - set(cards), numbers - set(copies))
    doubled = (notes, booked)
    return Count(
        kills=run.kills,
        updates=len(sent_in),
        claims=len(notes),
        entries=sum(booked.values()),
        letters=run.count("letters WHERE state = 'sent'"),
        repeats=repeats,
        losses=sum(len(missing) for missing in lost) + waiting + len(run.sim.world.updates.pending),
        doubles=sum(sum(seen.values()) - len(seen) for seen in doubled) + max(0, repeats - run.kills),
    )


async def _row(kills: int, directory: Path) -> Count:
    async with a_run(directory) as run:
        count = await kill_in_a_row(run, kills, seeded(kills))
        faults = await run.verified()
        sys.stdout.writelines(f"{fault}\n" for fault in faults)
        return count._replace(losses=count.losses + len(faults))


def main(arguments: list[str]) -> int:
    """Kill; print the count and remember it in docs/trust.json."""
    kills = int(arguments[0]) if arguments and arguments[0] else 300
    with TemporaryDirectory(prefix="jifenbot-kills-") as directory:
        count = asyncio.run(_row(kills, Path(directory)))
    sys.stdout.write(" · ".join(f"{name} {figure}" for name, figure in count._asdict().items()) + "\n")
    record("kills", **count._asdict())
    return int(count.losses > 0 or count.doubles > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
