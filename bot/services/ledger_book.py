"""The ledger in words, for those who keep it: the branch's entries in order, with the running total. Private."""

from decimal import Decimal
from typing import NamedTuple

from bot.i18n import N_, Html, Language, nN_, points_text
from bot.services import board
from bot.services.board import Span
from bot.services.booking import subject_of
from bot.services.desk import Desk
from bot.services.paging import page_at
from bot.services.rulebook import by_id
from storage import ledger, ledger_pages
from storage.ledger import Entry
from storage.orgs import Org

HEAD = nN_(
    "📒 <b>{branch}</b> · {span}: {n} entry, total {total}", "📒 <b>{branch}</b> · {span}: {n} entries, total {total}"
)
NOTHING = N_("Nothing is booked here.")
LINE = N_("no. {seq} · {day} · {name} · {what} <b>{points}</b> · Σ {total}")
CLAIM = N_("#{id}")
FOR_MONTH = N_("for {month}")
TAKES_BACK = N_("takes back no. {seq}")
KINDS = {
    "opening": N_("opening balance"),
    "linkage": N_("points from the members"),
    "checkin": N_("attendance"),
    "adjust": N_("adjustment"),
    "zeroing": N_("month set to zero"),
}
PAGE = 12


class Page(NamedTuple):
    """Some entries with the running total before the first of them."""

    number: int
    pages: int
    size: int
    total: Decimal
    before: Decimal
    entries: list[Entry]


def page(desk: Desk, branch: Org, span: Span, number: int | None = None) -> Page:
    """Answer a page of a branch's entries; the last, where the newest stand, if none is named."""
    count, total = ledger_pages.summed(desk.tx, branch.id, span.start, span.end)
    number, pages = page_at(count if number is None else number, count, PAGE)
    stop = count - (pages - 1 - number) * PAGE  # the newest page is full, the oldest holds what is left
    skip = max(0, stop - PAGE)
    entries = ledger_pages.page(desk.tx, branch.id, span.start, span.end, skip=skip, most=stop - skip)
    before = Decimal("0.00")
    if entries:
        _, before = ledger_pages.summed(desk.tx, branch.id, span.start, span.end, before=entries[0].seq)
    return Page(number, pages, count, total, before, entries)


def page_text(desk: Desk, branch: Org, span: Span, shown: Page, speech: Language) -> Html:
    """Write a page of entries, a line each."""
    facts = {"branch": branch.name, "span": board.span_text(span, speech)}
    lines = [speech.count(HEAD, shown.size, total=shown.total, **facts)]
    total = shown.before
    for entry in shown.entries:
        total += entry.points
        lines.append(_line(desk, entry, total, speech))
    if not shown.entries:
        lines.append(speech.say(NOTHING))
    return Html("\n".join(lines))


def _line(desk: Desk, entry: Entry, total: Decimal, speech: Language) -> Html:
    told = [
        speech.say(
            LINE,
            seq=entry.seq,
            day=entry.booked_at.astimezone(desk.house.zone).date(),
            name=entry.name or subject_of(desk, entry.subject_kind, entry.subject_id).name,
            what=_what(desk, entry, speech),
            points=points_text(entry.points, sign=True),
            total=total,
        )
    ]
    if entry.claim_id:
        told.append(speech.say(CLAIM, id=entry.claim_id))
    if entry.ref_period and entry.ref_period != entry.period:
        told.append(speech.say(FOR_MONTH, month=speech.month(entry.ref_period)))
    if entry.reverses is not None:
        told.append(speech.say(TAKES_BACK, seq=ledger.get(desk.tx, entry.reverses).seq))
    return Html(" · ".join(told))


def _what(desk: Desk, entry: Entry, speech: Language) -> str:
    if entry.item in by_id(desk, entry.scheme_id).scheme.items:
        return entry.item
    return speech.word(KINDS.get(entry.kind, "")) or entry.item
