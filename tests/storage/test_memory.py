"""What is remembered between transactions: read once, true when it is asked for, and never too much."""

from collections.abc import Callable
from typing import Any

import pytest

from storage import chats, grants, memberships, orgs, periods, persons, rosters
from storage.memory import Memory
from storage.transaction import Tx
from tests.storage.conftest import NOW, a_branch

GROUP = -100


def test_what_is_remembered_is_read_once() -> None:
    memory = Memory()

    assert [memory.recall("a", lambda: memory.reads) for _ in range(3)] == [1, 1, 1]


def test_nothing_is_a_thing_to_remember_too() -> None:
    """A stranger is looked for once, not at each of their words."""
    memory = Memory()
    memory.recall(("account", 5), lambda: None)
    memory.recall(("account", 5), lambda: None)

    assert memory.reads == 1


@pytest.mark.parametrize("named", [True, False], ids=["by its key", "with everything"])
def test_what_is_written_is_seen_in_the_same_transaction_and_kept_only_by_its_commit(named: bool) -> None:
    memory = Memory()

    def forget() -> None:
        memory.forget(*(["a"] if named else []))

    memory.recall("a", lambda: "before")
    forget()
    assert memory.recall("a", lambda: "after") == "after"
    memory.rolled_back(whole=True)
    assert memory.recall("a", lambda: "read again") == "before"

    forget()
    memory.recall("a", lambda: "after")
    memory.committed()
    assert memory.recall("a", lambda: "read for nothing") == "after"


def test_a_job_that_falls_back_leaves_nothing_remembered_of_it() -> None:
    """Another job of the same transaction must not see what the broken one had written."""
    memory = Memory()
    memory.recall("a", lambda: "before")
    memory.forget("a")
    memory.recall("a", lambda: "of the broken job")
    memory.recall("b", lambda: "read beside it")
    memory.rolled_back(whole=False)

    assert memory.recall("a", lambda: "read again") == "read again"
    assert memory.recall("b", lambda: "read again") == "read again"


def test_what_is_written_twice_is_read_as_it_was_written_last() -> None:
    memory = Memory()
    memory.forget("a")
    memory.recall("a", lambda: "first")
    memory.forget("a")

    assert memory.recall("a", lambda: "second") == "second"


def test_one_thing_is_forgotten_and_its_neighbours_are_not() -> None:
    memory = Memory()
    for key in (("person", 1), ("person", 2), ("holders", 1), ("holders", 2), "branches"):
        memory.recall(key, lambda: "before")
    memory.forget(("person", 1), kinds=("holders",))
    memory.committed()
    found = {key: memory.recall(key, lambda: "after") for key in
             (("person", 1), ("person", 2), ("holders", 1), ("holders", 2), "branches")}  # fmt: skip

    assert [key for key, value in found.items() if value == "after"] == [("person", 1), ("holders", 1), ("holders", 2)]


def test_memory_has_an_end_and_what_is_asked_for_stays() -> None:
    memory = Memory(most=100)
    memory.recall("often", lambda: 0)
    for number in range(1_000):
        memory.recall(number, lambda: 0)
        memory.recall("often", lambda: pytest.fail("it was asked for all the time"))

    assert memory.recall(0, lambda: "forgotten meanwhile") == "forgotten meanwhile"


def test_a_list_counts_as_many_as_it_holds() -> None:
    memory = Memory(most=100)
    memory.recall("little", lambda: 0)
    for number in range(4):
        memory.recall(number, lambda: list(range(30)))

    assert memory.recall("little", lambda: "forgotten meanwhile") == "forgotten meanwhile"


@pytest.fixture
def branch_id(tx: Tx) -> int:
    found = a_branch(tx)
    chats.add(tx, GROUP, kind="supergroup", title="G")
    chats.change(tx, GROUP, org_id=found, state="bound", bound_at=NOW)
    memberships.add(tx, person_id=1, org_id=found, state="active", now=NOW)
    return found


def taken(tx: Tx, org: int) -> None:
    grants.add(tx, person_id=1, org_id=org, role="secretary", by=None, now=NOW)
    roles(tx, org)
    grants.revoke(tx, person_id=1, org_id=org, role="secretary", by=None, now=NOW)


def bound(tx: Tx, org: int) -> None:
    chats.add(tx, -200, kind="supergroup", title="H")
    chats.change(tx, -200, org_id=org, state="bound", bound_at=NOW)


WRITES: dict[str, Callable[[Tx, int], Any]] = {
    "a stranger says hello": lambda tx, _: persons.add(tx, name="Sun", telegram_id=6, now=NOW),
    "somebody chooses a language": lambda tx, _: persons.change(tx, 1, lang="en"),
    "somebody blocks the bot": lambda tx, _: persons.change(tx, 1, reachable=False),
    "somebody is named otherwise": lambda tx, _: persons.change(tx, 1, name="Wang Wu"),
    "somebody writes from another account": lambda tx, _: persons.change(tx, 1, telegram_id=7),
    "somebody hides on boards": lambda tx, _: persons.change(tx, 1, board_name="hidden"),
    "somebody joins": lambda tx, org: memberships.add(
        tx, person_id=persons.add(tx, name="Zhao", telegram_id=8, now=NOW), org_id=org, state="active", now=NOW
    ),
    "somebody leaves": lambda tx, _: memberships.change(tx, 1, state="ended", until=NOW),
    "a role is given": lambda tx, org: grants.add(tx, person_id=1, org_id=org, role="secretary", by=None, now=NOW),
    "a role is taken": taken,
    "a group is seen": lambda tx, _: chats.add(tx, -200, kind="supergroup", title="H"),
    "a group is bound": bound,
    "a group moves to another branch": lambda tx, _: chats.change(
        tx, GROUP, org_id=orgs.add(tx, code="B002", name="Second", kind="branch", parent_id=None, now=NOW)
    ),
    "a group throws the bot out": lambda tx, _: chats.change(tx, GROUP, state="left"),
    "a month is frozen": lambda tx, org: periods.freeze(
        tx, org, "2026-04", now=NOW, publicity_until=NOW.date(), head_seq=0, head_hash=""
    ),
    "a branch is named otherwise": lambda tx, org: orgs.change(tx, org, name="Third"),
}
"""What people do, each a line; what is remembered must be what is there after each."""


def roles(tx: Tx, org: int) -> list[Any]:
    return [*grants.of_org(tx, org), *grants.of_person(tx, 1)]


def all_that_is_remembered(tx: Tx, org: int) -> list[Any]:
    return [
        persons.get(tx, 1),
        [persons.by_telegram(tx, account) for account in range(5, 9)],
        persons.shy(tx),
        rosters.roster(tx, org),
        memberships.of_person(tx, 1),
        memberships.tenures(tx, org),
        memberships.heads(tx),
        roles(tx, org),
        [chats.get(tx, chat) for chat in (GROUP, -200)],
        chats.of_org(tx, org),
        periods.frozen(tx, org),
        orgs.get(tx, org),
        orgs.branches(tx),
    ]


@pytest.mark.parametrize("written", WRITES)
def test_what_is_remembered_is_what_is_there(tx: Tx, branch_id: int, written: str) -> None:
    """In the transaction that wrote it, and after its commit."""
    all_that_is_remembered(tx, branch_id)
    tx.memory.committed()
    WRITES[written](tx, branch_id)
    inside = all_that_is_remembered(tx, branch_id)
    tx.memory.committed()
    after = all_that_is_remembered(tx, branch_id)

    assert inside == after == all_that_is_remembered(Tx(tx.connection), branch_id)


def test_a_newcomers_first_word_costs_nobody_else_a_look_into_the_database(tx: Tx, branch_id: int) -> None:
    all_that_is_remembered(tx, branch_id)
    tx.memory.committed()
    reads = tx.memory.reads
    persons.add(tx, name="Sun", telegram_id=6, now=NOW)
    tx.memory.committed()
    all_that_is_remembered(tx, branch_id)

    assert tx.memory.reads - reads == 1
