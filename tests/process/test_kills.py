"""Twenty kills in a row in every test run; `make kill` does three hundred."""

from pathlib import Path

import pytest

from tests.process.harness import a_run, seeded
from tests.process.kills import Count, counted, kill_in_a_row

KILLS = 20


@pytest.mark.timeout(280)
async def test_killed_twenty_times_in_a_row_nothing_is_lost_and_nothing_doubled(tmp_path: Path) -> None:
    async with a_run(tmp_path) as run:
        count = await kill_in_a_row(run, KILLS, seeded(20))

        assert (count.losses, count.doubles) == (0, 0), count
        assert count.kills == KILLS
        assert count.entries >= KILLS / 4, "the lives are too short: nothing is decided in them"
        assert count.repeats <= KILLS
        assert run.rows("SELECT sum(points) FROM ledger") == run.rows("SELECT sum(points) FROM totals")
        assert await run.verified() == []


async def test_the_count_sees_what_is_lost(tmp_path: Path) -> None:
    """A count that cannot fail counts nothing."""
    async with a_run(tmp_path) as run:
        await run.burst(3)
        await run.quiet()
        whole: Count = counted(run, 3)

        assert (whole.claims, whole.losses, whole.doubles) == (3, 0, 0)
        assert await run.verified() == []
        assert counted(run, 4).losses == 1
