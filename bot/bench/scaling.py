"""Scaling: one to eight processes on one PostgreSQL, fed by webhook in turns, as a load balancer would."""

import asyncio
import os
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.client import HTTPConnection
from statistics import median
from time import sleep
from typing import Any

import orjson

from bot.bench import branches
from bot.bench.bare import Caller
from bot.bench.bots import PATIENCE, ROOT, standin
from bot.bench.crowds import free_port
from bot.bench.postgres import Server, tool
from bot.bench.table import BRANCHES, JIFENBOT, MEMBERS, TOKEN, Say, environment

SECRET = "a-secret-of-the-bench"  # noqa: S105 - opens nothing but processes that live for this measurement
CONNECTIONS = 64
HEAD = f"X-Telegram-Bot-Api-Secret-Token: {SECRET}\r\nContent-Type: application/json\r\n".encode()
SETTLED_SECONDS = 5.0


class Sender(Caller):
    """One of the connections over which Telegram delivers."""

    async def deliver(self, body: bytes) -> None:
        """Deliver an update; wait for the answer.

        Raises:
            RuntimeError: It was not taken.
        """
        self.writer.write(
            b"POST /telegram HTTP/1.1\r\nHost: x\r\n%bContent-Length: %d\r\n\r\n" % (HEAD, len(body)) + body
        )
        head = await self.reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(head.decode())
        size = next(
            int(line.partition(b":")[2]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-l")
        )
        await self.reader.readexactly(size)


async def _deliver(ports: Sequence[int], bodies: Sequence[bytes]) -> None:
    senders = [
        Sender(*await asyncio.open_connection("127.0.0.1", ports[index % len(ports)])) for index in range(CONNECTIONS)
    ]

    async def work(sender: Sender, mine: Sequence[bytes]) -> None:
        for body in mine:
            await sender.deliver(body)

    await asyncio.gather(*(work(sender, bodies[index::CONNECTIONS]) for index, sender in enumerate(senders)))
    for sender in senders:
        sender.writer.close()


def scaling(*, processes: Sequence[int], number: int, rounds: int, say: Say) -> dict[int, float]:
    """Answer claims a second by number of processes; empty where there is no PostgreSQL."""
    if tool("initdb") is None:
        return {}
    server = Server()
    server.start()
    try:
        return {count: _measure(server, count, number=number, rounds=rounds, say=say) for count in processes}
    finally:
        server.remove()


def _measure(server: Server, count: int, *, number: int, rounds: int, say: Say) -> float:
    url = server.empty()
    branches.fill(url, branches=BRANCHES, members=MEMBERS)
    token = TOKEN.format(0)
    ports = [free_port() for _ in range(count)]
    with standin() as at, ExitStack() as stack:
        for port in ports:
            more = {
                "JIFENBOT_DATABASE_URL": url,
                "JIFENBOT_WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram",
                "JIFENBOT_WEBHOOK_SECRET": SECRET,
                "JIFENBOT_LISTEN": f"127.0.0.1:{port}",
            }
            env = {**os.environ, **environment(at, token, ROOT / "none", **more)}
            process = stack.enter_context(subprocess.Popen(JIFENBOT, cwd=ROOT, env=env))  # noqa: S603 - our own
            stack.callback(process.terminate)
        for port in ports:
            _wait_for(port)
        sleep(SETTLED_SECONDS)  # a newcomer leaves the others time to see it
        rates = []
        for turn in range(rounds + 1):
            made: list[dict[str, Any]] = branches.claims(number, branches=BRANCHES, members=MEMBERS)
            for update in made:
                update["update_id"] = at.update_id
                at.update_id += 1
            with ThreadPoolExecutor(1) as waiting:
                seconds = waiting.submit(at.push, token, [], number=number, what="groups")
                asyncio.run(_deliver(ports, [orjson.dumps(update) for update in made]))
                rates.append(number / seconds.result())
            if turn:
                say(f"  {count} processes: {rates[-1]:.0f}/s")
        return median(rates[1:])


def _wait_for(port: int) -> None:
    for _ in range(PATIENCE * 5):
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=1)
            connection.request("GET", "/healthz")
            connection.getresponse().read()
        except OSError:
            sleep(0.2)
        else:
            return
    raise RuntimeError("a process did not start")
