"""What holds for every test of the suite."""

from collections.abc import Iterator

import pytest
from hypothesis import Phase, settings

from tests.postgres import Server, server_or_skip
from tests.stage import Place

# Explaining a failure means tracing every line of every example before Python 3.12: ten times the time of the suite's
# longest test, spent also where nothing fails. The failing example itself is found and shrunk without it.
settings.register_profile("suite", deadline=None, phases=[phase for phase in Phase if phase is not Phase.explain])
settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--postgres", action="store_true", help="play everything on PostgreSQL instead of SQLite")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server, started where the first test asks for it."""
    server = server_or_skip()
    yield server
    server.remove()


@pytest.fixture(scope="session", autouse=True)
def _everywhere(request: pytest.FixtureRequest) -> Iterator[None]:
    """With `--postgres`, conversations, histories and properties remember there and nowhere else."""
    if request.config.getoption("--postgres"):
        with Place.at(lambda _tmp_path: request.getfixturevalue("postgres").migrated()):
            yield
    else:
        yield
