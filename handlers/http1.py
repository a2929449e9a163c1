"""HTTP/1.1, as much of it as a Bot API call needs: POST a JSON body, read an answer, keep the connection.

Measured: a call through aiohttp's client costs 230-300 µs of processor time, this way 40 µs, and every message is a
call (docs/decisions/0003-hot-path.md). What is rare goes through aiohttp still: proxies, uploads, polls.
"""

import asyncio
import ssl
from collections import deque
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from bot.clock import monotonic

IDLE_SECONDS = 30.0
"""Servers close what was idle for long; a call into a connection that is being closed would be in doubt."""
CONNECT_SECONDS = 5.0
MOST_BYTES = 64 * 1024 * 1024
NO_BODY = frozenset({204, 304})


class Broken(Exception):  # noqa: N818 - it is what happened to the connection
    """The connection failed; whether the call took effect is not known."""


@dataclass(slots=True, eq=False)
class Connection:
    """One connection to the server."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    used_at: float = 0.0

    async def call(self, head: bytes, body: bytes) -> tuple[int, bytes, bool]:
        """Make one call; answer status, body, and whether the connection may be used again."""
        self.writer.write(b"%b%d\r\n\r\n%b" % (head, len(body), body))
        status, headers = await self._head()
        while 100 <= status < 200:
            status, headers = await self._head()
        keep = headers.get(b"connection", b"").lower() != b"close"
        if status in NO_BODY:
            return status, b"", keep
        if headers.get(b"transfer-encoding", b"").lower() == b"chunked":
            return status, await self._chunks(), keep
        length = headers.get(b"content-length")
        if length is None:
            return status, await self.reader.read(MOST_BYTES), False
        return status, await self.reader.readexactly(_size(length, 10)), keep

    async def _head(self) -> tuple[int, dict[bytes, bytes]]:
        first, *lines = (await self.reader.readuntil(b"\r\n\r\n"))[:-4].split(b"\r\n")
        version, _, rest = first.partition(b" ")
        if not version.startswith(b"HTTP/1."):
            raise Broken(f"no HTTP/1.1: {first[:40]!r}")
        headers = {}
        for line in lines:
            name, _, value = line.partition(b":")
            headers[name.lower()] = value.strip()
        if version == b"HTTP/1.0":
            headers.setdefault(b"connection", b"close")
        return _size(rest[:3], 10), headers

    async def _chunks(self) -> bytes:
        parts: list[bytes] = []
        total = 0
        while size := _size((await self.reader.readuntil(b"\r\n")).split(b";")[0], 16):
            total += size
            if total > MOST_BYTES:
                raise Broken("the answer is too long")
            parts.append((await self.reader.readexactly(size + 2))[:-2])
        while (await self.reader.readuntil(b"\r\n")) != b"\r\n":  # trailers
            continue
        return b"".join(parts)


def _size(text: bytes, base: int) -> int:
    try:
        size = int(text, base)
    except ValueError:
        raise Broken(f"no number: {text[:40]!r}") from None
    if not 0 <= size <= MOST_BYTES:
        raise Broken("the answer is too long")
    return size


class Pool:
    """Connections to one server; an asynchronous context manager, and `close` ends them all.

    Args:
        root: Scheme, host and port; a path is left out.
        most: Most calls at the same time.
        trust: For https: whom to trust; by default as Python does.
    """

    def __init__(self, root: str, *, most: int = 64, trust: ssl.SSLContext | None = None) -> None:
        parts = urlsplit(root)
        self.host = parts.hostname or ""
        self.port = parts.port or (443 if parts.scheme == "https" else 80)
        self.trust = (trust or ssl.create_default_context()) if parts.scheme == "https" else None
        self._named = parts.netloc.rpartition("@")[2].encode()
        self._room = asyncio.Semaphore(most)
        self._idle: deque[Connection] = deque()
        self._address: str | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    async def post(self, path: str, body: bytes, *, seconds: float) -> tuple[int, bytes]:
        """Post JSON; answer status and body.

        Raises:
            Broken: The connection could not be made, or broke.
            TimeoutError: No whole answer in time.
        """
        head = b"POST %b HTTP/1.1\r\nHost: %b\r\nContent-Type: application/json\r\nContent-Length: " % (
            path.encode(),
            self._named,
        )
        async with self._room, asyncio.timeout(seconds):
            connection = self._take() or await self._connect()
            done = False
            try:
                status, answer, done = await connection.call(head, body)
            except (OSError, EOFError, asyncio.LimitOverrunError) as error:
                raise Broken(f"{type(error).__name__}: {error}") from error
            finally:
                if done:
                    connection.used_at = monotonic()
                    self._idle.append(connection)
                else:  # broken, cancelled, too late or closed by the server: what comes on it belongs to nobody
                    connection.writer.transport.abort()
            return status, answer

    def close(self) -> None:
        """Close what is idle; what is in use closes itself."""
        while self._idle:
            self._idle.pop().writer.close()

    def _take(self) -> Connection | None:
        oldest = monotonic() - IDLE_SECONDS
        while self._idle:
            connection = self._idle.pop()
            if connection.used_at > oldest and not connection.reader.at_eof():
                return connection
            connection.writer.transport.abort()
        return None

    async def _connect(self) -> Connection:
        """Connect to the address that answered last, else to each in turn: one of two may be out of reach."""
        found: list[Any]
        try:
            found = await asyncio.get_running_loop().getaddrinfo(self.host, self.port, type=1)
        except OSError as error:
            raise Broken(f"{self.host}: {error}") from error
        addresses = list(dict.fromkeys(str(info[4][0]) for info in found))
        if self._address in addresses:
            addresses.sort(key=lambda address: address != self._address)
        wrong: Exception | None = None
        for address in addresses:
            try:
                async with asyncio.timeout(CONNECT_SECONDS):
                    reader, writer = await asyncio.open_connection(
                        address, self.port, ssl=self.trust, server_hostname=self.host if self.trust else None
                    )
            except (OSError, TimeoutError) as error:
                wrong = error
            else:
                self._address = address
                return Connection(reader, writer)
        raise Broken(f"{self.host}:{self.port}: {wrong or 'no address'}") from wrong
