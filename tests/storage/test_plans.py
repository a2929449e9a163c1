"""How SQLite finds rows: no statement of the daily work walks through a table that grows."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine

import storage
from storage.prepared import Prepared

NOT_SQLITE = {"migrations", "postgres", "beats"}
GROWING = {
    "ledger", "ledger_texts", "claims", "evidence", "review_steps", "step_texts", "letters", "slots", "updates",
    "audit", "attendance", "activities", "memberships", "persons", "posts", "appeals", "appeal_steps",
    "appeal_evidence", "publicities", "periods", "tasks",
    "warnings", "warning_steps", "task_steps", "task_colors", "task_asks", "task_evidence",
    "declarations", "declaration_lines", "review_sessions", "session_people", "session_cards", "followups",
    "spot_draws", "spot_checks", "told", "meetings", "meeting_people", "checkins", "checkin_entries",
}  # fmt: skip
WALKS = {
    "appeals._UNFINISHED": "over the index of what is not finished, which is short",
    "books._COUNT": "verify reads everything",
    "book_caches._BOOKED_CREDITS": "verify reads everything",
    "audit._ABOUT": "the history of an organisation, asked by hand",
    "chats._MOVE_ACTIVITIES": "a group becomes a supergroup once in its life",
    "chats._MOVE_MEETINGS": "likewise",
    "claim_lists._AWAITING": "over the index of what waits, which is short",
    "letters._CLOSE": "over the index of what is due, which is short",
    "letters._MOVE_DUE": "over the index of what is due, which is short",
    "letters._RIPE": "over the index of what is due, in its order",
    "letters._UNRIPE": "over the index of what is due, in its order",
    "meetings._WAIT": "over the index of what waits, which is short",
    "meetings._WAITING": "likewise",
    "memberships._HEADS": "over an index alone; people are thousands, not millions",
    "periods._ENDED": "once a day, at its first look",
    "persons._DROP_STRANGERS": "once an hour, and what it walks through for each stranger is short",
    "rosters._EVERYWHERE": "a role is given by name; people are thousands, not millions",
    "rosters._FORMER": "likewise",
    "persons._HAS_HISTORY": "once for a person, at joining",
    "rosters._INTRODUCED": "a role is given by name; people are thousands, not millions",
    "persons._SHY": "over the index of those who chose, which is short",
    "writer._FORGET": "once an hour, over the index, no further than the ids that stay",
}
"""Statements that may walk, with the reason."""


def prepared() -> Iterator[tuple[str, Prepared]]:
    for module in pkgutil.iter_modules(storage.__path__):
        if module.name in NOT_SQLITE:
            continue
        for name, value in vars(importlib.import_module(f"storage.{module.name}")).items():
            for statement in _each(value):
                yield f"{module.name}.{name}", statement


def _each(value: Any) -> Iterator[Prepared]:
    if isinstance(value, Prepared):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _each(part)


@pytest.fixture
def url(sqlite_url: str) -> str:
    return sqlite_url


@pytest.fixture
def walks(engine: Engine) -> dict[str, str]:
    """Statement to the step of its plan that walks through a growing table."""
    found = {}
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        for name, statement in prepared():
            plan = statement.plan(connection.dialect)
            if plan.sql.startswith("INSERT"):
                continue
            steps = driver.execute(f"EXPLAIN QUERY PLAN {plan.sql}", [None] * len(plan.positions)).fetchall()
            for *_, step in steps:
                words = step.split()
                if words[0] == "SCAN" and words[1] in GROWING:
                    found[name] = step
    return found


def test_no_statement_walks_through_a_table_that_grows(walks: dict[str, str]) -> None:
    """A partial index serves only a statement that says its condition in so many words."""
    assert {name: step for name, step in walks.items() if name not in WALKS} == {}


def test_every_exception_is_still_one(walks: dict[str, str]) -> None:
    assert sorted(name for name in WALKS if name not in walks) == []


def test_every_statement_is_looked_at() -> None:
    assert len(list(prepared())) > 60
