"""Every column that names a person: shown to them, erased with them, or listed with the reason.

The tables are walked through as they are: a row for each column that can name somebody, filled with values of its own.
Whoever adds a table says here what becomes of its people, or this fails.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from itertools import count
from typing import Any

import pytest
from sqlalchemy import Boolean, Column, Date, Integer, Table, Text, select
from sqlalchemy.types import BigInteger

from storage import erasure, named, own_data, rights
from storage.schema import metadata, orgs, persons, schemes
from storage.transaction import Tx
from storage.types import Hundredths, Instant, Json

ME, OTHER = 1, 2
ACCOUNT = 7_777_000_001
OTHERS = 8_888_000_002
ROOTS = {"persons", "orgs", "schemes"}
MEANT = {"subject_kind": "member", "kind": "award", "owner_kind": "person"}
STATES = {"cases": "hearing"}
"""A case that is only proposed is told to nobody (2.3-9)."""
BEGIN = datetime(2001, 1, 1, tzinfo=UTC)


def person_columns() -> Iterator[tuple[Table, Column[Any]]]:
    """Answer every column that can say who somebody is."""
    for table in metadata.sorted_tables:
        naming = [column for column in table.c if names_somebody(table, column)]
        chats = [column for column in table.c if column.name == named.CHAT]
        if table is not persons:
            yield from ((table, column) for column in naming or chats)


def names_somebody(table: Table, column: Column[Any]) -> bool:
    refers = any(key.column.table is persons for key in column.foreign_keys)
    return (
        refers or f"{table.name}.{column.name}" in named.UNREFERENCED or column.name in named.SUBJECTS + named.ACCOUNTS
    )


class Filler:
    """Fills tables with rows in which no value occurs twice."""

    def __init__(self, tx: Tx) -> None:
        self.tx = tx
        self.numbers = count(1)
        self.filled: list[tuple[str, dict[str, Any]]] = []
        self.add(persons, id=ME, telegram_id=ACCOUNT)
        self.add(persons, id=OTHER, telegram_id=OTHERS)
        self.add(orgs, id=1)
        self.add(schemes, id=1)

    def add(self, table: Table, **given: Any) -> dict[str, Any]:
        """Add a row of somebody else's, but for what is given; what it refers to is made for it."""
        row = {column.name: given.get(column.name, self._value(table, column)) for column in table.c}
        row |= {name: value for name, value in given.items() if name in table.c}
        self.tx.connection.execute(table.insert().values(**{k: v for k, v in row.items() if v is not None}))
        self.filled.append((table.name, row))
        return row

    def _value(self, table: Table, column: Column[Any]) -> Any:
        if column.foreign_keys:
            return self._reference(table, column)
        if column.name in named.SUBJECTS or f"{table.name}.{column.name}" in named.UNREFERENCED:
            return OTHER
        if column.name in {*named.ACCOUNTS, named.CHAT} and table is not persons:
            return None if column.nullable else OTHERS + next(self.numbers)
        if column.name == "state" and table.name in STATES:
            return STATES[table.name]
        return MEANT.get(column.name) or self._fresh(column)

    def _reference(self, table: Table, column: Column[Any]) -> Any:
        (key,) = column.foreign_keys
        target = key.column.table
        if target is persons:
            return OTHER
        if target.name in ROOTS:
            return None if column.nullable else 1
        return None if column.nullable or target is table else self.add(target)[key.column.name]

    def tales(self, table: Table, row: dict[str, Any]) -> set[Any]:
        """Answer the values by which a row is known again; where it has none, those of what it belongs to."""
        own = tell_tales(row)
        for column in table.c if not own else ():
            for key in column.foreign_keys:
                if key.column.table.name not in ROOTS:
                    own |= self.tales(key.column.table, self.find(key.column.table, row[column.name]))
        return own

    def find(self, table: Table, number: int) -> dict[str, Any]:
        """Answer the row of a number."""
        return next(row for name, row in self.filled if name == table.name and row["id"] == number)

    def _fresh(self, column: Column[Any]) -> Any:
        number = next(self.numbers)
        kind = column.type
        if isinstance(kind, Boolean):
            return False
        if isinstance(kind, Hundredths):
            return Decimal(number)
        if isinstance(kind, Instant):
            return BEGIN + timedelta(minutes=number)
        if isinstance(kind, Date):
            return date(1900, 1, 1) + timedelta(days=number)
        if isinstance(kind, Json):
            return {"words": f"m{number}x"}
        if isinstance(kind, Integer | BigInteger) or column.type.python_type is int:
            return number
        return f"secret {number} words" if isinstance(kind, Text) else f"m{number}x"


def tell_tales(row: dict[str, Any]) -> set[Any]:
    """Answer the values by which a row is known again."""
    found = set(values(row))
    return {
        one
        for one in found
        if isinstance(one, datetime | date)
        or (isinstance(one, str) and one.startswith(("m", "secret")) and any(map(str.isdigit, one)))
    }


def values(node: Any) -> Iterator[Any]:
    """Answer every value in a document."""
    if isinstance(node, dict):
        for one in node.values():
            yield from values(one)
    elif isinstance(node, list | tuple):
        for one in node:
            yield from values(one)
    elif node is not None:
        yield node


def about_me(filler: Filler) -> Iterator[tuple[Table, dict[str, Any]]]:
    """Add a row about me to every table that can hold one, by itself or by what it belongs to."""
    made: dict[str, dict[str, Any]] = {}
    for table in metadata.sorted_tables:
        own = next((name for name in ("person_id", *named.SUBJECTS) if name in table.c), None)
        parents = {
            column.name: made[key.column.table.name][key.column.name]
            for column in table.c
            for key in column.foreign_keys
            if key.column.table.name in made and key.column.table is not table
        }
        if own is None and not parents:
            continue
        mine = {own: ME} if own else {}
        chat = {named.CHAT: ACCOUNT} if named.CHAT in table.c else {}
        made[table.name] = filler.add(table, **parents, **mine, **chat)
        yield table, made[table.name]


def everything(tx: Tx, person_id: int = ME) -> set[Any]:
    return set(values(own_data.everything(tx, person_id)))


def dump(tx: Tx) -> set[Any]:
    return {
        (table.name, column.name, one)
        for table in metadata.sorted_tables
        for row in tx.connection.execute(select(table)).all()
        for column, cell in zip(table.c, row, strict=True)
        for one in values(cell)
    }


def test_whoever_is_named_in_a_row_is_shown_it(tx: Tx) -> None:
    """A row that names me in one column only is in my data; or a reason says why not."""
    filler, missing, needless = Filler(tx), [], []
    for table, column in person_columns():
        row = filler.add(table, **{column.name: ACCOUNT if column.name in {*named.ACCOUNTS, named.CHAT} else ME})
        shown = bool(filler.tales(table, row) & everything(tx))
        name = f"{table.name}.{column.name}"
        if not shown and name not in named.NOT_SHOWN:
            missing.append(name)
        if shown and name in named.NOT_SHOWN:
            needless.append(name)

    assert missing == [], "show them in storage/own_data.py, or say in storage/named.py why not"
    assert needless == []


def test_what_is_about_me_is_shown_and_what_is_not_is_not(tx: Tx) -> None:
    """Words about me are in my data; those about somebody else are not, wherever they stand."""
    filler = Filler(tx)
    for table in metadata.sorted_tables:
        if table.name not in ROOTS:
            filler.add(table)
    others = {one for name, row in filler.filled for one in tell_tales(row) if name not in {*ROOTS, "persons"}}
    mine = [(table, row) for table, row in about_me(filler)]
    found = everything(tx)

    assert found & others == set()
    missing = [table.name for table, row in mine if not filler.tales(table, row) & found]
    listed = {name.split(".")[0] for name in named.NOT_SHOWN}
    assert [name for name in missing if name not in listed] == []


def test_words_about_me_and_my_number_go_with_me(tx: Tx) -> None:
    """After an erasure no word of mine is anywhere but where a reason says so, and my Telegram number is nowhere."""
    filler = Filler(tx)
    rows = list(about_me(filler))
    said = {
        (table.name, column.name, one)
        for table, row in rows
        for column in table.c
        if isinstance(column.type, Text | Json)
        for one in values(row[column.name])
    }
    texts = rights.told(tx, ME)
    erasure.erase(tx, ME, telegram_id=ACCOUNT, sign="P00001", now=BEGIN)
    for text in texts:
        erasure.unsay(tx, text)
    left = dump(tx)

    spoken = {f"{table}.{column}" for table, column, _ in left & said}
    assert sorted(spoken - set(named.STAYS)) == [], "erase them, or say in storage/named.py why they stay"
    numbered = {f"{table}.{column}" for table, column, one in left if one == ACCOUNT}
    assert sorted(numbered - set(named.STAYS)) == []
    assert sorted(set(named.STAYS) - spoken - numbered) == [], "nothing stays there any more"


@cache
def known() -> frozenset[str]:
    return frozenset(f"{table.name}.{column.name}" for table in metadata.sorted_tables for column in table.c)


@pytest.mark.parametrize("names", [named.UNREFERENCED, named.NOT_SHOWN, named.STAYS])
def test_the_lists_name_columns_that_are_there(names: Any) -> None:
    assert [name for name in names if name not in known()] == []
    assert all(len(reason.split()) > 3 for reason in (names.values() if isinstance(names, dict) else ()))
