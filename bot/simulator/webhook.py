"""Delivery to a webhook: until it is taken, in order or not, an answer with a method executed.

Source: platform.md section 8 (secret token header, ``max_connections``, retries on anything but 2xx).
"""

import asyncio
import contextlib
from typing import Any

import aiohttp
import orjson

from bot.simulator.errors import ApiError
from bot.simulator.model import Json
from bot.simulator.params import Params
from bot.simulator.server import BotApi, Dropped, dumps

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name, no secret
PATIENCE = 60.0


class Courier:
    """Carries updates to the webhook while one is set.

    Attributes:
        parallel: Deliver a batch over several connections at once, as Telegram does; otherwise one by one.
        pause: Seconds before a refused batch is tried again; doubled each time, up to five.
    """

    def __init__(self, api: BotApi, *, parallel: bool = False, pause: float = 0.1) -> None:
        self.api = api
        self.parallel = parallel
        self.pause = pause
        self.attempts = 0

    async def run(self) -> None:
        """Deliver until cancelled."""
        pause = self.pause
        timeout = aiohttp.ClientTimeout(total=PATIENCE)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            while True:
                queue = self.api.world.updates
                found = queue.batch(queue.max_connections) if queue.webhook_url else []
                if not found:
                    await queue.arrival()
                elif await self._carry(session, found):
                    pause = self.pause
                else:
                    await asyncio.sleep(pause)
                    pause = min(5.0, pause * 2)

    async def _carry(self, session: aiohttp.ClientSession, updates: list[Json]) -> bool:
        if self.parallel:
            return all(await asyncio.gather(*(self._deliver(session, update) for update in updates)))
        for update in updates:
            if not await self._deliver(session, update):
                for left in updates[updates.index(update) + 1 :]:
                    self.api.world.updates.put_back(left)
                return False
        return True

    async def _deliver(self, session: aiohttp.ClientSession, update: Json) -> bool:
        queue = self.api.world.updates
        headers = {"Content-Type": "application/json"}
        if queue.webhook_secret:
            headers[SECRET_HEADER] = queue.webhook_secret
        self.attempts += 1
        try:
            async with session.post(queue.webhook_url, data=dumps(update), headers=headers) as answer:
                body = await answer.read()
                status = answer.status
        except (aiohttp.ClientError, TimeoutError) as error:
            queue.last_error = f"Connection failed: {type(error).__name__}"
            queue.put_back(update)
            return False
        if not 200 <= status < 300:
            queue.last_error = f"Wrong response from the webhook: {status}"
            queue.put_back(update)
            return False
        queue.done(int(update["update_id"]))
        self.api.world.signals.tell("updates")
        await self._execute(body)
        return True

    async def _execute(self, body: bytes) -> None:
        with contextlib.suppress(orjson.JSONDecodeError, ApiError, Dropped):
            # Telegram does not tell a webhook whether the method in its answer worked.
            call: Any = orjson.loads(body) if body else None
            if isinstance(call, dict) and isinstance(call.get("method"), str):
                await self.api.execute(call["method"].lower(), Params(call))
