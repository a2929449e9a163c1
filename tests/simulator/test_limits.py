"""Sliding windows: what fits, what waits, what was the most."""

import pytest

from bot.simulator import ApiError, Limits, Simulator, User
from bot.simulator.limits import most_within
from tests.simulator.conftest import Api


def refused_after(limits: Limits, chat: int, at: float) -> int:
    with pytest.raises(ApiError) as refusal:
        limits.take(chat, at)
    assert refusal.value.code == 429
    assert refusal.value.description == f"Too Many Requests: retry after {refusal.value.parameters['retry_after']}"
    return refusal.value.parameters["retry_after"]


def test_thirty_fit_into_any_second_and_no_more() -> None:
    """A window slides: 15 late in one second and 16 early in the next are one too many."""
    limits = Limits()
    for number in range(15):
        limits.take(number + 1, 0.75)
    for number in range(15):
        limits.take(number + 100, 1.25)

    assert refused_after(limits, 999, 1.5) == 1
    limits.take(999, 1.75)
    assert limits.most_in_a_second == 30
    assert limits.refused == 1


def test_a_group_takes_twenty_a_minute() -> None:
    limits = Limits()
    for number in range(20):
        limits.take(-1, number * 2.0)

    assert refused_after(limits, -1, 40.0) == 20
    limits.take(-2, 40.0)
    limits.take(-1, 60.0)
    assert limits.most_in_a_minute(-1) == 20


def test_a_private_chat_tolerates_a_burst() -> None:
    """A burst of five, then one a second, passes; a steady stream of more does not."""
    limits = Limits()
    for at in (0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0):
        limits.take(1, at)
    for _ in range(10):
        limits.take(2, 10.0)

    assert refused_after(limits, 2, 10.5) == 5


def test_limits_scale_and_switch_off() -> None:
    """Scaled by ten, ten times as much passes; switched off, all passes and is counted."""
    scaled, off = Limits(scale=10), Limits(on=False)
    for number in range(300):
        scaled.take(number, 0.0)
    for _ in range(400):
        off.take(1, 0.0)

    assert refused_after(scaled, 301, 0.5) == 1
    assert off.most_in_a_second == 400


def test_the_most_within_a_span() -> None:
    assert most_within([0.0, 0.5, 1.0, 1.4, 1.49], 1.0) == 4
    assert most_within([], 1.0) == 0


async def test_edits_count_and_answers_to_presses_do_not(api: Api, sim: Simulator, wang: User) -> None:
    """The same window holds messages and edits of one chat."""
    sim.world.limits = Limits()
    now = [100.0]
    sim.world.ticks = lambda: now[0]
    sent = await api.result("sendMessage", chat_id=wang.id, text="0")
    for number in range(1, 10):
        ids = {"chat_id": wang.id, "message_id": sent["message_id"]}
        await api.result("editMessageText", **ids, text=str(number))

    body = await api("sendMessage", chat_id=wang.id, text="x")

    assert (body["error_code"], body["parameters"]) == (429, {"retry_after": 5})
    assert sim.world.limits.accepted == [100.0] * 10
    assert [sent.method for sent in sim.world.sent_log] == ["sendMessage"] + ["editMessageText"] * 9
