"""The bare client: the least that can be done for an update, to know how fast the stand-in itself is.

Run as `python -m bot.bench.bare ROOT TOKEN`: polls, and answers every update with one sendMessage, many at a time.
"""

import asyncio
import sys

import orjson

from bot.bench.standin import port_of

CONNECTIONS = 16


class Caller:
    """One kept-alive connection, a call at a time."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def call(self, path: str, body: bytes) -> bytes:
        """Make a call; answer the body."""
        self.writer.write(b"POST %s HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % (path.encode(), len(body)) + body)
        head = await self.reader.readuntil(b"\r\n\r\n")
        return await self.reader.readexactly(int(head.rsplit(b": ", 1)[1]))


async def main(root: str, token: str) -> None:
    """Echo for ever."""
    port = port_of(root)
    callers = [Caller(*await asyncio.open_connection("127.0.0.1", port)) for _ in range(CONNECTIONS + 1)]
    offset = 0
    while True:
        body = orjson.dumps({"offset": offset, "timeout": 25})
        updates = orjson.loads(await callers[-1].call(f"/bot{token}/getUpdates", body))["result"]
        if not updates:
            continue
        offset = updates[-1]["update_id"] + 1

        async def echo(caller: Caller, mine: list[dict[str, dict[str, dict[str, int]]]]) -> None:
            for update in mine:
                body = b'{"chat_id":%d,"text":"ok"}' % update["message"]["chat"]["id"]
                await caller.call(f"/bot{token}/sendMessage", body)

        await asyncio.gather(*(echo(callers[i], updates[i::CONNECTIONS]) for i in range(CONNECTIONS)))


if __name__ == "__main__":
    import uvloop

    uvloop.run(main(sys.argv[1], sys.argv[2]))
