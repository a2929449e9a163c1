"""Links to pages: signed, expiring, in the reader's language; whoever holds one sees its page, and nobody else."""

from datetime import datetime
from typing import NamedTuple

from bot.domain.signature import LENGTH, is_signed, signature
from bot.i18n import LANGUAGES
from bot.services.desk import Desk, House

PATH = "/p/"


class Ask(NamedTuple):
    """What a link asks for.

    Attributes:
        page: Name of the page.
        about: The number of what it shows.
        lang: The reader's language.
        until: Unix time at which the link ends.
    """

    page: str
    about: int
    lang: str
    until: int


def page(desk: Desk, name: str, about: int, *, lang: str, until: datetime) -> str:
    """Answer the link to a page; empty where the installation has no public address or nothing to sign with."""
    house = desk.house
    if not house.public_url or not house.keys:
        return ""
    text = f"{name}.{about}.{lang}.{int(until.timestamp())}"
    return f"{house.public_url}{PATH}{text}.{signature(house.keys[0], text)}"


def read(house: House, token: str, now: datetime) -> Ask | None:
    """Answer what a link asks for; None for one that is not ours, was changed or is over."""
    text, _, given = token.rpartition(".")
    parts = text.split(".")
    if len(given) != LENGTH or len(parts) != 4 or not is_signed(house.keys, text, given):
        return None
    name, about, lang, until = parts
    if lang not in LANGUAGES or now.timestamp() >= int(until):
        return None
    return Ask(name, int(about), lang, int(until))
