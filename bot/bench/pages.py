"""The review desk as a browser asks for it: its first page while a thousand claims wait."""

import hmac
import socket
from hashlib import sha256
from pathlib import Path
from statistics import median
from time import perf_counter
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

import orjson

from bot.bench import branches
from bot.bench.bots import running, standin
from bot.bench.table import JIFENBOT, TOKEN, environment
from bot.clock import system_clock

WAITING = 1_000
MEMBERS = 30
LOOKS = 15


def desk(directory: Path, *, rounds: int) -> dict[str, float]:
    """Answer the milliseconds of the desk's first page, median and slowest, and the KiB that it sends.

    Args:
        directory: Where the database is made.
        rounds: The page is asked for so many times `LOOKS`.
    """
    database, token = directory / "desk.db", TOKEN.format(0)
    branches.fill(database, branches=1, members=MEMBERS)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        root = f"127.0.0.1:{free.getsockname()[1]}"
    more = {
        "JIFENBOT_LISTEN": root,
        "JIFENBOT_PUBLIC_URL": f"http://{root}",
        "JIFENBOT_SECRET_KEY": "a key of the bench",
    }
    with standin() as door, running(door, "desk", token, JIFENBOT, **environment(door, token, database, **more)):
        door.push(token, branches.claims(WAITING, branches=1, members=MEMBERS), number=WAITING, what="groups")
        said = urlencode({"said": _vouched(token)}).encode()
        with urlopen(f"http://{root}/p/desk/app", said) as opened:
            address = opened.url
        spent, size = [], 0
        for _ in range(LOOKS * rounds):
            started = perf_counter()
            asked = Request(address, headers={"Accept-Encoding": "gzip"})  # noqa: S310 - likewise
            with urlopen(asked) as page:  # noqa: S310 - likewise
                size = len(page.read())
            spent.append((perf_counter() - started) * 1000)
    if "/p/desk/" not in urlsplit(address).path or size < WAITING:
        raise RuntimeError(f"the desk did not open: {size} bytes of {urlsplit(address).path}")
    return {"desk_ms": median(spent), "desk_most_ms": max(spent), "desk_kib": size / 1024}


def _vouched(token: str) -> str:
    """Write what Telegram hands a Mini App about its reader: the branch's secretary."""
    at = int(system_clock().timestamp())
    fields = {"auth_date": str(at), "user": orjson.dumps({"id": branches.OWNER}).decode()}
    checked = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    key = hmac.digest(b"WebAppData", token.encode(), sha256)
    return urlencode({**fields, "hash": hmac.digest(key, checked.encode(), sha256).hex()})
