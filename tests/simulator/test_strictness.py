"""What Telegram refuses is refused here, in the same words."""

from typing import Any

import aiohttp
import pytest

from bot.simulator import Channel, Group, Simulator, User
from bot.simulator.errors import NOT_MODIFIED, QUERY_TOO_OLD
from bot.simulator.files import draw_png
from tests.simulator.conftest import Api

KEY = {"text": "✅", "callback_data": "a"}


def keyboard(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "x", **button}]]}


def upload(user: User, content: bytes, **fields: str) -> aiohttp.FormData:
    form = aiohttp.FormData({"chat_id": str(user.id), **fields})
    form.add_field("photo", content, filename="evidence.png")
    return form


TEXTS = [
    ("", "message text is empty"),
    (" \n ", "message text is empty"),
    ("<b> </b>", "message text is empty"),
    ("x" * 4097, "message is too long"),
    ("😀" * 2049, "message is too long"),
    ("a < b", 'can\'t parse entities: Unsupported start tag "" at byte offset 2'),
    ("a <b", "can't parse entities: Unclosed start tag at byte offset 2"),
    ("a <x>b", 'can\'t parse entities: Unsupported start tag "x" at byte offset 2'),
    ("分<x>", 'can\'t parse entities: Unsupported start tag "x" at byte offset 3'),
    ("<b>a", "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
    ("<b>a</i>", 'can\'t parse entities: Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
    ("a</b>", "can't parse entities: Unexpected end tag at byte offset 1"),
    ("<b>a</b", "can't parse entities: Unclosed end tag at byte offset 4"),
    ('<span class="x">a</span>', 'can\'t parse entities: Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("<a href=a_b>x</a>", "can't parse entities: Unexpected end of name token at byte offset 8"),
]


@pytest.mark.parametrize(("text", "reason"), TEXTS)
async def test_a_bad_text_is_refused(api: Api, wang: User, text: str, reason: str) -> None:
    assert (
        await api.refused("sendMessage", chat_id=wang.id, text=text, parse_mode="HTML") == f"400 Bad Request: {reason}"
    )


async def test_the_length_counts_after_parsing(api: Api, wang: User) -> None:
    sent = await api.result("sendMessage", chat_id=wang.id, text=f"<b>{'&lt;' * 4096}</b>", parse_mode="HTML")

    assert sent["text"] == "<" * 4096
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 4096}]


BUTTONS = [
    (keyboard(callback_data="x" * 65), "BUTTON_DATA_INVALID"),
    (keyboard(callback_data="分" * 22), "BUTTON_DATA_INVALID"),
    (keyboard(callback_data=""), "BUTTON_DATA_INVALID"),
    (keyboard(), "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
    (keyboard(url="not a url"), "inline keyboard button URL 'not a url' is invalid: Wrong HTTP URL"),
    ({"inline_keyboard": [[{"callback_data": "x"}]]}, "can't parse inline keyboard button: Can't find field \"text\""),
    ({"inline_keyboard": [[KEY] * 8] * 13}, "REPLY_MARKUP_TOO_LONG"),
    ("{", "can't parse reply keyboard markup JSON object"),
    ([1], "object expected as reply markup"),
]


@pytest.mark.parametrize(("markup", "reason"), BUTTONS)
async def test_a_bad_button_is_refused(api: Api, wang: User, markup: object, reason: str) -> None:
    refusal = await api.refused("sendMessage", chat_id=wang.id, text="x", reply_markup=markup)

    assert refusal == f"400 Bad Request: {reason}"


async def test_64_bytes_and_100_buttons_are_taken(api: Api, wang: User) -> None:
    rows = [[{"text": "x", "callback_data": "y" * 64}] * 8] * 12 + [[KEY] * 4]

    await api.result("sendMessage", chat_id=wang.id, text="x", reply_markup={"inline_keyboard": rows})


async def test_lone_surrogates_are_refused(api: Api, wang: User) -> None:
    url = f"{api.sim.root_url}/bot{api.sim.token}/sendMessage"
    body = b'{"chat_id": %d, "text": "\\ud83d"}' % wang.id
    async with api.session.post(url, data=body, headers={"Content-Type": "application/json"}) as answer:
        assert (await answer.json())["description"] == "Bad Request: strings must be encoded in UTF-8"
    form = {"chat_id": str(wang.id), "text": "x", "reply_markup": '{"inline_keyboard":[[{"text":"\\udc00"}]]}'}
    async with api.session.post(url, data=form) as answer:
        assert (await answer.json())["description"] == "Bad Request: strings must be encoded in UTF-8"


async def test_where_the_bot_may_not_write(api: Api, sim: Simulator, wang: User, li: User) -> None:
    """Each chat refuses for its own reason."""
    await wang.block_bot()
    gone, robot = sim.user("Gone", started=True), sim.user("Robot", is_bot=True)
    gone.account.deactivated = True
    kicked, foreign = sim.group("K", [li]), sim.group("F", [li], kind="group", bot="absent")
    kicked.kick_bot()
    silenced = sim.group("S", [li])
    silenced.restrict(sim.world.bot, "can_send_messages")
    told = [
        await api.refused("sendMessage", chat_id=chat, text="x")
        for chat in (1, "", wang.id, li.id, gone.id, robot.id, kicked.id, foreign.id, silenced.id)
    ]

    assert told == [
        "400 Bad Request: chat not found",
        "400 Bad Request: chat_id is empty",
        "403 Forbidden: bot was blocked by the user",
        "403 Forbidden: bot can't initiate conversation with a user",
        "403 Forbidden: user is deactivated",
        "403 Forbidden: bot can't send messages to bots",
        "403 Forbidden: bot was kicked from the supergroup chat",
        "403 Forbidden: bot is not a member of the group chat",
        "400 Bad Request: not enough rights to send text messages to the chat",
    ]


async def test_a_channel_needs_an_administrator(api: Api, sim: Simulator, li: User) -> None:
    channel: Channel = sim.channel("News", [li])
    await api.result("sendMessage", chat_id=channel.id, text="x")
    channel.demote(sim.world.bot)

    refusal = await api.refused("sendMessage", chat_id=channel.id, text="x")

    assert refusal == "400 Bad Request: need administrator rights in the channel chat"


async def test_an_upgraded_group_names_its_heir(api: Api, sim: Simulator, wang: User) -> None:
    old = sim.group("Old", [wang], kind="group")
    new = old.migrate()

    body = await api("sendMessage", chat_id=old.id, text="x")

    assert body["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert body["parameters"] == {"migrate_to_chat_id": new.id}
    assert (await api.result("sendMessage", chat_id=new.id, text="x"))["chat"]["type"] == "supergroup"


async def test_topics_are_checked(api: Api, sim: Simulator, wang: User, branch: Group) -> None:
    """General takes no thread id; a closed topic takes nothing."""
    forum = sim.group("Forum", [wang], forum=True)
    topic = forum.open_topic("Claims")
    in_topic = await api.result("sendMessage", chat_id=forum.id, message_thread_id=topic.id, text="x")
    in_general = await api.result("sendMessage", chat_id=forum.id, text="x")
    forum.close_topic(topic)

    assert in_topic["message_thread_id"] == topic.id
    assert in_topic["is_topic_message"]
    assert "message_thread_id" not in in_general
    for chat, thread, reason in [
        (forum.id, 1, "message thread not found"),
        (forum.id, 999, "message thread not found"),
        (branch.id, topic.id, "message thread not found"),
        (forum.id, topic.id, "TOPIC_CLOSED"),
    ]:
        refusal = await api.refused("sendMessage", chat_id=chat, message_thread_id=thread, text="x")
        assert refusal == f"400 Bad Request: {reason}"


async def test_a_reply_needs_its_message(api: Api, wang: User) -> None:
    reply = {"message_id": 999}

    refusal = await api.refused("sendMessage", chat_id=wang.id, text="x", reply_parameters=reply)
    allowed = reply | {"allow_sending_without_reply": True}
    sent = await api.result("sendMessage", chat_id=wang.id, text="x", reply_parameters=allowed)

    assert refusal == "400 Bad Request: message to be replied not found"
    assert "reply_to_message" not in sent


async def test_edits_are_checked(api: Api, wang: User) -> None:
    """The everyday refusals of an edit."""
    said = await wang.tell("mine")
    sent = await api.result(
        "sendMessage", chat_id=wang.id, text="<b>x</b>", parse_mode="HTML", reply_markup=keyboard(callback_data="a")
    )
    photo = await wang.photo(wang.dm)
    shown = await api.result("sendPhoto", chat_id=wang.id, photo=photo.json["photo"][-1]["file_id"])
    ids = {"chat_id": wang.id, "message_id": sent["message_id"]}
    same = {"text": "<b>x</b>", "parse_mode": "HTML", "reply_markup": keyboard(callback_data="a")}

    assert await api.refused("editMessageText", **ids, **same) == f"400 {NOT_MODIFIED}"
    assert await api.refused("editMessageText", chat_id=wang.id, message_id=999, text="y") == (
        "400 Bad Request: message to edit not found"
    )
    assert await api.refused("editMessageText", chat_id=wang.id, message_id=said.id, text="y") == (
        "400 Bad Request: message can't be edited"
    )
    assert await api.refused("editMessageText", chat_id=wang.id, message_id=shown["message_id"], text="y") == (
        "400 Bad Request: there is no text in the message to edit"
    )
    assert await api.refused("editMessageCaption", **ids, caption="y") == (
        "400 Bad Request: there is no caption in the message to edit"
    )
    assert await api.refused("editMessageText", **ids, text="y" * 4097) == "400 Bad Request: message is too long"
    plain = await api.result("editMessageText", **ids, text="x")
    assert "entities" not in plain
    assert "reply_markup" not in plain
    assert plain["edit_date"]


async def test_a_press_is_answered_once_and_soon(api: Api, sim: Simulator, wang: User) -> None:
    now = [0.0]
    sim.world.ticks = lambda: now[0]
    await api.result("sendMessage", chat_id=wang.id, text="x", reply_markup=keyboard(callback_data="a"))
    first, second = await wang.press(wang.dm, "x"), await wang.press(wang.dm, "x")

    await api.result("answerCallbackQuery", callback_query_id=first.id, text="done")
    twice = await api.refused("answerCallbackQuery", callback_query_id=first.id, text="again")
    now[0] = 16.0
    late = await api.refused("answerCallbackQuery", callback_query_id=second.id)

    assert (first.toast, twice, late) == ("done", f"400 {QUERY_TOO_OLD}", f"400 {QUERY_TOO_OLD}")
    assert wang.toasts == ["done"]
    long = await api.refused("answerCallbackQuery", callback_query_id=second.id, text="x" * 201)
    assert long == "400 Bad Request: MESSAGE_TOO_LONG"


async def test_files_are_checked(api: Api, wang: User) -> None:
    """Unknown ids, wrong kinds, over-large downloads, captions."""
    document = await wang.document(wang.dm, "big", size=21 * 1024 * 1024)
    file_id = document.json["document"]["file_id"]

    assert await api.refused("getFile", file_id=file_id) == "400 Bad Request: file is too big"
    assert "wrong file_id" in await api.refused("getFile", file_id="nope")
    assert await api.refused("sendPhoto", chat_id=wang.id, photo="nope") == (
        "400 Bad Request: wrong file identifier/HTTP URL specified"
    )
    assert await api.refused("sendPhoto", chat_id=wang.id, photo=file_id) == (
        "400 Bad Request: can't use file of type Document as Photo"
    )
    assert await api.refused("sendDocument", chat_id=wang.id, document=file_id, caption="x" * 1025) == (
        "400 Bad Request: message caption is too long"
    )


async def test_uploads_and_downloads(api: Api, wang: User) -> None:
    """A photo goes up as multipart, comes back by its id, byte for byte."""
    content = draw_png(7)
    url = f"{api.sim.root_url}/bot{api.sim.token}/sendPhoto"
    async with api.session.post(url, data=upload(wang, content, caption="分")) as answer:
        sent = (await answer.json())["result"]
    async with api.session.post(url, data=upload(wang, b"no picture")) as answer:
        assert (await answer.json())["description"] == "Bad Request: IMAGE_PROCESS_FAILED"
    described = await api.result("getFile", file_id=sent["photo"][-1]["file_id"])
    async with api.session.get(f"{api.sim.root_url}/file/bot{api.sim.token}/{described['file_path']}") as answer:
        assert await answer.read() == content

    assert (sent["photo"][-1]["width"], sent["caption"]) == (320, "分")
    again = await wang.photo(wang.dm, "", content)
    assert again.json["photo"][-1]["file_unique_id"] == sent["photo"][-1]["file_unique_id"]
    assert again.json["photo"][-1]["file_id"] != sent["photo"][-1]["file_id"]


async def test_a_document_goes_up_with_its_name_and_type(api: Api, wang: User) -> None:
    """What Telegram answers of an upload; an empty one is refused, and so is a field without a file."""
    url = f"{api.sim.root_url}/bot{api.sim.token}/sendDocument"

    def form(content: bytes) -> aiohttp.FormData:
        body = aiohttp.FormData()
        body.add_field("chat_id", str(wang.id))
        body.add_field("reply_markup", '{"inline_keyboard": [[{"text": "ok", "callback_data": "a:1"}]]}')
        body.add_field("document", content, filename="ledger.csv", content_type="text/csv")
        return body

    async with api.session.post(url, data=form(b"a,b\r\n")) as answer:
        sent = (await answer.json())["result"]
    assert {name: sent["document"][name] for name in ("file_name", "mime_type", "file_size")} == {
        "file_name": "ledger.csv",
        "mime_type": "text/csv",
        "file_size": 5,
    }
    assert sent["reply_markup"]["inline_keyboard"][0][0]["text"] == "ok"
    async with api.session.post(url, data=form(b"")) as answer:
        assert (await answer.json())["description"] == "Bad Request: file must be non-empty"
    assert await api.refused("sendDocument", chat_id=wang.id) == "400 Bad Request: there is no document in the request"


async def test_an_album_goes_out_as_one(api: Api, wang: User) -> None:
    photo = await wang.photo(wang.dm)
    file_id = photo.json["photo"][-1]["file_id"]
    media = [{"type": "photo", "media": file_id, "caption": "first"}, {"type": "photo", "media": file_id}]

    sent = await api.result("sendMediaGroup", chat_id=wang.id, media=media)

    assert len({message["media_group_id"] for message in sent}) == 1
    mixed = [*media, {"type": "document", "media": file_id}]
    assert "can't be mixed" in await api.refused("sendMediaGroup", chat_id=wang.id, media=mixed)


async def test_deleting_has_its_limits(api: Api, sim: Simulator, wang: User, branch: Group) -> None:
    """Own messages for 48 hours; others' only with the right."""
    said = await wang.say(branch, "/x")
    own = await api.result("sendMessage", chat_id=branch.id, text="x")
    ids = {"chat_id": branch.id}

    assert "can't be deleted" in await api.refused("deleteMessage", **ids, message_id=said.id)
    await sim.advance(48 * 3600)
    assert "can't be deleted" in await api.refused("deleteMessage", **ids, message_id=own["message_id"])
    branch.promote(sim.world.bot, "can_delete_messages")
    await api.result("deleteMessages", **ids, message_ids=[said.id, own["message_id"], 999])
    assert "message to delete not found" in await api.refused("deleteMessage", **ids, message_id=said.id)


async def test_other_doors_are_closed(api: Api) -> None:
    """An unknown method is 404, a wrong token 401."""
    assert await api.refused("sendEphemeralMessage") == "404 Not Found"
    async with api.session.get(f"{api.sim.root_url}/bot1:wrong/getMe") as answer:
        assert (answer.status, (await answer.json())["description"]) == (401, "Unauthorized")
    async with api.session.get(f"{api.sim.root_url}/bot{api.sim.token}/GETME") as answer:
        assert (await answer.json())["result"]["can_read_all_group_messages"] is False


async def test_commands_live_in_scopes_and_languages(api: Api, branch: Group) -> None:
    scope = {"type": "chat_administrators", "chat_id": branch.id}
    commands = [{"command": "claim", "description": "申报"}]
    await api.result("setMyCommands", commands=commands, scope=scope, language_code="zh")

    assert await api.result("getMyCommands", scope=scope, language_code="zh") == commands
    assert await api.result("getMyCommands") == []
    bad = [{"command": "Claim!", "description": "x"}]
    assert await api.refused("setMyCommands", commands=bad) == "400 Bad Request: BOT_COMMAND_INVALID"
    assert await api.refused("setMyCommands", commands=commands * 101) == "400 Bad Request: too much commands"


async def test_the_bot_asks_about_people(api: Api, sim: Simulator, wang: User, branch: Group) -> None:
    """Members, administrators, rights."""
    branch.promote(sim.world.bot, "can_delete_messages", "can_manage_chat")
    ids = {"chat_id": branch.id}

    own = await api.result("getChatMember", **ids, user_id=sim.world.bot.id)
    admins = await api.result("getChatAdministrators", **ids)

    assert (own["status"], own["can_delete_messages"], own["can_pin_messages"]) == ("administrator", True, False)
    assert [(member["user"]["id"], member["status"]) for member in admins] == [
        (wang.id, "creator"),
        (sim.world.bot.id, "administrator"),
    ]
    assert await api.result("getChatMemberCount", **ids) == 3
    assert (await api.result("getChat", **ids))["title"] == "Branch"
    await api.result("leaveChat", **ids)
    assert await api.refused("getChat", **ids) == "403 Forbidden: bot is not a member of the supergroup chat"
