"""Pages on LISTEN: what a signed link shows in a browser. PAGES says which there are.

No scripts, no cookies, nothing of anybody else's: one style sheet of ours, templates with autoescape, and a policy that
lets a browser load nothing more. The link names the language. What a page needs from the database is read beside the
writer's transactions.
"""

from collections.abc import Awaitable, Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web

from bot.clock import Clock
from bot.i18n import N_, language
from bot.services import links
from bot.services.desk import House
from handlers.web.pages import checkin
from handlers.web.pages.visit import Page, Visit
from storage.reader import Reader

if TYPE_CHECKING:
    from jinja2 import Environment

GONE = N_("This link is over")
GONE_WHY = N_("It was for a limited time, or it is not complete. Please ask the bot for a new one.")

HERE = Path(__file__).parent
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
FILES = {"style.css": "text/css", "icon.svg": "image/svg+xml"}
"""What every page may load, and nothing else."""
TAGS = {"zh_Hans": "zh-Hans", "zh_Hant": "zh-Hant", "en": "en"}

PAGES: dict[str, Callable[[Visit], Awaitable[Page | None]]] = {
    "checkin": checkin.page,
}
"""Name of a page in its link to what builds it; None for what is gone."""


class Pages:
    """The pages of one installation."""

    def __init__(self, house: House, reader: Reader, clock: Clock) -> None:
        self.house = house
        self.reader = reader
        self.clock = clock

    def add_to(self, app: web.Application) -> None:
        """Serve the pages and their style sheet."""
        for name in FILES:
            app.router.add_get(f"{links.PATH}{name}", self.file)
        app.router.add_get(f"{links.PATH}{{token}}", self.show)

    async def file(self, request: web.Request) -> web.Response:
        """Answer the style sheet or the icon; the address of the sheet changes with it, so a browser may keep it."""
        name = request.path.rpartition("/")[2]
        headers = {**HEADERS, "Cache-Control": "public, max-age=31536000, immutable"}
        return web.Response(text=_file(name), content_type=FILES[name], charset="utf-8", headers=headers)

    async def show(self, request: web.Request) -> web.Response:
        """Answer the page of a link, or say that the link is over."""
        now = self.clock()
        ask = links.read(self.house, request.match_info["token"], now)
        build = PAGES.get(ask.page) if ask is not None else None
        page = None
        if ask is not None and build is not None:
            page = await build(Visit(ask=ask, speech=language(ask.lang), house=self.house, reader=self.reader, now=now))
        if page is None:
            speech = language(ask.lang if ask is not None else self.house.locale)
            words = {"why": speech.word(GONE_WHY)}
            page = Page(template="gone.html", title=speech.word(GONE), facts=words, lang=speech.code, status=404)
        return _answer(page)


def _answer(page: Page) -> web.Response:
    text = _environment().get_template(page.template).render(
        page.facts, title=page.title, lang=TAGS[page.lang], refresh=page.refresh, version=_version()
    )  # fmt: skip
    return web.Response(text=text, status=page.status, content_type="text/html", charset="utf-8", headers=HEADERS)


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - a bot without pages needs none

    loader = FileSystemLoader(HERE / "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


@cache
def _file(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


@cache
def _version() -> str:
    return sha256(_file("style.css").encode()).hexdigest()[:12]
