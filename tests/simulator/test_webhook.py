"""Updates carried to a webhook."""

import random
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.simulator import Simulator, User
from tests.simulator.conftest import Api


class Hook:
    """A webhook that notes what comes and answers as told."""

    def __init__(self) -> None:
        self.taken: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.statuses: list[int] = []
        self.answer: dict[str, Any] | None = None
        self.url = ""

    async def serve(self, request: web.Request) -> web.Response:
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        status = self.statuses.pop(0) if self.statuses else 200
        if status == 200:
            self.taken.append(await request.json())
        return web.json_response(self.answer, status=status) if self.answer else web.Response(status=status)


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.serve)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    await runner.cleanup()


async def test_updates_are_carried_in_order_with_the_secret(api: Api, sim: Simulator, wang: User, hook: Hook) -> None:
    """What waited before the webhook was set comes too."""
    await wang.tell("one")
    await api.result("setWebhook", url=hook.url, secret_token="s3cret")
    await wang.tell("two")
    await sim.settled()

    assert [update["message"]["text"] for update in hook.taken] == ["one", "two"]
    assert hook.secrets == ["s3cret", "s3cret"]
    assert (await api.result("getWebhookInfo"))["pending_update_count"] == 0


async def test_a_refused_update_comes_again(api: Api, sim: Simulator, wang: User, hook: Hook) -> None:
    hook.statuses = [503, 500]
    await api.result("setWebhook", url=hook.url)
    await wang.tell("one")
    await wang.tell("two")
    await sim.settled()

    assert [update["message"]["text"] for update in hook.taken] == ["one", "two"]
    assert sim.courier.attempts == 4
    assert (await api.result("getWebhookInfo"))["last_error_message"] == "Wrong response from the webhook: 500"


async def test_updates_can_come_shuffled_and_twice(api: Api, sim: Simulator, wang: User, hook: Hook) -> None:
    order = random.Random(3)
    sim.world.updates.rearrange = lambda batch: order.sample(batch, len(batch))
    for number in range(10):
        await wang.tell(str(number))
    first = sim.world.updates.pending[0]["update_id"]
    await api.result("setWebhook", url=hook.url)
    await sim.settled()
    sim.world.updates.again(first)
    await sim.settled()

    said = [update["message"]["text"] for update in hook.taken]
    assert said[:10] != sorted(said[:10])
    assert sorted(said[:10]) == [str(number) for number in range(10)]
    assert hook.taken[-1]["update_id"] == first


async def test_a_method_in_the_answer_is_executed(api: Api, sim: Simulator, wang: User, hook: Hook) -> None:
    hook.answer = {"method": "sendMessage", "chat_id": wang.id, "text": "heard"}
    await api.result("setWebhook", url=hook.url)
    await wang.tell("one")
    await sim.settled()

    assert wang.dm.texts == ["one", "heard"]


async def test_a_webhook_takes_over_and_gives_back(api: Api, sim: Simulator, wang: User, hook: Hook) -> None:
    await api.result("setWebhook", url=hook.url)
    await wang.tell("one")
    await sim.settled()
    await api.result("deleteWebhook")
    await wang.tell("two")

    assert [update["message"]["text"] for update in await api.result("getUpdates")] == ["two"]
    assert await api.refused("setWebhook", url="ftp://x") == (
        "400 Bad Request: bad webhook: An HTTPS URL must be provided for webhook"
    )


async def test_a_batch_can_come_over_several_connections(hook: Hook) -> None:
    """What is refused comes again until all is taken, in whatever order."""
    hook.statuses = [503, 200, 503]
    async with Simulator(parallel_webhook=True) as sim, aiohttp.ClientSession() as session:
        person = sim.user("Wang")
        for number in range(8):
            await person.tell(str(number))
        await Api(sim, session).result("setWebhook", url=hook.url)
        await sim.settled()

    assert sorted(update["message"]["text"] for update in hook.taken) == [str(number) for number in range(8)]
