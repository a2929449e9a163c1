"""The browser's side: what a page is told and what a visitor can do."""

import asyncio
import datetime as dt
from typing import Any

import aiohttp
import orjson
import pytest

from bot.simulator import Group, Limits, ManualClock, Simulator, User, World
from bot.simulator.files import draw_png
from tests.simulator.conftest import Api


async def next_of(socket: aiohttp.ClientWebSocketResponse, kind: str) -> dict[str, Any]:
    while True:
        told: dict[str, Any] = orjson.loads((await socket.receive(timeout=5)).data)
        if told["type"] == kind:
            return told


async def test_the_page_and_its_files_are_served(api: Api, sim: Simulator) -> None:
    for name, kind in [("", "text/html"), ("page/app.js", "javascript"), ("page/style.css", "text/css")]:
        async with api.session.get(sim.page_url + name) as answer:
            assert (answer.status, kind in answer.headers["Content-Type"]) == (200, True)
    async with api.session.get(f"{sim.page_url}page/..%2fserver.py") as answer:
        assert answer.status == 404


@pytest.mark.usefixtures("small_bot")
async def test_a_visitor_plays_a_claim(api: Api, sim: Simulator, wang: User, li: User, branch: Group) -> None:
    """Say, see the card, press, see the toast and the edit."""
    sim.cast, sim.shown_group = [li, wang], branch
    async with api.session.ws_connect(f"{sim.page_url}page/socket") as socket:
        hello = await next_of(socket, "hello")
        form = aiohttp.FormData({"as": str(wang.id), "chat": str(branch.id), "text": "/claim F1"})
        form.add_field("photo", draw_png(1), filename="a.png", content_type="image/png")
        async with api.session.post(f"{sim.page_url}page/say", data=form) as answer:
            assert answer.status == 200
        said, card = (await next_of(socket, "message"))["message"], (await next_of(socket, "message"))["message"]
        wish = {"as": li.id, "chat": branch.id, "id": card["id"], "row": 0, "column": 0}
        async with api.session.post(f"{sim.page_url}page/press", json=wish) as answer:
            assert answer.status == 200
        toast = await next_of(socket, "toast")
        edited = (await next_of(socket, "edit"))["message"]

    assert [person["name"] for person in hello["cast"]] == ["Li", "Wang"]
    assert (said["media"]["kind"], said["text"]) == ("photo", "/claim F1")
    assert [button["text"] for button in card["buttons"][0]] == ["✅ yes", "❌ no"]
    assert (toast["user"], toast["text"]) == (li.id, "already handled by Li")
    assert (edited["id"], edited["text"], edited["edited"]) == (card["id"], "approved by Li", True)


async def test_the_clock_is_moved_by_the_host(api: Api, wang: User) -> None:
    """With a host the page's clock is the host's; None means the next post."""
    moved: list[float | None] = []

    async def advance(seconds: float | None) -> None:
        moved.append(seconds)

    def status() -> dict[str, Any]:
        return {"now": "2026-05-04T10:00:00+08:00", "next": {"kind": "flash_board", "at": "2026-05-29T17:00:00+08:00"}}

    async with Simulator(advance=advance, status=status) as sim:
        for wish in ({"seconds": None}, {"seconds": 3600}):
            async with api.session.post(f"{sim.page_url}page/advance", json=wish) as answer:
                assert (await answer.json())["status"]["next"]["kind"] == "flash_board"

    assert moved == [None, 3600.0]


async def test_reset_begins_anew_on_the_same_address(api: Api) -> None:
    """The page gets the new world; a poll that waited goes on in it; the chosen language stays."""

    async def reset() -> None:
        sim.begin_anew(World(limits=Limits(on=False)))
        sim.cast = [sim.user("Zhao")]

    async with Simulator(reset=reset) as sim:
        sim.user("Wang")
        sim.language = "en"
        waiting = asyncio.create_task(Api(sim, api.session).result("getUpdates", timeout=30))
        await Api(sim, api.session).result("getMe")
        async with api.session.ws_connect(f"{sim.page_url}page/socket") as socket:
            before = await next_of(socket, "hello")
            async with api.session.post(f"{sim.page_url}page/reset", json={}) as answer:
                assert answer.status == 200
            after = await next_of(socket, "hello")
            await sim.people["Zhao"].tell("hello")
            said = await next_of(socket, "message")
        assert await asyncio.wait_for(waiting, 5) == []
        heard = await Api(sim, api.session).result("getUpdates")

    assert [hello["cast"][0]["name"] for hello in (before, after)] == ["Wang", "Zhao"]
    assert (said["message"]["text"], heard[0]["message"]["from"]["language_code"]) == ("hello", "en")


async def test_without_a_host_the_clock_is_the_worlds(api: Api, sim: Simulator) -> None:
    async with api.session.post(f"{sim.page_url}page/advance", json={"seconds": 86400}) as answer:
        status = (await answer.json())["status"]

    assert isinstance(sim.world.clock, ManualClock)
    assert dt.datetime.fromisoformat(status["now"]).isoformat() == "2026-05-05T10:00:00+08:00"


async def test_the_language_is_the_peoples_too(api: Api, sim: Simulator, wang: User, branch: Group) -> None:
    async with api.session.post(f"{sim.page_url}page/language", json={"language": "en"}) as answer:
        assert answer.status == 200
    said = await wang.say(branch, "/my")

    assert said.json["from"]["language_code"] == "en"


@pytest.mark.parametrize("path", ["press", "advance", "language", "start"])
async def test_another_sites_page_may_not_play(api: Api, sim: Simulator, path: str) -> None:
    headers = {"Origin": "https://example.org"}
    async with api.session.post(f"{sim.page_url}page/{path}", json={}, headers=headers) as answer:
        assert answer.status == 403


async def test_the_menu_is_the_narrowest_scope_in_the_own_language(
    api: Api, sim: Simulator, wang: User, li: User, branch: Group
) -> None:
    def commands(name: str) -> list[dict[str, str]]:
        return [{"command": name, "description": name}]

    sim.cast, sim.shown_group = [wang, li], branch
    await api.result("setMyCommands", commands=commands("any"))
    await api.result("setMyCommands", commands=commands("member"), scope={"type": "all_group_chats"})
    await api.result("setMyCommands", commands=commands("zh"), scope={"type": "all_group_chats"}, language_code="zh")
    await api.result("setMyCommands", commands=commands("admin"), scope={"type": "all_chat_administrators"})
    async with api.session.ws_connect(f"{sim.page_url}page/socket") as socket:
        menu = (await next_of(socket, "hello"))["commands"]

    names = [menu[str(user.id)][place][0]["command"] for user in (wang, li) for place in ("group", "private")]
    assert names == ["admin", "any", "zh", "any"]
