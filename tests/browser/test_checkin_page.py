"""The screen of a meeting in a real browser: on a wall and on a phone, bright and dark, without a script."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from bot.domain.life.checkin import checkin_code
from tests.handlers.test_pages import a_screen
from tests.stage import Stage

WALL = {"width": 1280, "height": 720}
PHONE = {"width": 360, "height": 740}


@asynccontextmanager
async def shown(
    tmp_path: Path, browser: Browser, size: dict[str, int], *, dark: bool = False
) -> AsyncIterator[tuple[Stage, Page]]:
    """The screen in a browser that runs no script; whatever the browser complains of is a fault."""
    async with a_screen(tmp_path) as (branch, link):
        context = await browser.new_context(
            viewport={"width": size["width"], "height": size["height"]},
            color_scheme="dark" if dark else "light",
            java_script_enabled=False,
        )
        page = await context.new_page()
        faults: list[str] = []
        page.on("console", lambda message: faults.append(message.text))
        await page.goto(link)
        yield branch, page
        await context.close()
        assert faults == []


@pytest.mark.parametrize(("size", "least"), [(WALL, 150), (PHONE, 60)])
@pytest.mark.parametrize("dark", [False, True])
async def test_the_digits_are_large_and_everything_fits(
    tmp_path: Path, browser: Browser, size: dict[str, int], least: int, dark: bool
) -> None:
    """On a wall nothing needs scrolling and the digits are a fifth of its height; on a phone nothing runs out."""
    async with shown(tmp_path, browser, size, dark=dark) as (branch, page):
        secret = branch.rows("SELECT secret FROM meetings")[0][0]
        code = checkin_code(secret, int(branch.clock().timestamp()))
        digits = page.locator(".digits")
        await expect(digits).to_have_text(f"{code[:3]} {code[3:]}")
        box, frame = await digits.bounding_box(), await page.locator("body").bounding_box()
        code_box = await page.locator(".qr svg").bounding_box()
        await page.screenshot(path=str(tmp_path / f"screen-{size['width']}-{'dark' if dark else 'light'}.png"))

        assert box is not None
        assert frame is not None
        assert code_box is not None
        assert box["height"] >= least
        assert code_box["width"] >= 200
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= size["width"]
        assert frame["width"] <= size["width"]
        if size is WALL:
            assert frame["height"] <= size["height"] + 1


async def test_the_screen_follows_the_clock_by_itself(tmp_path: Path, browser: Browser) -> None:
    """The half minute passes; the browser loads the page anew and shows other digits and who came meanwhile."""
    async with shown(tmp_path, browser, WALL) as (branch, page):
        before = await page.locator(".digits").inner_text()
        code = before.replace(" ", "")
        await branch.play(f"""
            Wang (private): {code}
            bot → Wang: ✅ Checked in
        """)
        branch.clock.at = branch.clock.at.replace(second=31)

        await expect(page.locator(".count b")).to_have_text("1")
        await expect(page.locator(".digits")).not_to_have_text(before)
