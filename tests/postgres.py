"""A PostgreSQL of the tests' own: made by initdb, started on a free port as somebody without rights, thrown away."""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from storage.migrate import migrate
from storage.postgres import DRIVER

DEBIAN = Path("/usr/lib/postgresql")
SETTINGS = ("fsync=off", "full_page_writes=off", "max_connections=200", "unix_socket_directories=''")
"""Nothing here survives a power cut, and need not."""
HOW = "needs PostgreSQL 15 or newer: run `make postgres`"


def tool(name: str) -> str | None:
    """Answer where a program of PostgreSQL's is: on the path, or where Debian puts it."""
    versions = sorted(DEBIAN.glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    return shutil.which(name) or (str(versions[-1]) if versions else None)


class Server:
    """One server for a whole run of tests; each test gets databases of its own, copied from a migrated one."""

    def __init__(self) -> None:
        self.directory = Path(tempfile.mkdtemp(prefix="jifenbot-postgres-"))
        self.data = self.directory / "data"
        with socket.socket() as listening:
            listening.bind(("127.0.0.1", 0))
            self.port = int(listening.getsockname()[1])
        self._owner = _unprivileged()
        if self._owner is not None:
            os.chown(self.directory, pwd.getpwnam(self._owner).pw_uid, -1)
        self._run("initdb", "--pgdata", str(self.data), "--username", "jifen", "--auth", "trust", "--no-sync",
                  "--encoding", "UTF8", "--locale", "C.UTF-8")  # fmt: skip
        self._template = ""

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = " ".join(f"-c {setting}" for setting in (f"port={self.port}", *SETTINGS))
        self._run("pg_ctl", "start", "--pgdata", str(self.data), "--wait", "--silent", "--log",
                  str(self.directory / "log"), "--options", f"-c listen_addresses=127.0.0.1 {options}")  # fmt: skip

    def stop(self, *, mode: str = "immediate") -> None:
        """Stop it: `immediate` is what a crash is, `fast` ends connections in order."""
        self._run("pg_ctl", "stop", "--pgdata", str(self.data), "--wait", "--silent", "--mode", mode)

    def remove(self) -> None:
        """Stop it and leave nothing behind."""
        self.stop()
        shutil.rmtree(self.directory)

    def url(self, name: str) -> str:
        """Answer the address of a database, as an operator would write it."""
        return f"postgresql://jifen@127.0.0.1:{self.port}/{name}"

    def empty(self) -> str:
        """Answer the address of a new database with nothing in it."""
        name = f"t{secrets.token_hex(6)}"
        self.order(f"CREATE DATABASE {name}")
        return self.url(name)

    def migrated(self) -> str:
        """Answer the address of a new database of this version."""
        from tests.storage.conftest import NOW  # noqa: PLC0415 - a moment; its module has fixtures that need us

        if not self._template:
            url = self.empty()
            migrate(url, now=NOW)
            self._template = url.rpartition("/")[2]
        name = f"t{secrets.token_hex(6)}"
        self.order(f"CREATE DATABASE {name} TEMPLATE {self._template} STRATEGY file_copy")
        return self.url(name)

    def order(self, *statements: str) -> None:
        """Execute statements as the owner of everything, outside transactions."""
        engine = create_engine(
            self.url("postgres").replace("postgresql", DRIVER, 1), isolation_level="AUTOCOMMIT", pool_size=1
        )
        with engine.connect() as connection:
            for statement in statements:
                connection.execute(text(statement))
        engine.dispose()

    def _run(self, name: str, *arguments: str) -> None:
        program = tool(name)
        assert program is not None, HOW
        done = subprocess.run(
            [program, *arguments], user=self._owner, cwd=self.directory, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr


def _unprivileged() -> str | None:
    """Answer whom to run as: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    known = {user.pw_name for user in pwd.getpwall()}
    names: Sequence[str] = ("postgres", "nobody")
    return next(name for name in names if name in known)


def server_or_skip() -> Server:
    """Answer a running server; where PostgreSQL is missing the test is skipped, in CI it fails."""
    if tool("initdb") is None and not os.environ.get("CI"):
        pytest.skip(HOW)
    server = Server()
    server.start()
    return server
