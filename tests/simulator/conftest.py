"""A simulator, a client that speaks the raw Bot API, and a small bot that answers."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.simulator import Group, Limits, ManualClock, Simulator, User, World


class Api:
    """Calls methods as a bot does: parameters as JSON, answers as they come."""

    def __init__(self, sim: Simulator, session: aiohttp.ClientSession) -> None:
        self.sim = sim
        self.session = session

    async def __call__(self, method: str, **params: Any) -> dict[str, Any]:
        url = f"{self.sim.root_url}/bot{self.sim.token}/{method}"
        async with self.session.post(url, json=params) as answer:
            body: dict[str, Any] = json.loads(await answer.read())
            assert answer.status == (200 if body["ok"] else body["error_code"])
            return body

    async def result(self, method: str, **params: Any) -> Any:
        body = await self(method, **params)
        assert body["ok"], body
        return body["result"]

    async def refused(self, method: str, **params: Any) -> str:
        body = await self(method, **params)
        assert not body["ok"], body
        return f"{body['error_code']} {body['description']}"


class SmallBot:
    """Answers every text with a card that has buttons, and every press with a toast and an edit."""

    def __init__(self, api: Api) -> None:
        self.api = api

    async def run(self) -> None:
        offset = 0
        while True:
            for update in await self.api.result("getUpdates", offset=offset, timeout=30):
                offset = update["update_id"] + 1
                await self.handle(update)

    async def handle(self, update: dict[str, Any]) -> None:
        if "callback_query" in update:
            query = update["callback_query"]
            who = query["from"]["first_name"]
            chat, number = query["message"]["chat"]["id"], query["message"]["message_id"]
            await self.api("answerCallbackQuery", callback_query_id=query["id"], text=f"already handled by {who}")
            await self.api("editMessageText", chat_id=chat, message_id=number, text=f"approved by {who}")
        elif "message" in update:
            message = update["message"]
            said = message.get("text") or message.get("caption") or ""
            url = f"https://t.me/{self.api.sim.world.bot.username}?start=why"
            keys = [[{"text": "✅ yes", "callback_data": "a:1"}, {"text": "❌ no", "url": url}]]
            evidence = "with photo" if "photo" in message else "no photo"
            answered = "as a reply" if "reply_to_message" in message else "by itself"
            await self.api(
                "sendMessage",
                chat_id=message["chat"]["id"],
                text=f"#1 {said} {evidence} {answered}",
                reply_markup={"inline_keyboard": keys},
            )


@pytest.fixture
async def sim() -> AsyncIterator[Simulator]:
    """A simulator with a clock that stands and limits that count but do not refuse."""
    async with Simulator(world=World(clock=ManualClock(), limits=Limits(on=False))) as simulator:
        yield simulator


@pytest.fixture
async def api(sim: Simulator) -> AsyncIterator[Api]:
    async with aiohttp.ClientSession() as session:
        yield Api(sim, session)


@pytest.fixture
async def small_bot(api: Api) -> AsyncIterator[None]:
    running = asyncio.create_task(SmallBot(api).run())
    yield
    running.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running


@pytest.fixture
def wang(sim: Simulator) -> User:
    return sim.user("Wang", started=True)


@pytest.fixture
def li(sim: Simulator) -> User:
    return sim.user("Li")


@pytest.fixture
def branch(sim: Simulator, wang: User, li: User) -> Group:
    return sim.group("Branch", [wang, li], announce=False)
