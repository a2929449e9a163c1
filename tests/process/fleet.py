"""Several processes behind a load balancer, on one PostgreSQL database."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import aiohttp
from aiohttp import web

from tests.process.harness import Run, a_run, free_port

PASSED_ON = ("Content-Type", "X-Telegram-Bot-Api-Secret-Token")


@dataclass
class Balancer:
    """Hands each call to the next process; one that does not answer is passed over, as balancers do."""

    ports: list[int] = field(default_factory=list)
    turns: Iterator[int] = field(default_factory=count)

    async def handle(self, request: web.Request) -> web.Response:
        body = await request.read()
        headers = {name: request.headers[name] for name in PASSED_ON if name in request.headers}
        for _ in self.ports:
            port = self.ports[next(self.turns) % len(self.ports)]
            try:
                async with aiohttp.ClientSession() as session:
                    address = f"http://127.0.0.1:{port}{request.path}"
                    async with session.post(address, data=body, headers=headers) as answer:
                        return web.Response(status=answer.status, body=await answer.read())
            except aiohttp.ClientError:
                continue
        return web.Response(status=502)


@dataclass
class Fleet:
    """Processes that share a database; the first one's `Run` looks and acts for all."""

    first: Run
    runs: list[Run]
    balancer: Balancer


@asynccontextmanager
async def a_fleet(
    tmp_path: Path, url: str, *, processes: int = 2, members: int = 5, settings: dict[str, str] | None = None
) -> AsyncIterator[Fleet]:
    """Start several processes in webhook mode and enrol a branch through them."""
    balancer = Balancer()
    app = web.Application()
    app.router.add_post("/telegram", balancer.handle)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    said = {
        "JIFENBOT_WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram",
        "JIFENBOT_WEBHOOK_SECRET": "a-secret-of-the-test",
        **(settings or {}),
    }
    async with AsyncExitStack() as stack:
        stack.push_async_callback(runner.cleanup)
        first = await stack.enter_async_context(
            a_run(tmp_path, members=members, enrolled=False, settings=said, url=url)
        )
        runs = [first]
        for _ in range(processes - 1):
            more = Run(first.sim, url, first.people, first.group, free_port(), dict(said))
            await more.start()
            stack.push_async_callback(more.stop)
            runs.append(more)
        balancer.ports = [run.port for run in runs]
        for run in runs:  # two that start on an empty database at the same moment, as orchestrators start them
            await first.until(lambda run=run: any("running" in line for line in run.log))  # type: ignore[misc]  # bound at once
        await first.enrol()
        yield Fleet(first, runs, balancer)
