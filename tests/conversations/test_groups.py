"""Groups that move, lose the bot, have topics, share a bot, speak several languages - as a chat."""

from pathlib import Path

from bot.simulator import Group
from tests.stage import Stage, a_branch, a_stage


async def test_removed_and_added_again_nothing_is_lost(tmp_path: Path) -> None:
    """The data is kept, the secretary is told, the binding stands when the bot is back; what waited is shown again."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        branch.chat.kick_bot()
        await branch.settled()
        assert "I can no longer write to the group “第一党支部”" in branch.people["Li"].dm.last.text
        await branch.people["Wang"].photo(branch.people["Wang"].dm, "/claim K701 05-12 cleaning")
        await branch.settled()
        assert "#1" in branch.people["Wang"].dm.last.text
        branch.chat.add_bot()
        await branch.settled()
        assert any("I am back" in text for text in branch.chat.texts)
        await branch.play("Li: [✅ Approve] → toast: Approved.")
        assert await branch.total("Wang") == 3


async def test_an_unbound_group_gets_a_new_introduction_after_a_removal(tmp_path: Path) -> None:
    """The bot introduces itself once, and again only after it was away."""
    async with a_stage(tmp_path, locale="en") as stage:
        await stage.settled()
        stage.chat.promote(stage.sim.world.bot)
        stage.chat.demote(stage.sim.world.bot)
        await stage.settled()
        assert len([text for text in stage.chat.texts if "not bound to a branch" in text]) == 1
        stage.chat.kick_bot()
        stage.chat.add_bot()
        await stage.settled()
        assert len([text for text in stage.chat.texts if "not bound to a branch" in text]) == 2


async def test_without_the_right_to_write_the_secretary_is_told_once_a_day(tmp_path: Path) -> None:
    """The claim is recorded, the private copy comes, and the binding stays."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        branch.chat.restrict(branch.sim.world.bot)
        await branch.settled()
        for day in ("11", "12"):
            await branch.people["Wang"].photo(branch.chat, f"/claim K701 05-{day} cleaning")
            await branch.settled()
        told = [text for text in branch.people["Li"].dm.texts if "may not write in the group" in text]
        assert len(told) == 1
        assert await branch.states() == ["in_review", "in_review"]
        branch.chat.demote(branch.sim.world.bot)
        await branch.settled()
        await branch.people["Wang"].say(branch.chat, "/withdraw 1")
        await branch.settled()
        assert branch.rows("SELECT state FROM chats") == [("bound",)]
        assert any("#1: withdrawn" in text for text in branch.chat.texts)


async def a_basic_group(stage: Stage) -> Group:
    """Make a basic group with a branch and a claim that waits."""
    old = stage.sim.group("小群", [stage.people["Li"], stage.people["Wang"]], kind="group")
    await stage.people["Li"].say(old, "/setup sichuan 小支部")
    await stage.settled()
    await stage.people["Wang"].say(old, "/join 王五")
    await stage.settled()
    await stage.people["Li"].press(old, "✅")
    await stage.settled()
    await stage.people["Wang"].photo(old, "/claim K701 05-12 cleaning")
    await stage.settled()
    return old


async def test_a_group_becomes_a_supergroup(tmp_path: Path) -> None:
    """Everything goes on in the new one: binding, cards, requests; told twice it happens once."""
    async with a_stage(tmp_path, locale="en") as stage:
        old = await a_basic_group(stage)
        new = old.migrate()
        await stage.settled()
        for update in ({"migrate_to_chat_id": new.id}, {"migrate_from_chat_id": old.id}):
            chat = old.chat if "migrate_to_chat_id" in update else new.chat
            owner = stage.people["Li"].account.json()
            stage.sim.world.inject(
                {"message": {"message_id": 900, "date": 0, "chat": chat.json(), "from": owner, **update}}
            )
        await stage.settled()
        assert stage.rows("SELECT count(*) FROM audit WHERE action = 'migrate'")[0][0] == 1
        assert stage.rows("SELECT state FROM chats WHERE id = :id", id=new.id) == [("bound",)]
        await stage.people["Li"].press(stage.people["Li"].dm, "✅")
        await stage.settled()
        assert "#1" in new.from_bot[-1].text
        assert "Booked +3.00" in new.from_bot[-1].text
        assert await stage.total("王五") == 3
        assert not any("not bound" in text for text in new.texts)


async def test_a_supergroup_whose_first_word_comes_before_the_old_ones_last(tmp_path: Path) -> None:
    """The service messages may come in any order, and late words of the old group still find their branch."""
    async with a_stage(tmp_path, locale="en") as stage:
        old = await a_basic_group(stage)
        new = stage.sim.world.add_chat("supergroup", "小群")
        new.members = dict(old.chat.members)
        old.chat.migrated_to = new.id
        group = Group(stage.sim.world, new)
        owner = stage.people["Li"].account.json()
        stage.sim.world.inject(
            {
                "message": {
                    "message_id": 1,
                    "date": 0,
                    "chat": new.json(),
                    "from": owner,
                    "migrate_from_chat_id": old.id,
                }
            }
        )
        stage.sim.world.inject(
            {
                "message": {
                    "message_id": 99,
                    "date": 0,
                    "chat": old.chat.json(),
                    "from": stage.people["Wang"].account.json(),
                    "text": "/withdraw 1",
                    "entities": [{"type": "bot_command", "offset": 0, "length": 9}],
                }
            }
        )
        stage.sim.world.inject(
            {
                "message": {
                    "message_id": 100,
                    "date": 0,
                    "chat": old.chat.json(),
                    "from": owner,
                    "migrate_to_chat_id": new.id,
                }
            }
        )
        await stage.settled()
        assert await stage.states() == ["withdrawn"]
        assert any("#1: withdrawn" in text for text in group.texts)
        assert stage.rows("SELECT count(*) FROM audit WHERE action = 'migrate'")[0][0] == 1


async def test_a_migration_learned_from_a_refused_send(tmp_path: Path) -> None:
    """Telegram's answer to a letter is enough: the letter goes to the new group."""
    async with a_stage(tmp_path, locale="en") as stage:
        old = await a_basic_group(stage)
        new = stage.sim.world.add_chat("supergroup", "小群")
        new.members = dict(old.chat.members)
        old.chat.migrated_to = new.id
        await stage.people["Li"].press(stage.people["Li"].dm, "✅")
        await stage.settled()
        group = Group(stage.sim.world, new)
        assert "Booked +3.00" in group.from_bot[-1].text
        assert stage.rows("SELECT state FROM chats WHERE id = :id", id=new.id) == [("bound",)]


async def test_answers_stay_in_their_topic(tmp_path: Path) -> None:
    """A forum: cards and answers come where they were asked for, General has no thread, posts have their topic."""
    async with a_stage(tmp_path, locale="en") as stage:
        forum = stage.sim.group("论坛", [stage.people["Li"], stage.people["Wang"]], forum=True)
        topic, posts = forum.open_topic("申报"), forum.open_topic("公示")
        li, wang = stage.people["Li"], stage.people["Wang"]

        def threads() -> list[int | None]:
            said = [message.json for message in forum.from_bot]
            return [body["message_thread_id"] if body.get("is_topic_message") else None for body in said]

        await li.say(forum, "/setup sichuan 论坛支部")
        await stage.settled()
        assert threads()[-1] is None
        await wang.say(forum, "/join 王五", topic=topic)
        await stage.settled()
        assert threads()[-1] == topic.id
        await li.press(forum, "✅")
        await stage.settled()
        await li.say(forum, "/settings topic", topic=posts)
        await stage.settled()
        assert "into this topic" in forum.from_bot[-1].text
        await wang.photo(forum, "/claim K701 05-12 cleaning", topic=topic)
        await stage.settled()
        assert "#1" in forum.from_bot[-1].text
        assert threads()[-1] == topic.id
        await wang.photo(forum, "/claim K701 05-11 cleaning")
        await stage.settled()
        assert "#2" in forum.from_bot[-1].text
        assert threads()[-1] is None
        await wang.say(forum, "/help")
        await stage.settled()
        assert threads()[-1] is None
        await li.say(forum, "/grant recorder", topic=topic)
        await stage.settled()
        assert "/grant lacks something" in forum.from_bot[-1].text
        await li.say(forum, "/settings public_rows all")
        await stage.settled()
        assert "changed a setting" in forum.from_bot[-1].text
        assert threads()[-1] == posts.id


async def test_commands_for_another_bot_are_not_heard(tmp_path: Path) -> None:
    """`/claim@otherbot` is none of our business; our own name in any case is."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        branch.chat.promote(branch.sim.world.bot)
        await branch.settled()
        await branch.play("""
            Wang: /claim@some_other_bot K701 05-12 cleaning
            bot: nothing
            Wang: /nonsense
            bot: nothing
            Wang: /HELP@Jifen_Demo_Bot
            bot: /claim files a claim
            Wang: /nonsense@jifen_demo_bot
            bot: I do not know /nonsense. /help shows what I can do
            Wang: /clam@jifen_demo_bot K701
            bot: I do not know /clam. Did you mean /claim or /camp?
        """)
        assert branch.rows("SELECT count(*) FROM claims")[0][0] == 0


async def test_anonymous_administrators_may_ask_what_needs_no_person(tmp_path: Path) -> None:
    """Everything else asks who they are."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        for text, expected in (
            ("/help", "/claim files a claim"),
            ("/privacy", "no conversations"),
            ("/items K701", "Volunteer service"),
            ("/claim K701 cleaning", "anonymous administrator"),
            ("/grant recorder Wang", "anonymous administrator"),
            ("/settings public_rows all", "anonymous administrator"),
        ):
            branch.chat.say_anonymously(text)
            await branch.settled()
            assert expected in branch.chat.from_bot[-1].text, text


async def test_several_branches_share_a_bot_and_know_nothing_of_each_other(tmp_path: Path) -> None:
    """A claim belongs to the branch of its group; others cannot see or decide it."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        sun = branch.sim.user("Sun", started=True, language_code="en")
        second = branch.sim.group("第二党支部", [branch.people["Li"], sun])
        await branch.people["Li"].say(second, "/setup lanshan 第二党支部")
        await branch.settled()
        await branch.people["Wang"].photo(branch.chat, "/claim K701 05-12 cleaning")
        await branch.settled()
        await sun.say(second, "/join 孙六")
        await branch.settled()
        await branch.people["Li"].press(second, "✅")
        await branch.settled()
        for text in ("/withdraw 1", "/approve 1"):
            await sun.tell(text)
            await branch.settled()
            assert "There is no claim #1 here" in sun.dm.last.text
        await sun.tell("/grant recorder Wang")
        await branch.settled()
        assert "do not have the right" in sun.dm.last.text
        assert await branch.total("Wang") == 0


async def test_languages_are_mixed_in_one_group(tmp_path: Path) -> None:
    """Who chose a language is answered in it; what all read is in the group's, which its secretary chooses."""
    async with a_branch(tmp_path, preset="sichuan") as branch:
        await branch.play("""
            Wang: /privacy
            bot: 私聊
            Wang: /lang
            bot: … [简体中文] [繁體中文] [English]
            Wang: [English]
            bot: From now on I write to you in this language
            Wang: /privacy
            bot: no conversations
            Zhao: /privacy
            bot: 私聊
            Wang: /lang group en
            bot: You do not have the right
            Li: /lang group zh-tw
            bot: 本群
            Zhao: /lang xx
            bot: zh_Hant
            Wang: photo "/claim K701 05-12 cleaning"
            bot: #1 · Wang
        """)
        assert branch.rows("SELECT lang FROM chats") == [("zh_Hant",)]
        assert branch.rows("SELECT lang FROM persons WHERE name = 'Wang'") == [("en",)]


async def test_the_introduction_speaks_the_language_that_is_tapped(tmp_path: Path) -> None:
    """The card is written anew, not replaced; after /setup the branch speaks it too."""
    async with a_stage(tmp_path, locale="zh_Hans") as stage:
        await stage.settled()
        await stage.play("Wang: [English] → toast: From now on")
        assert "not bound to a branch yet" in stage.chat.with_button("English").text
        await stage.play("Li: /setup sichuan 一支部\nbot: now keeps its points here")


async def test_a_linked_channels_posts_are_nobodys_commands(tmp_path: Path) -> None:
    """An automatic forward is answered with a hint, and nothing happens."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        channel = branch.sim.channel("频道", [branch.people["Li"]])
        await branch.settled()
        channel.link(branch.chat)
        branch.chat.promote(branch.sim.world.bot)
        await branch.settled()
        channel.post("大家好")
        await branch.settled()
        assert branch.rows("SELECT count(*) FROM claims")[0][0] == 0
        assert "大家好" in branch.chat.last.text
