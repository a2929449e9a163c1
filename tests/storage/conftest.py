"""A database with a branch in it, made as the bot makes one."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from storage import orgs, persons, schemes
from storage.engine import open_writer
from storage.migrate import migrate
from storage.schema import ledger
from storage.transaction import Tx
from tests.postgres import Server

NOW = datetime(2026, 5, 13, 4, 0, tzinfo=UTC)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of a migrated, empty SQLite database."""
    address = f"sqlite:///{tmp_path / 'jifenbot.db'}"
    migrate(address, now=NOW)
    return address


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    """The address of a migrated, empty database; what needs one is tested on both kinds."""
    if request.param == "postgres":
        server: Server = request.getfixturevalue("postgres")
        return server.migrated()
    address: str = request.getfixturevalue("sqlite_url")
    return address


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    opened = open_writer(url)
    yield opened
    opened.dispose()


@pytest.fixture
def tx(engine: Engine) -> Iterator[Tx]:
    with engine.connect() as connection, connection.begin():
        yield Tx(connection)


def a_branch(tx: Tx) -> int:
    """Add a branch, a person and a scheme; answer the branch's id, the others have the id 1."""
    persons.add(tx, name="Wang", telegram_id=5, now=NOW)
    schemes.add(tx, code="s", version=1, effective_from=NOW.date(), body={}, now=NOW)
    return orgs.add(tx, code="B001", name="First", kind="branch", parent_id=None, scheme_code="s", now=NOW)


def an_entry(tx: Tx, branch_id: int, *, seq: int = 1, period: str = "2026-05", reverses: int | None = None) -> int:
    """Append an entry without going through the rules."""
    return tx.add(
        ledger,
        branch_id=branch_id,
        seq=seq,
        booked_at=NOW,
        subject_kind="member",
        subject_id=1,
        scheme_id=1,
        period=period,
        item="K1",
        kind="award",
        points=1,
        text_digest="",
        prev_hash="",
        hash="",
        reverses=reverses,
    )
