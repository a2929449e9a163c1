"""The web side on LISTEN: every route, every method, any headers and body, well-formed HTTP or not."""

import asyncio
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from typing import Any
from urllib.parse import quote

import orjson

from bot.settings import Settings
from handlers.intake import Intake
from handlers.postman import Postman
from handlers.web import Site
from storage.reader import Reader
from storage.writer import Job
from tests.fuzz import mangle
from tests.fuzz.chat import an_update
from tests.simulation.disk import a_place
from tests.simulation.process import Hand, wait
from tests.simulation.town import Town

SECRET = "a-secret-of-the-fuzz"
HOOK = "/telegram"
METHODS = ("GET", "GET", "POST", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "X" * 50)
PATHS = ("/healthz", "/metrics", HOOK, HOOK, "/", "/../etc/passwd", "//", "/%00", "/%ff%fe", "*")
PATIENCE = 0.5
"""Seconds after which a request is taken for one that the server wants more of."""


class _Handed(Hand):
    """The writer of a site: what is submitted is committed at once."""

    def submit(self, *jobs: Job) -> None:
        """Commit."""
        self.commit(list(jobs))


def a_request(chance: Random) -> bytes:
    """Answer what a browser, a proxy, a scanner or nobody in particular sends."""
    path = mangle.some(chance, PATHS, 0.85)
    if not path.startswith(("/", "*")):
        path = f"/{quote(path)}"
    if chance.random() < 0.3:
        path += f"?{quote(mangle.word(chance))}={quote(mangle.word(chance))}"
    update = an_update(chance) | {"update_id": chance.choice((1, 2, 3, -1, 2**63, "x", None, chance.randrange(10**9)))}
    body = orjson.dumps(update, default=str) if _fits(update) else b"{" * 500
    if chance.random() < 0.4:
        body = mangle.torn_bytes(chance, body)
    if chance.random() < 0.02:
        body = b"[" * 2_000_000
    headers = {"Host": "localhost", "Content-Length": str(len(body)), "Content-Type": "application/json"}
    if chance.random() < 0.8:
        headers["X-Telegram-Bot-Api-Secret-Token"] = mangle.some(chance, (SECRET,), 0.85)
    for _ in range(chance.randint(0, 2)):
        headers[mangle.some(chance, tuple(headers), 0.6)] = mangle.word(chance)
    lines = [f"{chance.choice(METHODS)} {path} HTTP/1.1", *(f"{name}: {text}" for name, text in headers.items())]
    head = "\r\n".join([*lines, "Connection: close", "", ""]).encode(errors="replace")
    whole = head + body
    return mangle.torn_bytes(chance, whole) if chance.random() < 0.2 else whole


def _fits(update: Any) -> bool:
    try:
        orjson.dumps(update, default=str)
    except TypeError:
        return False
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def site() -> Iterator[Callable[[Any], None]]:
    """Open the site with a webhook; every answer is one of HTTP's, and none is an error of ours."""
    with a_place() as directory:
        town = Town(directory)
        port = _free_port()
        url = f"sqlite:///{directory / 'town.db'}"
        settings = Settings(
            listen=f"127.0.0.1:{port}",
            webhook_url=f"http://127.0.0.1:{port}{HOOK}",
            webhook_secret=SECRET,
            database_url=url,
            _env_file=None,
        )
        writer = _Handed(town.engine)
        delivery = town.process.delivery
        intake = Intake(delivery.api, writer, lambda: town.now, town.house, on_toast=lambda _: None)
        opened = Site(
            settings,
            town.house,
            writer=writer,
            intake=intake,
            postman=Postman(delivery),
            reader=Reader(url),
            clock=lambda: town.now,
        )
        wait(opened.start())

        answered = 0

        def feed(request: bytes) -> None:
            nonlocal answered
            status = wait(_ask(port, request, PATIENCE))
            assert status < 500, f"the answer is {status}"
            assert writer.figures.down_since is None
            answered += bool(status)

        yield feed
        well = wait(_ask(port, b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 15.0))
        assert well == 200, f"/healthz says {well}"
        assert answered, "no request was answered at all"
        wait(opened.stop())
        town.close()


async def _ask(port: int, request: bytes, seconds: float) -> int:
    """Send bytes; answer the status that came, 0 where none did: the server waits for more, or hung up."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(request)
        line = await asyncio.wait_for(reader.readline(), seconds)
    except (TimeoutError, ConnectionError):
        return 0
    finally:
        writer.close()
    parts = line.split(b" ")
    return int(parts[1]) if len(parts) > 1 and parts[1].isdigit() else 0
