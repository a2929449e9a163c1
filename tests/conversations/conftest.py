"""On which databases the conversations are played."""

from collections.abc import Iterator

import pytest

from tests.postgres import Server
from tests.stage import Place

ON_BOTH = {"test_claim", "test_activity", "test_board", "test_pending", "test_roles"}
"""Conversations that every run plays on both kinds of database; `pytest --postgres` plays all on PostgreSQL alone."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if not metafunc.config.getoption("--postgres") and metafunc.module.__name__.rpartition(".")[2] in ON_BOTH:
        metafunc.parametrize("_place", ["sqlite", "postgres"], indirect=True)


@pytest.fixture(autouse=True)
def _place(request: pytest.FixtureRequest) -> Iterator[None]:
    if getattr(request, "param", "sqlite") == "postgres":
        server: Server = request.getfixturevalue("postgres")
        with Place.at(lambda _tmp_path: server.migrated()):
            yield
    else:
        yield
