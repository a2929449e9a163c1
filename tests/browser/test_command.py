"""`jifenbot demo` as a process: one address on standard output, a clean end."""

import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

Process = subprocess.Popen[str]


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Process]:
    """A demo in a directory whose `.env` would ruin it if it were read."""
    (tmp_path / ".env").write_text("JIFENBOT_DATABASE_URL=nonsense\nJIFENBOT_TOKEN=nonsense\n", encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "demo", "--no-browser", "--port", "0"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    yield process
    process.kill()
    process.wait()
    for pipe in (process.stdout, process.stderr):
        assert pipe is not None
        pipe.close()


@pytest.mark.parametrize("word", [signal.SIGTERM, signal.SIGINT])
def test_it_prints_one_address_and_ends_when_told(demo: Process, tmp_path: Path, word: signal.Signals) -> None:
    """The page is served at the address; SIGTERM and SIGINT end it with 0, and nothing is left behind."""
    assert demo.stdout is not None
    address = demo.stdout.readline().strip()
    with urllib.request.urlopen(address, timeout=10) as answer:
        assert b"app.js" in answer.read()
    demo.send_signal(word)
    rest, complaints = demo.communicate(timeout=20)

    assert address.startswith("http://127.0.0.1:")
    assert rest == ""
    assert demo.returncode == 0
    assert "Traceback" not in complaints
    assert [path.name for path in tmp_path.iterdir()] == [".env"]


def test_a_taken_port_is_told_in_one_line(demo: Process) -> None:
    """A second demo on the same port says so and ends with 1."""
    assert demo.stdout is not None
    port = demo.stdout.readline().strip().rstrip("/").rpartition(":")[2]
    second = subprocess.run(
        [sys.executable, "-m", "bot", "demo", "--no-browser", "--port", port],
        capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip

    assert second.returncode == 1
    assert second.stdout == ""
    assert port in second.stderr
    assert "Traceback" not in second.stderr
