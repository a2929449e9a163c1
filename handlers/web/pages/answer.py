"""How a page becomes an answer: its template filled, under a policy that lets a browser load nothing but ours."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aiohttp import web

from bot.i18n import N_, language
from bot.services.desk import House
from handlers.web.pages.visit import Page

if TYPE_CHECKING:
    from jinja2 import Environment

GONE = N_("This link is over")
GONE_WHY = N_("It was for a limited time, or it is not complete. Please ask the bot for a new one.")
HERE = Path(__file__).parent
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; base-uri 'none'; form-action 'self'; "
)
ALONE = "frame-ancestors 'none'"
TELEGRAM = "https://web.telegram.org https://*.web.telegram.org"
"""Who may show a Mini App inside a page of theirs: Telegram on the web; its other apps show it by itself."""
LOOPBACK = frozenset({"127.0.0.1", "localhost"})
HEADERS = {
    "Content-Security-Policy": POLICY + ALONE,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
FILES = {
    "style.css": "text/css",
    "icon.svg": "image/svg+xml",
    "desk.js": "text/javascript",
    "app.js": "text/javascript",
}
"""What every page may load, and nothing else."""
TAGS = {"zh_Hans": "zh-Hans", "zh_Hant": "zh-Hant", "en": "en"}


def answer(page: Page) -> web.Response:
    """Fill a page's template."""
    text = environment().get_template(page.template).render(
        page.facts, title=page.title, lang=TAGS[page.lang], refresh=page.refresh, version=version(), root=page.root
    )  # fmt: skip
    return web.Response(text=text, status=page.status, content_type="text/html", charset="utf-8", headers=HEADERS)


def gone(lang: str, *, root: str = "") -> Page:
    """Answer the page that a link leads to which is over, forged or taken back: it does not say which."""
    speech = language(lang)
    words = {"why": speech.word(GONE_WHY)}
    return Page(template="gone.html", title=speech.word(GONE), facts=words, lang=speech.code, status=404, root=root)


def embedded(response: web.Response, house: House) -> web.Response:
    """Let Telegram on the web show a page inside its own; the demo's chat, too, where all is on one machine."""
    address = urlsplit(house.public_url)
    beside = f" {address.scheme}://{address.hostname}:*" if address.hostname in LOOPBACK else ""
    response.headers["Content-Security-Policy"] = f"{POLICY}frame-ancestors 'self' {TELEGRAM}{beside}"
    del response.headers["Cross-Origin-Opener-Policy"]
    return response


@cache
def environment() -> "Environment":
    """Answer the templates; every fact is escaped in them."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - a bot without pages needs none

    loader = FileSystemLoader(HERE / "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


@cache
def file(name: str) -> str:
    """Answer a file that pages load."""
    return (HERE / name).read_text(encoding="utf-8")


@cache
def version() -> str:
    """Answer a sign of those files, which stands in their addresses: a browser may keep them until it changes."""
    return sha256("".join(file(name) for name in sorted(FILES)).encode()).hexdigest()[:12]
