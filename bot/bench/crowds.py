"""Crowds: a broadcast to thousands of groups, fifty thousand updates at once, thousands of branches at rest."""

import http.client
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter, sleep
from typing import Any

from bot.bench import branches
from bot.bench.bots import Standin, UnderTest, message, running, standin
from bot.bench.table import BRANCHES, JIFENBOT, MEMBERS, TOKEN, environment
from storage import filling, session

QUESTIONS_EVERY = 0.25
LOOKS_EVERY = 0.01
SETTLES = 8.0
WARM = 3_000


def free_port() -> int:
    """Answer a loopback port that nobody listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


class Watch:
    """Asks /healthz all the time; how long an answer takes is how long the event loop was away."""

    def __init__(self, port: int) -> None:
        self.waits: list[float] = []
        self._port = port
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def _look(self) -> None:
        while not self._over.wait(LOOKS_EVERY):
            connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
            asked = perf_counter()
            connection.request("GET", "/healthz")
            connection.getresponse().read()
            self.waits.append((perf_counter() - asked) * 1000)
            connection.close()

    @contextmanager
    def on(self) -> Iterator[None]:
        """Watch for as long as the block takes."""
        self._thread.start()
        try:
            yield
        finally:
            self._over.set()
            self._thread.join()


def most_in_a_second(times: list[float]) -> int:
    """Answer the most messages in any second that begins with one of them."""
    first, most = 0, 0
    for last, at in enumerate(times):
        while at - times[first] >= 1.0:
            first += 1
        most = max(most, last - first + 1)
    return most


def broadcast(directory: Path, *, chats: int, limit: int = 30) -> dict[str, float]:
    """Send to many groups at Telegram's limit while people ask and are answered, four a second."""
    database = directory / "broadcast.db"
    branches.fill(database, branches=1, members=1)
    branches.write_broadcast(database, chats)
    token, port = TOKEN.format(0), free_port()
    questions = int(chats / limit / QUESTIONS_EVERY * 0.8)
    watch = Watch(port)
    with standin() as door:
        more = {"JIFENBOT_RATE_PER_SECOND": str(limit), "JIFENBOT_LISTEN": f"127.0.0.1:{port}"}
        door.ask("trace", token, on=True)
        with running(door, "broadcast", token, JIFENBOT, **environment(door, token, database, **more)):
            with watch.on():
                waits = [_ask(door, token, index) for index in range(questions)]
            log = door.ask("log", token, number=chats + questions)["log"]
    groups = sorted(at for at, chat_id in log if chat_id < 0)
    everything = sorted(at for at, _ in log)
    return {
        "over_limit": (groups[-1] - everything[0]) / ((len(groups) + questions) / limit),
        "most_in_a_second": most_in_a_second(everything),
        "reply_p50_ms": median(waits),
        "reply_p99_ms": sorted(waits)[int(len(waits) * 0.99)],
        "loop_lag_p99_ms": sorted(watch.waits)[int(len(watch.waits) * 0.99)],
        "loop_lag_p50_ms": median(watch.waits),
    }


def _ask(door: Standin, token: str, index: int) -> float:
    asked = perf_counter()
    question = message(700_000_000 + index, "private", 700_000_000 + index, 1, text="/claim")
    waited = door.push(token, [question], number=1, what="people") * 1000
    sleep(max(0.0, QUESTIONS_EVERY - (perf_counter() - asked)))
    return waited


def pending(directory: Path, *, updates: int) -> float:
    """Answer by how many MB memory grows while so many claims wait and their cards may only leave at the limit."""
    database = directory / "pending.db"
    branches.fill(database, branches=BRANCHES, members=MEMBERS)
    token = TOKEN.format(0)
    with standin() as door:
        env = environment(door, token, database, JIFENBOT_RATE_PER_SECOND="30", JIFENBOT_GROUP_RATE_PER_MINUTE="20")
        with running(door, "pending", token, JIFENBOT, **env) as bot:
            warm = _most_until_filed(door, bot, database, WARM)
            return _most_until_filed(door, bot, database, WARM + updates) - warm


def _most_until_filed(door: Standin, bot: UnderTest, database: Path, wanted: int) -> float:
    """Push claims until so many are filed; answer the most MB of memory meanwhile."""
    most, filed = bot.rss_mb(), 0
    with session.reading(branches.address(database)) as tx:
        more = wanted - filling.claims_filed(tx)
    door.push(bot.token, branches.claims(more, branches=BRANCHES, members=MEMBERS), number=1)
    while filed < wanted:
        sleep(0.5)
        with session.reading(branches.address(database)) as tx:
            filed = filling.claims_filed(tx)
        most = max(most, bot.rss_mb())
    return most


def crowd(directory: Path, *, count: int, members: int) -> dict[str, float]:
    """Answer start and memory with thousands of branches, at rest after the first look at the timetable."""
    database = directory / "crowd.db"
    branches.fill_crowd(database, branches=count, members=members)
    token = TOKEN.format(0)
    found: dict[str, Any] = {}
    with standin() as at, running(at, "crowd", token, JIFENBOT, **environment(at, token, database)) as bot:
        found["start_s"] = bot.start_s
        sleep(SETTLES)
        found["rss_mb"] = bot.rss_mb()
        found["file_mb"] = database.stat().st_size / 1e6
    return found
