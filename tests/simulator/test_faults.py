"""Trouble on order."""

import asyncio

import aiohttp
import pytest

from bot.simulator import Simulator, User
from tests.simulator.conftest import Api


async def test_errors_hit_the_next_calls_only(api: Api, sim: Simulator, wang: User) -> None:
    sim.world.faults.answer("sendMessage", 429, retry_after=7)
    sim.world.faults.answer("sendMessage", 502)
    ids = {"chat_id": wang.id, "text": "x"}

    first, second = await api("sendMessage", **ids), await api("sendMessage", **ids)

    assert (first["error_code"], first["parameters"]) == (429, {"retry_after": 7})
    assert (second["error_code"], second["description"]) == (502, "Bad Gateway")
    await api.result("sendMessage", **ids)
    assert wang.dm.texts == ["x"]


async def test_faults_are_aimed(api: Api, sim: Simulator, wang: User) -> None:
    """By method and by chat."""
    sim.world.faults.answer("*", 500, chat_id=wang.id)

    assert (await api("getMe"))["ok"]
    assert (await api("sendMessage", chat_id=wang.id, text="x"))["error_code"] == 500


@pytest.mark.parametrize("accepted", [True, False])
async def test_a_broken_connection_before_and_after(api: Api, sim: Simulator, wang: User, accepted: bool) -> None:
    """The bot cannot tell them apart; the chat can."""
    sim.world.faults.drop("sendMessage", accepted=accepted)

    with pytest.raises(aiohttp.ClientError):
        await api("sendMessage", chat_id=wang.id, text="x")

    assert wang.dm.texts == (["x"] if accepted else [])
    assert sim.api.calls[-1].code == 0


async def test_nothing_settles_while_a_call_is_slow(api: Api, sim: Simulator, wang: User) -> None:
    sim.world.faults.delay("sendMessage", 0.3)
    slow = asyncio.create_task(api.result("sendMessage", chat_id=wang.id, text="x"))
    await sim.world.signals.until(lambda: sim.world.in_flight > 0, 5)
    assert wang.dm.texts == []

    await sim.settled()

    assert wang.dm.texts == ["x"]
    await slow
