"""The ledger, the review steps and the audit grow and never change: the database itself says no (2.2-2, 2.2-4)."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from storage import audit, periods, steps
from storage.engine import open_writer
from storage.transaction import Tx
from tests.storage.conftest import NOW, a_branch, an_entry

TABLES = ("ledger", "review_steps", "audit")


@pytest.fixture
def filled(tx: Tx) -> Tx:
    """One row in each of the tables that only grow."""
    branch_id = a_branch(tx)
    an_entry(tx, branch_id)
    claim: dict[str, Any] = {
        "branch_id": branch_id, "scheme_id": 1, "item": "K1", "subject_kind": "member", "subject_id": 1,
        "submitter_id": 1, "occurred_on": NOW.date(), "quantity": 1, "requested": 1, "state": "in_review",
        "chain": [], "note": "", "sameness": "", "source": "chat", "created_at": NOW,
    }  # fmt: skip
    from storage import claims  # noqa: PLC0415 - the module's name is a table's here

    claim_id = claims.add(tx, **claim).id
    steps.add(tx, claim_id=claim_id, rev=0, level=0, role="", reviewer_id=1, verdict="submit", now=NOW)
    audit.add(tx, now=NOW, actor_id=1, action="test", what="x")
    return tx


EVERYWHERE = (
    "UPDATE {table} SET id = id",
    "DELETE FROM {table}",
    "INSERT INTO {table} SELECT * FROM {table} WHERE true ON CONFLICT (id) DO UPDATE SET id = 9",
)
ONLY = {
    "sqlite": (
        "UPDATE OR REPLACE {table} SET id = 7",
        "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
        "REPLACE INTO {table} SELECT * FROM {table} LIMIT 1",
    ),
    "postgresql": (
        "TRUNCATE {table} CASCADE",
        "MERGE INTO {table} a USING {table} b ON a.id = b.id WHEN MATCHED THEN DELETE",
    ),
}


@pytest.mark.parametrize("table", TABLES)
def test_nothing_that_stands_is_changed(filled: Tx, table: str) -> None:
    for statement in (*EVERYWHERE, *ONLY[filled.connection.dialect.name]):
        with pytest.raises(IntegrityError, match="append-only"), filled.all_or_nothing():
            filled.connection.exec_driver_sql(statement.format(table=table))


@pytest.fixture
def filled_sqlite(sqlite_url: str) -> Iterator[Tx]:
    """One entry, on SQLite."""
    engine = open_writer(sqlite_url)
    with engine.connect() as connection, connection.begin():
        tx = Tx(connection)
        an_entry(tx, a_branch(tx))
        yield tx
    engine.dispose()


def test_replace_does_not_slip_past_by_another_key(filled_sqlite: Tx) -> None:
    """SQLite's REPLACE removes a row for any unique key, not only for the id, and asks no DELETE trigger."""
    columns = "branch_id, seq, booked_at, subject_kind, subject_id, scheme_id, period, item, kind, points, "
    columns += "text_digest, prev_hash, hash"

    with pytest.raises(IntegrityError, match="append-only"):
        filled_sqlite.connection.exec_driver_sql(f"REPLACE INTO ledger ({columns}) SELECT {columns} FROM ledger")


def test_an_entry_is_reversed_once(filled: Tx) -> None:
    entry = filled.connection.exec_driver_sql("SELECT id, branch_id FROM ledger").one()
    an_entry(filled, entry.branch_id, seq=2, reverses=entry.id)

    with pytest.raises(IntegrityError):
        an_entry(filled, entry.branch_id, seq=3, reverses=entry.id)


def test_a_sequence_number_is_given_once(filled: Tx) -> None:
    branch_id = filled.connection.exec_driver_sql("SELECT branch_id FROM ledger").scalar_one()

    with pytest.raises(IntegrityError):
        an_entry(filled, branch_id, seq=1)


def test_a_month_whose_notice_is_out_takes_no_entry(filled: Tx) -> None:
    branch_id = filled.connection.exec_driver_sql("SELECT branch_id FROM ledger").scalar_one()
    periods.freeze(filled, branch_id, "2026-04", now=NOW, publicity_until=NOW.date(), head_seq=1, head_hash="")
    an_entry(filled, branch_id, seq=2, period="2026-05")

    with pytest.raises(IntegrityError, match="closed"):
        an_entry(filled, branch_id, seq=3, period="2026-04")


REOPENING = (
    "UPDATE periods SET state = 'open'",
    "UPDATE periods SET state = 'reviewing'",
    "UPDATE periods SET frozen_at = NULL",
    "UPDATE periods SET key = '2026-03'",
    "UPDATE periods SET head_hash = 'other'",
    "DELETE FROM periods",
)
REOPENING_ONLY = {
    "sqlite": (
        "UPDATE OR REPLACE periods SET head_seq = 7",
        "REPLACE INTO periods (branch_id, key, state) SELECT branch_id, key, 'open' FROM periods",
    ),
    "postgresql": ("TRUNCATE periods CASCADE",),
}


@pytest.mark.parametrize("closed", [False, True])
def test_a_published_month_goes_forward_only(filled: Tx, closed: bool) -> None:
    """2.1: reopening is not possible, not even past the program."""
    branch_id = filled.connection.exec_driver_sql("SELECT branch_id FROM ledger").scalar_one()
    periods.freeze(filled, branch_id, "2026-04", now=NOW, publicity_until=NOW.date(), head_seq=1, head_hash="")
    assert not closed or periods.close(filled, branch_id, "2026-04")

    for statement in (*REOPENING, *REOPENING_ONLY[filled.connection.dialect.name]):
        with pytest.raises(IntegrityError, match="not reopened"), filled.all_or_nothing():
            filled.connection.exec_driver_sql(statement)


def test_a_closed_month_does_not_change_at_all(filled: Tx) -> None:
    branch_id = filled.connection.exec_driver_sql("SELECT branch_id FROM ledger").scalar_one()
    periods.freeze(filled, branch_id, "2026-04", now=NOW, publicity_until=NOW.date(), head_seq=1, head_hash="")
    assert periods.close(filled, branch_id, "2026-04")
    assert not periods.close(filled, branch_id, "2026-04")

    with pytest.raises(IntegrityError, match="not reopened"):
        periods.move_until(filled, branch_id, "2026-04", NOW.date())


def test_the_triggers_are_there_for_every_connection(engine: Engine) -> None:
    """A trigger is in the file, not in the program: another program meets it too."""
    where, verbs, periods_too = (
        (
            "sqlite_master WHERE type = 'trigger'",
            ("update", "delete", "replace"),
            ("only_forward", "no_delete", "no_replace"),
        )
        if engine.dialect.name == "sqlite"
        else (
            "(SELECT tgname AS name FROM pg_trigger WHERE NOT tgisinternal) AS own",
            ("change", "truncate"),
            ("only_forward", "no_truncate"),
        )
    )
    with engine.connect() as connection:
        names = connection.exec_driver_sql(f"SELECT name FROM {where}").scalars().all()

    assert set(names) == {
        *(f"{table}_no_{verb}" for table in TABLES for verb in verbs),
        *(f"periods_{what}" for what in periods_too),
        "ledger_closed_period",
    }
