"""The page in a real browser: it is played, it fits, it speaks three languages."""

import shutil
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from bot.simulator import Group, Simulator, User

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: run `make browser`")


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as player:
        chromium = await player.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        await chromium.close()


@pytest.fixture
async def page(browser: Browser, sim: Simulator, wang: User, li: User, branch: Group) -> AsyncIterator[Page]:
    sim.cast, sim.shown_group = [li, wang], branch
    page = await browser.new_page(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    await page.goto(sim.page_url)
    yield page
    assert faults == []


@pytest.mark.usefixtures("small_bot")
async def test_a_claim_is_filed_and_approved_by_hand(page: Page, wang: User, li: User) -> None:
    """Type, press Enter, press the button in another person's column: toast and edit appear in place."""
    member, reviewer = page.locator(f"#person-{wang.id}"), page.locator(f"#person-{li.id}")
    await member.locator("textarea").fill("/claim F1")
    await member.locator("textarea").press("Enter")
    card = reviewer.locator(".from-bot", has_text="#1 /claim F1")
    await card.get_by_role("button", name="✅").click()

    await expect(reviewer.locator(".toast")).to_have_text("already handled by Li")
    await expect(member.locator(".from-bot .text")).to_have_text("approved by Li")
    await expect(member.locator(".from-bot .meta")).to_contain_text("已编辑")
    await expect(member.locator(".keyboard")).to_have_count(0)


@pytest.mark.usefixtures("small_bot")
async def test_a_link_opens_the_private_chat(page: Page, wang: User, li: User, branch: Group) -> None:
    """The button that leads to the bot presses Start there; the other chat's news is counted."""
    await wang.say(branch, "/claim F1")
    reviewer = page.locator(f"#person-{li.id}")
    await reviewer.get_by_role("button", name="❌").click()

    await expect(reviewer.locator(".log")).to_contain_text("#1 /start why")
    await wang.say(branch, "/claim F2")
    await expect(reviewer.locator(".badge").first).to_have_text("2")


async def test_a_sign_that_no_font_has_is_drawn(page: Page, wang: User, branch: Group) -> None:
    """Where the machine knows no emoji, the card shows pictures of them and no empty boxes; the text keeps the sign."""
    await page.evaluate("import('/page/signs.js').then((signs) => signs.pretend('✅'))")
    await wang.say(branch, "✅ 同意 ❌")
    said = page.locator(f"#person-{wang.id} .text").last

    await expect(said.locator(".sign").first).to_have_text("✅")
    await expect(said).to_have_text("✅ 同意 ❌")


async def test_who_does_not_fit_beside_the_others_is_named_above(page: Page, wang: User, li: User) -> None:
    """Two people fit a wide window; in a narrow one their names and offices lead to them."""
    await expect(page.locator("#people")).to_be_hidden()
    await page.set_viewport_size({"width": 360, "height": 720})
    await expect(page.locator("#people button")).to_have_count(2)
    await page.locator(f"[data-person='{wang.id}']").click()

    await expect(page.locator(f"[data-person='{wang.id}']")).to_have_attribute("aria-current", "")
    await expect(page.locator(f"#person-{wang.id} textarea")).to_be_in_viewport()
    await expect(page.locator(f"#person-{li.id} textarea")).not_to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_it_fits_a_small_phone(page: Page, wang: User, branch: Group, scheme: str) -> None:
    """Nothing sticks out at 360 pixels, whatever is said; every control is on the screen."""
    await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    await page.set_viewport_size({"width": 360, "height": 720})
    await wang.say(branch, "长" * 400 + " https://example.org/" + "x" * 300)
    await wang.photo(branch, "y" * 200)
    await expect(page.locator(".message").first).to_be_visible()

    assert await page.evaluate("document.documentElement.scrollWidth") == 360
    for name in ("#next", "#day", "#help", "#languages"):
        box = await page.locator(name).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
    sticking = (
        "[...document.querySelectorAll('.bubble, .key, .photo')].filter(e => e.scrollWidth > e.clientWidth + 1).length"
    )
    assert await page.evaluate(sticking) == 0


LANGUAGES = [
    ("zh_Hant", "積分助手 · 示範", "zh-hant"),
    ("en", "Points bot · demo", "en"),
    ("zh_Hans", "积分助手 · 演示", "zh-hans"),
]


async def test_it_speaks_three_languages(page: Page, wang: User) -> None:
    """The switch changes the page's words and the language of the people's Telegram."""
    for code, title, tongue in LANGUAGES:
        async with page.expect_response("**/page/language"):
            await page.locator(f"[data-language={code}]").click()
        await expect(page.locator("h1")).to_have_text(title)
        await expect(page.locator("html")).to_have_attribute("lang", code.replace("_", "-"))
        assert wang.account.language_code == tongue


async def test_commands_are_hinted_and_chosen_by_keyboard(page: Page, sim: Simulator, wang: User) -> None:
    box = page.locator(f"#person-{wang.id} textarea")
    sim.world.commands["default", 0, 0, ""] = [
        {"command": "claim", "description": "申报"},
        {"command": "board", "description": "榜单"},
    ]
    await page.reload()
    await box.press_sequentially("/")
    await expect(page.locator(f"#person-{wang.id} [role=option]")).to_have_count(2)
    await box.press("ArrowDown")
    await box.press("ArrowDown")
    await box.press("Tab")

    await expect(box).to_have_value("/board ")
