"""kill -9, SIGTERM and restarts in the midst of work: nothing lost, nothing twice."""

from collections import Counter
from pathlib import Path

import pytest

from tests.process.harness import Run, a_run, seeded

CLAIMS = 60


def check_claims(run: Run, number: int) -> None:
    """Every claim once; every card out; at most one message repeated in a chat for each kill."""
    notes = Counter(row[0] for row in run.rows("SELECT note FROM claims"))
    assert notes == Counter(f"street cleaning no {i:04d}" for i in range(number))
    for chat_id in (run.group.id, run.people["Li"].id):
        cards = Counter(run.cards(chat_id))
        assert set(cards) == {f"#{row[0]}" for row in run.rows("SELECT id FROM claims")}
        assert sum(cards.values()) - len(cards) <= run.kills


@pytest.mark.parametrize("seed", [1, 2])
async def test_killed_in_a_burst_of_claims_nothing_is_lost_and_nothing_twice(tmp_path: Path, seed: int) -> None:
    """Three kills at random moments of a burst; afterwards every claim is there once, and so is its card."""
    chance = seeded(seed)
    async with a_run(tmp_path) as run:
        await run.burst(CLAIMS)
        for _ in range(3):
            await run.calls(chance.randint(1, CLAIMS))
            await run.kill()
            await run.start()
        await run.quiet()

        check_claims(run, CLAIMS)


async def test_killed_while_everything_is_approved_every_claim_is_booked_once(tmp_path: Path) -> None:
    """The secretary presses ✅ on every card while the bot is killed; entries, totals and chain agree."""
    chance = seeded(3)
    async with a_run(tmp_path) as run:
        await run.burst(30)
        await run.quiet()
        cards = [message for message in run.group.from_bot if message.button("✅")]
        for card in cards:
            await run.people["Li"].press(card, "✅")
        for _ in range(2):
            await run.calls(chance.randint(1, 30))
            await run.kill()
            await run.start()
        await run.quiet()

        assert run.rows("SELECT count(*) FROM claims WHERE state = 'approved'") == [(30,)]
        assert run.rows("SELECT count(*), count(DISTINCT claim_id) FROM ledger") == [(30, 30)]
        assert run.rows("SELECT sum(points) FROM ledger") == run.rows("SELECT sum(points) FROM totals")
        assert run.rows("SELECT seq FROM ledger ORDER BY id") == [(seq,) for seq in range(1, 31)]
        assert run.rows("SELECT count(*) FROM review_steps WHERE verdict = 'approve'") == [(30,)]
        told = Counter(
            text.split(" ", 2)[1] for member in run.members for text in run.sends_to(member.id) if "✅ #" in text
        )
        assert set(told) == {f"#{row[0]}" for row in run.rows("SELECT id FROM claims")}
        assert sum(told.values()) - len(told) <= run.kills * len(run.members)


async def test_told_to_stop_in_a_burst_it_ends_well_and_the_rest_is_done_at_the_next_start(tmp_path: Path) -> None:
    """SIGTERM: exit code 0; what was confirmed is on disk, what was not comes again; no message is repeated."""
    async with a_run(tmp_path) as run:
        await run.burst(CLAIMS)
        await run.calls(25)
        assert await run.stop() == 0
        waiting = {update["update_id"] for update in run.sim.world.updates.pending}
        done = {row[0] for row in run.rows("SELECT id FROM updates")}
        assert {number for number in run.sim.world.updates.delivered if number not in waiting} <= done
        await run.start()
        await run.quiet()

        check_claims(run, CLAIMS)


async def test_updates_that_come_again_and_in_disorder_count_once(tmp_path: Path) -> None:
    """Telegram repeats what it likes in the order it likes."""
    chance = seeded(4)
    async with a_run(tmp_path) as run:
        run.sim.world.updates.rearrange = lambda batch: chance.sample(batch, len(batch))
        await run.burst(40)
        await run.quiet()
        for number in list(run.sim.world.updates.delivered):
            run.sim.world.updates.again(number)
        await run.quiet()

        check_claims(run, 40)


async def test_at_the_next_start_the_letters_that_waited_are_sent(tmp_path: Path) -> None:
    """Telegram takes no message while the bot lives; the next life sends them, once."""
    async with a_run(tmp_path) as run:
        run.sim.world.faults.answer("sendMessage", 502, times=1_000)
        run.sim.world.faults.answer("sendPhoto", 502, times=1_000)
        await run.burst(8)
        await run.sim.settled(idle=0.2)
        await run.kill()
        assert run.cards(run.group.id) == []
        run.sim.world.faults.waiting.clear()
        await run.start()
        await run.quiet()

        check_claims(run, 8)
        assert len(run.cards(run.group.id)) == 8


async def test_killed_in_the_midst_of_a_vote_no_ballot_is_lost_and_none_counts_twice(tmp_path: Path) -> None:
    """The key is on the secretary's phone: after two kills every ballot is in the urn once, and is counted."""
    chance = seeded(5)
    async with a_run(tmp_path) as run:
        secretary = run.people["Li"]
        await secretary.tell("/vote Hold an open day")
        for label in ("▶️", "▶️"):
            await run.quiet()
            await secretary.press(secretary.dm, label)
        await run.quiet()
        card = next(message for message in run.group.from_bot if message.button("For"))
        for number, member in enumerate(run.members):
            await member.press(card, "For" if number % 2 else "Against")
        for _ in range(2):
            await run.calls(chance.randint(1, 3))
            await run.kill()
            await run.start()
        await run.quiet()
        assert run.rows("SELECT count(*) FROM vote_roll WHERE voted") == [(len(run.members),)]
        assert run.rows("SELECT count(*) FROM vote_urn") == [(len(run.members),)]
        for label in ("🔒", "🧮"):
            await secretary.press(secretary.dm, label)
            await run.quiet()

        against = -(-len(run.members) // 2)
        assert run.rows("SELECT answer, n FROM vote_counts ORDER BY answer") == [
            ("no", against),
            ("yes", len(run.members) - against),
        ]
