"""`python -m tests.process.kills [KILLS]`: kill -9 in a row at random moments of a burst, with the wire counted.

The real process, started as an operator starts it; members claim, the secretary approves, and the process dies in the
midst: while it starts, between two calls, in a commit, at any instant. At the end everything that went in is in effect
once, everything that was to be said was said, and a message was repeated at most once a chat for each kill.
"""

import asyncio
import sys
from collections import Counter
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.process.harness import Run, a_run, seeded
from tests.trust import record

MOST_CLAIMS = 6
"""In one burst, before a kill."""
SHORTEST, LONGEST = 0.0, 1.8
"""Seconds that a life may last which is not measured by its calls; some end before the bot has started."""


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


async def kill_in_a_row(run: Run, kills: int, chance: Random) -> Count:
    """Kill the process again and again while people go on; answer the count when all has come to rest."""
    filed = 0
    for _ in range(kills):
        more = chance.randint(1, MOST_CLAIMS)
        await run.burst(more, first=filed)
        filed += more
        open_cards = [message for message in run.group.from_bot if message.button("✅")]
        for message in chance.sample(open_cards, min(len(open_cards), MOST_CLAIMS)):
            await run.people["Li"].press(message, "✅")
        if chance.random() < 0.5:
            await run.sim.world.signals.until(lambda: False, chance.uniform(SHORTEST, LONGEST))
        else:
            await run.calls(chance.randint(1, 12))
        await run.kill()
        await run.start()
    await run.quiet()
    return counted(run, filed)


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
        return await kill_in_a_row(run, kills, seeded(kills))


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
