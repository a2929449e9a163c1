"""Pages behind doors: a branch's notice board with its dates, the way to the review desk, and the desk.

What is read is read in a thread on a connection that cannot write; what is decided goes through the writer as a job
with a number of its own, so that a form that arrives twice decides once.
"""

import asyncio
import secrets
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any, TypeVar

from aiohttp import web
from telegram.error import TelegramError

from bot.clock import Clock
from bot.domain.refusals import Refusal
from bot.i18n import N_, Language, language
from bot.services import review
from bot.services.browser import branch_detail, doors, noticeboard, overview, review_desk
from bot.services.desk import Desk, House
from bot.services.yearly import sheets
from bot.services.yearly import words as year_words
from handlers.web.pages.answer import answer, embedded, gone
from handlers.web.pages.visit import Page
from handlers.wire import Api
from storage import orgs
from storage.session import reading
from storage.transaction import Tx
from storage.writer import DatabaseDown, Job, Writer

T = TypeVar("T")
MOST_PHOTO = 10 * 1024 * 1024
"""Telegram's own limit of a photo."""
IMAGES = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG": "image/png", b"RIFF": "image/webp"}
"""First bytes of what is shown to what it is."""
MOST_AT_ONCE = 100

DESK = N_("Review desk")
WAITING = N_("{count} waiting for you")
NOTHING = N_("Nothing waits for you.")
KEYS = N_("Keys: j and k move, x selects, a approves, r returns, n rejects.")
BUSY = N_("The bot cannot write just now. Nothing was decided; please try again in a minute.")
AGAIN = N_("This form had arrived before; nothing was decided twice.")
NONE_CHOSEN = N_("Please choose claims first.")
ENTER = N_("Open the review desk")
ENTER_WHY = N_("The desk opens once with this link, for eight hours, and ends one that you have open elsewhere.")
BOARD = N_("Notice board of {branch}")
OVERVIEW = N_("Overview of the branches")
WORDS = {
    "select": N_("Select"),
    "approve": N_("Approve"),
    "return": N_("Return"),
    "reject": N_("Not approve"),
    "undo": N_("Undo"),
    "chosen": N_("With those selected"),
    "all": N_("Select all on this page"),
    "reason": N_("Reason, for returning and for not approving; the claimant reads it"),
    "own": N_("in my own words"),
    "photo": N_("Photo {n} of claim {id}"),
    "others": N_("{count} more in the chat"),
    "outcome": N_("What was decided"),
    "before": N_("Earlier page"),
    "after": N_("Later page"),
    "page": N_("Page {n} of {pages}"),
    "wait": N_("One moment …"),
    "noscript": N_("Please ask the bot for a link: /desk"),
    "publicity": N_("Publicity"),
    "standing": N_("Leaderboard"),
    "dates": N_("Dates"),
    "place": N_("Place"),
    "name": N_("Name"),
    "points": N_("Points"),
    "converted": N_("Converted"),
    "nothing": N_("Nothing yet."),
    "subscribe": N_("Dates for your calendar (iCalendar)"),
    "content": N_("Content:"),
    "desk": N_("Review desk"),
    "overview": N_("Overview of the branches"),
    "branch": N_("Branch"),
    "members": N_("Members"),
    "waiting": N_("In review"),
    "oldest": N_("Oldest"),
    "cases": N_("Open cases"),
    "coming": N_("Next date"),
    "stars": N_("Stars"),
    "by": N_("Who may decide"),
    "waited": N_("Waiting"),
    "average": N_("Average"),
    "grade": N_("Grade"),
    "year_standing": N_("Standing this year"),
    "reviewing": N_("Reviewing"),
    "ratings": N_("Ratings"),
    "year": N_("Year"),
    "state": N_("State"),
    "back": N_("Back to the notice board"),
    "sheets": N_("All sheets of the year:"),
    "to_year": N_("The year {year}"),
    "first_of": N_("The {shown} that have waited longest, of {count}."),
}


class Opened:
    """Serves what stands behind doors."""

    def __init__(  # noqa: PLR0917 - the composition root's call, each of another type
        self, url: str, house: House, writer: Writer, api: Api, clock: Clock, token: str
    ) -> None:
        self._url = url
        self._house = house
        self._writer = writer
        self._api = api
        self._clock = clock
        self._token = token

    def add_to(self, app: web.Application) -> None:
        """Serve the pages."""
        add = app.router
        add.add_get("/p/board/{word}", self.board)
        add.add_get("/p/board/{word}/dates.ics", self.dates)
        add.add_get("/p/board/{word}/year/{year:[0-9]{4}}", self.year)
        add.add_get("/p/enter/{word}", self.way)
        add.add_post("/p/enter/{word}", self.enter)
        add.add_get("/p/desk/app", self.app)
        add.add_post("/p/desk/app", self.enter_app)
        add.add_get("/p/desk/{word}", self.desk)
        add.add_get("/p/desk/{word}/overview", self.overview)
        add.add_get("/p/desk/{word}/branch/{code}", self.branch)
        add.add_post("/p/desk/{word}", self.decide)
        add.add_get("/p/desk/{word}/photo/{claim:[0-9]{1,18}}/{piece:[0-9]{1,18}}", self.photo)

    # ---- reading and writing ---------------------------------------------------------------------------------
    async def _read(self, look: Callable[[Desk], T]) -> T:
        """Look at the books in a thread, on a connection that cannot write."""

        def read() -> T:
            with reading(self._url) as tx:
                return look(self._desk(tx, "page"))

        return await asyncio.to_thread(read)

    async def _write(self, work: Callable[[Desk], T], once: str) -> T | None:
        """Have something decided; None where the same was handed in before."""
        number = -int.from_bytes(sha256(once.encode()).digest()[:7], "big") - 1
        now = self._clock()
        job = Job(run=lambda tx: work(self._desk(tx, f"w{-number}")), update=(number, now))
        self._writer.submit(job)
        found: T | None = await asyncio.wrap_future(job.done)
        return found

    def _desk(self, tx: Tx, source: str) -> Desk:
        return Desk(tx=tx, now=self._clock(), house=self._house, source=source)

    def _shown(self, page: Page) -> web.Response:
        return embedded(answer(page), self._house)

    def _token_of(self, desk: Desk, word: str, kind: str) -> Mapping[str, Any] | None:
        token = doors.look(desk.tx, self._house, word, kind, desk.now)
        return token.facts if token is not None else None

    # ---- the notice board ------------------------------------------------------------------------------------
    async def board(self, request: web.Request) -> web.Response:
        """Show a branch's notice board."""
        word = request.match_info["word"]

        def look(desk: Desk) -> Page | None:
            facts = self._token_of(desk, word, doors.BOARD)
            branch = orgs.get(desk.tx, int(facts["org"])) if facts is not None else None
            if facts is None or branch is None or branch.state != "active":
                return None
            speech = language(str(facts["lang"]))
            shown = noticeboard.look(desk, branch, speech)
            zone = desk.house.zone
            dates = [
                (f"{one.at.astimezone(zone):%Y-%m-%dT%H:%M}", speech.moment(one.at, zone), one.title)
                for one in shown.dates
            ]
            told = {"board": shown, "dates": dates, "branch": branch.name, "word": word, "words": _words(speech)}
            years = sheets.frozen_years(desk, branch)
            told["years"] = [(one, speech.plain(WORDS["to_year"], year=speech.period(str(one)))) for one in years]
            title = speech.plain(BOARD, branch=branch.name)
            return Page(template="board.html", title=title, lang=speech.code, facts=told, root="../")

        page: Page | None = await self._read(look)
        return self._shown(page or gone(self._house.locale, root="../"))

    async def dates(self, request: web.Request) -> web.Response:
        """Answer a branch's dates as iCalendar."""
        word = request.match_info["word"]

        def look(desk: Desk) -> str | None:
            facts = self._token_of(desk, word, doors.BOARD)
            if facts is None:
                return None
            branch, speech = orgs.get(desk.tx, int(facts["org"])), language(str(facts["lang"]))
            return noticeboard.calendar_text(branch, noticeboard.dates(desk, branch, speech), now=desk.now)

        text = await self._read(look)
        if text is None:
            return answer(gone(self._house.locale, root="../../"))
        return web.Response(text=text, content_type="text/calendar", charset="utf-8")

    async def year(self, request: web.Request) -> web.Response:
        """Show the open part of a branch's year, each number with what it was reckoned from."""
        word, number = request.match_info["word"], int(request.match_info["year"])

        def look(desk: Desk) -> Page | None:
            facts = self._token_of(desk, word, doors.BOARD)
            branch = orgs.get(desk.tx, int(facts["org"])) if facts is not None else None
            if facts is None or branch is None or branch.state != "active" or not 2000 <= number <= desk.today.year:
                return None
            speech = language(str(facts["lang"]))
            sheet = sheets.of_branch(desk, branch, number)
            openly = [fact for fact in sheet.facts if fact.public]
            told = {
                "parts": [
                    (
                        speech.word(year_words.PARTS[part]),
                        [(year_words.text(one, speech), year_words.how(one, speech)) for one in own],
                    )
                    for part, own in year_words.by_part(openly)
                ],
                "provisional": speech.word(year_words.PROVISIONAL) if sheet.row is None else "",
                "nothing": speech.word(year_words.NOTHING),
                "head": sheets.head(desk, branch, number),
                "word": word,
                "words": _words(speech),
            }
            title = f"{speech.period(str(number))} · {branch.name}"
            return Page(template="year.html", title=title, lang=speech.code, facts=told, root="../../../")

        page: Page | None = await self._read(look)
        return self._shown(page or gone(self._house.locale, root="../../../"))

    # ---- the way to the desk ---------------------------------------------------------------------------------
    async def way(self, request: web.Request) -> web.Response:
        """Ask before a link is used up: whatever only looks at links does not open the desk."""
        word = request.match_info["word"]
        facts = await self._read(lambda desk: self._token_of(desk, word, doors.WAY))
        if facts is None:
            return self._shown(gone(self._house.locale, root="../"))
        speech = language(str(facts["lang"]))
        told = {"why": speech.word(ENTER_WHY), "enter": speech.word(ENTER)}
        return self._shown(
            Page(template="enter.html", title=speech.word(DESK), lang=speech.code, facts=told, root="../")
        )

    async def enter(self, request: web.Request) -> web.Response:
        """Use up a link and open the desk."""
        word = request.match_info["word"]
        found = await self._write(lambda desk: doors.enter(desk, word), f"enter {secrets.token_hex(16)}")
        if found is None:
            return self._shown(gone(self._house.locale, root="../"))
        raise web.HTTPSeeOther(f"../desk/{found}")

    async def app(self, _request: web.Request) -> web.Response:
        """Take in whom Telegram sends: the page hands over what Telegram says of its reader."""
        speech = language(self._house.locale)
        page = Page(
            template="app.html",
            title=speech.word(DESK),
            lang=speech.code,
            facts={"words": _words(speech)},
            root="../",
        )
        return self._shown(page)

    async def enter_app(self, request: web.Request) -> web.Response:
        """Open the desk for whom Telegram vouches."""
        said = str((await request.post()).get("said", ""))
        found = await self._write(lambda desk: doors.enter_app(desk, said, self._token), f"app {secrets.token_hex(16)}")
        if found is None:
            return self._shown(gone(self._house.locale, root="../"))
        raise web.HTTPSeeOther(found)

    # ---- the desk --------------------------------------------------------------------------------------------
    async def desk(self, request: web.Request) -> web.Response:
        """Show a page of the queue."""
        number = request.query.get("page", "0")
        return await self._show(request.match_info["word"], int(number) if number.isdecimal() else 0, ())

    async def _show(
        self, word: str, number: int, told: tuple[review_desk.Outcome, ...], note: str = ""
    ) -> web.Response:
        def look(desk: Desk) -> Page | None:
            facts = self._token_of(desk, word, doors.DESK)
            if facts is None:
                return None
            person, speech = review_desk.reader(desk, int(facts["person"])), language(str(facts["lang"]))
            shown = review_desk.page(desk, person, number, speech)
            head = speech.plain(WAITING, count=shown.count) if shown.count else speech.word(NOTHING)
            facts = {
                "shown": shown,
                "head": head,
                "keys": speech.word(KEYS),
                "told": told,
                "note": speech.word(note),
                "once": secrets.token_urlsafe(12),
                "word": word,
                "reasons": [speech.word(text) for verb in ("b", "r") for text in review.REASONS[verb]],
                "words": _words(speech),
                "answers": bool(overview.branches_of(desk, person)),
                "at": speech.plain(WORDS["page"], n=shown.number + 1, pages=shown.pages),
            }
            return Page(template="desk.html", title=speech.word(DESK), lang=speech.code, facts=facts, root="../")

        page: Page | None = await self._read(look)
        response = self._shown(page or gone(self._house.locale, root="../"))
        response.enable_compression()
        return response

    async def overview(self, request: web.Request) -> web.Response:
        """Show all branches that the reader answers for, in a line each."""
        word = request.match_info["word"]

        def look(desk: Desk) -> Page | None:
            facts = self._token_of(desk, word, doors.DESK)
            if facts is None:
                return None
            person, speech = review_desk.reader(desk, int(facts["person"])), language(str(facts["lang"]))
            found = overview.rows(desk, person, speech)
            if not found:
                return None
            told = {"rows": found, "word": word, "words": _words(speech)}
            title = speech.word(OVERVIEW)
            return Page(template="overview.html", title=title, lang=speech.code, facts=told, root="../../")

        page: Page | None = await self._read(look)
        return self._shown(page or gone(self._house.locale, root="../../"))

    async def branch(self, request: web.Request) -> web.Response:
        """Show what stands behind a branch's line."""
        word, code = request.match_info["word"], request.match_info["code"]

        def look(desk: Desk) -> Page | None:
            facts = self._token_of(desk, word, doors.DESK)
            if facts is None:
                return None
            person, speech = review_desk.reader(desk, int(facts["person"])), language(str(facts["lang"]))
            shown = branch_detail.look(desk, person, code, speech)
            if shown is None:
                return None
            zone = desk.house.zone
            told = {
                "shown": shown,
                "word": word,
                "words": _words(speech),
                "first_of": speech.plain(WORDS["first_of"], shown=len(shown.waiting), count=shown.count),
                "dates": [(one.at.isoformat(), speech.moment(one.at, zone), one.title) for one in shown.dates],
            }
            title = f"{shown.branch.name} · {shown.branch.code}"
            return Page(template="branch.html", title=title, lang=speech.code, facts=told, root="../../../")

        page: Page | None = await self._read(look)
        response = self._shown(page or gone(self._house.locale, root="../../../"))
        response.enable_compression()
        return response

    async def decide(self, request: web.Request) -> web.Response:
        """Decide on what was selected, or on the one claim whose button was pressed."""
        word, form = request.match_info["word"], await request.post()
        do, _, one = str(form.get("do", "")).partition(":")
        chosen = [one] if one else [str(number) for number in form.getall("id", [])]
        numbers = [int(number) for number in chosen[:MOST_AT_ONCE] if number.isdecimal() and len(number) < 19]
        if do not in review_desk.ACTS or not numbers:
            return await self._show(word, 0, (), NONE_CHOSEN)
        wanted = {number: _revision(form.get(f"rev{number}")) for number in numbers}
        reason = str(form.get("words", "")).strip() or str(form.get("reason", ""))

        def work(desk: Desk) -> list[review_desk.Outcome]:
            facts = self._token_of(desk, word, doors.DESK)
            if facts is None:
                return []
            person, speech = review_desk.reader(desk, int(facts["person"])), language(str(facts["lang"]))
            return review_desk.decide(desk, person, do, wanted, reason=reason, speech=speech)

        try:
            told = await self._write(work, f"{word} {form.get('once', '')}")
        except DatabaseDown:
            return await self._show(word, 0, (), BUSY)
        return await self._show(word, 0, tuple(told or ()), AGAIN if told is None else "")

    async def photo(self, request: web.Request) -> web.StreamResponse:
        """Hand on a photo of a claim that waits for the reader; where it lies at Telegram is told to nobody."""
        word, claim, piece = (request.match_info[name] for name in ("word", "claim", "piece"))

        def look(desk: Desk) -> str | None:
            facts = self._token_of(desk, word, doors.DESK)
            if facts is None:
                return None
            try:
                person = review_desk.reader(desk, int(facts["person"]))
                found = review_desk.photo(desk, person, int(claim), int(piece))
            except Refusal:
                return None
            return found.file_id if found is not None else None

        file_id = await self._read(look)
        try:
            content = await self._api.download(file_id) if file_id else b""
        except TelegramError:
            content = b""
        kind = next((kind for first, kind in IMAGES.items() if content.startswith(first)), None)
        if kind is None or len(content) > MOST_PHOTO:
            raise web.HTTPNotFound
        return web.Response(
            body=content,
            content_type=kind,
            headers={"Cache-Control": "private, max-age=3600", "X-Content-Type-Options": "nosniff"},
        )


def _words(speech: Language) -> dict[str, str]:
    return {name: speech.word(text) for name, text in WORDS.items()}


def _revision(told: Any) -> int | None:
    return int(told) if isinstance(told, str) and told.isdecimal() and len(told) < 10 else None
