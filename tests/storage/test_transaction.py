"""Tx, and the statements that are compiled once."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from storage import letters, persons
from storage.prepared import one_of, prepared
from storage.schema import periods, workdays
from storage.schema import persons as people
from storage.transaction import Tx
from storage.types import Hundredths, Json, instant_text
from tests.storage.conftest import NOW, a_branch, an_entry


# ---- statements --------------------------------------------------------------------------------------------------
def test_an_insert_answers_the_id_and_fills_defaults(tx: Tx) -> None:
    first = persons.add(tx, name="Wang", telegram_id=5, now=NOW)
    second = persons.add(tx, name="Zhao", telegram_id=None, now=NOW)

    assert second == first + 1
    assert persons.get(tx, first).status == "full"


def test_a_conflict_is_told_as_sqlalchemy_tells_it(tx: Tx) -> None:
    persons.add(tx, name="Wang", telegram_id=5, now=NOW)

    with pytest.raises(IntegrityError):
        persons.add(tx, name="Zhao", telegram_id=5, now=NOW)


def test_a_letter_with_a_known_key_is_not_written_again(tx: Tx) -> None:
    facts: dict[str, Any] = {"chat_id": 1, "lane": 0, "method": "message", "body": "{}", "now": NOW}
    first = letters.add(tx, key="once", **facts)
    other = letters.add(tx, key="other", **facts)
    again = letters.add(tx, key="once", **facts)

    assert (first is not None, other is not None, again) == (True, True, None)
    assert [letter.key for letter in tx.letters] == ["once", "other"]


def test_types_go_in_and_come_out_the_same_either_way(tx: Tx) -> None:
    """A prepared statement and SQLAlchemy's own way read and write the same values."""
    quick = prepared(insert(workdays).values(day=bindparam("day", type_=workdays.c.day.type), working=True, note=None))
    tx.run(quick, day=date(2026, 2, 14))
    slow = tx.all(select(workdays.c.day, workdays.c.working, workdays.c.note))
    fast = tx.all(prepared(select(workdays.c.day, workdays.c.working, workdays.c.note)))

    assert [tuple(row) for row in slow] == [tuple(row) for row in fast] == [(date(2026, 2, 14), True, None)]


def test_a_value_that_a_statement_needs_and_nobody_gives_is_an_error(tx: Tx) -> None:
    statement = prepared(update(people).where(people.c.id == bindparam("key")).values(name=bindparam("new_name")))

    with pytest.raises(KeyError, match="new_name"):
        tx.run(statement, key=1)


def test_one_of_asks_for_any_of_some_words(tx: Tx) -> None:
    branch_id = a_branch(tx)
    for key, state in (("2026-03", "closed"), ("2026-04", "publicity"), ("2026-05", "open")):
        tx.add(periods, branch_id=branch_id, key=key, state=state)
    statement = prepared(select(periods.c.key).where(one_of(periods.c.state, "closed", "publicity")))

    assert {row[0] for row in tx.all(statement)} == {"2026-03", "2026-04"}


def test_savepoints_undo_one_job_and_keep_the_others(tx: Tx) -> None:
    branch_id = a_branch(tx)
    tx.savepoint()
    an_entry(tx, branch_id, seq=1)
    tx.release(undo=False)
    tx.savepoint()
    an_entry(tx, branch_id, seq=2)
    tx.release(undo=True)

    assert tx.connection.exec_driver_sql("SELECT seq FROM ledger").scalars().all() == [1]
    assert tx.still_open


# ---- types -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("points", "stored"), [("0.00", 0), ("1.5", 150), ("-0.01", -1), ("123456789.99", 12345678999)]
)
def test_points_are_whole_hundredths(tx: Tx, points: str, stored: int) -> None:
    kind = Hundredths()
    dialect = tx.connection.dialect

    assert kind.process_bind_param(Decimal(points), dialect) == stored
    assert kind.process_result_value(stored, dialect) == Decimal(points)


def test_points_with_three_decimals_are_refused(tx: Tx) -> None:
    """Rounding is a rule's business, and storage must not do it in silence."""
    with pytest.raises(ValueError, match="two decimals"):
        Hundredths().process_bind_param(Decimal("0.005"), tx.connection.dialect)


def test_instants_are_utc_text_that_sorts() -> None:
    shanghai = timezone(timedelta(hours=8))
    times = [
        datetime(2026, 5, 13, 12, 0, tzinfo=shanghai),
        datetime(2026, 5, 13, 4, 0, 0, 1, tzinfo=UTC),
        datetime(2026, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
    ]
    texts = [instant_text(at) for at in times]

    assert texts[0] == "2026-05-13T04:00:00.000000Z"
    assert texts == sorted(texts)
    assert [datetime.fromisoformat(text) for text in texts] == times


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        instant_text(datetime(2026, 5, 13))  # noqa: DTZ001 - that is the point


def test_json_keeps_chinese_and_order(tx: Tx) -> None:
    kind = Json()
    value = {"姓名": "王", "b": [1, None, "x"]}

    assert (
        kind.process_result_value(kind.process_bind_param(value, tx.connection.dialect), tx.connection.dialect) == value
    )
