"""A short history, once for each moment at which the process can die: what comes of it is the same every time.

Before and after each commit, before and after each of Telegram's calls: between a letter's call and the note that it
was sent, between an update's commit and its confirmation, in the midst of a notice.
"""

from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest

from tests.simulation.disk import Crash, a_place
from tests.simulation.invariants import check
from tests.simulation.town import Town

Outcome = tuple[list[Any], ...]
PORTIONS = 4
SAME = (
    "SELECT id, state, rev, level_no, credited, note FROM claims ORDER BY id",
    "SELECT seq, subject_id, period, item, kind, points, reverses FROM ledger ORDER BY id",
    "SELECT claim_id, verdict, reviewer_id, role FROM review_steps ORDER BY id",
    "SELECT key, chat_id, state FROM letters WHERE method = 'message' AND key NOT LIKE 'visit%' ORDER BY key",
    "SELECT kind, period, state FROM posts ORDER BY kind, period",
    "SELECT key, state FROM periods ORDER BY key",
    "SELECT action, object, after FROM audit ORDER BY id",
)


def press(town: Town, name: str, label: str) -> None:
    town.press(name, town.group.with_button(label), label)


def to_the_notice(town: Town) -> None:
    town.move(timedelta(days=27))


ACTS: tuple[Callable[[Town], None], ...] = (
    lambda town: town.photo("Wang", "/claim K701 street cleaning"),
    lambda town: press(town, "Li", "✅"),
    lambda town: town.say("Li", "/reject 1 too late", private=True),
    lambda town: town.photo("Zhao", "/claim K703 a song"),
    lambda town: town.say("Li", "/return 2 the photo is dark", private=True),
    lambda town: town.say("Li", "/deduct Sun K601 left the post", private=True),
    lambda town: town.say("Li", "/undo 1", private=True),
    lambda town: press(town, "Li", "✅"),
    to_the_notice,
)


def live(ends_in: int | None = None) -> tuple[Outcome, int]:
    """Live through the acts, with one death or none; answer what came of it, and how many moments there were."""
    with a_place() as directory, closing(Town(directory)) as town:
        town.telegram.boundaries, town.telegram.ends_in = 0, ends_in
        for act in ACTS:
            act(town)
            through(town, town.settle)
        through(town, town.look)
        through(town, town.settle)
        check(town)
        assert not town.rows("SELECT key FROM letters WHERE state IN ('due', 'failed') AND due_at <= created_at")
        return tuple(town.rows(sql) for sql in SAME), town.telegram.boundaries


def through(town: Town, work: Callable[[], object]) -> None:
    """Do something, in as many lives as it takes."""
    while True:
        try:
            work()
        except Crash:
            town.crash()
        else:
            return


@pytest.mark.parametrize("first", range(PORTIONS))
def test_wherever_the_process_dies_the_outcome_is_the_same(first: int) -> None:
    undisturbed, moments = live()
    assert moments > 60
    for moment in range(first, moments, PORTIONS):
        outcome, _ = live(moment)
        for sql, found, expected in zip(SAME, outcome, undisturbed, strict=True):
            assert found == expected, f"died at moment {moment} of {moments}: {sql}"
