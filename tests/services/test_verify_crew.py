"""Several processes recompute the books: they find what one finds, wherever the chains are cut."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import create_engine, text

from bot.bench import branches
from bot.services import verify, verify_crew
from bot.services.verify import Verified
from storage import filled_chains
from storage.session import reading

NOW = datetime(2026, 5, 13, 4, 0, tzinfo=UTC)
ENTRIES = 40


class Shelf(NamedTuple):
    """Three branches with chains of forty entries each, and how to read them."""

    url: str
    read: verify_crew.Books

    def by_one(self) -> Verified:
        """Recompute in this process."""
        with reading(self.url) as tx:
            return verify.verify_all(self.read.desk(tx))

    def by_several(self) -> Verified:
        """Recompute in two processes, seven entries at a time: cuts fall inside chains, and chains share a load."""
        return verify_crew.verify_all(self.read, processes=2, part=7, worth_it=1)

    def write(self, *statements: str) -> None:
        """Tamper with the books, whose triggers are gone."""
        engine = create_engine(self.url)
        with engine.begin() as connection:
            for statement in statements:
                connection.execute(text(statement))
        engine.dispose()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Answer a database with three branches; each test tampers with a copy."""
    path = tmp_path_factory.mktemp("shelf") / "books.db"
    branches.fill(path, branches=3, members=4)
    filled_chains.fill_chains(path, entries=ENTRIES)
    with closing(sqlite3.connect(path)) as file:
        for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            file.execute(f"DROP TRIGGER {name}")
    return path.read_bytes()


@pytest.fixture
def shelf(filled: bytes, tmp_path: Path) -> Shelf:
    path = tmp_path / "books.db"
    path.write_bytes(filled)
    url = f"sqlite:///{path}"
    return Shelf(url, verify_crew.Books(url=url, desk=partial(branches.desk_at, now=NOW)))


def test_sound_books_have_one_head_by_however_many(shelf: Shelf) -> None:
    """The same entries, the same combined head, no fault."""
    assert shelf.by_one() == shelf.by_several()
    assert shelf.by_several()[::2] == (3 * ENTRIES, [])


@pytest.mark.parametrize(
    ("tampering", "code"),
    [
        ("UPDATE ledger SET points = 900 WHERE branch_id = 3 AND seq = 8", "ALTERED"),
        ("UPDATE ledger SET prev_hash = hash WHERE branch_id = 3 AND seq = 15", "BROKEN_LINK"),
        ("DELETE FROM ledger WHERE branch_id = 3 AND seq = 14", "GAP"),
        ("DELETE FROM ledger WHERE branch_id = 3 AND seq = 40", "HEAD"),
        ("UPDATE ledger_texts SET name = 'somebody else' WHERE entry_id = 50", "TEXT_ALTERED"),
        ("UPDATE totals SET entries = entries + 1 WHERE branch_id = 4", "TOTAL"),
        ("UPDATE credited SET points = points + 100", "CREDIT"),
        (
            "INSERT INTO periods VALUES (2, '2026-04', 'closed', '2026-05-13', '2026-05-20', 21, 'x')",
            "PUBLISHED_HEAD",
        ),
        (
            "INSERT INTO periods VALUES (2, '2026-04', 'closed', '2026-05-13', '2026-05-20', 99, 'x')",
            "PUBLISHED_HEAD",
        ),
        (
            "UPDATE ledger SET reverses = (SELECT min(id) FROM ledger) WHERE branch_id = 2 AND seq = 30",
            "NOT_EXACT_NEGATIVE",
        ),
    ],
)
def test_what_one_finds_several_find(shelf: Shelf, tampering: str, code: str) -> None:
    """On either side of a cut, at the end of a chain, beside the chains."""
    shelf.write("PRAGMA foreign_keys = OFF", tampering)
    alone, together = shelf.by_one(), shelf.by_several()

    assert together == alone
    assert code in {fault.code for fault in alone.faults}
