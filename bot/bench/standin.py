"""The stand-in: a Bot API server that does next to nothing, so that what is measured is the bot.

Raw HTTP on asyncio streams of bytes, no framework, no routing table: a call costs it some 25 µs. Each token is a bot of
its own with its own queue of updates, so that the bots under test stay alive side by side and are measured by turns.
`/control/…` is the bench's own door: push updates, wait until so many messages came, fetch the log of the sends.

Run as `python -m bot.bench.standin`; prints its port.
"""

import asyncio
import re
import sys
from collections.abc import Callable
from time import perf_counter
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

import orjson

CHAT = re.compile(rb'chat_id"?(?::|=|%22:|"\r\n\r\n|\r\n\r\n)"?(-?[0-9]+)')
LENGTH = re.compile(rb"\r\ncontent-length: *([0-9]+)", re.IGNORECASE)
MOST_IN_POLL = 100
SENDS = frozenset({"sendMessage", "sendPhoto", "sendDocument", "editMessageText", "editMessageCaption"})
ME = {"id": 7, "is_bot": True, "first_name": "Bench", "username": "bench_bot", "can_join_groups": True}


class Bot:
    """What one token has waiting, and what it has sent."""

    def __init__(self) -> None:
        self.updates: list[tuple[int, bytes]] = []
        self.given = 0
        self.sends = 0
        self.to_groups = 0
        self.first_poll: float | None = None
        self.begun = perf_counter()
        self.log: list[tuple[float, int]] = []
        self.tracing = False
        self.poll: tuple[Callable[[bytes], None], asyncio.TimerHandle] | None = None
        self.waits: list[tuple[str, int, Callable[[bytes], None]]] = []
        self.met: list[Callable[[bytes], None]] = []

    def push(self, updates: list[dict[str, Any]]) -> None:
        """Queue updates and answer a waiting poll."""
        self.updates += [(update["update_id"], orjson.dumps(update)) for update in updates]
        self.begun = perf_counter()
        self.sends = self.to_groups = 0
        if self.poll is not None:
            answer, timer = self.poll
            timer.cancel()
            self.poll = None
            answer(self.batch(self.given, MOST_IN_POLL))

    def batch(self, offset: int, limit: int) -> bytes:
        """Answer what waits from `offset` on; asking for it confirms everything before."""
        if self.updates and self.updates[0][0] < offset:
            self.updates = [update for update in self.updates if update[0] >= offset]
        self.given = offset
        return b'{"ok":true,"result":[' + b",".join(body for _, body in self.updates[:limit]) + b"]}"

    def sent(self, body: bytes) -> int:
        """Count a message."""
        found = CHAT.search(body)
        chat_id = int(found[1]) if found else 0
        self.sends += 1
        self.to_groups += chat_id < 0
        if self.tracing:
            self.log.append((perf_counter(), chat_id))
        if self.waits:
            self.tell()
        return chat_id

    def tell(self) -> None:
        """Answer those who wait for a number of messages."""
        for wait in list(self.waits):
            what, number, answer = wait
            came = {"groups": self.to_groups, "people": self.sends - self.to_groups, "log": len(self.log)}
            if came.get(what, self.sends) >= number:
                self.waits.remove(wait)
                log = self.log if what == "log" else []
                answer(orjson.dumps({"seconds": perf_counter() - self.begun, "log": log}))


BOTS: dict[str, Bot] = {}


class Connection(asyncio.Protocol):
    """One kept-alive connection."""

    def __init__(self) -> None:
        self.buffer = b""
        self.transport: asyncio.Transport
        self.number = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self.transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Take what came; answer every whole request in it."""
        self.buffer += data
        while (end := self.buffer.find(b"\r\n\r\n")) >= 0:
            head = self.buffer[:end]
            found = LENGTH.search(head)
            size = int(found[1]) if found else 0
            if len(self.buffer) < end + 4 + size:
                return
            body = self.buffer[end + 4 : end + 4 + size]
            self.buffer = self.buffer[end + 4 + size :]
            _, path, _ = head[: head.index(b"\r\n")].decode().split(" ", 2)
            self.request(path, body)

    def request(self, path: str, body: bytes) -> None:
        """Answer one request."""
        _, place, method = path.split("/", 2)
        if place == "control":
            self.control(method, body)
            return
        method, _, query = method.partition("?")
        bot = BOTS.setdefault(place.removeprefix("bot"), Bot())
        if method in SENDS:
            chat_id = bot.sent(body)
            self.number += 1
            kind = '"supergroup","title":"G"' if chat_id < 0 else '"private","first_name":"P"'
            self.say(
                b'{"ok":true,"result":{"message_id":%d,"date":1790000000,"text":"ok","chat":{"id":%d,"type":%s}}}'
                % (bot.sends, chat_id, kind.encode())
            )
        elif method == "getUpdates":
            self.poll(bot, body or query.encode())
        elif method in {"getMe", "getWebhookInfo"}:
            self.say(orjson.dumps({"ok": True, "result": ME if method == "getMe" else {"url": "", **NO_WEBHOOK}}))
        else:
            self.say(b'{"ok":true,"result":true}')

    def poll(self, bot: Bot, body: bytes) -> None:
        """Answer with updates, or wait for them as long as was asked."""
        asked = _parameters(body)
        if bot.first_poll is None:
            bot.first_poll = perf_counter()
            for answer in bot.met:
                answer(b"{}")
        batch = bot.batch(int(asked.get("offset") or 0), int(asked.get("limit") or MOST_IN_POLL))
        seconds = float(asked.get("timeout") or 0)
        if bot.updates or not seconds:
            self.say(batch)
            return
        timer = asyncio.get_running_loop().call_later(seconds, self.nothing, bot)
        bot.poll = (self.say, timer)

    def nothing(self, bot: Bot) -> None:
        """The time of a poll is over."""
        bot.poll = None
        self.say(b'{"ok":true,"result":[]}')

    def control(self, what: str, body: bytes) -> None:
        """Do what the bench asks."""
        asked = orjson.loads(body)
        bot = BOTS.setdefault(asked["token"], Bot())
        match what:
            case "push":  # answered when so many messages have come
                bot.waits.append((asked["what"], asked["number"], self.say))
                bot.push(asked["updates"])
            case "trace":
                bot.log, bot.tracing = [], bool(asked["on"])
                self.say(b"{}")
            case "log":  # answered when so many messages have come since the trace began
                bot.waits.append(("log", asked["number"], self.say))
                bot.tell()
            case _ if bot.first_poll is None:  # answered at the first poll
                bot.met.append(self.say)
            case _:
                self.say(b"{}")

    def say(self, body: bytes) -> None:
        """Write one answer."""
        if not self.transport.is_closing():
            self.transport.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body
            )


NO_WEBHOOK = {"has_custom_certificate": False, "pending_update_count": 0}


def _parameters(body: bytes) -> dict[str, Any]:
    if body.startswith(b"{"):
        asked: dict[str, Any] = orjson.loads(body)
        return asked
    if body.startswith(b"--"):
        return {
            name.decode(): value.decode()
            for name, value in re.findall(rb'name="([a-z_]+)"(?:\r\n[^\r\n]+)*\r\n\r\n([^\r\n]*)', body)
        }
    return {name: values[0] for name, values in parse_qs(body.decode()).items()}


async def serve() -> None:
    """Listen on a free loopback port, print it, go on until the parent is gone."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Connection, "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await loop.run_in_executor(None, sys.stdin.read)  # ends when the bench closes the pipe, however it ends
    server.close()


def port_of(root: str) -> int:
    """Answer the port of a root address."""
    return urlsplit(root).port or 80


if __name__ == "__main__":
    import uvloop

    uvloop.run(serve())
