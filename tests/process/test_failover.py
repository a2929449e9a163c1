"""The database goes away in mid-work: restarted, or its standby promoted; nothing lost, nothing booked twice."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres import Server, server_or_skip
from tests.process.harness import Run, a_run, seeded

CLAIMS = 40


@pytest.fixture
def server() -> Iterator[Server]:
    """A server of its own, to be crashed."""
    made = server_or_skip()
    yield made
    made.remove()


def check(run: Run) -> None:
    """Every claim once, approved once, booked once; every card is out.

    What became of letters does not wait for the disk, so a database that crashes may forget its last second of it, and
    those messages are repeated; no decision is.
    """
    assert Counter(row[0] for row in run.rows("SELECT note FROM claims")) == Counter(
        f"street cleaning no {i:04d}" for i in range(CLAIMS)
    )
    assert run.rows("SELECT count(*) FROM claims WHERE state = 'approved'") == [(CLAIMS,)]
    assert run.rows("SELECT count(*), count(DISTINCT claim_id) FROM ledger") == [(CLAIMS, CLAIMS)]
    assert run.rows("SELECT seq FROM ledger ORDER BY id") == [(seq,) for seq in range(1, CLAIMS + 1)]
    assert run.rows("SELECT sum(points) FROM ledger") == run.rows("SELECT sum(points) FROM totals")
    assert set(run.cards(run.group.id)) == {f"#{row[0]}" for row in run.rows("SELECT id FROM claims")}


async def approve_all(run: Run) -> None:
    for card in [message for message in run.group.from_bot if message.button("✅")]:
        await run.people["Li"].press(card, "✅")


async def test_the_server_is_restarted_while_claims_come_and_are_approved(tmp_path: Path, server: Server) -> None:
    """Twice it falls as by a crash; nothing is confirmed to Telegram that is not on its disk."""
    chance = seeded(11)

    async def restart() -> None:
        await asyncio.to_thread(server.stop, mode="immediate")
        await asyncio.to_thread(server.start)

    async with a_run(tmp_path, url=server.empty()) as run:
        await run.burst(CLAIMS)
        await run.calls(chance.randint(10, 40))
        await restart()
        await run.quiet()
        await approve_all(run)
        await run.calls(chance.randint(10, 40))
        await restart()
        await run.quiet()

        check(run)


async def test_the_standby_is_promoted_while_claims_come_and_are_approved(tmp_path: Path, server: Server) -> None:
    """The address names both; a commit waits for the standby, so what was confirmed is there."""
    chance = seeded(12)
    name = server.empty().rpartition("/")[2]
    standby = Server(server.settings, follows=server)
    try:
        standby.start()
        server.order("ALTER SYSTEM SET synchronous_standby_names = '*'", "SELECT pg_reload_conf()")
        hosts = f"127.0.0.1:{server.port},127.0.0.1:{standby.port}"
        url = f"postgresql://jifen@{hosts}/{name}?target_session_attrs=read-write"
        async with a_run(tmp_path, url=url) as run:
            await run.burst(CLAIMS // 2)
            await run.quiet()
            await approve_all(run)
            await run.burst(CLAIMS // 2, first=CLAIMS // 2)
            await run.calls(chance.randint(10, 60))
            await asyncio.to_thread(server.stop, mode="immediate")
            await asyncio.to_thread(standby.promote)
            await run.quiet()
            await approve_all(run)
            await run.quiet()

            check(run)
    finally:
        standby.remove()
