"""The bots under test: started as processes of their own, fed by the stand-in, measured from outside."""

import http.client
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

import orjson

from bot.bench.standin import port_of

ROOT = Path(__file__).resolve().parent.parent.parent
PEERS = ROOT / "deploy" / "bench"
PEER_PYTHON = Path(sys.prefix) / "bench" / "bin" / "python"
TICKS = os.sysconf("SC_CLK_TCK")
PATIENCE = 300


@dataclass(slots=True)
class Standin:
    """The door to the stand-in."""

    root: str
    update_id: int = 1

    def ask(self, what: str, token: str, /, seconds: float = PATIENCE, **asked: Any) -> Any:
        """Ask for something and wait for the answer."""
        connection = http.client.HTTPConnection("127.0.0.1", port_of(self.root), timeout=seconds)
        try:
            connection.request("POST", f"/control/{what}", orjson.dumps({"token": token, **asked}))
            return orjson.loads(connection.getresponse().read())
        finally:
            connection.close()

    def push(self, token: str, updates: Sequence[dict[str, Any]], *, number: int, what: str = "sends") -> float:
        """Hand out updates; answer after how many seconds so many messages (to groups, or all) had come."""
        numbered = []
        for update in updates:
            numbered.append({"update_id": self.update_id, **update})
            self.update_id += 1
        return float(self.ask("push", token, updates=numbered, number=number, what=what)["seconds"])


@contextmanager
def standin() -> Iterator[Standin]:
    """Run the stand-in in a process of its own."""
    with subprocess.Popen(
        [sys.executable, "-m", "bot.bench.standin"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True
    ) as process:
        assert process.stdin is not None  # noqa: S101 - a pipe was asked for
        assert process.stdout is not None  # noqa: S101 - likewise
        try:
            yield Standin(f"http://127.0.0.1:{int(process.stdout.readline())}")
        finally:
            process.stdin.close()


@dataclass(slots=True)
class UnderTest:
    """A running bot."""

    name: str
    token: str
    process: subprocess.Popen[bytes]
    start_s: float
    rates: list[float] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)

    def cpu(self) -> float:
        """Answer the seconds of processor time used so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def rss_mb(self) -> float:
        """Answer the memory in use, in MB."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text(encoding="utf-8").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@contextmanager
def running(at: Standin, name: str, token: str, command: Sequence[str], **env: str) -> Iterator[UnderTest]:
    """Start a bot and wait for its first poll.

    Raises:
        RuntimeError: It ended instead.
    """
    started = perf_counter()
    environment = {**os.environ, **env}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE) as process:  # noqa: S603 - our own
        try:
            _wait_for_poll(at, token, process)
            yield UnderTest(name, token, process, perf_counter() - started)
        finally:
            process.terminate()
            process.communicate()


def _wait_for_poll(at: Standin, token: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(PATIENCE):
        try:
            at.ask("met", token, seconds=1.0)
        except TimeoutError:
            if process.poll() is not None:
                _, told = process.communicate()
                raise RuntimeError(f"it ended instead of polling: {told.decode()[-2000:]}") from None
        else:
            return
    raise RuntimeError("it did not poll")


def peers() -> dict[str, list[str]]:
    """Answer the commands of the echo bots: name to command, root and token still to come."""
    found = {
        "bare": [sys.executable, "-m", "bot.bench.bare"],
        "wire_echo": [sys.executable, "-m", "bot.bench.wire_echo"],
        "ptb_wire_echo": [sys.executable, "-m", "bot.bench.ptb_wire_echo"],
    }
    if PEER_PYTHON.exists():
        found |= {name: [str(PEER_PYTHON), str(PEERS / f"{name}.py")] for name in ("ptb_echo", "aiogram_echo")}
        found["telebot_echo"] = [str(PEER_PYTHON), str(PEERS / "telebot_echo.py")]
    return found


def install_peers() -> bool:
    """Make the peers' own environment from pins with hashes, once; answer whether it is there."""
    if PEER_PYTHON.exists():
        return True
    pins = ROOT / "deploy" / "bench-requirements.txt"
    pip = [str(PEER_PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    pip += ["--no-deps", "--require-hashes"]
    try:
        subprocess.run([sys.executable, "-m", "venv", str(PEER_PYTHON.parent.parent)], check=True)  # noqa: S603 - our own command
        subprocess.run([*pip, "-r", str(pins)], check=True)  # noqa: S603 - likewise
    except subprocess.CalledProcessError:
        return False
    return True


def echo_updates(number: int) -> list[dict[str, Any]]:
    """Make plain private messages, each from somebody else."""
    return [message(100_000 + i, "private", 100_000 + i, i + 1, text="hello") for i in range(number)]


def message(chat_id: int, kind: str, sender: int, number: int, **content: Any) -> dict[str, Any]:
    """Make an update with a message."""
    chat = {"id": chat_id, "type": kind} | ({"title": "Group"} if chat_id < 0 else {"first_name": "P"})
    who = {"id": sender, "is_bot": False, "first_name": f"P{sender}", "language_code": "zh-hans"}
    return {"message": {"message_id": number, "date": 1_790_000_000, "chat": chat, "from": who, **content}}
