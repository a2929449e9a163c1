"""What the bot is told, when it is confirmed, and what it is not told."""

import asyncio
from typing import Any

import pytest

from bot.simulator import Group, Simulator, User
from bot.simulator.errors import OTHER_POLLER, WEBHOOK_ACTIVE
from tests.simulator.conftest import Api


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"].get("text", "") for update in updates if "message" in update]


async def test_an_update_stays_until_a_higher_offset(api: Api, sim: Simulator, wang: User) -> None:
    for text in ("one", "two", "three"):
        await wang.tell(text)

    first = await api.result("getUpdates", limit=2)
    again = await api.result("getUpdates")
    rest = await api.result("getUpdates", offset=first[-1]["update_id"] + 1)

    assert (texts(first), texts(again), texts(rest)) == (["one", "two"], ["one", "two", "three"], ["three"])
    assert await api.result("getUpdates", offset=rest[-1]["update_id"] + 1) == []
    assert len(sim.world.updates) == 0


async def test_a_negative_offset_forgets_all_before(api: Api, wang: User) -> None:
    for text in ("one", "two", "three"):
        await wang.tell(text)

    assert texts(await api.result("getUpdates", offset=-1)) == ["three"]
    assert texts(await api.result("getUpdates")) == ["three"]


async def test_updates_are_kept_for_a_day(api: Api, sim: Simulator, wang: User) -> None:
    await wang.tell("old")
    await sim.advance(24 * 3600 + 1)
    await wang.tell("new")

    assert texts(await api.result("getUpdates")) == ["new"]


async def test_a_long_poll_wakes_at_once(api: Api, wang: User) -> None:
    poll = asyncio.create_task(api.result("getUpdates", timeout=30))
    await api("getMe")
    await wang.tell("hello")

    assert texts(await asyncio.wait_for(poll, 5)) == ["hello"]


async def test_one_poller_at_a_time(api: Api) -> None:
    """The older poll ends with 409, as Telegram does it."""
    first = asyncio.create_task(api.refused("getUpdates", timeout=30))
    await api("getMe")
    second = asyncio.create_task(api.refused("getUpdates", timeout=30))

    assert await asyncio.wait_for(first, 5) == f"409 {OTHER_POLLER}"
    await api.result("setWebhook", url="http://127.0.0.1:1/")
    assert await asyncio.wait_for(second, 5) == f"409 {WEBHOOK_ACTIVE}"
    assert await api.refused("getUpdates") == f"409 {WEBHOOK_ACTIVE}"
    await api.result("deleteWebhook")
    assert await api.result("getUpdates") == []


async def test_chat_member_comes_only_when_asked_for(api: Api, sim: Simulator, branch: Group) -> None:
    """It is left out by default, and an admin bot that names it gets it."""
    branch.promote(sim.world.bot)
    await sim.user("Zhao").join(branch)
    default = await api.result("getUpdates")
    await api.result("getUpdates", offset=default[-1]["update_id"] + 1, allowed_updates=["chat_member", "message"])
    await sim.user("Qian").join(branch)
    asked = await api.result("getUpdates")

    assert [next(iter(update.keys() - {"update_id"})) for update in default] == ["my_chat_member", "message"]
    assert [next(iter(update.keys() - {"update_id"})) for update in asked] == ["chat_member", "message"]
    assert asked[0]["chat_member"]["new_chat_member"]["status"] == "member"


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("hello", False),
        ("/claim F1", True),
        ("/claim@jifen_demo_bot F1", True),
        ("/claim@other_bot F1", False),
        ("say /claim", False),
        ("@jifen_demo_bot hello", True),
        ("申报 F1", False),
    ],
)
async def test_privacy_mode(api: Api, wang: User, branch: Group, text: str, heard: bool) -> None:
    await wang.say(branch, text)

    assert bool(await api.result("getUpdates")) is heard


async def test_privacy_mode_hears_replies_to_the_bot_and_captions(api: Api, wang: User, branch: Group) -> None:
    """Of an album only the part with the command is heard."""
    await api.result("sendMessage", chat_id=branch.id, text="why?")
    await wang.reply(branch.last, "because")
    await wang.album(branch, "/claim F1", 3)

    heard = await api.result("getUpdates")

    assert texts(heard) == ["because", ""]
    assert heard[1]["message"]["caption"] == "/claim F1"
    assert heard[1]["message"]["caption_entities"][0]["type"] == "bot_command"


async def test_an_admin_bot_hears_all_and_albums_come_in_parts(
    api: Api, sim: Simulator, wang: User, branch: Group
) -> None:
    branch.promote(sim.world.bot)
    await wang.say(branch, "hello")
    await wang.album(branch, "/claim F1", 3)

    heard = await api.result("getUpdates")

    assert [update["message"].get("media_group_id") is not None for update in heard[1:]] == [False, True, True, True]
    assert len({update["message"].get("media_group_id") for update in heard[2:]}) == 1


async def test_privacy_off_hears_all(api: Api, sim: Simulator, wang: User, branch: Group) -> None:
    sim.world.privacy = False
    await wang.say(branch, "hello")

    assert texts(await api.result("getUpdates")) == ["hello"]
    assert (await api.result("getMe"))["can_read_all_group_messages"] is True


async def test_edits_presses_and_start(api: Api, wang: User) -> None:
    """An edit has its date, a press its message, a deep link its payload."""
    said = await wang.start("abc")
    await wang.edit(said, "/start def")
    await api.result(
        "sendMessage",
        chat_id=wang.id,
        text="x",
        reply_markup={"inline_keyboard": [[{"text": "k", "callback_data": "d"}]]},
    )
    await wang.press(wang.dm, "k")

    started, edited, pressed = await api.result("getUpdates")

    assert started["message"]["text"] == "/start abc"
    assert edited["edited_message"]["text"] == "/start def"
    assert edited["edited_message"]["edit_date"]
    assert (pressed["callback_query"]["data"], pressed["callback_query"]["message"]["text"]) == ("d", "x")
    assert pressed["callback_query"]["from"]["language_code"] == "zh-hans"


async def test_migration_tells_both_sides(api: Api, sim: Simulator, wang: User) -> None:
    old = sim.group("Old", [wang], kind="group")
    new = old.migrate()

    bodies = [
        next(iter(update[key] for key in update if key != "update_id")) for update in await api.result("getUpdates")
    ]

    facts = [(body.get("migrate_to_chat_id"), body.get("migrate_from_chat_id"), body["chat"]["id"]) for body in bodies]
    assert (new.id, None, old.id) in facts
    assert (None, old.id, new.id) in facts
    assert (None, None, new.id) in facts


async def test_strange_senders(api: Api, sim: Simulator, wang: User, branch: Group) -> None:
    """Anonymous admins, channel posts, their forwards, other bots."""
    branch.say_anonymously("/pending")
    channel = sim.channel("News", [wang])
    channel.link(branch)
    branch.promote(sim.world.bot)
    channel.post("news")
    robot = sim.user("Robot", is_bot=True)
    sim.world.admit(branch.chat, [robot.account], by=wang.account)
    await robot.say(branch, "/claim F1")

    updates = await api.result("getUpdates")

    anonymous = updates[0]["message"]
    assert (anonymous["from"]["id"], anonymous["sender_chat"]["id"]) == (1087968824, branch.id)
    post = next(update["channel_post"] for update in updates if "channel_post" in update)
    assert "from" not in post
    forward = next(update["message"] for update in updates if update.get("message", {}).get("is_automatic_forward"))
    assert forward["from"]["id"] == 777000
    assert not any(text == "/claim F1" for text in texts(updates))


async def test_coming_and_going(api: Api, sim: Simulator, li: User) -> None:
    """The bot learns of its own fate by my_chat_member."""
    await li.start()
    await li.block_bot()
    await li.start()
    group = sim.group("G", [li])
    group.kick_bot()
    await li.say(group, "/claim unheard")

    updates = await api.result("getUpdates")

    statuses = [u["my_chat_member"]["new_chat_member"]["status"] for u in updates if "my_chat_member" in u]
    assert statuses == ["kicked", "member", "member", "kicked"]
    assert "/claim unheard" not in texts(updates)


async def test_an_update_can_come_twice_out_of_order_or_raw(api: Api, sim: Simulator, wang: User) -> None:
    """Twice even after it was confirmed; raw even with what no client could send."""
    await wang.tell("one")
    await wang.tell("two")
    sim.world.updates.rearrange = lambda batch: batch[::-1]
    reversed_batch = await api.result("getUpdates")
    last = reversed_batch[0]["update_id"]
    sim.world.updates.again(last - 1)
    twice = await api.result("getUpdates", offset=last + 1)
    raw_id = sim.world.inject(
        {"message": {"message_id": 9, "date": 0, "chat": {"id": 1, "type": "private"}, "text": "\ud800"}}
    )
    raw = await api.result("getUpdates", offset=last + 1)

    assert texts(reversed_batch) == ["two", "one"]
    assert texts(twice) == ["one"]
    assert (raw[0]["update_id"], raw[0]["message"]["text"]) == (raw_id, "\ud800")


async def test_replies_outside_topics_carry_a_bogus_thread(sim: Simulator, wang: User, branch: Group) -> None:
    first = await wang.say(branch, "/a")
    reply = await wang.reply(first, "/b")

    assert reply.json["message_thread_id"] == first.id
    assert "is_topic_message" not in reply.json
    forum = sim.group("Forum", [wang], forum=True)
    topic = forum.open_topic("Claims")
    inside = await wang.say(forum, "/c", topic=topic)
    assert (inside.json["message_thread_id"], inside.json["is_topic_message"]) == (topic.id, True)
