"""Links to pages: signed, expiring, in the reader's language; whoever holds one sees its page, and nobody else."""

from datetime import datetime
from typing import NamedTuple

from bot.i18n import LANGUAGES
from bot.services.desk import Desk, House

PATH = "/p/"
PURPOSE = "page"


class Ask(NamedTuple):
    """What a link asks for.

    Attributes:
        page: Name of the page.
        about: The number of what it shows.
        lang: The reader's language.
    """

    page: str
    about: int
    lang: str


def page(desk: Desk, name: str, about: int, *, lang: str, until: datetime) -> str:
    """Answer the link to a page; empty where the installation has no public address or nothing to sign with."""
    house = desk.house
    if not house.public_url or not house.signer.ready:
        return ""
    return f"{house.public_url}{PATH}{house.signer.sign(PURPOSE, [name, about, lang], until)}"


def read(house: House, word: str, now: datetime) -> Ask | None:
    """Answer what a link asks for; None for one that is not ours, was changed or is over."""
    facts = house.signer.read(PURPOSE, word, now) if house.signer.ready else None
    if not isinstance(facts, list) or len(facts) != 3 or facts[2] not in LANGUAGES:
        return None
    return Ask(str(facts[0]), int(facts[1]), str(facts[2]))
