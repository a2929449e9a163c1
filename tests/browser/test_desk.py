"""The review desk and the notice board in a real browser: ten claims approved, keys, narrow and wide, axe content."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

from tests.conversations.acts import book
from tests.handlers.test_desk_page import claim, desk_link, with_pages
from tests.stage import Stage

SIZES = {"phone": (360, 740), "desk": (1280, 800)}
LANGUAGES = ("zh_Hans", "zh_Hant", "en")


@asynccontextmanager
async def a_page(browser: Browser, width: int, height: int, **how: Any) -> AsyncIterator[Page]:
    """A page whose browser complains of nothing."""
    context = await browser.new_context(viewport={"width": width, "height": height}, **how)
    page = await context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    await context.close()
    assert faults == []


async def come(branch: Stage, page: Page, lang: str = "en") -> None:
    """Open Li's desk by its link and button."""
    branch.write("UPDATE persons SET lang = :lang", lang=lang)
    await page.goto(await desk_link(branch, "Li"))
    await page.locator("button.primary").click()
    await expect(page.locator("article.claim").first).to_be_visible()


async def faults_of(page: Page) -> list[str]:
    """What axe finds serious."""
    found = await Axe().run(page)
    return [rule["id"] for rule in found.response["violations"] if rule["impact"] in {"serious", "critical"}]


async def fits(page: Page) -> bool:
    """Whether nothing needs scrolling to the side."""
    return bool(await page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


async def test_ten_claims_are_approved_at_the_desk_and_their_cards_follow(tmp_path: Path, browser: Browser) -> None:
    """Select all, approve: the entries are booked, the cards in the group are edited, and one is undone."""
    async with with_pages(tmp_path) as (branch, _), a_page(browser, 1280, 800) as page:
        await claim(branch, "Wang", 10)
        said = len(branch.chat.from_bot)
        await come(branch, page)
        await expect(page.locator("article.claim")).to_have_count(10)
        await expect(page.locator(".photos img").first).to_have_js_property("complete", True)
        await page.locator("#all").check()
        await page.locator(".acts button.primary").click()
        await expect(page.locator(".told form.done")).to_have_count(10)
        assert await branch.states() == ["approved"] * 10
        assert len(branch.chat.from_bot) == said
        await page.get_by_role("button", name="Undo #3").click()
        await expect(page.locator(".told")).to_contain_text("#3: undone.")

        assert (await branch.states())[2] == "in_review"


async def test_the_desk_obeys_keys_and_does_without_a_script(tmp_path: Path, browser: Browser) -> None:
    """j moves, r asks for a reason first, a approves; with scripts off the buttons do the same."""
    async with with_pages(tmp_path) as (branch, _):
        await claim(branch, "Wang", 3)
        async with a_page(browser, 1280, 800) as page:
            await come(branch, page)
            await page.keyboard.press("j")
            await page.keyboard.press("r")
            await expect(page.locator("#words")).to_be_focused()
            await page.locator("#words").fill("please name the hall")
            await page.keyboard.press("Tab")
            await page.keyboard.press("r")
            await expect(page.locator(".told")).to_contain_text("#1: returned")
            await page.keyboard.press("j")
            await page.keyboard.press("a")
            await expect(page.locator(".told")).to_contain_text("#2: approved")
        async with a_page(browser, 360, 740, java_script_enabled=False) as page:
            await come(branch, page)
            await page.get_by_role("button", name="Approve #3").click()
            await expect(page.locator(".told")).to_contain_text("#3: approved")

        assert await branch.states() == ["returned", "approved", "approved"]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", LANGUAGES)
async def test_pages_fit_and_axe_finds_nothing_serious(tmp_path: Path, browser: Browser, size: str, lang: str) -> None:
    """In three languages, on a phone and on a desk, bright and dark; the pictures lie in the test's directory."""
    async with with_pages(tmp_path) as (branch, _):
        await book(branch, "Wang", "K701 x2 05-12 cleaning")
        await claim(branch, "Zhao", 2)
        scheme = "dark" if size == "phone" else "light"
        async with a_page(browser, *SIZES[size], color_scheme=scheme) as page:
            await come(branch, page, lang)
            assert await fits(page)
            await page.screenshot(path=str(tmp_path / f"review-{lang}-{size}.png"), full_page=True)
            assert await faults_of(page) == []
            await page.locator("header a").click()
            await expect(page.locator("table").first).to_be_visible()
            assert await fits(page)
            assert await faults_of(page) == []
            await page.locator("tbody th a").click()
            await expect(page.locator("ul.dates")).to_be_visible()
            assert await fits(page)
            await page.screenshot(path=str(tmp_path / f"branch-{lang}-{size}.png"), full_page=True)
            assert await faults_of(page) == []
            await branch.people["Li"].tell("/desk")
            await branch.settled()
            await branch.people["Li"].press(branch.people["Li"].dm, "➕")
            await branch.settled()
            await page.goto(branch.people["Li"].dm.last.text.split()[-1])
            await expect(page.locator("table").first).to_be_visible()
            assert await fits(page)
            await page.screenshot(path=str(tmp_path / f"board-{lang}-{size}.png"), full_page=True)

            assert await faults_of(page) == []
