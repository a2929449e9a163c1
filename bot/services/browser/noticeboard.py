"""The notice board (公示栏) of a branch: what its group may read, to be opened in a browser and printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.domain.points.board import BoardRow
from bot.domain.refusals import Refusal
from bot.i18n import N_, Language, points_text
from bot.services import board, notice, plan, publicity
from bot.services.desk import Desk
from storage import periods
from storage.orgs import Org

AHEAD = timedelta(days=120)
SCOPE = N_("{span} · {kind}")
WINDOW = N_("Laid open {first} – {until} · {state}")
HIDDEN = N_("The board is shown once more members have points.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A board as the group may see it: what it is, its rows as texts, and how many others there are."""

    title: str
    about: str
    rows: Sequence[tuple[str, str, str, str]]
    others: str
    converted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Date:
    """A date of the branch: a stable sign, what happens, and when."""

    key: str
    title: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """What the notice board shows."""

    laid_open: Sequence[Table]
    content: str
    running: Sequence[Table]
    dates: Sequence[Date]


def look(desk: Desk, branch: Org, speech: Language) -> Board:
    """Gather what a branch's notice board shows now."""
    laid_open: list[Table] = []
    content = ""
    published = periods.published(desk.tx, branch.id)
    if published:
        key = published[-1].key
        told, row = notice.facts(desk, branch, key), publicity.of(desk, branch, key)
        content = told.content
        state = speech.word(publicity.STATES[row.state]) if row is not None else ""
        about = speech.plain(WINDOW, first=told.first, until=told.until, state=state)
        laid_open = [
            _table(desk, branch, one.rows if one.shown else (), one.kind, speech.period(key), about, speech)
            for one in told.boards
        ]
    span = board.running_span(desk, branch)
    running = []
    for kind in board.kinds(desk, branch):
        standing = board.standing(desk, branch, kind, span.start, span.end, before=span.before)
        if standing.rows:
            running.append(_table(desk, branch, standing.rows, kind, board.span_text(span, speech), "", speech))
    return Board(laid_open=laid_open, content=content, running=running, dates=dates(desk, branch, speech))


def _table(  # noqa: PLR0917 - what a table tells
    desk: Desk, branch: Org, rows: Sequence[BoardRow], kind: str, span: str, about: str, speech: Language
) -> Table:
    shown, others = board.group_rows(desk, branch, rows)
    return Table(
        title=speech.plain(SCOPE, span=span, kind=speech.word(board.KINDS[kind])),
        about=about,
        rows=[
            (
                str(row.rank),
                row.name,
                points_text(row.points),
                f"{row.converted:.2f}" if row.converted is not None else "",
            )
            for row in shown
        ],
        others=str(speech.count(board.OTHERS, others)) if shown and others else "" if shown else speech.word(HIDDEN),
        converted=any(row.converted is not None for row in shown),
    )


def dates(desk: Desk, branch: Org, speech: Language) -> list[Date]:
    """Answer a branch's dates of the coming months, as its timetable has them."""
    found = []
    for at, post in plan.between(desk, branch, desk.now, desk.now + AHEAD):
        try:
            period = notice.period_name(post.period, speech)
        except Refusal:
            period = post.period
        name = notice.kind_name(post.kind, speech)
        found.append(Date(key=f"{post.kind.value}-{post.period}", title=f"{name} · {period}", at=at))
    return found


def calendar_text(branch: Org, found: Sequence[Date], *, now: datetime) -> str:
    """Write dates as iCalendar (RFC 5545): lines of at most 75 octets that end in CR LF."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//jifenbot//notice board//EN", "CALSCALE:GREGORIAN"]
    lines.append(f"X-WR-CALNAME:{_escaped(branch.name)}")
    for one in found:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{branch.code}-{one.key}@jifenbot",
            f"DTSTAMP:{_utc(now)}",
            f"DTSTART:{_utc(one.at)}",
            "DURATION:PT30M",
            f"SUMMARY:{_escaped(f'{one.title} · {branch.name}')}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, "\\" + sign)
    return text.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Fold a line at 75 octets, never inside a character."""
    parts, part = [], ""
    for character in line:
        if len((part + character).encode()) > 74:
            parts.append(part)
            part = ""
        part += character
    return "\r\n ".join([*parts, part])
