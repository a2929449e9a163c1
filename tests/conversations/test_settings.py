"""/settings, /help and /privacy, as a chat."""

from pathlib import Path

import pytest

from bot.i18n import language
from bot.services import settings as service
from handlers import COMMANDS
from handlers.commands.help import GROUPS, listed
from tests.stage import a_branch, a_stage


async def test_a_setting_is_changed_by_words_and_everybody_is_told_in_a_line(tmp_path: Path) -> None:
    """Only the secretary; each change is audited; a value that is none is refused with those that are."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        await branch.play("""
            Wang: /settings public_rows all
            bot: You do not have the right
            Li: /settings
            bot: Settings of 第一党支部 … [Open private chat]
            Li: /settings public_rows all
            bot: Li changed a setting of 第一党支部: rows that the group sees of a board → everybody
            Li: /settings public_rows most
            bot: cannot be most … all
            Li: /settings colour red
            bot: There is no setting colour
            Li: /settings public_rows
            bot: /settings lacks something
            Li: /settings quiet_hours 22:00-07:00
            bot: hours without scheduled posts → 22:00-07:00
            Li: /settings quiet_hours midnight
            bot: midnight
            Li: /settings reminder every 2 weeks from 2026-06-01
            bot: days of the reminder → every 2 weeks from 2026-06-01
            Li: /settings participation_floor 3
            bot: → 3
            Li: /settings participation_floor 2.5
            bot: cannot be 2.5
            Li: /settings sections feicheng, laixi
            bot: further rulebooks → feicheng, laixi
            Li: /settings sections -laixi
            bot: → feicheng
            Li: /settings public_rows default
            bot: → by default
        """)
        assert branch.rows("SELECT settings FROM orgs WHERE code = 'B001'")[0][0] == (
            '{"quiet_hours":"22:00-07:00","reminder":"every 2 weeks from 2026-06-01","participation_floor":3,'
            '"sections":["feicheng"]}'
        )
        assert branch.rows("SELECT object, before, after FROM audit WHERE action = 'setting' LIMIT 1") == [
            ("org B001 public_rows", "default", "all")
        ]


async def test_the_panel_opens_from_the_group_in_private(tmp_path: Path) -> None:
    """A page for each setting, offers to tap, words where they are asked for; the message is rewritten in place."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        await branch.play("""
            Li: /settings
            Li: [Open private chat]
            bot → Li: Settings of 第一党支部 … [rows that the group sees of a board]
            Li (private): [rows]
            bot → Li: Everybody always sees the own rank … [everybody]
            Li (private): [everybody]
            bot → Li: rows that the group sees of a board: everybody
            bot: Li changed a setting
            Li (private): [hours]
            bot → Li: Choose, or write hours
            Li (private): 20:30-07:30
            bot → Li: hours without scheduled posts: 20:30-07:30
            Li (private): [further]
            bot → Li: … [⬜ feicheng]
            Li (private): [⬜ feicheng]
            bot → Li: further rulebooks: feicheng
            Li (private): [hours]
            Li (private): [◀ Back]
            Li (private): nonsense
            bot → Li: I did not understand
        """)


async def test_a_secretary_of_two_branches_opens_the_one_whose_group_asked(tmp_path: Path) -> None:
    """The link carries the branch; a code does too; a stranger to it is refused."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        second = branch.sim.group("第二党支部", [branch.people["Li"]])
        await branch.people["Li"].say(second, "/setup lanshan 第二党支部")
        await branch.settled()
        await branch.play("""
            Li: /settings
            Li: [Open private chat]
            bot → Li: Settings of 第一党支部
            Li (private): /settings
            bot → Li: Settings of 第二党支部
            Li (private): /settings B001 public_rows all
            bot → Li: rows that the group sees of a board: everybody
            Wang (private): /settings B002
            bot → Wang: You do not have the right
        """)


async def test_help_is_the_table_of_commands(tmp_path: Path) -> None:
    """In private by role; about one command everything that is known; short in a group."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        await branch.play("""
            Wang: /help
            bot: /claim files a claim … [Open private chat]
            Wang: [Open private chat]
            bot → Wang: For everybody … /claim CODE … claim points
            Wang (private): /help claim
            bot → Wang: /claim CODE [xN] … In Chinese: 申报
            Wang (private): /help /setup
            bot → Wang: This works in the branch's group
            Wang (private): /help dance
            bot → Wang: I do not know /dance. /help shows what I can do
            Wang (private): /help boards
            bot → Wang: I do not know /boards. Did you mean /board?
            Li (private): /help
            bot → Li: For reviewers and the office … /grant ROLE NAME
        """)
        texts = branch.people["Wang"].dm.texts
        assert not any("For reviewers" in text for text in texts)


@pytest.mark.parametrize("code", ["en", "zh_Hans", "zh_Hant"])
def test_the_list_of_all_commands_is_one_message(code: str) -> None:
    """Telegram takes 4096 characters; some room is left for the next command."""
    text = listed(language(code), COMMANDS.values(), GROUPS)
    assert all(f"/{name} " in text for name, command in COMMANDS.items() if command.menu in GROUPS)
    assert len(text) < 4000


async def test_help_speaks_of_arguments_as_its_reader_does(tmp_path: Path) -> None:
    """A trigger names its command; what stands for an argument, and what can be chosen, is in the reader's words."""
    async with a_branch(tmp_path, preset="sichuan") as branch:
        await branch.play("""
            Li (private): /help 申报
            bot → Li: /claim 项目编号 [xN] [级别] [日期] 说明 – 申报积分 … 申报
            Li (private): /help board
            bot → Li: /board [党员|党务干部|党组织] [本月|本季度|本年度|累计|2026-01..2026-05|实时|历届|汇总] – 积分榜单
            Li (private): /help setup
            bot → Li: /setup 方案 支部名称
            Li (private): /help settings
            bot → Li: /settings [设置项 值]
            Li: /reject 99
            bot: 没有申报 #99
            Li: /return
            bot: 请按此格式发送：/return 12 理由
            Li: /setup
            bot: /setup lanshan|sichuan 支部名称
        """)


async def test_privacy_tells_all_in_private(tmp_path: Path) -> None:
    """What is kept, what is not, why, where, who sees it, how to leave."""
    async with a_stage(tmp_path, locale="en") as stage:
        await stage.play("""
            Wang (private): /privacy
            bot → Wang: What is kept … What is not … Why … Where … outside the country … Who sees what … Leaving
        """)


async def test_every_setting_has_a_page_with_what_it_can_be(tmp_path: Path) -> None:
    """A new setting cannot forget its page: all of them are opened."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        for name in service.NAMES:
            await branch.play("""
                Li (private): /settings
            """)
            panel = branch.people["Li"].dm.with_button("hours without scheduled posts")
            await branch.people["Li"].press(panel, language("en").plain(service.NAMES[name]))
            await branch.settled()
            assert "Now: " in branch.people["Li"].dm.from_bot[-1].text, name
