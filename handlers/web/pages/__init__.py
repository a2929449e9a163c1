"""Pages on LISTEN: what a signed link shows in a browser. PAGES says which there are.

No cookies, nothing of anybody else's: one style sheet of ours, templates with autoescape, and a policy that lets a
browser load nothing more. The link names the language. What a page needs from the database is read beside the writer's
transactions. Only the review desk has a script, and does without it, too.
"""

from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.clock import Clock
from bot.i18n import language
from bot.services import links
from bot.services.desk import House
from handlers.web.pages import checkin
from handlers.web.pages.answer import FILES, HEADERS, answer, file, gone
from handlers.web.pages.visit import Page, Visit
from storage.reader import Reader

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
        return web.Response(text=file(name), content_type=FILES[name], charset="utf-8", headers=headers)

    async def show(self, request: web.Request) -> web.Response:
        """Answer the page of a link, or say that the link is over."""
        now = self.clock()
        ask = links.read(self.house, request.match_info["token"], now)
        build = PAGES.get(ask.page) if ask is not None else None
        page = None
        if ask is not None and build is not None:
            page = await build(Visit(ask=ask, speech=language(ask.lang), house=self.house, reader=self.reader, now=now))
        return answer(page or gone(ask.lang if ask is not None else self.house.locale))
