"""The disk is full in mid-batch: nothing half-written, nothing confirmed, and it returns by itself."""

from pathlib import Path

from tests.process.harness import Run, a_run

PAGE = 4096
"""No file may be written beyond its first page: less than any commit needs."""


def whole(run: Run) -> None:
    """Check that no claim is without its step, its evidence and its letters, and no update without its claim."""
    claims = run.count("claims")
    assert run.rows("SELECT count(DISTINCT claim_id) FROM review_steps") == [(claims,)]
    assert run.rows("SELECT count(DISTINCT claim_id) FROM evidence") == [(claims,)]
    assert run.rows("SELECT count(DISTINCT slot) FROM letters WHERE slot LIKE 'claim:%'") == [(2 * claims,)]


async def test_on_a_full_disk_nothing_is_confirmed_and_with_space_all_goes_on(tmp_path: Path) -> None:
    """Every write fails as on a full disk: /healthz is red, updates stay with Telegram; then there is space again."""
    async with a_run(tmp_path) as run:
        await run.burst(5)
        await run.quiet()
        run.limit_file_size(PAGE)
        await run.burst(40, first=5)
        await run.until(lambda: any('"database"' in line for line in run.log))
        assert await run.health() == 503
        done = {row[0] for row in run.rows("SELECT id FROM updates")}
        held = {update["update_id"] for update in run.sim.world.updates.pending}
        assert held
        assert {number for number in run.sim.world.updates.delivered if number not in held} <= done
        whole(run)
        run.limit_file_size(-1)
        await run.quiet()

        whole(run)
        assert run.count("claims") == 45
        assert len(run.cards(run.group.id)) == 45
        assert await run.health() == 200


async def test_killed_on_a_full_disk_the_next_start_finds_all(tmp_path: Path) -> None:
    """Full, then killed, then space: as if nothing had been."""
    async with a_run(tmp_path) as run:
        run.limit_file_size(PAGE)
        await run.burst(20)
        await run.until(lambda: any('"database"' in line for line in run.log))
        await run.kill()
        whole(run)
        await run.start()
        await run.quiet()

        whole(run)
        assert run.count("claims") == 20
        assert set(run.cards(run.group.id)) == {f"#{row[0]}" for row in run.rows("SELECT id FROM claims")}
