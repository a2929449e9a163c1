"""Telegram's limits as a server counts them, whatever the network does: played on a clock of the test's own."""

import heapq
import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.beat import SETTLING_MS, share
from handlers.pace import MINUTE, WAYS_KNOWN, Pace, Second
from storage.beats import Colleague


def play(second: Second, ways: list[tuple[float, float]], *, begin: float = 0.0) -> list[float]:
    """Send as fast as the pace allows; each message takes a way there and a way back. Answer the times of arrival."""
    now, arrivals = begin, []
    answers: list[tuple[float, float]] = []
    for there, back in ways:
        while True:
            while answers and answers[0][0] <= now:
                answered_at, called_at = heapq.heappop(answers)
                second.answered(called_at, answered_at)
            free = second.free_at(now)
            if free <= now:
                break
            now = min([free, *(at for at, _ in answers[:1])])
        second.called()
        arrivals.append(now + there)
        heapq.heappush(answers, (now + there + back, now))
        now += 0.0001
    return sorted(arrivals)


def most_in_a_second(arrivals: list[float]) -> int:
    return max(sum(1 for other in arrivals if at <= other < at + 1.0) for at in arrivals)


stalls = st.floats(0.0, 3.0)


@given(st.lists(st.tuples(stalls, stalls), min_size=1, max_size=60), st.integers(1, 30), st.sampled_from([0.0, 0.05]))
def test_no_second_holds_more_than_the_limit_however_long_things_take(
    ways: list[tuple[float, float]], most: int, least: float
) -> None:
    """From the first message on, and once the way is known: a stall makes the rest wait, and never crowds it."""
    for known in (0, WAYS_KNOWN):
        arrivals = play(Second(most), [(least, least)] * known + [(least + a, least + b) for a, b in ways])

        assert most_in_a_second(arrivals) <= most


@pytest.mark.parametrize(("there", "back"), [(0.001, 0.001), (0.05, 0.05), (0.1, 0.02)])
def test_nearly_the_whole_limit_is_used_near_and_far(there: float, back: float) -> None:
    """A server a tenth of a second away gets nearly as many messages a second as one next door."""
    arrivals = play(Second(30), [(there, back)] * 3000)

    assert (arrivals[-1] - arrivals[0]) / (3000 / 30) <= 1.02


def test_a_call_that_hangs_costs_one_place_and_not_all() -> None:
    second = Second(30)
    second.called()
    arrivals = play(second, [(0.001, 0.001)] * 290)

    assert 9.0 <= arrivals[-1] - arrivals[0] <= 10.1


def test_what_was_sent_before_a_restart_counts() -> None:
    second = Second(3)
    for at in (9.5, 9.6, 9.7):
        second.was_sent(at)

    assert second.free_at(10.0) > 10.49


def test_a_smaller_share_holds_at_once() -> None:
    second = Second(30)
    play(second, [(0.001, 0.001)] * 30)
    second.most = 10

    assert second.free_at(0.5) > 1.0


def test_a_group_gets_less_than_its_limit_in_any_minute() -> None:
    pace, now, times = Pace(per_second=1000, per_minute=20), 0.0, []
    while now < 200:
        now = max(now + 0.01, pace.free_at(-1, now, broadcast=False))
        pace.add(-1, now)
        times.append(now)

    assert max(sum(1 for other in times if at <= other < at + 60) for at in times) < 20


def test_what_another_process_sent_to_a_group_counts_where_its_beat_is_taken() -> None:
    here, there = Pace(per_second=30, per_minute=20), Pace(per_second=30, per_minute=20)
    for number in range(19):
        here.add(-1, 1000.0 + number)
    recent = here.recent(-1, 1020.0, clock=5_000_000.0)
    there.recall(-1, recent, clock=5_000_001.0, now=77.0)

    assert there.free_at(-1, 77.0, broadcast=False) == pytest.approx(77.0 - 21 + MINUTE)


# ---- shares ----------------------------------------------------------------------------------------------------------
@given(st.integers(1, 100), st.lists(st.integers(1, 10_000), min_size=1, max_size=20, unique=True), st.randoms())
def test_all_shares_together_are_the_limit_and_nearly_equal(limit: int, ids: list[int], chance: random.Random) -> None:
    colleagues = [Colleague(number, SETTLING_MS + chance.randint(0, 10_000)) for number in ids]
    shares = [share(limit, number, colleagues) for number in ids]

    assert sum(shares) == limit
    assert max(shares) - min(shares) <= 1


def test_a_newcomer_waits_until_those_who_live_have_seen_it() -> None:
    old, new, dead = Colleague(1, 60_000), Colleague(2, SETTLING_MS - 1), Colleague(3, 60_000, alive=False)

    assert (share(30, 1, [old, new]), share(30, 2, [old, new])) == (15, 0)
    assert share(30, 2, [new]) == 30
    assert share(30, 2, [new, dead]) == 15
    assert share(30, 2, [old, new._replace(age_ms=SETTLING_MS)]) == 15
    assert share(30, 9, [old]) == 0


def test_broadcasts_go_evenly_so_that_nobody_waits_for_the_rest_of_a_second() -> None:
    pace, now, gaps = Pace(per_second=30, per_minute=20), 0.0, Counter[bool]()
    for number in range(30):
        pace.add(-number - 1, now, broadcast=True)
        gaps[0.02 < pace.broadcast_at() - now < 1 / 30] += 1
        now = pace.broadcast_at()

    assert gaps == {True: 30}
