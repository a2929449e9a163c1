"""The screen of a meeting: digits and QR code that change every half minute, and how many are checked in.

It reads from the last row, needs no script (the browser loads it anew), and tells nobody's name.
"""

from bot.domain.life.checkin import checkin_code, checkin_mark, seconds_left
from bot.domain.life.meeting import State
from bot.i18n import N_
from bot.services.life import announcement
from handlers.web.pages.visit import Page, Visit
from storage import meetings

TITLE = N_("Check-in: {kind}")
HOW = N_("Scan the code, or send the digits to {bot} in a private chat.")
CHANGES = N_("new digits in")
SECONDS = N_("s")
CHECKED = N_("checked in")
OF = N_("of {count}")
QR = N_("QR code that opens the private chat and checks you in")
OVER = N_("The check-in is over")
AGAIN_AFTER = 10
"""Seconds after which the number of those checked in is asked for anew."""


async def page(visit: Visit) -> Page | None:
    """Build the screen of a meeting."""
    found = await visit.reader.all(meetings.SCREEN, id=visit.ask.about)
    if not found:
        return None
    one, speech = found[0], visit.speech
    kind = speech.word(announcement.KINDS[one.kind])
    local = one.starts_at.astimezone(visit.house.zone)
    facts = {
        "kind": kind,
        "about": one.title,
        "when": f"{speech.day(local.date())} {local:%H:%M}",
        "place": one.place,
        "checked": one.checked,
        "checked_word": speech.word(CHECKED),
        "of": speech.plain(OF, count=one.expected),
        "open": one.state == State.OPEN,
        "over": speech.word(OVER),
    }
    if one.state == State.OPEN:
        facts |= _codes(visit, one.secret)
    left = seconds_left(visit.now.timestamp())
    title = speech.plain(TITLE, kind=kind)
    refresh = min(left, AGAIN_AFTER) if one.state == State.OPEN else None
    return Page(template="checkin.html", title=title, lang=speech.code, facts=facts, refresh=refresh)


def _codes(visit: Visit, secret: str) -> dict[str, object]:
    at, speech = int(visit.now.timestamp()), visit.speech
    code = checkin_code(secret, at)
    return {
        "first": code[:3],
        "second": code[3:],
        "left": seconds_left(at),
        "changes": speech.word(CHANGES),
        "seconds": speech.word(SECONDS),
        "how": speech.plain(HOW, bot=f"@{visit.house.username}"),
        "qr": _drawn(visit.house.link(f"in-{visit.ask.about}-{checkin_mark(secret, at)}")),
        "qr_label": speech.word(QR),
    }


def _drawn(address: str) -> object:
    """Draw a QR code as SVG, black on white, whatever the page's colours are."""
    import segno  # noqa: PLC0415 - only this page draws
    from markupsafe import Markup  # noqa: PLC0415 - likewise; it comes with the templates

    svg = segno.make(address, error="m", micro=False).svg_inline(border=3, dark="#000", light="#fff", omitsize=True)
    return Markup(svg)  # noqa: S704 - segno drew it from an address of ours
