"""The bench itself: bots by turns on one stand-in, medians, ratios."""

import os
import platform
import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from bot.bench import branches
from bot.bench.bots import Standin, UnderTest, echo_updates, peers, running, standin

BRANCHES, MEMBERS = 40, 25
TOKEN = "100000{}:bench-token-of-no-bot-at-all-000000"  # noqa: S105 - opens nothing but the stand-in
FREE = {"JIFENBOT_RATE_PER_SECOND": "100000", "JIFENBOT_GROUP_RATE_PER_MINUTE": "1000000"}
Say = Callable[[str], None]


def machine() -> dict[str, Any]:
    """Answer what the figures were measured on."""
    names = ("python-telegram-bot", "aiohttp", "sqlalchemy", "uvloop", "orjson")
    return {
        "cores": os.cpu_count(),
        "processor": _processor(),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "versions": {name: version(name) for name in names},
        "load_before": os.getloadavg()[0],
    }


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def environment(at: Standin, token: str, database: Path, **more: str) -> dict[str, str]:
    """Answer the settings of a jifenbot under test."""
    return {
        "JIFENBOT_TOKEN": token,
        "JIFENBOT_API_BASE_URL": at.root,
        "JIFENBOT_DATABASE_URL": f"sqlite:///{database}",
        "JIFENBOT_OWNERS": str(branches.OWNER),
        "JIFENBOT_LISTEN": "",
        "JIFENBOT_LOG_LEVEL": "warning",
        **FREE,
        **more,
    }


JIFENBOT = [sys.executable, "-m", "bot", "run"]


def compare(directory: Path, *, number: int, rounds: int, say: Say) -> dict[str, Any]:
    """Measure updates a second and processor time an update, bot by bot in turns; answer the figures."""
    database = directory / "compare.db"
    branches.fill(database, branches=BRANCHES, members=MEMBERS)
    with ExitStack() as stack:
        at = stack.enter_context(standin())
        bots: dict[str, UnderTest] = {}
        for index, (name, command) in enumerate(peers().items()):
            token = TOKEN.format(index + 1)
            bots[name] = stack.enter_context(running(at, name, token, [*command, at.root, token]))
        token = TOKEN.format(0)
        claiming = running(at, "claim", token, JIFENBOT, **environment(at, token, database))
        bots["claim"] = stack.enter_context(claiming)
        idle = bots["claim"].rss_mb()
        for turn in range(rounds + 1):  # the first warms everything up and does not count
            for name, bot in bots.items():
                _measure(at, bot, number if turn else number // 4, counts=turn > 0)
                if turn:
                    say(f"  round {turn}: {name} {bot.rates[-1]:.0f}/s")
        loaded = bots["claim"].rss_mb()
    rates = {name: median(bot.rates) for name, bot in bots.items()}
    cpu = {name: median(bot.cpu_ms) for name, bot in bots.items()}
    return {"rates": rates, "cpu_ms": cpu, "rss_mb": idle, "rss_after_load_mb": loaded}


def _measure(at: Standin, bot: UnderTest, number: int, *, counts: bool) -> None:
    before = bot.cpu()
    if bot.name == "claim":
        made = branches.claims(number, branches=BRANCHES, members=MEMBERS)
        seconds = at.push(bot.token, made, number=number, what="groups")
    else:
        seconds = at.push(bot.token, echo_updates(number), number=number)
    if counts:
        bot.rates.append(number / seconds)
        bot.cpu_ms.append((bot.cpu() - before) / number * 1000)


def starts(directory: Path, *, rounds: int) -> float:
    """Answer the seconds from the start of the process to its first poll, on a database that is there."""
    database = directory / "starts.db"
    branches.fill(database, branches=BRANCHES, members=MEMBERS)
    found = []
    with standin() as at:
        for index in range(rounds):
            token = TOKEN.format(index)
            with running(at, "start", token, JIFENBOT, **environment(at, token, database)) as bot:
                found.append(bot.start_s)
    return median(found)


def latency(directory: Path, *, number: int) -> float:
    """Answer the milliseconds from a claim's update to its card, one claim at a time, fsync on."""
    database = directory / "latency.db"
    branches.fill(database, branches=BRANCHES, members=MEMBERS)
    token = TOKEN.format(0)
    with standin() as at, running(at, "latency", token, JIFENBOT, **environment(at, token, database)):
        made = branches.claims(number + 3, branches=BRANCHES, members=MEMBERS)
        found = [at.push(token, [update], number=1, what="groups") for update in made]
    return median(found[3:]) * 1000


def in_temporary(work: Callable[[Path], Any]) -> Any:
    """Do something in a directory that goes away."""
    with TemporaryDirectory(prefix="jifenbot-bench-") as directory:
        return work(Path(directory))


def ratios(compared: Mapping[str, Any]) -> dict[str, float]:
    """Answer how the durable claim compares with bare echoes."""
    rates = compared["rates"]
    found = {f"claim_over_{name}": rates["claim"] / rates[name] for name in rates if name.endswith("_echo")}
    found["claim_over_same_request_class"] = found.pop("claim_over_ptb_wire_echo")
    measured = [rate for name, rate in rates.items() if name not in {"bare", "wire_echo"}]
    found["standin_over_fastest"] = rates["bare"] / max(measured)
    return found
