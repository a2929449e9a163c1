"""/setup, /bind, the checklist of rights, rehearsals, as a chat."""

from pathlib import Path

from tests.stage import a_branch, a_stage


async def test_setup_acts_at_once_and_shows_rights_and_missing_reviewers(tmp_path: Path) -> None:
    """One answer: the branch, its secretary, what the bot may do, whom the chain still asks for."""
    async with a_stage(tmp_path, locale="en") as stage:
        await stage.play("""
            Wang: /setup lanshan 一支部
            bot: You do not have the right to do this: the administrator can
            Li: /setup nowhere 一支部
            bot: There is no preset nowhere
            Li: /setup lanshan
            bot: /setup lacks something
            Li: /setup lanshan 一支部
            bot: 一支部 (code B001) … Lanshan dynamic points (lanshan) … Li is its secretary … asks for: section chief
            Li: /setup lanshan 二支部
            bot: This group is already bound to 一支部
        """)


async def test_the_checklist_follows_the_rights(tmp_path: Path) -> None:
    """Promoted, the bot rewrites its card in place; the button looks again."""
    async with a_stage(tmp_path, locale="en") as stage:
        await stage.settled()
        hello = stage.chat.with_button("🔄")
        assert "▫️ delete messages" in hello.text
        stage.chat.promote(stage.sim.world.bot)
        await stage.settled()
        assert "✅ delete messages" in hello.text
        assert "✅ hear plain words" in hello.text
        await stage.play("""
            Li: /setup sichuan 一支部
            bot: ✅ delete messages
            Wang: [🔄] → toast: I am looking
        """)
        card = stage.chat.with_button("🔄")
        stage.chat.demote(stage.sim.world.bot)
        await stage.settled()
        assert "▫️ delete messages" in card.text
        assert len([m for m in stage.chat.from_bot if "delete messages" in m.text]) == 2


async def test_rights_of_a_group_met_without_introduction_are_looked_up(tmp_path: Path) -> None:
    """A bot that was in the group before its database began asks Telegram at /setup."""
    async with a_stage(tmp_path, locale="en") as stage:
        old = stage.sim.group("旧群", [stage.people["Li"]], bot="administrator", announce=False)
        stage.sim.world.updates.clear()
        await stage.people["Li"].say(old, "/setup sichuan 旧支部")
        await stage.settled()
        assert "✅ delete messages" in old.with_button("🔄").text


async def test_who_added_a_bot_that_may_not_speak_is_told_privately(tmp_path: Path) -> None:
    """Restricted at once, the bot says so where it can."""
    async with a_stage(tmp_path, locale="en") as stage:
        silent = stage.sim.group("静群", [stage.people["Li"]], bot="absent")
        stage.sim.world.set_member(
            silent.chat,
            stage.sim.world.bot,
            by=stage.people["Wang"].account,
            status="restricted",
            permissions=frozenset(),
        )
        await stage.settled()
        assert "“静群”, but I may not write there" in stage.people["Wang"].dm.last.text
        assert not silent.from_bot
        silent.demote(stage.sim.world.bot)
        await stage.settled()
        assert "not bound to a branch yet" in silent.from_bot[-1].text


async def test_a_channel_is_left_and_its_owner_told(tmp_path: Path) -> None:
    """A channel is no place for a branch's points."""
    async with a_stage(tmp_path, locale="en") as stage:
        channel = stage.sim.channel("频道", [stage.people["Li"]])
        await stage.settled()
        assert not channel.chat.standing(stage.sim.world.bot).present
        assert "a channel has no place" in stage.people["Li"].dm.last.text


async def test_a_second_group_is_bound_by_code(tmp_path: Path) -> None:
    """Several bound chats of one branch; the secretary may, others may not; a wrong code is refused."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        second = branch.sim.group("青年群", [branch.people["Li"], branch.people["Wang"]])
        for name, text, expected in (
            ("Wang", "/bind B001", "You do not have the right"),
            ("Li", "/bind B999", "There is no organisation B999"),
            ("Li", "/bind b001", "now keeps its points here"),
        ):
            await branch.people[name].say(second, text)
            await branch.settled()
            assert expected in second.from_bot[-1].text
        await branch.people["Wang"].photo(second, "/claim K701 05-12 cleaning")
        await branch.settled()
        assert "#1" in second.with_button("✅").text
        assert not any("#1" in message.text for message in branch.chat.from_bot)


async def test_whatever_is_said_of_a_rehearsal_says_so(tmp_path: Path) -> None:
    """In the group and in private, in each reader's language; a real branch beside it is not marked."""
    async with a_stage(tmp_path, cast=("Li", "Wang")) as stage:
        await stage.play("""
            Li: /setup sichuan 试支部 --rehearsal
            bot: 🎭 演练 ✅ 试支部
            Wang: /join 王五
            bot: 🎭 演练 🙋 王五申请加入
            Li: [✅]
            bot → Wang: 🎭 演练 ✅ 您已加入试支部
            Wang: /lang en
            Wang: photo "/claim K701 05-12 cleaning"
            bot: 🎭 演练 #1 · 王五
            bot → Li: 🎭 演练 #1 · 王五
            Li: [↩️]
            Li (private): [请核对日期]
            bot → Wang: 🎭 Rehearsal ↩️ #1
            Wang: /board
            bot: 🎭 演练 🏆
            Wang (private): /my
            bot → Wang: 🎭 Rehearsal 👤 王五
            clock: +6d
            Li: /board
            Li: [🎭]
            Li: /setup sichuan 真支部
            Wang: /join 王五
            Li: [✅]
            bot → Wang: ✅ You are enrolled in 真支部
        """)
        private = stage.people["Wang"].dm.from_bot
        assert not private[-1].text.startswith("🎭")
        assert all(message.text.startswith("🎭") for message in private[:-1])


async def test_a_rehearsal_is_marked_ended_by_a_tap_and_then_real(tmp_path: Path) -> None:
    """Everything carries 🎭; one tap frees the group; a real /setup works there, with new numbers and no old claims."""
    async with a_stage(tmp_path, locale="en") as stage:
        await stage.play("""
            Li: /setup sichuan 试支部 --rehearsal
            bot: 🎭 … 试支部 … This is a rehearsal … [🎭 End the rehearsal]
            Wang: /join 王五
            bot: 🎭 … 王五 asks to join
            Li: [✅ Admit]
            Wang: photo "/claim K701 05-12 cleaning"
            bot: 🎭 … #1
            Wang: [🎭] → toast: You do not have the right
            Li: [🎭]
            bot: 🎭 The rehearsal of 试支部 is over
        """)
        assert all(message.text.startswith("🎭") for message in stage.chat.from_bot[1:])
        await stage.play("""
            Li: [✅ Approve] → toast: There is no claim #1 here
            Wang: /claim K701 05-12 cleaning
            bot: not bound to a branch yet
            Li: /setup sichuan 真支部
            bot: 真支部
            Wang: /join 王五
            bot: 王五 asks to join 真支部
        """)
        assert not stage.chat.from_bot[-1].text.startswith("🎭")
        assert await stage.total("王五") == 0
        assert stage.rows("SELECT name, state FROM orgs WHERE rehearsal ORDER BY id") == [("试支部", "abolished")]


async def test_setup_over_a_rehearsal_ends_it(tmp_path: Path) -> None:
    """The real branch may also be set up right over the rehearsal."""
    async with a_stage(tmp_path, locale="en") as stage:
        await stage.play("""
            Li: /setup sichuan 试支部 —rehearsal
            Li: /setup sichuan 真支部
            bot: ✅ 真支部
        """)
        assert stage.rows("SELECT state FROM orgs WHERE rehearsal") == [("abolished",)]
        await stage.play("Li (private): /settings\nbot → Li: Settings of 真支部")


async def test_menus_are_set_once_in_three_languages(tmp_path: Path) -> None:
    """Scopes and languages; a second start of the same version says nothing again."""
    async with a_stage(tmp_path) as stage:
        await stage.settled()
        menus = stage.sim.world.commands
        private = [command["command"] for command in menus["all_private_chats", 0, 0, ""]]
        assert {"claim", "my", "help", "grant"} <= set(private)
        assert "setup" not in private
        assert "grant" not in {command["command"] for command in menus["all_group_chats", 0, 0, "en"]}
        assert "setup" in {command["command"] for command in menus["all_chat_administrators", 0, 0, "zh"]}
        english = {command["command"]: command["description"] for command in menus["all_private_chats", 0, 0, "en"]}
        assert english["claim"] == "claim points"
        assert stage.sim.world.profile["short_description", "en"].startswith("Points of a party branch")
        await stage.play("""
            Li: /setup sichuan 一支部
            Wang: /join 王五
            Li: [✅]
            Wang (private): /lang en
            bot → Wang: in this language
        """)
        own = menus["chat", stage.people["Wang"].id, 0, ""]
        assert {command["command"]: command["description"] for command in own}["claim"] == "claim points"
        assert stage.rows("SELECT count(*) FROM letters WHERE key LIKE 'menu:%'")[0][0] == 15


async def test_blanks_of_a_chinese_keyboard_and_new_lines_part_words_everywhere(tmp_path: Path) -> None:
    """Full-width blanks and line breaks are blanks; what looks like markup is just a name."""
    async with a_stage(tmp_path, cast=("Li", "Wang")) as stage:
        await stage.play("""
            Wang (private): /my
            bot → Wang: 请点书记发给您的邀请链接，或在支部群里发送 /join
            Wang: /my
            bot: 本群还没有绑定组织
            Li: /setup　sichuan　<b>第一</b>\\n支部 & "co"
            bot: ✅ <b>第一</b> 支部 & "co"（编码 B001）
            Wang: /join　王　五
            bot: 🙋 王 五申请加入
            Li: [✅]
            Li: /grant　王　五　记录员
            bot: ✅ 王 五已担任<b>第一</b> 支部 & "co"记录员。
            Li: /revoke 党员\\n王 五
            bot → Wang: 您已不在<b>第一</b> 支部 & "co"（由Li登记）。
            Li: /grant 党员 王 五
            bot → Wang: 您已加入<b>第一</b> 支部 & "co"（由Li登记）。
        """)
