"""A few seeds in every test run; `make simulate SEEDS=1-500` plays as many as there is time for."""

from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any

import orjson
import pytest

from bot.domain.calendar.workdays import Workdays
from storage.memory import Memory
from tests.simulation.__main__ import main
from tests.simulation.history import History, play
from tests.simulation.invariants import check
from tests.simulation.town import Broken, Town

SEEDS, PORTION = 201, 10


@pytest.mark.parametrize("first", range(1, SEEDS, PORTION))
def test_no_invariant_breaks(first: int) -> None:
    for seed in range(first, first + PORTION):
        play(seed)


class Doubting(Memory):
    """Looks again at whatever it is asked for."""

    def recall(self, key: Hashable, read: Callable[[], Any]) -> Any:
        remembered, there = super().recall(key, read), read()
        if not isinstance(there, Workdays) and remembered != there:
            raise Broken(f"{key} is remembered as {remembered}, and is {there}")
        return remembered


@pytest.mark.parametrize("seed", [3, 4])
def test_what_the_bot_remembers_is_true_whenever_it_is_asked_for(tmp_path: Path, seed: int) -> None:
    history = History(seed, tmp_path, Doubting)
    history.play(range(100))
    history.town.close()


def test_a_seed_plays_the_same_every_time(tmp_path: Path) -> None:
    """Otherwise a transcript would be worth nothing."""
    told = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        history = History(77, tmp_path / name)
        history.play(range(40))
        told.append((history.town.transcript, history.town.decided(), history.town.group.texts))
        history.town.close()

    assert told[0] == told[1]


@pytest.mark.parametrize(
    ("tampering", "told"),
    [
        ("UPDATE totals SET points = points + 1", "totals"),
        ("UPDATE orgs SET ledger_head = 'x' WHERE kind = 'branch'", "chain"),
        ("UPDATE ledger_texts SET name = 'somebody else'", "chain"),
        ("UPDATE claims SET state = 'rejected' WHERE state = 'approved'", "entries_of_claims"),
        ("UPDATE claims SET submitter_id = 1, subject_id = 1", "reviewers"),
        ("UPDATE persons SET name = '975313 yuan a month' WHERE name = 'Qian'", "forgotten"),
        ("INSERT INTO dues_paid SELECT id, 1, '2026-05', 1, '2026-05-13', NULL FROM orgs LIMIT 1", "marks"),
    ],
)
def test_the_invariants_see_what_is_tampered_with(tmp_path: Path, tampering: str, told: str) -> None:
    """A check that cannot fail checks nothing."""
    town = Town(tmp_path)
    town.photo("Wang", "/claim K701 street cleaning")
    town.settle()
    town.press("Li", town.group.with_button("✅"), "✅")
    town.settle()
    check(town)
    town.rows(tampering)

    with pytest.raises(Broken, match=told):
        check(town)
    town.close()


@pytest.mark.parametrize(
    "leak",
    [
        "#1 was not approved: nobody is to be seen",
        "#1 was not approved: claimed twice",
        "S001 is being handled",
        "Zhao K601 \N{MINUS SIGN}5.00",
        "Zhao 58.00",
        "the rules propose an interview assigned by the committee",
    ],
)
def test_the_leak_test_sees_what_is_said_in_a_group(tmp_path: Path, leak: str) -> None:
    """A reason in own words or by a tap, an objection, a deduction, a score below the base, a case."""
    town = Town(tmp_path)
    town.photo("Wang", "/claim K701 street cleaning")
    town.settle()
    town.say("Li", "/reject 1 nobody is to be seen", private=True)
    town.settle()
    check(town)
    town.rows(
        "INSERT INTO letters (key, chat_id, lane, method, body, state, due_at, created_at, attempts) "
        "SELECT 'leak', chat_id, lane, method, ?, 'sent', due_at, created_at, 0 FROM letters "
        "WHERE chat_id < 0 LIMIT 1",
        orjson.dumps({"text": leak}).decode(),
    )

    with pytest.raises(Broken, match="groups"):
        check(town)
    town.close()


def test_a_wrong_word_for_the_seeds_is_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["one-two"]) == 2
    assert "FIRST-LAST" in capsys.readouterr().err
