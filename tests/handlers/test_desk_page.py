"""The review desk and the notice board in a browser: who gets in, what is seen, what is decided, and how often."""

import hmac
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import aiohttp
import orjson
import pytest
from aiohttp.test_utils import unused_port

from bot.services.browser.doors import vouched
from tests.conversations.acts import book, english_branch
from tests.stage import NOON, Stage

KEY = "a key of the tests"


@dataclass
class Browser:
    """A browser of one person: it follows redirects and keeps where it is."""

    session: aiohttp.ClientSession
    at: str = ""
    status: int = 0
    text: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    async def get(self, link: str) -> str:
        async with self.session.get(link) as answer:
            return await self._take(answer)

    async def post(self, link: str = "", **fields: Any) -> str:
        form = aiohttp.FormData()
        for name, value in fields.items():
            for one in value if isinstance(value, list) else [value]:
                form.add_field(name, str(one))
        async with self.session.post(link or self.at, data=form) as answer:
            return await self._take(answer)

    async def _take(self, answer: aiohttp.ClientResponse) -> str:
        self.at, self.status, self.headers = str(answer.url), answer.status, dict(answer.headers)
        content = await answer.read()
        self.text = content.decode(errors="replace")
        return self.text

    def hidden(self, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]*)"', self.text)
        assert found is not None, name
        return unescape(found[1])

    def revisions(self) -> dict[str, str]:
        return dict(re.findall(r'name="(rev\d+)" value="(\d+)"', self.text))


@asynccontextmanager
async def with_pages(tmp_path: Path, **how: Any) -> AsyncIterator[tuple[Stage, Browser]]:
    port = unused_port()
    root = f"http://127.0.0.1:{port}"
    settings = {"listen": f"127.0.0.1:{port}", "public_url": root, "secret_key": KEY, **how}
    async with english_branch(tmp_path, preset="sichuan", **settings) as branch, aiohttp.ClientSession() as session:
        yield branch, Browser(session)


async def desk_link(branch: Stage, name: str) -> str:
    """Ask for the way to the desk."""
    await branch.people[name].tell("/desk")
    await branch.settled()
    keys = branch.people[name].dm.with_button("🖥").json["reply_markup"]["inline_keyboard"]
    return str(next(key["url"] for row in keys for key in row if key["text"].startswith("🖥")))


async def open_desk(branch: Stage, browser: Browser, name: str) -> str:
    """Come by a link and its button; answer the address of the desk."""
    await browser.get(await desk_link(branch, name))
    assert browser.status == 200
    await browser.post()
    assert browser.status == 200, browser.text
    return browser.at


async def claim(branch: Stage, name: str, count: int) -> None:
    for number in range(count):
        await branch.people[name].photo(branch.chat, f"/claim K701 05-{number + 1:02d} cleaning <b>{number}</b>")
        await branch.settled()


async def test_many_claims_are_decided_at_once_and_their_cards_follow(tmp_path: Path) -> None:
    """Ten approved with one press: ten entries, ten cards edited, no message more in the group."""
    async with with_pages(tmp_path) as (branch, browser):
        await claim(branch, "Wang", 10)
        said = len(branch.chat.from_bot)
        await open_desk(branch, browser, "Li")
        assert "10 waiting for you" in browser.text
        assert "cleaning &lt;b&gt;0&lt;/b&gt;" in browser.text
        fields = {**browser.revisions(), "once": browser.hidden("once"), "do": "approve"}
        await browser.post(id=list(range(1, 11)), **fields)
        await branch.settled()

        assert browser.text.count(": approved.") == 10
        assert "Nothing waits for you" in browser.text
        assert await branch.states() == ["approved"] * 10
        assert len(branch.rows("SELECT 1 FROM ledger")) == 10
        assert len(branch.chat.from_bot) == said
        assert all("approved" in message.text.lower() or "✅" in message.text for message in branch.chat.from_bot[-10:])


async def test_a_form_that_arrives_twice_decides_once(tmp_path: Path) -> None:
    """The same press again says so; one with an older revision is refused."""
    async with with_pages(tmp_path) as (branch, browser):
        await claim(branch, "Wang", 1)
        await open_desk(branch, browser, "Li")
        fields = {**browser.revisions(), "once": browser.hidden("once"), "do": "approve:1"}
        await browser.post(**fields)
        assert "#1: approved." in browser.text
        await browser.post(**fields)
        assert "nothing was decided twice" in browser.text
        await browser.post(**{**fields, "once": "another"})

        assert "approved." not in browser.text
        assert len(branch.rows("SELECT 1 FROM ledger")) == 1


async def test_a_reason_is_needed_and_the_claimant_reads_it(tmp_path: Path) -> None:
    """Returning without a word is refused; with one it is told privately, and the undo takes it back."""
    async with with_pages(tmp_path) as (branch, browser):
        await claim(branch, "Wang", 1)
        await open_desk(branch, browser, "Li")
        fields = {**browser.revisions(), "once": browser.hidden("once"), "do": "return"}
        await browser.post(id=1, **fields)
        assert await branch.states() == ["in_review"]
        await browser.post(id=1, **{**fields, "once": "2", "words": "which <hall> was it?"})
        await branch.settled()
        assert await branch.states() == ["returned"]
        assert "which <hall> was it?" in branch.people["Wang"].dm.last.text
        await browser.post(do="undo:1", once="3")

        assert "#1: undone." in browser.text
        assert await branch.states() == ["in_review"]


async def test_photos_are_handed_on_without_the_token(tmp_path: Path) -> None:
    """To whom the claim waits for, and to nobody else."""
    async with with_pages(tmp_path) as (branch, browser):
        await claim(branch, "Wang", 1)
        desk = await open_desk(branch, browser, "Li")
        [photo] = set(re.findall(r'src="([^"]+/photo/[^"]+)"', browser.text))
        assert branch.sim.token not in browser.text
        await browser.get(desk.rpartition("/")[0] + "/" + photo)
        assert (browser.status, browser.headers["Content-Type"]) == (200, "image/png")
        assert branch.sim.token not in str(browser.headers)
        others = await open_desk(branch, browser, "Zhao")
        await browser.get(others + photo[photo.index("/photo") :])  # Zhao knows of the claim, but does not decide it

        assert browser.status == 404


async def test_a_way_opens_once_and_the_next_desk_ends_the_one_before(tmp_path: Path) -> None:
    """Looking at the link does not use it up; using it does; a second desk of the same person closes the first."""
    async with with_pages(tmp_path) as (branch, browser):
        link = await desk_link(branch, "Li")
        for _ in range(2):
            await browser.get(link)
            assert browser.status == 200
        await browser.post(link)
        first = browser.at
        await browser.post(link)
        assert browser.status == 404
        await open_desk(branch, browser, "Li")
        await browser.get(first)
        assert (browser.status, "This link is over" in browser.text) == (404, True)
        branch.clock.at += timedelta(hours=9)
        await browser.get(browser.at)

        assert browser.status == 404


async def test_a_forged_or_foreign_link_opens_nothing(tmp_path: Path) -> None:
    """Another word, a word of another kind, the page's name of another: one clear page, which tells nothing."""
    async with with_pages(tmp_path) as (branch, browser):
        desk = await open_desk(branch, browser, "Li")
        root, word = desk.rsplit("/", 1)
        other = word[:-2] + ("AA" if word[-2:] != "AA" else "BB")
        for link in (
            f"{root}/{other}",
            desk.replace("/desk/", "/board/"),
            desk.replace("/desk/", "/enter/"),
            f"{root}/x",
        ):
            await browser.get(link)
            assert browser.status == 404, link
            assert "This link is over" in browser.text
            assert "第一党支部" not in browser.text


async def test_a_member_who_reviews_nothing_has_an_empty_desk(tmp_path: Path) -> None:
    """And decides nothing by writing the form by hand."""
    async with with_pages(tmp_path) as (branch, browser):
        await claim(branch, "Wang", 1)
        await open_desk(branch, browser, "Zhao")
        assert "Nothing waits for you" in browser.text
        await browser.post(do="approve:1", once="1", rev1="1")

        assert await branch.states() == ["in_review"]


def init_data(token: str, account: int, at: float) -> str:
    """What Telegram says of somebody who opens a Mini App."""
    fields = {"auth_date": str(int(at)), "query_id": "q", "user": orjson.dumps({"id": account}).decode()}
    checked = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    key = hmac.digest(b"WebAppData", token.encode(), sha256)
    return urlencode({**fields, "hash": hmac.digest(key, checked.encode(), sha256).hex()})


async def test_telegram_vouches_for_who_opens_the_desk_inside_it(tmp_path: Path) -> None:
    """Its word is checked by the token, must be fresh, and must be of somebody we know."""
    async with with_pages(tmp_path) as (branch, browser):
        await claim(branch, "Wang", 1)
        root = (await desk_link(branch, "Li")).split("/p/")[0] + "/p/desk/app"
        li, token, now = branch.people["Li"].id, branch.sim.token, branch.clock().timestamp()
        await browser.get(root)
        assert "https://web.telegram.org" in browser.headers["Content-Security-Policy"]
        for said in (
            init_data(token + "x", li, now),
            init_data(token, li, now - 3600),
            init_data(token, 1, now),
            init_data(token, li, now).replace("auth_date", "auth_data"),
            "",
        ):
            await browser.post(root, said=said)
            assert browser.status == 404
        await browser.post(root, said=init_data(token, li, now))

        assert "1 waiting for you" in browser.text


@pytest.mark.parametrize("said", ["hash=", "hash=00&auth_date=1", "a", "user=%7B&hash=x", "%00"])
def test_whatever_stands_behind_an_address_is_no_word_of_telegram(said: str) -> None:
    """It is refused, and breaks nothing."""
    assert vouched(said, "1:token", NOON) is None


async def test_the_notice_board_shows_what_the_group_may_read(tmp_path: Path) -> None:
    """Publicity, leaderboard and dates, by a link that the secretary takes back; dates also as iCalendar."""
    async with with_pages(tmp_path) as (branch, browser):
        await book(branch, "Wang", "K701 x2 05-12 cleaning")
        await branch.move_to(branch.clock.at.replace(month=6, day=8, hour=9))
        await branch.play("""
            Li (private): /desk
            bot → Li: links that open it: 0
            Li (private): [➕ New link]
            bot → Li: 📋 Notice board of 第一党支部
        """)
        link = branch.people["Li"].dm.last.text.split()[-1]
        await browser.get(link)
        assert browser.status == 200
        assert "May 2026 · members" in browser.text
        assert ">Wang</th><td" in browser.text
        assert "half-month reminder" in browser.text
        assert "unsafe" not in browser.headers["Content-Security-Policy"]
        await browser.get(f"{link}/dates.ics")
        assert browser.headers["Content-Type"].startswith("text/calendar")
        assert browser.text.startswith("BEGIN:VCALENDAR\r\n")
        assert all(len(line.encode()) <= 75 for line in browser.text.split("\r\n"))
        assert browser.text.count("BEGIN:VEVENT") == browser.text.count("UID:B001-")
        await branch.play("""
            Li (private): /desk
            bot → Li: links that open it: 1
            Li (private): [⛔ Take them back]
            bot → Li: Links taken back: 1
        """)
        for address in (link, f"{link}/dates.ics"):
            await browser.get(address)
            assert browser.status == 404


async def test_who_answers_for_branches_sees_them_in_a_line_each(tmp_path: Path) -> None:
    """Queues with their age, cases, publicity, the next date, how reviewers decide; a member has no such page."""
    async with with_pages(tmp_path) as (branch, browser):
        await book(branch, "Wang", "K701 x2 05-12 cleaning")
        await claim(branch, "Wang", 1)
        desk = await open_desk(branch, browser, "Li")
        assert f"{desk.rpartition('/')[2]}/overview" in browser.text
        await browser.get(f"{desk}/overview")
        assert browser.status == 200
        assert re.search(r'第一党支部.*?B001.*?>3</td><td class="number">1</td><td>since today', browser.text)
        assert "Li: 1 decision, 100 % approved" in browser.text
        desk = await open_desk(branch, browser, "Wang")
        assert "overview" not in browser.text
        await browser.get(f"{desk}/overview")

        assert browser.status == 404


async def test_behind_a_line_of_the_overview_is_the_branch(tmp_path: Path) -> None:
    """Its queue with who may decide, its dates, its reviewers; only for who answers for it, and for no other code."""
    async with with_pages(tmp_path) as (branch, browser):
        await book(branch, "Wang", "K701 x2 05-12 cleaning")
        await claim(branch, "Wang", 2)
        desk = await open_desk(branch, browser, "Li")
        await browser.get(f"{desk}/overview")
        assert '<a href="branch/B001">第一党支部</a>' in browser.text
        await browser.get(f"{desk}/branch/B001")

        assert browser.status == 200
        assert "In review · 2" in browser.text
        assert re.search(
            r'<td>3</td><th scope="row">Wang · K701 .*?\+3\.00</td><td>since today</td><td>Li', browser.text
        )
        assert "Li: 1 decision, 100 % approved" in browser.text
        assert "May 2026" in browser.text
        assert "is over" not in browser.text
        await browser.get(f"{desk}/branch/B002")
        assert browser.status == 404
        desk = await open_desk(branch, browser, "Wang")
        await browser.get(f"{desk}/branch/B001")
        assert browser.status == 404


async def test_the_branch_page_tells_its_readers_standing_cases_and_ratings(tmp_path: Path) -> None:
    """Averages by place once a month counts; a case that is not yet to be heard is not told to whom it concerns."""
    async with with_pages(tmp_path) as (branch, browser):
        await book(branch, "Wang", "K701 x2 05-12 cleaning")
        await branch.move_to(NOON + timedelta(days=28))
        await branch.move_to(NOON + timedelta(days=40))
        await branch.settled()
        desk = await open_desk(branch, browser, "Li")
        await browser.get(f"{desk}/branch/B001")

        assert "Standing this year" in browser.text
        assert re.search(
            r'<td class="number">1</td><th scope="row">Wang</th><td class="number">\d+\.\d\d</td>', browser.text
        )


async def test_only_who_answers_for_the_branch_gives_links_out(tmp_path: Path) -> None:
    """A member sees no button, and a button written by hand does nothing."""
    async with with_pages(tmp_path) as (branch, _):
        await branch.play("""
            Wang (private): /desk
            bot → Wang: Review desk
        """)
        keys = branch.people["Wang"].dm.last.json["reply_markup"]["inline_keyboard"]

        assert [key["text"] for row in keys for key in row] == ["🖥 Open the review desk", "📱 Open it in Telegram"]


async def test_without_an_address_the_bot_says_what_is_missing(tmp_path: Path) -> None:
    """Rather than giving a link that leads nowhere."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await branch.play("""
            Wang (private): /desk
            bot → Wang: This bot has no pages in a browser. … JIFENBOT_PUBLIC_URL
        """)
