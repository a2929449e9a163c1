"""Certificates as pictures: of an award for who won it, of stars for a branch; each with its number in the archive."""

from bot.i18n import N_, Language
from bot.pictures.certificate import Certificate
from bot.services.desk import Desk
from bot.services.letters import Document
from bot.services.pictures import theme_of
from storage.orgs import Org

CERTIFICATE = "certificate"
WORDS = ("title", "name", "rank", "text", "issuer", "day", "proof", "stars", "row")
"""What of a certificate stands on its paper, too."""
TITLE = N_("Certificate of honour")
AWARD = N_("{name} was granted “{title}” {period}.")
STARS = N_("{name} was rated with {count} stars for {year}, in force from {month}.")
NUMBER = N_("No. {sign}")


def of_award(desk: Desk, branch: Org, issuer: Org, speech: Language, **facts: str) -> Certificate:
    """Answer a winner's certificate.

    Args:
        desk: Whose day it bears.
        branch: Whose setting decides about its colours.
        issuer: The organisation that granted it.
        speech: The reader's language.
        facts: name, title, period, sign.
    """
    text = speech.plain(AWARD, **facts)
    return _certificate(desk, branch, issuer, speech, text=text, stars=1, row=1, rank=facts["title"], **facts)


def of_stars(desk: Desk, branch: Org, issuer: Org, speech: Language, **facts: str) -> Certificate:
    """Answer a branch's star certificate; `facts`: name, count, year, month, rank, sign."""
    stars = int(facts["count"])
    text = speech.plain(STARS, **facts)
    return _certificate(desk, branch, issuer, speech, text=text, stars=stars, row=5, **facts)


def on_paper(given: Certificate) -> Document:
    """Answer the paper of a certificate: it says what was granted then, whatever is called otherwise later."""
    words = {name: getattr(given, name) for name in WORDS}
    return Document(what=CERTIFICATE, facts={"lang": given.lang, "words": words})


def _certificate(
    desk: Desk, branch: Org, issuer: Org, speech: Language, *, text: str, stars: int, row: int, **facts: str
) -> Certificate:
    return Certificate(
        lang=speech.code,
        theme=theme_of(branch) or "light",
        title=speech.word(TITLE),
        name=facts["name"],
        stars=stars,
        row=row,
        rank=facts["rank"],
        text=text,
        issuer=issuer.name,
        day=speech.day(desk.today, year=True),
        proof=speech.plain(NUMBER, sign=facts["sign"]),
    )
