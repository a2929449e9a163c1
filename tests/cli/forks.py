"""Real processes without the wait: a parent that has everything loaded forks one for each command.

Loading the program costs a second, and there are hundreds of commands in these tests. What a command does is done by
a process of its own all the same: its environment, its directory, its files, its exit code.
"""

import gc
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from bot.cli import main

LOADED = (
    "bot.app",
    "bot.doctor",
    "bot.services.balances_import",
    "bot.services.export",
    "bot.services.org_import",
    "bot.services.rights",
    "bot.services.roster_import",
    "bot.services.scheme_import",
    "bot.services.verify",
    "bot.services.workdays_import",
    "bot.schemes.rows",
    "storage.restore",
    "storage.session",
)
"""What the commands would load by themselves."""


class Forks:
    """The parent, spoken to by one line of JSON for each command."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._parent = subprocess.Popen(
            [sys.executable, "-m", "tests.cli.forks"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run(self, **order: Any) -> int:
        """Run a command; answer its exit code."""
        assert self._parent.stdin is not None
        assert self._parent.stdout is not None
        with self._lock:
            self._parent.stdin.write(json.dumps(order) + "\n")
            self._parent.stdin.flush()
            return int(self._parent.stdout.readline())


@cache
def forks() -> Forks:
    """Answer the parent, started at the first need; it ends with the tests, at the end of its input."""
    return Forks()


def serve() -> None:
    """Fork a command for each line, and say its exit code."""
    for module in LOADED:
        import_module(module)
    gc.freeze()  # what the children share is theirs to read, not to copy
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            _become(order)
            _end(main)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        sys.stdout.flush()


def _end(run: Callable[[], None]) -> None:
    """End as a program does, but for the taking apart of everything that was loaded."""
    code: object = 0
    try:
        run()
    except SystemExit as end:
        code = end.code
    except BaseException as error:  # noqa: BLE001 - a child never goes back to the parent's loop
        sys.excepthook(type(error), error, error.__traceback__)
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else 1)


def _become(order: dict[str, Any]) -> None:
    os.chdir(order["place"])
    os.environ.clear()
    os.environ.update(order["environment"])
    for number, name in enumerate(("input", "output", "errors")):
        flags = os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        os.dup2(os.open(Path(order[name]), flags, 0o600), number)
    sys.stdin = os.fdopen(0, encoding="utf-8")
    sys.argv = ["jifenbot", *order["words"]]


if __name__ == "__main__":
    serve()
