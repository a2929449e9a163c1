"""Webhook mode: the secret, sizes, repeats, several connections at once."""

import asyncio
from io import BytesIO
from pathlib import Path

import aiohttp
import orjson

from tests.process.harness import Run, a_run

SECRET = "a-secret-of-the-test"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


async def post(run: Run, body: bytes, *, secret: str | None = SECRET) -> int:
    headers = {} if secret is None else {HEADER: secret}
    async with aiohttp.ClientSession() as session:
        address = f"http://127.0.0.1:{run.port}/telegram"
        async with session.post(address, data=BytesIO(body), headers=headers) as answer:
            return answer.status


async def raw_post(run: Run, secret: bytes) -> int:
    """Post with a secret that is no text, which HTTP clients refuse to send and strangers do not."""
    reader, writer = await asyncio.open_connection("127.0.0.1", run.port)
    head = b"POST /telegram HTTP/1.1\r\nHost: bot\r\nContent-Length: 2\r\nConnection: close\r\n"
    writer.write(head + HEADER.encode() + b": " + secret + b"\r\n\r\n{}")
    status = int((await reader.readline()).split()[1])
    writer.close()
    return status


async def test_deliveries_over_several_connections_and_repeats_count_once(tmp_path: Path) -> None:
    """Telegram delivers over many connections, in any order, and again where it is in doubt."""
    async with a_run(tmp_path, webhook=True) as run:
        await run.burst(40)
        await run.quiet()
        for update in list(run.sim.world.updates.delivered.values()):
            assert await post(run, orjson.dumps(update)) == 200
        await run.quiet()

        assert run.count("claims") == 40
        assert sorted(run.cards(run.group.id)) == sorted(f"#{row[0]}" for row in run.rows("SELECT id FROM claims"))


async def test_killed_between_deliveries_nothing_is_lost(tmp_path: Path) -> None:
    """No 200 without a commit: what the dead process had in hand is delivered again."""
    async with a_run(tmp_path, webhook=True) as run:
        await run.burst(40)
        await run.calls(20)
        await run.kill()
        await run.start()
        await run.quiet()

        assert run.rows("SELECT count(*), count(DISTINCT note) FROM claims") == [(40, 40)]
        assert set(run.cards(run.group.id)) == {f"#{row[0]}" for row in run.rows("SELECT id FROM claims")}


async def test_strangers_get_nothing_in(tmp_path: Path) -> None:
    """A wrong secret, none, a body that is too large or is no update: refused, and nothing is written."""
    async with a_run(tmp_path, webhook=True) as run:
        before = run.count("updates")
        update = {"update_id": 5, "message": {"message_id": 1, "date": 1, "chat": {"id": 77, "type": "private"}}}

        assert await post(run, orjson.dumps(update), secret="wrong") == 403
        assert await post(run, orjson.dumps(update), secret=None) == 403
        assert await raw_post(run, b"\xff\xfe") == 403
        assert await post(run, orjson.dumps({**update, "pad": "x" * 2_000_000})) == 413
        assert await post(run, b"not json") == 400
        assert await post(run, b"[]") == 400
        assert await post(run, b'{"update_id": "x"}') == 400
        assert await post(run, b'{"update_id": 99999999999999999999999}') == 400
        assert run.count("updates") == before
        assert await run.health() == 200


async def test_a_toast_rides_on_the_answer_to_the_delivery(tmp_path: Path) -> None:
    """Whoever presses is answered by the 200 of the delivery; the bot makes no call of its own for it."""
    async with a_run(tmp_path, webhook=True) as run:
        await run.burst(1)
        await run.quiet()
        claimant = run.members[0]
        toast = await claimant.answered(await claimant.press(run.group, "✅"))

        assert "own claim" in toast
        assert [call for call in run.sim.api.calls if call.method == "answercallbackquery"] == []
