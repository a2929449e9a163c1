"""PostgreSQL for tests: one server a run, and databases that are copies of a migrated one."""

import os

import pytest

from bot.bench import postgres
from bot.bench.postgres import CARELESS, HOW, tool
from storage.migrate import migrate


class Server(postgres.Server):
    """A server whose databases are made quickly."""

    _template = ""

    def migrated(self) -> str:
        """Answer the address of a new database of this version."""
        from tests.storage.conftest import NOW  # noqa: PLC0415 - a moment; its module has fixtures that need us

        if not self._template:
            self._template = self.empty()
            migrate(self._template, now=NOW)
        return self.empty(like=self._template)


def server_or_skip() -> Server:
    """Answer a running server; where PostgreSQL is missing the test is skipped, in CI it fails."""
    if tool("initdb") is None and not os.environ.get("CI"):
        pytest.skip(HOW)
    server = Server(CARELESS)
    server.start()
    return server
