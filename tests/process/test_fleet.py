"""Several processes on PostgreSQL: work is shared, and what one dies over the others finish."""

from collections import Counter
from pathlib import Path

import pytest

from bot.clock import monotonic
from storage import letters
from storage.engine import open_writer
from storage.transaction import Tx
from tests.postgres import Server
from tests.process.fleet import Fleet, a_fleet
from tests.process.harness import seeded
from tests.process.test_kill import check_claims
from tests.storage.conftest import NOW

TAKEN_OVER_WITHIN = 15.0


@pytest.fixture
def url(postgres: Server) -> str:
    return postgres.empty()


def write_broadcast(fleet: Fleet, groups: int) -> None:
    """Write a letter to each of many groups, as a notice to all branches is written."""
    engine = open_writer(fleet.first.url)
    with engine.connect() as connection, connection.begin():
        tx = Tx(connection)
        for index in range(groups):
            chat = fleet.first.sim.group(f"Group {index}", [fleet.first.people["Li"]])
            letters.add(
                tx, key=f"notice:{index}", chat_id=chat.id, lane=2, method="message", now=NOW,
                body='{"text":"The notice of the month","silent":true}',
            )  # fmt: skip
    engine.dispose()


def notices(fleet: Fleet) -> list[tuple[int, float]]:
    """Answer chat and time of every notice that was sent."""
    log = fleet.first.sim.world.sent_log
    return [(sent.chat_id, sent.at) for sent in log if sent.text == "The notice of the month"]


def most_in_a_second(times: list[float]) -> int:
    times = sorted(times)
    return max(sum(1 for other in times if at <= other < at + 1.0) for at in times)


async def test_two_processes_share_a_burst_and_no_claim_is_lost_or_doubled(tmp_path: Path, url: str) -> None:
    """Webhook calls go to either; every claim once, every card once, every approval booked once."""
    async with a_fleet(tmp_path, url) as fleet:
        run = fleet.first
        await run.burst(40)
        await run.quiet()
        check_claims(run, 40)
        for card in [message for message in run.group.from_bot if message.button("✅")]:
            await run.people["Li"].press(card, "✅")
        await run.quiet()

        assert run.rows("SELECT count(*), count(DISTINCT claim_id) FROM ledger") == [(40, 40)]
        assert run.rows("SELECT seq FROM ledger ORDER BY id") == [(seq,) for seq in range(1, 41)]


async def test_one_of_two_is_killed_in_a_burst_and_the_other_finishes_in_time(tmp_path: Path, url: str) -> None:
    """No claim lost or doubled; at most one card a chat repeated for the kill; all out within 15 seconds."""
    async with a_fleet(tmp_path, url) as fleet:
        run = fleet.runs[0]
        await run.burst(60)
        await run.calls(seeded(5).randint(20, 60))
        await fleet.runs[1].kill()
        run.kills = 1
        killed = monotonic()
        await run.quiet()

        check_claims(run, 60)
        assert max(sent.at for sent in run.sim.world.sent_log) - killed < TAKEN_OVER_WITHIN


async def test_a_broadcast_is_shared_within_the_limit_and_survives_the_death_of_one(tmp_path: Path, url: str) -> None:
    """Both send, never more than the limit together in any second; what the dead one held goes out in time."""
    settings = {"JIFENBOT_RATE_PER_SECOND": "20"}
    async with a_fleet(tmp_path, url, settings=settings) as fleet:
        run = fleet.runs[0]
        write_broadcast(fleet, 240)
        await run.until(lambda: len(notices(fleet)) >= 100)
        await fleet.runs[1].kill()
        killed = monotonic()
        before = len(notices(fleet))
        await run.until(lambda: len({chat for chat, _ in notices(fleet)}) == 240)
        done = monotonic()
        await run.quiet()

        sent = notices(fleet)
        assert sum(Counter(chat for chat, _ in sent).values()) - 240 <= 1
        assert most_in_a_second([at for _, at in sent]) <= 20
        assert done - killed < TAKEN_OVER_WITHIN + (240 - before) / 10


async def test_told_to_stop_one_hands_over_at_once(tmp_path: Path, url: str) -> None:
    """SIGTERM: exit code 0, and nobody waits for a lease to end."""
    async with a_fleet(tmp_path, url) as fleet:
        run = fleet.runs[0]
        await run.burst(30)
        await run.calls(20)
        assert await fleet.runs[1].stop() == 0
        stopped = monotonic()
        await run.quiet()

        check_claims(run, 30)
        assert max(sent.at for sent in run.sim.world.sent_log) - stopped < 8
