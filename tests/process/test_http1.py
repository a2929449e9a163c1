"""Our own HTTP/1.1 client against a server that answers byte by byte as a test says."""

import asyncio
import ssl
import subprocess
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TimedOut

from handlers.http1 import Broken, Pool
from handlers.wire import Api

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
HANG = b"<hang>"
CLOSE = b"<close>"


@dataclass
class Server:
    """Answers each request with the next script: chunks of bytes, HANG, or CLOSE."""

    scripts: list[Sequence[bytes]]
    requests: list[bytes] = field(default_factory=list)
    connections: int = 0
    port: int = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
                self.requests.append(head + await reader.readexactly(length))
                for chunk in self.scripts.pop(0):
                    if chunk == HANG:
                        await reader.read()
                    if chunk in {HANG, CLOSE}:
                        return
                    writer.write(chunk)
                    await writer.drain()
        except asyncio.IncompleteReadError:
            return  # the client has gone
        finally:
            writer.transport.abort()


@asynccontextmanager
async def a_server(*scripts: Sequence[bytes], trust: ssl.SSLContext | None = None) -> AsyncIterator[Server]:
    server = Server(list(scripts))
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0, ssl=trust)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()


async def test_a_connection_is_used_again() -> None:
    async with a_server([OK], [OK], [OK]) as server, Pool(f"http://127.0.0.1:{server.port}") as pool:
        for _ in range(3):
            assert await pool.post("/bot1:a/getMe", b'{"a":1}', seconds=5) == (200, b"ok")

        assert server.connections == 1
        assert server.requests[0].startswith(b"POST /bot1:a/getMe HTTP/1.1\r\n")
        assert f"Host: 127.0.0.1:{server.port}\r\n".encode() in server.requests[0]
        assert server.requests[0].endswith(b'\r\n\r\n{"a":1}')


@pytest.mark.parametrize(
    ("script", "status", "body"),
    [
        ([bytes([byte]) for byte in OK], 200, b"ok"),
        ([b"HTTP/1.1 404 Not Found\r\ncontent-length:   3\r\n\r\nno!"], 404, b"no!"),
        ([b"HTTP/1.1 100 Continue\r\n\r\n", OK], 200, b"ok"),
        ([b"HTTP/1.1 204 No Content\r\n\r\n"], 204, b""),
        ([b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n1;x=y\r\n!\r\n0\r\n\r\n"], 200, b"ok!"),
        ([b"HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n1\r\na\r\n0\r\nTrailer: x\r\n\r\n"], 200, b"a"),
        ([b"HTTP/1.1 200 OK\r\n\r\nuntil the end", CLOSE], 200, b"until the end"),
        ([b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok", CLOSE], 200, b"ok"),
    ],
)
async def test_every_form_of_an_answer_is_read(script: Sequence[bytes], status: int, body: bytes) -> None:
    async with a_server(script, [OK]) as server, Pool(f"http://127.0.0.1:{server.port}") as pool:
        assert await pool.post("/x", b"{}", seconds=5) == (status, body)
        assert await pool.post("/x", b"{}", seconds=5) == (200, b"ok")


@pytest.mark.parametrize(
    "script",
    [
        [CLOSE],
        [b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", CLOSE],
        [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", CLOSE],
        [b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n"],
        [b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"],
        [b"SSH-2.0-OpenSSH_9.2\r\n\r\n"],
        [b"HTTP/1.1 " + b"x" * 70_000 + b"\r\n\r\n"],
    ],
)
async def test_what_breaks_is_told_and_its_connection_never_used_again(script: Sequence[bytes]) -> None:
    async with a_server(script, [OK]) as server, Pool(f"http://127.0.0.1:{server.port}") as pool:
        with pytest.raises(Broken):
            await pool.post("/x", b"{}", seconds=5)
        assert await pool.post("/x", b"{}", seconds=5) == (200, b"ok")

        assert server.connections == 2


async def test_a_late_answer_is_given_up_and_nobody_else_gets_it() -> None:
    async with a_server([HANG], [OK]) as server, Pool(f"http://127.0.0.1:{server.port}") as pool:
        with pytest.raises(TimeoutError):
            await pool.post("/x", b"{}", seconds=0.05)
        assert await pool.post("/x", b"{}", seconds=5) == (200, b"ok")

        assert server.connections == 2


async def test_a_connection_that_the_server_closed_meanwhile_is_not_used() -> None:
    async with a_server([OK, CLOSE], [OK]) as server, Pool(f"http://127.0.0.1:{server.port}") as pool:
        await pool.post("/x", b"{}", seconds=5)
        idle = pool._idle[0]
        while not idle.reader.at_eof():
            await idle.reader.read(1)
        assert await pool.post("/x", b"{}", seconds=5) == (200, b"ok")


async def test_no_more_calls_at_once_than_allowed() -> None:
    async with a_server(*[[OK]] * 20) as server, Pool(f"http://127.0.0.1:{server.port}", most=3) as pool:
        await asyncio.gather(*(pool.post("/x", b"{}", seconds=5) for _ in range(20)))

        assert server.connections <= 3


async def test_nobody_there_is_told() -> None:
    async with a_server() as server:
        port = server.port
    async with Pool(f"http://127.0.0.1:{port}") as pool:
        with pytest.raises(Broken, match=str(port)):
            await pool.post("/x", b"{}", seconds=5)


async def test_https_asks_for_a_certificate_that_can_be_trusted(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost"]
    command += ["-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    serving = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    serving.load_cert_chain(certificate, key)
    async with a_server([OK], [OK], trust=serving) as server:
        async with Pool(f"https://localhost:{server.port}") as stranger:
            with pytest.raises(Broken):
                await stranger.post("/x", b"{}", seconds=5)
        trust = ssl.create_default_context(cafile=str(certificate))
        async with Pool(f"https://localhost:{server.port}", trust=trust) as pool:
            assert await pool.post("/x", b"{}", seconds=5) == (200, b"ok")


def told(body: bytes, status: int = 400) -> list[bytes]:
    return [b"HTTP/1.1 %d X\r\nContent-Length: %d\r\n\r\n%b" % (status, len(body), body)]


@pytest.mark.parametrize(
    ("script", "kind"),
    [
        (told(b'{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}'), BadRequest),
        (told(b'{"ok":false,"error_code":403,"description":"Forbidden: bot was kicked"}', 403), Forbidden),
        (told(b'{"ok":false,"description":"x","parameters":{"retry_after":7}}', 429), RetryAfter),
        (told(b'{"ok":false,"description":"x","parameters":{"migrate_to_chat_id":-1007}}'), ChatMigrated),
        (told(b"<html>Bad Gateway</html>", 502), NetworkError),
        (told(b"<html>a proxy's page</html>", 200), NetworkError),
        ([CLOSE], NetworkError),
        ([HANG], TimedOut),
    ],
)
async def test_errors_are_told_as_the_library_tells_them(script: Sequence[bytes], kind: type[Exception]) -> None:
    async with a_server(script) as server:
        api = Api("1:a", root=f"http://127.0.0.1:{server.port}")
        await api.open()
        with pytest.raises(kind):
            await api.call("sendMessage", {"chat_id": 1}, seconds=0.3)
        await api.close()
