"""A PostgreSQL for measurements and tests: made by initdb on a free port, run without rights, thrown away."""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

DEBIAN = Path("/usr/lib/postgresql")
CARELESS = ("fsync=off", "full_page_writes=off")
"""For tests: nothing there survives a power cut, and need not."""
COMMON = ("max_connections=200", "unix_socket_directories=''", "listen_addresses=127.0.0.1")
LAST_WILL = 'read -r _; "$1" stop --pgdata "$2/data" --silent --mode immediate; rm -rf "$2"'
"""Waits for a pipe to close, as it does however its other end dies; then nothing is left of the server."""
HOW = "needs PostgreSQL 15 or newer: run `make postgres`"


def tool(name: str) -> str | None:
    """Answer where a program of PostgreSQL's is: on the path, or where Debian puts it."""
    versions = sorted(DEBIAN.glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    return shutil.which(name) or (str(versions[-1]) if versions else None)


class Server:
    """One server, whose databases go with it.

    Args:
        settings: More of PostgreSQL's, each `name=value`.
        follows: A running server whose standby it is, from a copy made now.
    """

    def __init__(self, settings: tuple[str, ...] = (), *, follows: "Server | None" = None) -> None:
        self.directory = Path(tempfile.mkdtemp(prefix="jifenbot-postgres-"))
        self.settings = settings
        self.data = self.directory / "data"
        with socket.socket() as listening:
            listening.bind(("127.0.0.1", 0))
            self.port = int(listening.getsockname()[1])
        self._owner = _unprivileged()
        if self._owner is not None:
            os.chown(self.directory, pwd.getpwnam(self._owner).pw_uid, -1)
        # With the owner's rights, in a session of its own: what stops us must not stop it.
        will = ("sh", "-c", LAST_WILL, "sh", tool("pg_ctl") or "pg_ctl", str(self.directory))
        self._will = subprocess.Popen(will, stdin=subprocess.PIPE, user=self._owner, start_new_session=True)  # noqa: S603 - our own
        if follows is not None:
            self._run("pg_basebackup", "--pgdata", str(self.data), "--host", "127.0.0.1", "--port", str(follows.port),
                      "--username", "jifen", "--write-recovery-conf", "--checkpoint", "fast", "--no-sync")  # fmt: skip
            return
        self._run("initdb", "--pgdata", str(self.data), "--username", "jifen", "--auth", "trust", "--no-sync",
                  "--encoding", "UTF8", "--locale", "C.UTF-8")  # fmt: skip

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = " ".join(f"-c {setting}" for setting in (f"port={self.port}", *COMMON, *self.settings))
        self._run("pg_ctl", "start", "--pgdata", str(self.data), "--wait", "--silent", "--log",
                  str(self.directory / "log"), "--options", options)  # fmt: skip

    def stop(self, *, mode: str = "immediate") -> None:
        """Stop it: `immediate` is what a crash is, `fast` ends connections in order."""
        self._run("pg_ctl", "stop", "--pgdata", str(self.data), "--wait", "--silent", "--mode", mode)

    def promote(self) -> None:
        """Make a standby the server that writes, and wait until it does."""
        self._run("pg_ctl", "promote", "--pgdata", str(self.data), "--wait", "--silent")

    def remove(self) -> None:
        """Stop it and leave nothing behind."""
        self._will.communicate()
        shutil.rmtree(self.directory, ignore_errors=True)

    def url(self, name: str) -> str:
        """Answer the address of a database, as an operator would write it."""
        return f"postgresql://jifen@127.0.0.1:{self.port}/{name}"

    def empty(self, *, like: str = "") -> str:
        """Answer the address of a new database: with nothing in it, or a copy of another that nobody uses."""
        name = f"t{secrets.token_hex(6)}"
        template = f" TEMPLATE {like.rpartition('/')[2]} STRATEGY file_copy" if like else ""
        self.order(f"CREATE DATABASE {name}{template}")
        return self.url(name)

    def order(self, *statements: str) -> None:
        """Execute statements as the owner of everything, each by itself."""
        for statement in statements:
            where = ("--host", "127.0.0.1", "--port", str(self.port), "--username", "jifen", "--dbname", "postgres")
            self._run("psql", *where, "--no-psqlrc", "--quiet", "--output", os.devnull, "--command", statement)

    def _run(self, name: str, *arguments: str) -> None:
        program = tool(name)
        if program is None:
            raise FileNotFoundError(HOW)
        done = subprocess.run(  # noqa: S603 - PostgreSQL's own programs
            [program, *arguments], user=self._owner, cwd=self.directory, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(done.stderr)


def _unprivileged() -> str | None:
    """Answer whom to run as: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    known = {user.pw_name for user in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)
