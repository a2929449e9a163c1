"""An echo bot on our own wire: what the same HTTP costs without rules and storage.

Run as `python -m bot.bench.wire_echo ROOT TOKEN`.
"""

import asyncio
import sys
from typing import Any

from handlers.wire import Api

MOST_AT_ONCE = 64


async def main(root: str, token: str) -> None:
    """Echo for ever."""
    api = Api(token, root=root)
    await api.open()
    offset = 0
    at_once = asyncio.Semaphore(MOST_AT_ONCE)

    async def echo(update: dict[str, Any]) -> None:
        async with at_once:
            await api.call("sendMessage", {"chat_id": update["message"]["chat"]["id"], "text": "ok"})

    while True:
        updates = await api.updates({"offset": offset, "timeout": 25})
        if updates:
            offset = updates[-1]["update_id"] + 1
            await asyncio.gather(*map(echo, updates))


if __name__ == "__main__":
    import uvloop

    uvloop.run(main(sys.argv[1], sys.argv[2]))
