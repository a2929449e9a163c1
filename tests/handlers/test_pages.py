"""Pages: a signed link shows its page, in its language, with nothing but our own style sheet; no other link does."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
from aiohttp.test_utils import unused_port

from bot.domain.life.checkin import checkin_code
from bot.signing import Signer
from tests.conversations.acts import english_branch
from tests.stage import ZONE, Stage

KEY = "a key of the tests"


@asynccontextmanager
async def a_screen(tmp_path: Path, **how: str) -> AsyncIterator[tuple[Stage, str]]:
    """An open meeting, and the link to its screen as Li is given it."""
    port = unused_port()
    root = f"http://127.0.0.1:{port}"
    settings = {"listen": f"127.0.0.1:{port}", "public_url": root, "secret_key": f"{KEY},an older one", **how}
    async with english_branch(tmp_path, preset="sichuan", **settings) as branch:
        branch.clock.at = datetime(2026, 6, 10, 14, 50, 10, tzinfo=ZONE)
        await branch.play("""
            Li: /meeting theme_day 06-10 15:00 Room <4> | Fields & rivers
            Li (private): /meeting 1
            Li (private): [▶ Open]
            bot → Li: please open the page on the screen … [🖥 Open the screen]
        """)
        letter = branch.people["Li"].dm.with_button("🖥 Open")
        rows = letter.json["reply_markup"]["inline_keyboard"]
        yield branch, next(key["url"] for row in rows for key in row if key["text"].startswith("🖥 Open"))


async def read(link: str) -> tuple[int, str, dict[str, str]]:
    async with aiohttp.ClientSession() as session, session.get(link) as answer:
        return answer.status, await answer.text(), dict(answer.headers)


def other(branch: Stage, link: str, key: str, lang: str = "en") -> str:
    """The same link signed by another key, or for a reader of another language."""
    word = Signer(keys=(key,)).sign("page", ["checkin", 1, lang], branch.clock() + timedelta(hours=1))
    return f"{link.rpartition('/')[0]}/{word}"


async def test_the_screen_shows_digits_and_count_and_loads_itself_anew(tmp_path: Path) -> None:
    async with a_screen(tmp_path) as (branch, link):
        secret = branch.rows("SELECT secret FROM meetings")[0][0]
        code = checkin_code(secret, int(branch.clock().timestamp()))
        await branch.play(f"""
            Wang (private): {code}
            bot → Wang: ✅ Checked in
        """)
        status, text, headers = await read(link)

        assert status == 200
        assert f"<span>{code[:3]}</span> <span>{code[3:]}</span>" in text
        assert "<b>1</b> checked in <span>of 3</span>" in text
        assert '<meta http-equiv="refresh" content="10">' in text
        assert "Room &lt;4&gt;" in text
        assert "Fields &amp; rivers" in text
        assert "<svg" in text
        assert "<script" not in text
        assert "style=" not in text
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cache-Control"] == "no-store"
        assert "Wang" not in text
        branch.clock.at += timedelta(seconds=15)
        assert '<meta http-equiv="refresh" content="5">' in (await read(link))[1]


async def test_once_the_meeting_is_over_the_screen_shows_no_code(tmp_path: Path) -> None:
    async with a_screen(tmp_path) as (branch, link):
        await branch.play("""
            Li (private): [⏹ End]
            bot → Li: over; its record is still to be made
        """)
        status, text, _ = await read(link)

        assert status == 200
        assert "The check-in is over" in text
        assert "digits" not in text
        assert "refresh" not in text


@pytest.mark.parametrize("lang", ["zh_Hans", "zh_Hant"])
async def test_the_link_names_the_language(tmp_path: Path, lang: str) -> None:
    words = {"zh_Hans": "新码倒计时", "zh_Hant": "新簽到碼倒數"}
    async with a_screen(tmp_path) as (branch, link):
        status, page, _ = await read(other(branch, link, KEY, lang))

        assert status == 200
        assert words[lang] in page
        assert f'<html lang="{lang.replace("_", "-")}">' in page


async def test_a_link_that_was_changed_or_is_over_shows_nothing(tmp_path: Path) -> None:
    async with a_screen(tmp_path) as (branch, link):
        root, _, word = link.rpartition("/")
        changed = [word[:-1], word[:-1] + "_", word[::-1], word + "A", "nonsense", "...."]

        assert [(await read(f"{root}/{one}"))[0] for one in changed] == [404] * len(changed)
        assert (await read(link))[0] == 200
        branch.clock.at += timedelta(hours=6)
        status, text, headers = await read(link)
        assert status == 404
        assert "This link is over" in text
        assert "default-src 'none'" in headers["Content-Security-Policy"]


async def test_a_key_that_was_replaced_still_verifies(tmp_path: Path) -> None:
    """SECRET_KEY is a list: the first signs, all verify; a key that is gone does not."""
    async with a_screen(tmp_path) as (branch, link):
        assert (await read(other(branch, link, "an older one")))[0] == 200
        assert (await read(other(branch, link, "a key of nobody")))[0] == 404


async def test_the_style_sheet_is_ours_and_kept(tmp_path: Path) -> None:
    async with a_screen(tmp_path) as (_, link):
        status, text, headers = await read(f"{link.rpartition('/')[0]}/style.css")

        assert status == 200
        assert headers["Content-Type"].startswith("text/css")
        assert "immutable" in headers["Cache-Control"]
        assert "url(" not in text
        assert "@import" not in text


async def test_without_a_key_there_is_no_link(tmp_path: Path) -> None:
    """Then the digits stand in the host's private chat, as without a public address."""
    async with english_branch(tmp_path, preset="sichuan", public_url="http://127.0.0.1:1", secret_key="") as branch:
        await branch.play("""
            Li: /meeting study 05-13 15:00 Room 4
            Li (private): /meeting 1
            Li (private): [▶ Open]
            bot → Li: 🔢 Study meeting: … Checked in: 0 of 3
        """)
