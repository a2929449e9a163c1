"""The demo from end to end, as a visitor plays it."""

import re
from decimal import Decimal

import pytest
from playwright.async_api import Locator, Page, expect

from bot.demo.cast import KEEPER, LI, WANG, ZHOU, Part
from bot.demo.stage import Stage


def column(page: Page, stage: Stage, part: Part) -> Locator:
    """Find the column of somebody whom the visitor plays."""
    return page.locator(f"#person-{stage.user(part).id}")


async def say(column: Locator, text: str) -> None:
    await column.locator("textarea").fill(text)
    await column.locator("textarea").press("Enter")


async def points_on_board(page: Page, stage: Stage, part: Part) -> Decimal:
    """Ask for the board in the group and read somebody's points off it."""
    member = column(page, stage, part)
    boards = member.locator(".from-bot", has_text="🏆")
    before = await boards.count()
    await say(member, "/board")
    await expect(boards).to_have_count(before + 1)
    found = re.search(rf"{part.name.simplified} (\d+\.\d\d)", await boards.last.inner_text())
    assert found is not None
    return Decimal(found[1])


async def test_a_claim_is_filed_approved_and_on_the_board(page: Page, stage: Stage) -> None:
    """The main job with the page's own words: claim by text, approve by a tap, the board shows it at once."""
    member, secretary = column(page, stage, WANG), column(page, stage, LI)
    before = await points_on_board(page, stage, WANG)
    await page.locator("#steps li").nth(0).get_by_role("button").click()
    await member.locator("textarea").press("Enter")
    card = secretary.locator(".from-bot", has_text="K401").filter(has_text="王芳").last
    await card.get_by_role("button", name="✅").click()

    await expect(secretary.locator(".toast")).to_be_visible()
    await expect(card.locator(".text")).to_contain_text("✅")
    await expect(card.get_by_role("button", name="✅")).to_have_count(0)
    assert await points_on_board(page, stage, WANG) == before + 1


async def test_a_claim_with_a_photo_is_turned_down_for_a_reason_that_only_the_claimant_reads(
    page: Page, stage: Stage
) -> None:
    """❌ asks for the reason in private; the group learns nothing of it."""
    member, secretary = column(page, stage, WANG), column(page, stage, LI)
    await page.locator("#steps li").nth(1).get_by_role("button").click()
    await expect(member.locator("textarea")).to_have_value(re.compile("K701"))  # the photo is drawn before the words
    await member.locator("textarea").press("Enter")
    card = secretary.locator(".from-bot", has_text="K701").filter(has_text="王芳").last
    await card.get_by_role("button", name="❌").click()
    await secretary.get_by_role("tab").nth(1).click()
    await say(secretary, "照片是去年的")

    await member.get_by_role("tab").nth(1).click()
    await expect(member.locator(".from-bot").last).to_contain_text("照片是去年的")
    await member.get_by_role("tab").nth(0).click()
    await expect(member.locator(".log")).not_to_contain_text("照片是去年的")


async def test_the_committee_decides_in_private(page: Page, stage: Stage) -> None:
    """A claim that waits for the committee lies in the third person's private chat, with its evidence."""
    reviewer = column(page, stage, ZHOU)
    card = reviewer.locator(".from-bot", has_text="K502").last
    await expect(card.locator(".document")).to_be_visible()
    await card.get_by_role("button", name="✅").click()

    await expect(card.get_by_role("button", name="✅")).to_have_count(0)
    await expect(column(page, stage, LI).locator(".from-bot", has_text="K502").last).to_contain_text("周正平 ✅")


async def test_the_committee_is_greeted_as_who_it_is(page: Page, stage: Stage) -> None:
    """Who belongs to no branch but reviews for one is not told to join: /start leads to what waits."""
    reviewer = column(page, stage, ZHOU)
    await say(reviewer, "/start")
    await reviewer.locator(".from-bot").last.get_by_role("button", name="🔔").click()

    await expect(reviewer.locator(".from-bot").last).to_contain_text("K502")


async def test_the_guide_lets_the_ledger_keeper_enter_for_others(page: Page, stage: Stage) -> None:
    """The step writes the command into the keeper's private chat; the entry goes to the secretary for review."""
    keeper = column(page, stage, KEEPER)
    await page.locator("[data-step=office] button").click()
    await keeper.locator("textarea").press("Enter")
    await expect(keeper.locator(".from-bot").last).to_contain_text("孙国强：已录入")
    await expect(column(page, stage, LI).locator(".from-bot", has_text="K301").last).to_contain_text("孙国强")


async def test_the_guide_opens_the_commands(page: Page, stage: Stage) -> None:
    """Everything else is found in the menu of commands, opened for whom it names."""
    await page.locator("[data-step=more] button").click()
    offered = column(page, stage, LI).get_by_role("option")

    await expect(offered.filter(has_text="/pending")).to_be_visible()
    await expect(offered.filter(has_text="/notice")).to_have_count(1)


async def test_the_clock_goes_on_to_the_monthly_notice(page: Page, stage: Stage) -> None:
    """Flash board, reminder, notice: each comes by itself at its time, and the notice freezes the month."""
    group = column(page, stage, WANG).locator(".from-bot")
    for when, sign in (("5月29日", "5月"), ("6月1日", "6月"), ("6月8日", "🥇")):
        before = await group.count()
        await page.locator("#next").click()
        await expect(page.locator("#now")).to_contain_text(when)
        await expect(group).not_to_have_count(before)
        await expect(group.last).to_contain_text(sign)
        await expect(page.locator("#next")).to_be_enabled()

    await expect(group.last).to_contain_text("2026年5月")
    assert stage.status()["next"]["kind"] == "quarter"


async def test_a_day_brings_what_was_planned_on_the_way(page: Page, stage: Stage) -> None:
    """+1 day is no leap over a post: it comes at its own time and is not late."""
    for _ in range(3):
        await page.locator("#day").click()
        await expect(page.locator("#next")).to_be_enabled()

    group = column(page, stage, WANG).locator(".from-bot")
    await expect(group.last.locator("time")).to_have_text("17:00")


async def test_another_language_tells_the_story_anew(page: Page, stage: Stage) -> None:
    """Nothing was played yet: history and bot speak English; once played, only what follows does."""
    await page.locator("[data-language=en]").click()
    member = column(page, stage, WANG)
    await expect(member.locator("h2")).to_have_text("Wang Fang")
    await expect(member.locator(".log")).to_contain_text("Helping at the school crossing")
    await expect(member.locator(".from-bot").last).to_contain_text("Li Jianguo")

    await say(member, "/claim K401 05-26 Something new")
    await expect(member.locator(".from-bot").last).to_contain_text("Wang Fang")
    await page.locator("[data-language=zh_Hans]").click()
    await say(member, "/claim K401 05-25 又一条建议已采纳")
    await expect(member.locator(".from-bot").last).to_contain_text("支部书记")
    await expect(member.locator(".log")).to_contain_text("Something new")


async def test_it_begins_anew_on_the_same_address(page: Page, stage: Stage) -> None:
    """Start over: what was played is gone, the clock is back, and the bot answers."""
    member = column(page, stage, WANG)
    await say(member, "/claim K401 05-26 暂时的一条")
    await expect(member.locator(".from-bot").last).to_contain_text("王芳")
    await page.locator("#day").click()
    await expect(page.locator("#now")).to_contain_text("28日")
    page.on("dialog", lambda dialog: dialog.accept())
    await page.locator("#reset").click()

    await expect(page.locator("#now")).to_contain_text("27日")
    await expect(member.locator(".log")).not_to_contain_text("暂时的一条")
    await say(member, "/claim K401 05-26 新的一条")
    await expect(member.locator(".from-bot").last).to_contain_text("王芳")


@pytest.mark.parametrize("language", ["zh_Hans", "zh_Hant", "en"])
async def test_nothing_sticks_out_on_a_phone(page: Page, stage: Stage, language: str) -> None:
    """What the bot really says fits 360 pixels in each language: bubbles, buttons, the bar."""
    await page.set_viewport_size({"width": 360, "height": 720})
    if language != "zh_Hans":
        async with page.expect_response("**/page/language"):
            await page.locator(f"[data-language={language}]").click()
    await expect(column(page, stage, WANG).locator("h2")).to_have_text(WANG.name.within(language))

    sticking = (
        "[...document.querySelectorAll('.bubble, .key, .photo')].filter(e => e.scrollWidth > e.clientWidth + 1).length"
    )
    assert await page.evaluate("document.documentElement.scrollWidth") == 360
    assert await page.evaluate(sticking) == 0


async def test_the_review_desk_opens_in_place_and_the_cards_follow(page: Page, stage: Stage) -> None:
    """Inside the chat, as a Mini App that Telegram vouches for: approved there, the card in the group says so."""
    member, secretary = column(page, stage, WANG), column(page, stage, LI)
    await page.locator("#steps li").nth(0).get_by_role("button").click()
    await member.locator("textarea").press("Enter")
    card = secretary.locator(".from-bot", has_text="K401").filter(has_text="王芳").last
    await expect(card.get_by_role("button", name="✅")).to_be_visible()
    await secretary.get_by_role("tab").nth(1).click()
    await say(secretary, "/desk")
    await secretary.get_by_role("button", name="在 Telegram 内打开").click()
    desk = page.frame_locator("#app iframe")
    claim = desk.locator("article.claim", has_text="王芳").filter(has_text="K401").last
    await claim.get_by_role("button", name="同意").click()
    await expect(desk.locator(".told")).to_contain_text("已同意")
    await page.locator("#app button").click()
    await secretary.get_by_role("tab").nth(0).click()

    await expect(
        secretary.locator(".from-bot", has_text="K401").filter(has_text="王芳").last.get_by_role("button", name="✅")
    ).to_have_count(0)
